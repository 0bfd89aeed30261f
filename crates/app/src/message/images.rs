//! Remote images: blocked until an agent asks for those of one mail, then fetched by Deskhero itself, so that the sender
//! may learn that the mail was opened, but neither by whom nor where. What looks like a tracker is fetched never.

use crate::view::{FileView, MessageView};
use crate::{App, Ctx, Error, Result, message, restricted};
use connect::egress::IMAGES;
use domain::MessageId;
pub use mime::{RemoteImage, Tracker};
use privacy::Act;

/// The media type of an image that browsers draw and that holds no script, by its first bytes.
#[must_use]
pub fn type_of(bytes: &[u8]) -> Option<&'static str> {
    connect::images::image_type(bytes)
}

/// What a page says about the remote images of a mail.
#[must_use]
pub fn of(view: &MessageView) -> Vec<RemoteImage> {
    view.html.as_deref().map(mime::remote_images).unwrap_or_default()
}

/// The mail's HTML with a source for every remote image that may be shown; `address` makes one from its place.
///
/// # Errors
/// What `address` fails with.
pub fn with_sources(html: &str, address: impl Fn(u32) -> Result<String>) -> Result<String> {
    let mut failed = None;
    let shown = mime::with_sources(html, |place, image| {
        let place = u32::try_from(place).ok().filter(|_| image.tracker.is_none())?;
        match address(place) {
            Ok(address) => Some(address),
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    });
    failed.map_or(Ok(shown), Err)
}

/// Whether none is fetched for this company, because nobody can say where they lie and its data stays in the European Economic
/// Area.
#[must_use]
pub fn are_withheld(app: &App, ctx: &Ctx) -> bool {
    app.egress().of(ctx.scope.tenant()).stopped(&IMAGES, "").is_some()
}

/// The mail whose remote images an agent wants to see.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] where none is fetched for the company, a refusal, or a store's failure.
pub async fn show(app: &App, ctx: &Ctx, id: MessageId) -> Result<MessageView> {
    if are_withheld(app, ctx) {
        return Err(Error::State { noun: "image", state: "withheld" });
    }
    let permit = app.permit(ctx, Act::MESSAGE_IMAGES).await?;
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    restricted::check_message(app, &permit, &row).await?;
    let view = message::open(app, &permit, vec![row]).await?.pop().ok_or(Error::NotFound("message"))?;
    app.settle(permit).await?;
    Ok(view)
}

/// Fetches the image at a place of [`mime::remote_images`].
///
/// # Errors
/// As [`show`]; [`Error::NotFound`] when there is no such image, when it looks like a tracker, and when it cannot be had.
pub async fn fetch(app: &App, ctx: &Ctx, id: MessageId, place: u32) -> Result<FileView> {
    let view = show(app, ctx, id).await?;
    let absent = || Error::NotFound("image");
    let html = view.html.as_deref().unwrap_or_default();
    let wanted: Option<RemoteImage> = mime::remote_images(html).into_iter().nth(place as usize);
    let image = wanted.filter(|image| image.tracker.is_none()).ok_or_else(absent)?;
    let is_no_tracker = |host: &str| mime::tracking_service(host).is_none();
    match app.images().of(ctx.scope.tenant()).fetch(&image.url, is_no_tracker).await {
        Ok(found) => Ok(FileView {
            name: "image".to_owned(),
            content_type: found.content_type.to_owned(),
            bytes: found.bytes,
        }),
        Err(error) => {
            // The address would say who wrote to whom: the log has the kind of failure alone.
            tracing::debug!(code = error.code.key(), "a remote image cannot be shown");
            Err(absent())
        }
    }
}
