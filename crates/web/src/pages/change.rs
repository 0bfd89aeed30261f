//! What a person does to a ticket: change, reply, note, decide on an answer in doubt. Each leads back to where they
//! were, so that a reload repeats nothing.

use super::list::Choice;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::view::{ReplyDraft, TicketChange};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::{AgentId, MessageId, ObjectId, TicketId};
use std::sync::Arc;

fn back(ticket: TicketId, choice: &Choice) -> Redirect {
    Redirect::to(&format!("/tickets/{ticket}{}", choice.query()))
}

/// Changes status or assignee; refused when the ticket changed since the page was made.
pub async fn ticket(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    let named = |name: &str| fields.0.iter().any(|(key, _)| key == name);
    let status = if named("status") { Some(fields.parse("status")?) } else { None };
    let assignee = match (named("assignee"), fields.some("assignee")) {
        (false, _) => None,
        (true, None) => Some(None),
        (true, Some(_)) => Some(Some(fields.parse::<AgentId>("assignee")?)),
    };
    let version = if named("version") { Some(fields.parse("version")?) } else { None };
    app::ticket::change(&web.app, &caller.ctx, id, TicketChange { status, assignee, version }).await?;
    Ok(back(id, &choice))
}

/// Answers.
pub async fn reply(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    let uploads: Result<Vec<ObjectId>, _> = fields.all("upload").map(str::parse).collect();
    let draft = ReplyDraft {
        text: lines(fields.get("text")),
        uploads: uploads.map_err(|_| Problem::invalid("upload", "not an upload"))?,
        status: if fields.some("status").is_some() { Some(fields.parse("status")?) } else { None },
        ..ReplyDraft::default()
    };
    app::reply::send(&web.app, &caller.ctx, id, draft).await?;
    Ok(back(id, &choice))
}

/// Adds a note.
pub async fn note(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    app::note::add(&web.app, &caller.ctx, id, &lines(fields.get("text"))).await?;
    Ok(back(id, &choice))
}

/// Decides what happens to an answer that failed or whose delivery is in doubt.
pub async fn outcome(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: MessageId = input::id(&message)?;
    let ticket = app::message::read(&web.app, &caller.ctx, id).await?.ticket_id;
    match fields.get("decision") {
        "resend" => app::message::resend(&web.app, &caller.ctx, id).await?,
        "give_up" => app::message::give_up(&web.app, &caller.ctx, id).await?,
        _ => return Err(Problem::invalid("decision", "expected resend or give_up")),
    }
    Ok(back(ticket, &choice))
}

/// Browsers send line ends as CRLF (HTML, form submission).
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
