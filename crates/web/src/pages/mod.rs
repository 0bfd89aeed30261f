//! Pages for people: each action in its own file; this one is the table of contents.

mod agents;
mod change;
mod choices;
mod connect;
mod conversation;
mod desk;
pub mod download;
pub mod error;
mod finding;
mod frame;
mod list;
pub mod live;
mod mailboxes;
mod merges;
mod operator;
mod palette;
mod set_up;
mod shell;
mod sign_in;
mod tags;
mod time;
mod tokens;
pub mod upload;
mod views;

use crate::assets;
use crate::problem::{Answer, Problem};
use crate::route::Access::{Operator, Public, Session, SessionAdmin, Signed};
use crate::route::Route;
use askama::Template;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};

/// Every page route.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, send) = (Method::GET, Method::POST);
    vec![
        Route::new(read.clone(), "/assets/{file}", Public, get(assets::serve)),
        Route::new(read.clone(), "/sign-in", Public, get(sign_in::form)),
        Route::new(send.clone(), "/sign-in", Public, post(sign_in::submit)),
        Route::new(send.clone(), "/sign-out", Session, post(sign_in::out)),
        Route::new(read.clone(), "/set-up/{link}", Signed, get(set_up::form)),
        Route::new(send.clone(), "/set-up/{link}", Signed, post(set_up::complete)),
        Route::new(read.clone(), "/operator/sign-in", Public, get(sign_in::operator_form)),
        Route::new(send.clone(), "/operator/sign-in", Public, post(sign_in::operator_submit)),
        Route::new(send.clone(), "/operator/sign-out", Operator, post(sign_in::operator_out)),
        Route::new(read.clone(), "/operator", Operator, get(operator::tenants)),
        Route::new(read.clone(), "/", Session, get(async || Redirect::to("/tickets"))),
        Route::new(read.clone(), "/tickets", Session, get(desk::list)),
        Route::new(read.clone(), "/palette", Session, get(palette::suggest)),
        Route::new(read.clone(), "/tickets/{ticket}", Session, get(desk::read)),
        Route::new(send.clone(), "/tickets/{ticket}/changes", Session, post(change::ticket)),
        Route::new(send.clone(), "/ticket-changes", Session, post(change::many)),
        Route::new(send.clone(), "/ticket-changes/{change}/reversal", Session, post(change::reverse)),
        Route::new(send.clone(), "/tickets/{ticket}/merges", Session, post(merges::merge)),
        Route::new(send.clone(), "/merges/{merge}/reversal", Session, post(merges::unmerge)),
        Route::new(send.clone(), "/tickets/{ticket}/splits", Session, post(merges::split)),
        Route::new(send.clone(), "/tickets/{ticket}/links", Session, post(merges::link)),
        Route::new(send.clone(), "/tickets/{ticket}/links/removal", Session, post(merges::unlink)),
        Route::new(send.clone(), "/tickets/{ticket}/requester", Session, post(merges::requester)),
        Route::new(send.clone(), "/views", Session, post(views::create)),
        Route::new(send.clone(), "/views/{view}", Session, post(views::change)),
        Route::new(send.clone(), "/views/{view}/removal", Session, post(views::remove)),
        Route::new(read.clone(), "/tags", Session, get(tags::list)),
        Route::new(send.clone(), "/tags", Session, post(tags::create)),
        Route::new(send.clone(), "/tags/{tag}", SessionAdmin, post(tags::change)),
        Route::new(send.clone(), "/tags/{tag}/removal", SessionAdmin, post(tags::remove)),
        Route::new(send.clone(), "/tickets/{ticket}/replies", Session, post(change::reply)),
        Route::new(send.clone(), "/tickets/{ticket}/notes", Session, post(change::note)),
        Route::new(send.clone(), "/messages/{message}/outcome", Session, post(change::outcome)),
        Route::new(read.clone(), "/messages/{message}/frame", Session, get(frame::show)),
        Route::new(read.clone(), "/messages/{message}/raw", Session, get(download::raw)),
        Route::new(
            read.clone(),
            "/messages/{message}/attachments/{part}",
            Session,
            get(download::attachment),
        ),
        Route::new(read.clone(), "/downloads/{token}", Signed, get(download::signed)),
        Route::new(send.clone(), "/uploads", Session, post(upload::add).layer(DefaultBodyLimit::disable())),
        Route::new(read.clone(), "/live", Session, get(live::stream)),
        Route::new(read.clone(), "/mailboxes", SessionAdmin, get(mailboxes::list)),
        Route::new(send.clone(), "/mailboxes", SessionAdmin, post(connect::connect)),
        Route::new(read.clone(), "/mailboxes/new", SessionAdmin, get(connect::form)),
        Route::new(send.clone(), "/mailboxes/new", SessionAdmin, post(connect::propose)),
        Route::new(send.clone(), "/mailboxes/{mailbox}/state", SessionAdmin, post(mailboxes::switch)),
        Route::new(read.clone(), "/agents", Session, get(agents::list)),
        Route::new(send.clone(), "/agents", SessionAdmin, post(agents::create)),
        Route::new(read, "/tokens", Session, get(tokens::list)),
        Route::new(send.clone(), "/tokens", Session, post(tokens::create)),
        Route::new(send, "/tokens/{token}/withdrawal", Session, post(tokens::withdraw)),
    ]
}

/// What a refusal says to a person, beside the form that it is about: the rule in words, or what happened.
fn words(problem: &Problem) -> String {
    let rule = problem.members.get("errors").and_then(|errors| errors.get(0));
    let part = |name: &str| rule.and_then(|rule| rule.get(name)).and_then(|text| text.as_str());
    let texts = crate::texts();
    match (part("field"), part("rule"), part("detail")) {
        (Some(field), Some(_), Some(detail)) => {
            let key = format!("field-{field}");
            let name = if texts.has(&key) { texts.t(&key) } else { field.to_owned() };
            format!("{name}: {detail}.")
        }
        _ => format!("{}. {}", texts.t(problem.title), problem.detail),
    }
}

/// Renders a page.
fn page(template: &impl Template) -> Answer<Html<String>> {
    template.render().map(Html).map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        Problem::new(
            axum::http::StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "error-internal",
            "the page could not be made",
        )
    })
}
