//! The ticket of somebody whose data is restricted (GDPR Art. 18), or that is kept for a legal hold alone: why, since when,
//! and for admins what can be done.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::view::ReplyDraft;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{Role, TicketId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "requests/restricted.html")]
struct RestrictedPage {
    p: Shell,
    ticket: TicketId,
    number: i64,
    title: String,
    chip: String,
    why: String,
    since: Option<String>,
    holds: Option<String>,
    request: Option<String>,
    back: String,
    reason: String,
    text: String,
    problem: Option<String>,
}

/// The page, where the ticket is stored only.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn show(
    web: &Web,
    caller: &Caller,
    ticket: TicketId,
    back: String,
    typed: &Fields,
    problem: Option<&Problem>,
) -> Answer<Option<Html<String>>> {
    let found = app::subject_request::restricted_ticket(&web.app, &caller.ctx, ticket).await?;
    let Some(found) = found else { return Ok(None) };
    let p = Shell::of(web, caller, "/tickets").await?;
    let on = |key: &str, at| p.tv(key, "day", &app::zone::written(at, p.time_zone(), p.texts));
    let [title, chip, why] = match found.is_held {
        true => ["held-title", "held-chip", "held-text"],
        false => ["restricted-title", "restricted-chip", "restricted-text"],
    };
    let hold = found.hold.map(|hold| {
        let kind = p.t(if hold.is_statutory { "requests-waits-statutory" } else { "requests-waits-hold" });
        let until = match hold.ends_at_ms {
            Some(at) => on("requests-waits-ends", at),
            None => on("requests-waits-review", hold.review_at_ms),
        };
        format!("{kind} {until}")
    });
    let is_admin = caller.ctx.role == Some(Role::Admin);
    let shown = RestrictedPage {
        title: p.t(title),
        chip: p.t(chip),
        why: p.t(why),
        ticket,
        number: found.number,
        since: match hold {
            Some(hold) => Some(hold),
            None => found.since.map(|at| on("restricted-since", at)),
        },
        holds: (is_admin && found.is_held).then(|| p.t("requests-waits-holds")),
        request: found.request.map(|id| id.to_string()),
        back,
        reason: typed.get("reason").to_owned(),
        text: typed.get("text").to_owned(),
        problem: problem.map(|problem| problem.words(p.texts)),
        p,
    };
    page(&shown).map(Some)
}

/// Answers all the same, for a reason that is kept with the request.
pub async fn answer(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: TicketId = input::id(&ticket)?;
    let draft = ReplyDraft { text: fields.get("text").to_owned(), ..ReplyDraft::default() };
    let sent = app::reply::send_restricted(&web.app, &caller.ctx, id, draft, fields.get("reason")).await;
    let Err(error) = sent else { return Ok(Redirect::to(&format!("/tickets/{id}")).into_response()) };
    let problem = Problem::from(error);
    if problem.status == axum::http::StatusCode::UNPROCESSABLE_ENTITY
        && let Some(shown) = show(&web, &caller, id, "/tickets".to_owned(), &fields, Some(&problem)).await?
    {
        return Ok((problem.status, shown).into_response());
    }
    Err(problem)
}
