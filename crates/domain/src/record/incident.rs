//! What is written about an incident.

use crate::{ObjectKind, SealedRecord, TenantId};
use minicbor::{Decode, Encode};

/// What is known about an incident: a version of it, which is never changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, serde::Serialize)]
pub struct IncidentFacts {
    /// Its title.
    #[n(0)]
    pub title: String,
    /// What happened.
    #[n(1)]
    pub what: String,
    /// The companies that it is about.
    #[n(2)]
    pub tenants: Vec<TenantId>,
    /// Which classes of data, by their words.
    #[n(3)]
    pub categories: Vec<String>,
    /// How many people, roughly.
    #[n(4)]
    pub people: Option<u64>,
    /// What was done about it, and what will be.
    #[n(5)]
    pub measures: String,
}

/// What an entry of a timeline says (`incident_entry.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct IncidentContent {
    /// Words: what happened, why no report is needed, what companies are to do.
    #[n(0)]
    pub text: String,
    /// What is known, where this entry says it: a version, or what companies are told.
    #[n(1)]
    pub facts: Option<IncidentFacts>,
    /// The authority that was told.
    #[n(2)]
    pub authority: String,
    /// Its reference.
    #[n(3)]
    pub reference: String,
    /// Why it was told late (GDPR Art. 33(1)).
    #[n(4)]
    pub why_late: String,
}

impl SealedRecord for IncidentContent {
    const KIND: ObjectKind = ObjectKind::Incident;
}
