//! Reviews of who has access: a company's.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::access_review::{self, ReviewView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Somebody who gets in, or a token of theirs, as it was when the review began.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessReviewLine {
    /// What a decision names it by: the token's id, or the person's.
    #[schema(format = "uuid")]
    id: String,
    /// Who.
    #[schema(format = "uuid")]
    agent_id: String,
    /// Which token of theirs; nothing where it is about themselves.
    #[schema(format = "uuid")]
    token_id: Option<String>,
    /// agent, admin or operator.
    role: &'static str,
    /// active or invited.
    state: &'static str,
    /// Their teams.
    team_ids: Vec<String>,
    /// Since when they, or it, are there.
    created_at_ms: i64,
    /// When it was last used; of people, as far as a session that goes on tells.
    last_used_at_ms: Option<i64>,
    /// How many sessions go on.
    sessions: u32,
    /// kept or removed; nothing while it waits.
    decision: Option<&'static str>,
    /// By whom.
    #[schema(format = "uuid")]
    decided_by_id: Option<String>,
    /// When.
    decided_at_ms: Option<i64>,
}

/// A review of who has access.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessReview {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Counts up from 1.
    number: i64,
    /// open or finished.
    state: &'static str,
    /// When it began.
    begun_at_ms: i64,
    /// When it was finished.
    finished_at_ms: Option<i64>,
    /// By whom.
    #[schema(format = "uuid")]
    finished_by_id: Option<String>,
    /// How many lines were removed.
    removed: i64,
    /// How many wait for a decision.
    waiting: usize,
    /// Everybody who gets in, and every token that works.
    lines: Vec<AccessReviewLine>,
    /// The report, exactly as it was signed; empty while it is open.
    report: String,
    /// Ed25519 over it, hex.
    signature: String,
}

impl From<ReviewView> for AccessReview {
    fn from(view: ReviewView) -> Self {
        let waiting = view.waiting();
        let line = |one: domain::record::ReviewLine| AccessReviewLine {
            id: one.id().to_string(),
            agent_id: one.agent.to_string(),
            token_id: one.token.map(|id| id.to_string()),
            role: one.role.as_str(),
            state: one.state.as_str(),
            team_ids: one.teams.iter().map(ToString::to_string).collect(),
            created_at_ms: one.created_at.as_millis(),
            last_used_at_ms: one.last_used_at.map(Timestamp::as_millis),
            sessions: one.sessions,
            decision: one.decision.map(domain::ReviewDecision::as_str),
            decided_by_id: one.decided_by.map(|id| id.to_string()),
            decided_at_ms: one.decided_at.map(Timestamp::as_millis),
        };
        Self {
            id: view.row.id.to_string(),
            number: view.row.number,
            state: view.row.state.as_str(),
            begun_at_ms: view.row.begun_at.as_millis(),
            finished_at_ms: view.row.finished_at.map(Timestamp::as_millis),
            finished_by_id: view.row.finished_by.map(|id| id.to_string()),
            removed: view.row.removed,
            waiting,
            lines: view.content.lines.into_iter().map(line).collect(),
            report: view.content.report,
            signature: app::audit::hex(&view.content.signature),
        }
    }
}

/// What is decided about a line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessDecision {
    /// The line.
    #[schema(format = "uuid")]
    line_id: String,
    /// kept; or removed: whoever it is about is deactivated, or the token withdrawn, at once.
    decision: String,
}

impl AccessDecision {
    /// The line that it is about.
    pub(in crate::api) fn line(&self) -> Answer<uuid::Uuid> {
        Ok(self.line_id.parse().map_err(|_| app::Error::NotFound("line"))?)
    }

    /// What is decided.
    pub(in crate::api) fn decision(&self) -> Answer<domain::ReviewDecision> {
        let bad = |_| app::Error::Input { field: "decision", rule: "rule-choice" };
        Ok(self.decision.parse().map_err(bad)?)
    }
}

/// Lists reviews of who has access, the newest first. Admins only.
#[utoipa::path(get, path = "/api/v1/access-reviews", tag = "access reviews",
    responses((status = 200, body = Items<AccessReview>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<AccessReview>>> {
    Ok(Body(Items::whole(access_review::list(&web.app, &caller.ctx).await?)))
}

/// Begins a review: everybody who gets in and every token that works, as they are now. Admins only.
#[utoipa::path(post, path = "/api/v1/access-reviews", tag = "access reviews",
    responses((status = 201, body = AccessReview), ReadErrors, WriteErrors))]
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller) -> Answer<(StatusCode, Body<AccessReview>)> {
    let id = access_review::begin(&web.app, &caller.ctx).await?;
    Ok((StatusCode::CREATED, Body(access_review::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads a review, with its signed report when it is finished. Admins only.
#[utoipa::path(get, path = "/api/v1/access-reviews/{review}", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")),
    responses((status = 200, body = AccessReview), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<AccessReview>> {
    Ok(Body(access_review::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// Decides about a line. Admins only.
#[utoipa::path(post, path = "/api/v1/access-reviews/{review}/decisions", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")), request_body = AccessDecision,
    responses((status = 204, description = "it is decided"), ReadErrors, WriteErrors))]
pub async fn decide(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<AccessDecision>,
) -> Answer<StatusCode> {
    let (id, line, decision) = (input::id(&id)?, new.line()?, new.decision()?);
    access_review::decide(&web.app, &caller.ctx, id, line, decision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finishes a review: its report is signed and stays as it is. Admins only.
#[utoipa::path(post, path = "/api/v1/access-reviews/{review}/closure", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is finished"), ReadErrors, WriteErrors))]
pub async fn finish(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    access_review::finish(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
