//! C35, C55, C56: nobody who runs Deskhero reads of a company but under an access that was open then, for one of the three
//! reasons, for an hour at most, let in by the company where it asked for help.

use super::looking::{Found, Looking};
use super::register::settled;
use crate::audit::{first_after, opened};
use crate::jobs::monitoring;
use crate::{App, Ctx, Result};
use domain::audit::{Actor, AuditEvent, Outcome};
use domain::keyring::LeafRef;
use domain::limits::OPERATOR_ACCESS_MINUTES_MAX;
use domain::{AccessReason, AgentId, TenantScope, Timestamp};
use privacy::{Act, DataClass};
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3_600_000;
/// How far back logs are looked through where there was no access.
const LOOKED_BACK_MS: i64 = 2 * DAY_MS;
/// How far back they are looked through at most.
const LOOKED_BACK_MOST_MS: i64 = 30 * DAY_MS;
/// Entries looked at in one go.
const ENTRIES_PER_READ: u32 = 1_000;
/// A request that was under way when the access was ended.
const UNDER_WAY_MS: i64 = 30_000;
const MINUTE_MS: i64 = 60_000;

const COLUMNS: [&str; 11] = [
    "tenant_id",
    "id",
    "operator_id",
    "reason",
    "minutes",
    "asked_at_ms",
    "decided_by_id",
    "refused",
    "opened_at_ms",
    "until_ms",
    "ended_at_ms",
];

/// An access, as its row says.
struct Row {
    id: Uuid,
    operator: Option<Uuid>,
    reason: String,
    minutes: i64,
    asked_at: i64,
    decided_by: Option<Uuid>,
    opened_at: Option<i64>,
    until: Option<i64>,
    ended_at: Option<i64>,
}

fn row(cells: &[Cell]) -> Option<(Uuid, Row)> {
    let [tenant, id, operator, reason, minutes, asked, decided, _, opened, until, ended] = cells else {
        return None;
    };
    let row = Row {
        id: id.id()?,
        operator: operator.id(),
        reason: reason.text().to_owned(),
        minutes: minutes.int()?,
        asked_at: asked.int()?,
        decided_by: decided.id(),
        opened_at: opened.int(),
        until: until.int(),
        ended_at: ended.int(),
    };
    Some((tenant.id()?, row))
}

/// Each access is one of the three, short, and let in by whom it had to be; and what operators read was read under one.
pub(super) async fn accesses(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut people: HashSet<(Uuid, Uuid)> = HashSet::new();
    for cells in l.rows("agent", &["tenant_id", "id"]).await? {
        if let [tenant, id] = cells.as_slice() {
            people.extend(tenant.id().zip(id.id()));
        }
    }
    let mut rows: HashMap<Uuid, Vec<Row>> = HashMap::new();
    for cells in l.rows("operator_access", &COLUMNS).await? {
        let Some((tenant, row)) = row(&cells) else { continue };
        of_row(&row, |agent| people.contains(&(tenant, agent)), &mut found);
        rows.entry(tenant).or_default().push(row);
    }
    let mut handed: HashSet<Uuid> = HashSet::new();
    for cells in l.data_rows("disclosure_file", &["tenant_id", "request_id"]).await? {
        handed.extend(cells.get(1).and_then(Cell::id));
    }
    let operators = monitoring::operators(app).await?;
    for info in crate::tenant::list_logs(app).await? {
        let tenant = info.scope.tenant().uuid();
        if info.scope != crate::operator::SCOPE && l.wants_tenant(tenant) {
            let rows = rows.remove(&tenant).unwrap_or_default();
            of_log(app, l.now, info.scope, (&rows, &operators, &handed), &mut found).await?;
        }
    }
    Ok(found)
}

fn of_row(row: &Row, is_theirs: impl Fn(Uuid) -> bool, found: &mut Found) {
    let reason = row.reason.parse::<AccessReason>();
    found.holds(reason.is_ok(), "access-reason", row.id);
    let Some(opened) = row.opened_at else { return };
    let is_short = (1..=i64::from(OPERATOR_ACCESS_MINUTES_MAX)).contains(&row.minutes)
        && row.until.is_some_and(|until| until - opened <= row.minutes * MINUTE_MS);
    found.holds(is_short, "access-long", row.id);
    let is_let_in = match reason {
        Ok(reason) if !reason.needs_approval() => true,
        _ => row.decided_by.is_some_and(is_theirs),
    };
    found.holds(is_let_in, "access-not-let-in", row.id);
}

async fn of_log(
    app: &App,
    now: Timestamp,
    scope: TenantScope,
    (rows, operators, handed): (&[Row], &HashSet<AgentId>, &HashSet<Uuid>),
    found: &mut Found,
) -> Result<()> {
    let store = app.store().tenant(scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    let oldest = rows.iter().map(|row| Timestamp::from_millis(row.asked_at)).min().unwrap_or(now);
    let since = oldest.min(now.plus_millis(-LOOKED_BACK_MS)).max(now.plus_millis(-LOOKED_BACK_MOST_MS));
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let permit = app.permit(&Ctx::operator(scope, now), Act::AUDIT_VERIFY).await?;
    let mut next = first_after(app, &permit, &store, size, since.plus_millis(-MINUTE_MS)).await?;
    let mut openings = HashSet::new();
    while next < size {
        let entries = store.list_audit_entries(next, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else { break };
        next = last + 1;
        for entry in entries {
            // What does not open is the log's own check's.
            let Some(event) = opened(app, &permit, &store, &entry) else { continue };
            if event.outcome == Outcome::Done && event.act == Act::OPERATOR_ACCESS_OPEN.word {
                openings.insert(event.at.as_millis());
            }
            if is_reading(&event, operators) {
                // What two approved is the register's.
                let is_registered =
                    event.act == Act::DISCLOSURE_HAND_OUT.word && handed.contains(&event.request.uuid());
                let is_under = is_registered || rows.iter().any(|row| allows(row, &event));
                found.holds(is_under, "read-without-access", format!("{} {}", scope.tenant(), entry.seq));
            }
        }
        tokio::task::yield_now().await;
    }
    for row in rows {
        if let Some(at) = row.opened_at.filter(|at| *at >= since.as_millis()) {
            found.holds(openings.contains(&at), "access-not-logged", row.id);
        }
    }
    settled(app, permit).await
}

/// Whether an operator opened something of the company's mail or of its people by it.
fn is_reading(event: &AuditEvent, operators: &HashSet<AgentId>) -> bool {
    let is_operators = match event.actor {
        Actor::Agent(id) => operators.contains(&id),
        Actor::Operator => true,
        Actor::System(_) | Actor::Nobody => false,
    };
    let class = Act::find(&event.act).map(|act| act.class);
    let is_content = matches!(class, Some(DataClass::Mail | DataClass::Draft | DataClass::Contact));
    event.operator_access.is_some() || (is_operators && is_content && !event.opened.is_empty())
}

/// Whether the access was open for it.
fn allows(row: &Row, event: &AuditEvent) -> bool {
    let (Some(under), Actor::Agent(by), at) = (event.operator_access, event.actor, event.at.as_millis())
    else {
        return false;
    };
    under.id.uuid() == row.id
        && row.operator == Some(by.uuid())
        && row.opened_at.is_some_and(|opened| opened <= at)
        && row.until.is_some_and(|until| at < until)
        && row.ended_at.is_none_or(|ended| at < ended + UNDER_WAY_MS)
        && (event.outcome == Outcome::Refused || event.act == Act::OPERATOR_ACCESS_READ.word)
}
