//! Alerts: what the rules on the audit log found, what became of it, and from where on they alert. A company's for its
//! admins; the system's own for operators.

use super::notices::{DAYS, minute};
use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::alert::{self, AlertRow, AlertView};
use app::{Ctx, operator, zone};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::ALERTS_PER_PAGE;
use domain::{AgentId, AlertId, AlertRule, AlertSettings, AlertState, WorkHours};
use std::collections::HashMap;
use std::sync::Arc;

/// Where a company's are.
const PLACE: &str = "/alerts";
/// Where the system's are.
const OPERATOR_PLACE: &str = "/operator/alerts";

/// Which page of which list.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shown {
    list: String,
    after: Option<String>,
}

struct Line {
    id: AlertId,
    what: String,
    who: String,
    times: String,
    open: bool,
    last_iso: String,
}

struct List {
    place: &'static str,
    company: bool,
    open: bool,
    lines: Vec<Line>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "alerts/list.html")]
struct ListPage {
    p: Shell,
    list: List,
}

#[derive(Template)]
#[template(path = "operator/alerts.html")]
struct OperatorListPage {
    p: Shell,
    list: List,
}

struct One {
    place: &'static str,
    line: Line,
    why: String,
    hint: String,
    count: String,
    first_iso: String,
    /// Place in the log, and where the log shows it.
    entries: Vec<(u64, Option<String>)>,
    more: bool,
    /// The companies that it is about: address and name.
    tenants: Vec<(String, String)>,
    looked_iso: Option<String>,
    looked_by: String,
    note: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "alerts/alert.html")]
struct OnePage {
    p: Shell,
    one: One,
}

#[derive(Template)]
#[template(path = "operator/alert.html")]
struct OperatorOnePage {
    p: Shell,
    one: One,
}

type Names = HashMap<AgentId, String>;

fn is_system(ctx: &Ctx) -> bool {
    ctx.scope == operator::SCOPE
}

fn key(family: &str, rule: AlertRule) -> String {
    format!("{family}-{}", rule.as_str().replace('_', "-"))
}

/// The frame, and who is who. Of companies' accounts operators are told no names.
async fn frame(web: &Web, caller: &Caller) -> Answer<(Shell, Names)> {
    if is_system(&caller.ctx) {
        return Ok((Shell::operator(web, caller, OPERATOR_PLACE).await?, Names::new()));
    }
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let p = Shell::with(web, caller, PLACE, &agents).await?;
    Ok((p, agents.into_iter().map(|agent| (agent.id, agent.name)).collect()))
}

fn who(texts: Texts, ctx: &Ctx, names: &Names, row: &AlertRow) -> String {
    match row.agent_id {
        _ if matches!(
            row.rule,
            AlertRule::Operator | AlertRule::OperatorAsks | AlertRule::OperatorAccess
        ) =>
        {
            texts.t("alerts-who-operator")
        }
        Some(id) => names.get(&id).cloned().unwrap_or_else(|| {
            texts.t(if is_system(ctx) { "alerts-who-company" } else { "alerts-who-gone" })
        }),
        None if row.rule == AlertRule::RetentionNotice => texts.t("alerts-who-nobody"),
        None if row.rule == AlertRule::RequestDue => texts.t("alerts-who-request"),
        None if row.rule == AlertRule::HoldReview => texts.t("alerts-who-hold"),
        None if matches!(row.rule, AlertRule::MailboxEnds | AlertRule::Returns) => {
            texts.t("alerts-who-mailbox")
        }
        None => texts.t("alerts-who-log"),
    }
}

fn line(texts: Texts, ctx: &Ctx, names: &Names, row: &AlertRow) -> Line {
    Line {
        id: row.id,
        what: texts.t(&key("alert-rule", row.rule)),
        who: who(texts, ctx, names, row),
        times: match row.times {
            ..=1 => String::new(),
            times => texts.t_args("alerts-times", &[("count", i64::from(times))]),
        },
        open: row.state == AlertState::Open,
        last_iso: time::iso(row.last_at_ms),
    }
}

/// The list.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(shown): Query<Shown>,
) -> Answer<Html<String>> {
    let open = shown.list != "acknowledged";
    let state = if open { AlertState::Open } else { AlertState::Acknowledged };
    let after = shown.after.as_deref();
    let found = alert::list(&web.app, &caller.ctx, state, after, ALERTS_PER_PAGE).await?;
    let (p, names) = frame(&web, &caller).await?;
    let company = !is_system(&caller.ctx);
    let place = if company { PLACE } else { OPERATOR_PLACE };
    let list = List {
        lines: found.items.iter().map(|row| line(p.texts, &caller.ctx, &names, row)).collect(),
        next: found.next.map(|next| format!("{place}?list={}&after={next}", shown.list)),
        place,
        company,
        open,
    };
    match company {
        true => page(&ListPage { p, list }),
        false => page(&OperatorListPage { p, list }),
    }
}

fn one(p: &Shell, ctx: &Ctx, names: &Names, view: AlertView, problem: Option<String>) -> One {
    let company = !is_system(ctx);
    let show = |seq: u64| company.then(|| format!("/audit?after={}#e-{seq}", seq.saturating_add(1)));
    let row = &view.row;
    One {
        place: if company { PLACE } else { OPERATOR_PLACE },
        why: p.t(&key("alert-why", row.rule)),
        hint: p.t(&key("alert-do", row.rule)),
        count: p.texts.t_args(&key("alert-count", row.rule), &[("count", i64::from(view.count))]),
        first_iso: time::iso(row.first_at_ms),
        more: view.entries.len() >= domain::limits::ALERT_ENTRIES_MAX,
        tenants: Vec::new(),
        entries: view.entries.iter().rev().map(|seq| (*seq, show(*seq))).collect(),
        looked_iso: row.acknowledged_at_ms.map(time::iso),
        looked_by: row.acknowledged_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        line: line(p.texts, ctx, names, row),
        note: view.note,
        problem,
    }
}

async fn shown(web: &Web, caller: &Caller, id: AlertId, problem: Option<String>) -> Answer<Html<String>> {
    let view = alert::read(&web.app, &caller.ctx, id).await?;
    let (p, names) = frame(web, caller).await?;
    let about = view.tenants.clone();
    let mut one = one(&p, &caller.ctx, &names, view, problem);
    if !about.is_empty() {
        let all = app::tenant::list(&web.app)
            .await?
            .into_iter()
            .filter(|info| about.contains(&info.scope.tenant()));
        one.tenants =
            all.map(|info| (format!("/operator/tenants/{}", info.scope.tenant()), info.name)).collect();
    }
    match is_system(&caller.ctx) {
        false => page(&OnePage { p, one }),
        true => page(&OperatorOnePage { p, one }),
    }
}

/// One of them.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    shown(&web, &caller, input::id(&id)?, None).await
}

/// Somebody has looked at it.
pub async fn acknowledge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: AlertId = input::id(&id)?;
    let place = if is_system(&caller.ctx) { OPERATOR_PLACE } else { PLACE };
    match alert::acknowledge(&web.app, &caller.ctx, id, fields.get("note")).await {
        Ok(()) => Ok(Redirect::to(&format!("{place}/{id}")).into_response()),
        Err(error @ app::Error::Input { .. }) => {
            let problem = Problem::from(error);
            let words = problem.words(caller.texts);
            Ok((problem.status, shown(&web, &caller, id, Some(words)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "alerts/settings.html")]
struct SettingsPage {
    p: Shell,
    version: i64,
    bulk_records: String,
    bulk_minutes: String,
    exports: String,
    refusals: String,
    refusal_minutes: String,
    hours: bool,
    from: String,
    until: String,
    days: Vec<(usize, String, bool)>,
    zones: Vec<(String, bool)>,
    problem: Option<String>,
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

async fn settings_page(
    web: &Web,
    caller: &Caller,
    now: &AlertSettings,
    typed: Option<&Fields>,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let p = Shell::of(web, caller, PLACE).await?;
    let number =
        |name: &str, stored: u32| typed.map_or_else(|| stored.to_string(), |f| f.get(name).to_owned());
    let usual = WorkHours {
        days: [true, true, true, true, true, false, false],
        from_minute: 8 * 60,
        until_minute: 18 * 60,
        zone: p.time_zone().unwrap_or("Europe/Copenhagen").to_owned(),
    };
    let hours = now.hours.clone().unwrap_or(usual);
    let chosen = typed.map_or(hours.zone.as_str(), |f| f.get("zone")).to_owned();
    let zones = zone::all().into_iter().map(|name| (name == chosen, name)).map(|(on, name)| (name, on));
    let on = |n: usize, stored: bool| typed.map_or(stored, |f| f.some(&format!("day-{n}")).is_some());
    let day = |(n, (word, stored)): (usize, (&&str, &bool))| (n, p.t(&format!("day-{word}")), on(n, *stored));
    page(&SettingsPage {
        version: now.version,
        bulk_records: number("bulk_records", now.bulk_records),
        bulk_minutes: number("bulk_minutes", now.bulk_minutes),
        exports: number("exports", now.exports),
        refusals: number("refusals", now.refusals),
        refusal_minutes: number("refusal_minutes", now.refusal_minutes),
        hours: typed.map_or(now.hours.is_some(), |f| f.some("hours").is_some()),
        from: typed.map_or_else(|| clock(hours.from_minute), |f| f.get("from").to_owned()),
        until: typed.map_or_else(|| clock(hours.until_minute), |f| f.get("until").to_owned()),
        days: DAYS.iter().zip(&hours.days).enumerate().map(day).collect(),
        zones: zones.collect(),
        problem,
        p,
    })
}

/// From where on the rules alert.
pub async fn settings(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let now = alert::settings(&web.app, &caller.ctx).await?;
    settings_page(&web, &caller, &now, None, None).await
}

fn typed(fields: &Fields, before: &AlertSettings) -> Answer<AlertSettings> {
    let hours = match fields.some("hours") {
        Some(_) => Some(WorkHours {
            days: std::array::from_fn(|n| fields.some(&format!("day-{n}")).is_some()),
            from_minute: minute(fields.get("from"))?,
            until_minute: minute(fields.get("until"))?,
            zone: fields.get("zone").to_owned(),
        }),
        None => None,
    };
    // What is no number is none that is allowed.
    let number = |name: &str| fields.get(name).parse().unwrap_or(u32::MAX);
    Ok(AlertSettings {
        version: before.version,
        bulk_records: number("bulk_records"),
        bulk_minutes: number("bulk_minutes"),
        exports: number("exports"),
        refusals: number("refusals"),
        refusal_minutes: number("refusal_minutes"),
        hours,
    })
}

/// Changes it.
pub async fn change_settings(
    State(web): State<Arc<Web>>,
    caller: Caller,
    fields: Fields,
) -> Answer<Response> {
    let before = alert::settings(&web.app, &caller.ctx).await?;
    let new = typed(&fields, &before)?;
    match alert::change_settings(&web.app, &caller.ctx, new).await {
        Ok(_) => Ok(Redirect::to("/alerts/settings").into_response()),
        Err(error @ app::Error::Input { .. }) => {
            let words = Problem::from(error).words(caller.texts);
            let shown = settings_page(&web, &caller, &before, Some(&fields), Some(words)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
