//! The legal hold for which a request waits, as the API tells it.

use app::subject_request as requests;
use domain::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// The legal hold that keeps an erasure waiting, or would.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingForHold {
    /// The hold.
    #[schema(format = "uuid")]
    pub hold_id: String,
    /// legal_hold (somebody releases it) or statutory_retention (it ends by itself).
    pub category: String,
    /// When it is to be looked at again.
    pub review_at_ms: i64,
    /// When it ends by itself.
    pub ends_at_ms: Option<i64>,
    /// Since when the request waits; absent while it is not granted.
    pub since_ms: Option<i64>,
    /// When whoever asked was told that it waits.
    pub told_at_ms: Option<i64>,
}

impl From<requests::Waiting> for WaitingForHold {
    fn from(found: requests::Waiting) -> Self {
        Self {
            hold_id: found.hold_id.to_string(),
            category: if found.is_statutory { "statutory_retention" } else { "legal_hold" }.to_owned(),
            review_at_ms: found.review_at_ms.as_millis(),
            ends_at_ms: found.ends_at_ms.map(Timestamp::as_millis),
            since_ms: found.since_ms.map(Timestamp::as_millis),
            told_at_ms: found.told_at_ms.map(Timestamp::as_millis),
        }
    }
}
