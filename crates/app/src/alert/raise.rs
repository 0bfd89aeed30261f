//! Raising alerts. What was found within an hour of the last time counts on the same alert, while nobody has looked at it.

use crate::{App, Ctx, Error, Result, keys};
use domain::audit::{Actor, AuditEvent, Job};
use domain::keyring::LeafRef;
use domain::limits::ALERT_ENTRIES_MAX;
use domain::record::AlertContent;
use domain::{AgentId, AlertId, AlertRule, AlertState, ObjectId, TenantId, TenantScope, Timestamp};
use privacy::alert::Finding;
use privacy::{Act, Permit};
use store::{Alert, AlertCursor};

/// What was found so soon after the last time is counted there.
const SAME_MS: i64 = 3_600_000;
/// Alerts of the last hour that are looked through.
const RECENT_MAX: u32 = 500;

/// What is told of.
#[derive(Debug, Clone)]
pub(crate) struct Raised {
    pub rule: AlertRule,
    pub actor: Option<Actor>,
    pub count: u32,
    pub times: u32,
    pub entries: Vec<u64>,
    /// The companies that it is about, in the system's own log.
    pub tenants: Vec<TenantId>,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

impl From<Finding> for Raised {
    fn from(found: Finding) -> Self {
        Self {
            rule: found.rule,
            actor: Some(found.actor),
            count: found.count,
            times: 1,
            entries: found.entries.into_iter().filter_map(|seq| u64::try_from(seq).ok()).collect(),
            tenants: Vec::new(),
            first_at: found.first_at,
            last_at: found.last_at,
        }
    }
}

impl Raised {
    /// Something about the log itself, or about what nobody did.
    pub const fn of_log(rule: AlertRule, entries: Vec<u64>, at: Timestamp) -> Self {
        let tenants = Vec::new();
        Self { rule, actor: None, count: 1, times: 1, entries, tenants, first_at: at, last_at: at }
    }

    const fn agent(&self) -> Option<AgentId> {
        match self.actor {
            Some(Actor::Agent(id)) => Some(id),
            _ => None,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.rule == other.rule && self.actor == other.actor
    }

    fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.times = self.times.saturating_add(other.times);
        self.first_at = self.first_at.min(other.first_at);
        self.last_at = self.last_at.max(other.last_at);
        self.entries.extend(other.entries);
        self.tenants.extend(other.tenants);
    }
}

/// How far the log was followed with what was found: written in the same transaction.
pub(crate) struct Followed {
    /// Where the follower stood; `None` where the log was not followed before.
    pub from: Option<i64>,
    /// Where it stands now.
    pub until: AlertCursor,
    /// What the follower owes to the log: nothing when there was nothing to look at.
    pub events: Vec<AuditEvent>,
}

/// Puts what one account did by one rule together.
fn gathered(found: Vec<Raised>) -> Vec<Raised> {
    let mut all: Vec<Raised> = Vec::new();
    for one in found {
        match all.iter_mut().find(|before| before.is_same(&one)) {
            Some(before) => before.add(one),
            None => all.push(one),
        }
    }
    all
}

/// The newest, in order, each once.
fn newest(mut entries: Vec<u64>) -> Vec<u64> {
    entries.sort_unstable();
    entries.dedup();
    entries.split_off(entries.len().saturating_sub(ALERT_ENTRIES_MAX))
}

/// An alert to be written.
struct Change {
    alert: Alert,
    is_new: bool,
    old: Option<ObjectId>,
}

/// Raises alerts, and notes how far the log was followed. Returns where the follower stands afterwards: what it wrote
/// itself is passed over when nobody else wrote meanwhile.
///
/// # Errors
/// [`Error::Contended`] when another node followed this log, or the failure of a store: nothing was kept then.
pub(crate) async fn raise(
    app: &App,
    scope: TenantScope,
    found: Vec<Raised>,
    followed: Option<Followed>,
) -> Result<Option<i64>> {
    let ctx = Ctx::job(scope, Job::Monitoring, app.now());
    let mut keys = app.vault().draft(scope);
    let (mut changes, mut events) = (Vec::new(), Vec::new());
    if !found.is_empty() {
        let permit = app.permit(&ctx, Act::ALERT_RAISE).await?;
        changes = seal(app, &ctx, &permit, &mut keys, gathered(found)).await?;
        app.keyring().commit(keys.batch()).await?;
        events = permit.into_events(keys.made());
    }
    if let Some(followed) = &followed {
        events.splice(0..0, followed.events.iter().cloned());
    }
    let entries = app.seal_events(scope, &events).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    for change in &changes {
        match change.is_new {
            true => tx.insert_alert(&change.alert).await?,
            false => tx.update_alert(&change.alert).await?,
        }
    }
    let size = |tx: &store::TenantTx| i64::try_from(tx.audit_head().size).unwrap_or(i64::MAX);
    let before = size(&tx);
    tx.append_audit(&entries).await?;
    let mut stands = None;
    if let Some(followed) = followed {
        if tx.find_alert_cursor().await?.map(|cursor| cursor.seq) != followed.from {
            return Err(Error::Contended);
        }
        let seq = if before == followed.until.seq { size(&tx) } else { followed.until.seq };
        tx.put_alert_cursor(AlertCursor { seq, ..followed.until }).await?;
        stands = Some(seq);
    }
    tx.commit().await?;
    app.vault().publish(keys);
    let old: Vec<ObjectId> = changes.iter().filter_map(|change| change.old).collect();
    keys::replaced(app, scope, &old).await?;
    Ok(stands)
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    keys: &mut crypto::Draft,
    found: Vec<Raised>,
) -> Result<Vec<Change>> {
    let leaf = LeafRef::settings(ctx.scope.tenant());
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let from = found.iter().map(|one| one.first_at).min().unwrap_or(ctx.now).plus_millis(-SAME_MS);
    let recent = app.store().tenant(ctx.scope).list_alerts_since(from, RECENT_MAX).await?;
    let mut changes = Vec::new();
    for one in found {
        let is_it = |alert: &&Alert| {
            let is_near = one.first_at.millis_since(alert.last_at) <= SAME_MS;
            alert.state == AlertState::Open && alert.rule == one.rule && alert.agent == one.agent() && is_near
        };
        let (mut alert, mut content, old) = match recent.iter().find(is_it) {
            Some(alert) => {
                let content = app.open(permit, alert.id.uuid(), &alert.content).await?;
                (Some(alert.clone()), content, Some(alert.content.object()))
            }
            None => (None, AlertContent::default(), None),
        };
        let id = alert.as_ref().map_or_else(|| AlertId::generate(ctx.now), |alert| alert.id);
        content.actor = one.actor;
        content.rule = Some(one.rule);
        content.count = content.count.saturating_add(one.count);
        content.entries.extend(one.entries.iter().copied());
        content.entries = newest(content.entries);
        for tenant in &one.tenants {
            if !content.tenants.contains(tenant) && content.tenants.len() < ALERT_ENTRIES_MAX {
                content.tenants.push(*tenant);
            }
        }
        let sealed = keys.seal(ctx.now, id.uuid(), &[leaf], &content)?;
        let is_new = alert.is_none();
        let mut alert = alert.take().unwrap_or_else(|| fresh(id, &one, sealed.clone(), ctx.now));
        if !is_new {
            alert.times = alert.times.saturating_add(one.times);
            alert.first_at = alert.first_at.min(one.first_at);
            alert.last_at = alert.last_at.max(one.last_at);
            alert.content = sealed;
        }
        changes.push(Change { alert, is_new, old });
    }
    Ok(changes)
}

const fn fresh(id: AlertId, one: &Raised, content: domain::Sealed<AlertContent>, now: Timestamp) -> Alert {
    Alert {
        id,
        rule: one.rule,
        state: AlertState::Open,
        agent: one.agent(),
        times: one.times,
        first_at: one.first_at,
        last_at: one.last_at,
        raised_at: now,
        mailed_at: None,
        acknowledged_at: None,
        acknowledged_by: None,
        content,
        version: 1,
    }
}
