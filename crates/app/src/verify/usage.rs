//! C62, C63, C71, C98, C99: nothing is counted of anybody without their consent, and nothing of it is kept longer than is said.

use super::looking::{Entry, Found, Looking};
use crate::usage::day_of;
use crate::{App, Result, consent};
use domain::ConsentDecision;
use domain::record::text_hash;
use std::collections::HashMap;
use uuid::Uuid;

/// Parts of a day that ended so many days before are summed up.
const SUMMED_DAYS: i64 = 2;
/// The longest month, in days.
const MONTH_DAYS: i64 = 31;

/// Whose consent to what: company, account, purpose.
type Held = (Uuid, Uuid, String);

/// A decision, as its row says.
#[derive(Clone, Copy)]
struct Decided {
    id: Uuid,
    gives: bool,
    at_ms: i64,
}

/// Each decision stands with the words that were shown, and what was counted is of people whose last one is a consent.
pub(super) async fn consents(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut last: HashMap<Held, Decided> = HashMap::new();
    let columns = ["tenant_id", "id", "agent_id", "purpose", "decision", "words", "sha256", "decided_at_ms"];
    for row in l.rows("consent", &columns).await? {
        let [tenant, id, agent, purpose, decision, words, hash, at] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(agent)) = (tenant.id(), id.id(), agent.id()) else { continue };
        found.holds(decision.text().parse::<ConsentDecision>().is_ok(), "decision", id);
        let is_same = hash.bytes() == Some(text_hash(words.text()).as_slice());
        let is_shown = decision.text() != "given" || !words.text().is_empty();
        found.holds(is_same && is_shown, "consent-words", id);
        let one = Decided { id, gives: decision.text() == "given", at_ms: at.int().unwrap_or_default() };
        let newest = last.entry((tenant, agent, purpose.text().to_owned())).or_insert(one);
        if newest.id <= id {
            *newest = one;
        }
    }
    none_returns(&mut found, &l.ledger().await?, &last);
    for row in l.rows("usage_part", &["tenant_id", "id", "agent_id"]).await? {
        let [tenant, id, agent] = row.as_slice() else { continue };
        let (Some(tenant), Some(agent)) = (tenant.id(), agent.id()) else { continue };
        let consents = last.get(&(tenant, agent, "usage".to_owned())).is_some_and(|newest| newest.gives);
        found.holds(consents, "counted", id.id().unwrap_or_default());
    }
    Ok(found)
}

/// Whoever took a consent back gave none since before that, not even in what a restore brought.
fn none_returns(found: &mut Found, ledger: &[Entry], last: &HashMap<Held, Decided>) {
    for entry in ledger {
        let word = entry.what.parse().ok();
        let ended = word.and_then(|word| consent::ended_by(word, Some(&entry.detail)));
        let Some(purpose) = ended else { continue };
        let newest = last.get(&(entry.tenant, entry.subject, purpose.as_str().to_owned()));
        let is_over = newest.is_none_or(|newest| !newest.gives || newest.at_ms > entry.at_ms);
        found.holds(is_over, "consent-returned", entry.entry);
    }
}

/// What was counted is summed up within two days, and no sum is older than the operator says.
pub(super) async fn usage(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let today = day_of(l.now);
    for row in l.rows("usage_part", &["tenant_id", "id", "day"]).await? {
        let [_, id, day] = row.as_slice() else { continue };
        let is_young = day.int().is_some_and(|day| day >= today - SUMMED_DAYS);
        found.holds(is_young, "not-summed", id.id().unwrap_or_default());
    }
    let kept_days = app.settings().usage_days.map_or(0, i64::from);
    for row in l.rows("usage_sum", &["tenant_id", "id", "day"]).await? {
        let [_, id, day] = row.as_slice() else { continue };
        // Kept so long after the last day of its month: at the earliest, its own.
        let is_young = day.int().is_some_and(|day| day >= today - kept_days - MONTH_DAYS);
        found.holds(is_young, "sum-outlived", id.id().unwrap_or_default());
    }
    Ok(found)
}
