//! C31, C61, C77: nothing was handed to an authority but by two operators; each time is registered, and the company was told,
//! or may not be told yet. **What a company may not know of yet changes nothing that it or everybody reads**: it is looked at
//! where everything is, and counts only if it breaks something.

use super::looking::{Found, Looking};
use super::register::settled;
use crate::audit::{first_after, opened};
use crate::{App, Ctx, Result};
use domain::Timestamp;
use domain::audit::Outcome;
use domain::keyring::LeafRef;
use privacy::Act;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// The company is told within so long after a gag.
const TOLD_WITHIN_MS: i64 = 15 * 60_000;
/// How far back the operators' log is looked through.
const LOOKED_BACK_MS: i64 = 30 * 24 * 3_600_000;
/// Entries looked at in one go.
const ENTRIES_PER_READ: u32 = 1_000;

/// A disclosure, as its row says.
struct Row {
    of: Option<Uuid>,
    approvals: Option<[(Uuid, i64); 2]>,
    refused_at: Option<i64>,
    gag_until: Option<i64>,
}

fn row(cells: &[Cell]) -> Option<(Uuid, Row)> {
    let [_, id, of, first, first_at, second, second_at, refused_at, gag] = cells else { return None };
    let one = first.id().zip(first_at.int());
    let other = second.id().zip(second_at.int());
    let row = Row {
        of: of.id(),
        approvals: one.zip(other).map(|(one, other)| [one, other]),
        refused_at: refused_at.int(),
        gag_until: gag.int(),
    };
    Some((id.id()?, row))
}

const COLUMNS: [&str; 9] = [
    "tenant_id",
    "id",
    "of_tenant_id",
    "first_by_id",
    "first_at_ms",
    "second_by_id",
    "second_at_ms",
    "refused_at_ms",
    "gag_until_ms",
];

/// Each file was approved by two operators before, within the time; and its company was told.
pub(super) async fn disclosures(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let operators: HashSet<Uuid> =
        crate::jobs::monitoring::operators(app).await?.into_iter().map(|id| id.uuid()).collect();
    let mut rows: HashMap<Uuid, Row> = HashMap::new();
    for cells in l.data_rows("disclosure", &COLUMNS).await? {
        rows.extend(row(&cells));
    }
    let columns = [
        "tenant_id",
        "disclosure_id",
        "request_id",
        "made_at_ms",
        "told_at_ms",
        "events_object",
        "nobody_at_ms",
    ];
    let companies = l.data_rows("tenant", &["id", "state"]).await?;
    let companies = companies.iter().filter(|row| row.get(1).is_some_and(|state| state.text() != "closed"));
    let there: HashSet<Uuid> = companies.filter_map(|row| row.first().and_then(Cell::id)).collect();
    let mut registered = HashSet::new();
    for cells in l.data_rows("disclosure_file", &columns).await? {
        let [_, id, request, made_at, told_at, events, nobody_at] = cells.as_slice() else { continue };
        let (Some(id), Some(request), Some(made_at)) = (id.id(), request.id(), made_at.int()) else {
            continue;
        };
        registered.insert(request);
        let row = rows.get(&id);
        let gag = row.and_then(|row| row.gag_until);
        let may_wait = gag.is_some_and(|until| l.now.as_millis() < until + TOLD_WITHIN_MS);
        let is_secret = may_wait && told_at.int().is_none();
        let is_theirs = row.and_then(|row| row.of).map_or(l.is_everything(), |of| l.wants_tenant(of));
        if !is_theirs || (is_secret && !l.is_everything()) {
            continue;
        }
        let is_approved = row.is_some_and(|row| approved(row, &operators, made_at));
        let is_nobody =
            nobody_at.int().is_some() && row.and_then(|row| row.of).is_some_and(|of| !there.contains(&of));
        let is_told = told_at.int().is_some() || is_nobody || (may_wait && events.id().is_some());
        if is_secret {
            found.unless(is_approved, "disclosure-unapproved", id);
            found.unless(is_told, "disclosure-untold", id);
        } else {
            found.holds(is_approved, "disclosure-unapproved", id);
            found.holds(is_told, "disclosure-untold", id);
        }
    }
    // That of the operators is of every company.
    if l.is_everything() {
        of_the_log(app, l.now, &registered, &mut found).await?;
    }
    Ok(found)
}

/// What the operators' log says was handed out stands in the register.
async fn of_the_log(app: &App, now: Timestamp, registered: &HashSet<Uuid>, found: &mut Found) -> Result<()> {
    let scope = crate::operator::SCOPE;
    let store = app.store().tenant(scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let permit = app.permit(&Ctx::operator(scope, now), Act::AUDIT_VERIFY).await?;
    let mut next = first_after(app, &permit, &store, size, now.plus_millis(-LOOKED_BACK_MS)).await?;
    while next < size {
        let entries = store.list_audit_entries(next, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else { break };
        next = last + 1;
        for entry in entries {
            let Some(event) = opened(app, &permit, &store, &entry) else { continue };
            if event.outcome == Outcome::Done && event.act == Act::DISCLOSURE_MADE.word {
                // What is registered counts there.
                let is_there = registered.contains(&event.request.uuid());
                found.unless(is_there, "disclosure-unregistered", event.request);
            }
        }
        tokio::task::yield_now().await;
    }
    settled(app, permit).await
}

/// Whether two operators approved before, and not longer before than it may lie; and nobody had said no by then.
fn approved(row: &Row, operators: &HashSet<Uuid>, made_at: i64) -> bool {
    let Some([one, other]) = row.approvals else { return false };
    let last = one.1.max(other.1);
    row.refused_at.is_none_or(|at| made_at <= at)
        && one.0 != other.0
        && operators.contains(&one.0)
        && operators.contains(&other.0)
        && last <= made_at
        && made_at - last < privacy::disclosure::OPEN_MS
}
