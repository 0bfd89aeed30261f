//! What happens by itself: alerts of rules that show an attack open an incident or are added to the open one of the same rule and
//! log; operators are reminded of the report at 48 and 66 hours, each once; companies are told.

use super::step::fresh;
use super::{Line, Sealed, seal, tell};
use crate::{App, Ctx, Result, operator, tenant};
use domain::audit::Job;
use domain::record::{IncidentContent, IncidentFacts};
use domain::{
    INCIDENT_ALARM_HOURS, IncidentEntryKind, IncidentId, IncidentState, TenantId, TenantScope, Timestamp,
};
use privacy::Act;
use store::{Alert, Incident, IncidentAlert};

/// Alerts that are looked back at: whatever was found while no process ran is found then.
const LOOKED_BACK_MS: i64 = 7 * 24 * 3_600_000;
/// Alerts of one log in one look.
const ALERTS_MAX: u32 = 500;
const HOUR_MS: i64 = 3_600_000;

/// One look at everything.
///
/// # Errors
/// The first failure; done again, it goes on.
pub async fn round(app: &App) -> Result<()> {
    let opened = open_by_rules(app).await;
    let reminded = remind(app).await;
    let told = tell::notices(app).await;
    let sent = tell::send(app).await;
    opened.and(reminded).and(told).and(sent)
}

async fn open_by_rules(app: &App) -> Result<()> {
    let since = app.now().plus_millis(-LOOKED_BACK_MS);
    let mut apart = tenant::Apart::default();
    for info in tenant::list_logs(app).await? {
        let done = of_log(app, info.scope, since).await;
        apart.of(info.scope, done);
    }
    apart.end()
}

async fn of_log(app: &App, scope: TenantScope, since: Timestamp) -> Result<()> {
    let register = app.store().tenant(operator::SCOPE);
    for alert in app.store().tenant(scope).list_alerts_since(since, ALERTS_MAX).await? {
        if alert.rule.opens_incident() && register.find_incident_of_alert(alert.id).await?.is_none() {
            of_alert(app, scope, &alert).await?;
        }
    }
    Ok(())
}

async fn of_alert(app: &App, scope: TenantScope, alert: &Alert) -> Result<()> {
    let rule = (alert.rule, scope.tenant());
    let all = app.store().tenant(operator::SCOPE).list_incidents().await?;
    let is_it = |one: &&Incident| one.state != IncidentState::Closed && one.rule == Some(rule);
    let ctx = Ctx::job(operator::SCOPE, Job::Incidents, app.now());
    let permit = app.permit(&ctx, Act::INCIDENT_WATCH).await?;
    let open = all.iter().find(is_it);
    let id = open.map_or_else(|| IncidentId::generate(ctx.now), |one| one.id);
    let tenants: Vec<TenantId> = [scope.tenant()].into_iter().filter(|_| scope != operator::SCOPE).collect();
    let word = alert.rule.as_str().replace('_', "-");
    let title = crate::words().t(&format!("alert-rule-{word}"));
    let what = crate::words().t("incident-by-rule");
    let content = match open {
        Some(_) => IncidentContent { text: title, ..IncidentContent::default() },
        None => {
            let facts = IncidentFacts { title, what, tenants: tenants.clone(), ..IncidentFacts::default() };
            IncidentContent { facts: Some(facts), ..IncidentContent::default() }
        }
    };
    let kind = if open.is_some() { IncidentEntryKind::Alert } else { IncidentEntryKind::Opened };
    let line = Line { kind, at: alert.first_at, content };
    let Sealed { entry, keys, audit } = seal(app, &ctx, permit, id, line).await?;
    // Of what is added to an open one, nobody is written to again.
    let letters = match open {
        Some(_) => Vec::new(),
        None => tell::letters(app, operator::SCOPE, (id, entry.id, kind)).await?,
    };
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    if open.is_none() {
        let number = tx.next_incident_number().await?;
        let row = fresh(id, (alert.raised_at, ctx.now), alert.rule.severity());
        tx.insert_incident(&Incident { number, facts: entry.id, rule: Some(rule), ..row }).await?;
        tx.put_incident_tenants(id, &tenants, &[]).await?;
    }
    tx.insert_incident_alert(&IncidentAlert { alert: alert.id, incident: id, of: scope.tenant() }).await?;
    tx.insert_incident_entry(&entry).await?;
    tx.insert_incident_letters(&letters).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}

/// The clock of each incident of which nobody said yet whether an authority is told.
async fn remind(app: &App) -> Result<()> {
    for row in app.store().tenant(operator::SCOPE).list_incidents().await? {
        if row.reported_at.is_some() || row.not_needed_at.is_some() || row.state == IncidentState::Closed {
            continue;
        }
        let mut row = row;
        for (at, hours) in INCIDENT_ALARM_HOURS.into_iter().enumerate() {
            let is_due = app.now().millis_since(row.aware_at) >= hours * HOUR_MS;
            if is_due && row.alarms.get(at).is_some_and(Option::is_none) {
                alarm(app, &mut row, at, hours).await?;
            }
        }
    }
    Ok(())
}

async fn alarm(app: &App, row: &mut Incident, at: usize, hours: i64) -> Result<()> {
    let ctx = Ctx::job(operator::SCOPE, Job::Incidents, app.now());
    let permit = app.permit(&ctx, Act::INCIDENT_WATCH).await?;
    let content = IncidentContent { text: hours.to_string(), ..IncidentContent::default() };
    let line = Line { kind: IncidentEntryKind::Alarm, at: ctx.now, content };
    let Sealed { entry, keys, audit } = seal(app, &ctx, permit, row.id, line).await?;
    let letters = tell::letters(app, operator::SCOPE, (row.id, entry.id, entry.kind)).await?;
    if let Some(alarm) = row.alarms.get_mut(at) {
        *alarm = Some(ctx.now);
    }
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.update_incident(row).await?;
    tx.insert_incident_entry(&entry).await?;
    tx.insert_incident_letters(&letters).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    row.version += 1;
    Ok(())
}
