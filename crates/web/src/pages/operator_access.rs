//! What the operator may read of a company: its admins see each access, decide about it and end it.

use super::operator::{access as of_operator, disclosures};
use super::shell::Shell;
use super::{GET, POST, billing, incidents, page, time, transparency};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::input::Query;
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use crate::route::Access::{Operator, Public, SessionAdmin};
use crate::route::{Route, get, post};
use app::operator_access::{self, AccessView};
use app::zone;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::OPERATOR_ACCESSES_PER_PAGE;
use domain::{AccessStanding, OperatorAccessId};
use std::sync::Arc;

/// Where a company's are.
pub const PLACE: &str = "/operator-accesses";

/// The routes: a company's, and the operator's; those of incidents and invoices, too.
pub(super) fn routes() -> Vec<Route> {
    let case = "/operator/disclosures/{disclosure}";
    let one = "/operator/tenants/{tenant}/accesses/{access}";
    let (ticket, closure) = (
        "/operator/tenants/{tenant}/accesses/{access}/tickets/{ticket}",
        "/operator/tenants/{tenant}/accesses/{access}/closure",
    );
    vec![
        Route::new(GET, PLACE, SessionAdmin, get(list)),
        Route::new(POST, "/operator-accesses/{access}/approval", SessionAdmin, post(approve)),
        Route::new(POST, "/operator-accesses/{access}/refusal", SessionAdmin, post(refuse)),
        Route::new(POST, "/operator-accesses/{access}/closure", SessionAdmin, post(end)),
        Route::new(GET, of_operator::PLACE, Operator, get(of_operator::list)),
        Route::new(POST, of_operator::PLACE, Operator, post(of_operator::ask)),
        Route::new(GET, one, Operator, get(of_operator::show)),
        Route::new(POST, closure, Operator, post(of_operator::end)),
        Route::new(GET, ticket, Operator, get(of_operator::ticket)),
        Route::new(GET, disclosures::PLACE, Operator, get(disclosures::list)),
        Route::new(POST, disclosures::PLACE, Operator, post(disclosures::ask)),
        Route::new(GET, case, Operator, get(disclosures::show)),
        Route::new(GET, "/operator/disclosures/{disclosure}/file", Operator, get(disclosures::file)),
        Route::new(POST, "/operator/disclosures/{disclosure}/approval", Operator, post(disclosures::approve)),
        Route::new(POST, "/operator/disclosures/{disclosure}/refusal", Operator, post(disclosures::refuse)),
        Route::new(GET, "/transparency", Public, get(transparency::show)),
        Route::new(GET, "/transparency.json", Public, get(transparency::json)),
    ]
    .into_iter()
    .chain(incidents::routes())
    .chain(billing::routes())
    .collect()
}

/// An access, ready to be shown.
pub(super) struct Line {
    pub(super) id: OperatorAccessId,
    pub(super) tenant: String,
    pub(super) company: String,
    pub(super) operator: String,
    pub(super) email: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) minutes: String,
    pub(super) state: String,
    pub(super) look: &'static str,
    pub(super) asked: bool,
    pub(super) open: bool,
    pub(super) asked_iso: String,
    pub(super) opened_iso: Option<String>,
    pub(super) until_iso: Option<String>,
    pub(super) ended_iso: Option<String>,
    /// Where the log shows what was seen.
    pub(super) seen: Option<String>,
}

pub(super) fn line(texts: Texts, view: AccessView, zone: Option<&str>) -> Line {
    let seen = view.opened_at_ms.map(|opened| {
        let until = view.ended_at_ms.or(view.until_ms).unwrap_or(opened);
        let (from, until) = (zone::day(opened, zone), zone::day(until, zone));
        format!("/audit?who={}&act=operator_access.read&from={from}&until={until}", view.operator_id)
    });
    let dashed = |word: &str| word.replace('_', "-");
    Line {
        id: view.id,
        tenant: view.tenant.scope.tenant().to_string(),
        company: view.tenant.name,
        operator: view.operator,
        email: view.operator_email,
        reason: texts.t(&format!("operator-access-reason-{}", dashed(view.reason.as_str()))),
        words: view.words,
        minutes: texts.t_args("operator-access-minutes", &[("count", i64::from(view.minutes))]),
        state: texts.t(&format!("operator-access-state-{}", view.standing)),
        look: match view.standing {
            AccessStanding::Asked => "wait",
            AccessStanding::Open => "bad",
            AccessStanding::Expired | AccessStanding::Ended => "good",
            AccessStanding::Refused | AccessStanding::Lapsed => "",
        },
        asked: view.standing == AccessStanding::Asked,
        open: view.standing == AccessStanding::Open,
        asked_iso: time::iso(view.asked_at_ms),
        opened_iso: view.opened_at_ms.map(time::iso),
        until_iso: view.until_ms.map(time::iso),
        ended_iso: view.ended_at_ms.map(time::iso),
        seen,
    }
}

#[derive(Template)]
#[template(path = "settings/operator_accesses.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    next: Option<String>,
    disclosed: Vec<Disclosed>,
    problem: Option<String>,
}

/// Something that was handed to an authority.
struct Disclosed {
    authority: String,
    basis: String,
    reference: String,
    mails: String,
    made_iso: String,
    told_iso: String,
}

/// Which page of the list.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shown {
    after: Option<String>,
}

async fn shown(
    web: &Web,
    caller: &Caller,
    after: Option<&str>,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let found = operator_access::list(&web.app, &caller.ctx, after, OPERATOR_ACCESSES_PER_PAGE).await?;
    let told = app::disclosure::told(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, PLACE).await?;
    let disclosed = told.into_iter().map(|one| Disclosed {
        authority: one.authority,
        basis: one.basis,
        reference: one.reference,
        mails: p.tn("disclosure-mails", i64::from(one.mails)),
        made_iso: time::iso(one.made_at_ms),
        told_iso: time::iso(one.told_at_ms),
    });
    let disclosed = disclosed.collect();
    let zone = p.time_zone().map(str::to_owned);
    page(&ListPage {
        lines: found.items.into_iter().map(|view| line(p.texts, view, zone.as_deref())).collect(),
        next: found.next.map(|next| format!("{PLACE}?after={next}")),
        disclosed,
        problem,
        p,
    })
}

/// The list.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(asked): Query<Shown>,
) -> Answer<Html<String>> {
    shown(&web, &caller, asked.after.as_deref(), None).await
}

async fn after(web: &Web, caller: &Caller, done: app::Result<()>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(PLACE).into_response()) };
    let problem = Problem::from(error);
    if problem.status != StatusCode::CONFLICT {
        return Err(problem);
    }
    let texts = Shell::of(web, caller, PLACE).await?.texts;
    let page = shown(web, caller, None, Some(texts.t("operator-access-decided"))).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// Lets the operator in.
pub async fn approve(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<Response> {
    let done = operator_access::approve(&web.app, &caller.ctx, input::id(&access)?).await;
    after(&web, &caller, done).await
}

/// Says no.
pub async fn refuse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<Response> {
    let done = operator_access::refuse(&web.app, &caller.ctx, input::id(&access)?).await;
    after(&web, &caller, done).await
}

/// Ends it.
pub async fn end(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(access): Path<String>,
) -> Answer<Response> {
    let (ctx, id) = (&caller.ctx, input::id(&access)?);
    let done = operator_access::end(&web.app, ctx, ctx.scope, id).await;
    after(&web, &caller, done).await
}
