//! Live events for programs.

use super::error::ReadErrors;
use crate::Web;
use crate::gate::Caller;
use crate::pages::live;
use crate::problem::Answer;
use axum::extract::State;
use axum::http::HeaderMap;
use std::sync::Arc;

/// Follows changes as server-sent events. Each has `seq`, `kind` and `ticket_id`; `Last-Event-ID` goes on after a
/// break. The stream ends after 15 minutes: open it again.
#[utoipa::path(get, path = "/api/v1/events", tag = "events",
    params(("Last-Event-ID" = Option<i64>, Header)),
    responses((status = 200, body = String, content_type = "text/event-stream"), ReadErrors))]
pub async fn stream(State(web): State<Arc<Web>>, caller: Caller, headers: HeaderMap) -> Answer<live::Events> {
    live::open(&web, &caller, &headers).await
}
