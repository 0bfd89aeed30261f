//! What is written in an assessment, and in a review of who has access.

use crate::{
    AgentId, AgentState, Day, ItemResult, ObjectKind, ReviewDecision, Role, SealedRecord, TeamId, Timestamp,
    TokenId,
};
use minicbor::{Decode, Encode};

/// An item of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AssessmentItem {
    /// Its word.
    #[n(0)]
    pub word: String,
    /// What it came to; nothing where nobody answered yet.
    #[n(1)]
    pub result: Option<ItemResult>,
    /// What the program saw: numbers and fixed words.
    #[n(2)]
    pub evidence: String,
    /// What is done about it, or what else there is to say.
    #[n(3)]
    pub note: String,
    /// Until when it is done.
    #[n(4)]
    pub until: Option<Day>,
    /// Who answered or noted something last.
    #[n(5)]
    pub by: Option<AgentId>,
}

/// What somebody else found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct ExternalTest {
    /// On which day it ended.
    #[n(0)]
    pub on: Day,
    /// By whom.
    #[n(1)]
    pub by: String,
    /// What was tested and found.
    #[n(2)]
    pub summary: String,
    /// What is still open; empty for nothing.
    #[n(3)]
    pub open: String,
}

/// An assessment (`assessment.content`). With a report it is finished, and stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AssessmentContent {
    /// Its items.
    #[n(0)]
    pub items: Vec<AssessmentItem>,
    /// What somebody else found, where it is about that.
    #[n(1)]
    pub external: Option<ExternalTest>,
    /// The report, exactly as it was signed; empty while it is open.
    #[n(2)]
    pub report: String,
    /// Ed25519 over it, in the form of a receipt.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub signature: Vec<u8>,
}

impl SealedRecord for AssessmentContent {
    const KIND: ObjectKind = ObjectKind::Assessment;
}

/// Somebody who gets in, or a token of theirs, as it was when the review began: ids and times, no names.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ReviewLine {
    /// Who.
    #[n(0)]
    pub agent: AgentId,
    /// Which token of theirs; nothing where it is about themselves.
    #[n(1)]
    pub token: Option<TokenId>,
    /// What they may do.
    #[n(2)]
    pub role: Role,
    /// Whether they were active.
    #[n(3)]
    pub state: AgentState,
    /// Their teams.
    #[n(4)]
    pub teams: Vec<TeamId>,
    /// Since when they, or it, are there.
    #[n(5)]
    pub created_at: Timestamp,
    /// When it was last used; of people, as far as a session that goes on tells.
    #[n(6)]
    pub last_used_at: Option<Timestamp>,
    /// How many sessions go on.
    #[n(7)]
    pub sessions: u32,
    /// What was decided.
    #[n(8)]
    pub decision: Option<ReviewDecision>,
    /// By whom.
    #[n(9)]
    pub decided_by: Option<AgentId>,
    /// When.
    #[n(10)]
    pub decided_at: Option<Timestamp>,
}

impl ReviewLine {
    /// What the line is named by: the token's id, or the person's.
    #[must_use]
    pub fn id(&self) -> uuid::Uuid {
        self.token.map_or_else(|| self.agent.uuid(), TokenId::uuid)
    }
}

/// A review (`access_review.content`). With a report it is finished, and stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AccessReviewContent {
    /// Its lines.
    #[n(0)]
    pub lines: Vec<ReviewLine>,
    /// The report, exactly as it was signed; empty while it is open.
    #[n(1)]
    pub report: String,
    /// Ed25519 over it, in the form of a receipt.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub signature: Vec<u8>,
}

impl SealedRecord for AccessReviewContent {
    const KIND: ObjectKind = ObjectKind::AccessReview;
}
