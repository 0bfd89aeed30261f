//! C37: what the rules find in the log has its alert, and the log is followed.

use super::looking::{Found, Looking};
use super::register::settled;
use crate::audit::{first_after, opened};
use crate::jobs::monitoring;
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result, alert};
use domain::audit::Actor;
use domain::keyring::LeafRef;
use domain::{AgentId, Timestamp};
use privacy::alert::{Finding, LOOKS_BACK_MS, Watch};
use privacy::{Act, Permit};
use std::collections::HashSet;
use store::Alert;

/// How far back it is looked.
const LOOKED_BACK_MS: i64 = 2 * 24 * 3_600_000;
/// How long what somebody did may lie there until it was looked at.
const BEHIND_MS: i64 = 5 * 60_000;
/// How far apart the times of a finding and of its alert may be: whoever counts from another entry on finds it sooner or later.
const APART_MS: i64 = LOOKS_BACK_MS + BEHIND_MS;
/// Entries looked at in one go.
const ENTRIES_PER_READ: u32 = 1_000;
/// Alerts of the time that is looked at.
const ALERTS_MAX: u32 = 10_000;

/// Each log is followed to its end, and what the rules find in it has its alert.
pub(super) async fn alerts(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let operators = monitoring::operators(app).await?;
    for info in crate::tenant::list_logs(app).await? {
        if l.wants_tenant(info.scope.tenant().uuid()) {
            of_log(app, l.now, &info, &operators, &mut found).await?;
        }
    }
    Ok(found)
}

async fn of_log(
    app: &App,
    now: Timestamp,
    info: &TenantInfo,
    operators: &HashSet<AgentId>,
    found: &mut Found,
) -> Result<()> {
    let store = app.store().tenant(info.scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    let cursor = store.find_alert_cursor().await?;
    let stands = cursor.map_or(0, |cursor| cursor.seq);
    found.looked_at += 1;
    if stands > size {
        found.fault("watch-ahead", info.scope.tenant().to_string());
    }
    let settings = alert::settings_of(app, info.scope).await?;
    let changed = store.find_alert_settings().await?.map_or(Timestamp::default(), |(_, at)| at);
    // Before it was followed, and before it was counted by other numbers, other things were found.
    let since = cursor.map_or(now, |cursor| cursor.began_at).max(changed);
    let since = since.max(now.plus_millis(-LOOKED_BACK_MS));
    let mut alerts = store.list_alerts_since(since.plus_millis(-APART_MS), ALERTS_MAX).await?;
    alerts.retain(|alert| alert.rule.follows_from_entries());
    app.admit(info.scope, &[LeafRef::audit(info.scope.tenant())]).await?;
    let permit: Permit = app.permit(&Ctx::operator(info.scope, now), Act::AUDIT_VERIFY).await?;
    let from = first_after(app, &permit, &store, size, since.plus_millis(-2 * LOOKS_BACK_MS)).await?;
    let (mut watch, mut is_behind) = (Watch::default(), false);
    let mut next = cursor.map_or(from, |cursor| from.min(cursor.seq.max(0)));
    while next < size && !is_behind {
        let entries = store.list_audit_entries(next, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else { break };
        next = last + 1;
        for entry in entries {
            // What does not open is the log's own check's.
            let Some(event) = opened(app, &permit, &store, &entry) else { continue };
            if entry.seq >= stands {
                // Only while it is served do people do anything: what commands did may wait for the next start.
                is_behind |= matches!(event.actor, Actor::Agent(_)) && now.millis_since(event.at) > BEHIND_MS;
                continue;
            }
            let seen =
                watch.see(monitoring::entry(info.scope, operators, &settings, entry.seq, &event), &settings);
            for one in seen.iter().filter(|one| one.first_at >= since) {
                let has = alerts.iter().any(|alert| is_of(alert, one));
                found.holds(has, "no-alert", format!("{} {}", info.scope.tenant(), entry.seq));
            }
        }
        tokio::task::yield_now().await;
    }
    if is_behind {
        found.fault("watch-behind", info.scope.tenant().to_string());
    }
    settled(app, permit).await
}

fn is_of(alert: &Alert, found: &Finding) -> bool {
    let agent = match found.actor {
        Actor::Agent(id) => Some(id),
        Actor::System(_) | Actor::Operator | Actor::Nobody => None,
    };
    alert.rule == found.rule
        && alert.agent == agent
        && alert.first_at.millis_since(found.last_at) <= APART_MS
        && found.first_at.millis_since(alert.last_at) <= APART_MS
}
