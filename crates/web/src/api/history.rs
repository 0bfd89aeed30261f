//! What happened on a ticket.

use super::error::ReadErrors;
use super::paging::{Items, Paging, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Query};
use crate::problem::Answer;
use app::view::HistoryView;
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::TicketId;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One thing that happened on a ticket. What a custom field held before and holds since is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Happened {
    /// When.
    pub at_ms: i64,
    /// status, snoozed, priority, assignee, team, mailbox, tag_added, tag_removed, follower_added, follower_removed,
    /// requester, field, merged, merged_into, unmerged, split_off or split_from.
    pub what: &'static str,
    /// Who did it; null when Deskhero did: by a rule, or because a mail came or a time was up.
    #[schema(format = "uuid")]
    pub agent_id: Option<String>,
    /// The status or priority, or the id of the agent, team, mailbox, contact or tag, before.
    pub before: Option<String>,
    /// The same since; the id of the field, or of the other ticket.
    pub after: Option<String>,
    /// Until when it is put aside.
    pub until_ms: Option<i64>,
    /// The team or mailbox by whose rule it was given.
    #[schema(format = "uuid")]
    pub rule_of_id: Option<String>,
    /// The other ticket's number, where it happened between two.
    pub number: Option<i64>,
}

impl From<HistoryView> for Happened {
    fn from(view: HistoryView) -> Self {
        let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
        Self {
            at_ms: view.at_ms.as_millis(),
            what: view.what.as_str(),
            agent_id: view.by.map(|id| id.to_string()),
            before: view.word_before.or(id(view.id_before)),
            after: view.word_after.or(id(view.id_after)),
            until_ms: view.until_ms.map(|at| at.as_millis()),
            rule_of_id: id(view.rule_of),
            number: view.number,
        }
    }
}

/// Lists what happened on a ticket, newest first. Changes from before Deskhero kept them are not there.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/history", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid"), Paging),
    responses((status = 200, body = Items<Happened>), ReadErrors))]
pub async fn history(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Happened>>> {
    let (id, limit): (TicketId, _) = (input::id(&ticket)?, limit(paging.limit)?);
    let page = app::ticket::history(&web.app, &caller.ctx, id, paging.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}
