//! A ticket with its conversation and the person beside it.

use super::list::{open_rows, query};
use crate::rectification::put_right;
use crate::view::{
    Author, Belonging, ContactView, MergeView, MessageView, TicketFilter, TicketOrder, TicketRow, TicketView,
};
use crate::{App, Ctx, Error, Result, contact, field, message, organisation, restricted};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{FieldHolder, TicketId};
use privacy::{Act, Permit};

/// Other tickets of the requester that are shown.
const OTHERS_MAX: u32 = 10;
/// How often it is looked for anew while somebody fills in a field of it.
const TRIES_MAX: usize = 20;

/// Reads a ticket: the newest hundred messages; older ones through the message list.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: TicketId) -> Result<TicketView> {
    read_under(app, ctx, id, Act::TICKET_READ).await
}

/// Reads a ticket that is likely to be read next. The log tells it from one that was looked at, and it is not seen by that.
///
/// # Errors
/// As [`read`].
pub async fn read_ahead(app: &App, ctx: &Ctx, id: TicketId) -> Result<TicketView> {
    read_under(app, ctx, id, Act::TICKET_READ_AHEAD).await
}

async fn read_under(app: &App, ctx: &Ctx, id: TicketId, act: Act) -> Result<TicketView> {
    for _ in 1..TRIES_MAX {
        match read_once(app, ctx, id, act).await {
            // Something of it was sealed anew between being found and being opened: it is another object now.
            Err(Error::Open(crypto::OpenError::KeyDestroyed)) => {}
            Ok((view, 0)) => return Ok(view),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
    // What is missing still is being erased.
    Ok(read_once(app, ctx, id, act).await?.0)
}

/// The ticket, and how many of its newest messages are missing, for their keys are gone.
async fn read_once(app: &App, ctx: &Ctx, id: TicketId, act: Act) -> Result<(TicketView, usize)> {
    let permit = app.permit(ctx, act).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    permit.record_tickets(&[id]);
    let filter = TicketFilter { requester: Some(row.requester), ..TicketFilter::default() };
    let others = query(app, ctx, &filter).await?;
    let holders = [id.uuid(), row.requester.uuid()];
    let (mut messages, mail_count, requester, others, links, merges, fields, values) = tokio::try_join!(
        store.list_newest_messages_of_ticket(id, PAGE_ITEMS_MAX),
        store.count_mails_of_ticket(id),
        store.find_contact(row.requester),
        store.list_tickets(&others, TicketOrder::Newest, None, OTHERS_MAX + 1),
        store.list_ticket_links(id),
        store.list_merges_into(id),
        store.list_fields(),
        store.list_field_values(&holders),
    )?;
    let requester = requester.ok_or(Error::NotFound("contact"))?;
    restricted::check_ticket(app, &permit, &row).await?;
    let belonging = belonging(app, ctx, &permit, &requester, id).await?;
    let may_belong_to = row.related;
    let others = others.into_iter().filter(|other| other.id != id && !links.contains(&other.id));
    let mut rows = vec![row];
    rows.extend(store.list_tickets_by_ids(&links).await?);
    rows.extend(others.take(OTHERS_MAX as usize));
    let mut rows = open_rows(app, ctx, &permit, rows).await?;
    if rows.first().is_none_or(|row| row.id != id) {
        return Err(Error::Open(crypto::OpenError::KeyDestroyed));
    }
    let row = rows.remove(0);
    let (linked, others) = rows.into_iter().partition(|other| links.contains(&other.id));
    let fields = field::open(app, &permit, &fields).await?;
    // Without fields nothing could be shown of what was once filled in.
    let values = field::held(app, &permit, if fields.is_empty() { &[] } else { &values }).await?;
    let mut person = contact::open(app, &permit, requester).await?;
    person.fields = field::shown(&fields, FieldHolder::Contact, values.get(&person.id.uuid()));
    let kept = restricted::kept_messages(app, &permit, &messages).await?;
    messages.retain(|message| !kept.contains(&message.id));
    let there = messages.len();
    let mut messages = message::open::open_all(app, &permit, messages).await?;
    let missing = there - messages.len();
    if person.is_rectified {
        messages.iter_mut().for_each(|message| show_right(&person, message));
    }
    let view = TicketView {
        row,
        requester_contact: person,
        messages,
        kept_count: kept.len(),
        mail_count,
        may_belong_to,
        linked,
        others,
        merges: merge_views(&store, merges).await?,
        fields: field::shown(&fields, FieldHolder::Ticket, values.get(&id.uuid())),
        belonging,
    };
    app.settle(permit).await?;
    Ok((view, missing))
}

/// What the requester wrote stands under the name and address that were put right, whatever the mail says.
fn show_right(person: &ContactView, message: &mut MessageView) {
    if message.author != Author::Contact(person.id) {
        return;
    }
    message.from.iter_mut().for_each(|from| put_right(&person.name, &person.emails, from));
}

/// Where the requester belongs, with the open tickets of the others there.
async fn belonging(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    requester: &store::Contact,
    id: TicketId,
) -> Result<Option<Belonging>> {
    let store = app.store().tenant(ctx.scope);
    let Some(organisation) = requester.organisation else { return Ok(None) };
    let Some(row) = store.find_organisation(organisation).await? else { return Ok(None) };
    let mut tickets =
        store.list_open_tickets_of_organisation(organisation, requester.id, OTHERS_MAX + 1).await?;
    tickets.retain(|ticket| ticket.id != id);
    tickets.truncate(OTHERS_MAX as usize);
    let content = app.open(permit, row.id.uuid(), &row.content).await?;
    let tickets = open_rows(app, ctx, permit, tickets).await?;
    Ok(Some(Belonging { organisation: organisation::view(&row, content), tickets }))
}

/// The merges into a ticket, with the numbers of what was merged away.
async fn merge_views(store: &store::TenantStore, merges: Vec<store::Merge>) -> Result<Vec<MergeView>> {
    let sources: Vec<TicketId> = merges.iter().map(|merge| merge.source).collect();
    let rows = store.list_tickets_by_ids(&sources).await?;
    let number = |id: TicketId| rows.iter().find(|row| row.id == id).map_or(0, |row| row.number);
    let view = |merge: store::Merge| MergeView {
        id: merge.id,
        source_id: merge.source,
        number: number(merge.source),
        agent_id: merge.agent,
        made_at_ms: merge.made_at,
    };
    Ok(merges.into_iter().map(view).collect())
}

/// The ticket with this number; of one that was merged, the one that has its messages.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn numbered(app: &App, ctx: &Ctx, number: i64) -> Result<TicketId> {
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    let found = app.store().tenant(ctx.scope).find_ticket_by_number(number).await?;
    let ticket = found.ok_or(Error::NotFound("ticket"))?;
    Ok(ticket.merged_into.unwrap_or(ticket.id))
}

/// The numbers of these tickets; nothing of them is opened, and of one that is gone there is none.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn numbers(app: &App, ctx: &Ctx, ids: &[TicketId]) -> Result<Vec<(TicketId, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    let rows = app.store().tenant(ctx.scope).list_tickets_by_ids(ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.number)).collect())
}

/// Where the messages of a ticket are, when it was merged.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn merged_into(app: &App, ctx: &Ctx, id: TicketId) -> Result<Option<TicketId>> {
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    let found = app.store().tenant(ctx.scope).find_ticket(id).await?;
    Ok(found.ok_or(Error::NotFound("ticket"))?.merged_into)
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
