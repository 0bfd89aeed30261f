//! A ticket with its conversation and the person beside it.

use super::list::{open_rows, query};
use crate::view::{TicketFilter, TicketOrder, TicketRow, TicketView};
use crate::{App, Ctx, Error, Result, contact, message};
use domain::TicketId;
use domain::limits::PAGE_ITEMS_MAX;
use privacy::{Act, Permit};

/// Other tickets of the requester that are shown.
const OTHERS_MAX: u32 = 10;

/// Reads a ticket: the newest hundred messages; older ones through the message list.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: TicketId) -> Result<TicketView> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    let filter = TicketFilter { requester: Some(row.requester), ..TicketFilter::default() };
    let others = query(ctx, &filter);
    let (messages, requester, others) = tokio::try_join!(
        store.list_newest_messages_of_ticket(id, PAGE_ITEMS_MAX),
        store.find_contact(row.requester),
        store.list_tickets(&others, TicketOrder::Newest, None, OTHERS_MAX + 1),
    )?;
    let requester = requester.ok_or(Error::NotFound("contact"))?;
    permit.check_subject(requester.state)?;
    let may_belong_to = row.related;
    let mut rows = vec![row];
    rows.extend(others.into_iter().filter(|other| other.id != id).take(OTHERS_MAX as usize));
    let mut rows = open_rows(app, ctx, &permit, rows).await?.into_iter();
    let row = rows.next().ok_or(Error::NotFound("ticket"))?;
    let view = TicketView {
        row,
        requester_contact: contact::open(app, &permit, requester).await?,
        messages: message::open(app, &permit, messages).await?,
        may_belong_to,
        others: rows.collect(),
    };
    app.settle(permit).await?;
    Ok(view)
}

/// The line of one ticket.
///
/// # Errors
/// [`Error::NotFound`], or a store's failure.
pub async fn row(app: &App, ctx: &Ctx, permit: &Permit, id: TicketId) -> Result<TicketRow> {
    let found = app.store().tenant(ctx.scope).find_ticket(id).await?;
    let row = found.ok_or(Error::NotFound("ticket"))?;
    open_rows(app, ctx, permit, vec![row]).await?.pop().ok_or(Error::NotFound("ticket"))
}
