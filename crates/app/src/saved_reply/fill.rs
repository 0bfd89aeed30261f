//! A saved reply filled in for a ticket.

use super::found;
use crate::placeholder::{self, Filled, Placeholder, Values};
use crate::{App, Ctx, Error, Result, agent, contact, mailbox, restricted};
use domain::record::Address;
use domain::{AgentId, MailboxId, SavedReplyId, TicketId};
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

/// A mail that begins a ticket, as it stands in its form.
#[derive(Debug, Clone, Default)]
pub struct Begun<'a> {
    /// The mailbox that it goes from.
    pub mailbox: Option<MailboxId>,
    /// To whom.
    pub to: Option<Address>,
    /// Subject.
    pub subject: &'a str,
}

/// What is known of a mail that begins a ticket: what placeholders in it and below it stand for.
#[derive(Debug, Clone, Copy)]
pub struct First<'a> {
    /// Name and address of the mailbox that it goes from.
    pub mailbox: (&'a str, &'a str),
    /// Who writes.
    pub agent: &'a str,
    /// To whom.
    pub to: Option<&'a Address>,
    /// Subject.
    pub subject: &'a str,
    /// The number of its ticket, where it has one.
    pub number: Option<i64>,
}

impl First<'_> {
    /// The values. What is not written yet is missing.
    #[must_use]
    pub fn values(&self) -> Values {
        use Placeholder as P;
        let (name, email) = self.to.map_or(("", ""), |to| (to.name.as_str(), to.email.as_str()));
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        let values = [
            (P::RequesterName, name),
            (P::RequesterFirstName, name),
            (P::RequesterEmail, email),
            (P::TicketNumber, &number),
            (P::TicketSubject, self.subject),
            (P::AgentName, self.agent),
            (P::AgentFirstName, self.agent),
            (P::MailboxName, self.mailbox.0),
            (P::MailboxAddress, self.mailbox.1),
        ];
        values.into_iter().fold(Values::default(), |all, (placeholder, value)| all.with(placeholder, value))
    }
}

/// Fills a saved reply in for a mail that begins a ticket, in the name of who asks. It has no number yet: where that should
/// stand, the placeholder stays.
///
/// # Errors
/// [`Error::NotFound`] (also another agent's own, and an unknown mailbox), a restricted recipient, a refusal, or a store's
/// failure.
pub async fn fill_first(app: &App, ctx: &Ctx, id: SavedReplyId, mail: Begun<'_>) -> Result<Ready> {
    let permit = app.permit(ctx, Act::SAVED_REPLY_FILL).await?;
    let row = found(app, ctx, id).await?;
    let filled = filled_first(app, ctx, &permit, &row, mail).await;
    app.settle(permit).await?;
    filled
}

async fn filled_first(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    row: &store::SavedReply,
    Begun { mailbox, mut to, subject }: Begun<'_>,
) -> Result<Ready> {
    use Placeholder as P;
    let content = app.open(permit, row.id.uuid(), &row.content).await?;
    let used = placeholder::used(&content.text)?;
    let needs = |some: &[P]| some.iter().any(|placeholder| used.contains(placeholder));
    let me = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let agent = if needs(&[P::AgentName, P::AgentFirstName]) {
        agent::open(app, permit, me).await?.name
    } else {
        String::new()
    };
    let (mut name, mut address) = (String::new(), String::new());
    if let Some(mailbox) = mailbox.filter(|_| needs(&[P::MailboxName, P::MailboxAddress])) {
        let row = app.store().tenant(permit.scope()).find_mailbox(mailbox).await?;
        let settings = mailbox::open_settings(app, permit, &row.ok_or(Error::NotFound("mailbox"))?).await?;
        (name, address) = (settings.name, settings.address);
    }
    // Whoever typed an address alone may know the person all the same.
    if let Some(to) = to.as_mut().filter(|to| to.name.trim().is_empty())
        && needs(&[P::RequesterName, P::RequesterFirstName])
        && let Some(contact) = contact::find_by_email(app, permit, &to.email).await?
    {
        restricted::check(app, permit, [contact.id]).await?;
        to.name = app.open(permit, contact.id.uuid(), &contact.profile).await?.name;
    }
    let first = First { mailbox: (&name, &address), agent: &agent, to: to.as_ref(), subject, number: None };
    let values = first.values();
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
    restricted::check_ticket(app, permit, ticket).await?;
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
