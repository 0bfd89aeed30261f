//! The page under an invitation: name, password, in. Works without script.

use super::page;
use super::set_up::gone;
use super::shell::Shell;
use super::sign_in::{ARRIVAL, enter};
use crate::gate::COOKIE;
use crate::input::Fields;
use crate::language::{Asked, Texts};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::tenant::TenantInfo;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Private;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    p: Shell,
    link: String,
    company: String,
    name: String,
    email: String,
    problem: Option<String>,
    insecure: bool,
}

/// The form.
pub async fn form(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Response> {
    let insecure = !host::keeps_cookies(&web, &headers);
    match host::tenant(&web, &headers).await? {
        Some(tenant) => show(&web, texts, tenant, link, None, insecure).await,
        None => dead(texts),
    }
}

fn dead(texts: Texts) -> Answer<Response> {
    gone(texts, "invitation-gone", "invitation-gone-hint")
}

async fn show(
    web: &Web,
    texts: Texts,
    tenant: TenantInfo,
    link: String,
    refused: Option<(&Problem, &str)>,
    insecure: bool,
) -> Answer<Response> {
    let secret = Private::new(link.clone());
    let agent = match app::agent::invited(&web.app, tenant.scope, &secret, web.app.now()).await {
        Ok(agent) => agent,
        Err(app::Error::NotFound(_)) => return dead(texts),
        Err(error) => return Err(error.into()),
    };
    let shown = InvitationPage {
        p: Shell::bare(texts),
        link,
        company: tenant.name,
        name: refused.map_or(agent.name, |(_, name)| name.to_owned()),
        email: agent.email,
        problem: refused.map(|(problem, _)| problem.words(texts)),
        insecure,
    };
    let status = refused.map_or(StatusCode::OK, |(problem, _)| problem.status);
    Ok((status, page(&shown)?).into_response())
}

/// Accepts it and signs in.
pub async fn accept(
    State(web): State<Arc<Web>>,
    Path(link): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let Some(tenant) = host::tenant(&web, &headers).await? else { return dead(texts) };
    if !host::keeps_cookies(&web, &headers) {
        return show(&web, texts, tenant, link, None, true).await;
    }
    let now = web.app.now();
    let secret = Private::new(link.clone());
    let name = fields.get("name");
    let done = match new_password(&fields) {
        Ok(password) => app::agent::accept(&web.app, tenant.scope, &secret, name, password, now).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(signed) => Ok(enter(COOKIE, &signed, now, ARRIVAL)),
        Err(app::Error::NotFound(_)) => dead(texts),
        Err(error @ app::Error::Input { .. }) => {
            show(&web, texts, tenant, link, Some((&Problem::from(error), name)), false).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A password that was typed twice, as typed.
pub(super) fn new_password(fields: &Fields) -> Result<Private<String>, app::Error> {
    let typed = |name| fields.all(name).next().unwrap_or_default();
    if typed("password") != typed("password-again") {
        return Err(app::Error::Input { field: "password", rule: "rule-passwords-differ" });
    }
    Ok(Private::new(typed("password").to_owned()))
}
