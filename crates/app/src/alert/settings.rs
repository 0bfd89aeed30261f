//! From where on the rules alert. Every change is an event of the log with the version that it made.

use crate::notice::quiet;
use crate::{App, Ctx, Error, Result, zone};
use domain::limits::{ALERT_EXPORTS, ALERT_MINUTES, ALERT_RECORDS, ALERT_REFUSALS};
use domain::record::QuietHours;
use domain::{AlertSettings, TenantScope, Timestamp, WorkHours};
use privacy::Act;

/// From where on the rules alert.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn settings(app: &App, ctx: &Ctx) -> Result<AlertSettings> {
    let permit = app.permit(ctx, Act::ALERT_READ).await?;
    app.settle(permit).await?;
    of(app, ctx.scope).await
}

/// The same, for the job.
pub(crate) async fn of(app: &App, scope: TenantScope) -> Result<AlertSettings> {
    let found = app.store().tenant(scope).find_alert_settings().await?;
    Ok(found.map(|(settings, _)| settings).unwrap_or_default())
}

/// Changes from where on the rules alert; whatever version is given, it becomes the next.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn change_settings(app: &App, ctx: &Ctx, new: AlertSettings) -> Result<AlertSettings> {
    let mut permit = app.permit(ctx, Act::ALERT_SETTINGS).await?;
    let mut new = check(new)?;
    let store = app.store().tenant(ctx.scope);
    new.version = of(app, ctx.scope).await?.version + 1;
    permit.record_version(new.version);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let before = tx.find_alert_settings().await?.map_or(0, |(settings, _)| settings.version);
    if before + 1 != new.version {
        return Err(Error::State { noun: "alert", state: "changed" });
    }
    tx.put_alert_settings(&new, ctx.now).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(new)
}

fn check(mut new: AlertSettings) -> Result<AlertSettings> {
    let within = [
        ("bulk_records", ALERT_RECORDS.contains(&new.bulk_records)),
        ("bulk_minutes", ALERT_MINUTES.contains(&new.bulk_minutes)),
        ("exports", ALERT_EXPORTS.contains(&new.exports)),
        ("refusals", ALERT_REFUSALS.contains(&new.refusals)),
        ("refusal_minutes", ALERT_MINUTES.contains(&new.refusal_minutes)),
    ];
    if let Some((field, _)) = within.into_iter().find(|(_, within)| !within) {
        return Err(Error::Input { field, rule: "rule-alert-number" });
    }
    if let Some(hours) = &mut new.hours {
        let zone = zone::known(&hours.zone).ok_or(Error::Input { field: "zone", rule: "rule-choice" })?;
        hours.zone = zone;
        if !quiet::is_sound(&period(hours)) || !hours.days.contains(&true) {
            return Err(Error::Input { field: "hours", rule: "rule-alert-hours" });
        }
    }
    Ok(new)
}

fn period(hours: &WorkHours) -> QuietHours {
    QuietHours { from_minute: hours.from_minute, until_minute: hours.until_minute, days: hours.days }
}

/// Whether a moment lies outside of the hours that the company works; never where it set none.
pub(crate) fn is_off(settings: &AlertSettings, at: Timestamp) -> bool {
    settings.hours.as_ref().is_some_and(|hours| quiet::until(&period(hours), Some(&hours.zone), at).is_none())
}
