//! C38: each incident was reported in time, or it is said why not; whoever had to be told was; the plan is not older than a year.

use super::looking::{Found, Looking, id_of};
use crate::{App, Result, incident};
use domain::{INCIDENT_REPORT_MS, TenantScope};
use std::collections::HashSet;
use uuid::Uuid;

/// A company is told within so long after an operator said so.
const TOLD_WITHIN_MS: i64 = 15 * 60_000;

/// Every incident has its report or a reason, every notice its letters, and the plan was gone through within twelve months.
pub(super) async fn incidents(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let now = l.now.as_millis();
    let columns = ["tenant_id", "id", "aware_at_ms", "reported_at_ms", "late_explained", "not_needed_at_ms"];
    for cells in l.data_rows("incident", &columns).await? {
        let [_, id, aware, reported, explained, not_needed] = cells.as_slice() else { continue };
        let (Some(id), Some(aware)) = (id.id(), aware.int()) else { continue };
        let is_decided = reported.int().is_some() || not_needed.int().is_some();
        found.holds(is_decided || now - aware <= INCIDENT_REPORT_MS, "incident-unreported", id);
        let is_late = reported.int().is_some_and(|at| at - aware > INCIDENT_REPORT_MS);
        found.holds(!is_late || explained.int() == Some(1), "incident-unexplained", id);
    }
    if let Some(plan) = incident::plan(app, l.now).await? {
        found.holds(l.now <= plan.due_at, "incident-plan-old", plan.version);
    }
    told(app, l, &mut found).await?;
    Ok(found)
}

/// Each company that is to be told was, each of its admins by a letter.
async fn told(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let mut letters: HashSet<(Uuid, Uuid)> = HashSet::new();
    for cells in l.data_rows("incident_letter", &["tenant_id", "entry_id"]).await? {
        letters.extend(id_of(&cells, 0).zip(id_of(&cells, 1)));
    }
    let columns = ["tenant_id", "of_tenant_id", "entry_id", "made_at_ms", "told_at_ms"];
    for cells in l.data_rows("incident_told", &columns).await? {
        let [_, of, entry, made_at, told_at] = cells.as_slice() else { continue };
        let (Some(of), Some(entry), Some(made_at)) = (of.id(), entry.id(), made_at.int()) else { continue };
        let scope = TenantScope::of(domain::TenantId::from_uuid(of));
        // A company that is gone has nobody left to be told.
        if !l.wants_tenant(of) || crate::tenant::find(app, scope).await?.is_none() {
            continue;
        }
        let may_wait = told_at.int().is_none() && l.now.as_millis() - made_at < TOLD_WITHIN_MS;
        let is_told = told_at.int().is_some() && letters.contains(&(of, entry));
        found.holds(is_told || may_wait, "incident-untold", entry);
    }
    Ok(())
}
