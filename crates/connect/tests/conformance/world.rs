//! A mailbox that the suite can fill and look into, whatever stands behind it.

use connect::{Access, Batch, Connector, Deadlines, Egress, Limits, open_with};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{ConnectorKind, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::oidc::Oidc;

pub const ADDRESS: &str = "support@example.test";
pub const PASSWORD: &str = "pw-support";

/// A moment, in both ways of writing it.
#[derive(Clone, Copy)]
pub struct Moment(pub i64, pub &'static str);
pub const LONG_AGO: Moment = Moment(1_600_000_000, "13-Sep-2020 12:26:40 +0000");
pub const BEFORE: Moment = Moment(1_700_000_000, "14-Nov-2023 22:13:20 +0000");
pub const AFTER: Moment = Moment(1_700_000_100, "14-Nov-2023 22:15:00 +0000");

/// What lies in a folder: bytes and whether it is seen.
pub type Stored = Vec<(Vec<u8>, bool)>;

pub trait World {
    fn settings(&self) -> MailboxSettings;
    /// Puts a mail that came at that moment.
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment);
    /// A mail arrives now.
    fn deliver(&mut self, raw: &[u8]);
    fn list(&mut self, folder: &str) -> Stored;
    fn empty(&mut self);
    /// The source is away; mails arrive meanwhile, and it comes back.
    fn outage(&mut self, mails: &[Vec<u8>]);
    /// Whether an outage is an error for the connector.
    fn is_remote(&self) -> bool;
    fn egress(&self) -> Egress;

    /// The source itself tells when there are news.
    fn wakes(&self) -> bool {
        self.is_remote()
    }

    /// The folder that sent mail lies in.
    fn sent(&self) -> &'static str {
        "Sent"
    }

    /// The source files what is sent, and nobody else can.
    fn files_itself(&self) -> bool {
        false
    }

    /// What it is opened with, when it was connected by OAuth2.
    fn access(&self) -> Option<Access> {
        None
    }

    fn open(&self) -> Box<dyn Connector> {
        open_with(&self.settings(), self.access(), &self.egress(), deadlines()).unwrap()
    }

    /// The source is reached by this port instead: something stands before it.
    fn move_to(&mut self, port: u16) {
        let _ = port;
    }

    /// The port by which it is reached, where there is one.
    fn port(&self) -> Option<u16> {
        let api = self.access().and_then(|access| access.api).map(|api| api.port);
        api.or(self.settings().imap.map(|server| server.port))
    }

    /// As [`World::open`], by another port.
    fn open_at(&self, port: u16) -> Box<dyn Connector> {
        let (mut settings, mut access) = (self.settings(), self.access());
        settings.imap.iter_mut().for_each(|server| server.port = port);
        let api = access.as_mut().and_then(|access| access.api.as_mut());
        api.into_iter().for_each(|api| api.port = port);
        open_with(&settings, access, &self.egress(), deadlines()).unwrap()
    }
}

pub fn deadlines() -> Deadlines {
    Deadlines { poll: Duration::from_millis(50), ..Deadlines::default() }
}

pub fn mail(n: usize) -> Vec<u8> {
    format!("From: a@elsewhere.test\r\nTo: {ADDRESS}\r\nSubject: mail {n}\r\nMessage-ID: <{n}@elsewhere.test>\r\n\r\nText {n}\r\n")
        .into_bytes()
}

/// Fetches everything behind the cursor.
pub async fn drain(connector: &mut dyn Connector, cursor: &mut Vec<u8>, from: Option<Moment>) -> Vec<Batch> {
    let from = from.map(|moment| Timestamp::from_millis(moment.0 * 1_000));
    let mut batches = Vec::new();
    loop {
        let batch = connector.fetch(cursor, from, Limits::default()).await.unwrap();
        cursor.clone_from(&batch.cursor);
        let is_more = batch.more;
        batches.push(batch);
        if !is_more {
            return batches;
        }
    }
}

pub fn raws(batches: &[Batch]) -> Vec<Vec<u8>> {
    batches.iter().flat_map(|batch| &batch.mails).map(|mail| mail.raw.to_vec()).collect()
}

pub fn blank(kind: ConnectorKind) -> MailboxSettings {
    MailboxSettings { name: "Support".into(), ..MailboxSettings::new(kind, ADDRESS) }
}

/// A Maildir in a temporary folder.
pub struct Maildir {
    root: tempfile::TempDir,
    count: AtomicU32,
}

impl Maildir {
    pub fn start() -> Option<Self> {
        let root = tempfile::tempdir().unwrap();
        for name in ["tmp", "new", "cur"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        Some(Self { root, count: AtomicU32::new(0) })
    }

    fn place(&self, seconds: i64, raw: &[u8], is_seen: bool) {
        let n = self.count.fetch_add(1, Ordering::Relaxed);
        let base = format!("{seconds}.M{n}P1.host");
        let draft = self.root.path().join("tmp").join(&base);
        std::fs::write(&draft, raw).unwrap();
        let end = if is_seen { format!("cur/{base}:2,S") } else { format!("new/{base}") };
        std::fs::rename(draft, self.root.path().join(end)).unwrap();
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let read = |name: &str| std::fs::read_dir(folder.join(name)).into_iter().flatten();
        let mut files: Vec<_> = read("new").chain(read("cur")).map(|file| file.unwrap().path()).collect();
        files.sort_by_key(|path| path.file_name().unwrap().to_owned());
        files
    }
}

impl World for Maildir {
    fn settings(&self) -> MailboxSettings {
        let maildir = Some(self.root.path().to_str().unwrap().to_owned());
        MailboxSettings { maildir, ..blank(ConnectorKind::Maildir) }
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        self.place(at.0, raw, is_seen);
    }
    fn deliver(&mut self, raw: &[u8]) {
        // Later than any clock of this century says: the order of names is the order of delivery.
        self.place(4_000_000_000, raw, false);
    }
    fn list(&mut self, folder: &str) -> Stored {
        let folder = match folder {
            "INBOX" => self.root.path().to_owned(),
            other => self.root.path().join(format!(".{other}")),
        };
        let stored = |path: PathBuf| (std::fs::read(&path).unwrap(), path.to_str().unwrap().ends_with('S'));
        Self::files(&folder).into_iter().map(stored).collect()
    }
    fn empty(&mut self) {
        Self::files(self.root.path()).iter().for_each(|path| std::fs::remove_file(path).unwrap());
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        mails.iter().for_each(|raw| self.deliver(raw));
    }
    fn is_remote(&self) -> bool {
        false
    }
    fn egress(&self) -> Egress {
        Egress::default()
    }
}

/// Dovecot and Exim.
pub struct Imap {
    pub exim: Option<Exim>,
    pub dovecot: Dovecot,
    pub egress: Egress,
}

impl Imap {
    pub fn start() -> Option<Self> {
        Self::start_with(None)
    }

    pub fn start_with(provider: Option<&Oidc>) -> Option<Self> {
        let accounts = [Account::new(ADDRESS, PASSWORD), Account::new("alice@example.test", "pw-alice")];
        let dovecot = testkit::or_skip(Dovecot::start_with(&accounts, provider))?;
        Some(Self { exim: None, dovecot, egress: Egress::default() })
    }

    pub fn with_exim() -> Option<Self> {
        let mut world = Self::start()?;
        world.exim = Some(testkit::or_skip(Exim::start(&world.dovecot))?);
        Some(world)
    }

    pub fn server(&self, port: u16) -> ServerSettings {
        ServerSettings {
            host: "127.0.0.1".into(),
            port,
            security: Security::Tls,
            login: ADDRESS.into(),
            password: PASSWORD.into(),
            ca_pem: Some(std::fs::read_to_string(&self.dovecot.tls().ca).unwrap()),
        }
    }

    fn maildir(&self) -> PathBuf {
        let home = self.dovecot.doveadm(&["user", "-f", "home", ADDRESS]).unwrap();
        Path::new(home.trim()).join("Maildir")
    }
}

impl World for Imap {
    fn settings(&self) -> MailboxSettings {
        MailboxSettings {
            imap: Some(self.server(self.dovecot.imaps_port())),
            smtp: self.exim.as_ref().map(|exim| self.server(exim.smtps_port())),
            ..blank(ConnectorKind::Imap)
        }
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        let flags = if is_seen { "\\Seen" } else { "" };
        self.dovecot.append(ADDRESS, "INBOX", raw, flags, Some(at.1)).unwrap();
    }
    fn deliver(&mut self, raw: &[u8]) {
        self.dovecot.append(ADDRESS, "INBOX", raw, "", None).unwrap();
    }
    fn list(&mut self, folder: &str) -> Stored {
        let mails = self.dovecot.list(ADDRESS, folder).unwrap();
        mails.into_iter().map(|mail| (mail.raw.clone(), mail.has_flag("\\Seen"))).collect()
    }
    fn empty(&mut self) {
        self.dovecot.reset_folder(ADDRESS, "INBOX").unwrap();
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        let folder = self.maildir().join("new");
        self.dovecot.stop();
        for (n, raw) in mails.iter().enumerate() {
            std::fs::write(folder.join(format!("4000000000.M{n}P9.other")), raw).unwrap();
        }
        self.dovecot.start_again().unwrap();
    }
    fn is_remote(&self) -> bool {
        true
    }
    fn egress(&self) -> Egress {
        self.egress.clone()
    }
}
