//! The messages of a ticket.

use crate::view::{MessageView, Page};
use crate::{App, Ctx, Error, Result, message, restricted};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{MessageId, TicketId};
use privacy::Act;

/// Lists messages, oldest first.
///
/// # Errors
/// [`Error::NotFound`], a bad cursor, a refusal, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<MessageView>> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let store = app.store().tenant(ctx.scope);
    permit.record_tickets(&[ticket]);
    let found = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_ticket(app, &permit, &found).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<MessageId> = after.map(|id| id.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let mut rows = store.list_messages_of_ticket(ticket, after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let items = message::open(app, &permit, rows).await?;
    app.settle(permit).await?;
    Ok(Page { items, next })
}

/// Reads one message.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: MessageId) -> Result<MessageView> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    permit.record_tickets(&[row.ticket]);
    restricted::check_message(app, &permit, &row).await?;
    let view = message::open(app, &permit, vec![row]).await?.pop().ok_or(Error::NotFound("message"))?;
    app.settle(permit).await?;
    Ok(view)
}
