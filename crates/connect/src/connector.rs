//! The one trait behind which mailboxes are reached, and its words.

use crate::egress::Egress;
use crate::error::{Code, ConnectError, SendError};
use crate::{Access, Deadlines, Refusal, gmail, graph, imap, maildir};
use bytes::Bytes;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Private, Timestamp};
use std::time::Duration;

/// The idempotency key of a mail in its mailbox: the same mail at the same place always has the same key.
/// It may hold folder names: never a log's or SQL's, only a tag of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SourceKey(Vec<u8>);

impl SourceKey {
    pub(crate) const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The key's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for SourceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SourceKey([private])")
    }
}

/// Where a mail lies in the source, for [`Connector::settle`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceRef {
    /// A file of a Maildir: folder and unique base name.
    Maildir {
        /// Folder as in the settings.
        folder: String,
        /// Name without flags.
        base: String,
    },
    /// A mail on an IMAP server.
    Imap {
        /// Folder as in the settings.
        folder: String,
        /// UIDVALIDITY that `uid` belongs to.
        uid_validity: u32,
        /// UID.
        uid: u32,
    },
    /// A mail at Google.
    Gmail {
        /// Its id.
        id: String,
    },
    /// A mail at Microsoft.
    Graph {
        /// Its immutable id.
        id: String,
    },
}

/// One mail of the source.
#[derive(Clone)]
pub struct SourceMail {
    /// Idempotency key.
    pub source_key: SourceKey,
    /// The key alone does not prove that the mail is new (UIDVALIDITY changed, or the mail was moved here):
    /// compare the bytes too.
    pub check_digest: bool,
    /// The mailbox lay elsewhere before: what carried the mail here may have written it anew.
    pub moved: bool,
    /// The mail's bytes; empty when it is too large.
    pub raw: Bytes,
    /// When the source received it.
    pub internal_date: Option<Timestamp>,
    /// It was there before the mailbox was connected: never answered automatically.
    pub before_connect: bool,
    /// For [`Connector::settle`].
    pub source_ref: SourceRef,
    /// Its size, when it is larger than [`domain::limits::MAIL_BYTES_HARD_MAX`] and was left in the source.
    pub too_large: Option<u64>,
    /// The conversation that the source counts it to: a hint for threading, good in this mailbox alone.
    pub thread: Option<String>,
}

impl SourceMail {
    /// It lies where the mailbox moved to: its key is another place's, and its bytes tell whether it was here before. What
    /// came there while the old place was still asked is news; how old the rest is, its date says.
    pub(crate) fn come_along(&mut self, source: u32) {
        let mut key = format!("{source}\0").into_bytes();
        key.append(&mut self.source_key.0);
        (self.source_key, self.check_digest, self.moved) = (SourceKey::new(key), true, true);
        self.before_connect = false;
    }
}

impl std::fmt::Debug for SourceMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SourceMail")
            .field("check_digest", &self.check_digest)
            .field("raw_bytes", &self.raw.len())
            .field("before_connect", &self.before_connect)
            .field("too_large", &self.too_large)
            .finish_non_exhaustive()
    }
}

/// What one fetch brought.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The mails, oldest first within a folder.
    pub mails: Vec<SourceMail>,
    /// The position behind them: store it in the same transaction.
    pub cursor: Vec<u8>,
    /// Fetch again at once: there may be more.
    pub more: bool,
}

/// How much one fetch may bring. A single mail larger than `bytes` still comes, alone.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Mails.
    pub mails: usize,
    /// Bytes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { mails: domain::limits::INTAKE_BATCH_MAILS_MAX, bytes: domain::limits::INTAKE_BATCH_BYTES_MAX }
    }
}

/// Why [`Connector::wait`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Something changed: fetch.
    Changed,
    /// The deadline passed: fetch anyway.
    Deadline,
}

/// Sender and recipients as given to the mail server (RFC 5321).
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Sender: the mailbox's address; empty for a mail that must not bounce.
    pub from: String,
    /// Recipients.
    pub to: Vec<String>,
    /// The conversation in the source that it belongs to, where the source has such.
    pub thread: Option<String>,
}

impl std::fmt::Debug for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Envelope").field("recipients", &self.to.len()).finish_non_exhaustive()
    }
}

/// The server took the mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// Recipients that were refused in the dialogue while others were accepted.
    pub refused: Vec<Refusal>,
    /// The conversation that the source counts the mail to.
    pub thread: Option<String>,
    /// Whether a copy that was wished for went along.
    pub copied: bool,
}

/// Where and how the source is to tell of news.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The address that it calls (Graph), or the topic that it publishes to (Gmail).
    pub target: String,
    /// What it has to say with each call, where it can.
    pub secret: Private<String>,
    /// The one that runs already, by what [`Watched::id`] said.
    pub current: Option<String>,
}

/// The source tells of news from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// What the source knows it by.
    pub id: Option<String>,
    /// Until when, unless it is asked again.
    pub until: Timestamp,
}

/// An address that the source lets us send from.
#[derive(Clone, PartialEq, Eq)]
pub struct SendAs {
    /// The address.
    pub address: String,
    /// The name that the source puts before it.
    pub name: Option<String>,
    /// The source takes it when a mail names none.
    pub is_default: bool,
}

impl std::fmt::Debug for SendAs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SendAs").field("is_default", &self.is_default).finish_non_exhaustive()
    }
}

/// What a live test found. Nothing was altered or sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckReport {
    /// Folders on the server, as they are named in the settings.
    pub folders: Vec<String>,
    /// Where copies of answers go.
    pub sent_folder: Option<String>,
    /// The server wakes us for new mail (IDLE).
    pub wakes: bool,
    /// Mails in the folders of the settings.
    pub mails: u64,
}

/// A mailbox: a source of mail and the way out for answers.
#[async_trait::async_trait]
pub trait Connector: Send + std::fmt::Debug {
    /// Tests sign-in, folders and sending, live, without altering anything.
    async fn check(&mut self) -> Result<CheckReport, ConnectError>;

    /// Fetches what lies behind `cursor` (empty at first). `look_back_from` bounds what is taken of the mail
    /// that was there before the mailbox was connected; `None` takes all of it. Calling again with the same
    /// cursor brings the same mails: nothing is lost when the caller fails to store them.
    async fn fetch(
        &mut self,
        cursor: &[u8],
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Batch, ConnectError>;

    /// Does in the source what the tenant chose, after the mails are durable. Mails that are no longer there
    /// are passed over.
    async fn settle(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError>;

    /// Waits for news, no longer than `deadline`. Safe to cancel.
    async fn wait(&mut self, deadline: Duration) -> Result<Wake, ConnectError>;

    /// Sends a mail. Its line ends may be LF or CRLF. Not safe to cancel: a send that is dropped before it
    /// ends is in doubt.
    async fn send(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError>;

    /// Files a copy of a sent mail, unless the server does so or a mail with this Message-ID (no angle
    /// brackets) is there already.
    async fn file_sent(&mut self, raw: &[u8], message_id: &str) -> Result<(), ConnectError>;

    /// Asks the source to call when there are news, or to go on calling. `None` where it cannot.
    async fn watch(&mut self, watch: &Watch) -> Result<Option<Watched>, ConnectError> {
        let _ = watch;
        Ok(None)
    }

    /// The addresses that mail may be sent from; nothing where the source does not say.
    async fn identities(&mut self) -> Result<Vec<SendAs>, ConnectError> {
        Ok(Vec::new())
    }

    /// Asks the source to call no more. One that does not call is no error.
    async fn unwatch(&mut self, current: &Watched) -> Result<(), ConnectError> {
        let _ = current;
        Ok(())
    }
}

/// Opens the connector of a mailbox, with its access where it was connected by OAuth2. Registers its hosts for egress;
/// connects to nothing yet.
///
/// # Errors
/// [`Code::Settings`] and [`Code::BadCa`].
pub fn open(
    settings: &MailboxSettings,
    access: Option<Access>,
    egress: &Egress,
) -> Result<Box<dyn Connector>, ConnectError> {
    open_with(settings, access, egress, Deadlines::default())
}

/// As [`open`], with other deadlines.
///
/// # Errors
/// As [`open`].
pub fn open_with(
    settings: &MailboxSettings,
    access: Option<Access>,
    egress: &Egress,
    deadlines: Deadlines,
) -> Result<Box<dyn Connector>, ConnectError> {
    Ok(match settings.kind {
        ConnectorKind::Maildir => Box::new(maildir::Maildir::open(settings, deadlines)?),
        ConnectorKind::Imap => {
            Box::new(imap::ImapSmtp::open(settings, access.map(|access| access.tokens), egress, deadlines)?)
        }
        ConnectorKind::Gmail => Box::new(gmail::Gmail::open(settings, access, egress, deadlines)?),
        ConnectorKind::Graph => Box::new(graph::Graph::open(settings, access, egress, deadlines)?),
    })
}

/// Where take-in stands, for a person: a place, and how far it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The folder; empty where one position stands for all of them.
    pub place: String,
    /// How far, in the source's own counting.
    pub at: String,
}

/// Reads a cursor.
///
/// # Errors
/// [`Code::BadCursor`].
pub fn positions(kind: ConnectorKind, cursor: &[u8]) -> Result<Vec<Position>, ConnectError> {
    match kind {
        ConnectorKind::Maildir => maildir::positions(cursor),
        ConnectorKind::Imap => imap::positions(cursor),
        ConnectorKind::Gmail => gmail::positions(cursor),
        ConnectorKind::Graph => graph::positions(cursor),
    }
}

/// The folders to take in.
pub(crate) fn folders_of(settings: &MailboxSettings) -> Vec<String> {
    if settings.folders.is_empty() { vec!["INBOX".to_owned()] } else { settings.folders.clone() }
}

/// A folder to move to, or the error that says it is missing.
pub(crate) fn need_move_to(move_to: Option<&str>) -> Result<&str, ConnectError> {
    move_to.filter(|name| !name.is_empty()).ok_or_else(|| Code::Settings.into())
}
