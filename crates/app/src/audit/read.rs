//! Reading the log, newest first. To read it is itself an event of it.

use super::filter::AuditFilter;
use super::scan::{LATE_MS, first_after, opened};
use crate::{App, Ctx, Error, Result};
use domain::audit::{Actor, AuditEvent, LegalBasis, Operation, Outcome, Purpose};
use domain::keyring::LeafRef;
use domain::limits::{AUDIT_SCAN_MAX, PAGE_ITEMS_MAX};
use domain::{RequestId, TicketId, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use store::TenantStore;

/// Entries read at once.
const ENTRIES_PER_READ: u32 = 500;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place in the log, from 0.
    pub seq: i64,
    /// What it says; `None` when it cannot be opened: it was changed.
    pub event: Option<AuditEventView>,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEventView {
    /// When.
    pub at_ms: Timestamp,
    /// Request or batch.
    pub request: RequestId,
    /// Who.
    pub actor: Actor,
    /// What, as a fixed word.
    pub act: String,
    /// Why.
    pub purpose: Purpose,
    /// On which basis.
    pub legal_basis: LegalBasis,
    /// Which kind of processing.
    pub operation: Operation,
    /// Whether it was done.
    pub outcome: Outcome,
    /// Why it was refused, as a fixed word; empty otherwise.
    pub reason: String,
    /// The version that settings have by it.
    pub version: Option<i64>,
    /// For which reason the operator's access was given under which it was read.
    pub operator_access: Option<domain::AccessReason>,
    /// Objects that were opened.
    pub opened: usize,
    /// Objects that were made.
    pub made: usize,
    /// Tickets that it names, with their numbers; none for those that are gone.
    pub tickets: Vec<(TicketId, Option<i64>)>,
}

/// One page of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditPage {
    /// Events, newest first.
    pub items: Vec<AuditLine>,
    /// Cursor of the next, older page; `None` at the beginning of the log, or of the time that was asked for.
    pub next: Option<String>,
    /// Entries that were looked through.
    pub looked_at: u32,
    /// Set when it was looked no further than there, though the page is not full: older ones may match.
    pub stopped_at_ms: Option<Timestamp>,
}

/// Reads events, newest first. At most [`AUDIT_SCAN_MAX`] entries are looked through; where that ends before the page is
/// full, the page says so.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn read(
    app: &App,
    ctx: &Ctx,
    filter: &AuditFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<AuditPage> {
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<i64> = after.map(|text| text.parse().map_err(bad)).transpose()?;
    let permit = app.permit(ctx, Act::AUDIT_READ).await?;
    app.admit(ctx.scope, &[LeafRef::audit(ctx.scope.tenant())]).await?;
    let store = app.store().tenant(ctx.scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    let mut before = after.unwrap_or(size).clamp(0, size);
    if let Some(until) = filter.until {
        before = before.min(first_after(app, &permit, &store, size, until).await?);
    }
    let limit = usize::try_from(limit.clamp(1, PAGE_ITEMS_MAX)).unwrap_or(1);
    let earliest = filter.from.map(|from| from.plus_millis(-LATE_MS));
    let mut found: Vec<(i64, Option<AuditEvent>)> = Vec::new();
    let (mut looked_at, mut ended, mut last_at) = (0, before == 0, None);
    'looking: while !ended && looked_at < AUDIT_SCAN_MAX {
        let entries = store.list_audit_entries_before(before, ENTRIES_PER_READ).await?;
        ended = entries.last().is_none_or(|entry| entry.seq == 0);
        for entry in entries {
            looked_at += 1;
            let event = opened(app, &permit, &store, &entry);
            let at = event.as_ref().map(|event| event.at);
            if at.zip(earliest).is_some_and(|(at, earliest)| at < earliest) {
                ended = true;
                break 'looking;
            }
            before = entry.seq;
            last_at = at.or(last_at);
            if event.as_ref().is_none_or(|event| filter.matches(event)) {
                found.push((entry.seq, event));
            }
            if found.len() == limit {
                ended = before == 0;
                break 'looking;
            }
        }
        tokio::task::yield_now().await;
    }
    let full = found.len() == limit;
    let items = lines(&store, found).await?;
    app.settle(permit).await?;
    Ok(AuditPage {
        items,
        next: (!ended).then(|| before.to_string()),
        looked_at,
        stopped_at_ms: last_at.filter(|_| !ended && !full),
    })
}

async fn lines(store: &TenantStore, found: Vec<(i64, Option<AuditEvent>)>) -> Result<Vec<AuditLine>> {
    let mut ids: Vec<TicketId> =
        found.iter().filter_map(|(_, event)| event.as_ref()).flat_map(shown_tickets).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let numbers: HashMap<TicketId, i64> =
        store.list_tickets_by_ids(&ids).await?.into_iter().map(|row| (row.id, row.number)).collect();
    let line =
        |(seq, event): (i64, Option<AuditEvent>)| AuditLine { seq, event: event.map(|e| view(e, &numbers)) };
    Ok(found.into_iter().map(line).collect())
}

/// Tickets of one event that are named; of more, the first.
const TICKETS_SHOWN: usize = 100;

fn shown_tickets(event: &AuditEvent) -> &[TicketId] {
    event.tickets.get(..event.tickets.len().min(TICKETS_SHOWN)).unwrap_or_default()
}

fn view(event: AuditEvent, numbers: &HashMap<TicketId, i64>) -> AuditEventView {
    let tickets = shown_tickets(&event).iter().map(|id| (*id, numbers.get(id).copied())).collect();
    AuditEventView {
        at_ms: event.at,
        request: event.request,
        actor: event.actor,
        act: event.act,
        purpose: event.purpose,
        legal_basis: event.legal_basis,
        operation: event.operation,
        outcome: event.outcome,
        reason: event.reason,
        version: event.version,
        operator_access: event.operator_access.map(|under| under.reason),
        opened: event.opened.len(),
        made: event.made.len(),
        tickets,
    }
}
