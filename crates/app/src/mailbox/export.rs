//! Handing a company the mail of a mailbox, as one mbox (GDPR Art. 28(3)(g); C94): every mail that came in by it and every answer
//! that went out, byte by byte. It is read while it is handed out, some mails at a time; each of those is in the audit log
//! before it leaves. What is stored only (Art. 18, C47) goes back to the company at the end of its account, not before.

use crate::{App, Ctx, Error, Result, message, restricted};
use bytes::Bytes;
use domain::{MailboxId, MessageId};
use futures::Stream;
use privacy::Act;
use std::collections::VecDeque;
use std::sync::Arc;

/// Mails looked up at once.
const PER_READ: u32 = 64;
/// A piece that is as large is handed out.
const PIECE_BYTES: usize = 1 << 20;

/// The mails of a mailbox, on their way out.
pub struct Mails {
    app: Arc<App>,
    ctx: Ctx,
    mailbox: MailboxId,
    after: Option<MessageId>,
    rows: VecDeque<store::Message>,
    /// The account is being closed.
    is_end: bool,
}

/// Begins to hand out the mails of a mailbox.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn export(app: &Arc<App>, ctx: &Ctx, mailbox: MailboxId) -> Result<Mails> {
    let permit = app.permit(ctx, Act::MAILBOX_EXPORT).await?;
    let store = app.store().tenant(ctx.scope);
    let (found, end) = tokio::try_join!(store.find_mailbox(mailbox), store.find_tenant_end())?;
    app.settle(permit).await?;
    found.ok_or(Error::NotFound("mailbox"))?;
    let (app, rows) = (Arc::clone(app), VecDeque::new());
    Ok(Mails { app, ctx: *ctx, mailbox, after: None, rows, is_end: end.is_some() })
}

impl Mails {
    /// The mbox, piece by piece.
    pub fn pieces(self) -> impl Stream<Item = Result<Bytes>> + Send {
        futures::stream::try_unfold(self, |mut mails| async {
            let piece = mails.piece().await?;
            Ok(piece.map(|piece| (Bytes::from(piece), mails)))
        })
    }

    async fn piece(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            if self.rows.is_empty() && !self.more().await? {
                return Ok(None);
            }
            let piece = self.written().await?;
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
    }

    /// Looks which mails come next; false at the end.
    async fn more(&mut self) -> Result<bool> {
        let store = self.app.store().tenant(self.ctx.scope);
        let (mut rows, last) = next(&store, self.mailbox, self.after).await?;
        if !self.is_end {
            let closed = restricted::closed_bytes(&self.app, self.ctx.scope, &rows).await?;
            rows.retain(|row| !closed.contains(&row.id));
        }
        self.after = last.or(self.after);
        self.rows = rows.into();
        Ok(last.is_some())
    }

    /// Some of them, until the piece is large enough.
    async fn written(&mut self) -> Result<Vec<u8>> {
        let permit = self.app.permit(&self.ctx, Act::MAILBOX_EXPORT).await?;
        let mut out = Vec::new();
        while let Some(row) = self.rows.pop_front() {
            // Notes were never mails, and of some mails the bytes were destroyed.
            if row.raw_object.is_none() {
                continue;
            }
            permit.record_tickets(&[row.ticket]);
            out.extend(boxed(&self.app, &permit, &row).await?.unwrap_or_default());
            if out.len() >= PIECE_BYTES {
                break;
            }
        }
        self.app.settle(permit).await?;
        Ok(out)
    }
}

/// The messages of a mailbox that come next, and the last that was looked at: `None` at the end.
///
/// # Errors
/// The store's failure.
pub(crate) async fn next(
    store: &store::TenantStore,
    mailbox: MailboxId,
    after: Option<MessageId>,
) -> Result<(Vec<store::Message>, Option<MessageId>)> {
    let ids = store.list_messages_of_mailbox(mailbox, after, PER_READ).await?;
    let mut rows = store.list_messages_by_ids(&ids).await?;
    rows.sort_by_key(|row| row.id);
    Ok((rows, ids.last().copied()))
}

/// A mail as it stands in an mbox; nothing when it was erased since it was listed.
///
/// # Errors
/// What cannot be opened, or a store's failure.
pub(crate) async fn boxed(
    app: &App,
    permit: &privacy::Permit,
    row: &store::Message,
) -> Result<Option<Vec<u8>>> {
    match message::raw::bytes(app, permit, row.id).await {
        Ok(raw) => Ok(Some(mime::mbox::mboxrd(None, row.sent_at.unwrap_or(row.received_at), &raw))),
        Err(Error::NotFound(_) | Error::Open(crypto::OpenError::KeyDestroyed)) => Ok(None),
        Err(error) => Err(error),
    }
}
