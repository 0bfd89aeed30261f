//! The sums, for whoever runs Deskhero.

use super::day_of;
use crate::closing::{self, ClosedMonth};
use crate::{App, Ctx, Error, Result, operator};
use domain::Timestamp;
use domain::limits::USAGE_PEOPLE_MIN;
use domain::record::{UsageLine, UsageSumContent};
use privacy::Act;
use std::collections::BTreeMap;

/// Days that are shown.
const DAYS: i64 = 90;
const DAY_MS: i64 = 24 * 3_600_000;

/// A line of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is counted.
    pub word: String,
    /// How often, on days when enough people did; `None` where there was no such day.
    pub times: Option<u64>,
}

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// The first day and the last that have a sum, at midnight UTC.
    pub between: Option<(Timestamp, Timestamp)>,
    /// The most people on one day.
    pub people: u32,
    /// Pages and deeds, the most used first.
    pub features: Vec<Line>,
    /// Browsers.
    pub browsers: Vec<Line>,
    /// Systems.
    pub systems: Vec<Line>,
    /// What stayed of companies that closed their account, by month, newest first.
    pub closed: Vec<ClosedMonth>,
}

/// The sums of the last ninety days, together. A line of a day counts where at least [`USAGE_PEOPLE_MIN`] people did it.
///
/// # Errors
/// [`Error::NotFound`] for anyone but the operator, a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx) -> Result<Shown> {
    if ctx.scope != operator::SCOPE || !ctx.is_operator() {
        return Err(Error::NotFound("usage"));
    }
    let permit = app.permit(ctx, Act::USAGE_READ).await?;
    let from = day_of(ctx.now) - DAYS;
    let limit = u32::try_from(DAYS + 1).unwrap_or(u32::MAX);
    let rows = app.store().tenant(ctx.scope).list_usage_sums(from, limit).await?;
    let sealed = rows.iter().map(|row| (row.id.uuid(), &row.content));
    let sums = app.open_left(&permit, sealed).await?;
    app.settle(permit).await?;
    let sums: Vec<UsageSumContent> = sums.into_iter().flatten().collect();
    let at = |day: i64| Timestamp::from_millis(day * DAY_MS);
    let ends = rows.first().zip(rows.last());
    Ok(Shown {
        between: ends.map(|(first, last)| (at(first.day), at(last.day))),
        people: sums.iter().map(|sum| sum.people).max().unwrap_or_default(),
        features: together(sums.iter().flat_map(|sum| &sum.features)),
        browsers: together(sums.iter().flat_map(|sum| &sum.browsers)),
        systems: together(sums.iter().flat_map(|sum| &sum.systems)),
        closed: closing::months(app).await?,
    })
}

fn together<'a>(lines: impl Iterator<Item = &'a UsageLine>) -> Vec<Line> {
    let mut all: BTreeMap<&str, Option<u64>> = BTreeMap::new();
    for line in lines {
        let times = all.entry(line.word.as_str()).or_default();
        if line.people >= USAGE_PEOPLE_MIN {
            *times = Some(times.unwrap_or_default() + line.times);
        }
    }
    let mut lines: Vec<Line> =
        all.into_iter().map(|(word, times)| Line { word: word.to_owned(), times }).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.times));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(word: &str, times: u64, people: u32) -> UsageLine {
        UsageLine { word: word.to_owned(), times, people }
    }

    #[test]
    fn what_few_people_did_is_not_told_apart() {
        let lines = [line("/a", 9, 2), line("/b", 7, 5), line("/b", 100, 4), line("/c", 8, 6)];
        let shown = together(lines.iter());
        let words: Vec<_> = shown.iter().map(|line| (line.word.as_str(), line.times)).collect();
        assert_eq!(words, [("/c", Some(8)), ("/b", Some(7)), ("/a", None)]);
    }
}
