//! One tenant: name, host names, first admin, suspending and serving.

use super::{Done, handed, told};
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::pages::time::iso;
use crate::problem::Answer;
use crate::{Web, host};
use app::tenant::TenantView;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{TenantId, TenantScope};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "operator/tenant.html")]
struct TenantPage {
    p: Shell,
    id: TenantId,
    name: String,
    slug: String,
    hosts: Vec<String>,
    agents: i64,
    mailboxes: i64,
    invited: bool,
    served: bool,
    without_mail: bool,
    made: String,
    done: Done,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, tenant: TenantScope) -> Answer<TenantPage> {
    let view = app::tenant::manage_one(&web.app, &caller.ctx, tenant).await?;
    let TenantView { info, hosts, agents, invited, mailboxes, created_at_ms } = view;
    Ok(TenantPage {
        p: Shell::operator(web, caller, "/operator").await?,
        id: tenant.tenant(),
        name: info.name,
        slug: info.slug,
        hosts,
        agents: i64::try_from(agents).unwrap_or(i64::MAX),
        mailboxes: i64::try_from(mailboxes).unwrap_or(i64::MAX),
        invited: invited > 0,
        served: info.served,
        without_mail: app::register::is_without_mail(&web.app, tenant.tenant(), caller.ctx.now),
        made: iso(created_at_ms),
        done: None,
        problem: None,
    })
}

fn scope(tenant: &str) -> Answer<TenantScope> {
    Ok(TenantScope::of(input::id(tenant)?))
}

/// The page.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, scope(&tenant)?).await?)
}

/// To the page again, or what was wrong beside what was there.
async fn answer(
    web: &Web,
    caller: &Caller,
    tenant: TenantScope,
    result: Result<(), app::Error>,
) -> Answer<Response> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/operator/tenants/{}", tenant.tenant())).into_response()),
        Err(error) => {
            let mut shown = assemble(web, caller, tenant).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

/// Another name.
pub async fn rename(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let tenant = scope(&tenant)?;
    let done = app::tenant::rename(&web.app, &caller.ctx, tenant, fields.get("company")).await;
    answer(&web, &caller, tenant, done).await
}

/// One more host name.
pub async fn add_host(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let tenant = scope(&tenant)?;
    let done = app::tenant::add_host(&web.app, &caller.ctx, tenant, fields.get("host")).await;
    answer(&web, &caller, tenant, done).await
}

/// One host name less.
pub async fn remove_host(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let tenant = scope(&tenant)?;
    let done = app::tenant::remove_host(&web.app, &caller.ctx, tenant, fields.get("host")).await;
    answer(&web, &caller, tenant, done).await
}

/// Suspends, or serves again.
pub async fn set_state(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let tenant = scope(&tenant)?;
    let done = match fields.get("state") {
        "suspended" => app::tenant::suspend(&web.app, &caller.ctx, tenant).await,
        "active" => app::tenant::resume(&web.app, &caller.ctx, tenant).await,
        _ => Err(app::Error::Input { field: "state", rule: "rule-agent-state" }),
    };
    answer(&web, &caller, tenant, done).await
}

/// Invites the first admin, or once more.
pub async fn invite(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let tenant = scope(&tenant)?;
    let shown = assemble(&web, &caller, tenant).await?;
    let base = host::base_of(&web, &headers, &shown.hosts);
    let (name, email) = (fields.get("name"), fields.get("email"));
    match app::tenant::invite_first_admin(&web.app, &caller.ctx, tenant, name, email, &base).await {
        Ok(made) => {
            let mut shown = assemble(&web, &caller, tenant).await?;
            shown.done = handed(made, shown.p.texts);
            Ok((StatusCode::OK, page(&shown)?).into_response())
        }
        Err(error) => answer(&web, &caller, tenant, Err(error)).await,
    }
}
