//! A mail's own bytes, exactly as they came or went.

use crate::{App, Ctx, Error, Result, restricted};
use domain::{MessageId, ObjectKind};
use privacy::{Act, Permit};

/// The bytes of a mail.
///
/// # Errors
/// [`Error::NotFound`] (also for notes), a refusal, or a store's failure.
pub async fn raw(app: &App, ctx: &Ctx, id: MessageId) -> Result<Vec<u8>> {
    let permit = app.permit(ctx, Act::MESSAGE_RAW).await?;
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    permit.record_tickets(&[row.ticket]);
    restricted::check_message(app, &permit, &row).await?;
    restricted::check_file(app, &permit, &row, None).await?;
    let bytes = bytes(app, &permit, id).await?;
    app.settle(permit).await?;
    Ok(bytes)
}

/// The bytes, under a permit that the caller settles.
///
/// # Errors
/// [`Error::NotFound`] or a store's failure.
pub async fn bytes(app: &App, permit: &Permit, id: MessageId) -> Result<Vec<u8>> {
    let row = app.store().tenant(permit.scope()).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    let object = row.raw_object.ok_or(Error::NotFound("message"))?;
    app.open_blob(permit, ObjectKind::RawMail, id.uuid(), object).await
}
