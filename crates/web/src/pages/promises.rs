//! The promises of the policy, as they were last checked on this system: a company's own, and for the operator all.

use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::language::Texts;
use crate::problem::Answer;
use app::trust::{self, Said};
use app::verify::{self, Checked, Latest, State as Promise};
use askama::Template;
use axum::extract::State;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Seconds after which a page looks again while a check is made.
const LOOK_AGAIN_S: &str = "2";

struct Line {
    clause: u16,
    promise: String,
    state: String,
    look: &'static str,
    evidence: Vec<String>,
}

/// What both pages show.
struct Shown {
    lines: Vec<Line>,
    summary: String,
    at_iso: Option<String>,
    running: bool,
    failed: bool,
    action: &'static str,
}

#[derive(Template)]
#[template(path = "settings/promises.html")]
struct OfCompany {
    p: Shell,
    shown: Shown,
}

#[derive(Template)]
#[template(path = "operator/promises.html")]
struct OfAll {
    p: Shell,
    shown: Shown,
}

fn evidence(texts: Texts, one: &Checked) -> Vec<String> {
    let mut all = match one.state {
        Promise::NotApplicable => vec![texts.t("verify-none")],
        Promise::Kept => {
            let n = i64::try_from(one.looked_at).unwrap_or(i64::MAX);
            vec![texts.t_args(&format!("verify-{}", one.check), &[("n", n)])]
        }
        Promise::Broken => {
            let told = |fault: &verify::Fault| {
                format!("{}: {}", texts.t(&format!("verify-fault-{}", fault.word)), fault.what)
            };
            one.faults.iter().map(told).collect()
        }
    };
    let noted = |(word, n): &(&str, u64)| {
        texts.t_args(&format!("verify-noted-{word}"), &[("n", i64::try_from(*n).unwrap_or(i64::MAX))])
    };
    all.extend(one.noted.iter().map(noted));
    all
}

/// How a promise stands in words, and how that looks.
const fn look(state: Promise) -> (&'static str, &'static str) {
    match state {
        Promise::Kept => ("verify-state-kept", "good"),
        Promise::Broken => ("verify-state-broken", "bad"),
        Promise::NotApplicable => ("verify-state-none", ""),
    }
}

fn summary(texts: Texts, count: impl Fn(Promise) -> usize) -> String {
    let number = |state| i64::try_from(count(state)).unwrap_or(i64::MAX);
    let counts = [
        ("kept", number(Promise::Kept)),
        ("broken", number(Promise::Broken)),
        ("none", number(Promise::NotApplicable)),
    ];
    texts.t_args("verify-summary", &counts)
}

/// What everybody reads, where it is newer than what this process looked at itself: how each promise stands, without evidence.
fn published(texts: Texts, said: &Said, mut shown: Shown) -> Shown {
    let line = |one: &trust::Clause| {
        let (word, look) = look(one.state);
        let promise = texts.t(&format!("clause-{}", one.clause));
        Line { clause: one.clause, promise, state: texts.t(word), look, evidence: Vec::new() }
    };
    shown.lines = said.clauses.iter().map(line).collect();
    shown.summary = summary(texts, |state| said.count(state));
    shown.at_iso = Some(time::iso(said.at()));
    shown
}

fn shown(texts: Texts, latest: &Latest, action: &'static str) -> Shown {
    let line = |one: &Checked| {
        let (word, look) = look(one.state);
        Line {
            clause: one.clause,
            promise: texts.t(&format!("clause-{}", one.clause)),
            state: texts.t(word),
            look,
            evidence: evidence(texts, one),
        }
    };
    let report = latest.report.as_deref();
    Shown {
        lines: report.map(|report| report.checks.iter().map(line).collect()).unwrap_or_default(),
        summary: report.map_or_else(String::new, |report| {
            summary(texts, |state| match state {
                Promise::Kept => report.kept,
                Promise::Broken => report.broken,
                Promise::NotApplicable => report.not_applicable,
            })
        }),
        at_iso: report.map(|report| time::iso(report.at)),
        running: latest.is_running,
        failed: latest.has_failed,
        action,
    }
}

fn answer(running: bool, page: axum::response::Html<String>) -> Response {
    if running { ([(REFRESH, LOOK_AGAIN_S)], page).into_response() } else { page.into_response() }
}

/// A company's page.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    let p = Shell::of(&web, &caller, "/promises").await?;
    let latest = verify::latest(&web.app, Some(caller.ctx.scope));
    let shown = shown(p.texts, &latest, "/promises");
    Ok(answer(latest.is_running, page(&OfCompany { p, shown })?))
}

/// Checks a company's.
pub async fn check(State(web): State<Arc<Web>>, caller: Caller) -> Redirect {
    verify::begin(&web.app, Some(caller.ctx.scope));
    Redirect::to("/promises")
}

/// The operator's page.
pub async fn show_all(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    let p = Shell::operator(&web, &caller, "/operator/promises").await?;
    let latest = verify::latest(&web.app, None);
    let mut shown = shown(p.texts, &latest, "/operator/promises");
    // Another process may have checked, or this one before it began anew.
    if let Some(kept) = trust::latest(&web.app, caller.ctx.now).await?
        && latest.report.as_ref().is_none_or(|report| report.at < kept.said.at())
    {
        shown = published(p.texts, &kept.said, shown);
    }
    Ok(answer(latest.is_running, page(&OfAll { p, shown })?))
}

/// Checks everything.
pub async fn check_all(State(web): State<Arc<Web>>, _caller: Caller) -> Redirect {
    verify::begin(&web.app, None);
    Redirect::to("/operator/promises")
}
