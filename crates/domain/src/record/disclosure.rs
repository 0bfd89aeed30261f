//! What is asked of a company by an authority, and what the company is told of later.

use crate::audit::AuditEvent;
use crate::{ObjectKind, SealedRecord, Timestamp};
use minicbor::{Decode, Encode};

/// Who asks for what, on which ground (`disclosure.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct DisclosureContent {
    /// The authority.
    #[n(0)]
    pub authority: String,
    /// The law, and the order.
    #[n(1)]
    pub basis: String,
    /// The authority's reference.
    #[n(2)]
    pub reference: String,
    /// Numbers of the conversations.
    #[n(3)]
    pub tickets: Vec<i64>,
    /// Nothing that is older.
    #[n(4)]
    pub from: Option<Timestamp>,
    /// Nothing from then on.
    #[n(5)]
    pub until: Option<Timestamp>,
    /// Why it was refused.
    #[n(6)]
    pub refusal: Option<String>,
}

impl SealedRecord for DisclosureContent {
    const KIND: ObjectKind = ObjectKind::Disclosure;
}

/// What goes into a company's log when a gag ends: opaque ids and fixed words (`disclosure_file.events`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct DisclosureEvents {
    /// The events.
    #[n(0)]
    pub events: Vec<AuditEvent>,
}

impl SealedRecord for DisclosureEvents {
    const KIND: ObjectKind = ObjectKind::DisclosureEvents;
}
