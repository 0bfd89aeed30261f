//! C44, C45: backups end in time, and no key is in one.

use super::looking::Found;
use crate::backup::{self, list_tables};
use crate::{App, Result};

/// No backup is ever kept longer.
const DAYS_MAX: u32 = 365;
const HOUR_MS: i64 = 3600 * 1000;

/// Every backup can be read, is not older than it may be, and holds no key; so do the copies of the keyring end.
pub(super) async fn backups(app: &App) -> Result<Found> {
    let mut found = Found::default();
    let keyring: Vec<String> = app.keyring().snapshot().await?.tables();
    if let Some(plan) = &app.settings().backups {
        let setup = match plan.open().await {
            Ok(setup) => setup,
            Err(error) => {
                found.holds(false, "backup-place", error);
                return Ok(found);
            }
        };
        let now = app.now();
        for entry in backup::list(app, &setup).await? {
            let is_over = entry.at.plus_millis(i64::from(DAYS_MAX.min(setup.retention_days)) * 24 * HOUR_MS)
                < now.plus_millis(-24 * HOUR_MS);
            found.holds(!is_over, "backup-old", &entry.id);
            if let Some(fault) = &entry.fault {
                found.fault("backup-broken", format!("{}: {fault}", entry.id));
            } else if let Some(table) =
                list_tables(app, &setup, &entry.id).await?.into_iter().find(|table| keyring.contains(table))
            {
                found.fault("backup-keys", format!("{} {table}", entry.id));
            }
        }
    }
    if let Some(copies) = &app.settings().keyring_copies {
        for (name, at) in backup::keyring_copy::list(&copies.folder).await? {
            let ends = at.plus_millis((i64::from(copies.hours) + 1) * HOUR_MS);
            found.holds(ends > app.now(), "copy-old", name);
        }
    }
    Ok(found)
}

/// What is configured keeps no backup for more than a year, and no copy of the keyring for longer than receipts say.
pub(super) fn retention(app: &App) -> Result<Found> {
    let mut found = Found::default();
    let settings = app.settings();
    if let Some(plan) = &settings.backups {
        found.holds(plan.retention_days <= DAYS_MAX, "retention", plan.retention_days);
    }
    if let Some(copies) = &settings.keyring_copies {
        let is_said = i64::from(copies.hours) <= settings.snapshot_hours;
        found.holds(is_said, "copy-hours", copies.hours);
    }
    Ok(found)
}
