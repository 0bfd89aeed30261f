//! Assessments of this system: looked at, answered, finished; and what others tested.

use super::told;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use crate::{Web, evidence};
use app::assessment::{self, AssessmentView, Due, Reply};
use app::zone;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::record::{AssessmentItem, ExternalTest};
use domain::{ASSESSED_ITEMS, AssessmentId, AssessmentKind, AssessmentState, Day, ItemResult};
use std::sync::Arc;

/// Where they are.
pub const PLACE: &str = "/operator/assessments";

/// An assessment in a line.
struct Line {
    id: AssessmentId,
    number: i64,
    title: String,
    is_open: bool,
    state: String,
    at_iso: String,
    failed: i64,
    waiting: i64,
}

fn line(p: &Shell, view: &AssessmentView) -> Line {
    let row = &view.row;
    let external = view.content.external.as_ref();
    Line {
        id: row.id,
        number: row.number,
        title: match external {
            Some(test) => format!("{} · {}", p.t("assess-kind-external"), test.by),
            None => p.t("assess-kind-own"),
        },
        is_open: row.state == AssessmentState::Open,
        state: p.t(&format!("assess-state-{}", row.state)),
        at_iso: time::iso(row.finished_at.unwrap_or(row.begun_at)),
        failed: row.failed,
        waiting: super::access_reviews::count(view.waiting()),
    }
}

/// When something is due, as the pages say it.
pub struct DueLine {
    /// The day.
    pub day: String,
    /// How it looks: good for nothing, near, or over.
    pub look: &'static str,
    /// Whether it is over.
    pub is_over: bool,
}

/// The line about when something is due.
pub fn due_line(due: Due) -> DueLine {
    let look = match (due.is_near, due.is_over) {
        (_, true) => "bad",
        (true, false) => "wait",
        (false, false) => "",
    };
    DueLine { day: zone::day(due.at, None), look, is_over: due.is_over }
}

#[derive(Template)]
#[template(path = "operator/assessments.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    due: Option<DueLine>,
    has_open: bool,
    typed: Fields,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, typed: Fields) -> Answer<ListPage> {
    let all = assessment::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    Ok(ListPage {
        lines: all.iter().map(|view| line(&p, view)).collect(),
        due: assessment::due(&web.app, caller.ctx.now).await?.map(due_line),
        has_open: all.iter().any(|view| view.row.state == AssessmentState::Open),
        typed,
        problem: None,
        p,
    })
}

/// All of them, and the forms that begin one and write one down.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, Fields::default()).await?)
}

/// Looks at everything, and leads to the assessment that is open now.
pub async fn run(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Redirect> {
    let id = Box::pin(assessment::run(&web.app, &caller.ctx, evidence::findings())).await?;
    Ok(Redirect::to(&format!("{PLACE}/{id}")))
}

fn day(field: &'static str, text: &str) -> app::Result<Day> {
    text.parse().map_err(|_| app::Error::Input { field, rule: "rule-date" })
}

fn test(fields: &Fields) -> app::Result<ExternalTest> {
    Ok(ExternalTest {
        on: day("on", fields.get("on"))?,
        by: fields.get("by").to_owned(),
        summary: fields.get("summary").to_owned(),
        open: fields.get("open").to_owned(),
    })
}

/// Writes down what somebody else tested.
pub async fn external(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let done = match test(&fields) {
        Ok(test) => assessment::external(&web.app, &caller.ctx, test).await,
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

/// An item, ready to be shown.
struct ItemLine {
    word: String,
    title: String,
    asvs: String,
    automated: bool,
    /// What it came to, in words; nothing where nobody answered.
    result: Option<(String, &'static str)>,
    chosen: &'static str,
    evidence: String,
    note: String,
    until: String,
    is_waiting: bool,
}

/// What a person may answer: the word, the key of its name.
const ANSWERS: [(&str, &str); 3] = [
    ("yes", "assess-result-yes"),
    ("no", "assess-result-no"),
    ("not_applicable", "assess-result-not-applicable"),
];

fn item_line(p: &Shell, item: &AssessmentItem) -> ItemLine {
    let known = ASSESSED_ITEMS.iter().find(|known| known.word == item.word);
    let look = |result: ItemResult| match result {
        ItemResult::Passed | ItemResult::Yes => "good",
        ItemResult::Failed | ItemResult::No => "bad",
        ItemResult::NotApplicable => "",
    };
    let word = |result: ItemResult| p.t(&format!("assess-result-{}", result.as_str().replace('_', "-")));
    ItemLine {
        title: p.t(&format!("assess-item-{}", item.word)),
        asvs: known.map(|known| known.asvs.join(", ")).unwrap_or_default(),
        automated: known.is_some_and(|known| known.automated),
        result: item.result.map(|result| (word(result), look(result))),
        chosen: item.result.map_or("", ItemResult::as_str),
        evidence: item.evidence.clone(),
        note: item.note.clone(),
        until: item.until.map(|day| day.to_string()).unwrap_or_default(),
        is_waiting: item
            .result
            .is_none_or(|one| one.is_bad() && (item.note.is_empty() || item.until.is_none())),
        word: item.word.clone(),
    }
}

#[derive(Template)]
#[template(path = "operator/assessment.html")]
struct OnePage {
    p: Shell,
    line: Line,
    looked: Vec<ItemLine>,
    asked: Vec<ItemLine>,
    external: Option<(String, ExternalTest)>,
    by: String,
    begun_iso: String,
    answers: [(&'static str, &'static str); 3],
    problem: Option<String>,
}

async fn one(web: &Web, caller: &Caller, id: AssessmentId) -> Answer<OnePage> {
    let view = assessment::read(&web.app, &caller.ctx, id).await?;
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let by = view.row.finished_by.or(view.row.begun_by);
    let name = agents.into_iter().find(|agent| Some(agent.id) == by).map(|agent| agent.name);
    let p = Shell::operator(web, caller, PLACE).await?;
    let lines: Vec<ItemLine> = view.content.items.iter().map(|item| item_line(&p, item)).collect();
    let (looked, asked) = lines.into_iter().partition(|line| line.automated);
    Ok(OnePage {
        line: line(&p, &view),
        looked,
        asked,
        external: view.content.external.clone().map(|test| (test.on.to_string(), test)),
        by: name.unwrap_or_else(|| p.t("assess-by-shell")),
        begun_iso: time::iso(view.row.begun_at),
        answers: ANSWERS,
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

/// What the form says about each item that it has.
fn replies(fields: &Fields) -> app::Result<Vec<Reply>> {
    let mut all = Vec::new();
    for item in ASSESSED_ITEMS {
        let (result, note, until) =
            (format!("result-{}", item.word), format!("note-{}", item.word), format!("until-{}", item.word));
        if !fields.0.iter().any(|(name, _)| *name == note) {
            continue;
        }
        let bad = |_| app::Error::Input { field: "result", rule: "rule-choice" };
        all.push(Reply {
            item: item.word.to_owned(),
            result: fields.some(&result).map(str::parse).transpose().map_err(bad)?,
            note: fields.get(&note).to_owned(),
            until: fields.some(&until).map(|text| day("until", text)).transpose()?,
        });
    }
    Ok(all)
}

async fn after(web: &Web, caller: &Caller, id: AssessmentId, done: app::Result<()>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let mut shown = one(web, caller, id).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    Ok((status, page(&shown)?).into_response())
}

/// Answers items; with `finish`, finishes as well.
pub async fn answer(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id = input::id(&id)?;
    let mut done = match replies(&fields) {
        Ok(replies) => assessment::answer(&web.app, &caller.ctx, id, replies).await,
        Err(error) => Err(error),
    };
    if done.is_ok() && fields.some("finish").is_some() {
        done = assessment::finish(&web.app, &caller.ctx, id).await;
    }
    after(&web, &caller, id, done).await
}

/// Hands the signed report out.
pub async fn report(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let view = assessment::read(&web.app, &caller.ctx, input::id(&id)?).await?;
    let kind = match view.row.kind {
        AssessmentKind::Own => "assessment",
        AssessmentKind::External => "external-test",
    };
    let name = format!("{kind}-{}.json", view.row.number);
    signed(&web, &name, &view.content.report, &view.content.signature)
}

/// A signed report on its way out: its exact text, the signature, and the key.
///
/// # Errors
/// Not found while nothing is signed.
pub fn signed(web: &Web, name: &str, report: &str, signature: &[u8]) -> Answer<Response> {
    if report.is_empty() {
        return Err(app::Error::NotFound("report").into());
    }
    let body = serde_json::json!({
        "report": report,
        "signature": app::audit::hex(signature),
        "public_key": app::keys::public_key(&web.app),
    });
    let mut response = Response::new(Body::from(format!("{body:#}\n")));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
