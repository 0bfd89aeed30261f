//! The record of a subject request: who asks, in which words, and what was done (C64 to C75).

use super::RecipientPlan;
use crate::{
    AccessExportId, AgentId, ErasureId, ObjectKind, ObjectionPurpose, SealedRecord, SubjectStep, Timestamp,
};
use minicbor::{Decode, Encode};

/// Somebody's request about their own data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct SubjectRequestContent {
    /// The address that it is about, and where its answer goes; normalised.
    #[n(0)]
    pub email: String,
    /// The name that was given.
    #[n(1)]
    pub name: String,
    /// What they wrote.
    #[n(2)]
    pub words: String,
    /// Their language (BCP 47), for letters.
    #[n(3)]
    pub language: String,
    /// What happened, oldest first.
    #[n(4)]
    pub events: Vec<SubjectRequestEvent>,
    /// Why it was refused, or what was done, in the words of who decided.
    #[n(5)]
    pub grounds: String,
    /// The letter with the outcome, as it went out.
    #[n(6)]
    pub letter: Option<String>,
    /// The company that they named to the operator.
    #[n(7)]
    pub company: String,
    /// What they object to, or take their consent back for.
    #[n(8)]
    pub purposes: Vec<ObjectionPurpose>,
    /// The erasure that it began.
    #[n(9)]
    pub erasure: Option<ErasureId>,
    /// What was put together for whoever asked.
    #[n(10)]
    pub export: Option<AccessExportId>,
    /// What was said on those who got the data.
    #[n(11)]
    pub recipients: Option<RecipientPlan>,
}

impl SealedRecord for SubjectRequestContent {
    const KIND: ObjectKind = ObjectKind::SubjectRequest;
}

/// Something that happened on a request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SubjectRequestEvent {
    /// When.
    #[n(0)]
    pub at: Timestamp,
    /// What.
    #[n(1)]
    pub step: SubjectStep,
    /// Who did it, where somebody in the company did.
    #[n(2)]
    pub agent: Option<AgentId>,
    /// In words, where there are some.
    #[n(3)]
    pub text: String,
}
