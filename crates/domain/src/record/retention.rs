//! What a retention rule is called.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// What a retention rule is called (`retention_rule.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct RetentionName {
    /// Its name; empty for a rule that everybody has, which is called in the reader's language.
    #[n(0)]
    pub name: String,
}

impl SealedRecord for RetentionName {
    const KIND: ObjectKind = ObjectKind::RetentionName;
}
