//! A message's source for people: its header in words, its bytes as text.

use crate::view::SourceView;
use crate::{App, Ctx, Error, Result, message, restricted};
use domain::MessageId;
use domain::limits::SOURCE_SHOWN_BYTES_MAX;
use privacy::Act;

/// The source of a mail.
///
/// # Errors
/// [`Error::NotFound`] (also for notes), a refusal, or a store's failure.
pub async fn source(app: &App, ctx: &Ctx, id: MessageId) -> Result<SourceView> {
    let permit = app.permit(ctx, Act::MESSAGE_RAW).await?;
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    permit.record_tickets(&[row.ticket]);
    restricted::check_message(app, &permit, &row).await?;
    restricted::check_file(app, &permit, &row, None).await?;
    let raw = message::raw::bytes(app, &permit, id).await?;
    app.settle(permit).await?;
    let fields = mime::header_fields(&raw);
    let subject = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("subject"));
    let shown = raw.get(..raw.len().min(SOURCE_SHOWN_BYTES_MAX)).unwrap_or_default();
    Ok(SourceView {
        ticket: row.ticket,
        subject: subject.map(|(_, subject)| subject.clone()).unwrap_or_default(),
        text: String::from_utf8_lossy(shown).into_owned(),
        size_bytes: raw.len() as u64,
        is_cut: shown.len() < raw.len(),
        fields,
    })
}
