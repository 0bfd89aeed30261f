//! How a mailbox does, closer than lists say it.

use super::{open_settings, read};
use crate::oauth::MailboxTokens;
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use connect::Position;
use domain::record::Address;
use domain::{ConnectorKind, MailboxId, MailboxState};
use privacy::Act;
use std::sync::Arc;

/// A mailbox, and where take-in stands in it.
#[derive(Debug, Clone)]
pub struct HealthView {
    /// The mailbox.
    pub mailbox: MailboxView,
    /// Folder by folder, or once for all of it.
    pub positions: Vec<Position>,
}

/// Reads how a mailbox does.
///
/// # Errors
/// [`crate::Error::NotFound`], a refusal, or a store's failure.
pub async fn health(app: &App, ctx: &Ctx, id: MailboxId) -> Result<HealthView> {
    let mailbox = read(app, ctx, id).await?;
    let permit = app.permit(ctx, Act::MAILBOX_INSPECT).await?;
    let sync = app.store().tenant(ctx.scope).find_mailbox_sync(id).await?;
    let cursor = match sync.and_then(|sync| sync.cursor) {
        Some(sealed) => Some(app.open(&permit, id.uuid(), &sealed).await?),
        None => None,
    };
    app.settle(permit).await?;
    let positions = cursor.map(|cursor| connect::positions(mailbox.kind, &cursor.bytes));
    Ok(HealthView { positions: positions.transpose()?.unwrap_or_default(), mailbox })
}

/// The addresses that the mailbox's provider lets it send from and that are not known here; none where the provider does
/// not say. Asks the provider.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Connect`], a refusal, or a store's failure.
pub async fn send_as(app: &Arc<App>, ctx: &Ctx, id: MailboxId) -> Result<Vec<Address>> {
    let permit = app.permit(ctx, Act::MAILBOX_INSPECT).await?;
    let row = app.store().tenant(ctx.scope).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    if row.kind != ConnectorKind::Gmail || row.state == MailboxState::Disconnected {
        app.settle(permit).await?;
        return Ok(Vec::new());
    }
    let settings = open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    let access = MailboxTokens::of(app, ctx.scope, id, &settings);
    let offered =
        connect::open(&settings, access, &app.egress().of(ctx.scope.tenant()))?.identities().await?;
    let own: Vec<String> = settings.own_addresses().collect();
    let is_new = |address: &str| !own.iter().any(|known| known.eq_ignore_ascii_case(address));
    let address = |one: connect::SendAs| Address { name: one.name.unwrap_or_default(), email: one.address };
    Ok(offered.into_iter().filter(|one| is_new(&one.address)).map(address).collect())
}
