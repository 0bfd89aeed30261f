//! Mails that begin a ticket, while they are written. No ticket has them yet, so each has an id of its own, and depends on
//! its author's key alone.

use super::read::{TRIES_MAX, sizes, view};
use super::save::{Put, check};
use super::{Base, DraftView, Written, discard, forget};
use crate::{App, Ctx, Error, Result};
use domain::limits::MAIL_DRAFTS_MAX;
use domain::{DraftKind, TicketId};
use privacy::Act;

const KIND: DraftKind = DraftKind::Mail;

/// Keeps a mail that is being written, instead of what was kept under this id before. Where nothing is written any more,
/// it goes and the answer is `None`.
///
/// # Errors
/// [`Error::State`] when it was changed elsewhere since `base`; bad input; a refusal; a store's failure.
pub async fn save_mail(
    app: &App,
    ctx: &Ctx,
    id: TicketId,
    mut written: Written,
    base: Base,
) -> Result<Option<DraftView>> {
    check(&mut written)?;
    if written.is_empty() {
        discard_mail(app, ctx, id, base).await?;
        return Ok(None);
    }
    (written.forward, written.mails_seen) = (None, None);
    let permit = app.permit(ctx, Act::DRAFT_SAVE).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let before = store.find_draft(id, author, KIND).await?;
    base.check(before.as_ref())?;
    if before.is_none() {
        let kept = store.list_drafts_of_kind(author, KIND, MAIL_DRAFTS_MAX).await?;
        if kept.len() >= MAIL_DRAFTS_MAX as usize {
            return Err(Error::Input { field: "draft", rule: "rule-too-many" });
        }
    }
    let put = Put { ticket: id, author, kind: KIND, written, base, absorbed: &[] };
    Ok(Some(put.write(app, ctx, permit).await?))
}

/// Reads one's own mail that begins a ticket, where one is kept under this id.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn read_mail(app: &App, ctx: &Ctx, id: TicketId) -> Result<Option<DraftView>> {
    Ok(kept(app, ctx, Some(id)).await?.pop())
}

/// Every mail of one's own that begins a ticket and is kept, the last saved first.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn list_mails(app: &App, ctx: &Ctx) -> Result<Vec<DraftView>> {
    kept(app, ctx, None).await
}

/// The one of this id, or all.
async fn kept(app: &App, ctx: &Ctx, id: Option<TicketId>) -> Result<Vec<DraftView>> {
    for _ in 1..TRIES_MAX {
        match kept_once(app, ctx, id).await {
            // Saved by another window of its author while it was being read: it is another object now.
            Err(Error::Open(crypto::OpenError::KeyDestroyed)) => {}
            other => return other,
        }
    }
    kept_once(app, ctx, id).await
}

async fn kept_once(app: &App, ctx: &Ctx, id: Option<TicketId>) -> Result<Vec<DraftView>> {
    let permit = app.permit(ctx, Act::DRAFT_READ).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let rows = match id {
        Some(id) => store.find_draft(id, author, KIND).await?.into_iter().collect(),
        None => store.list_drafts_of_kind(author, KIND, MAIL_DRAFTS_MAX).await?,
    };
    if rows.is_empty() {
        // Nothing was opened, so nothing is owed to the log.
        drop(permit);
        return Ok(Vec::new());
    }
    let sealed = rows.iter().map(|row| (row.agent.uuid(), &row.content));
    let contents = app.open_all(&permit, sealed).await;
    let sizes = sizes(&store, &rows).await;
    app.settle(permit).await?;
    let (contents, sizes) = (contents?, sizes?);
    let pairs = rows.iter().zip(&contents);
    pairs
        .map(|(row, content)| match content.kind {
            KIND => Ok(view(row, content, &sizes)),
            _ => Err(Error::Open(crypto::OpenError::Tampered(row.content.object()))),
        })
        .collect()
}

/// Throws one's own mail away that begins a ticket. Where there is none, that is no failure. Its files are kept for a day,
/// so that it can be restored by whoever still has its text.
///
/// # Errors
/// [`Error::State`] when it was changed elsewhere since `base`; a refusal; a store's failure.
pub async fn discard_mail(app: &App, ctx: &Ctx, id: TicketId, base: Base) -> Result<()> {
    let permit = app.permit(ctx, Act::DRAFT_DISCARD).await?;
    let author = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    if store.find_draft(id, author, KIND).await?.is_none() {
        drop(permit);
        return Ok(());
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let Some(row) = tx.find_draft(id, author, KIND).await? else { return Ok(()) };
    base.check(Some(&row))?;
    let gone = discard::remove(&mut tx, ctx, &row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    forget(app, ctx, gone.as_slice()).await;
    Ok(())
}
