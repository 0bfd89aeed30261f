//! Full text: the index gives ids, SQL the rows, the vault the subjects.

use super::list::{open_rows, query};
use crate::view::{Page, TicketFilter, TicketRow};
use crate::{App, Ctx, Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::limits::{PAGE_ITEMS_MAX, QUERY_CHARS_MAX};
use privacy::Act;
use std::collections::HashMap;

/// Pages of the index that are read to fill one page of results, when filters drop hits.
const ROUNDS_MAX: usize = 5;

/// Searches tickets, newest hit first.
///
/// # Errors
/// [`Error::Query`] for a query that cannot be read, a refusal, or a failure of store or index.
pub async fn search(
    app: &App,
    ctx: &Ctx,
    text: &str,
    filter: &TicketFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<TicketRow>> {
    if text.chars().count() > QUERY_CHARS_MAX {
        return Err(Error::Input { field: "q", rule: "rule-too-long" });
    }
    let permit = app.permit(ctx, Act::TICKET_SEARCH).await?;
    let filters = search::Filter {
        mailboxes: Some(filter.mailboxes.clone()).filter(|all| !all.is_empty()),
        ..search::Filter::default()
    };
    let parsed = search::Query::parse_typing(text).map_err(|error| Error::Query { at: error.position() })?;
    let parsed = parsed.with_filter(filters);
    let limit = limit.clamp(1, PAGE_ITEMS_MAX) as usize;
    let mut after = after.map(decode).transpose()?;
    let index = app.index(ctx.scope).await?;
    let mut rows = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let room = u32::try_from(limit - rows.len()).unwrap_or(PAGE_ITEMS_MAX);
        let page = index.search(&permit, &parsed, room, after)?;
        let ids: Vec<_> = page.hits.iter().map(|hit| hit.ticket).collect();
        let found = app.store().tenant(ctx.scope).list_tickets_by_ids(&ids).await?;
        let mut found: HashMap<_, _> = found.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        rows.extend(
            ids.iter().filter_map(|id| found.remove(id)).filter(|ticket| wanted(ctx, filter, ticket)),
        );
        after = page.next;
        if rows.len() >= limit || after.is_none() {
            break;
        }
    }
    let items = open_rows(app, ctx, &permit, rows).await?;
    app.settle(permit).await?;
    Ok(Page { items, next: after.map(|after| URL_SAFE_NO_PAD.encode(after.to_bytes())) })
}

/// The filters that the index does not know.
fn wanted(ctx: &Ctx, filter: &TicketFilter, ticket: &store::Ticket) -> bool {
    query(ctx, filter).takes(&store::Facts::of(ticket))
}

fn decode(after: &str) -> Result<search::Cursor> {
    let bytes = URL_SAFE_NO_PAD.decode(after).ok();
    bytes
        .and_then(|bytes| search::Cursor::from_bytes(&bytes))
        .ok_or(Error::Input { field: "after", rule: "rule-cursor" })
}
