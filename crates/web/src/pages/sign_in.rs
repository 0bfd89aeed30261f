//! Signing in and out: plain forms that work without script.

use super::page;
use super::shell::Shell;
use crate::gate::{COOKIE, Caller, cookie};
use crate::input::Fields;
use crate::problem::Answer;
use crate::{Web, host, texts};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Private;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    p: Shell,
    tenant: Option<String>,
    problem: Option<String>,
    email: String,
    form: bool,
}

/// The form, or why it cannot work here.
pub async fn form(State(web): State<Arc<Web>>, headers: HeaderMap) -> Answer<Response> {
    let tenant = host::tenant(&web, &headers).await?.map(|tenant| tenant.name);
    let problem = match &tenant {
        None => Some(texts().t("sign-in-no-tenant")),
        Some(_) if !host::keeps_cookies(&web, &headers) => Some(texts().t("sign-in-insecure")),
        Some(_) => None,
    };
    let form = problem.is_none();
    Ok(page(&SignInPage { p: Shell::bare(), tenant, problem, email: String::new(), form })?.into_response())
}

/// Checks name and password. Whatever was wrong, the answer is the same.
pub async fn submit(State(web): State<Arc<Web>>, fields: Fields, request: Request) -> Answer<Response> {
    let (parts, _) = request.into_parts();
    let Some(tenant) = host::tenant(&web, &parts.headers).await? else {
        return form(State(web), parts.headers).await;
    };
    if !host::keeps_cookies(&web, &parts.headers) {
        return form(State(web), parts.headers).await;
    }
    let email = fields.get("email").to_owned();
    // A password is taken as typed: space at its ends may be meant.
    let password = fields.all("password").next().unwrap_or_default().to_owned();
    let client = host::client(&web, &parts);
    let now = web.app.now();
    let found =
        app::sign_in::with_password(&web.app, tenant.scope, &email, &Private::new(password), &client, now)
            .await;
    let (status, problem) = match found {
        Ok(signed) => {
            return Ok(enter(signed.session_token.reveal(), signed.expires_at.millis_since(now) / 1000));
        }
        Err(app::Error::SignInRefused) => (StatusCode::UNPROCESSABLE_ENTITY, texts().t("sign-in-wrong")),
        Err(app::Error::TooMany { retry_after_s }) => {
            let minutes = [("minutes", retry_after_s.max(1).saturating_add(59) / 60)];
            (StatusCode::TOO_MANY_REQUESTS, texts().t_args("sign-in-wait", &minutes))
        }
        Err(error) => return Err(error.into()),
    };
    let shown =
        SignInPage { p: Shell::bare(), tenant: Some(tenant.name), problem: Some(problem), email, form: true };
    Ok((status, page(&shown)?).into_response())
}

fn enter(token: &str, seconds: i64) -> Response {
    let value = format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    with_cookie(Redirect::to("/tickets").into_response(), &value)
}

fn with_cookie(mut response: Response, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// Ends the session, here and on the server.
pub async fn out(State(web): State<Arc<Web>>, caller: Caller, headers: HeaderMap) -> Answer<Response> {
    if let Some(token) = cookie(&headers) {
        app::sign_in::out(&web.app, &caller.ctx, &Private::new(token)).await?;
    }
    let gone = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    let mut response = with_cookie(Redirect::to("/sign-in").into_response(), &gone);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
