//! What an erasure looks for in texts.

use crate::{ContactId, ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// The texts that are replaced wherever they stand (`erasure_work.terms`). They are kept while the erasure is under way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct RedactionTerms {
    /// The texts.
    #[n(0)]
    pub texts: Vec<String>,
    /// Of those, addresses: who is written to by one of them is replaced with their name.
    #[n(1)]
    pub emails: Vec<String>,
    /// Where more than one person is removed: each of them, with texts and addresses of their own.
    #[n(2)]
    #[cbor(default)]
    pub people: Vec<RemovedPerson>,
}

/// Somebody who is removed from a conversation that stays.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RemovedPerson {
    /// The contact; nobody, where an address alone is known.
    #[n(0)]
    pub of: Option<ContactId>,
    /// Who stands in their place.
    #[n(1)]
    pub into: ContactId,
    /// What they are called.
    #[n(2)]
    pub texts: Vec<String>,
    /// Their addresses.
    #[n(3)]
    pub emails: Vec<String>,
}

impl SealedRecord for RedactionTerms {
    const KIND: ObjectKind = ObjectKind::RedactionTerms;
}
