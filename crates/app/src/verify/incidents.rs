//! C38: each incident was reported in time, or it is said why not; each company that it names was told, or it is said why not; the
//! plan is not older than a year. Where one company is looked at, what it was told of is.

use super::looking::{Found, Looking, id_of};
use crate::{App, Result, incident};
use domain::{INCIDENT_REPORT_MS, TenantScope};
use std::collections::HashSet;
use store::Cell;
use uuid::Uuid;

/// A company is told within so long after an operator said so.
const TOLD_WITHIN_MS: i64 = 15 * 60_000;

/// Every incident has its report or a reason, every notice its letters, and the plan was gone through within twelve months.
pub(super) async fn incidents(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let now = l.now.as_millis();
    let notices = notices(l).await?;
    // Before a company was told, nothing tells it that there is one.
    let known: HashSet<Uuid> = notices
        .iter()
        .filter(|one| one.told_at.is_some() && l.wants_tenant(one.of))
        .map(|one| one.incident)
        .collect();
    let mut due: HashSet<Uuid> = HashSet::new();
    let columns =
        ["tenant_id", "id", "aware_at_ms", "reported_at_ms", "late_explained", "not_needed_at_ms", "state"];
    for cells in l.data_rows("incident", &columns).await? {
        let [_, id, aware, reported, explained, not_needed, state] = cells.as_slice() else { continue };
        let (Some(id), Some(aware)) = (id.id(), aware.int()) else { continue };
        if state.text() == "closed" || now - aware > INCIDENT_REPORT_MS {
            due.insert(id);
        }
        if !l.is_everything() && !known.contains(&id) {
            continue;
        }
        let is_decided = reported.int().is_some() || not_needed.int().is_some();
        found.holds(is_decided || now - aware <= INCIDENT_REPORT_MS, "incident-unreported", id);
        let is_late = reported.int().is_some_and(|at| at - aware > INCIDENT_REPORT_MS);
        found.holds(!is_late || explained.int() == Some(1), "incident-unexplained", id);
    }
    if let Some(plan) = incident::plan(app, l.now).await? {
        found.holds(l.now <= plan.due_at, "incident-plan-old", plan.version);
    }
    named(app, l, (&due, &notices), &mut found).await?;
    told(app, l, &notices, &mut found).await?;
    Ok(found)
}

/// That a company is to be told by a notice, and when it was.
struct Notice {
    of: Uuid,
    entry: Uuid,
    incident: Uuid,
    made_at: i64,
    told_at: Option<i64>,
}

async fn notices(l: &mut Looking) -> Result<Vec<Notice>> {
    let columns = ["tenant_id", "of_tenant_id", "entry_id", "incident_id", "made_at_ms", "told_at_ms"];
    let notice = |cells: &Vec<Cell>| {
        let [_, of, entry, incident, made_at, told_at] = cells.as_slice() else { return None };
        let (of, entry, incident) = (of.id()?, entry.id()?, incident.id()?);
        Some(Notice { of, entry, incident, made_at: made_at.int()?, told_at: told_at.int() })
    };
    Ok(l.data_rows("incident_told", &columns).await?.iter().filter_map(notice).collect())
}

/// Each company that is named has a notice within 72 hours, and before it is closed; or it is said why it has none.
async fn named(
    app: &App,
    l: &mut Looking,
    (due, notices): (&HashSet<Uuid>, &[Notice]),
    found: &mut Found,
) -> Result<()> {
    let has_notice: HashSet<(Uuid, Uuid)> = notices.iter().map(|one| (one.incident, one.of)).collect();
    let columns = ["tenant_id", "of_tenant_id", "incident_id", "excused_at_ms"];
    for cells in l.data_rows("incident_tenant", &columns).await? {
        let [_, of, incident, excused] = cells.as_slice() else { continue };
        let (Some(of), Some(incident)) = (of.id(), incident.id()) else { continue };
        if !due.contains(&incident) || !l.wants_tenant(of) || !is_there(app, of).await? {
            continue;
        }
        let is_said = has_notice.contains(&(incident, of)) || excused.int().is_some();
        found.unless(is_said, "incident-unnoticed", incident);
    }
    Ok(())
}

/// A company that is gone has nobody left to be told.
async fn is_there(app: &App, of: Uuid) -> Result<bool> {
    let scope = TenantScope::of(domain::TenantId::from_uuid(of));
    Ok(crate::tenant::find(app, scope).await?.is_some())
}

/// Each company that is to be told was, each of its admins by a letter.
async fn told(app: &App, l: &mut Looking, notices: &[Notice], found: &mut Found) -> Result<()> {
    let mut letters: HashSet<(Uuid, Uuid)> = HashSet::new();
    for cells in l.data_rows("incident_letter", &["tenant_id", "entry_id"]).await? {
        letters.extend(id_of(&cells, 0).zip(id_of(&cells, 1)));
    }
    for one in notices {
        if !l.wants_tenant(one.of) || !is_there(app, one.of).await? {
            continue;
        }
        let may_wait = one.told_at.is_none() && l.now.as_millis() - one.made_at < TOLD_WITHIN_MS;
        let is_told = one.told_at.is_some() && letters.contains(&(one.of, one.entry));
        if may_wait && !l.is_everything() {
            continue;
        }
        found.holds(is_told || may_wait, "incident-untold", one.entry);
    }
    Ok(())
}
