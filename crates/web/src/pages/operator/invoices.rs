//! All invoices: who was charged, what was paid.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::pages::billing::{Line, pdf};
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::problem::Answer;
use app::billing::{self, Cards};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Day;
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/invoices";

#[derive(Template)]
#[template(path = "operator/invoices.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    takes_cards: bool,
    /// Why companies see no button although a provider is set up.
    no_cards: Option<String>,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<ListPage> {
    let all = billing::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let lines = all.into_iter().map(|one| Line::of(&p, caller.ctx.now, one)).collect();
    let cards = billing::cards(&web.app, None).await;
    let no_cards = match cards {
        Cards::Stopped { stop, from } => {
            let why = p.t(&format!("stop-{}", stop.as_str().replace('_', "-")));
            Some(match from {
                Some(from) => {
                    let from = Day::at(from).to_string();
                    let args = [("why", why.as_str()), ("day", from.as_str())];
                    p.texts.t_args("billing-operator-cards-from", &args)
                }
                None => p.tv("billing-operator-no-cards", "why", &why),
            })
        }
        Cards::Off | Cards::Taken => None,
    };
    Ok(ListPage { lines, takes_cards: cards != Cards::Off, no_cards, problem: None, p })
}

/// The list.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// Hands one out.
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(pdf(billing::file(&web.app, &caller.ctx, input::id(&id)?).await?))
}

async fn done(web: &Web, caller: &Caller, done: app::Result<()>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(PLACE).into_response()) };
    let mut shown = assemble(web, caller).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    Ok((status, page(&shown)?).into_response())
}

/// Notes that one was paid.
pub async fn pay(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let paid = billing::pay(&web.app, &caller.ctx, input::id(&id)?).await;
    done(&web, &caller, paid).await
}

/// Credits one.
pub async fn credit(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let credited = billing::credit(&web.app, &caller.ctx, input::id(&id)?).await;
    done(&web, &caller, credited).await
}
