//! The tenants, and making one.

use super::{Done, handed, told};
use crate::gate::Caller;
use crate::input::Fields;
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::problem::Answer;
use crate::{Web, host};
use app::agent::Handed;
use app::tenant::{NewTenant, TenantView};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use domain::TenantId;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "operator/tenants.html")]
struct Tenants {
    p: Shell,
    tenants: Vec<Line>,
    done: Done,
    problem: Option<String>,
    typed: Typed,
}

#[derive(Default)]
struct Typed {
    company: String,
    host: String,
    name: String,
    email: String,
}

struct Line {
    id: TenantId,
    name: String,
    slug: String,
    hosts: String,
    agents: i64,
    mailboxes: i64,
    served: bool,
    waits: bool,
}

fn line(view: TenantView) -> Line {
    Line {
        id: view.info.scope.tenant(),
        name: view.info.name,
        slug: view.info.slug,
        hosts: view.hosts.join(", "),
        agents: i64::try_from(view.agents).unwrap_or(i64::MAX),
        mailboxes: i64::try_from(view.mailboxes).unwrap_or(i64::MAX),
        served: view.info.served,
        waits: view.agents == 0,
    }
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<Tenants> {
    let tenants = app::tenant::manage(&web.app, &caller.ctx).await?;
    Ok(Tenants {
        p: Shell::operator(web, caller, "/operator").await?,
        tenants: tenants.into_iter().map(line).collect(),
        done: None,
        problem: None,
        typed: Typed::default(),
    })
}

/// The tenants.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// Makes a tenant and invites its first admin.
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let made = make(&web, &caller, &headers, &fields).await;
    let mut shown = assemble(&web, &caller).await?;
    let (status, done, problem) = match made {
        Ok(made) => (StatusCode::CREATED, handed(made, shown.p.texts), None),
        Err(error) => {
            let (status, words) = told(error, shown.p.texts)?;
            (status, None, Some(words))
        }
    };
    if problem.is_some() {
        shown.typed = Typed {
            company: fields.get("company").to_owned(),
            host: fields.get("host").to_owned(),
            name: fields.get("name").to_owned(),
            email: fields.get("email").to_owned(),
        };
    }
    (shown.done, shown.problem) = (done, problem);
    Ok((status, page(&shown)?).into_response())
}

async fn make(
    web: &Web,
    caller: &Caller,
    headers: &HeaderMap,
    fields: &Fields,
) -> Result<Handed, app::Error> {
    let new = NewTenant {
        slug: String::new(),
        name: fields.get("company").to_owned(),
        hosts: vec![fields.get("host").to_owned()],
    };
    let (name, email) = (fields.get("name"), fields.get("email"));
    let base = |host| host::base_at(web, headers, host);
    Ok(app::tenant::create_with_admin(&web.app, &caller.ctx, new, name, email, base).await?.admin)
}
