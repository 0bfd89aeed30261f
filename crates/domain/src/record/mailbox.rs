//! The records of a mailbox: how it is reached, and where take-in stands.

use super::Address;
use crate::{AfterTakeIn, ConnectorKind, ObjectKind, Provider, SealedRecord};
use minicbor::{Decode, Encode};

/// How the connection to a mail server is protected.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte (IMAPS 993, SMTPS 465).
    #[default]
    #[n(0)]
    Tls,
    /// STARTTLS, required: no fallback to clear text (C33).
    #[n(1)]
    StartTls,
}

/// One mail server and how to sign in there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct ServerSettings {
    /// Host name; the certificate must be valid for it.
    #[n(0)]
    pub host: String,
    /// Port.
    #[n(1)]
    pub port: u16,
    /// Protection.
    #[n(2)]
    pub security: Security,
    /// Sign-in name.
    #[n(3)]
    pub login: String,
    /// Password.
    #[n(4)]
    #[serde(skip_serializing)]
    pub password: String,
    /// PEM of a certificate authority to trust for this server alone.
    #[n(5)]
    pub ca_pem: Option<String>,
}

/// A connected mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MailboxSettings {
    /// Name shown in lists and in From.
    #[n(0)]
    pub name: String,
    /// The mailbox's own address.
    #[n(1)]
    pub address: String,
    /// How it is reached.
    #[n(2)]
    pub kind: ConnectorKind,
    /// Maildir: the folder's path.
    #[n(3)]
    pub maildir: Option<String>,
    /// IMAP server.
    #[n(4)]
    pub imap: Option<ServerSettings>,
    /// SMTP server.
    #[n(5)]
    pub smtp: Option<ServerSettings>,
    /// Folders to take in; `INBOX` when empty.
    #[n(6)]
    pub folders: Vec<String>,
    /// Folder for copies of answers; found by `\Sent` when absent.
    #[n(7)]
    pub sent_folder: Option<String>,
    /// Whether the server files the copy in Sent by itself.
    #[n(8)]
    pub sent_by_server: bool,
    /// What happens in the source mailbox.
    #[n(9)]
    pub after_take_in: AfterTakeIn,
    /// Folder for [`AfterTakeIn::Move`].
    #[n(10)]
    pub move_to: Option<String>,
    /// Other addresses that are this mailbox too, in settings from before [`MailboxSettings::identities`].
    #[n(11)]
    pub aliases: Vec<String>,
    /// Stands below answers of agents who have no signature of their own; with placeholders.
    #[n(12)]
    pub signature: Option<String>,
    /// Other addresses that are this mailbox too (never answered automatically, never a contact), from which answers may
    /// come, each with the name that stands with it.
    #[n(13)]
    #[cbor(default)]
    pub identities: Vec<Address>,
    /// By whose permission its servers are signed in to, instead of a password.
    #[n(14)]
    #[cbor(default)]
    pub provider: Option<Provider>,
    /// How often its mail came to lie elsewhere (another server or account, another folder's path): what is known of one
    /// place says nothing of the next.
    #[n(15)]
    #[cbor(default)]
    pub source: u32,
    /// It is not the own mailbox of whoever gave the permission, but one that they may open.
    #[n(16)]
    #[cbor(default)]
    pub shared: bool,
    /// Those of its addresses to which people write about their own data: a mail to one opens a subject request.
    #[n(17)]
    #[cbor(default)]
    pub intake: Vec<String>,
}

impl SealedRecord for MailboxSettings {
    const KIND: ObjectKind = ObjectKind::MailboxSettings;
}

impl MailboxSettings {
    /// A mailbox of this kind in which nothing is altered, without a way to reach it yet.
    #[must_use]
    pub fn new(kind: ConnectorKind, address: &str) -> Self {
        Self {
            name: String::new(),
            address: address.to_owned(),
            kind,
            maildir: None,
            imap: None,
            smtp: None,
            folders: Vec::new(),
            sent_folder: None,
            sent_by_server: false,
            after_take_in: AfterTakeIn::Leave,
            move_to: None,
            aliases: Vec::new(),
            signature: None,
            identities: Vec::new(),
            provider: None,
            source: 0,
            shared: false,
            intake: Vec::new(),
        }
    }

    /// Its further addresses; without a name where it has none of its own.
    #[must_use]
    pub fn further(&self) -> Vec<Address> {
        let mut all = self.identities.clone();
        for alias in &self.aliases {
            if !all.iter().any(|known| known.email.eq_ignore_ascii_case(alias)) {
                all.push(Address { name: String::new(), email: alias.clone() });
            }
        }
        all
    }

    /// Every address that is this mailbox, its own first.
    pub fn own_addresses(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.address.clone()).chain(self.further().into_iter().map(|further| further.email))
    }
}

/// Where take-in of a mailbox stands, in the connector's own encoding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct MailboxCursor {
    /// The connector's bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

impl SealedRecord for MailboxCursor {
    const KIND: ObjectKind = ObjectKind::MailboxCursor;
}
