//! A dry run: what a rule would take, and when. Counts, and the numbers of the first conversations; nothing is opened.

use super::{Found, check, make_sure, page, waits};
use crate::{App, Ctx, Error, Result, zone};
use domain::limits::{RETENTION_PREVIEW_MAX, RETENTION_PREVIEW_NAMED};
use domain::{RetentionRuleId, RetentionTerms, Timestamp};
use privacy::Act;
use std::collections::BTreeMap;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How far it is looked ahead.
const AHEAD_DAYS: i64 = 366;

/// What falls due in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Which: `2026-11`, in UTC.
    pub month: String,
    /// How many.
    pub count: usize,
}

/// One of the first that fall due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// What.
    pub found: Found,
    /// When it is erased, unless something happens until then.
    pub due_at_ms: Timestamp,
    /// Whether a legal hold, a restriction or an open request keeps it.
    pub waits: bool,
}

/// What a rule would take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// From when on the rule acts.
    pub acts_from_ms: Timestamp,
    /// How many are due when it begins to act.
    pub at_once: usize,
    /// By month, the next first; what is due already in the month in which the rule begins to act.
    pub months: Vec<Month>,
    /// The first of them.
    pub first: Vec<Named>,
    /// Whether there is more than was counted.
    pub more: bool,
}

/// What a rule that is there takes, and when.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn preview(app: &App, ctx: &Ctx, id: RetentionRuleId) -> Result<Preview> {
    let permit = app.permit(ctx, Act::RETENTION_PREVIEW).await?;
    make_sure(app, ctx.scope).await?;
    let rule = app.store().tenant(ctx.scope).find_retention_rule(id).await?;
    let rule = rule.ok_or(Error::NotFound("retention rule"))?;
    app.settle(permit).await?;
    count(app, ctx, &rule.terms, rule.acts_from).await
}

/// What a rule would take that says this, and when, if it were made now.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn preview_of(app: &App, ctx: &Ctx, terms: &RetentionTerms) -> Result<Preview> {
    let permit = app.permit(ctx, Act::RETENTION_PREVIEW).await?;
    check(app, ctx, terms).await?;
    app.settle(permit).await?;
    count(app, ctx, terms, terms.acts_from(None, ctx.now)).await
}

async fn count(app: &App, ctx: &Ctx, terms: &RetentionTerms, acts_from: Timestamp) -> Result<Preview> {
    let store = app.store().tenant(ctx.scope);
    let begins = acts_from.max(ctx.now);
    let until = begins.max(ctx.now.plus_millis(AHEAD_DAYS * DAY_MS));
    let (mut due, mut looked_at, mut after) = (Vec::new(), 0, None);
    let more = loop {
        let page = page(&store, terms, until, after).await?;
        looked_at += page.looked_at;
        due.extend(page.due.into_iter().map(|one| (one.due_at.max(begins), one.found)));
        after = page.next;
        if after.is_none() {
            break false;
        }
        if looked_at >= RETENTION_PREVIEW_MAX {
            break true;
        }
    };
    due.sort_by_key(|(at, _)| *at);
    let mut months = BTreeMap::<String, usize>::new();
    for (at, _) in &due {
        *months.entry(zone::day(*at, None).chars().take(7).collect()).or_default() += 1;
    }
    let mut first = Vec::new();
    for (due_at_ms, found) in due.iter().copied().take(RETENTION_PREVIEW_NAMED) {
        let waits = waits(app, ctx.scope, terms, found).await?;
        first.push(Named { found, due_at_ms, waits });
    }
    Ok(Preview {
        acts_from_ms: acts_from,
        at_once: due.iter().filter(|(at, _)| *at <= begins).count(),
        months: months.into_iter().map(|(month, count)| Month { month, count }).collect(),
        first,
        more,
    })
}
