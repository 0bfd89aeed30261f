//! One attachment: a part of the raw mail, decoded.

use crate::view::FileView;
use crate::{App, Ctx, Error, Result, message, restricted};
use domain::{MessageId, ScanState};
use privacy::Act;

/// The attachment at a MIME part. Of a mail with a virus none is handed out.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Infected`], a refusal, or a store's failure.
pub async fn attachment(app: &App, ctx: &Ctx, id: MessageId, part: u32) -> Result<FileView> {
    let permit = app.permit(ctx, Act::ATTACHMENT_READ).await?;
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    permit.record_tickets(&[row.ticket]);
    if row.scan_state == ScanState::Infected {
        return Err(Error::Infected);
    }
    restricted::check_message(app, &permit, &row).await?;
    restricted::check_file(app, &permit, &row, Some(part)).await?;
    let raw = message::raw::bytes(app, &permit, id).await?;
    app.settle(permit).await?;
    let found = mime::attachment(&raw, part).ok_or(Error::NotFound("attachment"))?;
    Ok(FileView { name: found.name, content_type: found.content_type, bytes: found.bytes })
}
