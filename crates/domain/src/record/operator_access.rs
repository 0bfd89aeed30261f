//! What the operator says of an access to a company.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// Who asks for an access, and what for (`operator_access.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct OperatorAccessContent {
    /// In their own words.
    #[n(0)]
    pub words: String,
    /// The operator's name then: the company knows no other account of theirs.
    #[n(1)]
    pub name: String,
    /// Their address then.
    #[n(2)]
    pub email: String,
}

impl SealedRecord for OperatorAccessContent {
    const KIND: ObjectKind = ObjectKind::OperatorAccess;
}
