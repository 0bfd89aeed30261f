//! Suggesting tags for a conversation.

use super::count;
use super::read::Reader;
use crate::{App, Ctx, Error, Result, restricted};
use domain::keyring::LeafRef;
use domain::{TagColour, TagId, TicketId};
use privacy::{Act, Permit};
use store::Ticket;

/// A tag that fits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Suggested {
    /// Id.
    pub id: TagId,
    /// Name.
    pub name: String,
    /// Colour.
    pub colour: TagColour,
}

/// The tags that fit a conversation and that it does not have, best first: none where nothing was learned yet, or since
/// something was erased.
///
/// # Errors
/// A refusal where the company did not instruct it; [`Error::NotFound`]; a store's failure.
pub async fn suggest(app: &App, ctx: &Ctx, id: TicketId) -> Result<Vec<Suggested>> {
    let ticket = app.store().tenant(ctx.scope).find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    let permit = app.permit(ctx, Act::TAG_SUGGEST).await?;
    let found = fitting(app, &permit, &ticket).await;
    app.settle(permit).await?;
    found
}

async fn fitting(app: &App, permit: &Permit, ticket: &Ticket) -> Result<Vec<Suggested>> {
    let (scope, store) = (permit.scope(), app.store().tenant(permit.scope()));
    let Some(learned) = store.find_learned().await?.model else { return Ok(Vec::new()) };
    if learned.ledger_size != app.keyring().ledger_size(scope).await? {
        return Ok(Vec::new());
    }
    let Some(first) = store.list_messages_of_ticket(ticket.id, None, 1).await?.pop() else {
        return Ok(Vec::new());
    };
    let people = [Some(ticket.requester), first.contact].into_iter().flatten();
    let is_kept = !restricted::kept_messages(app, permit, std::slice::from_ref(&first)).await?.is_empty()
        || !restricted::closed_tickets(app, permit, std::slice::from_ref(ticket)).await?.is_empty();
    if is_kept || !restricted::closed(app, permit, people).await?.is_empty() {
        return Ok(Vec::new());
    }
    // Each may be forgotten, or erased, while it is read.
    let model = app.open_left(permit, [(learned.id.uuid(), &learned.content)]).await?.pop().flatten();
    let said = app.open_left(permit, [(first.id.uuid(), &first.content)]).await?.pop().flatten();
    let (Some(model), Some(said)) = (model, said) else { return Ok(Vec::new()) };
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let words = Reader::new(app, permit, model.salt.clone()).hashes(&said)?;
    let mut rows = Vec::new();
    for tag in count::fitting(&model, &words, &ticket.tags) {
        rows.extend(store.find_tag(tag).await?);
    }
    let opened = app.open_each(permit, rows, |row| (row.id.uuid(), &row.name)).await?;
    Ok(opened
        .into_iter()
        .map(|(row, name)| Suggested { id: row.id, name: name.name, colour: row.colour })
        .collect())
}
