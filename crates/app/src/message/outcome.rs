//! What a person decides about an answer that failed or is in doubt.

use crate::outgoing::queued;
use crate::{App, Ctx, Error, Result};
use domain::{DeliveryState, MessageId};
use privacy::Act;
use store::{ChangeKind, OutboxUpdate};

/// Sends it again.
///
/// # Errors
/// [`Error::State`] unless it failed, bounced or is in doubt; [`Error::NotFound`]; a refusal; a store's failure.
pub async fn resend(app: &App, ctx: &Ctx, id: MessageId) -> Result<()> {
    decide(app, ctx, id, DeliveryState::Queued).await?;
    app.outbox_changed().notify_waiters();
    Ok(())
}

/// Gives it up: it stays in the conversation, marked as failed.
///
/// # Errors
/// As [`resend`].
pub async fn give_up(app: &App, ctx: &Ctx, id: MessageId) -> Result<()> {
    decide(app, ctx, id, DeliveryState::Failed).await
}

async fn decide(app: &App, ctx: &Ctx, id: MessageId, to: DeliveryState) -> Result<()> {
    let permit = app.permit(ctx, Act::DELIVERY_DECIDE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_message(id).await?.ok_or(Error::NotFound("message"))?;
    let state = row.delivery_state.ok_or(Error::NotFound("delivery"))?;
    if !matches!(state, DeliveryState::Failed | DeliveryState::Bounced | DeliveryState::InDoubt) {
        return Err(Error::State { noun: "message", state: state.as_str() });
    }
    if to == DeliveryState::Queued && row.raw_object.is_none() {
        // What was to be sent was destroyed.
        return Err(Error::State { noun: "message", state: "redacted" });
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    if state == DeliveryState::InDoubt {
        let update = OutboxUpdate { state: to, next_attempt_at: ctx.now, detail: None, sent_at: None };
        tx.update_outbox(id, state, &update).await?;
    } else {
        tx.update_delivery(id, state, to, None, None).await?;
        if to == DeliveryState::Queued {
            tx.insert_outbox(&queued(id, row.mailbox, ctx.now)).await?;
        }
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MessageChanged, Some(row.ticket), Some(id))]).await?;
    tx.commit().await?;
    Ok(())
}
