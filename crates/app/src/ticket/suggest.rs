//! Suggestions while somebody types: the ticket of a number, tickets with these words, people of this name.

use super::{numbered, read};
use crate::view::{Suggestions, TicketFilter};
use crate::{App, Ctx, Error, Result};
use domain::record::Address;
use privacy::Act;
use std::collections::HashSet;

/// Tickets of one answer.
const TICKETS_MAX: u32 = 6;
/// People of one answer.
const CONTACTS_MAX: usize = 4;
/// Tickets whose requesters are looked through for people.
const TICKETS_OF_CONTACTS: u32 = 25;

/// Suggests tickets and people for what was typed so far.
///
/// # Errors
/// What [`super::search()`] refuses.
pub async fn suggest(app: &App, ctx: &Ctx, text: &str) -> Result<Suggestions> {
    let text = text.trim();
    let mut out = Suggestions::default();
    if text.is_empty() {
        return Ok(out);
    }
    if let Some(number) = number(text) {
        match numbered(app, ctx, number).await {
            Ok(id) => {
                let permit = app.permit(ctx, Act::TICKET_READ).await?;
                out.tickets.push(read::row(app, ctx, &permit, id).await?);
                app.settle(permit).await?;
            }
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let filter = TicketFilter::default();
    let found = super::search(app, ctx, text, &filter, None, TICKETS_MAX).await?;
    out.tickets.extend(
        found.items.into_iter().filter(|row| out.tickets.iter().all(|t| t.id != row.id)).collect::<Vec<_>>(),
    );
    named(app, ctx, text, &mut out.contacts, &["from"]).await?;
    Ok(out)
}

/// Suggests whom a mail may go to for what was typed so far: who wrote, and to whom we wrote.
///
/// # Errors
/// What [`super::search()`] refuses.
pub async fn suggest_people(app: &App, ctx: &Ctx, text: &str) -> Result<Vec<Address>> {
    let mut found = Vec::new();
    named(app, ctx, text.trim(), &mut found, &["from", "to"]).await?;
    Ok(found)
}

/// Adds requesters with this name or address, of tickets whose mails have it in these places.
async fn named(app: &App, ctx: &Ctx, text: &str, out: &mut Vec<Address>, places: &[&str]) -> Result<()> {
    let words: Vec<String> = text.split_whitespace().map(search::folded).collect();
    let mut seen = HashSet::new();
    for place in places {
        let Some(asked) = people(text, place).filter(|_| out.len() < CONTACTS_MAX) else { return Ok(()) };
        let filter = TicketFilter::default();
        let found = super::search(app, ctx, &asked, &filter, None, TICKETS_OF_CONTACTS).await?;
        let named = found.items.into_iter().filter(|row| {
            let name = search::folded(&format!("{} {}", row.requester, row.requester_email));
            words.iter().all(|word| name.contains(word)) && seen.insert(row.requester_id)
        });
        let room = CONTACTS_MAX - out.len();
        out.extend(named.take(room).map(|row| Address { name: row.requester, email: row.requester_email }));
    }
    Ok(())
}

/// A ticket's number, with or without its sign.
fn number(text: &str) -> Option<i64> {
    text.strip_prefix('#').unwrap_or(text).parse().ok().filter(|number| *number > 0)
}

/// The search for people in a place of mails; nothing when nothing was typed, or that has a meaning of its own.
fn people(text: &str, place: &str) -> Option<String> {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '@' | '.' | '-' | '_' | '+' | '\''));
    let of_words = plain && !text.is_empty() && !text.split_whitespace().any(|word| word.starts_with('-'));
    // One letter is the beginning of a name, which the index does not look for; the names that it finds are held against it.
    let letter = |word: &&str| word.len() < 3 && word.chars().count() == 1;
    let (short, long): (Vec<_>, Vec<_>) = text.split_whitespace().partition(letter);
    let asked = if long.is_empty() { short } else { long };
    of_words.then(|| asked.iter().map(|word| format!("{place}:{word}")).collect::<Vec<_>>().join(" "))
}
