//! Files: a page's link leads to a short-lived signed address, and that one hands the file out without a cookie,
//! never as something a browser would run.

use super::frame::shows_as_image;
use super::preview;
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::{Answer, Problem};
use app::download::{self, Target, What};
use app::view::FileView;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::MessageId;
use std::fmt::Write as _;
use std::sync::Arc;

/// To the signed address of an attachment.
pub async fn attachment(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((message, part)): Path<(String, String)>,
) -> Answer<Redirect> {
    let target = Target { message: input::id(&message)?, what: What::Part(input::id(&part)?) };
    to_signed(&web, &caller, target).await
}

/// To the signed address of a message's source.
pub async fn raw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Redirect> {
    to_signed(&web, &caller, Target { message: input::id::<MessageId>(&message)?, what: What::Raw }).await
}

pub(super) async fn to_signed(web: &Web, caller: &Caller, target: Target) -> Answer<Redirect> {
    // What this agent may not see has no address either.
    app::message::read(&web.app, &caller.ctx, target.message).await?;
    let token = download::sign(&web.app, &caller.ctx, target)?;
    Ok(Redirect::to(&format!("/downloads/{token}")))
}

/// Hands out what a signed address names.
pub async fn signed(
    State(web): State<Arc<Web>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let (ctx, target) = download::verify(&web.app, &token, web.app.now())?;
    app::tenant::check_served(&web.app, ctx.scope).await?;
    let in_page = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "image");
    match target.what {
        What::Part(part) => {
            Ok(file(app::message::attachment(&web.app, &ctx, target.message, part).await?, in_page))
        }
        What::Preview(part) => {
            Ok(preview::shown(app::message::attachment(&web.app, &ctx, target.message, part).await?))
        }
        What::Image(place) => {
            Ok(file(app::message::images::fetch(&web.app, &ctx, target.message, place).await?, in_page))
        }
        What::Raw => {
            let bytes = app::message::raw(&web.app, &ctx, target.message).await?;
            let name = format!("{}.eml", target.message);
            Ok(file(FileView { name, content_type: "message/rfc822".to_owned(), bytes }, false))
        }
    }
}

/// The answer that hands a file out. Nothing but an image inside a mail's frame is ever shown in place.
pub fn file(file: FileView, in_page: bool) -> Response {
    let inline = in_page && shows_as_image(&file.content_type);
    // A type that a browser might run or show is not told: the file is saved under its name instead.
    let told = match file.content_type.as_str() {
        known if inline || known == "message/rfc822" || known == "application/pdf" => known,
        _ => "application/octet-stream",
    };
    let disposition =
        if inline { "inline".to_owned() } else { format!("attachment; {}", file_name(&file.name)) };
    let mut response = Response::new(axum::body::Body::from(file.bytes));
    let headers = response.headers_mut();
    let value =
        |text: &str| HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_TYPE, value(told));
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    // A mail's frame has an opaque origin, so its own images come from another origin in the browser's eyes.
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static(if inline { "cross-origin" } else { "same-origin" }),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.into_response()
}

/// `filename` for old readers, `filename*` for the real name (RFC 6266, RFC 8187).
#[must_use]
pub fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => coded.push(char::from(byte)),
            _ => {
                let _ = write!(coded, "%{byte:02X}");
            }
        }
    }
    format!("filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

impl From<axum::extract::rejection::PathRejection> for Problem {
    fn from(_: axum::extract::rejection::PathRejection) -> Self {
        Self::not_found()
    }
}
