//! What an agent asks the operator about their own account, and the answers.

use super::erasures::ErasureReceipt;
use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use super::request_receipt::handed_out;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::{Answer, Problem};
use app::account::request::{self, OwnRequest};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Private, SubjectRequestId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A request to the operator about one's own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountRequest {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Counted by the operator.
    number: Option<i64>,
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    right: String,
    /// open, extended, done, refused or withdrawn.
    state: String,
    /// What was written with it; empty a year after it was closed.
    words: String,
    /// When it was received: the month counts from there.
    received_at_ms: i64,
    /// When its answer is due.
    due_at_ms: i64,
    /// When it was closed.
    closed_at_ms: Option<i64>,
    /// The answer.
    letter: Option<String>,
}

impl From<OwnRequest> for AccountRequest {
    fn from(one: OwnRequest) -> Self {
        Self {
            id: one.id.to_string(),
            number: one.number,
            right: one.right.to_string(),
            state: one.state.to_string(),
            words: one.words,
            received_at_ms: one.received_at_ms.as_millis(),
            due_at_ms: one.due_at_ms.as_millis(),
            closed_at_ms: one.closed_at_ms.map(Timestamp::as_millis),
            letter: one.letter,
        }
    }
}

/// What to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountRequest {
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    right: String,
    /// In their own words: what is wrong and what is right, which use is objected to.
    #[serde(default)]
    #[schema(max_length = 10000)]
    words: String,
    /// The password of the token's owner.
    #[schema(format = "password")]
    password: String,
}

/// Lists what the token's agent asked about their account, newest first, with the answers.
#[utoipa::path(get, path = "/api/v1/profile/requests", tag = "account",
    responses((status = 200, body = Items<AccountRequest>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<AccountRequest>>> {
    Ok(Body(Items::whole(request::own(&web.app, &caller.ctx).await?)))
}

/// Asks the operator, who is controller for accounts and has to answer within a month. The company does not answer it.
#[utoipa::path(post, path = "/api/v1/profile/requests", tag = "account", request_body = NewAccountRequest,
    responses((status = 201, body = AccountRequest), ReadErrors, WriteErrors))]
pub async fn ask(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewAccountRequest>,
) -> Answer<(StatusCode, Body<AccountRequest>)> {
    let right = new.right.parse().map_err(|_| Problem::invalid("right", "not one of the words"))?;
    let (app, ctx) = (&web.app, &caller.ctx);
    let id = request::ask(app, ctx, right, &new.words, &Private::new(new.password)).await?;
    let made = request::own(app, ctx).await?.into_iter().find(|one| one.id == id);
    let made = made.ok_or(app::Error::NotFound("request"))?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// Hands out the signed receipt of a request that is closed: what was asked and when, what came of it, and how they were told.
/// `deskhero receipt check` proves it.
#[utoipa::path(get, path = "/api/v1/profile/requests/{request}/receipt", tag = "account",
    params(("request" = String, Path, format = "uuid")),
    responses((status = 200, body = ErasureReceipt, content_type = "application/json"), ReadErrors))]
pub async fn receipt(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Response> {
    let id: SubjectRequestId = input::id(&request)?;
    Ok(handed_out(id, request::receipt(&web.app, &caller.ctx, id).await?))
}

/// Takes a request back, until it is carried out.
#[utoipa::path(delete, path = "/api/v1/profile/requests/{request}", tag = "account",
    params(("request" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn take_back(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<StatusCode> {
    let id: SubjectRequestId = input::id(&request)?;
    request::take_back(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
