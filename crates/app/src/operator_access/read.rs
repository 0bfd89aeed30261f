//! Reading under an access: conversations that are looked for by number or by a word of the subject, one at a time. There is no
//! list of everything, no file, no export and nothing to change. Each request asks anew whether the access is open, and what it
//! opens is in the company's log before it is shown.

use super::{find, note, over};
use crate::ticket::open_rows;
use crate::view::{MessageView, TicketRow};
use crate::{App, Ctx, Error, Result, message, restricted};
use domain::limits::{OPERATOR_ACCESS_FOUND_MAX, PAGE_ITEMS_MAX, QUERY_CHARS_MAX};
use domain::{OperatorAccessId, TenantScope, TicketId};
use privacy::{Act, Permit};
use search::{Asked, Clause, Field, Query};

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Looked {
    /// The conversations, the newest first.
    pub items: Vec<TicketRow>,
    /// Whether there are more: another word finds them.
    pub more: bool,
}

/// A conversation, as far as it is shown to the operator.
#[derive(Debug, Clone)]
pub struct AccessTicket {
    /// Its line.
    pub row: TicketRow,
    /// Its newest hundred messages.
    pub messages: Vec<MessageView>,
}

/// A permit under an access that is open now. The refusal stands in both logs.
async fn permit(app: &App, ctx: &Ctx, scope: TenantScope, id: OperatorAccessId) -> Result<(Ctx, Permit)> {
    let (theirs, _) = over(app, ctx, scope).await?;
    let row = find(app, scope, id).await?;
    note(app, ctx, Act::OPERATOR_ACCESS_LIST).await?;
    match privacy::decide_under(&theirs.access(Act::OPERATOR_ACCESS_READ), &super::facts(scope, &row)) {
        Ok(permit) => Ok((theirs, permit)),
        Err(refusal) => {
            app.append_audit(scope, &[refusal.event()]).await?;
            Err(refusal.into())
        }
    }
}

/// Finds conversations by their number or by words of their subject. Nothing typed finds nothing.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::Query`]; a refusal when the access is not open; a failure of
/// store or index.
pub async fn find_tickets(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    id: OperatorAccessId,
    text: &str,
) -> Result<Looked> {
    let text = text.trim();
    if text.chars().count() > QUERY_CHARS_MAX {
        return Err(Error::Input { field: "q", rule: "rule-too-long" });
    }
    let (theirs, permit) = permit(app, ctx, scope, id).await?;
    let store = app.store().tenant(scope);
    let digits = text.strip_prefix('#').unwrap_or(text);
    let number = digits.parse::<i64>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let (mut rows, more) = match (number, subject(text)?) {
        (Some(number), _) => (Vec::from_iter(store.find_ticket_by_number(number).await?), false),
        (None, None) => (Vec::new(), false),
        (None, Some(query)) => {
            let page = app.index(scope).await?.search(&permit, &query, OPERATOR_ACCESS_FOUND_MAX, None)?;
            let ids: Vec<TicketId> = page.hits.iter().map(|hit| hit.ticket).collect();
            let mut rows = store.list_tickets_by_ids(&ids).await?;
            rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
            (rows, page.next.is_some())
        }
    };
    let closed = restricted::closed_tickets(app, &permit, &rows).await?;
    rows.retain(|row| !closed.contains_key(&row.id));
    let items = open_rows(app, &theirs, &permit, rows).await?;
    app.settle(permit).await?;
    Ok(Looked { items, more })
}

/// What was typed, looked for in subjects alone.
fn subject(text: &str) -> Result<Option<Query>> {
    let asked = Asked::read(text, true).map_err(|error| Error::Query { at: error.position() })?;
    let clauses: Vec<Clause> =
        asked.clauses.into_iter().map(|clause| Clause { field: Field::Subject, ..clause }).collect();
    let is_any = clauses.iter().any(|clause| !clause.without);
    let query = Query { clauses, filter: Default::default(), order: Default::default(), tolerant: false };
    Ok(is_any.then_some(query))
}

/// Shows a conversation.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; a refusal when the access is not open, or the person's data is
/// restricted; a store's failure.
pub async fn read_ticket(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    id: OperatorAccessId,
    ticket: TicketId,
) -> Result<AccessTicket> {
    let (theirs, permit) = permit(app, ctx, scope, id).await?;
    let store = app.store().tenant(scope);
    let row = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    permit.record_tickets(&[ticket]);
    restricted::check_ticket(app, &permit, &row).await?;
    let messages = store.list_newest_messages_of_ticket(ticket, PAGE_ITEMS_MAX).await?;
    let row = open_rows(app, &theirs, &permit, vec![row]).await?.pop().ok_or(Error::NotFound("ticket"))?;
    let messages = message::open(app, &permit, messages).await?;
    app.settle(permit).await?;
    Ok(AccessTicket { row, messages })
}
