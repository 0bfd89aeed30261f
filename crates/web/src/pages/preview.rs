//! Looking at an attachment without saving it: images and PDF, as they were sent, drawn by the browser alone. Nobody
//! decodes them on the server.
//!
//! The type that a sender gives is not believed: a file must begin as its kind does, and the browser is told that kind
//! and to guess no other. Whatever is shown has no rights: it stands in a sandbox of an opaque origin, without scripts,
//! without forms, and may load nothing. Where a browser's viewer of PDF refuses that, the file can still be saved.

use super::download::{file, file_name, to_signed};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use app::download::{Target, What};
use app::view::FileView;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Redirect, Response};
use domain::limits::PREVIEW_BYTES_MAX;
use domain::record::AttachmentInfo;
use std::sync::Arc;

/// What a file that is shown may do: stand there.
const POLICY: &str = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; \
    frame-ancestors 'none'; sandbox";

/// To the signed address under which an attachment is shown.
pub async fn attachment(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((message, part)): Path<(String, String)>,
) -> Answer<Redirect> {
    let target = Target { message: input::id(&message)?, what: What::Preview(input::id(&part)?) };
    to_signed(&web, &caller, target).await
}

/// What an attachment is, as far as it can be shown: decided by what its sender says, so that a page offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture, small enough to be drawn beside the text.
    Image,
    /// A PDF.
    Pdf,
}

/// Whether a preview is offered.
#[must_use]
pub fn kind(file: &AttachmentInfo) -> Option<Kind> {
    match file.content_type.as_str() {
        _ if file.size_bytes > PREVIEW_BYTES_MAX => None,
        "image/png" | "image/jpeg" | "image/jpg" | "image/gif" | "image/webp" => Some(Kind::Image),
        "application/pdf" | "application/x-pdf" => Some(Kind::Pdf),
        _ => None,
    }
}

/// The answer that shows a file in place; one that is not what it says it is, is handed out to be saved.
pub fn shown(view: FileView) -> Response {
    let pdf = || view.bytes.starts_with(b"%PDF-").then_some("application/pdf");
    let known = app::message::images::type_of(&view.bytes).or_else(pdf);
    let Some(content_type) = known else { return file(view, false) };
    let disposition = format!("inline; {}", file_name(&view.name));
    let mut response = file(view, false);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
