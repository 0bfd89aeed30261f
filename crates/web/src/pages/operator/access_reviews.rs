//! Reviews of who has access: a company's, for its admins, and the operators'. The same pages, in two frames.

use super::assessments::{DueLine, due_line, signed};
use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::pages::shell::{self, Shell};
use crate::pages::{page, time};
use crate::problem::Answer;
use app::access_review::{self, Names, ReviewView};
use app::assessment;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::record::ReviewLine;
use domain::{AccessReviewId, AssessmentState, ReviewDecision};
use std::sync::Arc;

/// Where a company's are.
pub const PLACE: &str = "/access-reviews";
/// Where the operators' are.
pub const OPERATOR_PLACE: &str = "/operator/access-reviews";

fn place(caller: &Caller) -> &'static str {
    if caller.ctx.is_operator() { OPERATOR_PLACE } else { PLACE }
}

async fn frame(web: &Web, caller: &Caller) -> Answer<Shell> {
    match caller.ctx.is_operator() {
        true => Shell::operator(web, caller, OPERATOR_PLACE).await,
        false => Shell::of(web, caller, PLACE).await,
    }
}

/// A review in a line.
struct Row {
    id: AccessReviewId,
    number: i64,
    is_open: bool,
    state: String,
    at_iso: String,
    lines: i64,
    waiting: i64,
    removed: i64,
}

/// As texts count.
pub fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn row(p: &Shell, view: &ReviewView) -> Row {
    Row {
        id: view.row.id,
        number: view.row.number,
        is_open: view.row.state == AssessmentState::Open,
        state: p.t(&format!("assess-state-{}", view.row.state)),
        at_iso: time::iso(view.row.finished_at.unwrap_or(view.row.begun_at)),
        lines: count(view.content.lines.len()),
        waiting: count(view.waiting()),
        removed: view.row.removed,
    }
}

/// What the list of reviews shows.
struct Listed {
    at: &'static str,
    intro: &'static str,
    rows: Vec<Row>,
    due: Option<DueLine>,
    is_old: bool,
    has_open: bool,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/access_reviews.html")]
struct ListPage {
    p: Shell,
    list: Listed,
}

#[derive(Template)]
#[template(path = "operator/access_reviews.html")]
struct OperatorListPage {
    p: Shell,
    list: Listed,
}

async fn listed(web: &Web, caller: &Caller, problem: Option<String>) -> Answer<Html<String>> {
    let all = access_review::list(&web.app, &caller.ctx).await?;
    let p = frame(web, caller).await?;
    let of_operators = caller.ctx.is_operator();
    let list = Listed {
        at: place(caller),
        intro: if of_operators { "review-intro-operators" } else { "review-intro" },
        rows: all.iter().map(|view| row(&p, view)).collect(),
        due: match of_operators {
            true => assessment::due_reviews(&web.app, caller.ctx.now).await?.map(due_line),
            false => None,
        },
        is_old: !of_operators && access_review::is_old(&web.app, &caller.ctx).await?,
        has_open: all.iter().any(|view| view.row.state == AssessmentState::Open),
        problem,
    };
    match of_operators {
        true => page(&OperatorListPage { p, list }),
        false => page(&ListPage { p, list }),
    }
}

/// All of them.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    listed(&web, &caller, None).await
}

/// Begins one.
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    match access_review::begin(&web.app, &caller.ctx).await {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}", place(&caller))).into_response()),
        Err(error) => {
            let (status, words) = told(error, caller.texts)?;
            Ok((status, listed(&web, &caller, Some(words)).await?).into_response())
        }
    }
}

/// Somebody, or a token, ready to be shown.
struct LineShown {
    id: String,
    is_token: bool,
    name: String,
    /// A person's address; of a token, whose it is.
    under: String,
    role: String,
    state: Option<String>,
    teams: String,
    created_iso: String,
    used_iso: Option<String>,
    sessions: i64,
    /// What was decided: its words, how it looks, by whom, when.
    decided: Option<(String, &'static str, String, String)>,
    is_own: bool,
    /// What is asked before it is removed.
    ask: String,
}

fn line(p: &Shell, caller: &Caller, names: &Names, one: &ReviewLine) -> LineShown {
    let (name, email) = names.of(one);
    let token = one.token.map(|id| names.tokens.get(&id).cloned().unwrap_or_default());
    let state = one.state.as_str();
    let decided = one.decision.map(|decision| {
        let look = if decision == ReviewDecision::Kept { "good" } else { "bad" };
        let by = one.decided_by.and_then(|id| names.agents.get(&id)).map(|one| one.0.clone());
        let at = one.decided_at.map(time::iso).unwrap_or_default();
        (p.t(&format!("review-decision-{decision}")), look, by.unwrap_or_default(), at)
    });
    let team = |id| names.teams.get(id).cloned();
    let asked = if token.is_some() { "review-remove-token" } else { "review-remove-what" };
    let is_token = token.is_some();
    let under = if is_token { name.clone() } else { email };
    let called = match token {
        Some(called) if called.is_empty() => p.t("review-token"),
        Some(called) => called,
        None => name,
    };
    LineShown {
        id: one.id().to_string(),
        is_token,
        under,
        ask: p.tv(asked, "name", &called),
        name: called,
        role: p.t(&format!("agent-role-{}", one.role)),
        state: (state != "active").then(|| p.t(&format!("agent-state-{state}"))),
        teams: one.teams.iter().filter_map(team).collect::<Vec<_>>().join(", "),
        created_iso: time::iso(one.created_at),
        used_iso: one.last_used_at.map(time::iso),
        sessions: i64::from(one.sessions),
        decided,
        is_own: one.token.is_none() && Some(one.agent) == caller.ctx.agent_id(),
    }
}

/// What the page of a review shows.
struct Shown {
    at: &'static str,
    row: Row,
    by: String,
    begun_iso: String,
    lines: Vec<LineShown>,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/access_review.html")]
struct OnePage {
    p: Shell,
    one: Shown,
}

#[derive(Template)]
#[template(path = "operator/access_review.html")]
struct OperatorOnePage {
    p: Shell,
    one: Shown,
}

async fn shown(
    web: &Web,
    caller: &Caller,
    id: AccessReviewId,
    problem: Option<String>,
) -> Answer<Html<String>> {
    let view = access_review::read(&web.app, &caller.ctx, id).await?;
    let mut names = access_review::names(&web.app, &caller.ctx).await?;
    // Whoever left is called as everywhere, in the reader's language.
    for agent in shell::agents(web, caller).await? {
        names.agents.insert(agent.id, (agent.name, agent.email));
    }
    let p = frame(web, caller).await?;
    let by = view.row.finished_by.or(view.row.begun_by);
    let one = Shown {
        at: place(caller),
        row: row(&p, &view),
        by: by.and_then(|id| names.agents.get(&id)).map(|one| one.0.clone()).unwrap_or_default(),
        begun_iso: time::iso(view.row.begun_at),
        lines: view.content.lines.iter().map(|one| line(&p, caller, &names, one)).collect(),
        problem,
    };
    match caller.ctx.is_operator() {
        true => page(&OperatorOnePage { p, one }),
        false => page(&OnePage { p, one }),
    }
}

/// One of them.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    shown(&web, &caller, input::id(&id)?, None).await
}

async fn after(
    web: &Web,
    caller: &Caller,
    id: AccessReviewId,
    done: app::Result<()>,
    mark: &str,
) -> Answer<Response> {
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("{}/{id}{mark}", place(caller))).into_response());
    };
    let (status, words) = told(error, caller.texts)?;
    Ok((status, shown(web, caller, id, Some(words)).await?).into_response())
}

async fn decide(
    web: &Web,
    caller: &Caller,
    (id, line): (String, String),
    decision: ReviewDecision,
) -> Answer<Response> {
    let (id, line) = (input::id(&id)?, line.parse().map_err(|_| app::Error::NotFound("line"))?);
    let done = access_review::decide(&web.app, &caller.ctx, id, line, decision).await;
    after(web, caller, id, done, &format!("#line-{line}")).await
}

/// Somebody, or a token, stays.
pub async fn confirm(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(named): Path<(String, String)>,
) -> Answer<Response> {
    decide(&web, &caller, named, ReviewDecision::Kept).await
}

/// Somebody is deactivated, or a token withdrawn.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(named): Path<(String, String)>,
) -> Answer<Response> {
    decide(&web, &caller, named, ReviewDecision::Removed).await
}

/// Finishes it.
pub async fn finish(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let id = input::id(&id)?;
    let done = access_review::finish(&web.app, &caller.ctx, id).await;
    after(&web, &caller, id, done, "").await
}

/// Hands the signed report out.
pub async fn report(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let view = access_review::read(&web.app, &caller.ctx, input::id(&id)?).await?;
    let name = format!("access-review-{}.json", view.row.number);
    signed(&web, &name, &view.content.report, &view.content.signature)
}
