//! Full text: the index gives ids, SQL the rows, the vault the subjects. What the index does not hold (status, tags,
//! assignee) is compared with the rows as they are now.

use super::asked::RowConditions;
use super::list::{self, open_last, query};
use crate::view::{Found, TicketFilter};
use crate::{App, Ctx, Error, Result, restricted};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::TicketStatus;
use domain::limits::{PAGE_ITEMS_MAX, QUERY_CHARS_MAX};
use privacy::{Act, Permit};
use search::{Asked, Clause, Cursor, Field, Hit, Query, Term};
use std::collections::HashMap;

/// Pages of hits that are looked through to fill one page of results, when rows drop hits; each is larger than the
/// one before, up to what the index gives at once.
const ROUNDS_MAX: usize = 6;
/// How much larger.
const GROWTH: u32 = 4;
/// Stands behind a cursor of a search that was widened: its following pages are too.
const WIDENED: u8 = 1;

/// Searches tickets, newest hit first; a ticket whose number was typed, with `#` or without, comes before them. When the words as typed find nothing, words that are spelt nearly like them
/// are looked for, and the answer says so. What is stored only is not found, and the answer says when there is such a thing.
///
/// # Errors
/// [`Error::Query`] for more words than a query may have, a refusal, or a failure of store or index.
pub async fn search(
    app: &App,
    ctx: &Ctx,
    text: &str,
    filter: &TicketFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Found> {
    if text.chars().count() > QUERY_CHARS_MAX {
        return Err(Error::Input { field: "q", rule: "rule-too-long" });
    }
    let permit = app.permit(ctx, Act::TICKET_SEARCH).await?;
    // Of all that there is: whether the words would have found any of it, is nobody's to know.
    let stored_only = app.store().tenant(ctx.scope).has_stored_only().await?;
    let asked = Asked::read(text, true).map_err(|error| Error::Query { at: error.position() })?;
    let mut left_out = asked.left_out.clone();
    let rows = RowConditions::of(app, ctx, &asked, &mut left_out).await?;
    let indexed = asked.query();
    if indexed.clauses.is_empty() && indexed.filter == search::Filter::default() {
        let (taken, next) = match rows.as_filter(&query(app, ctx, filter).await?) {
            // What said nothing is left out of the list; nothing at all finds nothing.
            _ if rows.is_empty() && left_out.is_empty() => (Vec::new(), None),
            Some(all) => list::rows(app, ctx, &all, filter.order, after, limit).await?,
            None => hunt(app, ctx, &permit, (&indexed, &rows, filter), decode(after)?.0, limit).await?,
        };
        let taken = unrestricted(app, &permit, taken).await?;
        let items = open_last(app, ctx, permit, taken).await?;
        return Ok(Found { items, next, left_out, widened: false, stored_only });
    }
    let numbered = numbered(app, ctx, &asked, wanted(query(app, ctx, filter).await?, &rows)).await?;
    let numbered = unrestricted(app, &permit, numbered.into_iter().collect()).await?.pop();
    let (after, mut widened) = decode(after)?;
    // It leads the first page, which has room for it, and stands on no other.
    let (leads, numbered) = (after.is_none(), numbered.filter(|_| limit > 1));
    let limit = if numbered.is_some() && leads { limit.min(PAGE_ITEMS_MAX) - 1 } else { limit };
    let first = if widened { indexed.widened().unwrap_or_else(|| indexed.clone()) } else { indexed.clone() };
    let (mut taken, mut next) = hunt(app, ctx, &permit, (&first, &rows, filter), after, limit).await?;
    if taken.is_empty()
        && next.is_none()
        && after.is_none()
        && numbered.is_none()
        && let Some(wider) = indexed.widened()
    {
        (taken, next) = hunt(app, ctx, &permit, (&wider, &rows, filter), None, limit).await?;
        widened = !taken.is_empty();
    }
    if let Some(ticket) = numbered {
        taken.retain(|other| other.id != ticket.id);
        taken.splice(0..0, Some(ticket).filter(|_| leads));
    }
    Ok(Found { items: open_last(app, ctx, permit, taken).await?, next, widened, left_out, stored_only })
}

/// Of whom nothing may be opened, nothing is found (GDPR Art. 18).
async fn unrestricted(
    app: &App,
    permit: &Permit,
    mut rows: Vec<store::Ticket>,
) -> Result<Vec<store::Ticket>> {
    let closed = restricted::closed_tickets(app, permit, &rows).await?;
    rows.retain(|row| !closed.contains_key(&row.id));
    Ok(rows)
}

/// The ticket whose number is all that was typed beside conditions, if it fits.
async fn numbered(
    app: &App,
    ctx: &Ctx,
    asked: &Asked,
    wanted: impl Fn(&store::Ticket) -> bool,
) -> Result<Option<store::Ticket>> {
    let [Clause { field: Field::Any, term: Term::Word(text) | Term::Prefix(text), without: false }] =
        asked.clauses.as_slice()
    else {
        return Ok(None);
    };
    let digits = text.strip_prefix('#').unwrap_or(text);
    let Some(number) = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        return Ok(None);
    };
    let found = app.store().tenant(ctx.scope).find_ticket_by_number(number).await?;
    Ok(found.filter(wanted))
}

/// Looks through hits until a page of rows that fit is full; the rows are still closed.
async fn hunt(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    (asked, rows, filter): (&Query, &RowConditions, &TicketFilter),
    mut after: Option<Cursor>,
    limit: u32,
) -> Result<(Vec<store::Ticket>, Option<String>)> {
    let mut asked = asked.clone();
    asked.filter.mailboxes = Some(filter.mailboxes.clone()).filter(|all| !all.is_empty());
    let limit = limit.clamp(1, PAGE_ITEMS_MAX) as usize;
    let wanted = wanted(query(app, ctx, filter).await?, rows);
    let index = app.index(ctx.scope).await?;
    let store = app.store().tenant(ctx.scope);
    let (mut taken, mut hits_wanted) = (Vec::new(), u32::try_from(limit).unwrap_or(PAGE_ITEMS_MAX));
    for _ in 0..ROUNDS_MAX {
        let page = index.search(permit, &asked, hits_wanted, after)?;
        let ids: Vec<_> = page.hits.iter().map(|hit| hit.ticket).collect();
        let found = unrestricted(app, permit, store.list_tickets_by_ids(&ids).await?).await?;
        let mut found: HashMap<_, _> = found.into_iter().map(|ticket| (ticket.id, ticket)).collect();
        let fits = |hit: &Hit| found.remove(&hit.ticket).filter(&wanted).map(|ticket| (hit.cursor(), ticket));
        let fitting: Vec<_> = page.hits.iter().filter_map(fits).collect();
        let more = fitting.len() > limit - taken.len();
        taken.extend(fitting.into_iter().take(limit - taken.len()));
        after = match taken.last() {
            Some((cursor, _)) if more => Some(*cursor),
            _ => page.next,
        };
        if taken.len() >= limit || after.is_none() {
            break;
        }
        hits_wanted = hits_wanted.saturating_mul(GROWTH);
    }
    let next = after.map(|after| encode(after, asked.tolerant));
    Ok((taken.into_iter().map(|(_, ticket)| ticket).collect(), next))
}

/// What a row has to be: what the list asks and what was typed, which says more about the status.
fn wanted(mut asked: store::TicketFilter, rows: &RowConditions) -> impl Fn(&store::Ticket) -> bool {
    if rows.names_status() {
        asked.statuses = TicketStatus::SETTABLE.to_vec();
    }
    let rows = rows.clone();
    move |ticket| asked.takes(&store::Facts::of(ticket)) && rows.take(ticket)
}

fn encode(after: Cursor, widened: bool) -> String {
    let mut bytes = after.to_bytes().to_vec();
    if widened {
        bytes.push(WIDENED);
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor, and whether it goes on in a search that was widened.
fn decode(after: Option<&str>) -> Result<(Option<Cursor>, bool)> {
    let Some(after) = after else { return Ok((None, false)) };
    let bad = || Error::Input { field: "after", rule: "rule-cursor" };
    let bytes = URL_SAFE_NO_PAD.decode(after).map_err(|_| bad())?;
    let (cursor, rest) = bytes.split_at_checked(Cursor::BYTES).ok_or_else(bad)?;
    let widened = match rest {
        [] => false,
        [WIDENED] => true,
        _ => return Err(bad()),
    };
    Ok((Some(Cursor::from_bytes(cursor).ok_or_else(bad)?), widened))
}
