//! What an agent has seen, and what they want to look at again as if they had not.

use crate::alert::Asking;
use crate::{App, Ctx, Error, Result};
use domain::TicketId;
use domain::limits::BULK_TICKETS_MAX;
use privacy::Act;
use std::collections::HashSet;
use store::ChangeKind;

/// What marking tickets did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The tickets that are marked.
    pub tickets: Vec<TicketId>,
    /// Ids that name no ticket.
    pub missing: Vec<TicketId>,
}

/// Marks tickets as unread for the agent, until they open them again, or as read. The agent's other windows are told.
///
/// # Errors
/// Bad input, a refusal, or the store's failure: then nothing was marked.
pub async fn mark(app: &App, ctx: &Ctx, ids: &[TicketId], unread: bool) -> Result<Marked> {
    if ids.is_empty() {
        return Err(Error::Input { field: "ticket_ids", rule: "rule-required" });
    }
    if ids.len() > BULK_TICKETS_MAX {
        return Err(Error::Input { field: "ticket_ids", rule: "rule-too-many" });
    }
    drop(app.permit(ctx, Act::TICKET_MARK).await?);
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let found: HashSet<TicketId> = tx.list_tickets_by_ids(ids).await?.iter().map(|row| row.id).collect();
    let (mut tickets, mut missing): (Vec<_>, Vec<_>) = ids.iter().partition(|id| found.contains(id));
    for all in [&mut tickets, &mut missing] {
        all.sort_unstable();
        all.dedup();
    }
    app.asked_in_vain(ctx, missing.iter().map(|id: &TicketId| id.uuid()).collect(), Asking::Deed);
    if tickets.is_empty() {
        return Ok(Marked { tickets, missing });
    }
    if unread {
        tx.update_tickets_unread(agent, &tickets).await?;
    } else {
        tx.update_tickets_seen(agent, &tickets, ctx.now).await?;
    }
    let only = if let [one] = tickets.as_slice() { Some(*one) } else { None };
    let mut change = ctx.change(ChangeKind::ReadingChanged, only, None);
    change.agent = Some(agent);
    tx.append_changes(&[change]).await?;
    tx.commit().await?;
    Ok(Marked { tickets, missing })
}

/// Remembers that the agent has seen the ticket as it is now.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn mark_seen(app: &App, ctx: &Ctx, id: TicketId) -> Result<()> {
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    if let Some(agent) = ctx.agent_id() {
        let mut tx = app.store().tenant(ctx.scope).begin().await?;
        tx.update_tickets_seen(agent, &[id], ctx.now).await?;
        tx.commit().await?;
    }
    Ok(())
}
