//! What can go wrong with keys and sealed bytes. No variant carries plaintext, a key or an address.

use domain::keyring::LeafRef;
use domain::{ObjectId, TenantId};
use privacy::Refusal;

/// Why something was not opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The permit does not cover it. Goes to the audit log.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The leaf's key is not in memory: read it from the keyring, [`crate::Vault::admit`] it, try again.
    #[error("the {:?} key is not loaded", .0.kind)]
    KeyNotLoaded(LeafRef),
    /// A key that it depends on was destroyed: nobody can read it any more, and that is meant so.
    #[error("the key was destroyed; what it sealed cannot be read any more")]
    KeyDestroyed,
    /// The bytes are not what was sealed, or not where they were sealed.
    #[error("object {0} does not open: its bytes or its place were changed")]
    Tampered(ObjectId),
    /// An entry of the audit log is not what was sealed for this tenant.
    #[error("an entry of the audit log does not open: its bytes or its tenant were changed")]
    EventTampered,
    /// The bytes were sealed by another Deskhero, in a format that this one does not know.
    #[error(
        "sealed by another version of Deskhero, in a format (of version {0}) that this one does not read"
    )]
    UnknownFormat(u8),
    /// It opened, but is not the record that belongs there.
    #[error("object {0} opened, but does not hold the record expected there")]
    BadRecord(ObjectId),
}

/// Why a key operation failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The tenant's key is not in memory: read it from the keyring and [`crate::Vault::admit`] it.
    #[error("the key of tenant {0} is not loaded")]
    TenantNotLoaded(TenantId),
    /// The leaf's key is not in memory: read it from the keyring and [`crate::Vault::admit`] it.
    #[error("the {:?} key is not loaded", .0.kind)]
    LeafNotLoaded(LeafRef),
    /// The leaf's key was destroyed, or the generation asked for was.
    #[error("the {:?} key was destroyed", .0.kind)]
    LeafDestroyed(LeafRef),
    /// A leaf is created twice.
    #[error("there is a {:?} key for this already", .0.kind)]
    LeafExists(LeafRef),
    /// The tenant has a key already.
    #[error("tenant {0} has a key already")]
    TenantExists(TenantId),
    /// An object depends on one leaf at least and on 32 at most.
    #[error("an object depends on 1 to 32 keys, not on {0}")]
    LeafCount(usize),
    /// Lookup tags cannot be computed anew without the values, so their key keeps its generation.
    #[error("the {:?} key is not rotated: what it made cannot be made again", .0.kind)]
    NotRotatable(LeafRef),
    /// The ROOT of this epoch is not here: the keyring and the root store do not belong together.
    #[error("a key is wrapped under ROOT epoch {0}, which is not at hand")]
    UnknownEpoch(i64),
    /// A wrapped key does not unwrap: changed, moved, or wrapped under another key.
    #[error("a wrapped key does not unwrap: the keyring was changed or does not belong to this ROOT")]
    Tampered,
    /// A key names a parent that was not given along and is not in memory.
    #[error("a wrapped key names a parent that is neither given nor loaded")]
    ParentMissing,
    /// The plaintext is larger than anything that is sealed.
    #[error("{0} bytes are more than is sealed as one object")]
    TooLarge(usize),
    /// The record does not encode.
    #[error("the record does not encode")]
    BadRecord,
    /// The cipher library failed: no randomness, or no memory.
    #[error("the cipher library failed")]
    Cipher,
}

impl From<aws_lc_rs::error::Unspecified> for KeyError {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self::Cipher
    }
}
