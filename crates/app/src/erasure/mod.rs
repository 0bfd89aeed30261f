//! Erasure: of a contact, a conversation, a message, a mailbox, a tenant. Keys first, so that nothing of it can be read
//! any more, here and in every backup; then rows, bytes and index; then every key above what was destroyed, so that no
//! older copy of the keyring opens it either; at last a signed receipt.
//!
//! Where something stays (the rest of a mail, a conversation without its person), that is written anew first ([`rewrite`]).
//!
//! ledger entry → legal holds → keys ([`keys`]) → purge ([`purge`]) → new ROOT ([`epoch`]) → receipt ([`receipt`])
//!
//! Each step can be done again: an erasure that was interrupted goes on where it was ([`run`]).

mod begin;
mod copies;
pub(crate) mod ends;
pub mod epoch;
mod extent;
pub mod hold_words;
pub mod holds;
pub(crate) mod kept;
mod keys;
mod many;
pub mod nodes;
pub(crate) mod parts;
mod purge;
pub mod receipt;
mod replay;
mod rest;
mod rewrite;
mod run;
mod view;

pub(crate) use begin::{Ready, Under, begin_under, is_written, ready};
pub use begin::{Wanted, begin, begin_redaction, texts_of};
pub(crate) use epoch::renew_all as renew_all_keys;
pub use extent::{Preview, preview};
pub use replay::{Replayed, replay};
pub use rewrite::{Found, look};
pub(crate) use run::{are_taken_back, take_back, take_back_end};
pub use run::{round, step};
pub use view::{ErasureView, list, read, read_receipt};

use domain::{ContactId, ErasureScope, MailboxId, MessageId, TenantScope, TicketId};
use uuid::Uuid;

/// What is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A contact, every conversation that they asked in, and what they wrote in others'.
    Contact(ContactId),
    /// One conversation.
    Conversation(TicketId),
    /// One message.
    Message(MessageId),
    /// A mailbox, and what it took in and sent.
    Mailbox(MailboxId),
    /// The tenant, with everything.
    Tenant,
    /// One file of a message, at this part of its mail.
    Attachment(MessageId, u32),
    /// Every file of a conversation.
    Attachments(TicketId),
    /// A contact, out of conversations that stay under a pseudonym.
    Pseudonym(ContactId),
    /// Texts, out of a conversation that stays.
    Redaction(TicketId),
    /// Everybody outside the company, out of a conversation that stays.
    People(TicketId),
}

impl Scope {
    /// The word for it.
    #[must_use]
    pub const fn kind(self) -> ErasureScope {
        match self {
            Self::Contact(_) => ErasureScope::Contact,
            Self::Conversation(_) => ErasureScope::Conversation,
            Self::Message(_) => ErasureScope::Message,
            Self::Mailbox(_) => ErasureScope::Mailbox,
            Self::Tenant => ErasureScope::Tenant,
            Self::Attachment(..) => ErasureScope::Attachment,
            Self::Attachments(_) => ErasureScope::Attachments,
            Self::Pseudonym(_) => ErasureScope::Pseudonym,
            Self::Redaction(_) => ErasureScope::Redaction,
            Self::People(_) => ErasureScope::People,
        }
    }

    /// The whole that it is a part or a way of: what covers that covers it, too.
    #[must_use]
    pub const fn whole(self) -> Self {
        match self {
            Self::Attachment(id, _) => Self::Message(id),
            Self::Attachments(id) | Self::Redaction(id) | Self::People(id) => Self::Conversation(id),
            Self::Pseudonym(id) => Self::Contact(id),
            other => other,
        }
    }

    /// Whether something stays, written anew.
    #[must_use]
    pub const fn rewrites(self) -> bool {
        matches!(
            self,
            Self::Attachment(..)
                | Self::Attachments(_)
                | Self::Pseudonym(_)
                | Self::Redaction(_)
                | Self::People(_)
        )
    }

    /// The same of the part of a mail, where it is about one.
    #[must_use]
    pub const fn with_part(self, part: u32) -> Self {
        match self {
            Self::Attachment(id, _) => Self::Attachment(id, part),
            other => other,
        }
    }

    /// The id of what is erased.
    #[must_use]
    pub const fn subject(self, tenant: TenantScope) -> Uuid {
        match self {
            Self::Contact(id) | Self::Pseudonym(id) => id.uuid(),
            Self::Conversation(id) | Self::Attachments(id) | Self::Redaction(id) | Self::People(id) => {
                id.uuid()
            }
            Self::Message(id) | Self::Attachment(id, _) => id.uuid(),
            Self::Mailbox(id) => id.uuid(),
            Self::Tenant => tenant.tenant().uuid(),
        }
    }

    /// What a stored word and id name.
    #[must_use]
    pub const fn of(kind: ErasureScope, subject: Uuid) -> Self {
        match kind {
            ErasureScope::Contact => Self::Contact(ContactId::from_uuid(subject)),
            ErasureScope::Conversation => Self::Conversation(TicketId::from_uuid(subject)),
            ErasureScope::Message => Self::Message(MessageId::from_uuid(subject)),
            ErasureScope::Mailbox => Self::Mailbox(MailboxId::from_uuid(subject)),
            ErasureScope::Tenant => Self::Tenant,
            ErasureScope::Attachment => Self::Attachment(MessageId::from_uuid(subject), 0),
            ErasureScope::Attachments => Self::Attachments(TicketId::from_uuid(subject)),
            ErasureScope::Pseudonym => Self::Pseudonym(ContactId::from_uuid(subject)),
            ErasureScope::Redaction => Self::Redaction(TicketId::from_uuid(subject)),
            ErasureScope::People => Self::People(TicketId::from_uuid(subject)),
        }
    }
}
