//! Removing the oldest entries of a log, whose time is over: up to a signed head, so that they are whole, and with a signed word of from
//! where on the log is kept. Hashes stay in their place (`domain::inclusion::Beginning`): what is left is proved as before.

use crate::erasure::{Scope, holds};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Error, Result, incident, terms};
use domain::audit::Job;
use domain::limits::AUDIT_REMOVED_PER_ROUND;
use domain::{TenantId, TenantScope, Timestamp};
use privacy::Act;
use store::{AuditStart, Checkpoint};

const YEAR_MS: i64 = 366 * 24 * 3600 * 1000;
/// Signed heads read at once.
const CHECKPOINTS_PER_READ: u32 = 1_000;

/// Removes what is older than it is kept, some at a time. Nothing where the clock is doubted, where an incident keeps it, or while a
/// legal hold keeps something of the company's: the log tells who opened it.
///
/// # Errors
/// [`Error::LogBroken`] where it is not the log that was signed: then everything stays. A store's failure.
pub(crate) async fn shorten(app: &App, info: &TenantInfo, now: Timestamp) -> Result<()> {
    let (scope, store) = (info.scope, app.store().tenant(info.scope));
    let before = now.plus_millis(-i64::from(app.settings().audit_keep_years) * YEAR_MS);
    // Most logs are young: one small read.
    if !store.list_checkpoints(0, 1).await?.iter().any(|oldest| oldest.at <= before) {
        return Ok(());
    }
    if !terms::may_end(app).await? {
        return Ok(());
    }
    let frozen = incident::frozen_since(app, scope.tenant()).await?;
    let before = frozen.map_or(before, |from| from.min(before));
    let old = store.get_audit_start().await?;
    let Some(point) = newest_before(app, scope, old.start, before).await? else { return Ok(()) };
    if holds::find(app, scope, Scope::Tenant).await?.is_some() {
        return Ok(());
    }
    let now_kept = without(app, scope, (&old, &point)).await?;
    let ctx = Ctx::job(scope, Job::Monitoring, now);
    let permit = app.permit(&ctx, Act::AUDIT_SHORTEN).await?;
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    // Another node may have been here meanwhile.
    if tx.get_audit_start().await?.start != old.start {
        return Ok(());
    }
    tx.remove_audit_entries(&old, &now_kept).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    tracing::info!(tenant = %scope.tenant(), entries = now_kept.start - old.start, "entries of an audit log were removed: their time was over");
    Ok(())
}

/// The signed head up to which entries are removed now: what it has was there when it was signed. Never ahead of what the rules on the
/// log have seen.
async fn newest_before(
    app: &App,
    scope: TenantScope,
    start: i64,
    before: Timestamp,
) -> Result<Option<Checkpoint>> {
    let store = app.store().tenant(scope);
    let seen = store.find_alert_cursor().await?.map_or(i64::MAX, |cursor| cursor.seq);
    let mut found: Option<Checkpoint> = None;
    let mut after = start;
    loop {
        let some = store.list_checkpoints(after, CHECKPOINTS_PER_READ).await?;
        let Some(last) = some.last() else { return Ok(found) };
        after = last.size;
        for one in some {
            let is_too_much = found.is_some() && one.size > start.saturating_add(AUDIT_REMOVED_PER_ROUND);
            if one.at > before || one.size > seen || is_too_much {
                return Ok(found);
            }
            found = Some(one);
        }
    }
}

/// What is kept of a log that begins after this head.
async fn without(
    app: &App,
    scope: TenantScope,
    (old, point): (&AuditStart, &Checkpoint),
) -> Result<AuditStart> {
    let tenant: TenantId = scope.tenant();
    let signed = crypto::Checkpoint::from_bytes(&point.signature).map_err(|_| Error::LogBroken)?;
    app.vault().verify_checkpoint(&signed).map_err(|_| Error::LogBroken)?;
    let entries = app.store().tenant(scope).hash_audit_entries(old.start, point.size).await?;
    if entries.fault.is_some() || !old.is_whole {
        return Err(Error::LogBroken);
    }
    let beginning = old.beginning.clone().and(&entries.leaves);
    let head = beginning.head().map_err(|_| Error::LogBroken)?;
    let is_it = signed.tenant == tenant
        && i64::try_from(head.size()) == Ok(point.size)
        && signed.size == head.size()
        && signed.root == head.root();
    if !is_it {
        return Err(Error::LogBroken);
    }
    let says = app.vault().sign_log_start(tenant, head.size(), head.root(), signed.at)?;
    Ok(AuditStart { start: point.size, signed: Some(says.to_bytes()?), beginning, is_whole: true })
}

/// From when on a log is kept whole: what was done before may have been removed from it. Nothing where nothing was.
///
/// # Errors
/// A store's failure.
pub(crate) async fn kept_since(app: &App, scope: TenantScope) -> Result<Option<Timestamp>> {
    let start = app.store().tenant(scope).get_audit_start().await?;
    let says = start.signed.and_then(|signed| crypto::LogStart::from_bytes(&signed).ok());
    Ok(says.filter(|says| app.vault().verify_log_start(says).is_ok()).map(|says| says.before))
}
