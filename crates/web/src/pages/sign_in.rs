//! Signing in and out: plain forms that work without script.

use super::page;
use super::shell::Shell;
use crate::gate::{COOKIE, Caller, OPERATOR_COOKIE, cookie, is_signed_in};
use crate::input::{Fields, Query};
use crate::language::{Asked, Texts, asked};
use crate::problem::Answer;
use crate::{Web, host};
use app::sign_in::SignedIn;
use app::tenant::TenantInfo;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Private, TenantScope, Timestamp};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    p: Shell,
    action: &'static str,
    place: Option<String>,
    /// A new password was set just now.
    renewed: bool,
    /// Somebody was signed in just now, and their browser kept no cookie.
    keeps_none: bool,
    problem: Option<String>,
    email: String,
    form: bool,
}

/// Where whoever was signed in just now arrives: only there it shows whether their browser kept the cookie (C100).
pub(super) const ARRIVAL: &str = "/sign-in?signed=1";

/// The same of whoever begins here, whom it leads to the first mailbox.
pub(super) const FIRST_ARRIVAL: &str = "/sign-in?signed=first";

/// Where a company connects its first mailbox.
const FIRST: &str = "/mailboxes/new?first=yes";

/// The same at the operators' door.
pub(super) const OPERATOR_ARRIVAL: &str = "/operator/sign-in?signed=1";

/// Whose way in it is.
struct Door {
    scope: TenantScope,
    /// Name of the company; the operator's door has none.
    company: Option<String>,
    action: &'static str,
    cookie: &'static str,
    /// Where it shows whether the cookie was kept.
    arrival: &'static str,
    /// Where it leads.
    to: &'static str,
}

impl Door {
    fn tenant(info: TenantInfo) -> Self {
        let company = Some(info.name);
        Self {
            scope: info.scope,
            company,
            action: "/sign-in",
            cookie: COOKIE,
            arrival: ARRIVAL,
            to: "/tickets",
        }
    }

    fn operator() -> Self {
        Self {
            scope: app::operator::SCOPE,
            company: None,
            action: "/operator/sign-in",
            cookie: OPERATOR_COOKIE,
            arrival: OPERATOR_ARRIVAL,
            to: "/operator",
        }
    }

    fn place(&self, texts: Texts) -> String {
        match &self.company {
            Some(company) => texts.t_args("sign-in-tenant", &[("tenant", company.as_str())]),
            None => texts.t("sign-in-operator"),
        }
    }
}

/// The form, or why it cannot work here.
pub async fn form(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    Query(from): Query<From_>,
    headers: HeaderMap,
) -> Answer<Response> {
    let door = host::tenant(&web, &headers).await?.map(Door::tenant);
    arrive(&web, texts, door, &headers, &from).await
}

/// Where somebody comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From_ {
    /// What they set there.
    set: String,
    /// Whether they were signed in there: nothing, `1`, or `first` for whoever begins here.
    signed: String,
}

/// The operators' form.
pub async fn operator_form(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    Query(from): Query<From_>,
    headers: HeaderMap,
) -> Answer<Response> {
    host::operator(&web, &headers)?;
    arrive(&web, texts, Some(Door::operator()), &headers, &from).await
}

/// Lets whoever was signed in just now go on; whose browser kept no cookie is told so, with the form.
async fn arrive(
    web: &Arc<Web>,
    texts: Texts,
    door: Option<Door>,
    headers: &HeaderMap,
    from: &From_,
) -> Answer<Response> {
    let comes = door.as_ref().filter(|_| !from.signed.is_empty());
    let keeps_none = match comes {
        Some(door) if is_signed_in(web, headers, door.cookie == OPERATOR_COOKIE).await? => {
            let is_first = from.signed == "first" && door.cookie == COOKIE;
            return Ok(Redirect::to(if is_first { FIRST } else { door.to }).into_response());
        }
        found => found.is_some(),
    };
    show(web, texts, door, headers, Said { renewed: from.set == "password", keeps_none })
}

/// What is said beside the form.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    renewed: bool,
    keeps_none: bool,
}

fn show(web: &Web, texts: Texts, door: Option<Door>, headers: &HeaderMap, said: Said) -> Answer<Response> {
    let problem = match &door {
        None => Some(texts.t("sign-in-no-tenant")),
        Some(_) if !host::keeps_cookies(web, headers) => Some(texts.t("sign-in-insecure")),
        Some(_) => None,
    };
    let form = problem.is_none();
    let keeps_none = form && said.keeps_none;
    let problem = problem.or_else(|| keeps_none.then(|| texts.t("sign-in-no-cookie")));
    let action = door.as_ref().map_or("/sign-in", |door| door.action);
    let place = door.map(|door| door.place(texts));
    let (p, email) = (Shell::bare(texts), String::new());
    let shown = SignInPage { p, action, place, renewed: said.renewed, keeps_none, problem, email, form };
    Ok(page(&shown)?.into_response())
}

/// Checks name and password. Whatever was wrong, the answer is the same.
pub async fn submit(State(web): State<Arc<Web>>, fields: Fields, request: Request) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    let door = host::tenant(&web, &parts.headers).await?.map(Door::tenant);
    check(&web, door, &fields, &parts).await
}

/// Checks an operator's name and password.
pub async fn operator_submit(
    State(web): State<Arc<Web>>,
    fields: Fields,
    request: Request,
) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    host::operator(&web, &parts.headers)?;
    check(&web, Some(Door::operator()), &fields, &parts).await
}

async fn check(web: &Web, door: Option<Door>, fields: &Fields, parts: &Parts) -> Answer<Response> {
    let texts = asked(&parts.headers, &parts.uri);
    let door = match door {
        Some(door) if host::keeps_cookies(web, &parts.headers) => door,
        other => return show(web, texts, other, &parts.headers, Said::default()),
    };
    let email = fields.get("email").to_owned();
    // A password is taken as typed: space at its ends may be meant.
    let password = fields.all("password").next().unwrap_or_default().to_owned();
    let client = host::client(web, parts);
    let now = web.app.now();
    let found =
        app::sign_in::with_password(&web.app, door.scope, &email, &Private::new(password), &client, now)
            .await;
    let (status, problem) = match found {
        Ok(signed) => return Ok(enter(door.cookie, &signed, now, door.arrival)),
        Err(app::Error::SignInRefused) => (StatusCode::UNPROCESSABLE_ENTITY, texts.t("sign-in-wrong")),
        Err(app::Error::TooMany { retry_after_s }) => {
            let minutes = [("minutes", retry_after_s.max(1).saturating_add(59) / 60)];
            (StatusCode::TOO_MANY_REQUESTS, texts.t_args("sign-in-wait", &minutes))
        }
        Err(error) => return Err(error.into()),
    };
    let shown = SignInPage {
        p: Shell::bare(texts),
        action: door.action,
        place: Some(door.place(texts)),
        renewed: false,
        keeps_none: false,
        problem: Some(problem),
        email,
        form: true,
    };
    Ok((status, page(&shown)?).into_response())
}

/// Where a session's cookie leads to: the page, with the cookie set.
pub(super) fn enter(name: &str, session: &SignedIn, now: Timestamp, to: &str) -> Response {
    let seconds = session.expires_at.millis_since(now) / 1000;
    let value = cookie_line(name, session.session_token.reveal(), seconds);
    with_cookie(Redirect::to(to).into_response(), &value)
}

fn cookie_line(name: &str, token: &str, seconds: i64) -> String {
    format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}")
}

/// What every session's cookie is set with, for self-assessments.
pub(crate) fn cookie_attributes() -> String {
    cookie_line("name", "token", 1)
}

/// Sets one more session's cookie.
pub(super) fn with_session(response: Response, name: &str, session: &SignedIn, now: Timestamp) -> Response {
    let seconds = session.expires_at.millis_since(now) / 1000;
    with_cookie(response, &cookie_line(name, session.session_token.reveal(), seconds))
}

fn with_cookie(mut response: Response, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Ends the session, here and on the server.
pub async fn out(State(web): State<Arc<Web>>, caller: Caller, headers: HeaderMap) -> Answer<Response> {
    end(&web, &caller, &headers, COOKIE, "/sign-in").await
}

/// Ends an operator's session, here and on the server.
pub async fn operator_out(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
) -> Answer<Response> {
    end(&web, &caller, &headers, OPERATOR_COOKIE, "/operator/sign-in").await
}

async fn end(web: &Web, caller: &Caller, headers: &HeaderMap, name: &str, to: &str) -> Answer<Response> {
    if let Some(token) = cookie(headers, name) {
        app::sign_in::out(&web.app, &caller.ctx, &Private::new(token)).await?;
    }
    let mut response = with_cookie(Redirect::to(to).into_response(), &cookie_line(name, "", 0));
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
