//! What an agent has seen.

use crate::{App, Ctx, Result};
use domain::TicketId;
use privacy::Act;

/// Remembers that the agent has seen the ticket as it is now.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn mark_seen(app: &App, ctx: &Ctx, id: TicketId) -> Result<()> {
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    if let Some(agent) = ctx.agent_id() {
        let mut tx = app.store().tenant(ctx.scope).begin().await?;
        tx.update_ticket_seen(agent, id, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(())
}
