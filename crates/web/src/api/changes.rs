//! Changes of tickets: of one, of many at once, and taking those back.

use super::error::{ReadErrors, WriteErrors};
use super::fields::{Values, given};
use super::view::Ticket;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::{Answer, Problem};
use app::view::{Snooze, TicketChange};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use domain::{AgentId, MailboxId, Priority, TagId, TeamId, TicketId, TicketStatus, Timestamp, UndoId};
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A change of a ticket; absent members stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketPatch {
    /// New status. `snoozed` puts it aside until somebody answers.
    #[schema(value_type = Option<String>, pattern = "^(open|pending|closed|spam|snoozed|trash)$")]
    status: Option<TicketStatus>,
    /// New assignee; null takes the ticket away from everybody.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "uuid")]
    assignee_id: Option<Option<AgentId>>,
    /// The team whose it is from now on; null for no team's.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "uuid")]
    team_id: Option<Option<TeamId>>,
    /// The mailbox that it is listed under, and answered from.
    #[schema(value_type = Option<String>, format = "uuid")]
    mailbox_id: Option<MailboxId>,
    /// New priority.
    #[schema(value_type = Option<String>, pattern = "^(low|normal|high|urgent)$")]
    priority: Option<Priority>,
    /// Tags to put on.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 20)]
    add_tag_ids: Vec<TagId>,
    /// Tags to take off.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 100)]
    remove_tag_ids: Vec<TagId>,
    /// Agents who follow it from now on.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 50)]
    add_follower_ids: Vec<AgentId>,
    /// Agents who follow it no more.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 100)]
    remove_follower_ids: Vec<AgentId>,
    /// Puts the ticket aside until this time, a year ahead at most; a reply brings it back before.
    snooze_until_ms: Option<i64>,
    /// Takes it out of spam or trash, to the status that it had.
    #[serde(default)]
    restore: bool,
    /// Custom fields of one ticket by their keys; null empties one. They are saved first, so that what a ticket needs
    /// can be given as it is closed.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Values,
    /// The version that was seen. If the ticket has another one now, nothing changes (409). `If-Match` does the same.
    version: Option<i64>,
}

/// Tells null from absent.
pub(super) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl From<TicketPatch> for TicketChange {
    fn from(patch: TicketPatch) -> Self {
        Self {
            status: patch.status,
            assignee: patch.assignee_id,
            team: patch.team_id,
            mailbox: patch.mailbox_id,
            priority: patch.priority,
            add_tags: patch.add_tag_ids,
            remove_tags: patch.remove_tag_ids,
            add_followers: patch.add_follower_ids,
            remove_followers: patch.remove_follower_ids,
            snooze: patch.snooze_until_ms.map(|ms| Snooze::Until(Timestamp::from_millis(ms))),
            restore: patch.restore,
            version: patch.version,
        }
    }
}

/// Changes a ticket.
#[utoipa::path(patch, path = "/api/v1/tickets/{ticket}", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")), request_body = TicketPatch,
    responses((status = 200, body = Ticket), ReadErrors, WriteErrors))]
pub async fn one(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    headers: HeaderMap,
    Json(mut patch): Json<TicketPatch>,
) -> Answer<Body<Ticket>> {
    let id: TicketId = input::id(&ticket)?;
    let matched = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    let matched = matched
        .map(|tag| tag.trim_matches('"').parse().map_err(|_| Problem::malformed("If-Match: not a version")))
        .transpose()?;
    let fields = given(std::mem::take(&mut patch.fields))?;
    let mut change = TicketChange::from(patch);
    change.version = change.version.or(matched);
    if !fields.is_empty() {
        change.check(&web.app, &caller.ctx).await?;
        app::field::fill_ticket(&web.app, &caller.ctx, id, &fields, change.version).await?;
        // What was seen is what the fields were saved to.
        change.version = None;
    }
    Ok(Body(app::ticket::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// One change of many tickets.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicketChange {
    /// The tickets.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 500)]
    ticket_ids: Vec<TicketId>,
    /// The change; without `version`.
    change: TicketPatch,
}

/// What a change of many tickets did.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeChange {
    /// Takes it back for a day, at `/ticket-changes/{id}/reversal`; null when no ticket was changed.
    #[schema(format = "uuid")]
    id: Option<String>,
    /// The tickets that are different now.
    ticket_ids: Vec<String>,
    /// Ids that name no ticket.
    missing_ids: Vec<String>,
}

fn texts(ids: &[TicketId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Changes many tickets at once.
#[utoipa::path(post, path = "/api/v1/ticket-changes", tag = "tickets", request_body = NewTicketChange,
    responses((status = 201, body = MadeChange), ReadErrors, WriteErrors))]
pub async fn many(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewTicketChange>,
) -> Answer<(StatusCode, Body<MadeChange>)> {
    if new.change.version.is_some() {
        return Err(Problem::invalid("change.version", "a version is one ticket's"));
    }
    if !new.change.fields.is_empty() {
        return Err(Problem::invalid("change.fields", "fields are one ticket's"));
    }
    let change = TicketChange::from(new.change);
    let made = app::ticket::change_many(&web.app, &caller.ctx, &new.ticket_ids, &change).await?;
    let body = MadeChange {
        id: made.undo.map(|id| id.to_string()),
        ticket_ids: texts(&made.tickets),
        missing_ids: texts(&made.missing),
    };
    Ok((StatusCode::CREATED, Body(body)))
}

/// Tickets to mark as unread, or read, for the agent whose token it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicketReading {
    /// The tickets.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 500)]
    ticket_ids: Vec<TicketId>,
    /// Whether they are unread from now on: until they are opened again.
    unread: bool,
}

/// What marking did.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketReading {
    /// The tickets that are marked.
    ticket_ids: Vec<String>,
    /// Ids that name no ticket.
    missing_ids: Vec<String>,
}

/// Marks tickets as unread, or read. It is nobody else's: for other agents they stay as they are. The agent's own streams
/// hear of it as `reading_changed`.
#[utoipa::path(post, path = "/api/v1/ticket-readings", tag = "tickets", request_body = NewTicketReading,
    responses((status = 201, body = TicketReading), ReadErrors, WriteErrors))]
pub async fn readings(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewTicketReading>,
) -> Answer<(StatusCode, Body<TicketReading>)> {
    let marked = app::ticket::mark(&web.app, &caller.ctx, &new.ticket_ids, new.unread).await?;
    let body = TicketReading { ticket_ids: texts(&marked.tickets), missing_ids: texts(&marked.missing) };
    Ok((StatusCode::CREATED, Body(body)))
}

/// What taking a change back did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reversal {
    /// The tickets that are as they were.
    ticket_ids: Vec<String>,
    /// The tickets that somebody changed since; they stay as they are.
    kept_ids: Vec<String>,
}

/// Takes a change of many tickets back: once, within a day, by who made it.
#[utoipa::path(post, path = "/api/v1/ticket-changes/{change}/reversal", tag = "tickets",
    params(("change" = String, Path, format = "uuid")),
    responses((status = 201, body = Reversal), ReadErrors, WriteErrors))]
pub async fn reverse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(change): Path<String>,
) -> Answer<(StatusCode, Body<Reversal>)> {
    let id: UndoId = input::id(&change)?;
    let done = app::ticket::undo(&web.app, &caller.ctx, id).await?;
    let body = Reversal { ticket_ids: texts(&done.tickets), kept_ids: texts(&done.kept) };
    Ok((StatusCode::CREATED, Body(body)))
}
