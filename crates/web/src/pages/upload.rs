//! A file for an answer: sent as it is chosen, attached when the answer is sent.

use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::{Answer, Problem};
use app::view::UploadView;
use askama::Template;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::{Html, Response};
use domain::limits::REPLY_ATTACHMENT_BYTES_MAX;
use std::sync::Arc;

/// Bytes that multipart framing may add.
const FRAMING_BYTES_MAX: usize = 64 * 1024;

#[derive(Template)]
#[template(path = "tickets/upload.html")]
struct Uploaded {
    id: String,
    name: String,
    size: String,
    remove: String,
}

/// Takes one file and answers with its line in the form.
pub async fn add(State(web): State<Arc<Web>>, caller: Caller, request: Request) -> Answer<Html<String>> {
    let file = take(&web, &caller, request).await?;
    page(&Uploaded {
        id: file.id.to_string(),
        size: time::size(caller.texts, file.size_bytes),
        remove: caller.texts.t_args("reply-remove", &[("name", file.name.as_str())]),
        name: file.name,
    })
}

/// Shows a picture of one's own that stands in a text that is being written.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(upload): Path<String>,
) -> Answer<Response> {
    let file = app::upload::read(&web.app, &caller.ctx, input::id(&upload)?).await?;
    if app::message::images::type_of(&file.bytes).is_none() {
        return Err(Problem::not_found());
    }
    Ok(super::preview::shown(file))
}

/// Reads the part `file` of a multipart body (RFC 7578) and keeps it.
///
/// # Errors
/// 413 above [`REPLY_ATTACHMENT_BYTES_MAX`], 415 for another media type, 400 when it cannot be read.
pub async fn take(web: &Web, caller: &Caller, request: Request) -> Answer<UploadView> {
    if crate::input::media_type(request.headers()) != "multipart/form-data" {
        return Err(Problem::new(
            axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "error-media-type",
            "the body must be multipart/form-data",
        ));
    }
    let (parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let bytes = crate::input::body(whole, REPLY_ATTACHMENT_BYTES_MAX + FRAMING_BYTES_MAX).await?;
    let request = Request::from_parts(parts, axum::body::Body::from(bytes));
    let unreadable = || Problem::malformed("the multipart body cannot be read");
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(|_| unreadable())?;
        return Ok(app::upload::add(&web.app, &caller.ctx, &name, &content_type, bytes.to_vec()).await?);
    }
    Err(Problem::invalid("file", "the body has no part of this name"))
}
