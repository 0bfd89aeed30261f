//! Organisations: whom contacts belong to.

use crate::{ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// What is kept about an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct OrganisationContent {
    /// Name.
    #[n(0)]
    pub name: String,
    /// Domains of its people's addresses, lower case.
    #[n(1)]
    pub domains: Vec<String>,
    /// What agents want to know of it.
    #[n(2)]
    pub notes: String,
}

impl SealedRecord for OrganisationContent {
    const KIND: ObjectKind = ObjectKind::Organisation;
}
