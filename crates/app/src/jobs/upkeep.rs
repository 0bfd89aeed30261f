//! Small things that have to happen now and then: signed heads of the audit logs, and what has expired.

use crate::tenant::{Apart, TenantInfo};
use crate::ticket::bulk::UNDO_KEPT_MS;
use crate::{App, Result, alert, audit, tenant};
use domain::limits::NOTICE_DAYS_MAX;
use domain::{AlertRule, TenantScope, Timestamp};
use std::sync::Arc;
use std::time::Duration;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Failed sign-ins, and counts of what strangers ask for, are kept for so long after the last one: no pause is longer.
const FAILURES_KEPT_MS: i64 = DAY_MS;

/// How often.
const EVERY: Duration = Duration::from_secs(600);

/// Uploads removed in one round.
const EXPIRED_PER_ROUND: u32 = 1_000;

/// Changes forgotten in one round.
const CHANGES_PER_ROUND: u32 = 10_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "upkeep failed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Signs every log that has grown and removes what has expired.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let (now, mut apart) = (app.now(), Apart::default());
    for info in tenant::list_logs(app).await? {
        apart.of(info.scope, round_of(app, &info, now).await);
    }
    app.store().system().delete_old_sign_in_failures(now.plus_millis(-FAILURES_KEPT_MS)).await?;
    app.store().system().delete_expired_sessions(now).await?;
    app.store().system().delete_expired_links(now).await?;
    app.store().system().delete_expired_sign_ups(now).await?;
    apart.end()
}

async fn round_of(app: &App, info: &TenantInfo, now: Timestamp) -> Result<()> {
    let signed = audit::checkpoint(app, info, now).await;
    if signed.is_err() {
        alert::log_fault(app, info.scope, AlertRule::Signing).await;
    }
    let shortened = audit::shorten(app, info, now).await;
    let expired = app.store().tenant(info.scope).list_expired_uploads(now, EXPIRED_PER_ROUND).await?;
    let expired: Vec<_> = expired.into_iter().map(|upload| upload.object).collect();
    if !expired.is_empty() {
        app.keyring().delete_object_keys(info.scope, &expired).await?;
        app.packs().erase(&app.store().tenant(info.scope).list_blobs(&expired).await?).await?;
        let mut tx = app.store().tenant(info.scope).begin().await?;
        tx.delete_uploads(&expired).await?;
        tx.delete_blobs(&expired).await?;
        tx.commit().await?;
    }
    crate::access_export::expire(app, info.scope.tenant(), EXPIRED_PER_ROUND).await?;
    crate::company_export::expire(app, info.scope.tenant()).await?;
    alert::forget(app, info.scope, now, EXPIRED_PER_ROUND).await?;
    alert::forget_asked(app, info.scope, now).await?;
    forget_undos(app, info.scope, now).await?;
    forget_notices(app, info.scope, now).await?;
    forget_changes(app, info.scope, now).await?;
    forget_attempts(app, info.scope, now).await?;
    forget_rates(app, info.scope, now).await?;
    shortened.and(signed.map(|_| ()))
}

/// Forgets changes that can be taken back no more.
async fn forget_undos(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let store = app.store().tenant(scope);
    let old = store.list_undos_before(now.plus_millis(-UNDO_KEPT_MS), EXPIRED_PER_ROUND).await?;
    if old.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    for undo in old {
        tx.delete_undo(undo.id).await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets notices that are older than they are kept.
async fn forget_notices(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let mut tx = app.store().tenant(scope).begin().await?;
    match tx.delete_notices_before(now.plus_millis(-NOTICE_DAYS_MAX * DAY_MS)).await? {
        0 => Ok(()),
        _ => Ok(tx.commit().await?),
    }
}

/// Forgets what told live pages and notices that something happened, when no notice of it can be left. A program or a page
/// that looks again after so long reads everything anew.
async fn forget_changes(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let mut tx = app.store().tenant(scope).begin().await?;
    match tx.delete_passed_changes(now.plus_millis(-NOTICE_DAYS_MAX * DAY_MS), CHANGES_PER_ROUND).await? {
        0 => Ok(()),
        _ => Ok(tx.commit().await?),
    }
}

/// Forgets who went to a provider and did not come back in time.
async fn forget_attempts(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let mut tx = app.store().tenant(scope).begin().await?;
    let passed = tx.list_oauth_attempts_passed(now).await?;
    if passed.is_empty() {
        return Ok(());
    }
    tx.delete_oauth_attempts_passed(now).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(scope, &passed).await?;
    Ok(())
}

/// Forgets how often somebody wrote, and was written to, when that no longer counts.
async fn forget_rates(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let mut tx = app.store().tenant(scope).begin().await?;
    match tx.delete_rates_passed(now).await? {
        0 => Ok(()),
        _ => Ok(tx.commit().await?),
    }
}
