//! What authorities ask of companies: written down, approved by two operators, handed out, registered.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use app::disclosure::{self, DisclosureView, NewDisclosure};
use app::view::AgentView;
use app::zone;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{AgentId, DisclosureId, DisclosureStanding, Private, TenantId, TenantScope, Timestamp};
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/disclosures";

/// A line of what was handed out.
struct FileLine {
    made_iso: String,
    by: String,
    mails: String,
    told_iso: Option<String>,
    nobody_iso: Option<String>,
}

/// A disclosure, ready to be shown.
struct Line {
    id: DisclosureId,
    company: String,
    authority: String,
    basis: String,
    reference: String,
    tickets: String,
    from: Option<String>,
    until: Option<String>,
    gag: Option<String>,
    state: String,
    look: &'static str,
    asked_by: String,
    asked_iso: String,
    approvals: Vec<(String, String)>,
    refused: Option<(String, String)>,
    refusal: Option<String>,
    files: Vec<FileLine>,
    may_approve: bool,
    may_refuse: bool,
    approved: bool,
}

fn line(p: &Shell, me: Option<AgentId>, agents: &[AgentView], view: DisclosureView) -> Line {
    let name = |id: AgentId| {
        agents.iter().find(|agent| agent.id == id).map(|agent| agent.name.clone()).unwrap_or_default()
    };
    let waits = matches!(view.standing, DisclosureStanding::Asked | DisclosureStanding::Half);
    let day = |at: Timestamp| zone::day(at, None);
    let file = |file: &disclosure::FileView| FileLine {
        made_iso: time::iso(file.made_at_ms),
        by: name(file.by),
        mails: p.tn("disclosure-mails", i64::from(file.mails)),
        told_iso: file.told_at_ms.map(time::iso),
        nobody_iso: file.nobody_at_ms.map(time::iso),
    };
    Line {
        id: view.id,
        authority: view.authority,
        basis: view.basis,
        reference: view.reference,
        tickets: view.tickets.iter().map(|number| format!("#{number}")).collect::<Vec<_>>().join(", "),
        from: view.from.map(day),
        until: view.until.map(|until| day(until.plus_millis(-1))),
        gag: view.gag_until.map(|until| day(until.plus_millis(-1))),
        state: p.t(&format!("disclosure-state-{}", view.standing)),
        look: match view.standing {
            DisclosureStanding::Asked | DisclosureStanding::Half => "wait",
            DisclosureStanding::Approved => "good",
            DisclosureStanding::Refused | DisclosureStanding::Expired => "",
        },
        asked_by: name(view.asked_by),
        asked_iso: time::iso(view.asked_at_ms),
        approvals: view.approvals.iter().map(|(id, at)| (name(*id), time::iso(*at))).collect(),
        refused: view.refused.map(|(id, at)| (name(id), time::iso(at))),
        refusal: view.refusal,
        files: view.files.iter().map(file).collect(),
        may_approve: waits && view.approvals.iter().all(|(id, _)| Some(*id) != me),
        may_refuse: view.files.is_empty()
            && view.standing != DisclosureStanding::Refused
            && view.standing != DisclosureStanding::Expired,
        approved: view.standing == DisclosureStanding::Approved,
        company: view.company,
    }
}

#[derive(Template)]
#[template(path = "operator/disclosures.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    tenants: Vec<(TenantId, String, bool)>,
    typed: Fields,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, typed: Fields) -> Answer<ListPage> {
    let all = disclosure::list(&web.app, &caller.ctx).await?;
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let me = caller.ctx.agent_id();
    let tenants = app::tenant::list_keyed(&web.app).await?.into_iter().map(|info| {
        let id = info.scope.tenant();
        (id, info.name, typed.get("tenant") == id.to_string())
    });
    Ok(ListPage {
        tenants: tenants.collect(),
        lines: all.into_iter().map(|view| line(&p, me, &agents, view)).collect(),
        typed,
        problem: None,
        p,
    })
}

/// The register, and the form that adds to it.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, Fields::default()).await?)
}

/// What is typed: numbers apart by anything, days in UTC; the last day counts whole.
fn typed(fields: &Fields) -> app::Result<NewDisclosure> {
    let bad = |_| app::Error::NotFound("tenant");
    let tenant: TenantId = fields.get("tenant").parse().map_err(bad)?;
    let numbers = fields.get("tickets").split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    Ok(NewDisclosure {
        scope: TenantScope::of(tenant),
        authority: fields.get("authority").to_owned(),
        basis: fields.get("basis").to_owned(),
        reference: fields.get("reference").to_owned(),
        tickets: numbers.filter_map(|number| number.parse().ok()).collect(),
        from: zone::begins("from", fields.get("from"), 0, None)?,
        until: zone::begins("until", fields.get("until"), 1, None)?,
        gag_until: zone::begins("gag_until", fields.get("gag_until"), 1, None)?,
    })
}

/// Writes one down.
pub async fn ask(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let done = match typed(&fields) {
        Ok(new) => disclosure::ask(&web.app, &caller.ctx, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(id) => Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()),
        Err(error) => {
            let mut shown = assemble(&web, &caller, fields).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "operator/disclosure.html")]
struct OnePage {
    p: Shell,
    line: Line,
    /// What was typed as the reason to say no.
    reason: String,
    problem: Option<String>,
}

async fn one(web: &Web, caller: &Caller, id: DisclosureId) -> Answer<OnePage> {
    let view = disclosure::read(&web.app, &caller.ctx, id).await?;
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let line = line(&p, caller.ctx.agent_id(), &agents, view);
    Ok(OnePage { p, line, reason: String::new(), problem: None })
}

/// One of them.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    page(&one(&web, &caller, input::id(&id)?).await?)
}

async fn after(
    web: &Web,
    caller: &Caller,
    id: DisclosureId,
    (done, reason): (app::Result<()>, &str),
) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let mut shown = one(web, caller, id).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    reason.clone_into(&mut shown.reason);
    Ok((status, page(&shown)?).into_response())
}

fn password(fields: &Fields) -> Private<String> {
    Private::new(fields.all("password").next().unwrap_or_default().to_owned())
}

/// One of the two approvals.
pub async fn approve(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id = input::id(&id)?;
    let done = disclosure::approve(&web.app, &caller.ctx, id, &password(&fields)).await;
    after(&web, &caller, id, (done, "")).await
}

/// Says no.
pub async fn refuse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let (id, reason) = (input::id(&id)?, fields.get("reason"));
    let done = disclosure::refuse(&web.app, &caller.ctx, id, reason, &password(&fields)).await;
    after(&web, &caller, id, (done, reason)).await
}

/// Hands it out.
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(handed_out(disclosure::hand_out(&web.app, &caller.ctx, input::id(&id)?).await?))
}

/// A file on its way out.
pub(crate) fn handed_out(file: disclosure::Handed) -> Response {
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
