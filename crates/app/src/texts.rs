//! Texts on their way to the index: what take-in and answers have at hand is kept here until the indexer
//! comes to its change, so that it need not be opened again. A shortcut only: a text that is not here is
//! opened from the store.

use domain::{ContactId, MailboxId, MessageId, MessageKind, TicketId, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::Notify;

/// Texts that wait; take-in waits when the indexer cannot follow.
const WAITING_MAX: usize = 1_024;
/// Longest wait for room; then the text is left to be opened later.
const ROOM_WAIT: Duration = Duration::from_secs(2);

/// One message's text.
#[derive(Debug, Clone)]
pub struct Text {
    /// Message.
    pub message: MessageId,
    /// Ticket.
    pub ticket: TicketId,
    /// Mailbox.
    pub mailbox: MailboxId,
    /// Author.
    pub contact: Option<ContactId>,
    /// Kind.
    pub kind: MessageKind,
    /// Shown time.
    pub at: Timestamp,
    /// Subject.
    pub subject: String,
    /// Author's name and address.
    pub from: String,
    /// Recipients.
    pub to: String,
    /// Text without quotes.
    pub body: String,
    /// File names.
    pub attachment_names: Vec<String>,
}

impl Text {
    /// As the index takes it.
    #[must_use]
    pub fn doc(&self) -> search::Doc<'_> {
        search::Doc {
            message: self.message,
            ticket: self.ticket,
            mailbox: self.mailbox,
            contact: self.contact,
            kind: self.kind,
            at: self.at,
            subject: &self.subject,
            from: &self.from,
            to: &self.to,
            body: &self.body,
            attachment_names: &self.attachment_names,
        }
    }
}

/// The waiting texts.
#[derive(Debug, Default)]
pub struct Texts {
    waiting: Mutex<HashMap<MessageId, Text>>,
    room: Notify,
}

impl Texts {
    /// Keeps texts whose messages are about to be committed. Waits for room, but not for ever.
    pub async fn put(&self, texts: Vec<Text>) {
        let made_room = self.room.notified();
        if self.waiting.lock().len() >= WAITING_MAX
            && tokio::time::timeout(ROOM_WAIT, made_room).await.is_err()
        {
            return;
        }
        self.waiting.lock().extend(texts.into_iter().map(|text| (text.message, text)));
    }

    /// Drops texts whose commit failed.
    pub fn forget(&self, messages: impl IntoIterator<Item = MessageId>) {
        for message in messages {
            drop(self.take(message));
        }
    }

    /// Takes a message's text, if it waits here.
    #[must_use]
    pub fn take(&self, message: MessageId) -> Option<Text> {
        let mut waiting = self.waiting.lock();
        let text = waiting.remove(&message);
        if waiting.len() < WAITING_MAX {
            self.room.notify_waiters();
        }
        text
    }
}
