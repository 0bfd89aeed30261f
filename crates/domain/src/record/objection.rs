//! What a company says against a sub-processor.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// Why a company objects (`register_objection.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct ObjectionContent {
    /// The company's name.
    #[n(0)]
    pub company: String,
    /// In its own words.
    #[n(1)]
    pub words: String,
}

impl SealedRecord for ObjectionContent {
    const KIND: ObjectKind = ObjectKind::Objection;
}
