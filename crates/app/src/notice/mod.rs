//! Notices: what an agent is told about tickets. They are made by a job that follows the changes (`jobs/notices`), and
//! are ids and words of fixed lists; what a ticket is about is opened when its notice is shown.

mod choices;
pub mod quiet;

pub use choices::{ChoicesChange, ChoicesView, change_choices, choices};

use crate::view::Page;
use crate::{App, Ctx, Error, Result, restricted};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{NoticeId, NoticeKind, TicketId, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use store::ChangeKind;
pub use store::NoticePopUp;

/// How long after it was made a notice may still pop up, in milliseconds.
const POP_UP_MS: i64 = 60_000;
/// Notices that pop up at once.
const POP_UPS_MAX: u32 = 3;

/// A notice, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// Id.
    pub id: NoticeId,
    /// Of what.
    pub kind: NoticeKind,
    /// On which ticket.
    pub ticket_id: TicketId,
    /// The ticket's number.
    pub ticket_number: i64,
    /// The ticket's subject.
    pub subject: String,
    /// How often that happened since they last looked.
    pub times: u32,
    /// When it last happened.
    pub made_at_ms: Timestamp,
    /// When it was read.
    pub read_at_ms: Option<Timestamp>,
}

/// What stands at every page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bell {
    /// Notices that were not read.
    pub unread: i64,
    /// What the browser shows outside of the page, newest first.
    pub pop_ups: Vec<NoticePopUp>,
}

/// Which notices to mark as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Every one up to this, or every one that there is.
    Until(Option<NoticeId>),
    /// These.
    These(Vec<NoticeId>),
}

/// What the agent was told, newest first.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    unread: bool,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<NoticeView>> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::NOTICE_READ).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let before: Option<NoticeId> = after.map(|id| id.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let store = app.store().tenant(ctx.scope);
    let mut rows = store.list_notices(agent, unread, before, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let mut ids: Vec<TicketId> = rows.iter().map(|row| row.ticket).collect();
    ids.sort_unstable();
    ids.dedup();
    let tickets = store.list_tickets_by_ids(&ids).await?;
    let closed = restricted::closed_tickets(app, &permit, &tickets).await?;
    let open = tickets.iter().filter(|row| !closed.contains_key(&row.id));
    let sealed: Vec<_> = open.map(|row| (row.id.uuid(), &row.summary)).collect();
    let mut summaries = app.open_last(permit, sealed).await?.into_iter();
    let mut known: HashMap<_, _> = HashMap::with_capacity(tickets.len());
    for row in &tickets {
        // Of what is stored only the number is shown, and nothing that they wrote.
        let is_closed = closed.contains_key(&row.id);
        let summary = if is_closed {
            Some(domain::record::TicketSummary::default())
        } else {
            summaries.next().flatten()
        };
        // What is being erased is told of no more.
        if let Some(summary) = summary {
            known.insert(row.id, (row.number, summary));
        }
    }
    let view = |row: store::Notice| {
        let (number, summary) = known.get(&row.ticket)?;
        Some(NoticeView {
            id: row.id,
            kind: row.kind,
            ticket_id: row.ticket,
            ticket_number: *number,
            subject: summary.subject.clone(),
            times: row.times,
            made_at_ms: row.made_at,
            read_at_ms: row.read_at,
        })
    };
    Ok(Page { items: rows.into_iter().filter_map(view).collect(), next })
}

/// How many notices the agent has not read, and what pops up. Numbers alone: nothing is opened.
///
/// # Errors
/// A store's failure.
pub(crate) async fn bell(app: &App, ctx: &Ctx) -> Result<Bell> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let since = ctx.now.plus_millis(-POP_UP_MS);
    let (unread, pop_ups) = tokio::try_join!(
        store.count_unread_notices(agent),
        store.list_notice_pop_ups(agent, since, POP_UPS_MAX)
    )?;
    Ok(Bell { unread, pop_ups })
}

/// Marks notices of who asks as read; returns how many were not.
///
/// # Errors
/// [`Error::Input`] for too many, a refusal, or a store's failure.
pub async fn mark_read(app: &App, ctx: &Ctx, which: &Reading) -> Result<u64> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    drop(app.permit(ctx, Act::NOTICE_MARK).await?);
    if matches!(which, Reading::These(ids) if ids.len() > PAGE_ITEMS_MAX as usize) {
        return Err(Error::Input { field: "notice_ids", rule: "rule-too-many" });
    }
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let marked = match which {
        Reading::These(ids) => tx.update_notices_read(agent, ids, ctx.now).await?,
        Reading::Until(until) => {
            let newest = tx.list_notices(agent, false, None, 1).await?.first().map(|notice| notice.id);
            match until.or(newest) {
                Some(until) => tx.update_notices_read_until(agent, until, ctx.now).await?,
                None => 0,
            }
        }
    };
    finish(ctx, tx, marked).await
}

/// Marks what was told of a ticket as read: its reader has it before them.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn mark_ticket_read(app: &App, ctx: &Ctx, ticket: TicketId) -> Result<u64> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    drop(app.permit(ctx, Act::NOTICE_MARK).await?);
    let store = app.store().tenant(ctx.scope);
    if store.count_unread_notices_of_ticket(agent, ticket).await? == 0 {
        return Ok(0);
    }
    let mut tx = store.begin().await?;
    let marked = tx.update_notices_of_ticket_read(agent, ticket, ctx.now).await?;
    finish(ctx, tx, marked).await
}

/// Tells the agent's other windows.
async fn finish(ctx: &Ctx, mut tx: store::TenantTx, marked: u64) -> Result<u64> {
    if marked > 0 {
        let mut change = ctx.change(ChangeKind::NoticesChanged, None, None);
        change.agent = ctx.agent_id();
        tx.append_changes(&[change]).await?;
        tx.commit().await?;
    }
    Ok(marked)
}
