//! Links between tickets: each shows the other.

use crate::ticket::bulk::changes;
use crate::{App, Ctx, Error, Result};
use domain::TicketId;
use privacy::Act;

/// Links two tickets; linked ones stay so.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Input`] for a ticket with itself, a refusal, or a store's failure.
pub async fn link(app: &App, ctx: &Ctx, one: TicketId, other: TicketId) -> Result<()> {
    set(app, ctx, one, other, true).await
}

/// Takes a link away.
///
/// # Errors
/// As [`link`].
pub async fn unlink(app: &App, ctx: &Ctx, one: TicketId, other: TicketId) -> Result<()> {
    set(app, ctx, one, other, false).await
}

async fn set(app: &App, ctx: &Ctx, one: TicketId, other: TicketId, linked: bool) -> Result<()> {
    if one == other {
        return Err(Error::Input { field: "ticket_id", rule: "rule-other-ticket" });
    }
    let permit = app.permit(ctx, Act::TICKET_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    if store.list_tickets_by_ids(&[one, other]).await?.len() != 2 {
        return Err(Error::NotFound("ticket"));
    }
    permit.record_tickets(&[one, other]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    if linked {
        tx.insert_ticket_link(one, other).await?;
    } else {
        tx.delete_ticket_link(one, other).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&changes(ctx, &[one, other])).await?;
    Ok(tx.commit().await?)
}
