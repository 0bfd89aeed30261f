//! What an erasure looks for in texts.

use crate::{ObjectKind, SealedRecord};
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
}

impl SealedRecord for RedactionTerms {
    const KIND: ObjectKind = ObjectKind::RedactionTerms;
}
