//! The ticket list: rows from SQL, subjects opened under one permit.

use crate::cursor::Cursor;
use crate::view::{AssigneeFilter, Page, TicketFilter, TicketOrder, TicketRow, WhichTeam};
use crate::{App, Ctx, Result, restricted};
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::TicketSummary;
use domain::{Priority, Sealed, TicketId, TicketStatus, Timestamp};
use privacy::{Act, Permit, SubjectState};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

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
    let asked = query(app, ctx, filter).await?;
    let (rows, next) = rows(app, ctx, &asked, filter.order, after, limit).await?;
    Ok(Page { items: open_last(app, ctx, permit, rows).await?, next })
}

/// One page of what the store's filter takes, still closed, and where the next one begins.
///
/// # Errors
/// A bad cursor, or the store's failure.
pub(crate) async fn rows(
    app: &App,
    ctx: &Ctx,
    query: &store::TicketFilter,
    order: TicketOrder,
    after: Option<&str>,
    limit: u32,
) -> Result<(Vec<store::Ticket>, Option<String>)> {
    let after = after.map(Cursor::decode).transpose()?.map(ticket_cursor);
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let store = app.store().tenant(ctx.scope);
    let mut rows = store.list_tickets(query, order, after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| cursor(row).encode());
    Ok((rows, next))
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
///
/// # Errors
/// The store's failure.
pub(crate) async fn query(app: &App, ctx: &Ctx, filter: &TicketFilter) -> Result<store::TicketFilter> {
    let mine = match (filter.team, ctx.agent_id()) {
        (WhichTeam::Mine, Some(me)) => app.store().tenant(ctx.scope).list_team_ids_of(me).await?,
        _ => Vec::new(),
    };
    Ok(store::TicketFilter {
        teams: filter.team.filter(&mine),
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
        choices: filter.choices.clone(),
        organisation: filter.organisation,
    })
}

/// Opens the summaries of rows, in order. What is being erased is left out.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub async fn open_rows(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    rows: Vec<store::Ticket>,
) -> Result<Vec<TicketRow>> {
    let own = own(app, ctx, permit, &rows).await?;
    let summaries = app.open_left(permit, sealed(&rows, &own)).await?;
    Ok(lines(rows, summaries, &own))
}

/// Opens the summaries of rows, in order, as the last thing of a read.
///
/// # Errors
/// What cannot be opened, or the failure of the keyring or the log.
pub(crate) async fn open_last(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    rows: Vec<store::Ticket>,
) -> Result<Vec<TicketRow>> {
    let own = own(app, ctx, &permit, &rows).await?;
    if rows.iter().all(|row| own.closed.contains_key(&row.id)) {
        app.settle(permit).await?;
        return Ok(lines(rows, Vec::new(), &own));
    }
    let summaries = app.open_last(permit, sealed(&rows, &own)).await?;
    Ok(lines(rows, summaries, &own))
}

/// The summaries that may be opened.
fn sealed<'a>(
    rows: &'a [store::Ticket],
    own: &'a Own,
) -> impl Iterator<Item = (Uuid, &'a Sealed<TicketSummary>)> + Clone {
    let open = rows.iter().filter(|row| !own.closed.contains_key(&row.id));
    open.map(|row| (row.id.uuid(), &row.summary))
}

/// What tickets are to whoever asks.
#[derive(Default)]
struct Own {
    /// When they have seen them.
    seen: HashMap<TicketId, Timestamp>,
    /// On which they have a draft.
    drafted: HashSet<TicketId>,
    /// What is stored only, and why: nothing of it is opened.
    closed: HashMap<TicketId, SubjectState>,
}

async fn own(app: &App, ctx: &Ctx, permit: &Permit, rows: &[store::Ticket]) -> Result<Own> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let closed = restricted::closed_tickets(app, permit, rows).await?;
    let Some(agent) = ctx.agent_id().filter(|_| !ids.is_empty()) else {
        return Ok(Own { closed, ..Own::default() });
    };
    let store = app.store().tenant(ctx.scope);
    let (seen, drafted) =
        tokio::try_join!(store.list_tickets_seen(agent, &ids), store.list_tickets_drafted(agent, &ids))?;
    Ok(Own { seen, drafted: drafted.into_iter().collect(), closed })
}

fn lines(rows: Vec<store::Ticket>, summaries: Vec<Option<TicketSummary>>, own: &Own) -> Vec<TicketRow> {
    let mut summaries = summaries.into_iter();
    let line = |row: store::Ticket| {
        let closed = own.closed.get(&row.id).copied();
        let summary = if closed.is_some() { TicketSummary::default() } else { summaries.next()?? };
        let seen = own.seen.get(&row.id).copied();
        let kept_unread = seen == Some(store::MARKED_UNREAD);
        let unread = kept_unread || row.last_inbound_at.is_some_and(|at| seen.is_none_or(|seen| seen < at));
        let draft = own.drafted.contains(&row.id);
        let (restricted, held) = (closed.is_some(), closed == Some(SubjectState::Held));
        Some(TicketRow { draft, kept_unread, restricted, held, ..view(row, summary, unread) })
    };
    rows.into_iter().filter_map(line).collect()
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
        kept_unread: false,
        created_at_ms: row.created_at,
        updated_at_ms: row.updated_at,
        version: row.version,
        priority: row.priority,
        tag_ids: row.tags,
        follower_ids: row.followers,
        snoozed_until_ms: row.snoozed_until,
        draft: false,
        restricted: false,
        held: false,
        merged_into: row.merged_into,
        team_id: row.team,
    }
}
