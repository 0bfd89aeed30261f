//! A saved reply filled in for a ticket.

use super::found;
use crate::placeholder::{self, Filled, Placeholder, Values};
use crate::{App, Ctx, Error, Result, agent, mailbox};
use domain::{AgentId, SavedReplyId, TicketId};
use privacy::{Act, Permit};
use std::collections::BTreeSet;

/// A saved reply that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Its text.
    pub text: Filled,
    /// The text with its formatting, as HTML.
    pub html: Option<String>,
}

/// Fills a saved reply in for a ticket, in the name of who asks.
///
/// # Errors
/// [`Error::NotFound`] (also another agent's own), a refusal, or a store's failure.
pub async fn fill(app: &App, ctx: &Ctx, id: SavedReplyId, ticket: TicketId) -> Result<Ready> {
    let permit = app.permit(ctx, Act::SAVED_REPLY_FILL).await?;
    let row = found(app, ctx, id).await?;
    let ticket = app.store().tenant(ctx.scope).find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    let filled = filled(app, ctx, &permit, &row, &ticket).await;
    // Whatever came of it: what was opened is in the log.
    app.settle(permit).await?;
    filled
}

async fn filled(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    row: &store::SavedReply,
    ticket: &store::Ticket,
) -> Result<Ready> {
    let content = app.open(permit, row.id.uuid(), &row.content).await?;
    let me = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let values = values(app, permit, me, ticket, &placeholder::used(&content.text)?).await?;
    let html = content.html.map(|html| placeholder::fill(&html, &values)).transpose()?;
    Ok(Ready { text: placeholder::fill(&content.text, &values)?, html: html.map(|html| html.html()) })
}

/// What these placeholders stand for on a ticket that `author` answers. Only what they need is opened.
///
/// # Errors
/// A restricted requester, or a store's failure.
pub(crate) async fn values(
    app: &App,
    permit: &Permit,
    author: AgentId,
    ticket: &store::Ticket,
    used: &BTreeSet<Placeholder>,
) -> Result<Values> {
    use Placeholder as P;
    let store = app.store().tenant(permit.scope());
    let needs = |some: &[P]| some.iter().any(|placeholder| used.contains(placeholder));
    let mut values = Values::default().with(P::TicketNumber, &ticket.number.to_string());
    let requester = store.find_contact(ticket.requester).await?.ok_or(Error::NotFound("contact"))?;
    permit.check_subject(requester.state)?;
    if needs(&[P::RequesterName, P::RequesterFirstName, P::RequesterEmail]) {
        let profile = app.open(permit, requester.id.uuid(), &requester.profile).await?;
        values = values
            .with(P::RequesterName, &profile.name)
            .with(P::RequesterFirstName, &profile.name)
            .with(P::RequesterEmail, profile.emails.first().map_or("", String::as_str));
    }
    if needs(&[P::TicketSubject]) {
        let summary = app.open(permit, ticket.id.uuid(), &ticket.summary).await?;
        values = values.with(P::TicketSubject, &summary.subject);
    }
    if needs(&[P::AgentName, P::AgentFirstName]) {
        let author = agent::open(app, permit, author).await?;
        values = values.with(P::AgentName, &author.name).with(P::AgentFirstName, &author.name);
    }
    if needs(&[P::MailboxName, P::MailboxAddress]) {
        let row = store.find_mailbox(ticket.mailbox).await?.ok_or(Error::NotFound("mailbox"))?;
        let settings = mailbox::open_settings(app, permit, &row).await?;
        values = values.with(P::MailboxName, &settings.name).with(P::MailboxAddress, &settings.address);
    }
    Ok(values)
}
