//! Rows of the keyring: wrapped keys and the lookup of addresses. The keyring is a store of its own
//! (own SQLite file or own PostgreSQL database) and is never part of a data backup.

use crate::{ContactId, KeyId, ObjectId, TenantId};
use uuid::Uuid;

/// What a leaf key belongs to. The numbers are part of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[repr(u8)]
pub enum LeafKind {
    /// A mailbox.
    #[n(1)]
    Mailbox = 1,
    /// A contact.
    #[n(2)]
    Contact = 2,
    /// An agent.
    #[n(3)]
    Agent = 3,
    /// A ticket.
    #[n(4)]
    Ticket = 4,
    /// The tenant's full-text index.
    #[n(5)]
    Index = 5,
    /// The tenant's audit log.
    #[n(6)]
    Audit = 6,
    /// The tenant's lookup tags (HMAC).
    #[n(7)]
    Lookup = 7,
    /// The tenant's own settings.
    #[n(8)]
    Settings = 8,
    /// Usage data of one month.
    #[n(9)]
    UsageMonth = 9,
    /// Invoices of one calendar year: they are kept as long as a law says, and end together.
    #[n(10)]
    BillingYear = 10,
    /// What was learned from one tenant's conversations, as it was at one time.
    #[n(11)]
    Model = 11,
}

impl LeafKind {
    /// The number under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The kind for a stored number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::Mailbox,
            2 => Self::Contact,
            3 => Self::Agent,
            4 => Self::Ticket,
            5 => Self::Index,
            6 => Self::Audit,
            7 => Self::Lookup,
            8 => Self::Settings,
            9 => Self::UsageMonth,
            10 => Self::BillingYear,
            11 => Self::Model,
            _ => return None,
        })
    }
}

/// Names a leaf key: the noun's own id, or the tenant's for keys that a tenant has one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LeafRef {
    /// What it belongs to.
    pub kind: LeafKind,
    /// The noun's id.
    pub id: Uuid,
}

impl LeafRef {
    /// Length of [`LeafRef::to_bytes`].
    pub const ENCODED_BYTES: usize = 17;

    /// Kind and id, as stored in object keys.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::ENCODED_BYTES] {
        let mut out = [0; Self::ENCODED_BYTES];
        if let Some((first, rest)) = out.split_first_mut() {
            *first = self.kind.code();
            rest.copy_from_slice(self.id.as_bytes());
        }
        out
    }

    /// Reads what [`LeafRef::to_bytes`] wrote.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, id) = bytes.split_first()?;
        Some(Self { kind: LeafKind::from_code(*kind)?, id: Uuid::from_slice(id).ok()? })
    }
}

macro_rules! leaf_of {
    ($($fn:ident $ty:ident $kind:ident),+ $(,)?) => { impl LeafRef { $(
        #[doc = concat!("The leaf key of this ", stringify!($fn), ".")]
        #[must_use]
        pub const fn $fn(id: crate::$ty) -> Self { Self { kind: LeafKind::$kind, id: id.uuid() } }
    )+ } };
}
leaf_of! {
    mailbox MailboxId Mailbox, contact ContactId Contact, agent AgentId Agent, ticket TicketId Ticket,
    index TenantId Index, audit TenantId Audit, lookup TenantId Lookup, settings TenantId Settings,
    usage_month UsageMonthId UsageMonth, billing_year BillingYearId BillingYear,
    model ModelId Model,
}

/// A tenant's key, wrapped under the ROOT of an epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedTenantKey {
    /// The tenant.
    pub tenant: TenantId,
    /// Counts up with each rotation, from 1.
    pub generation: i64,
    /// The ROOT's epoch.
    pub epoch: i64,
    /// Wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// A bucket key, wrapped under the tenant's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedBucketKey {
    /// The bucket.
    pub bucket: KeyId,
    /// The tenant.
    pub tenant: TenantId,
    /// Generation of the tenant's key.
    pub tenant_generation: i64,
    /// Wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// A leaf key, wrapped under its bucket's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedLeafKey {
    /// What it belongs to.
    pub leaf: LeafRef,
    /// The tenant.
    pub tenant: TenantId,
    /// The bucket.
    pub bucket: KeyId,
    /// Counts up with each rotation, from 1.
    pub generation: i64,
    /// Wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// An object's key, wrapped under a key derived from every leaf that it depends on:
/// destroying any of them makes the object unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedObjectKey {
    /// The object.
    pub object: ObjectId,
    /// The tenant.
    pub tenant: TenantId,
    /// The leaves and their generations, sorted, without repeats; one at least, 32 at most.
    pub leaves: Vec<(LeafRef, i64)>,
    /// Wrapped bytes.
    pub wrapped: Vec<u8>,
}

/// address → contact: lives in the keyring and dies with the contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLookup {
    /// The tenant.
    pub tenant: TenantId,
    /// HMAC of the address under the tenant's lookup key.
    pub tag: Tag,
    /// Whose address it is.
    pub contact: ContactId,
}

/// An exact-match lookup tag: HMAC-SHA256 under the tenant's lookup key, with the column's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub [u8; 32]);

/// New and re-wrapped keys that become durable in one commit, before the data that they open.
#[derive(Debug, Clone, Default)]
pub struct KeyBatch {
    /// Tenant keys.
    pub tenants: Vec<WrappedTenantKey>,
    /// Bucket keys.
    pub buckets: Vec<WrappedBucketKey>,
    /// Leaf keys.
    pub leaves: Vec<WrappedLeafKey>,
    /// Object keys; one that exists is replaced (re-wrapped).
    pub objects: Vec<WrappedObjectKey>,
    /// Address lookups; the first to claim a tag wins.
    pub lookups: Vec<ContactLookup>,
}

impl KeyBatch {
    /// Whether nothing would be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tenants.is_empty()
            && self.buckets.is_empty()
            && self.leaves.is_empty()
            && self.objects.is_empty()
            && self.lookups.is_empty()
    }
}

/// Wrapped keys read from the keyring: what is needed to open some objects.
#[derive(Debug, Clone, Default)]
pub struct WrappedKeys {
    /// Tenant keys.
    pub tenants: Vec<WrappedTenantKey>,
    /// Bucket keys.
    pub buckets: Vec<WrappedBucketKey>,
    /// Leaf keys.
    pub leaves: Vec<WrappedLeafKey>,
    /// Object keys.
    pub objects: Vec<WrappedObjectKey>,
}
