//! The operator's own mail: how it stands, and a mail to see that it works.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::problem::Answer;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "operator/mail.html")]
struct MailPage {
    p: Shell,
    /// Server and author; absent when there is none.
    way: Option<(String, String)>,
    /// Server of the author's mailbox; absent when nobody reads it.
    returns: Option<String>,
    to: String,
    sent: Option<String>,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<MailPage> {
    let way = app::operator_mail::read(&web.app, &caller.ctx).await?;
    let returns = way.as_ref().and_then(|way| way.returns.as_ref());
    let returns = returns.map(|(host, port)| format!("{host}:{port}"));
    let way = way.map(|way| (format!("{}:{}", way.host, way.port), way.from));
    let to = app::agent::profile(&web.app, &caller.ctx).await?.email;
    let p = Shell::operator(web, caller, "/operator/mail").await?;
    Ok(MailPage { p, way, returns, to, sent: None, problem: None })
}

/// The page.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// Sends a mail to the address that was typed.
pub async fn test(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let to = fields.get("to").to_owned();
    let result = app::operator_mail::test(&web.app, &caller.ctx, &to).await;
    let mut shown = assemble(&web, &caller).await?;
    let status = match result {
        Ok(()) => {
            shown.sent = Some(to);
            StatusCode::OK
        }
        Err(app::Error::Connect(fault)) => {
            shown.problem = Some(shown.p.texts.t(fault.code.key()));
            shown.to = to;
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(error) => {
            let (status, words) = told(error, shown.p.texts)?;
            (shown.problem, shown.to) = (Some(words), to);
            status
        }
    };
    Ok((status, page(&shown)?).into_response())
}
