//! A forgotten password: asking for a link, and setting a new one under it. Works without script. Whoever asks for
//! whom, the answer is the same.

use super::invitation::new_password;
use super::page;
use super::set_up::gone;
use super::shell::Shell;
use crate::input::Fields;
use crate::language::{Asked, Texts, asked};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Private;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "reset_request.html")]
struct Asking {
    p: Shell,
    /// Deskhero sends mail itself; else an admin makes the link.
    by_mail: bool,
    asked: bool,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "reset.html")]
struct Setting {
    p: Shell,
    link: String,
    /// Whose password it is.
    email: String,
    problem: Option<String>,
}

fn asking(web: &Web, texts: Texts, asked: bool, problem: Option<String>) -> Asking {
    Asking { p: Shell::bare(texts), by_mail: web.app.settings().operator_mail.is_some(), asked, problem }
}

/// Asks for the address, or says who can help.
pub async fn request_form(State(web): State<Arc<Web>>, Asked(texts): Asked) -> Answer<Response> {
    Ok(page(&asking(&web, texts, false, None))?.into_response())
}

/// Promises a mail, to whoever has an account.
pub async fn request(State(web): State<Arc<Web>>, fields: Fields, request: Request) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    let texts = asked(&parts.headers, &parts.uri);
    let Some(tenant) = host::tenant(&web, &parts.headers).await? else { return Err(Problem::not_found()) };
    let (client, base) = (host::client(&web, &parts), host::base(&web, &parts.headers));
    let email = fields.get("email");
    match app::agent::request(&web.app, tenant.scope, email, &client, base, web.app.now()).await {
        Ok(()) => Ok(page(&asking(&web, texts, true, None))?.into_response()),
        Err(app::Error::TooMany { retry_after_s }) => {
            let minutes = [("minutes", retry_after_s.max(1).saturating_add(59) / 60)];
            let problem = Some(texts.t_args("sign-in-wait", &minutes));
            Ok((StatusCode::TOO_MANY_REQUESTS, page(&asking(&web, texts, false, problem))?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn dead(texts: Texts) -> Answer<Response> {
    gone(texts, "reset-gone", "reset-gone-hint")
}

/// The form under a link.
pub async fn form(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let Some(tenant) = host::tenant(&web, &headers).await? else { return dead(texts) };
    let secret = Private::new(link.clone());
    match app::agent::check_reset(&web.app, tenant.scope, &secret, web.app.now()).await {
        Ok(email) => {
            Ok(page(&Setting { p: Shell::bare(texts), link, email, problem: None })?.into_response())
        }
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error) => Err(error.into()),
    }
}

/// Sets the password; every session of the agent has ended, so the way leads to the sign-in.
pub async fn set(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let Some(tenant) = host::tenant(&web, &headers).await? else { return dead(texts) };
    let secret = Private::new(link.clone());
    let done = match new_password(&fields) {
        Ok(password) => app::agent::reset(&web.app, tenant.scope, &secret, password, web.app.now()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/sign-in?set=password").into_response()),
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error @ app::Error::Input { .. }) => {
            let problem = Problem::from(error);
            let secret = Private::new(link.clone());
            let email = app::agent::check_reset(&web.app, tenant.scope, &secret, web.app.now()).await?;
            let shown = Setting { p: Shell::bare(texts), link, email, problem: Some(problem.words(texts)) };
            Ok((problem.status, page(&shown)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
