//! The two ways of an erasure that somebody asked for, as the API tells them.

use super::erasures::ErasurePreview;
use app::erasure::Preview;
use domain::ErasureMode;
use serde::Serialize;
use utoipa::ToSchema;

/// What one of the ways would take along.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModePreview {
    /// erase (everything goes) or pseudonymise (the conversations stay without them, under a pseudonym).
    pub mode: String,
    /// As counts.
    pub preview: ErasurePreview,
}

impl From<(ErasureMode, Preview)> for ModePreview {
    fn from((mode, preview): (ErasureMode, Preview)) -> Self {
        Self { mode: mode.to_string(), preview: preview.into() }
    }
}
