//! Documents that somebody accepted, and who asked for an account.

use crate::{DocumentKind, ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// A version of a document that somebody accepted: exactly this text.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AcceptedDocument {
    /// Which document.
    #[n(0)]
    pub kind: DocumentKind,
    /// Its version, as it is called.
    #[n(1)]
    pub version: String,
    /// SHA-256 of the text that was read, in UTF-8.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sha256: [u8; 32],
    /// The language of that text (BCP 47); empty in older records.
    #[n(3)]
    #[cbor(default)]
    pub language: String,
}

/// SHA-256 of a text in UTF-8.
#[must_use]
pub fn text_hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Who asked for an account, until they prove their address.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignUpContent {
    /// The company's name.
    #[n(0)]
    pub company: String,
    /// Its short name.
    #[n(1)]
    pub slug: String,
    /// Who asked.
    #[n(2)]
    pub name: String,
    /// Their address.
    #[n(3)]
    pub email: String,
    /// What they accepted.
    #[n(4)]
    pub accepted: Vec<AcceptedDocument>,
}

impl SealedRecord for SignUpContent {
    const KIND: ObjectKind = ObjectKind::SignUp;
}

/// That somebody accepted a document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AcceptanceContent {
    /// What.
    #[n(0)]
    pub document: AcceptedDocument,
    /// Who: their name then.
    #[n(1)]
    pub name: String,
    /// Their address then.
    #[n(2)]
    pub email: String,
}

impl SealedRecord for AcceptanceContent {
    const KIND: ObjectKind = ObjectKind::Acceptance;
}
