//! Summing days up, and ending months.

use super::day_of;
use crate::tenant::{self, Apart};
use crate::{App, Ctx, Result, operator, terms};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{UsageContent, UsageLine, UsageSumContent};
use domain::{AgentId, ObjectId, TenantScope, UsageMonthId, UsagePartId, UsageSumId};
use jiff::civil::Date;
use privacy::Act;
use std::collections::{BTreeMap, BTreeSet};
use store::{Condemned, UsageSum};
use uuid::Uuid;

/// Parts that are opened at once.
const PARTS_PER_READ: u32 = 500;
/// A day is summed up so long after its end: what was counted last has been kept by then.
const AFTER_MS: i64 = 3_600_000;
/// Sums that are looked at, at most: more days than are kept.
const SUMS_MAX: u32 = 200;

/// A day, while it is summed up.
#[derive(Default)]
struct Adding {
    features: BTreeMap<String, (u64, BTreeSet<AgentId>)>,
    browsers: BTreeMap<&'static str, (u64, BTreeSet<AgentId>)>,
    systems: BTreeMap<&'static str, (u64, BTreeSet<AgentId>)>,
    people: BTreeSet<AgentId>,
    networks: BTreeSet<String>,
}

impl Adding {
    fn add(&mut self, agent: AgentId, content: UsageContent) {
        let times: u64 = content.counts.iter().map(|count| u64::from(count.times)).sum();
        for count in content.counts {
            let line = self.features.entry(count.feature).or_default();
            line.0 += u64::from(count.times);
            line.1.insert(agent);
        }
        let browser = self.browsers.entry(content.browser.as_str()).or_default();
        browser.0 += times;
        browser.1.insert(agent);
        let system = self.systems.entry(content.system.as_str()).or_default();
        system.0 += times;
        system.1.insert(agent);
        self.people.insert(agent);
        if !content.network.is_empty() {
            self.networks.insert(content.network);
        }
    }

    fn ended(self) -> UsageSumContent {
        let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let line = |word: String, (times, people): (u64, BTreeSet<AgentId>)| UsageLine {
            word,
            times,
            people: many(people.len()),
        };
        UsageSumContent {
            features: self.features.into_iter().map(|(word, of)| line(word, of)).collect(),
            browsers: self.browsers.into_iter().map(|(word, of)| line(word.to_owned(), of)).collect(),
            systems: self.systems.into_iter().map(|(word, of)| line(word.to_owned(), of)).collect(),
            people: many(self.people.len()),
            networks: many(self.networks.len()),
        }
    }
}

/// Sums every day up that is over; then nothing of it is anybody's any more.
///
/// # Errors
/// A store's failure; done again, it goes on. A company whose parts do not open by the next day is not in the sum.
pub async fn sum(app: &App) -> Result<()> {
    // The last day that is over for long enough.
    let until = day_of(app.now().plus_millis(-AFTER_MS)) - 1;
    let (tenants, mut first) = (tenant::list(app).await?, i64::MAX);
    for info in &tenants {
        let of = app.store().tenant(info.scope).find_first_usage_day().await?;
        first = first.min(of.unwrap_or(i64::MAX));
    }
    let mut apart = Apart::default();
    for day in first..=until {
        let (mut adding, mut read) = (Adding::default(), Vec::new());
        for info in &tenants {
            match apart.of(info.scope, add_tenant(app, info.scope, day, &mut adding).await) {
                Some(last) => read.push((info.scope, last)),
                None if day < until => read.push((info.scope, Some(UsagePartId::from_uuid(Uuid::max())))),
                None => {}
            }
        }
        if !adding.people.is_empty() {
            write(app, day, adding.ended()).await?;
        }
        for (scope, last) in read {
            if let Some(last) = last {
                apart.of(scope, forget_until(app, scope, day, last).await);
            }
        }
    }
    apart.end()
}

/// Adds what a company's people used on a day; the last part that was read.
async fn add_tenant(
    app: &App,
    scope: TenantScope,
    day: i64,
    adding: &mut Adding,
) -> Result<Option<UsagePartId>> {
    let (store, mut last) = (app.store().tenant(scope), None);
    loop {
        let after = last.unwrap_or(UsagePartId::from_uuid(Uuid::nil()));
        let parts = store.list_usage_of_day(day, after, PARTS_PER_READ).await?;
        let Some(end) = parts.last() else { return Ok(last) };
        last = Some(end.id);
        let permit = app.permit(&Ctx::job(scope, Job::Usage, app.now()), Act::USAGE_SUM).await?;
        let sealed = parts.iter().map(|part| (part.id.uuid(), &part.content));
        let contents = app.open_left(&permit, sealed).await?;
        app.settle(permit).await?;
        for (part, content) in parts.iter().zip(contents) {
            if let Some(content) = content {
                adding.add(part.agent, content);
            }
        }
    }
}

/// Writes a day's sum, unless it has one: then what came late is not in it.
async fn write(app: &App, day: i64, content: UsageSumContent) -> Result<()> {
    let ctx = Ctx::job(operator::SCOPE, Job::Usage, app.now());
    let store = app.store().tenant(ctx.scope);
    let permit = app.permit(&ctx, Act::USAGE_KEEP).await?;
    let of_month = store.list_usage_sums(day - 31, SUMS_MAX).await?;
    let of_month = of_month.iter().find(|sum| month_of(sum.day) == month_of(day)).map(|sum| sum.month);
    app.load_tenant(ctx.scope).await?;
    if let Some(month) = of_month {
        app.admit(ctx.scope, &[LeafRef::usage_month(month)]).await?;
    }
    let mut keys = app.vault().draft(ctx.scope);
    let month = of_month.unwrap_or_else(|| UsageMonthId::generate(ctx.now));
    let leaf = LeafRef::usage_month(month);
    if of_month.is_none() {
        keys.create_leaf(ctx.now, leaf)?;
    }
    let id = UsageSumId::generate(ctx.now);
    let content = keys.seal(ctx.now, id.uuid(), &[leaf], &content)?;
    app.keyring().commit(keys.batch()).await?;
    let object = content.object();
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    let is_new = tx.insert_usage_sum(&UsageSum { day, id, month, content }).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    if !is_new {
        let leaves = if of_month.is_none() { vec![leaf] } else { Vec::new() };
        let condemned = Condemned { leaves, objects: vec![object], ..Condemned::default() };
        app.keyring().destroy(ctx.scope, &condemned).await?;
    }
    Ok(())
}

/// Forgets the parts that are in a sum.
async fn forget_until(app: &App, scope: TenantScope, day: i64, last: UsagePartId) -> Result<()> {
    let store = app.store().tenant(scope);
    let permit = app.permit(&Ctx::job(scope, Job::Usage, app.now()), Act::USAGE_FORGET).await?;
    let mut after = UsagePartId::from_uuid(Uuid::nil());
    loop {
        let parts = store.list_usage_of_day(day, after, PARTS_PER_READ).await?;
        let parts: Vec<_> = parts.into_iter().take_while(|part| part.id <= last).collect();
        let Some(end) = parts.last() else { break };
        after = end.id;
        let objects: Vec<ObjectId> = parts.iter().map(|part| part.content.object()).collect();
        app.keyring().delete_object_keys(scope, &objects).await?;
    }
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.delete_usage_of_day(day, last).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Ends the months whose time is over: their keys are destroyed, then the rows go. Where nothing is counted any more, all do.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn end(app: &App) -> Result<()> {
    let store = app.store().tenant(operator::SCOPE);
    let sums = store.list_usage_sums(i64::MIN, SUMS_MAX).await?;
    let Some(kept_days) = app.settings().usage_days else {
        return end_months(app, sums.iter().map(|sum| sum.month).collect()).await;
    };
    if sums.is_empty() || !terms::may_end(app).await? {
        return Ok(());
    }
    let today = day_of(app.now());
    let is_over = |sum: &&UsageSum| today > last_day_of_month(sum.day) + i64::from(kept_days);
    end_months(app, sums.iter().filter(is_over).map(|sum| sum.month).collect()).await
}

async fn end_months(app: &App, months: BTreeSet<UsageMonthId>) -> Result<()> {
    for month in months {
        let ctx = Ctx::job(operator::SCOPE, Job::Usage, app.now());
        let permit = app.permit(&ctx, Act::USAGE_FORGET).await?;
        let leaves = vec![LeafRef::usage_month(month)];
        app.vault().mark_destroyed(ctx.scope, &leaves);
        app.keyring().destroy(ctx.scope, &Condemned { leaves, ..Condemned::default() }).await?;
        let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
        let mut tx = app.store().tenant(ctx.scope).begin().await?;
        tx.delete_usage_sums_of(month).await?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A day of the calendar; far off what any clock shows, the first one.
fn date(day: i64) -> Date {
    let span = jiff::Span::new().try_days(day).unwrap_or_default();
    Date::constant(1970, 1, 1).checked_add(span).unwrap_or(Date::MIN)
}

/// Year and month of a day.
fn month_of(day: i64) -> (i16, i8) {
    (date(day).year(), date(day).month())
}

fn last_day_of_month(day: i64) -> i64 {
    let date = date(day);
    day + i64::from(date.days_in_month() - date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_with_its_last_day() {
        // 2024-02-10 and 2024-02-29.
        assert_eq!((date(19_763).to_string().as_str(), last_day_of_month(19_763)), ("2024-02-10", 19_782));
        assert_eq!((last_day_of_month(19_782), month_of(19_782)), (19_782, (2024, 2)));
        assert_eq!(month_of(19_783), (2024, 3));
    }
}
