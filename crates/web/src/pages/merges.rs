//! What goes from ticket to ticket: merging and undoing it, splitting messages off, links, another requester.

use super::list::Choice;
use super::titles::MERGED;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use domain::record::Address;
use domain::{MessageId, TicketId};
use std::sync::Arc;

fn show(ticket: TicketId, choice: &Choice) -> Redirect {
    Redirect::to(&format!("/tickets/{ticket}{}", choice.query()))
}

/// The ticket whose number was typed, with or without the sign in front of it.
async fn numbered(web: &Web, caller: &Caller, fields: &Fields) -> Answer<TicketId> {
    let number = fields.get("number").trim_start_matches('#').parse();
    let number: i64 = number.map_err(|_| Problem::invalid("number", "not the number of a ticket"))?;
    match app::ticket::numbered(&web.app, &caller.ctx, number).await {
        Err(app::Error::NotFound(_)) => Err(Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "error-no-ticket",
            "no ticket has this number",
        )),
        found => Ok(found?),
    }
}

/// Merges the ticket into the one whose number was typed, and shows that.
pub async fn merge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let (source, target): (TicketId, _) = (input::id(&ticket)?, numbered(&web, &caller, &fields).await?);
    let merge = app::ticket::merge(&web.app, &caller.ctx, source, target).await?;
    Ok(Redirect::to(&format!("/tickets/{target}{}&undo={merge}&changed={MERGED}", choice.query())))
}

/// Undoes a merge, and shows the ticket that is there again.
pub async fn unmerge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(merge): Path<String>,
    Query(choice): Query<Choice>,
) -> Answer<Redirect> {
    let ticket = app::ticket::unmerge(&web.app, &caller.ctx, input::id(&merge)?).await?;
    Ok(show(ticket, &choice))
}

/// Splits a message off, and shows the ticket that it has become.
pub async fn split(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let ids: Result<Vec<MessageId>, _> = fields.all("message").map(str::parse).collect();
    let ids = ids.map_err(|_| Problem::invalid("message", "not a message"))?;
    let made = app::ticket::split(&web.app, &caller.ctx, input::id(&ticket)?, &ids).await?;
    Ok(show(made, &choice))
}

/// Links the ticket with the one whose number was typed.
pub async fn link(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let (id, other): (TicketId, _) = (input::id(&ticket)?, numbered(&web, &caller, &fields).await?);
    app::ticket::link(&web.app, &caller.ctx, id, other).await?;
    Ok(show(id, &choice))
}

/// Takes a link away.
pub async fn unlink(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    app::ticket::unlink(&web.app, &caller.ctx, id, fields.parse("other")?).await?;
    Ok(show(id, &choice))
}

/// Makes the person with the address that was typed the requester.
pub async fn requester(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    let to = Address { name: String::new(), email: fields.get("email").to_owned() };
    app::ticket::change_requester(&web.app, &caller.ctx, id, &to).await?;
    Ok(show(id, &choice))
}
