//! A provider's permission, as the API shows it.

use app::view;
use serde::Serialize;
use utoipa::ToSchema;

/// A provider's permission for a mailbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailboxGrant {
    /// google, microsoft or other.
    pub provider: String,
    /// good or ended.
    pub state: String,
    /// When it was given, or last made fresh.
    pub refreshed_at_ms: i64,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
    /// Key of why it ended.
    pub ended: Option<String>,
    /// When what was taken in by it is due to be deleted, unless it is given anew.
    pub due_at_ms: Option<i64>,
}

impl From<view::GrantView> for MailboxGrant {
    fn from(grant: view::GrantView) -> Self {
        Self {
            provider: grant.provider.to_string(),
            state: grant.state.to_string(),
            refreshed_at_ms: grant.refreshed_at_ms.as_millis(),
            ended_at_ms: grant.ended_at_ms.map(|at| at.as_millis()),
            ended: grant.ended,
            due_at_ms: grant.due_at_ms.map(|at| at.as_millis()),
        }
    }
}
