//! What happened on a ticket: what was changed, by whom, when.

use crate::view::Page;
use crate::{App, Ctx, Error, Result};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{AgentId, TicketId, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use store::{Happening, TicketEvent};
use uuid::Uuid;

/// One thing that happened on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryView {
    /// When.
    pub at_ms: Timestamp,
    /// What.
    pub what: Happening,
    /// Who did it; nobody when Deskhero did.
    pub by: Option<AgentId>,
    /// Status or priority before.
    pub word_before: Option<String>,
    /// Status or priority since.
    pub word_after: Option<String>,
    /// The agent, team, mailbox, contact or tag before.
    pub id_before: Option<Uuid>,
    /// The same since; the field, or the other ticket.
    pub id_after: Option<Uuid>,
    /// Until when it is put aside.
    pub until_ms: Option<Timestamp>,
    /// The team or mailbox by whose rule it was given.
    pub rule_of: Option<Uuid>,
    /// It is open again because its time was up.
    pub woken: bool,
    /// The other ticket's number.
    pub number: Option<i64>,
}

/// Reads what happened on a ticket, newest first. Nothing is opened; that it was read is logged.
///
/// # Errors
/// [`Error::NotFound`], a bad cursor, a refusal, or a store's failure.
pub async fn history(
    app: &App,
    ctx: &Ctx,
    id: TicketId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<HistoryView>> {
    let permit = app.permit(ctx, Act::TICKET_HISTORY).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<i64> = after.map(|text| text.parse().map_err(bad)).transpose()?;
    let store = app.store().tenant(ctx.scope);
    store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let mut rows = store.list_ticket_events(id, after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.place.to_string());
    let others: Vec<TicketId> = rows.iter().filter_map(other).collect();
    let others = store.list_tickets_by_ids(&others).await?;
    let numbers: HashMap<TicketId, i64> = others.iter().map(|row| (row.id, row.number)).collect();
    permit.record_tickets(&[id]);
    app.settle(permit).await?;
    let view = |row: TicketEvent| HistoryView {
        number: other(&row).and_then(|id| numbers.get(&id).copied()),
        at_ms: row.at,
        what: row.what,
        by: row.by,
        word_before: row.word_before,
        word_after: row.word_after,
        id_before: row.id_before,
        id_after: row.id_after,
        until_ms: row.until,
        rule_of: row.rule_of,
        woken: row.cause == Some(store::Cause::Woken),
    };
    Ok(Page { items: rows.into_iter().map(view).collect(), next })
}

/// The other ticket, where it happened between two.
fn other(event: &TicketEvent) -> Option<TicketId> {
    use Happening as H;
    match event.what {
        H::Merged | H::MergedInto | H::Unmerged | H::SplitOff | H::SplitFrom => {
            event.id_after.map(TicketId::from_uuid)
        }
        _ => None,
    }
}
