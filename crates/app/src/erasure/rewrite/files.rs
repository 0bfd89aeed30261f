//! Files that go out of mails which stay: a note stands in the place of each, in the mail's own bytes, too.

use super::{Anew, Bytes, Rewrite};
use crate::{Error, Result};
use domain::record::{AttachmentInfo, MessageContent};
use domain::{DeliveryState, MessageId, ObjectKind, TicketId, Timestamp};
use sha2::{Digest, Sha256};

/// What a file is called that was erased.
pub(super) const NAME: &str = "erased.txt";

/// The file of a message at a part of its mail.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it was erased already.
pub(in super::super) fn file(content: &MessageContent, part: u32) -> Result<&AttachmentInfo> {
    let found = content.attachments.iter().find(|file| file.part == part && file.erased_at.is_none());
    found.ok_or(Error::NotFound("attachment"))
}

impl Rewrite<'_> {
    pub(super) async fn file_of(&mut self, id: MessageId, part: u32) -> Result<()> {
        let Some(row) = self.store().find_message(id).await? else { return Ok(()) };
        self.without(id, Some(part)).await?;
        self.ticket_done(row.ticket).await
    }

    pub(super) async fn files_of(&mut self, ticket: TicketId) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.page(ticket, after).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in page {
                self.without(row.id, None).await?;
            }
        }
        self.ticket_done(ticket).await
    }

    /// Writes a message without one of its files, or without any.
    async fn without(&mut self, id: MessageId, part: Option<u32>) -> Result<()> {
        let _turn = self.app.tenant_turn(self.ctx.scope).await;
        let Some(row) = self.store().find_message(id).await? else { return Ok(()) };
        let permit = self.permit().await?;
        permit.record_tickets(&[row.ticket]);
        let Some(mut content) = self.opened(&permit, &row).await? else {
            return self.app.settle(permit).await;
        };
        let gone =
            |file: &AttachmentInfo| file.erased_at.is_none() && part.is_none_or(|part| file.part == part);
        if !content.attachments.iter().any(gone) {
            return self.app.settle(permit).await;
        }
        if matches!(row.delivery_state, Some(DeliveryState::Queued | DeliveryState::Sending)) {
            self.app.settle(permit).await?;
            return Err(Error::State { noun: "message", state: "queued" });
        }
        let now = self.app.now();
        let note = note(now);
        let mut bytes = match row.raw_object {
            Some(object) => Some(self.app.open_blob(&permit, ObjectKind::RawMail, id.uuid(), object).await?),
            None => None,
        };
        self.app.settle(permit).await?;
        for file in content.attachments.iter_mut().filter(|file| gone(file)) {
            if let Some(before) = &bytes {
                bytes = mime::with_note(before, file.part, &note).or(bytes);
            }
            *file = erased(file.part, &note, now);
        }
        let bytes = bytes.map_or(Bytes::Stay, Bytes::Are);
        self.put(&row, Anew { bytes, ..Anew::of(content) }).await
    }
}

/// What stands in the place of a file: when it went, and nothing of what it was.
fn erased(part: u32, note: &str, now: Timestamp) -> AttachmentInfo {
    AttachmentInfo {
        part,
        name: NAME.to_owned(),
        content_type: "text/plain".to_owned(),
        size_bytes: note.len() as u64,
        sha256: Sha256::digest(note.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
        inline: false,
        content_id: None,
        erased_at: Some(now),
    }
}

fn note(now: Timestamp) -> String {
    let day = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or_default();
    let day = jiff::tz::TimeZone::UTC.to_datetime(day).date().to_string();
    crate::words().t_args("file-erased", &[("day", day)])
}
