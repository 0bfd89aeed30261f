//! Handing a company the mail of a mailbox, as one mbox (GDPR Art. 28(3)(g); C94): every mail that came in by it and every answer
//! that went out, byte by byte. It is read while it is handed out, some mails at a time; each of those is in the audit log
//! before it leaves.

use crate::{App, Ctx, Error, Result, message};
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
}

/// Begins to hand out the mails of a mailbox.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn export(app: &Arc<App>, ctx: &Ctx, mailbox: MailboxId) -> Result<Mails> {
    let permit = app.permit(ctx, Act::MAILBOX_EXPORT).await?;
    let found = app.store().tenant(ctx.scope).find_mailbox(mailbox).await?;
    app.settle(permit).await?;
    found.ok_or(Error::NotFound("mailbox"))?;
    Ok(Mails { app: Arc::clone(app), ctx: *ctx, mailbox, after: None, rows: VecDeque::new() })
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
        let (rows, last) = next(&store, self.mailbox, self.after).await?;
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
