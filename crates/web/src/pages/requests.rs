//! The console for people's requests about their own data: what is due, and a case with its steps. For admins.

use super::recipients::{self, Recipients};
use super::request_events::{EventLine, events};
use super::request_hold::{WaitingLine, waiting};
use super::request_mode::{self as ways, Way, confirm};
use super::shell::{self, Shell};
use super::{page, rectifying, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::rectification::Held;
use app::subject_request::{self as requests, Asking, NewRequest, RequestRow, RequestView, Which};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::SUBJECT_REQUESTS_PER_PAGE;
use domain::{
    ObjectionPurpose, SubjectDecision, SubjectRequestId, SubjectRequestState, SubjectRight, SubjectStep,
    Timestamp,
};
use serde::Deserialize;
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/requests";

/// Which page of which list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shown {
    pub(super) list: String,
    pub(super) after: Option<String>,
    pub(super) saved: String,
}

#[derive(Template)]
#[template(path = "requests/list.html")]
struct ListPage {
    p: Shell,
    closed: bool,
    held: bool,
    lines: Vec<Line>,
    next: Option<String>,
    countries: Vec<(&'static str, String, bool)>,
    saved: bool,
}

/// A line of the list.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) who: String,
    pub(super) state: String,
    pub(super) look: &'static str,
    pub(super) left: String,
    pub(super) left_look: &'static str,
    pub(super) due_iso: String,
    pub(super) open: bool,
    pub(super) counts: bool,
}

/// How a state looks.
pub(super) const fn look(state: SubjectRequestState) -> &'static str {
    match state {
        SubjectRequestState::Open => "accent",
        SubjectRequestState::Identity | SubjectRequestState::Extended | SubjectRequestState::Held => "wait",
        SubjectRequestState::Done => "good",
        SubjectRequestState::Refused => "bad",
        SubjectRequestState::Withdrawn => "",
    }
}

/// How much time is left, in words, and how pressing that looks.
fn left(texts: Texts, row: &RequestRow) -> (String, &'static str) {
    let counted = |key: &str, count: i64| texts.t_args(key, &[("count", count)]);
    match row.days_left {
        ..0 => (counted("requests-days-late", -row.days_left), "bad"),
        0 => (texts.t("requests-due-today"), "bad"),
        1..=2 => (counted("requests-days-left", row.days_left), "bad"),
        3..=10 => (counted("requests-days-left", row.days_left), "wait"),
        _ => (counted("requests-days-left", row.days_left), ""),
    }
}

pub(super) fn title(texts: Texts, row: &RequestRow) -> String {
    numbered(texts, row.number, row.right)
}

/// A case by its number and what is asked for.
pub(super) fn numbered(texts: Texts, number: Option<i64>, right: SubjectRight) -> String {
    let right = texts.t(&format!("right-short-{right}"));
    match number {
        Some(number) => format!("#{number} · {right}"),
        None => right,
    }
}

fn who(texts: Texts, row: &RequestRow) -> String {
    match (row.name.is_empty(), row.email.is_empty()) {
        (_, true) => texts.t("requests-forgotten"),
        (true, false) => row.email.clone(),
        (false, false) => format!("{} · {}", row.name, row.email),
    }
}

pub(super) fn line(texts: Texts, row: &RequestRow) -> Line {
    let (left, left_look) = left(texts, row);
    Line {
        id: row.id.to_string(),
        title: title(texts, row),
        who: who(texts, row),
        state: texts.t(&format!("request-state-{}", row.state)),
        look: look(row.state),
        left,
        left_look,
        due_iso: time::iso(row.due_at_ms),
        open: row.closed_at_ms.is_none(),
        // What waits for a legal hold is late for no other reason.
        counts: row.closed_at_ms.is_none() && row.state != SubjectRequestState::Held,
    }
}

/// The list.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(shown): Query<Shown>,
) -> Answer<Html<String>> {
    let (closed, held) = (shown.list == "closed", shown.list == "held");
    let which = match shown.list.as_str() {
        "closed" => Which::Closed,
        "held" => Which::Held,
        _ => Which::Open,
    };
    let after = shown.after.as_deref();
    let found = requests::list(&web.app, &caller.ctx, which, after, SUBJECT_REQUESTS_PER_PAGE).await?;
    let authority = requests::authority(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, PLACE).await?;
    page(&ListPage {
        lines: found.items.iter().map(|row| line(p.texts, row)).collect(),
        next: found.next.map(|next| format!("{PLACE}?list={}&after={next}", shown.list)),
        countries: countries(authority),
        saved: !shown.saved.is_empty(),
        closed,
        held,
        p,
    })
}

/// The countries whose authority letters can name, and whether it is that one.
pub(super) fn countries(chosen: &requests::Authority) -> Vec<(&'static str, String, bool)> {
    let choice = |one: &requests::Authority| {
        (one.country, format!("{} · {}", one.country, one.full_name()), one.country == chosen.country)
    };
    requests::authorities().iter().map(choice).collect()
}

/// Sets whose authority letters name.
pub async fn settings(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    requests::set_country(&web.app, &caller.ctx, fields.get("country")).await?;
    Ok(Redirect::to("/requests?saved=yes"))
}

#[derive(Template)]
#[template(path = "requests/new.html")]
struct NewPage {
    p: Shell,
    rights: Vec<(&'static str, String, bool)>,
    languages: Vec<(String, String, bool)>,
    email: String,
    name: String,
    words: String,
    ticket: String,
    received: String,
    vouched: String,
    problem: Option<String>,
}

/// The rights to choose from.
pub(super) fn rights(texts: Texts, chosen: SubjectRight) -> Vec<(&'static str, String, bool)> {
    let right =
        |right: &SubjectRight| (right.as_str(), texts.t(&format!("right-short-{right}")), *right == chosen);
    SubjectRight::ALL.iter().map(right).collect()
}

/// The languages of letters.
fn languages(chosen: &str) -> Vec<(String, String, bool)> {
    let language =
        |texts: &i18n::I18n| (texts.locale().to_owned(), texts.t("language-name"), texts.locale() == chosen);
    crate::language::all().iter().map(language).collect()
}

async fn new_page(
    web: &Web,
    caller: &Caller,
    typed: &Fields,
    problem: Option<&Problem>,
) -> Answer<Html<String>> {
    let p = Shell::of(web, caller, PLACE).await?;
    let chosen = typed.get("right").parse().unwrap_or(SubjectRight::Access);
    let spoken = typed.some("language").unwrap_or(p.texts.locale()).to_owned();
    page(&NewPage {
        rights: rights(p.texts, chosen),
        languages: languages(&spoken),
        email: typed.get("email").to_owned(),
        name: typed.get("name").to_owned(),
        words: typed.get("words").to_owned(),
        ticket: typed.get("ticket").to_owned(),
        received: typed.get("received").to_owned(),
        vouched: typed.get("vouched").to_owned(),
        problem: problem.map(|problem| problem.words(p.texts)),
        p,
    })
}

/// A request that is not written down yet.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    new_page(&web, &caller, &Fields::default(), None).await
}

/// The beginning of a day, in UTC, as a date field sends it.
fn day(text: &str) -> Option<Timestamp> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let at = jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

fn new_request(fields: &Fields) -> Answer<NewRequest> {
    let number = |text: &str| text.trim_start_matches('#').parse::<i64>();
    Ok(NewRequest {
        asking: Asking {
            right: fields.parse("right")?,
            email: fields.get("email").to_owned(),
            name: fields.get("name").to_owned(),
            words: fields.get("words").to_owned(),
            language: fields.get("language").to_owned(),
            company: String::new(),
        },
        // What is no number is no ticket here.
        ticket: fields.some("ticket").map(|text| number(text).unwrap_or(0)),
        received_at: fields.some("received").and_then(day),
        vouched: fields.get("vouched").to_owned(),
    })
}

/// Writes it down.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let made = match new_request(&fields) {
        Ok(new) => requests::create(&web.app, &caller.ctx, new).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()),
        Err(problem) if problem.status.is_server_error() => Err(problem),
        Err(problem) => {
            let shown = new_page(&web, &caller, &fields, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "requests/request.html")]
struct CasePage {
    p: Shell,
    id: String,
    title: String,
    line: Line,
    view: RequestView,
    asked: String,
    source: String,
    language: String,
    received_iso: String,
    sends_links: bool,
    /// What is held of them: label, how many.
    held: Vec<(String, i64)>,
    purposes: Vec<(&'static str, String, bool)>,
    rights: Vec<(&'static str, String, bool)>,
    languages: Vec<(String, String, bool)>,
    ends_purposes: bool,
    /// How somebody can be erased.
    ways: Vec<Way>,
    /// It is not known yet who asks.
    waits: bool,
    by_itself: bool,
    /// What is held now, where it is going to be put right here.
    wrong: Option<Held>,
    decided: Option<String>,
    granted: bool,
    carried_out: Option<String>,
    confirm: String,
    letter: String,
    told: String,
    may_extend: bool,
    restricted_since: Option<String>,
    notice_told: Option<String>,
    waiting: Option<WaitingLine>,
    /// It is carried out by itself as soon as the hold ends.
    goes_on: bool,
    recipients: Option<Recipients>,
    events: Vec<EventLine>,
    problem: Option<String>,
}

fn held(texts: Texts, view: &RequestView) -> Vec<(String, i64)> {
    let Some(held) = view.held else { return Vec::new() };
    [
        ("requests-held-tickets", held.tickets),
        ("requests-held-mails", held.mails),
        ("requests-held-files", held.files),
        ("requests-held-answers", held.answers),
        ("requests-held-notes", held.notes),
        ("requests-held-elsewhere", held.elsewhere),
    ]
    .map(|(key, count)| (texts.t(key), count))
    .into()
}

async fn case_page(
    web: &Web,
    caller: &Caller,
    id: SubjectRequestId,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let view = requests::read(&web.app, &caller.ctx, id).await?;
    let letter = match (&view.letter, view.row.email.is_empty()) {
        (Some(letter), _) => letter.clone(),
        (None, true) => String::new(),
        (None, false) => requests::proposed(&web.app, &caller.ctx, id).await?.unwrap_or_default(),
    };
    let agents = shell::agents(web, caller).await?;
    let p = Shell::with(web, caller, PLACE, &agents).await?;
    let texts = p.texts;
    let ends_purposes = matches!(view.row.right, SubjectRight::Objection | SubjectRight::Withdrawal);
    let on = |key: &str, at: Timestamp| {
        texts.t_args(key, &[("day", app::zone::written(at, p.time_zone(), p.texts))])
    };
    let decided = view.row.decision.zip(view.decided_at_ms).map(|(decision, at)| {
        ways::decided(texts, &view, decision, app::zone::written(at, p.time_zone(), p.texts))
    });
    let ours = view.restriction.filter(|restriction| restriction.request == id);
    let purpose = |purpose: &ObjectionPurpose| {
        (purpose.as_str(), texts.t(&format!("purpose-{purpose}")), view.purposes.contains(purpose))
    };
    let wrong = rectifying::wrong(web, caller, &view).await?;
    let recipients = recipients::of_case(web, caller, &p, (id, &view)).await?;
    let ways = ways::of_case(web, caller, &p, (id, &view)).await?;
    let told = view.events.iter().rev().find(|event| event.step == SubjectStep::Told);
    let told = told.map(|event| texts.t(&format!("request-told-{}", event.text)));
    let may_extend = view.row.state == SubjectRequestState::Open && view.row.days_left >= 0;
    page(&CasePage {
        id: id.to_string(),
        title: title(texts, &view.row),
        line: line(texts, &view.row),
        asked: texts.t(&format!("right-{}", view.row.right)),
        source: texts.t(&format!("request-source-{}", view.row.source)),
        language: crate::language::named(&view.language)
            .map_or_else(String::new, |texts| texts.t("language-name")),
        received_iso: time::iso(view.row.received_at_ms),
        sends_links: requests::can_prove(&web.app),
        held: held(texts, &view),
        rights: rights(texts, view.row.right),
        languages: languages(&view.language),
        purposes: ObjectionPurpose::ALL.iter().map(purpose).collect(),
        ends_purposes,
        ways,
        waits: view.row.state == SubjectRequestState::Identity,
        by_itself: view.by_itself,
        wrong,
        decided,
        granted: view.row.decision == Some(SubjectDecision::Granted),
        carried_out: view.row.carried_out_at_ms.map(|at| on("requests-carried-out", at)),
        confirm: confirm(texts, &view),
        letter,
        told: told.map(|how| texts.t_args("requests-letter-sent", &[("how", how)])).unwrap_or_default(),
        may_extend,
        restricted_since: ours.map(|held| on("requests-restricted-since", held.restricted_at)),
        notice_told: ours.and_then(|held| held.told_at).map(|at| on("requests-notice-told", at)),
        waiting: waiting(&p, &view),
        goes_on: view.row.state == SubjectRequestState::Held && view.erasure_id.is_some(),
        recipients,
        events: events(texts, &view, &agents),
        problem,
        view,
        p,
    })
}

/// A case.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Html<String>> {
    case_page(&web, &caller, input::id(&request)?, None).await
}

/// What was refused, in words: of a case's state a sentence of its own.
pub(super) fn refused(texts: Texts, problem: &Problem) -> String {
    let key = problem.members.get("state").and_then(serde_json::Value::as_str);
    match key.map(|state| format!("request-not-{state}")).filter(|key| texts.has(key)) {
        Some(key) => texts.t(&key),
        None => problem.words(texts),
    }
}

/// After a step: the case again, with what was refused.
async fn after(web: &Web, caller: &Caller, id: SubjectRequestId, done: app::Result<()>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let problem = Problem::from(error);
    if problem.status.is_server_error() || problem.status == axum::http::StatusCode::NOT_FOUND {
        return Err(problem);
    }
    let texts = Shell::of(web, caller, PLACE).await?.texts;
    let shown = case_page(web, caller, id, Some(refused(texts, &problem))).await?;
    Ok((problem.status, shown).into_response())
}

/// Declares the handlers of steps: each does one thing with what its form says, and shows the case again.
macro_rules! steps {
    ($($(#[$doc:meta])+ $name:ident($app:ident, $ctx:ident, $id:ident, $fields:ident) => $done:expr;)+) => {$(
        $(#[$doc])+
        pub async fn $name(
            State(web): State<Arc<Web>>,
            caller: Caller,
            Path(request): Path<String>,
            $fields: Fields,
        ) -> Answer<Response> {
            let $id: SubjectRequestId = input::id(&request)?;
            let ($app, $ctx) = (&*web.app, &caller.ctx);
            let done: app::Result<()> = $done;
            after(&web, &caller, $id, done).await
        }
    )+};
}

/// Whether a letter is handed over by hand.
pub(super) fn by_hand(fields: &Fields) -> bool {
    fields.get("by_hand") == "yes"
}

steps! {
    /// What is asked for, and the language of letters.
    facts(app, ctx, id, fields) =>
        requests::change_facts(app, ctx, id, fields.parse("right")?, fields.get("language")).await;
    /// It is known who asks.
    identity(app, ctx, id, fields) => requests::vouch(app, ctx, id, fields.get("how")).await;
    /// Whoever has the address proves it.
    link(app, ctx, id, _fields) => requests::send_link(app, ctx, id).await;
    /// Whom it is about.
    contact(app, ctx, id, fields) => requests::match_contact(app, ctx, id, fields.get("email")).await;
    /// It takes longer.
    extension(app, ctx, id, fields) =>
        requests::extend(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// What is decided.
    decision(app, ctx, id, fields) => {
        let decision = requests::Decision {
            decision: fields.parse("decision")?,
            grounds: fields.get("grounds").to_owned(),
            purposes: fields.all("purpose").filter_map(|word| word.parse().ok()).collect(),
            mode: ways::chosen(&fields)?,
        };
        requests::decide(app, ctx, id, fields.parse("version")?, decision).await
    };
    /// It is carried out.
    fulfilment(app, ctx, id, fields) => {
        let version = fields.parse("version")?;
        match rectifying::right(&fields) {
            None => {
                let plan = recipients::plan(&fields);
                requests::confirm_telling(app, ctx, id, version, fields.get("how"), plan).await
            }
            Some(right) => {
                let (how, plan) = (fields.get("how"), recipients::plan(&fields));
                requests::put_right_telling(app, ctx, (id, version), right, how, plan).await
            }
        }
    };
    /// The letter goes out, and the case is closed.
    letter(app, ctx, id, fields) =>
        requests::close(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// They are told that it waits for a legal hold.
    hold_letter(app, ctx, id, fields) =>
        requests::tell_waiting(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// They take it back.
    withdrawal(app, ctx, id, fields) => requests::withdraw(app, ctx, id, fields.get("how")).await;
    /// A note.
    notes(app, ctx, id, fields) => requests::note(app, ctx, id, fields.get("text")).await;
    /// Somebody who has the data was told.
    told(app, ctx, id, fields) => requests::recipient_told(app, ctx, id, fields.get("text")).await;
    /// They are told that the restriction ends.
    notice(app, ctx, id, fields) =>
        requests::give_notice(app, ctx, id, fields.get("text"), by_hand(&fields)).await.map(drop);
    /// The restriction ends.
    lifting(app, ctx, id, fields) => requests::lift(app, ctx, id, fields.get("why")).await;
}
