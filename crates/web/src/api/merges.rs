//! Messages that go from ticket to ticket: merge, split; links; another requester.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{MergeId, MessageId, TicketId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A merge.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// The ticket that gets the messages.
    #[schema(value_type = String, format = "uuid")]
    into_id: TicketId,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeMerge {
    /// Undoes it, at `/merges/{id}/reversal`.
    #[schema(format = "uuid")]
    id: String,
}

/// Merges a ticket into another. Whoever comes for it is led there from then on.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/merges", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")), request_body = NewMerge,
    responses((status = 201, body = MadeMerge), ReadErrors, WriteErrors))]
pub async fn merge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(new): Json<NewMerge>,
) -> Answer<(StatusCode, Body<MadeMerge>)> {
    let id: TicketId = input::id(&ticket)?;
    let made = app::ticket::merge(&web.app, &caller.ctx, id, new.into_id).await?;
    Ok((StatusCode::CREATED, Body(MadeMerge { id: made.to_string() })))
}

/// A ticket that is there again, or was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Apart {
    /// The ticket.
    #[schema(format = "uuid")]
    ticket_id: String,
}

/// Undoes a merge: what it moved goes back.
#[utoipa::path(post, path = "/api/v1/merges/{merge}/reversal", tag = "tickets",
    params(("merge" = String, Path, format = "uuid")),
    responses((status = 201, body = Apart), ReadErrors, WriteErrors))]
pub async fn unmerge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(merge): Path<String>,
) -> Answer<(StatusCode, Body<Apart>)> {
    let id: MergeId = input::id(&merge)?;
    let ticket = app::ticket::unmerge(&web.app, &caller.ctx, id).await?;
    Ok((StatusCode::CREATED, Body(Apart { ticket_id: ticket.to_string() })))
}

/// Messages to split off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSplit {
    /// The messages; one at least must stay.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 100)]
    message_ids: Vec<MessageId>,
}

/// Splits messages off to a ticket of their own.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/splits", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")), request_body = NewSplit,
    responses((status = 201, body = Apart), ReadErrors, WriteErrors))]
pub async fn split(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(new): Json<NewSplit>,
) -> Answer<(StatusCode, Body<Apart>)> {
    let id: TicketId = input::id(&ticket)?;
    let made = app::ticket::split(&web.app, &caller.ctx, id, &new.message_ids).await?;
    Ok((StatusCode::CREATED, Body(Apart { ticket_id: made.to_string() })))
}

/// Another ticket.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    /// The ticket to link with.
    #[schema(value_type = String, format = "uuid")]
    ticket_id: TicketId,
}

/// Links two tickets: each shows the other.
#[utoipa::path(post, path = "/api/v1/tickets/{ticket}/links", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")), request_body = NewLink,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn link(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(new): Json<NewLink>,
) -> Answer<StatusCode> {
    let id: TicketId = input::id(&ticket)?;
    app::ticket::link(&web.app, &caller.ctx, id, new.ticket_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a link away.
#[utoipa::path(delete, path = "/api/v1/tickets/{ticket}/links/{other}", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid"), ("other" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn unlink(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((ticket, other)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let (id, other): (TicketId, TicketId) = (input::id(&ticket)?, input::id(&other)?);
    app::ticket::unlink(&web.app, &caller.ctx, id, other).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes another person the requester; a new address becomes a contact.
#[utoipa::path(put, path = "/api/v1/tickets/{ticket}/requester", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")), request_body = super::view::Address,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn requester(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Json(to): Json<super::view::Address>,
) -> Answer<StatusCode> {
    let id: TicketId = input::id(&ticket)?;
    app::ticket::change_requester(&web.app, &caller.ctx, id, &to.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
