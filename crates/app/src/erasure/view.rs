//! What was erased, for whoever may know.

use crate::view::Page;
use crate::{App, Ctx, Error, Result};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{AgentId, ErasureId, ErasureReason, ErasureScope, ErasureState, Timestamp};
use privacy::Act;
use uuid::Uuid;

/// An erasure.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ErasureView {
    /// Id.
    pub id: ErasureId,
    /// What kind of thing.
    pub scope: ErasureScope,
    /// Which one.
    pub subject_id: Uuid,
    /// Why.
    pub reason: ErasureReason,
    /// How far it is.
    pub state: ErasureState,
    /// Who began it.
    pub by_id: Option<AgentId>,
    /// How many keys were destroyed.
    pub keys_destroyed: i64,
    /// Conversations that are gone.
    pub tickets: i64,
    /// Messages that are gone.
    pub messages: i64,
    /// When it was begun.
    pub begun_at_ms: Timestamp,
    /// When nothing of it could be read any more.
    pub keys_gone_at_ms: Option<Timestamp>,
    /// When rows, bytes and index were gone.
    pub purged_at_ms: Option<Timestamp>,
    /// When it was done.
    pub done_at_ms: Option<Timestamp>,
    /// Whether there is a receipt.
    pub receipt: bool,
}

impl ErasureView {
    fn of(row: store::Erasure) -> Self {
        Self {
            id: row.id,
            scope: row.scope,
            subject_id: row.subject,
            reason: row.reason,
            state: row.state,
            by_id: row.by,
            keys_destroyed: row.keys_destroyed,
            tickets: row.tickets,
            messages: row.messages,
            begun_at_ms: row.begun_at,
            keys_gone_at_ms: row.keys_gone_at,
            purged_at_ms: row.purged_at,
            done_at_ms: row.done_at,
            receipt: row.receipt.is_some(),
        }
    }
}

/// Lists erasures, the newest first.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx, after: Option<&str>, limit: u32) -> Result<Page<ErasureView>> {
    let permit = app.permit(ctx, Act::ERASURE_READ).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<ErasureId> = after.map(|id| id.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let mut rows = app.store().tenant(ctx.scope).list_erasures(after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    app.settle(permit).await?;
    Ok(Page { items: rows.into_iter().map(ErasureView::of).collect(), next })
}

/// Reads an erasure.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: ErasureId) -> Result<ErasureView> {
    find(app, ctx, id).await.map(ErasureView::of)
}

/// The receipt of an erasure that is done (JSON).
///
/// # Errors
/// [`Error::NotFound`] while there is none, a refusal, or a store's failure.
pub async fn read_receipt(app: &App, ctx: &Ctx, id: ErasureId) -> Result<Vec<u8>> {
    find(app, ctx, id).await?.receipt.ok_or(Error::NotFound("receipt"))
}

async fn find(app: &App, ctx: &Ctx, id: ErasureId) -> Result<store::Erasure> {
    let permit = app.permit(ctx, Act::ERASURE_READ).await?;
    let found = app.store().tenant(ctx.scope).find_erasure(id).await?;
    app.settle(permit).await?;
    found.ok_or(Error::NotFound("erasure"))
}
