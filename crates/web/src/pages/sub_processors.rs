//! Sub-processors (C79): the public list with its feeds, for anybody and without script; and a company's own page, where its
//! admins object to what was announced and say where their data stays.

use super::page;
use super::shell::Shell;
use super::time::{date, day, iso};
use crate::gate::Caller;
use crate::input::Fields;
use crate::language::{Asked, Texts};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::register::{self, ADAPTERS, Adapter, Counterpart, Listed, News, Standing};
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{RegisterNotice, Timestamp, Transfer};
use std::collections::HashMap;
use std::sync::Arc;

/// Where a company's own page is.
pub const PLACE: &str = "/sub-processors";

/// A way out in words.
pub struct WayLine {
    /// What for.
    pub what: String,
    /// Which data.
    pub data: String,
    /// To whom.
    pub whom: String,
}

impl WayLine {
    fn of(texts: Texts, adapter: &Adapter) -> Self {
        Self {
            what: texts.t(&format!("way-{}", adapter.id)),
            data: texts.t(&format!("way-data-{}", adapter.id)),
            whom: texts.t(&format!("way-whom-{}", adapter.who.as_str().replace('_', "-"))),
        }
    }
}

/// A sub-processor in words.
pub struct Line {
    pub id: String,
    pub name: String,
    pub service: String,
    pub state: String,
    pub look: &'static str,
    pub ways: Vec<WayLine>,
    pub place: String,
    pub transfer: String,
    pub contract: String,
    pub contract_days: String,
    pub measures: String,
    pub from: String,
    pub is_own: bool,
    /// What it becomes.
    pub announced: Option<(String, String)>,
    pub ended: bool,
}

/// A change in words.
pub struct Change {
    pub seq: i64,
    pub day: String,
    pub text: String,
    pub id: String,
    pub at: Timestamp,
}

fn place(texts: Texts, entry: &domain::SubProcessor) -> String {
    let country = texts.country(&entry.country);
    if entry.place.is_empty() { country } else { format!("{}, {country}", entry.place) }
}

/// On which ground data may go there.
fn transfer(texts: Texts, entry: &domain::SubProcessor) -> String {
    match &entry.transfer {
        Transfer::NotNeeded => texts.t("transfer-not-needed"),
        Transfer::Adequacy { .. } => {
            let decision = register::decision(&entry.country);
            let said =
                decision.map_or_else(String::new, |one| format!("{}, {}", one.number, date(texts, one.on)));
            texts.t_args("transfer-adequacy", &[("decision", said.as_str())])
        }
        Transfer::Clauses { module, signed_on, assessment } => {
            let (module, on) = (module.to_string(), date(texts, *signed_on));
            let args = [("module", module.as_str()), ("day", on.as_str()), ("assessment", assessment)];
            texts.t_args("transfer-clauses", &args)
        }
    }
}

/// Where it stands, and how that looks.
pub(super) fn standing(texts: Texts, one: &Listed) -> (String, &'static str) {
    match one.standing {
        Standing::Active => (texts.t("sub-processor-active"), "good"),
        Standing::Announced => (
            texts.t_args("sub-processor-announced", &[("day", day(texts, one.active_from).as_str())]),
            "wait",
        ),
        Standing::Stopped(stop) => (texts.t(&format!("stop-{}", stop.as_str().replace('_', "-"))), "bad"),
        Standing::Ended => (texts.t("sub-processor-ended"), ""),
    }
}

/// A sub-processor in words.
pub(super) fn line(texts: Texts, one: &Listed) -> Line {
    let (state, look) = standing(texts, one);
    let entry = &one.entry;
    let on = date(texts, entry.contract_on);
    let contract_days = match entry.contract_until {
        Some(until) => {
            let until = date(texts, until);
            let days = [("on", on.as_str()), ("until", until.as_str())];
            texts.t_args("sub-processor-contract-days", &days)
        }
        None => texts.t_args("sub-processor-contract-open", &[("on", on.as_str())]),
    };
    Line {
        id: one.id.to_string(),
        name: entry.name.clone(),
        service: entry.service.clone(),
        state,
        look,
        ways: one.ways.iter().map(|adapter| WayLine::of(texts, adapter)).collect(),
        place: place(texts, entry),
        transfer: transfer(texts, entry),
        contract: entry.contract.clone(),
        contract_days,
        measures: entry.measures.clone(),
        from: day(texts, one.active_from),
        is_own: entry.own,
        announced: one.announced.as_ref().map(|version| {
            (
                day(texts, version.active_from),
                format!("{} · {}", version.entry.name, place(texts, &version.entry)),
            )
        }),
        ended: one.standing == Standing::Ended,
    }
}

fn change(texts: Texts, news: &News) -> Change {
    let (from, place) = (day(texts, news.active_from), place(texts, &news.entry));
    let args = [
        ("who", news.entry.name.as_str()),
        ("what", news.entry.service.as_str()),
        ("place", place.as_str()),
        ("day", from.as_str()),
    ];
    let key = match news.notice {
        RegisterNotice::Ahead { .. } if news.is_new => "register-news-new",
        RegisterNotice::Ahead { .. } => "register-news-changed",
        RegisterNotice::InUse { .. } => "register-news-in-use",
        RegisterNotice::Nobody if news.is_new => "register-news-first",
        RegisterNotice::Nobody | RegisterNotice::NotNeeded => "register-news-kept",
    };
    Change {
        seq: news.seq,
        day: day(texts, news.at),
        text: texts.t_args(key, &args),
        id: news.id.to_string(),
        at: news.at,
    }
}

#[derive(Template)]
#[template(path = "privacy/sub_processors.html")]
struct PublicPage {
    p: Shell,
    lines: Vec<Line>,
    /// Ways out that lead to somebody whom the operator did not choose.
    own: Vec<WayLine>,
    /// Ways out that stay on the operator's own network, or lead nowhere.
    inside: Vec<WayLine>,
    changes: Vec<Change>,
    updated: String,
}

/// The pages answer where a company's do, and at the operator's own address.
async fn check_host(web: &Web, headers: &HeaderMap) -> Answer<()> {
    if host::tenant(web, headers).await?.is_none() {
        host::operator(web, headers)?;
    }
    Ok(())
}

fn listed(web: &Web) -> Answer<Vec<Listed>> {
    register::listed(&web.app, web.app.now()).ok_or_else(|| app::Error::Contended.into())
}

/// The list, for anybody.
pub async fn show(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    check_host(&web, &headers).await?;
    let all = listed(&web)?;
    let has = |adapter: &Adapter| {
        let is_here = |one: &&Listed| one.standing != Standing::Ended;
        all.iter().filter(is_here).any(|one| one.entry.adapters.iter().any(|id| id == adapter.id))
    };
    let inside = ADAPTERS
        .iter()
        .filter(|adapter| adapter.who == Counterpart::OperatorService && !has(adapter))
        .map(|adapter| WayLine::of(texts, adapter))
        .collect();
    let changes: Vec<Change> = register::news(&web.app).iter().map(|news| change(texts, news)).collect();
    page(&PublicPage {
        lines: all.iter().map(|one| line(texts, one)).collect(),
        own: register::own_ways().into_iter().map(|adapter| WayLine::of(texts, adapter)).collect(),
        inside,
        updated: changes.first().map(|change| change.day.clone()).unwrap_or_default(),
        changes,
        p: Shell::bare(texts),
    })
}

#[derive(Template)]
#[template(path = "privacy/sub_processors.xml", escape = "html")]
struct Feed {
    title: String,
    base: String,
    author: String,
    updated: String,
    language: String,
    entries: Vec<FeedEntry>,
}

struct FeedEntry {
    id: String,
    title: String,
    at: String,
}

/// The changes as a feed (RFC 4287), the newest first.
pub async fn atom(State(web): State<Arc<Web>>, Asked(texts): Asked, headers: HeaderMap) -> Answer<Response> {
    check_host(&web, &headers).await?;
    listed(&web)?;
    let entry = |news: &News| {
        let change = change(texts, news);
        FeedEntry {
            id: format!("urn:uuid:{}#{}", change.id, change.seq),
            title: change.text,
            at: iso(change.at),
        }
    };
    let news = register::news(&web.app);
    let feed = Feed {
        title: texts.t("sub-processors-title"),
        base: host::base(&web, &headers),
        author: texts.t("app-name"),
        updated: iso(news.first().map_or(Timestamp::from_millis(0), |news| news.at)),
        language: texts.locale().to_owned(),
        entries: news.iter().map(entry).collect(),
    };
    let Html(text) = page(&feed)?;
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// The list for programs.
pub async fn json(State(web): State<Arc<Web>>, headers: HeaderMap) -> Answer<Json<serde_json::Value>> {
    check_host(&web, &headers).await?;
    let all: Vec<_> = listed(&web)?.iter().map(crate::api::sub_processors::told).collect();
    Ok(Json(serde_json::json!({ "items": all })))
}

/// What was announced, and whether the company objects.
struct Announced {
    seq: i64,
    text: String,
    from: String,
    objected: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/sub_processors.html")]
struct CompanyPage {
    p: Shell,
    lines: Vec<Line>,
    announced: Vec<Announced>,
    only_eea: bool,
    outside: Vec<String>,
    own_country: Option<String>,
    mail_outside: bool,
    changed: String,
    typed: String,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<CompanyPage> {
    let now = caller.ctx.now;
    let found = register::residency(&web.app, &caller.ctx).await?;
    let objected: HashMap<i64, Timestamp> = register::own_objections(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, PLACE).await?;
    let announced = register::news(&web.app)
        .iter()
        .filter(|news| !news.holds(now))
        .map(|news| Announced {
            seq: news.seq,
            text: change(p.texts, news).text,
            from: day(p.texts, news.active_from),
            objected: objected.get(&news.seq).map(|at| day(p.texts, *at)),
        })
        .collect();
    let lines =
        listed(web)?.iter().filter(|one| one.ended_at.is_none()).map(|one| line(p.texts, one)).collect();
    Ok(CompanyPage {
        lines,
        announced,
        only_eea: found.only_eea,
        outside: found.outside,
        own_country: found.own_country.map(|code| p.texts.country(&code)),
        mail_outside: found.mail_outside,
        changed: found.changed_at.map(|at| day(p.texts, at)).unwrap_or_default(),
        typed: String::new(),
        problem: None,
        p,
    })
}

/// A company's own page.
pub async fn of_company(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let shown = assemble(&web, &caller).await?;
    register::seen(&web.app, &caller.ctx).await?;
    page(&shown)
}

/// Says whether data stays in the European Economic Area.
pub async fn set_residency(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let only_eea = fields.some("only_eea").is_some();
    register::change_residency(&web.app, &caller.ctx, only_eea).await?;
    Ok(Redirect::to(PLACE))
}

/// Objects to what was announced.
pub async fn object(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let seq: i64 = fields.get("change").parse().map_err(|_| Problem::not_found())?;
    let words = fields.get("words").to_owned();
    match register::object(&web.app, &caller.ctx, seq, &words).await {
        Ok(_) => Ok(Redirect::to(PLACE).into_response()),
        Err(error) => {
            let problem = Problem::from(error);
            if !matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) {
                return Err(problem);
            }
            let mut shown = assemble(&web, &caller).await?;
            shown.problem = Some(problem.words(shown.p.texts));
            shown.typed = words;
            Ok((problem.status, page(&shown)?).into_response())
        }
    }
}
