//! How a draft ends: thrown away, sent, or with its author's account. Its key is destroyed.

use super::{Base, save::standing};
use crate::{App, Ctx, Error, Result, upload};
use domain::{AgentId, DraftKind, ObjectId, TicketId};
use privacy::Act;
use store::TenantTx;

/// Throws one's own draft away. Where there is none, that is no failure. Its files are kept for a day, as uploads are,
/// so that it can be restored by whoever still has its text.
///
/// # Errors
/// [`Error::State`] when it was changed elsewhere since `base`; [`Error::NotFound`]; a refusal; a store's failure.
pub async fn discard(app: &App, ctx: &Ctx, ticket: TicketId, kind: DraftKind, base: Base) -> Result<()> {
    let permit = app.permit(ctx, Act::DRAFT_DISCARD).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let ticket = standing(&store, ticket).await?.id;
    if store.find_draft(ticket, author, kind).await?.is_none() {
        drop(permit);
        return Ok(());
    }
    permit.record_tickets(&[ticket]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let Some(row) = tx.find_draft(ticket, author, kind).await? else { return Ok(()) };
    base.check(Some(&row))?;
    let gone = remove(&mut tx, ctx, &row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    forget(app, ctx, gone.as_slice()).await;
    Ok(())
}

/// Takes a draft out, in the transaction of what ends it. Gives its object, whose key is to be destroyed afterwards.
///
/// # Errors
/// A store's failure.
pub(super) async fn remove(tx: &mut TenantTx, ctx: &Ctx, row: &store::Draft) -> Result<Option<ObjectId>> {
    tx.delete_draft(row).await?;
    tx.update_uploads_expiry(&row.uploads, upload::expiry(ctx)).await?;
    Ok(Some(row.content.object()))
}

/// Takes out the draft that was sent or added just now. One that was changed elsewhere since `revision` stays: it says
/// something else.
///
/// # Errors
/// A store's failure.
pub(crate) async fn finish(
    tx: &mut TenantTx,
    ctx: &Ctx,
    ticket: TicketId,
    kind: DraftKind,
    revision: Option<ObjectId>,
) -> Result<Option<ObjectId>> {
    let (Some(revision), Some(author)) = (revision, ctx.agent_id()) else { return Ok(None) };
    match tx.find_draft(ticket, author, kind).await? {
        Some(row) if row.content.object() == revision => remove(tx, ctx, &row).await,
        _ => Ok(None),
    }
}

/// Takes out every draft of an agent with the files that they hold, in the transaction that ends their account. Gives
/// the objects whose keys are to be destroyed afterwards.
///
/// # Errors
/// A store's failure.
pub(crate) async fn destroy_all(tx: &mut TenantTx, agent: AgentId) -> Result<Vec<ObjectId>> {
    let rows = tx.list_drafts_of_agent(agent).await?;
    let uploads: Vec<ObjectId> = rows.iter().flat_map(|row| row.uploads.iter().copied()).collect();
    tx.delete_uploads(&uploads).await?;
    tx.delete_blobs(&uploads).await?;
    tx.delete_drafts_of_agent(agent).await?;
    Ok(rows.iter().map(|row| row.content.object()).chain(uploads).collect())
}

/// Destroys the keys of drafts that are gone. Only after that is durable: a key that opens nothing is found by the
/// sweep, a row without its key never opens again.
pub(crate) async fn forget(app: &App, ctx: &Ctx, objects: &[ObjectId]) {
    if objects.is_empty() {
        return;
    }
    if let Err(error) = app.keyring().delete_object_keys(ctx.scope, objects).await {
        tracing::warn!(%error, "keys of drafts that are gone are left to the sweep");
    }
}
