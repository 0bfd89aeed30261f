//! The register of incidents: what happened, its clock, its timeline, who was told.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use app::incident::{self, Bundle, EntryView, IncidentView, NewFacts, NewIncident, Step};
use app::zone;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{IncidentId, IncidentSeverity, IncidentState, TenantId, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/incidents";

/// A choice of a form: its word, its name, whether it is chosen.
type Choice = (String, String, bool);

/// An incident in a line.
struct Line {
    id: IncidentId,
    number: i64,
    title: String,
    severity: String,
    state: String,
    look: &'static str,
    aware_iso: String,
    due_iso: String,
    /// What is said of the report: its word, and how that looks.
    report: String,
    report_look: &'static str,
}

fn line(p: &Shell, now: Timestamp, view: &IncidentView) -> Line {
    let row = &view.row;
    let (word, report_look) = match (row.reported_at, row.not_needed_at) {
        (Some(_), _) if row.late_explained => ("reported-late", "bad"),
        (Some(_), _) => ("reported", "good"),
        (None, Some(_)) => ("not-needed", ""),
        (None, None) if now > view.report_due => ("over", "bad"),
        (None, None) => ("due", "wait"),
    };
    Line {
        id: row.id,
        number: row.number,
        title: view.facts.title.clone(),
        severity: p.t(&format!("incident-severity-{}", row.severity)),
        state: p.t(&format!("incident-state-{}", row.state)),
        look: match row.state {
            IncidentState::Open => "bad",
            IncidentState::Contained => "wait",
            IncidentState::Closed => "good",
        },
        aware_iso: time::iso(row.aware_at),
        due_iso: time::iso(view.report_due),
        report: p.t(&format!("incident-report-{word}")),
        report_look,
    }
}

/// What the form of the facts offers.
struct Form {
    severities: Vec<Choice>,
    tenants: Vec<Choice>,
    categories: Vec<Choice>,
}

async fn form(web: &Web, p: &Shell, typed: &Fields) -> Answer<Form> {
    let is_on = |name: &str, word: &str| typed.all(name).any(|one| one == word);
    let severity = |one: &IncidentSeverity| {
        let word = one.as_str().to_owned();
        (word.clone(), p.t(&format!("incident-severity-{word}")), is_on("severity", &word))
    };
    let tenant = |info: app::tenant::TenantInfo| {
        let id = info.scope.tenant().to_string();
        let on = is_on("tenant", &id);
        (id, info.name, on)
    };
    let mut tenants: Vec<Choice> = app::tenant::list(&web.app).await?.into_iter().map(tenant).collect();
    // One that is gone can be told nothing; where it was named, it stays.
    let there = app::tenant::list_logs(&web.app).await?;
    tenants.retain(|(id, _, on)| *on || there.iter().any(|info| info.scope.tenant().to_string() == *id));
    Ok(Form {
        severities: IncidentSeverity::ALL.iter().map(severity).collect(),
        tenants,
        categories: incident::categories()
            .map(|word| {
                let word = word.to_owned();
                (word.clone(), p.t(&format!("data-class-{word}")), is_on("category", &word))
            })
            .collect(),
    })
}

/// The plan for incidents, as the pages say it.
struct PlanLine {
    version: i64,
    day: String,
    is_due: bool,
}

async fn plan(web: &Web, now: Timestamp) -> Answer<Option<PlanLine>> {
    Ok(incident::plan(&web.app, now).await?.map(|plan| PlanLine {
        version: plan.version,
        day: zone::day(plan.released_at, None),
        is_due: plan.is_due,
    }))
}

#[derive(Template)]
#[template(path = "operator/incidents.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    plan: Option<PlanLine>,
    form: Form,
    typed: Fields,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, typed: Fields) -> Answer<ListPage> {
    let all = incident::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let now = caller.ctx.now;
    Ok(ListPage {
        lines: all.iter().map(|view| line(&p, now, view)).collect(),
        plan: plan(web, now).await?,
        form: form(web, &p, &typed).await?,
        typed,
        problem: None,
        p,
    })
}

/// The register, and the form that adds to it.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, Fields::default()).await?)
}

fn facts(fields: &Fields) -> app::Result<NewFacts> {
    let bad = |_| app::Error::NotFound("tenant");
    let tenants: Result<Vec<TenantId>, _> = fields.all("tenant").map(|id| id.parse().map_err(bad)).collect();
    let people = fields.get("people").trim();
    let number = |_| app::Error::Input { field: "people", rule: "rule-incident-people" };
    let choice = |_| app::Error::Input { field: "severity", rule: "rule-choice" };
    Ok(NewFacts {
        title: fields.get("title").to_owned(),
        severity: Some(fields.get("severity").parse().map_err(choice)?),
        what: fields.get("what").to_owned(),
        tenants: tenants?,
        categories: fields.all("category").map(str::to_owned).collect(),
        people: if people.is_empty() { None } else { Some(people.parse().map_err(number)?) },
        measures: fields.get("measures").to_owned(),
    })
}

/// A moment in UTC, as a field of the browser writes it.
fn moment(fields: &Fields, field: &'static str) -> app::Result<Timestamp> {
    zone::moment(field, fields.get(field))
}

/// Writes one down.
pub async fn open(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let new =
        facts(&fields).and_then(|facts| Ok(NewIncident { facts, aware_at: moment(&fields, "aware_at")? }));
    let done = match new {
        Ok(new) => incident::open(&web.app, &caller.ctx, new).await,
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

/// A line of the timeline.
struct EntryLine {
    kind: String,
    by: String,
    at_iso: String,
    /// From when on something is kept, where that is told of.
    since_iso: Option<String>,
    written_iso: String,
    text: String,
    title: String,
    authority: String,
    reference: String,
    why_late: String,
}

/// Who was told.
struct NoticeLine {
    company: String,
    told_iso: Option<String>,
    letter: String,
}

#[derive(Template)]
#[template(path = "operator/incident.html")]
struct OnePage {
    p: Shell,
    line: Line,
    what: String,
    measures: String,
    companies: String,
    categories: String,
    people: Option<u64>,
    entries: Vec<EntryLine>,
    notices: Vec<NoticeLine>,
    plan: Option<PlanLine>,
    form: Form,
    typed: Fields,
    frozen: Option<(String, String)>,
    is_open: bool,
    is_closed: bool,
    is_undecided: bool,
    untold: String,
    is_late: bool,
    now: String,
    problem: Option<String>,
}

fn entry(p: &Shell, names: &HashMap<String, String>, one: EntryView) -> EntryLine {
    EntryLine {
        kind: p.t(&format!("incident-entry-{}", one.kind.as_str().replace('_', "-"))),
        by: one.by.and_then(|id| names.get(&id.to_string()).cloned()).unwrap_or_default(),
        at_iso: time::iso(one.moment()),
        since_iso: (one.moment() != one.at).then(|| time::iso(one.at)),
        written_iso: time::iso(one.written_at),
        title: one.content.facts.map(|facts| facts.title).unwrap_or_default(),
        text: one.content.text,
        authority: one.content.authority,
        reference: one.content.reference,
        why_late: one.content.why_late,
    }
}

/// What is known now, as the form has it.
fn typed(view: &IncidentView) -> Fields {
    let facts = &view.facts;
    let mut fields = vec![
        ("title".to_owned(), facts.title.clone()),
        ("severity".to_owned(), view.row.severity.as_str().to_owned()),
        ("what".to_owned(), facts.what.clone()),
        ("people".to_owned(), facts.people.map(|n| n.to_string()).unwrap_or_default()),
        ("measures".to_owned(), facts.measures.clone()),
    ];
    fields.extend(facts.tenants.iter().map(|id| ("tenant".to_owned(), id.to_string())));
    fields.extend(facts.categories.iter().map(|word| ("category".to_owned(), word.clone())));
    Fields(fields)
}

async fn one(web: &Web, caller: &Caller, id: IncidentId) -> Answer<OnePage> {
    let view = incident::read(&web.app, &caller.ctx, id).await?;
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let names: HashMap<String, String> =
        agents.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let p = Shell::operator(web, caller, PLACE).await?;
    let infos = app::tenant::list(&web.app).await?;
    let company = |id: TenantId| {
        infos.iter().find(|info| info.scope.tenant() == id).map(|info| info.name.clone()).unwrap_or_default()
    };
    let now = caller.ctx.now;
    let (fields, row) = (typed(&view), &view.row);
    let notice = |one: &incident::NoticeView| NoticeLine {
        company: company(one.of),
        told_iso: one.told_at.map(time::iso),
        letter: one.letter.map(|letter| p.t(&format!("incident-letter-{}", letter.1))).unwrap_or_default(),
    };
    let class = |word: &String| p.t(&format!("data-class-{word}"));
    Ok(OnePage {
        line: line(&p, now, &view),
        what: view.facts.what.clone(),
        measures: view.facts.measures.clone(),
        companies: view.facts.tenants.iter().map(|id| company(*id)).collect::<Vec<_>>().join(", "),
        categories: view.facts.categories.iter().map(class).collect::<Vec<_>>().join(", "),
        people: view.facts.people,
        notices: view.notices.iter().map(notice).collect(),
        plan: plan(web, now).await?,
        form: form(web, &p, &fields).await?,
        typed: fields,
        frozen: row.frozen.map(|(_, from, until)| (time::iso(from), time::iso(until))),
        is_open: row.state == IncidentState::Open,
        is_closed: row.state == IncidentState::Closed,
        is_undecided: row.reported_at.is_none() && row.not_needed_at.is_none(),
        untold: view.untold.iter().map(|id| company(*id)).collect::<Vec<_>>().join(", "),
        is_late: now > view.report_due,
        now: time::iso(now).chars().take(16).collect(),
        entries: view.entries.into_iter().map(|one| entry(&p, &names, one)).collect(),
        problem: None,
        p,
    })
}

/// One of them.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    page(&one(&web, &caller, input::id(&id)?).await?)
}

fn step(fields: &Fields) -> app::Result<Step> {
    let text = fields.get("text").to_owned();
    Ok(match fields.get("kind") {
        "changed" => Step::Change(facts(fields)?),
        "note" => Step::Note { at: moment(fields, "at")?, text },
        "contained" => Step::Contain,
        "closed" => Step::Close { text },
        "reopened" => Step::Reopen { text },
        "reported" => Step::Report {
            at: moment(fields, "at")?,
            authority: fields.get("authority").to_owned(),
            reference: fields.get("reference").to_owned(),
            why_late: fields.get("why_late").to_owned(),
        },
        "not_needed" => Step::NotNeeded { text },
        "notice" => Step::Notice { text },
        "not_told" => Step::NotTold { text },
        "frozen" => Step::Freeze { from: moment(fields, "from")?, until: moment(fields, "until")? },
        "released" => Step::Release,
        _ => return Err(app::Error::Input { field: "kind", rule: "rule-choice" }),
    })
}

/// Adds to the timeline.
pub async fn add(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id = input::id(&id)?;
    let done = match step(&fields) {
        Ok(step) => incident::take(&web.app, &caller.ctx, id, step).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let mut shown = one(&web, &caller, id).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    Ok((status, page(&shown)?).into_response())
}

/// Hands everything out.
pub async fn bundle(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(zip(incident::bundle(&web.app, &caller.ctx, input::id(&id)?).await?))
}

/// A file on its way out.
pub(crate) fn zip(file: Bundle) -> Response {
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// The schema of `incident.json`.
pub async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], incident::SCHEMA).into_response()
}
