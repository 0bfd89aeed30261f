//! Changes one ticket.

use super::read::row;
use crate::field::closing;
use crate::view::{TicketChange, TicketRow};
use crate::{App, Ctx, Error, Result};
use domain::TicketId;
use privacy::Act;
use store::ChangeKind;

/// Changes a ticket; a version that is not the newest any more is a conflict.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: TicketId, change: TicketChange) -> Result<TicketRow> {
    let permit = app.permit(ctx, Act::TICKET_CHANGE).await?;
    change.check(app, ctx).await?;
    closing::check(app, ctx, change.status, &[id]).await?;
    permit.record_tickets(&[id]);
    let store = app.store().tenant(ctx.scope);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    change.check_team(&mut tx).await?;
    let mut ticket = tx.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    if change.version.is_some_and(|version| version != ticket.version) {
        return Err(Error::Stale { status: ticket.status, version: ticket.version });
    }
    change.apply(&mut ticket, ctx.now)?;
    tx.update_tickets(&[ticket]).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
    tx.commit().await?;
    if change.sets_a_time() {
        app.snoozes_changed().notify_waiters();
    }
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let view = row(app, ctx, &permit, id).await?;
    app.settle(permit).await?;
    Ok(view)
}
