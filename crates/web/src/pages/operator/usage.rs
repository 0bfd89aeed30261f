//! How Deskhero is used, in sums (C62).

use crate::Web;
use crate::gate::Caller;
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use app::closing::ClosedMonth;
use app::usage::{self, Line};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use domain::limits::{CLOSED_SUM_PEOPLE_MIN, USAGE_PEOPLE_MIN};
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/operator/usage";

/// What is counted, and how often.
type Lines = Vec<(String, Option<String>)>;

#[derive(Template)]
#[template(path = "operator/usage.html")]
struct UsagePage {
    p: Shell,
    counts: bool,
    /// First and last day.
    between: Option<(String, String)>,
    people: String,
    least: String,
    tables: Vec<(&'static str, Lines)>,
    /// Months of companies that left, with their conversations, mails and answers.
    closed: Vec<(String, [Option<String>; 3])>,
    closed_least: String,
}

fn of_month(one: ClosedMonth) -> (String, [Option<String>; 3]) {
    let counts = [one.conversations, one.mails, one.answers];
    (one.month, counts.map(|count| count.map(|count| count.to_string())))
}

/// The page.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let shown = usage::read(&web.app, &caller.ctx).await?;
    let p = Shell::operator(&web, &caller, PLACE).await?;
    let named = |kind: &str, lines: Vec<Line>| {
        let line = |line: Line| {
            let word = if kind.is_empty() { line.word } else { p.t(&format!("usage-{kind}-{}", line.word)) };
            (word, line.times.map(|times| times.to_string()))
        };
        lines.into_iter().map(line).collect::<Vec<_>>()
    };
    let tables = vec![
        ("usage-features", named("", shown.features)),
        ("usage-browsers", named("browser", shown.browsers)),
        ("usage-systems", named("system", shown.systems)),
    ];
    page(&UsagePage {
        counts: web.app.settings().usage_days.is_some(),
        between: shown.between.map(|(first, last)| (time::iso(first), time::iso(last))),
        people: p.tn("usage-people", i64::from(shown.people)),
        least: USAGE_PEOPLE_MIN.to_string(),
        tables,
        closed: shown.closed.into_iter().map(of_month).collect(),
        closed_least: CLOSED_SUM_PEOPLE_MIN.to_string(),
        p,
    })
}
