//! Erasure: of a contact, a conversation, a message, a mailbox, a tenant. Keys first, so that nothing of it can be read
//! any more, here and in every backup; then rows, bytes and index; then every key above what was destroyed, so that no
//! older copy of the keyring opens it either; at last a signed receipt.
//!
//! ledger entry → legal holds → keys ([`keys`]) → purge ([`purge`]) → new ROOT ([`epoch`]) → receipt ([`receipt`])
//!
//! Each step can be done again: an erasure that was interrupted goes on where it was ([`run`]).

mod begin;
pub mod epoch;
mod extent;
pub mod holds;
mod keys;
pub mod nodes;
mod purge;
pub mod receipt;
mod replay;
mod run;
mod view;

pub(crate) use begin::begin_under;
pub use begin::{Wanted, begin};
pub use extent::{Preview, preview};
pub use replay::{Replayed, replay};
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
        }
    }

    /// The id of what is erased.
    #[must_use]
    pub const fn subject(self, tenant: TenantScope) -> Uuid {
        match self {
            Self::Contact(id) => id.uuid(),
            Self::Conversation(id) => id.uuid(),
            Self::Message(id) => id.uuid(),
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
        }
    }
}
