//! Redacting: texts that go out of a conversation, where they stand, and the decision in two steps.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::erasure::Found;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{ErasureReason, TicketId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "privacy/redaction.html")]
struct RedactionPage {
    p: Shell,
    ticket: TicketId,
    subject: String,
    texts: String,
    found: Option<Shown>,
    problem: Option<String>,
}

/// What would be replaced, in words.
struct Shown {
    lines: Vec<String>,
    messages: Vec<Place>,
    any: bool,
}

/// A message in which something would be.
struct Place {
    href: String,
    text: String,
}

/// Where it begins.
#[derive(Debug, serde::Deserialize)]
pub struct Of {
    ticket: String,
}

/// The form.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller, Query(of): Query<Of>) -> Answer<Html<String>> {
    shown(&web, &caller, input::id(&of.ticket)?, String::new(), None, None).await
}

fn words(p: &Shell, ticket: TicketId, found: &Found) -> Shown {
    let count = |key: &str, n: usize| (n > 0).then(|| p.tn(key, i64::try_from(n).unwrap_or(i64::MAX)));
    let mut lines: Vec<String> = [
        count("redaction-places", found.places),
        count("redaction-mails", found.mails),
        count("redaction-files", found.files),
        count("erasure-goes-drafts", if found.messages.is_empty() { 0 } else { found.drafts }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if found.messages.is_empty() {
        lines.push(p.t("redaction-nowhere"));
    }
    let place = |(at, (id, n)): (usize, &(domain::MessageId, usize))| Place {
        href: format!("/tickets/{ticket}#m-{id}"),
        text: match i64::try_from(*n) {
            Ok(n) if n > 0 => {
                p.tv("redaction-message", "n", &(at + 1).to_string()) + ": " + &p.tn("redaction-in", n)
            }
            _ => p.tv("redaction-message", "n", &(at + 1).to_string()) + ": " + &p.t("redaction-in-mail"),
        },
    };
    let messages = found.messages.iter().enumerate().map(place).collect();
    Shown { lines, messages, any: !found.messages.is_empty() }
}

async fn shown(
    web: &Web,
    caller: &Caller,
    ticket: TicketId,
    texts: String,
    found: Option<Found>,
    problem: Option<Problem>,
) -> Answer<Html<String>> {
    let subject = app::ticket::read(&web.app, &caller.ctx, ticket).await?.row.subject;
    let p = Shell::of(web, caller, "/erasures").await?;
    let found = found.map(|found| words(&p, ticket, &found));
    let problem = problem.map(|problem| problem.words(p.texts));
    page(&RedactionPage { ticket, subject, texts, found, problem, p })
}

/// Shows what would be replaced; begins it, once both steps were taken.
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let ticket: TicketId = input::id(fields.get("ticket"))?;
    let typed = fields.get("texts").to_owned();
    let lines: Vec<String> = typed.lines().map(str::to_owned).collect();
    let texts = match app::erasure::texts_of(&lines) {
        Ok(texts) => texts,
        Err(error) => {
            let problem: Problem = error.into();
            let status = problem.status;
            return Ok(
                (status, shown(&web, &caller, ticket, typed, None, Some(problem)).await?).into_response()
            );
        }
    };
    if fields.get("step") != "begin" || fields.get("sure") != "yes" {
        let found = app::erasure::look(&web.app, &caller.ctx, ticket, &texts).await?;
        let unsure = || app::Error::Input { field: "sure", rule: "rule-sure" }.into();
        let problem: Option<Problem> = (fields.get("step") == "begin").then(unsure);
        let status = problem.as_ref().map_or(axum::http::StatusCode::OK, |problem| problem.status);
        return Ok((status, shown(&web, &caller, ticket, typed, Some(found), problem).await?).into_response());
    }
    let reason = match fields.get("reason") {
        "request" => ErasureReason::Request,
        _ => ErasureReason::Instruction,
    };
    let id = app::erasure::begin_redaction(&web.app, &caller.ctx, ticket, reason, &texts).await?;
    Ok(Redirect::to(&format!("/erasures/{id}")).into_response())
}
