//! Why something may not be erased for now.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// The words of a legal hold (`legal_hold.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct LegalHold {
    /// Why: the matter, in the owner's words.
    #[n(0)]
    pub reason: String,
    /// The law or the order that asks for it; empty when the reason says it.
    #[n(1)]
    pub law: String,
}

impl SealedRecord for LegalHold {
    const KIND: ObjectKind = ObjectKind::LegalHold;
}
