//! Alerts: what the rules on the audit log found (C37), for those who have to look at it. A company's are for its admins,
//! the system's own for operators.

mod asked;
mod faults;
mod letter;
mod raise;
mod settings;

pub use asked::Asking;
pub use settings::{change_settings, settings};

pub(crate) use asked::{AskedInVain, answer, forget_asked};
pub(crate) use faults::{checkpoints, log_fault, tell, tell_both};
pub(crate) use letter::Letters;
pub(crate) use raise::{Followed, Raised, raise};
pub(crate) use settings::{is_off, of as settings_of};

use crate::view::Page;
use crate::{App, Ctx, Error, Result, keys};
use domain::audit::Actor;
use domain::keyring::LeafRef;
use domain::limits::{ALERT_DAYS_MAX, ALERT_NOTE_CHARS_MAX, ALERTS_PER_PAGE};
use domain::record::AlertContent;
use domain::{AgentId, AlertId, AlertRule, AlertState, TenantId, TenantScope, Timestamp};
use privacy::Act;
use store::StoreError;

const DAY_MS: i64 = 24 * 3_600_000;

/// A line of the list: nothing is opened for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Id.
    pub id: AlertId,
    /// Which rule.
    pub rule: AlertRule,
    /// Where it stands.
    pub state: AlertState,
    /// Whose account, where it is one.
    pub agent_id: Option<AgentId>,
    /// How often it was found.
    pub times: u32,
    /// Time of the first entry that it is about.
    pub first_at_ms: Timestamp,
    /// Time of the last one.
    pub last_at_ms: Timestamp,
    /// When it was found first.
    pub raised_at_ms: Timestamp,
    /// When somebody had looked at it.
    pub acknowledged_at_ms: Option<Timestamp>,
    /// Who.
    pub acknowledged_by: Option<AgentId>,
}

/// An alert with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertView {
    /// Its line.
    pub row: AlertRow,
    /// Who acted; nobody where it is about the log itself.
    pub actor: Option<Actor>,
    /// How many the rule counted.
    pub count: u32,
    /// The entries of the log that it is about, oldest first; of more, the newest.
    pub entries: Vec<u64>,
    /// The companies that it is about, in the system's own.
    pub tenants: Vec<TenantId>,
    /// What whoever looked at it wrote.
    pub note: String,
}

fn row(alert: &store::Alert) -> AlertRow {
    AlertRow {
        id: alert.id,
        rule: alert.rule,
        state: alert.state,
        agent_id: alert.agent,
        times: alert.times,
        first_at_ms: alert.first_at,
        last_at_ms: alert.last_at,
        raised_at_ms: alert.raised_at,
        acknowledged_at_ms: alert.acknowledged_at,
        acknowledged_by: alert.acknowledged_by,
    }
}

/// Lists alerts in a state, the newest first, a page at a time.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    state: AlertState,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<AlertRow>> {
    let permit = app.permit(ctx, Act::ALERT_READ).await?;
    app.settle(permit).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let before: Option<AlertId> = after.map(|text| text.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, ALERTS_PER_PAGE);
    let mut rows = app.store().tenant(ctx.scope).list_alerts(state, before, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(Page { items: rows.iter().map(row).collect(), next })
}

/// Reads an alert.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: AlertId) -> Result<AlertView> {
    let permit = app.permit(ctx, Act::ALERT_READ).await?;
    let alert = app.store().tenant(ctx.scope).find_alert(id).await?.ok_or(Error::NotFound("alert"))?;
    let content: AlertContent = app.open(&permit, id.uuid(), &alert.content).await?;
    app.settle(permit).await?;
    Ok(AlertView {
        row: row(&alert),
        actor: content.actor,
        count: content.count,
        entries: content.entries,
        tenants: content.tenants,
        note: content.note,
    })
}

/// Says that an alert was looked at, and what came of it. What the rule finds afterwards is another alert.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when somebody was faster, bad input, a refusal, or a store's failure.
pub async fn acknowledge(app: &App, ctx: &Ctx, id: AlertId, note: &str) -> Result<()> {
    let note = note.trim();
    if note.chars().count() > ALERT_NOTE_CHARS_MAX {
        return Err(Error::Input { field: "note", rule: "rule-too-long" });
    }
    let permit = app.permit(ctx, Act::ALERT_ACKNOWLEDGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut alert = store.find_alert(id).await?.ok_or(Error::NotFound("alert"))?;
    if alert.state != AlertState::Open {
        return Err(Error::State { noun: "alert", state: alert.state.as_str() });
    }
    let content: AlertContent = app.open(&permit, id.uuid(), &alert.content).await?;
    let (old, leaf) = (alert.content.object(), LeafRef::settings(ctx.scope.tenant()));
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let content = AlertContent { note: note.to_owned(), ..content };
    alert.content = keys.seal(ctx.now, id.uuid(), &[leaf], &content)?;
    alert.state = AlertState::Acknowledged;
    alert.acknowledged_at = Some(ctx.now);
    alert.acknowledged_by = ctx.agent_id();
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    match tx.update_alert(&alert).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "alert", state: "changed" }),
        Err(error) => return Err(error.into()),
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(())
}

/// How many alerts nobody has looked at; for the frame of pages, which opens none.
///
/// # Errors
/// The store's failure.
pub async fn count_open(app: &App, scope: TenantScope) -> Result<i64> {
    Ok(app.store().tenant(scope).count_alerts_open().await?)
}

/// Forgets alerts that are older than they are kept, with their keys.
///
/// # Errors
/// A store's failure.
pub(crate) async fn forget(app: &App, scope: TenantScope, now: Timestamp, limit: u32) -> Result<()> {
    let store = app.store().tenant(scope);
    // What an incident keeps as evidence is kept from the beginning of its time on.
    let end = now.plus_millis(-ALERT_DAYS_MAX * DAY_MS);
    let end = crate::incident::frozen_since(app, scope.tenant()).await?.map_or(end, |from| from.min(end));
    let old = store.list_alerts_before(end, limit).await?;
    if old.is_empty() {
        return Ok(());
    }
    let ctx = Ctx::job(scope, domain::audit::Job::Monitoring, now);
    let permit = app.permit(&ctx, Act::ALERT_FORGET).await?;
    let objects: Vec<_> = old.iter().map(|alert| alert.content.object()).collect();
    let ids: Vec<_> = old.iter().map(|alert| alert.id).collect();
    app.keyring().delete_object_keys(scope, &objects).await?;
    let entries = app.seal_events(scope, &permit.into_events(objects)).await?;
    let mut tx = store.begin().await?;
    tx.delete_alerts(&ids).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}
