//! The ledger: what was done about people's rights, in order, one log per tenant. It lies with the keyring, so it is
//! always the newest one, and a restored backup is brought up to it. It holds opaque ids and fixed words alone, and it
//! is only ever appended to: a receipt proves that its entry stands in it.

use crate::merkle::{Hash, Head, leaf_hash};
use crate::{LedgerWord, TenantId, Timestamp};
use uuid::Uuid;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its place in the tenant's ledger, from 0.
    pub seq: i64,
    /// Its own id: the erasure's, or whatever else made it. Appended again, it stays one entry.
    pub entry: Uuid,
    /// What was done.
    pub what: LedgerWord,
    /// To whom or what: an id of that noun.
    pub subject: Uuid,
    /// A fixed word or a number that belongs to it (the purpose that was objected to, days).
    pub detail: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl LedgerEntry {
    /// The bytes that its hash is over: every field, framed by its length.
    #[must_use]
    pub fn to_bytes(&self, tenant: TenantId) -> Vec<u8> {
        let detail = self.detail.as_deref().unwrap_or_default();
        let (seq, at) = (self.seq.to_be_bytes(), self.at.as_millis().to_be_bytes());
        let fields: [&[u8]; 8] = [
            b"deskhero ledger entry v1",
            tenant.as_bytes(),
            &seq,
            self.entry.as_bytes(),
            self.what.as_str().as_bytes(),
            self.subject.as_bytes(),
            detail.as_bytes(),
            &at,
        ];
        let mut out = Vec::with_capacity(128);
        for field in fields {
            out.extend_from_slice(&u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.extend_from_slice(field);
        }
        out
    }

    /// Its hash in the ledger's tree (RFC 6962 2.1).
    #[must_use]
    pub fn hash(&self, tenant: TenantId) -> Hash {
        leaf_hash(&self.to_bytes(tenant))
    }
}

/// The head of a ledger that has these entries and no others, in order.
#[must_use]
pub fn head<'a>(tenant: TenantId, entries: impl IntoIterator<Item = &'a LedgerEntry>) -> Head {
    let mut head = Head::empty();
    for entry in entries {
        head.append(entry.hash(tenant));
    }
    head
}
