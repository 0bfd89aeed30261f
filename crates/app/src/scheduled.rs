//! Answers that wait for their time, all in one list.

use crate::ticket::open_rows;
use crate::{App, Ctx, Result};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{AgentId, MessageId, Role, TicketId, Timestamp};
use privacy::Act;
use std::collections::HashMap;

/// An answer that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledView {
    /// The answer.
    pub message: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// The ticket's number.
    pub number: i64,
    /// The ticket's subject.
    pub subject: String,
    /// Whose ticket it is.
    pub requester: String,
    /// Who wrote it.
    pub author: Option<AgentId>,
    /// When it goes out.
    pub goes_out_at: Timestamp,
}

/// Answers that whoever asks can take back: their own, for an admin everybody's. The next one to go out comes first; of
/// very many, the first hundred.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<ScheduledView>> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let of = ctx.agent_id().filter(|_| ctx.role != Some(Role::Admin));
    let waiting = store.list_outbox_waiting(of, ctx.now, PAGE_ITEMS_MAX).await?;
    let mut ids: Vec<TicketId> = waiting.iter().map(|one| one.ticket).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = store.list_tickets_by_ids(&ids).await?;
    let tickets: HashMap<_, _> =
        open_rows(app, ctx, &permit, rows).await?.into_iter().map(|row| (row.id, row)).collect();
    app.settle(permit).await?;
    let view = |one: store::Waiting| {
        let ticket = tickets.get(&one.ticket)?;
        Some(ScheduledView {
            message: one.message,
            ticket: one.ticket,
            number: ticket.number,
            subject: ticket.subject.clone(),
            requester: ticket.requester.clone(),
            author: one.agent,
            goes_out_at: one.at,
        })
    };
    Ok(waiting.into_iter().filter_map(view).collect())
}
