//! Letters about alerts: one for each alert, to every admin; of the system's own, to every operator. They say which rule
//! it was, and nothing of whom it is about. Each company's go by themselves and have a bounded time: where mail to one is
//! slow or not taken, the letters of that one wait.

use crate::jobs::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result, agent, operator};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, text_hash};
use domain::{AgentId, AgentState, AlertRule, Role, TenantScope, Timestamp};
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, stream};
use i18n::I18n;
use privacy::Act;
use std::collections::HashMap;
use std::time::Duration;

/// Alerts of one tenant that are written about in one round.
const PER_ROUND: u32 = 20;

/// The longest time that one company's letters have in one round.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a company's letters wait after they could not be handed over.
const WAIT_MS: i64 = 300_000;
/// Companies whose letters are handed over at once.
const AT_ONCE: usize = 16;
/// One company's letters are one node's for so long.
const LEASE_MS: i64 = 60_000;

/// Whose letters wait, and until when.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    waits: HashMap<TenantScope, Timestamp>,
}

impl Letters {
    /// Writes about every alert of which nobody was written to.
    pub(crate) async fn round(&mut self, app: &App, all: &[TenantInfo]) {
        let now = app.now();
        if app.settings().operator_mail.is_none() {
            return;
        }
        self.waits.retain(|_, until| now < *until);
        let due = all.iter().filter(|info| !self.waits.contains_key(&info.scope));
        let late = each(due.map(|info| (info.scope, attempt(app, info).boxed())).collect(), LONGEST).await;
        let until = app.now().plus_millis(WAIT_MS);
        self.waits.extend(late.into_iter().map(|scope| (scope, until)));
    }
}

async fn attempt(app: &App, info: &TenantInfo) -> bool {
    write(app, info).await.unwrap_or_else(|error| {
        tracing::error!(tenant = %info.scope.tenant(), %error, "letters about alerts cannot be written; they wait");
        false
    })
}

/// Does each, some at once and each for so long at most; gives those that did not succeed in time.
async fn each<K: Send>(all: Vec<(K, BoxFuture<'_, bool>)>, longest: Duration) -> Vec<K> {
    let all: Vec<_> = all.into_iter().map(|(key, what)| in_time(key, what, longest)).collect();
    let done: Vec<(K, bool)> = stream::iter(all).buffer_unordered(AT_ONCE).collect().await;
    done.into_iter().filter_map(|(key, is_done)| (!is_done).then_some(key)).collect()
}

async fn in_time<K>(key: K, what: BoxFuture<'_, bool>, longest: Duration) -> (K, bool) {
    (key, tokio::time::timeout(longest, what).await.unwrap_or(false))
}

/// Writes about alerts of one tenant; false when nobody could be reached yet.
async fn write(app: &App, info: &TenantInfo) -> Result<bool> {
    let store = app.store().tenant(info.scope);
    let alerts = store.list_alerts_unmailed(PER_ROUND).await?;
    if alerts.is_empty() {
        return Ok(true);
    }
    let (name, now) = (format!("alert-letters/{}", info.scope.tenant()), app.now());
    if !app.store().system().acquire_lease(&name, app.node(), now, now.plus_millis(LEASE_MS)).await? {
        return Ok(true);
    }
    let to = recipients(app, info).await?;
    let base = match info.scope == operator::SCOPE {
        true => format!("{}/operator", app.settings().public_url.clone().unwrap_or_default()),
        false => base(app, info.scope).await?.unwrap_or_default(),
    };
    for alert in alerts {
        let (mut has_reached, mut can_again) = (false, false);
        for (agent, profile) in &to {
            let handed = operator_mail::hand_over(
                app,
                info.scope,
                letter(info, &alert, *agent, profile, &base),
                app.now(),
            );
            match handed.await? {
                Handed::Over => has_reached = true,
                Handed::NotYet => can_again = true,
                Handed::Refused => {}
            }
        }
        if can_again && !has_reached {
            return Ok(false);
        }
        let mut tx = store.begin().await?;
        tx.update_alert_mailed(alert.id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(true)
}

async fn recipients(app: &App, info: &TenantInfo) -> Result<Vec<(AgentId, AgentProfile)>> {
    let role = if info.scope == operator::SCOPE { Role::Operator } else { Role::Admin };
    let permit = app.permit(&Ctx::job(info.scope, Job::Notices, app.now()), Act::NOTICE_MAIL).await?;
    let mut found = Vec::new();
    for row in app.store().tenant(info.scope).list_agents().await? {
        if row.role == role && row.state == AgentState::Active {
            found.push((row.id, agent::profile_of(app, &permit, &row).await?));
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

fn letter(
    info: &TenantInfo,
    alert: &store::Alert,
    agent: AgentId,
    profile: &AgentProfile,
    base: &str,
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let what = words.t(&format!("alert-rule-{}", alert.rule.as_str().replace('_', "-")));
    let link = match alert.rule {
        // There they decide, and end it.
        AlertRule::OperatorAsks | AlertRule::OperatorAccess => format!("{base}/operator-accesses"),
        _ => format!("{base}/alerts/{}", alert.id),
    };
    let args = [("name", profile.name.as_str()), ("company", &info.name), ("what", &what), ("link", &link)];
    // The same letter is the same mail, whoever sends it.
    let hash = text_hash(&format!("alert/{}/{agent}", alert.id));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-alert-subject", &args),
        text: words.t_args("mail-alert-text", &args),
        id: hash.first_chunk().copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_is_slow_delays_themselves_alone() {
        let done = std::sync::Mutex::new(Vec::new());
        let longest = Duration::from_secs(5);
        let began = tokio::time::Instant::now();
        let one = async |n: usize| {
            match n {
                3 => std::future::pending().await,
                7 => return false,
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
            done.lock().unwrap().push((n, began.elapsed()));
            true
        };
        let all: Vec<(usize, BoxFuture<'_, bool>)> = (0..100).map(|n| (n, one(n).boxed())).collect();
        let late = each(all, longest).await;
        assert_eq!(late, [7, 3]);
        assert!(began.elapsed() >= longest);
        let done = done.into_inner().unwrap();
        assert_eq!(done.len(), 98);
        assert!(done.iter().all(|(_, at)| *at < longest), "{done:?}");
    }
}
