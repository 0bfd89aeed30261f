//! What the operator may read of the company: its admins see each access, decide about it and end it.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, Paging, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Query};
use crate::problem::Answer;
use app::operator_access::{self, AccessView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// An access of the operator to a company.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorAccess {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// Which operator.
    #[schema(format = "uuid")]
    operator_id: String,
    /// Their name when they asked.
    operator: String,
    /// Their address then.
    operator_email: String,
    /// security, support_requested or legal.
    reason: &'static str,
    /// What for.
    words: String,
    /// How long.
    minutes: u32,
    /// asked, open, expired, ended, refused or lapsed.
    standing: &'static str,
    /// When it was asked for.
    asked_at_ms: i64,
    /// The company's admin who decided.
    #[schema(format = "uuid")]
    decided_by_id: Option<String>,
    /// When it was opened.
    opened_at_ms: Option<i64>,
    /// Until when it is open.
    until_ms: Option<i64>,
    /// When it was ended before its time.
    ended_at_ms: Option<i64>,
}

impl From<AccessView> for OperatorAccess {
    fn from(view: AccessView) -> Self {
        Self {
            id: view.id.to_string(),
            tenant_id: view.tenant.scope.tenant().to_string(),
            operator_id: view.operator_id.to_string(),
            operator: view.operator,
            operator_email: view.operator_email,
            reason: view.reason.as_str(),
            words: view.words,
            minutes: view.minutes,
            standing: view.standing.as_str(),
            asked_at_ms: view.asked_at_ms.as_millis(),
            decided_by_id: view.decided_by.map(|id| id.to_string()),
            opened_at_ms: view.opened_at_ms.map(Timestamp::as_millis),
            until_ms: view.until_ms.map(Timestamp::as_millis),
            ended_at_ms: view.ended_at_ms.map(Timestamp::as_millis),
        }
    }
}

/// Lists whenever the operator asked to read something of the company, the newest first. Admins only.
#[utoipa::path(get, path = "/api/v1/operator-accesses", tag = "operator accesses", params(Paging),
    responses((status = 200, body = Items<OperatorAccess>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<OperatorAccess>>> {
    let limit = limit(paging.limit)?;
    let page = operator_access::list(&web.app, &caller.ctx, paging.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// Lets the operator in, for as long as was asked for. Admins only.
#[utoipa::path(post, path = "/api/v1/operator-accesses/{access}/approval", tag = "operator accesses",
    params(("access" = String, Path, format = "uuid")),
    responses((status = 204, description = "the operator may read"), ReadErrors, WriteErrors))]
pub async fn approve(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<StatusCode> {
    operator_access::approve(&web.app, &caller.ctx, input::id(&access)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says no. Admins only.
#[utoipa::path(post, path = "/api/v1/operator-accesses/{access}/refusal", tag = "operator accesses",
    params(("access" = String, Path, format = "uuid")),
    responses((status = 204, description = "the operator may not read"), ReadErrors, WriteErrors))]
pub async fn refuse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<StatusCode> {
    operator_access::refuse(&web.app, &caller.ctx, input::id(&access)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends it at once: the operator's next request is refused. Admins only.
#[utoipa::path(post, path = "/api/v1/operator-accesses/{access}/closure", tag = "operator accesses",
    params(("access" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is ended"), ReadErrors, WriteErrors))]
pub async fn end(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<StatusCode> {
    let (ctx, id) = (&caller.ctx, input::id(&access)?);
    operator_access::end(&web.app, ctx, ctx.scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
