//! Status and assignee.

use super::read::row;
use crate::view::{TicketChange, TicketRow};
use crate::{App, Ctx, Error, Result};
use domain::TicketId;
use privacy::Act;
use store::ChangeKind;

/// Changes a ticket; a version that is not the newest any more is a conflict.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], an unknown assignee, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: TicketId, change: TicketChange) -> Result<TicketRow> {
    let permit = app.permit(ctx, Act::TICKET_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    if let Some(Some(agent)) = change.assignee
        && store.find_agent(agent).await?.is_none()
    {
        return Err(Error::Input { field: "assignee_id", rule: "rule-unknown-agent" });
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let mut ticket = tx.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    if change.version.is_some_and(|version| version != ticket.version) {
        return Err(Error::Stale { status: ticket.status, version: ticket.version });
    }
    ticket.status = change.status.unwrap_or(ticket.status);
    ticket.assignee = change.assignee.unwrap_or(ticket.assignee);
    ticket.updated_at = ctx.now;
    tx.update_tickets(&[ticket]).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
    tx.commit().await?;
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let view = row(app, ctx, &permit, id).await?;
    app.settle(permit).await?;
    Ok(view)
}
