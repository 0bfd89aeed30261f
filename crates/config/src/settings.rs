//! The tree of settings.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::billing::Billing;
use crate::declare::{Section, refuse_unknown, section};
use crate::error::ConfigError;
use crate::log_years::LogYears;
use crate::policy::{Dpo, Policy};
use crate::register::{CountryCode, NoticeDays};
use crate::value::{
    AddressBlock, BackupPlace, ClamdAddress, DatabaseUrl, Endpoint, HostPort, HttpsUrl, LogLevel,
    MailSecurity, PublicUrl, RetentionDays, SnapshotHours, UsageDays,
};

section! {
    /// Where Deskhero listens, and under which address people reach it.
    "server" Server {
        /// Address and port on which it listens. Put a proxy that speaks TLS in front of it.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080)),
            "an IP address and a port like \"127.0.0.1:8080\"";
        /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Anybody else's are ignored.
        trusted_proxies: Vec<AddressBlock> = Vec::new(),
            "a list of addresses or blocks like [\"127.0.0.1\", \"10.0.0.0/8\"]";
    }
    without default {
        /// Address that people type: it stands in links and decides whether cookies ask for https.
        /// Without it, the listening address is used.
        public_url: PublicUrl, "\"https://desk.example.com\"",
            "a text that starts with https:// (or http:// for trying out), without path";
    }
}

section! {
    /// Where data lies. Relative paths start at the folder of this file.
    "storage" Storage {
        /// Folder for everything that has no place of its own below.
        data_dir: PathBuf = PathBuf::from("data"), "the path of a folder";
    }
    without default {
        /// Database of the tickets: SQLite on one machine, PostgreSQL for several.
        /// Without it, `deskhero.db` in the data folder.
        database_url: DatabaseUrl, "\"postgres://deskhero:secret@db.internal/deskhero\"",
            "a text that starts with sqlite: or postgres:";
        /// Database of the keys. It never belongs into the same backup as the tickets: with both, what was
        /// erased could be read again. Without it, `keyring.db` in the data folder.
        keyring_url: DatabaseUrl, "\"postgres://keyring:secret@keys.internal/keyring\"",
            "a text that starts with sqlite: or postgres:";
        /// Folder of the large sealed objects. Without it, `blobs` in the data folder.
        blobs_dir: PathBuf, "\"/srv/deskhero/blobs\"", "the path of a folder";
    }
}

section! {
    /// The key that wraps all others.
    "keys" Keys {
        /// Hours that a copy of the keyring is kept (`snapshot_to`): so long after an erasure an older copy may still
        /// be about. 0: there are no copies.
        snapshot_hours: SnapshotHours = SnapshotHours::DEFAULT, "a number of hours from 0 to 168";
    }
    without default {
        /// Folder for copies of the keyring, one each hour. Put it on another disk than backups of the data, and never
        /// `root.key` beside it: with both, an older copy opens what was erased since.
        snapshot_to: PathBuf, "\"/mnt/keyring\"", "the path of a folder";
        /// File of the key. Keep a copy of it away from this machine: without it nothing can be read.
        /// Without this setting, `kek.key` in the data folder. A key in the environment variable
        /// `DESKHERO_KEK` comes first.
        kek_file: PathBuf, "\"/etc/deskhero/kek.key\"", "the path of a file";
    }
}

section! {
    /// Backups of the data (docs/backups.md). Keys are in none of them.
    "backup" Backup {
        /// Days after which a backup is removed: 365 at most, since whatever was deleted has to be gone from backups
        /// within a year.
        retention_days: RetentionDays = RetentionDays::DEFAULT, "a number of days from 1 to 365";
        /// Hours between two backups that `deskhero serve` makes. 0: it makes none by itself.
        every_hours: u32 = 24, "a number of hours";
        /// Where the server of S3 is that a place like `s3://BUCKET/PREFIX` is in. By http only on this machine.
        s3_endpoint: Endpoint = Endpoint::amazon(), "a text that starts with https://";
        /// Its region.
        s3_region: String = "us-east-1".to_owned(), "a text";
    }
    without default {
        /// Where they go. Without it, `deskhero serve` makes none.
        to: BackupPlace, "\"/mnt/backups\"", "the path of a folder, or s3://BUCKET/PREFIX";
        /// The access key of S3: the name.
        s3_access_key: String, "\"AKIAIOSFODNN7EXAMPLE\"", "a text";
        /// File that holds its secret.
        s3_secret_file: PathBuf, "\"/etc/deskhero/s3.secret\"", "the path of a file";
        /// File with a certificate authority (PEM) to trust for this server alone.
        s3_ca_file: PathBuf, "\"/etc/deskhero/s3-ca.pem\"", "the path of a file";
    }
}

section! {
    /// Virus scanner.
    "scanner" Scanner {
    }
    without default {
        /// clamd by TCP or Unix socket. Without it, mail is not scanned and is shown as such. With it, mail
        /// waits while clamd does not answer.
        clamd: ClamdAddress, "\"unix:/run/clamav/clamd.ctl\"",
            "a text like \"tcp:127.0.0.1:3310\" or \"unix:/run/clamav/clamd.ctl\"";
    }
}

section! {
    /// Signatures of new mails (DKIM).
    "signatures" Signatures {
        /// Whether Deskhero checks them itself, besides what the receiving mail server says. For that it asks your resolver
        /// for the keys of the domains that signed them: whoever runs the resolver can see which domains write to you.
        check: bool = true, "true or false";
    }
    without default {
        /// The resolver that is asked, by TCP. Without it, the first one that this machine uses.
        resolver: SocketAddr, "\"127.0.0.1:53\"", "an IP address and a port like \"127.0.0.1:53\"";
    }
}

section! {
    /// Deskhero's own mail: invitations and links for new passwords. Without it, whoever makes such a link
    /// hands it over.
    "operator_mail" OperatorMail {
        /// Port of the server.
        port: u16 = 465, "a port like 465 or 587";
        /// Protection of the connection.
        security: MailSecurity = MailSecurity::Tls, "one of \"tls\", \"starttls\"";
        /// Port of the server where the author's mailbox is read (`returns_host`).
        returns_port: u16 = 993, "a port like 993 or 143";
        /// Protection of the connection to it.
        returns_security: MailSecurity = MailSecurity::Tls, "one of \"tls\", \"starttls\"";
        /// Seconds that the copy of a letter may take to the author's mailbox. A letter in doubt whose copy is not there by then,
        /// though the mailbox could be read all that time, is sent once more.
        returns_wait_seconds: u16 = 600, "a number of seconds from 1 to 65535";
    }
    without default {
        /// Host name of the server that takes the mail. Its certificate must be valid for it.
        host: String, "\"smtp.example.com\"", "a host name";
        /// Author of the mail.
        from: String, "\"deskhero@example.com\"", "an e-mail address";
        /// Sign-in name. Without it, Deskhero does not sign in.
        login: String, "\"deskhero@example.com\"", "a text";
        /// File that holds the password.
        password_file: PathBuf, "\"/etc/deskhero/operator-mail.password\"", "the path of a file";
        /// File with a certificate authority (PEM) to trust for this server alone.
        ca_file: PathBuf, "\"/etc/deskhero/mail-ca.pem\"", "the path of a file";
        /// Host name of the server (IMAP) where the mailbox of `from` is. With it, each letter about a document and each piece of
        /// news goes there, too, which tells after a crash whether a letter went out; and reports about letters that came back
        /// are read there (docs/documents.md).
        returns_host: String, "\"imap.example.com\"", "a host name";
        /// Sign-in name of that mailbox. Without it, `login` and its password are used.
        returns_login: String, "\"deskhero@example.com\"", "a text";
        /// File that holds the password of `returns_login`.
        returns_password_file: PathBuf, "\"/etc/deskhero/operator-mailbox.password\"", "the path of a file";
    }
}

section! {
    /// Signing up: whether companies can make themselves a place here. Off without `domain`. Whoever asks accepts the terms, the
    /// privacy policy and the data processing agreement that are released (docs/documents.md), and proves their address by a
    /// mail, for which `[operator_mail]` is needed.
    "sign_up" SignUp {
    }
    without default {
        /// Pages of each company answer at its short name before this. All names under it must lead here.
        domain: String, "\"desk.example.com\"", "a host name";
    }
}

section! {
    /// The audit log.
    "audit" Audit {
        /// Years that its entries are kept; an incident that is not closed and a legal hold keep them for longer. Of what is removed
        /// stay hashes, with which `deskhero audit verify` proves what is left.
        keep_years: LogYears = LogYears::DEFAULT, "a number of years from 1 to 15";
    }
    without default {
        /// A second place for the signed heads of the audit logs: a folder that lies on another machine. Every ten minutes
        /// the head of each log that grew is signed and written there; `deskhero audit verify` compares the log with them.
        checkpoint_folder: PathBuf, "\"/mnt/elsewhere/deskhero-checkpoints\"", "the path of a folder";
    }
}

section! {
    /// The register of sub-processors (docs/sub-processors.md). Who is in it is said on the operator's pages, by API or by
    /// `deskhero sub-processor`.
    "register" Register {
        /// Days from when a sub-processor is announced to companies until it gets anything.
        notice_days: NoticeDays = NoticeDays::DEFAULT, "a number of days from 7 to 365";
    }
    without default {
        /// Country where this installation is: two letters (ISO 3166-1). For companies whose data stays in the European
        /// Economic Area.
        country: CountryCode, "\"SE\"", "two capital letters like \"SE\"";
    }
}

section! {
    /// Remote images of mails. Deskhero fetches them itself, when an agent asks for them, by https and from public
    /// addresses alone.
    "images" Images {
        /// Hosts of your own network from which they are fetched too, with their ports.
        hosts: Vec<HostPort> = Vec::new(), "a list of hosts with ports like [\"intranet.example.com:443\"]";
    }
    without default {
        /// File with a certificate authority (PEM) to trust for these hosts alone.
        ca_file: PathBuf, "\"/etc/deskhero/images-ca.pem\"", "the path of a file";
    }
}

section! {
    /// Connecting Google mailboxes. Off without `client_id`.
    "google" Google {
        /// Who Google is.
        issuer: HttpsUrl = HttpsUrl::of("https://accounts.google.com"), "a text that starts with https://";
        /// Where its Gmail API is.
        api: HttpsUrl = HttpsUrl::of("https://gmail.googleapis.com"), "a text that starts with https://";
        /// The Workspace domains whose mailboxes may be connected; every one when empty.
        domains: Vec<String> = Vec::new(), "a list of texts like [\"example.com\"]";
    }
    without default {
        /// What Google knows this installation by: its console gives it.
        client_id: String, "\"1234-abcd.apps.googleusercontent.com\"", "a text";
        /// File that holds the secret from the same place.
        client_secret_file: PathBuf, "\"/etc/deskhero/google.secret\"", "the path of a file";
        /// The last day on which Google's security assessment (CASA) of this installation holds: shown in the trust centre, and
        /// needed where mailboxes of any domain are connected.
        assessed_until: String, "\"2027-05-31\"", "a day like \"2027-05-31\"";
        /// File with a certificate authority (PEM) to trust for Google alone, where a proxy stands before it.
        ca_file: PathBuf, "\"/etc/deskhero/proxy-ca.pem\"", "the path of a file";
        /// The topic that Google tells of new mail by (Cloud Pub/Sub). Without one, mailboxes are asked every few seconds.
        push_topic: String, "\"projects/desk-1234/topics/mail\"", "a text";
        /// The service account with whose word its subscription calls here, at `<server.public_url>/push/google`.
        push_account: String, "\"push@desk-1234.iam.gserviceaccount.com\"", "a text";
    }
}

section! {
    /// Connecting Microsoft 365 mailboxes. Off without `client_id`.
    "microsoft" Microsoft {
        /// Who Microsoft is to you: `common` in it takes every company, its own id instead only that one.
        issuer: HttpsUrl = HttpsUrl::of("https://login.microsoftonline.com/common/v2.0"),
            "a text that starts with https://";
        /// Where its Graph is.
        api: HttpsUrl = HttpsUrl::of("https://graph.microsoft.com/v1.0"), "a text that starts with https://";
        /// The companies whose mailboxes may be connected, by their ids at Microsoft; every one when empty.
        tenants: Vec<String> = Vec::new(), "a list of texts like [\"00000000-0000-0000-0000-000000000000\"]";
        /// Whether this installation has permissions of its own for all mailboxes of the company that `issuer` names
        /// (application permissions, granted by its administrator). Then `deskhero mailbox connect --microsoft` connects any of
        /// them, without a visit.
        application: bool = false, "true or false";
        /// Whether Microsoft is asked to call here at new mail, at `<server.public_url>/push/microsoft`, which it must be
        /// able to reach. Otherwise mailboxes are asked every few seconds.
        push: bool = false, "true or false";
    }
    without default {
        /// What Microsoft knows this installation by: the application's id in its console.
        client_id: String, "\"00000000-0000-0000-0000-000000000000\"", "a text";
        /// File that holds the secret from the same place.
        client_secret_file: PathBuf, "\"/etc/deskhero/microsoft.secret\"", "the path of a file";
        /// The verified publisher that Microsoft shows when somebody consents: shown in the trust centre, and needed where
        /// mailboxes of any company are connected.
        publisher: String, "\"Example Hosting AB\"", "a text";
        /// File with a certificate authority (PEM) to trust for Microsoft alone, where a proxy stands before it.
        ca_file: PathBuf, "\"/etc/deskhero/proxy-ca.pem\"", "the path of a file";
    }
}

section! {
    /// Connecting mailboxes by another provider of OAuth2, which describes itself by OpenID configuration. Off without
    /// `issuer`.
    "oauth2" Oauth2 {
        /// What the provider is called on pages.
        name: String = "OAuth2".to_owned(), "a text";
        /// What is asked for. It must open the mail servers, and come with a refresh token.
        scopes: Vec<String> = ["openid", "email", "offline_access", "mail"].map(str::to_owned).to_vec(),
            "a list of texts like [\"openid\", \"mail\"]";
    }
    without default {
        /// Who it is.
        issuer: HttpsUrl, "\"https://login.example.com\"", "a text that starts with https://";
        /// What it knows this installation by.
        client_id: String, "\"deskhero\"", "a text";
        /// File that holds the secret.
        client_secret_file: PathBuf, "\"/etc/deskhero/oauth2.secret\"", "the path of a file";
        /// File with a certificate authority (PEM) to trust for this provider alone.
        ca_file: PathBuf, "\"/etc/deskhero/oauth2-ca.pem\"", "the path of a file";
    }
}

section! {
    /// Counting how Deskhero is used. Off: nothing is counted and nobody is asked. On: agents are asked once, on a banner where
    /// refusing is as easy, and of those who consent it is counted which pages they open and what they do, how often, with
    /// which family of browser and system and from which network; nothing of a conversation, and nothing before they consent.
    /// Each day becomes one sum, in which nobody is told apart. A browser's Global Privacy Control counts as refusal.
    "usage" Usage {
        /// Whether it is counted.
        count: bool = false, "true or false";
        /// Days that the sums of a month are kept after it.
        days: UsageDays = UsageDays::DEFAULT, "a number of days from 1 to 59";
    }
    without default {
    }
}

section! {
    /// What is written about the running program. Personal data never is, at any level.
    "log" Log {
        /// How much.
        level: LogLevel = LogLevel::Info, "one of \"error\", \"warn\", \"info\", \"debug\", \"trace\"";
        /// One JSON object per line instead of text.
        json: bool = false, "true or false";
    }
    without default {
    }
}

/// All settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Where it listens.
    pub server: Server,
    /// Where data lies.
    pub storage: Storage,
    /// The key that wraps all others.
    pub keys: Keys,
    /// Backups.
    pub backup: Backup,
    /// Virus scanner.
    pub scanner: Scanner,
    /// Signatures of new mails.
    pub signatures: Signatures,
    /// Deskhero's own mail.
    pub operator_mail: OperatorMail,
    /// Signing up.
    pub sign_up: SignUp,
    /// What the operator says about themselves.
    pub policy: Policy,
    /// Whom people ask about data protection.
    pub dpo: Dpo,
    /// The audit log.
    pub audit: Audit,
    /// The register of sub-processors.
    pub register: Register,
    /// Remote images.
    pub images: Images,
    /// Counting how it is used.
    pub usage: Usage,
    /// Google mailboxes.
    pub google: Google,
    /// Microsoft 365 mailboxes.
    pub microsoft: Microsoft,
    /// Mailboxes by another provider.
    pub oauth2: Oauth2,
    /// Plans and invoices.
    pub billing: Billing,
    /// What is logged.
    pub log: Log,
}

impl Config {
    /// The defaults, with everything in this folder: `--data DIR`.
    #[must_use]
    pub fn for_data(folder: &Path) -> Self {
        let mut settings = Self::default();
        settings.storage.data_dir = folder.to_owned();
        settings
    }

    /// Reads a file: `--config FILE`. Relative paths in it start at its folder.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), reason: error.to_string() })?;
        let mut settings = Self::from_toml(&text)?;
        settings.start_paths_at(path.parent().unwrap_or(Path::new("")));
        Ok(settings)
    }

    /// Reads the text of a file; relative paths stay as they are.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let mut file: Table = text.parse().map_err(|error: toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
            ConfigError::Syntax { line, reason: error.message().to_owned() }
        })?;
        let settings = Self {
            server: Server::read(section(&mut file, Server::NAME)?)?,
            storage: Storage::read(section(&mut file, Storage::NAME)?)?,
            keys: Keys::read(section(&mut file, Keys::NAME)?)?,
            backup: Backup::read(section(&mut file, Backup::NAME)?)?,
            scanner: Scanner::read(section(&mut file, Scanner::NAME)?)?,
            signatures: Signatures::read(section(&mut file, Signatures::NAME)?)?,
            operator_mail: OperatorMail::read(section(&mut file, OperatorMail::NAME)?)?,
            sign_up: SignUp::read(section(&mut file, SignUp::NAME)?)?,
            policy: Policy::read(section(&mut file, Policy::NAME)?)?,
            dpo: Dpo::read(section(&mut file, Dpo::NAME)?)?,
            audit: Audit::read(section(&mut file, Audit::NAME)?)?,
            register: Register::read(section(&mut file, Register::NAME)?)?,
            images: Images::read(section(&mut file, Images::NAME)?)?,
            usage: Usage::read(section(&mut file, Usage::NAME)?)?,
            google: Google::read(section(&mut file, Google::NAME)?)?,
            microsoft: Microsoft::read(section(&mut file, Microsoft::NAME)?)?,
            oauth2: Oauth2::read(section(&mut file, Oauth2::NAME)?)?,
            billing: Billing::read(section(&mut file, Billing::NAME)?)?,
            log: Log::read(section(&mut file, Log::NAME)?)?,
        };
        let sections = Self::describe();
        refuse_unknown("", &file, &sections.iter().map(|section| section.name).collect::<Vec<_>>())?;
        Ok(settings)
    }

    /// Every section with its settings, for the reference.
    #[must_use]
    pub(crate) fn describe() -> Vec<Section> {
        vec![
            Server::describe(),
            Storage::describe(),
            Keys::describe(),
            Backup::describe(),
            Scanner::describe(),
            Signatures::describe(),
            OperatorMail::describe(),
            SignUp::describe(),
            Policy::describe(),
            Dpo::describe(),
            Audit::describe(),
            Register::describe(),
            Images::describe(),
            Usage::describe(),
            Google::describe(),
            Microsoft::describe(),
            Oauth2::describe(),
            Billing::describe(),
            Log::describe(),
        ]
    }

    fn start_paths_at(&mut self, folder: &Path) {
        self.storage.data_dir = folder.join(&self.storage.data_dir);
        let others = [
            &mut self.storage.blobs_dir,
            &mut self.keys.kek_file,
            &mut self.keys.snapshot_to,
            &mut self.backup.s3_secret_file,
            &mut self.backup.s3_ca_file,
            &mut self.operator_mail.password_file,
            &mut self.operator_mail.ca_file,
            &mut self.operator_mail.returns_password_file,
            &mut self.audit.checkpoint_folder,
            &mut self.images.ca_file,
            &mut self.google.client_secret_file,
            &mut self.google.ca_file,
            &mut self.microsoft.client_secret_file,
            &mut self.microsoft.ca_file,
            &mut self.oauth2.client_secret_file,
            &mut self.oauth2.ca_file,
            &mut self.billing.stripe_secret_file,
            &mut self.billing.stripe_ca_file,
        ];
        for path in others.into_iter().flatten() {
            *path = folder.join(&path);
        }
        if let Some(BackupPlace::Folder(path)) = &mut self.backup.to {
            *path = folder.join(&path);
        }
    }
}

fn section(file: &mut Table, name: &'static str) -> Result<Table, ConfigError> {
    match file.remove(name) {
        None => Ok(Table::new()),
        Some(Value::Table(table)) => Ok(table),
        Some(other) => Err(ConfigError::BadValue {
            key: name.to_owned(),
            found: other.type_str().to_owned(),
            expected: "a section in brackets",
        }),
    }
}
