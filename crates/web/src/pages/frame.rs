//! A mail as its sender made it, in a frame of its own.
//!
//! The frame's origin is opaque: sandboxed both by the element and by this answer's policy, without
//! `allow-same-origin`. So whatever might slip through cleaning can reach neither page nor session nor storage.
//! Scripts of mails cannot run: the policy lets one script run, named by its hash, which folds quotes and tells the
//! page how tall the mail is. The other way to a right height, `allow-same-origin` without `allow-scripts`, would
//! put the mail's document into our own origin and leave a single flag between the two.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::assets::{FRAME_SCRIPT, FRAME_SCRIPT_SOURCE, FRAME_STYLE};
use crate::gate::Caller;
use crate::input;
use crate::problem::{Answer, Problem};
use app::download::{Target, What};
use app::view::MessageView;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::{MessageId, MessageKind, ScanState};
use std::fmt::Write as _;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "tickets/frame.html")]
struct Frame {
    p: Shell,
    title: String,
    style: &'static str,
    script: &'static str,
    /// Whether it is shown in the page's colours instead of on paper.
    ours: bool,
    html: String,
}

/// Shows the mail. Nothing in it is loaded from elsewhere.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let mut message = app::message::read(&web.app, &caller.ctx, id).await?;
    let html = message.html.take().ok_or_else(Problem::not_found)?;
    framed(&web, &caller, &message, html)
}

/// Shows the mail with its remote images, which Deskhero fetches: the browser asks nobody else this time either.
pub async fn with_remote_images(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Response> {
    let id: MessageId = input::id(&message)?;
    let mut message = app::message::images::show(&web.app, &caller.ctx, id).await?;
    let html = message.html.take().ok_or_else(Problem::not_found)?;
    let address = |place| {
        let target = Target { message: id, what: What::Image(place) };
        Ok(format!("/downloads/{}", app::download::sign(&web.app, &caller.ctx, target)?))
    };
    let html = app::message::images::with_sources(&html, address)?;
    framed(&web, &caller, &message, html)
}

fn framed(web: &Web, caller: &Caller, message: &MessageView, html: String) -> Answer<Response> {
    let html = with_images(web, caller, message, html)?;
    // A mail without a picture of ours to show may load none at all.
    let images = if html.contains(" src=\"/downloads/") { "'self' data:" } else { "data:" };
    let frame = Frame {
        p: Shell::bare(caller.texts),
        title: message.subject.clone(),
        style: FRAME_STYLE,
        script: FRAME_SCRIPT,
        ours: colourless(message, &html),
        html,
    };
    let mut response = page(&frame)?.into_response();
    let policy = format!(
        "default-src 'none'; script-src {FRAME_SCRIPT_SOURCE}; style-src 'unsafe-inline'; img-src {images}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
         sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// Puts the mail's own images in: cleaning left their Content-ID in `data-cid` (RFC 2392). No cookie goes with
/// requests of an opaque origin, so each gets a short-lived signed address.
fn with_images(web: &Web, caller: &Caller, message: &MessageView, html: String) -> Answer<String> {
    if message.scan == ScanState::Infected || !html.contains("data-cid=\"") {
        return Ok(html);
    }
    let mut out = String::with_capacity(html.len() + 512);
    let mut pieces = html.split("data-cid=\"");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let cid = piece.split('"').next().unwrap_or_default();
        let found = message.attachments.iter().find(|file| {
            file.content_id.as_deref().is_some_and(|id| escape(id) == cid)
                && shows_as_image(&file.content_type)
        });
        if let Some(file) = found {
            let target = Target { message: message.id, what: What::Part(file.part) };
            let token = app::download::sign(&web.app, &caller.ctx, target)?;
            let _ = write!(out, "src=\"/downloads/{token}\" ");
        }
        out.push_str("data-cid=\"");
        out.push_str(piece);
    }
    Ok(out)
}

/// Whether it was written here and says nothing about colours: then it can take those of the page.
#[must_use]
pub fn colourless(message: &MessageView, html: &str) -> bool {
    let says = [" style=", "color=", "background="].iter().any(|word| html.contains(word));
    message.kind == MessageKind::Outbound && !says
}

/// Image types that browsers draw and that hold no script of their own.
#[must_use]
pub fn shows_as_image(content_type: &str) -> bool {
    matches!(
        content_type,
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/avif"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
