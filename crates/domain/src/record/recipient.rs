//! Those who got a person's data and are told of its end (GDPR Art. 19).

use crate::{ObjectKind, SealedRecord, Timestamp};
use minicbor::{Decode, Encode};
use sha2::{Digest as _, Sha256};

/// What an admin said on the recipients of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct RecipientPlan {
    /// Words of the company that stand in the mail to each of them.
    #[n(0)]
    pub words: String,
    /// Who is not told.
    #[n(1)]
    pub not_told: Vec<NotTold>,
}

/// One who is not told, since that is impossible or a disproportionate effort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct NotTold {
    /// Their address, normalised.
    #[n(0)]
    pub email: String,
    /// Why not.
    #[n(1)]
    pub reason: String,
}

/// A mail that was passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PassedOn {
    /// The ticket's number.
    #[n(0)]
    pub ticket: i64,
    /// When.
    #[n(1)]
    pub at: Timestamp,
}

/// One who is told, or is not (`recipient_notice.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct RecipientNoticeContent {
    /// Their address, normalised.
    #[n(0)]
    pub email: String,
    /// Their name, as the mail had it.
    #[n(1)]
    pub name: String,
    /// What they got, the newest last.
    #[n(2)]
    pub passed: Vec<PassedOn>,
    /// Subject of the mail; empty once it is out.
    #[n(3)]
    pub subject: String,
    /// Its text; empty once it is out.
    #[n(4)]
    pub text: String,
    /// The Message-ID of the newest mail that was passed on, which it answers; empty once it is out.
    #[n(5)]
    pub answers: String,
    /// Why they are not told.
    #[n(6)]
    pub reason: String,
    /// What their server said.
    #[n(7)]
    pub detail: String,
    /// With it the receipt of an erasure commits itself to the address; empty where it was written before there was one.
    #[cbor(n(8), with = "minicbor::bytes", default)]
    pub salt: Vec<u8>,
}

impl RecipientNoticeContent {
    /// What a receipt says of whom it is about: without the salt, which goes with the case, it leads to nobody.
    #[must_use]
    pub fn commitment(&self) -> Option<[u8; 32]> {
        (!self.salt.is_empty()).then(|| committed(&self.salt, &self.email))
    }
}

/// SHA-256 of fixed words, the salt and an address.
#[must_use]
pub fn committed(salt: &[u8], email: &str) -> [u8; 32] {
    Sha256::new().chain_update(COMMITTED).chain_update(salt).chain_update(email).finalize().into()
}

/// What stands in front of salt and address.
const COMMITTED: &[u8] = b"deskhero recipient v1\n";
/// Bytes of a salt.
pub const RECIPIENT_SALT_BYTES: usize = 32;

impl SealedRecord for RecipientNoticeContent {
    const KIND: ObjectKind = ObjectKind::RecipientNotice;
}
