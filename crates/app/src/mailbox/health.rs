//! How a mailbox does, closer than lists say it.

use super::read;
use crate::view::MailboxView;
use crate::{App, Ctx, Result};
use connect::Position;
use domain::MailboxId;
use privacy::Act;

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
