//! What an agent writes, before it is a mail.

use domain::record::Address;
use domain::{MailboxId, ObjectId, TicketId, TicketStatus, Timestamp};

/// An answer to send.
#[derive(Debug, Clone, Default)]
pub struct ReplyDraft {
    /// Text.
    pub text: String,
    /// The address that it comes from, one of its mailbox; the one that its mail was addressed to when absent.
    pub from: Option<String>,
    /// HTML (cleaned before it is used); made from the text when absent.
    pub html: Option<String>,
    /// Recipients; the requester when empty.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies.
    pub bcc: Vec<Address>,
    /// Uploads to attach.
    pub uploads: Vec<ObjectId>,
    /// Status to set with it.
    pub status: Option<TicketStatus>,
    /// How many messages of the ticket its writer has seen, notes not counted: if there are others by now, it is not
    /// sent.
    pub mails_seen: Option<i64>,
    /// When it goes out; now when absent or past.
    pub send_at: Option<Timestamp>,
    /// The draft of its author that is sent with it: it goes, unless it was changed elsewhere since.
    pub draft: Option<ObjectId>,
    /// Whether it waits for as long as its author chose, so that its sending can be undone.
    pub undoable: bool,
    /// Whether a ticket that nobody has becomes its author's, so that they are told of what comes back (answers only).
    pub take: bool,
}

impl ReplyDraft {
    /// Everybody whom it names as a recipient.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = &Address> {
        self.to.iter().chain(&self.cc).chain(&self.bcc)
    }
}

/// A conversation that an agent starts.
#[derive(Debug, Clone)]
pub struct TicketDraft {
    /// From which mailbox.
    pub mailbox: MailboxId,
    /// Subject.
    pub subject: String,
    /// The first message; `to` must not be empty.
    pub message: ReplyDraft,
    /// Under which id its draft is kept, which the message names by its revision.
    pub draft: Option<TicketId>,
}
