//! Looking at a legal hold again: when the next time is, and why it is there where a restore lost that.

use super::erasures::{Hold, find};
use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::erasure::hold_words::{self, HoldChange};
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::{HoldId, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What is said of a hold that was looked at again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldReview {
    /// Why it is there: of one alone that was placed again after a restore, whose reason was lost.
    reason: Option<String>,
    /// The law or the order that asks for it, beside the reason; of a statutory retention it has to be named.
    #[serde(default)]
    law: String,
    /// When it is to be looked at again; in the future.
    review_at_ms: Option<i64>,
}

/// Says that a legal hold was looked at: when it is to be looked at again and, where a restore lost it, why it is there.
#[utoipa::path(post, path = "/api/v1/legal-holds/{hold}/review", tag = "erasures",
    params(("hold" = String, Path, format = "uuid")), request_body = HoldReview,
    responses((status = 200, body = Hold), ReadErrors, WriteErrors))]
pub async fn review(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(hold): Path<String>,
    Json(said): Json<HoldReview>,
) -> Answer<Body<Hold>> {
    let id: HoldId = input::id(&hold)?;
    let change = HoldChange {
        words: said.reason.map(|reason| (reason, said.law)),
        review_at: said.review_at_ms.map(Timestamp::from_millis),
    };
    hold_words::change(&web.app, &caller.ctx, id, change).await?;
    Ok(Body(find(&web, &caller, id).await?))
}
