//! What the demo company tagged long ago, and what is learned of it: on what it gets today, tags are suggested.

use crate::{past, sample};
use anyhow::{Context, Result};
use app::view::TicketChange;
use app::{App, Ctx, learning};
use domain::{AgentId, Feature, MailboxId, Role, TagColour, TenantScope, TicketStatus};
use std::sync::Arc;

/// The tags, with a word in the ids of the mails that have them.
const TAGS: [(&str, char, TagColour); 2] =
    [("Warranty", 'w', TagColour::Amber), ("Delivery", 'v', TagColour::Blue)];

/// What people wrote, tagged and closed, as of then.
pub async fn lay(app: &Arc<App>, mailbox: MailboxId, ctx: &Ctx) -> Result<()> {
    let mails = sample::tagged(past::ADDRESS, app.now())?;
    let (kinds, raws): (Vec<char>, Vec<Vec<u8>>) = mails.into_iter().unzip();
    let before = past::tickets(app, ctx).await?.len();
    past::take_in(app, mailbox, ctx, raws).await?;
    let mut tickets = past::tickets(app, ctx).await?;
    tickets.sort_by_key(|ticket| ticket.number);
    for (ticket, kind) in tickets.iter().skip(before).zip(kinds) {
        let (name, _, colour) = TAGS.iter().find(|(_, of, _)| *of == kind).context("no tag")?;
        let tag = match app::tag::create(app, ctx, name, *colour).await {
            Ok(made) => made.id,
            Err(_) => app::tag::named(app, ctx, name).await?,
        };
        let closed = Some(TicketStatus::Closed);
        let change = TicketChange { status: closed, add_tags: vec![tag], ..TicketChange::default() };
        app::ticket::change(app, ctx, ticket.id, change).await?;
    }
    Ok(())
}

/// What the company instructed once, and took back: to show no remote images, to learn nothing, and to keep its data within the EEA.
pub async fn instructed(app: &App, scope: TenantScope, admin: AgentId) -> Result<()> {
    let ago = |days: i64| Ctx::agent(scope, admin, Role::Admin, app.now().plus_millis(-days * past::DAY_MS));
    for (version, (days, off)) in
        (0..).zip([(45, vec![Feature::RemoteImages, Feature::Learning]), (44, Vec::new())])
    {
        app::instruction::change(app, &ago(days), version, off.into_iter().collect()).await?;
    }
    for (days, only_eea) in [(43, true), (42, false)] {
        app::register::change_residency(app, &ago(days), only_eea).await?;
    }
    Ok(())
}

/// What is learned of it, once all that goes is gone.
pub async fn learn(app: &App) -> Result<()> {
    Ok(learning::round(app).await?)
}
