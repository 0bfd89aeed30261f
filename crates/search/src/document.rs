//! What goes into the index, and what is taken out of it.

use crate::schema::Fields;
use domain::{ContactId, MailboxId, MessageId, MessageKind, TicketId, Timestamp};
use tantivy::{TantivyDocument, Term};

/// One message, as it is indexed. Nothing of it can be read back.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    /// The message.
    pub message: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Its mailbox.
    pub mailbox: MailboxId,
    /// Its contact.
    pub contact: Option<ContactId>,
    /// What it is.
    pub kind: MessageKind,
    /// When it was received or written.
    pub at: Timestamp,
    /// Subject.
    pub subject: &'a str,
    /// Name and address of the writer.
    pub from: &'a str,
    /// Names and addresses of the recipients.
    pub to: &'a str,
    /// Text.
    pub body: &'a str,
    /// File names of the attachments.
    pub attachment_names: &'a [String],
}

impl std::fmt::Debug for Doc<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Doc").field("message", &self.message).finish_non_exhaustive()
    }
}

/// What is deleted: every indexed message of the noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// One message.
    Message(MessageId),
    /// The messages of a ticket.
    Ticket(TicketId),
    /// The messages of a contact.
    Contact(ContactId),
    /// The messages of a mailbox.
    Mailbox(MailboxId),
}

impl Target {
    pub(crate) fn term(self, fields: &Fields) -> Term {
        match self {
            Self::Message(id) => Term::from_field_bytes(fields.message, id.as_bytes()),
            Self::Ticket(id) => Term::from_field_bytes(fields.ticket, id.as_bytes()),
            Self::Contact(id) => Term::from_field_bytes(fields.contact, id.as_bytes()),
            Self::Mailbox(id) => Term::from_field_bytes(fields.mailbox, id.as_bytes()),
        }
    }
}

/// The number under which a kind is indexed.
pub const fn kind_number(kind: MessageKind) -> u64 {
    match kind {
        MessageKind::Inbound => 0,
        MessageKind::Outbound => 1,
        MessageKind::Note => 2,
    }
}

pub fn to_tantivy(doc: &Doc<'_>, fields: &Fields) -> TantivyDocument {
    let mut out = TantivyDocument::new();
    for text in [doc.subject, doc.from, doc.to, doc.body] {
        out.add_text(fields.text, text);
    }
    for name in doc.attachment_names {
        out.add_text(fields.text, name);
    }
    out.add_text(fields.subject, doc.subject);
    out.add_text(fields.from, doc.from);
    out.add_text(fields.to, doc.to);
    out.add_bytes(fields.message, doc.message.as_bytes());
    out.add_bytes(fields.ticket, doc.ticket.as_bytes());
    out.add_bytes(fields.mailbox, doc.mailbox.as_bytes());
    if let Some(contact) = doc.contact {
        out.add_bytes(fields.contact, contact.as_bytes());
    }
    out.add_u64(fields.kind, kind_number(doc.kind));
    out.add_u64(fields.attachment, u64::from(!doc.attachment_names.is_empty()));
    out.add_i64(fields.at, doc.at.as_millis());
    let (message, ticket) = (doc.message.uuid().as_u64_pair(), doc.ticket.uuid().as_u64_pair());
    for (field, half) in fields.halves.iter().zip([message.0, message.1, ticket.0, ticket.1]) {
        out.add_u64(*field, half);
    }
    out
}
