//! The live test of a mailbox before it is kept: everything that is wrong at once, server by server, so that a
//! person corrects it in one go. Nothing is altered and no mail is sent.

use crate::connector::{CheckReport, Connector};
use crate::egress::Egress;
use crate::error::{Code, ConnectError};
use crate::gmail::Gmail;
use crate::graph::Graph;
use crate::{Access, Deadlines, imap, maildir};
use domain::ConnectorKind;
use domain::record::MailboxSettings;
use std::time::Duration;

/// The side of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Where mail is taken in from.
    Incoming,
    /// Where answers go out.
    Outgoing,
}

impl Side {
    /// The word for it in message keys and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    /// On which side.
    pub side: Side,
    /// What.
    pub error: ConnectError,
    /// The folder that it is about.
    pub folder: Option<String>,
}

/// What the live test found.
#[derive(Debug, Clone, Default)]
pub struct Examination {
    /// What the servers said of the mailbox.
    pub report: CheckReport,
    /// What is wrong; nothing when the mailbox works.
    pub faults: Vec<Fault>,
}

/// A person waits: shorter than in take-in.
const PATIENCE: Deadlines = Deadlines {
    connect: Duration::from_secs(10),
    quiet: Duration::from_secs(15),
    command: Duration::from_secs(30),
    poll: Duration::from_secs(30),
};

/// Tries a mailbox out.
///
/// # Errors
/// [`Code::Settings`] and [`Code::BadCa`], before anything is connected to.
pub async fn examine(
    settings: &MailboxSettings,
    access: Option<Access>,
    egress: &Egress,
) -> Result<Examination, ConnectError> {
    match settings.kind {
        ConnectorKind::Maildir => {
            let mut found = Examination::default();
            match maildir::Maildir::open(settings, PATIENCE)?.check().await {
                Ok(report) => found.report = report,
                Err(error) => found.faults.push(Fault { side: Side::Incoming, error, folder: None }),
            }
            Ok(found)
        }
        ConnectorKind::Imap => {
            let tokens = access.map(|access| access.tokens);
            Ok(imap::ImapSmtp::open(settings, tokens, egress, PATIENCE)?.examine(settings).await)
        }
        ConnectorKind::Gmail => Ok(Gmail::open(settings, access, egress, PATIENCE)?.examine().await),
        ConnectorKind::Graph => Ok(Graph::open(settings, access, egress, PATIENCE)?.examine().await),
    }
}

impl Fault {
    pub(crate) fn missing(folder: &str) -> Self {
        Self { side: Side::Incoming, error: Code::NoSuchFolder.into(), folder: Some(folder.to_owned()) }
    }
}
