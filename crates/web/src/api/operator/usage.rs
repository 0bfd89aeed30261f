//! How Deskhero is used, in sums (C62).

use crate::Web;
use crate::api::error::ReadErrors;
use crate::gate::Caller;
use crate::problem::Answer;
use app::closing::ClosedMonth;
use app::usage;
use axum::Json as Body;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Sums of the last ninety days.
#[derive(Debug, Serialize, ToSchema)]
pub struct Usage {
    /// Whether use is counted now, of those who consent.
    counts: bool,
    /// Midnight (UTC) of the first day that has a sum, in milliseconds since 1970-01-01T00:00:00Z.
    first_day_ms: Option<i64>,
    /// Midnight (UTC) of the last.
    last_day_ms: Option<i64>,
    /// The most people who were counted on one day.
    people: u32,
    /// Pages and deeds by the patterns of their addresses, the most used first.
    features: Vec<UsageLine>,
    /// Families of browsers.
    browsers: Vec<UsageLine>,
    /// Families of systems.
    systems: Vec<UsageLine>,
    /// What stayed of companies that closed their account and said so, of all of them together; newest month first.
    closed: Vec<ClosedUsage>,
}

/// A month of companies that left. A company counts in it where at least ten people took part; null where none did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosedUsage {
    /// Year and month (ISO 8601), UTC.
    #[schema(example = "2026-05")]
    month: String,
    /// Conversations that were begun.
    conversations: Option<i64>,
    /// Mails that came in.
    mails: Option<i64>,
    /// Answers that went out.
    answers: Option<i64>,
}

impl From<ClosedMonth> for ClosedUsage {
    fn from(one: ClosedMonth) -> Self {
        let ClosedMonth { month, conversations, mails, answers } = one;
        Self { month, conversations, mails, answers }
    }
}

/// A line of the sums.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsageLine {
    /// What is counted.
    word: String,
    /// How often, on days when at least five people did it; null where there was no such day.
    times: Option<u64>,
}

/// Reads how Deskhero is used: sums, in which nobody is told apart.
#[utoipa::path(get, path = "/api/v1/operator/usage", tag = "usage",
    responses((status = 200, body = Usage), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Usage>> {
    let shown = usage::read(&web.app, &caller.ctx).await?;
    let lines = |lines: Vec<usage::Line>| {
        lines.into_iter().map(|line| UsageLine { word: line.word, times: line.times }).collect()
    };
    Ok(Body(Usage {
        counts: web.app.settings().usage_days.is_some(),
        first_day_ms: shown.between.map(|(first, _)| first.as_millis()),
        last_day_ms: shown.between.map(|(_, last)| last.as_millis()),
        people: shown.people,
        features: lines(shown.features),
        browsers: lines(shown.browsers),
        systems: lines(shown.systems),
        closed: shown.closed.into_iter().map(ClosedUsage::from).collect(),
    }))
}
