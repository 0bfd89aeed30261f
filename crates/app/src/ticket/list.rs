//! The ticket list: rows from SQL, subjects opened under one permit.

use crate::cursor::Cursor;
use crate::view::{AssigneeFilter, Found, Page, TicketFilter, TicketOrder, TicketRow};
use crate::{App, Ctx, Result};
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::TicketSummary;
use domain::{Priority, TicketStatus};
use privacy::{Act, Permit};
use std::collections::HashMap;

/// Lists tickets, last changed first.
///
/// # Errors
/// A refusal, a bad cursor, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: &TicketFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<TicketRow>> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let found = list_query(app, ctx, &permit, &query(ctx, filter), filter.order, after, limit).await?;
    app.settle(permit).await?;
    Ok(Page { items: found.items, next: found.next })
}

/// One page of what the store's filter takes, opened under `permit`.
///
/// # Errors
/// As [`list`].
pub(crate) async fn list_query(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    query: &store::TicketFilter,
    order: TicketOrder,
    after: Option<&str>,
    limit: u32,
) -> Result<Found> {
    let after = after.map(Cursor::decode).transpose()?.map(ticket_cursor);
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let store = app.store().tenant(ctx.scope);
    let mut rows = store.list_tickets(query, order, after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| cursor(row).encode());
    Ok(Found { items: open_rows(app, ctx, permit, rows).await?, next, ..Found::default() })
}

/// The store's form of a cursor.
fn ticket_cursor(cursor: Cursor) -> store::TicketCursor {
    let Cursor { at, id, number, rank } = cursor;
    let priority = Priority::from_rank(rank).unwrap_or(Priority::Normal);
    store::TicketCursor { updated_at: at, id: domain::TicketId::from_uuid(id), number, priority }
}

/// The place of a ticket in any order.
fn cursor(row: &store::Ticket) -> Cursor {
    Cursor { at: row.updated_at, id: row.id.uuid(), number: row.number, rank: row.priority.rank() }
}

/// The store's form of a filter.
pub(crate) fn query(ctx: &Ctx, filter: &TicketFilter) -> store::TicketFilter {
    store::TicketFilter {
        statuses: if filter.statuses.is_empty() {
            TicketStatus::LISTED.to_vec()
        } else {
            filter.statuses.clone()
        },
        assignee: match filter.assignee {
            AssigneeFilter::Any => store::AssigneeFilter::Any,
            AssigneeFilter::None => store::AssigneeFilter::Unassigned,
            AssigneeFilter::Agent(agent) => store::AssigneeFilter::Agent(agent),
        },
        mailboxes: filter.mailboxes.clone(),
        unread_for: filter.unread.then(|| ctx.agent_id()).flatten(),
        requester: filter.requester,
        priorities: filter.priorities.clone(),
        tags: filter.tags.clone(),
        follower: filter.follower,
    }
}

/// Opens the summaries of rows, in order.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub async fn open_rows(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    rows: Vec<store::Ticket>,
) -> Result<Vec<TicketRow>> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let seen = match ctx.agent_id() {
        Some(agent) if !ids.is_empty() => {
            app.store().tenant(ctx.scope).list_tickets_seen(agent, &ids).await?
        }
        _ => HashMap::new(),
    };
    let summaries = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.summary))).await?;
    let line = |(row, summary): (store::Ticket, TicketSummary)| {
        let seen = seen.get(&row.id).copied();
        let unread = row.last_inbound_at.is_some_and(|at| seen.is_none_or(|seen| seen < at));
        view(row, summary, unread)
    };
    Ok(rows.into_iter().zip(summaries).map(line).collect())
}

fn view(row: store::Ticket, summary: TicketSummary, unread: bool) -> TicketRow {
    TicketRow {
        id: row.id,
        number: row.number,
        status: row.status,
        subject: summary.subject,
        requester: summary.requester,
        requester_email: summary.requester_email,
        preview: summary.preview,
        assignee_id: row.assignee,
        mailbox_id: row.mailbox,
        requester_id: row.requester,
        message_count: i64::from(row.message_count),
        attachment_count: i64::from(row.attachment_count),
        unread,
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
        version: row.version,
        priority: row.priority,
        tag_ids: row.tags,
        follower_ids: row.followers,
        snoozed_until_ms: row.snoozed_until,
        merged_into: row.merged_into,
    }
}
