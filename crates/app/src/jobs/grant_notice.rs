//! Tells a tenant's admins that a provider's permission has ended (C41): at once, after a week and after three weeks, by the
//! operator's own mail, or by alerts where there is none.
//!
//! Thirty days after a permission ended, what was taken in by it is due to be deleted, unless the mailbox is connected again
//! before: then nothing is due any more.

use super::ending_letter::{self, Letter};
use crate::tenant::Apart;
use crate::{App, Result, tenant};
use domain::{GrantState, RequestId, TenantScope, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use store::Grant;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How long what was taken in is kept after that.
pub const KEPT_MS: i64 = 30 * DAY_MS;
/// How often it is looked.
const EVERY: Duration = Duration::from_secs(60);
/// One round of mails takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// When what was taken in by a permission that ended then is due to be deleted.
#[must_use]
pub const fn due_at(ended_at: Timestamp) -> Timestamp {
    ended_at.plus_millis(KEPT_MS)
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "admins cannot be told that a permission has ended");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Tells whom it is time to tell.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list(app).await? {
        for grant in app.store().tenant(info.scope).list_grants().await? {
            if due(&grant, app.now()) <= grant.notices {
                continue;
            }
            let (name, holder) = (format!("grant-notice/{}", grant.mailbox), RequestId::generate(app.now()));
            let (system, now) = (app.store().system(), app.now());
            if system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
                let told = tell(app, info.scope, &info.name, grant).await;
                system.release_lease(&name, holder).await?;
                apart.of(info.scope, told);
            }
        }
    }
    apart.end()
}

/// How many notices there should be by now.
fn due(grant: &Grant, now: Timestamp) -> u32 {
    let ended_at = grant.ended_at.filter(|_| grant.state == GrantState::Ended);
    ended_at.map_or(0, |ended_at| ending_letter::due(ended_at, now))
}

async fn tell(app: &App, scope: TenantScope, company: &str, seen: Grant) -> Result<()> {
    let store = app.store().tenant(scope);
    // It may have been given anew, or told by another node, since it was read.
    let Some(grant) = store.find_grant(seen.mailbox).await? else { return Ok(()) };
    let count = due(&grant, app.now());
    let (Some(ended_at), true) = (grant.ended_at, count > grant.notices) else { return Ok(()) };
    let Some(mailbox) = store.find_mailbox(grant.mailbox).await? else { return Ok(()) };
    let (keys, erase_at) = (("mail-grant-subject", "mail-grant-text"), due_at(ended_at));
    let letter = Letter { keys, company, mailbox: &mailbox, ended_at, erase_at, count };
    if !ending_letter::tell_admins(app, scope, &letter).await? {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    if let Some(row) = tx.find_grant(grant.mailbox).await?.filter(|row| row.ended_at == Some(ended_at)) {
        tx.put_grant(&Grant { notices: count, ..row }).await?;
    }
    Ok(tx.commit().await?)
}
