//! A mailbox, as it is shown.

use crate::assign::AssignTo;
use crate::oauth::GrantView;
use domain::record::Address;
use domain::{AfterTakeIn, ConnectorKind, MailboxId, MailboxState, Timestamp};

/// A mailbox and its health.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MailboxView {
    /// Id.
    pub id: MailboxId,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Further addresses that are this mailbox, with the names that answers from them carry; empty for the mailbox's.
    pub aliases: Vec<Address>,
    /// Those of its addresses to which people write about their own data.
    pub intake: Vec<String>,
    /// What stands below answers of agents who have no signature of their own, placeholders as written; empty for none.
    pub signature: String,
    /// Kind.
    pub kind: ConnectorKind,
    /// State.
    pub state: MailboxState,
    /// Whom new tickets go to.
    pub assign: AssignTo,
    /// What happens in the source mailbox.
    pub after_take_in: AfterTakeIn,
    /// Servers, folder: without secrets.
    pub server: Option<String>,
    /// Folders taken in.
    pub folders: Vec<String>,
    /// Mails older than this are not taken in.
    pub look_back_from_ms: Option<Timestamp>,
    /// When take-in last succeeded.
    pub last_success_at_ms: Option<Timestamp>,
    /// When a mail was last taken in.
    pub last_mail_at_ms: Option<Timestamp>,
    /// For how many milliseconds that one had been at the source; of history, nothing is told.
    pub lag_ms: Option<i64>,
    /// How often the source asked to wait because so much was asked of it.
    pub quota_waits: i64,
    /// For how many milliseconds altogether.
    pub quota_waited_ms: i64,
    /// Failed attempts in a row.
    pub attempts: i64,
    /// When the next attempt is made, while backing off.
    pub next_attempt_at_ms: Option<Timestamp>,
    /// The last failure as a message key (`connect-auth-failed`).
    pub last_error: Option<String>,
    /// Mails held back for the virus scanner.
    pub held: i64,
    /// Whether more mail waits at the source (first fill, back-fill).
    pub behind: bool,
    /// The provider's permission that it is reached by.
    pub grant: Option<GrantView>,
    /// When what it took in is erased, while it is disconnected.
    pub erase_at_ms: Option<Timestamp>,
    /// Why its permission was not given back when it was disconnected, as a message key (`oauth-left-no-way`).
    pub permission_left: Option<String>,
}
