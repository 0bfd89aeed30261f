//! Backups on their schedule, pruning of those whose time is over, and short-lived copies of the keyring.

use crate::backup::{self, Fault, Setup, keyring_copy};
use crate::settings::KeyringCopies;
use crate::{App, Error, Result, terms};
use domain::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(300);
const HOUR_MS: i64 = 3600 * 1000;
/// How often the keyring is copied, in hours.
const COPY_HOURS: i64 = 1;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut copied_at = None;
    loop {
        match look(&app).await {
            // Somebody makes one by hand.
            Ok(()) | Err(Error::Backup(Fault::Busy)) => {}
            Err(error) => tracing::error!(%error, "the backup failed"),
        }
        if let Some(copies) = &app.settings().keyring_copies
            && let Err(error) = copy(&app, copies, &mut copied_at).await
        {
            tracing::error!(%error, "the copy of the keyring failed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Makes a backup, if one is due, and removes those whose time is over unless the clock is doubted.
///
/// # Errors
/// A failure of the place or a store.
pub async fn look(app: &App) -> Result<()> {
    let Some(plan) = &app.settings().backups else { return Ok(()) };
    let setup = &plan.open().await?;
    make(app, setup).await?;
    if terms::may_end(app).await? { prune(app, setup).await } else { Ok(()) }
}

/// Makes a backup, if one is due, and removes those whose time is over.
///
/// # Errors
/// A failure of the place or a store.
pub async fn round(app: &App) -> Result<()> {
    let Some(plan) = &app.settings().backups else { return Ok(()) };
    let setup = &plan.open().await?;
    make(app, setup).await?;
    prune(app, setup).await
}

async fn make(app: &App, setup: &Setup) -> Result<()> {
    if is_due(app, setup).await? {
        let made = backup::make(app, setup).await?;
        tracing::info!(backup = %made.id, bytes = made.new_bytes, "made a backup");
    }
    Ok(())
}

async fn prune(app: &App, setup: &Setup) -> Result<()> {
    let pruned = backup::prune::prune(app, setup, app.now()).await?;
    if let Some(fault) = pruned.fault {
        tracing::error!(fault, "pieces of backups are kept, because one cannot be read");
    } else if pruned.backups > 0 {
        tracing::info!(backups = pruned.backups, "removed backups whose time was over");
    }
    Ok(())
}

async fn is_due(app: &App, setup: &Setup) -> Result<bool> {
    if setup.every_hours == 0 {
        return Ok(false);
    }
    let last = backup::last_made_at(setup).await?;
    let due = last.map(|at| at.plus_millis(i64::from(setup.every_hours) * HOUR_MS));
    Ok(due.is_none_or(|due| due <= app.now()))
}

async fn copy(app: &App, copies: &KeyringCopies, copied_at: &mut Option<Timestamp>) -> Result<()> {
    let now = app.now();
    if copies.hours == 0 || copied_at.is_some_and(|at| at.plus_millis(COPY_HOURS * HOUR_MS) > now) {
        return keyring_copy::prune(&copies.folder, copies.hours, now).await.map(|_| ());
    }
    keyring_copy::copy(app.keyring(), copies.kek.as_ref(), &copies.folder, copies.hours, now).await?;
    *copied_at = Some(now);
    Ok(())
}
