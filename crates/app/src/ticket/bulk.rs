//! One change of many tickets: one request, one audit event with every id, and one way back.

use crate::alert::Asking;
use crate::field::closing;
use crate::view::TicketChange;
use crate::{App, Ctx, Error, Result};
use domain::limits::BULK_TICKETS_MAX;
use domain::{TicketId, UndoId};
use privacy::Act;
use std::collections::HashMap;
use store::{ChangeKind, Facts, Undo, UndoItem};

/// How long a change can be taken back.
pub const UNDO_KEPT_MS: i64 = 24 * 3600 * 1000;

/// What a change of many tickets did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Takes it back; absent when nothing was changed.
    pub undo: Option<UndoId>,
    /// The tickets that are different now.
    pub tickets: Vec<TicketId>,
    /// Ids that name no ticket.
    pub missing: Vec<TicketId>,
}

/// What taking a change back did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The tickets that are as they were.
    pub tickets: Vec<TicketId>,
    /// The tickets that somebody changed since: they stay as they are.
    pub kept: Vec<TicketId>,
}

/// Changes tickets. Those that are so already are left alone. A change that names a version is of one ticket, and a
/// conflict when that has another one now.
///
/// # Errors
/// Bad input, a refusal, or a store's failure: then nothing was changed.
pub async fn change_many(app: &App, ctx: &Ctx, ids: &[TicketId], change: &TicketChange) -> Result<Changed> {
    if ids.is_empty() {
        return Err(Error::Input { field: "ticket_ids", rule: "rule-required" });
    }
    if ids.len() > BULK_TICKETS_MAX {
        return Err(Error::Input { field: "ticket_ids", rule: "rule-too-many" });
    }
    let permit = app.permit(ctx, Act::TICKET_CHANGE).await?;
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    change.check(app, ctx).await?;
    closing::check(app, ctx, change.status, ids).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    change.check_team(&mut tx).await?;
    let mut found: HashMap<_, _> =
        tx.list_tickets_by_ids(ids).await?.into_iter().map(|ticket| (ticket.id, ticket)).collect();
    let (mut rows, mut items, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let Some(mut ticket) = found.remove(id) else {
            missing.push(*id);
            continue;
        };
        if change.version.is_some_and(|version| version != ticket.version) {
            return Err(Error::Stale { status: ticket.status, version: ticket.version });
        }
        let (before, item) = ((Facts::of(&ticket), ticket.snoozed_until), UndoItem::of(&ticket));
        change.apply(&mut ticket, ctx.now)?;
        if (Facts::of(&ticket), ticket.snoozed_until) != before {
            rows.push(ticket);
            items.push(item);
        }
    }
    // An id that stands twice was found once.
    missing.retain(|id| rows.iter().all(|row| row.id != *id));
    app.asked_in_vain(ctx, missing.iter().map(|id| id.uuid()).collect(), Asking::Deed);
    let tickets: Vec<TicketId> = rows.iter().map(|row| row.id).collect();
    if tickets.is_empty() {
        return Ok(Changed { undo: None, tickets, missing });
    }
    permit.record_tickets(&tickets);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let undo = Undo { id: UndoId::generate(ctx.now), agent, made_at: ctx.now };
    tx.update_tickets(&rows).await?;
    tx.insert_undo(&undo, &items).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&changes(ctx, &tickets)).await?;
    tx.commit().await?;
    if change.sets_a_time() {
        app.snoozes_changed().notify_waiters();
    }
    Ok(Changed { undo: Some(undo.id), tickets, missing })
}

/// Takes a change back, ticket by ticket: what somebody changed since stays as it is. Works once, for who made it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such change of this agent's any more, a refusal, or a store's failure.
pub async fn undo(app: &App, ctx: &Ctx, id: UndoId) -> Result<Restored> {
    let permit = app.permit(ctx, Act::TICKET_RESTORE).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let made = tx.find_undo(id).await?.ok_or(Error::NotFound("undo"))?;
    if Some(made.agent) != ctx.agent_id() || ctx.now.millis_since(made.made_at) > UNDO_KEPT_MS {
        return Err(Error::NotFound("undo"));
    }
    let items = tx.list_undo_items(id).await?;
    let ids: Vec<TicketId> = items.iter().map(|item| item.ticket).collect();
    let mut found: HashMap<_, _> =
        tx.list_tickets_by_ids(&ids).await?.into_iter().map(|ticket| (ticket.id, ticket)).collect();
    let (mut rows, mut kept) = (Vec::new(), Vec::new());
    let teams: Vec<_> = tx.list_teams().await?.iter().map(|team| team.id).collect();
    for mut item in items {
        // A team that is gone since does not come back with a ticket.
        item.team = item.team.filter(|team| teams.contains(team));
        match found.remove(&item.ticket) {
            Some(mut ticket) if ticket.version == item.version_after => {
                item.restore(&mut ticket);
                rows.push(ticket);
            }
            _ => kept.push(item.ticket),
        }
    }
    let tickets: Vec<TicketId> = rows.iter().map(|row| row.id).collect();
    permit.record_tickets(&tickets);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    tx.update_tickets(&rows).await?;
    tx.delete_undo(id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&changes(ctx, &tickets)).await?;
    tx.commit().await?;
    app.snoozes_changed().notify_waiters();
    Ok(Restored { tickets, kept })
}

/// The changes that watchers hear of.
pub fn changes(ctx: &Ctx, tickets: &[TicketId]) -> Vec<store::Change> {
    tickets.iter().map(|id| ctx.change(ChangeKind::TicketChanged, Some(*id), None)).collect()
}
