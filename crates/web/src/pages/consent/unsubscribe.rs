//! The end of news by one click, from a mail (C60, RFC 8058). No session, no cookie, no script; what is opened changes nothing, and
//! an address that is not ours is answered like one that is.

use crate::input::media_type;
use crate::language::{Asked, asked};
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, request::Parts};
use axum::response::{Html, IntoResponse, Response};
use std::sync::Arc;

/// The name and the value that one click sends (RFC 8058 3.1).
const CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct EndPage {
    p: Shell,
    token: String,
    is_done: bool,
}

/// Asks whether news are to end.
pub async fn form(Path(token): Path<String>, Asked(texts): Asked) -> Answer<Html<String>> {
    page(&EndPage { p: Shell::bare(texts), token, is_done: false })
}

/// Ends them at once, without a redirect. No page of ours need have sent it: the address alone is the key.
pub async fn end(
    State(web): State<Arc<Web>>,
    Path(token): Path<String>,
    parts: Parts,
    body: Bytes,
) -> Answer<Response> {
    if !is_click(&media_type(&parts.headers), &body) {
        return Err(Problem::malformed("expected List-Unsubscribe=One-Click"));
    }
    let client = host::client(&web, &parts);
    app::news::unsubscribe(&web.app, &token, &client, web.app.now()).await?;
    let texts = asked(&parts.headers, &parts.uri);
    Ok((StatusCode::OK, page(&EndPage { p: Shell::bare(texts), token, is_done: true })?).into_response())
}

/// Whether it says what one click does, as either kind of form (RFC 8058 3.1).
#[must_use]
pub fn is_click(kind: &str, body: &[u8]) -> bool {
    match kind {
        "application/x-www-form-urlencoded" => {
            form_urlencoded::parse(body).any(|(name, value)| (&*name, value.trim()) == CLICK)
        }
        "multipart/form-data" => {
            let text = String::from_utf8_lossy(body);
            let mut lines = text.lines().map(str::trim);
            let named = format!("name=\"{}\"", CLICK.0);
            lines.any(|line| line.contains(&named)) && lines.any(|line| line == CLICK.1)
        }
        _ => false,
    }
}
