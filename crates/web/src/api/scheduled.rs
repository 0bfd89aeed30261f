//! Answers that wait for their time.

use super::error::ReadErrors;
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::scheduled::ScheduledView;
use axum::Json as Body;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// An answer that waits for its time.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScheduledAnswer {
    /// The message; it can be taken back until its time.
    #[schema(format = "uuid")]
    message_id: String,
    /// Its ticket.
    #[schema(format = "uuid")]
    ticket_id: String,
    /// The ticket's number.
    ticket_number: i64,
    /// The ticket's subject.
    subject: String,
    /// Whose ticket it is.
    requester: String,
    /// Who wrote it.
    #[schema(format = "uuid")]
    agent_id: Option<String>,
    /// When it goes out.
    goes_out_at_ms: i64,
}

impl From<ScheduledView> for ScheduledAnswer {
    fn from(one: ScheduledView) -> Self {
        Self {
            message_id: one.message.to_string(),
            ticket_id: one.ticket.to_string(),
            ticket_number: one.number,
            subject: one.subject,
            requester: one.requester,
            agent_id: one.author.map(|id| id.to_string()),
            goes_out_at_ms: one.goes_out_at.as_millis(),
        }
    }
}

/// Lists answers that wait for their time, the next one first: your own, for admins everybody's. Of very many, the first
/// hundred.
#[utoipa::path(get, path = "/api/v1/scheduled-answers", operation_id = "listScheduledAnswers", tag = "messages",
    responses((status = 200, body = Items<ScheduledAnswer>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<ScheduledAnswer>>> {
    Ok(Body(Items::whole(app::scheduled::list(&web.app, &caller.ctx).await?)))
}
