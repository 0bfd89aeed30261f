//! Failures of pages, as a page: what happened, what was kept, what to do.

use super::shell::Shell;
use crate::Web;
use crate::language::{self, Asked, Texts};
use crate::problem::Problem;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    p: Shell,
    title: String,
    hint: String,
    detail: String,
    /// Whether there is a way on.
    home: bool,
}

/// Shows a page where a handler answered with a problem document and a person is looking.
pub async fn as_page(State(_): State<Arc<Web>>, request: Request, next: Next) -> Response {
    let texts = language::asked(request.headers(), request.uri());
    let wants_page = wants_page(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Problem>().cloned() {
        Some(problem) if wants_page => show(texts, response, &problem),
        _ => response,
    }
}

/// What is at no address.
pub async fn absent(Asked(texts): Asked, headers: HeaderMap) -> Response {
    answer(texts, &Problem::not_found(), wants_page(&headers))
}

/// A problem as a page or as its document.
#[must_use]
pub fn answer(texts: Texts, problem: &Problem, as_page: bool) -> Response {
    let response = problem.clone().into_response();
    if as_page { show(texts, response, problem) } else { response }
}

/// Whether a person is looking.
#[must_use]
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepts.contains("text/html") || headers.contains_key("hx-request")
}

fn show(texts: Texts, mut response: Response, problem: &Problem) -> Response {
    let p = Shell::bare(texts);
    let hint = problem.hint(texts);
    let home = problem.code != "suspended";
    // What is not there has one page, whatever was asked for; of methods people know nothing.
    let detail = if matches!(problem.code, "not-found" | "method-not-allowed") || !home {
        String::new()
    } else {
        problem.said(texts)
    };
    let detail = if detail == hint { String::new() } else { detail };
    let page = ErrorPage { title: problem.titled(texts), hint, detail, home, p };
    if let Ok(text) = page.render() {
        *response.body_mut() = text.into();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        // A browser would open its own sign-in dialog for an unknown scheme.
        response.headers_mut().remove(header::WWW_AUTHENTICATE);
    }
    response
}
