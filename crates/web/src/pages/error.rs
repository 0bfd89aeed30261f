//! Failures of pages, as a page: what happened, what was kept, what to do.

use super::shell::Shell;
use crate::Web;
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
    let wants_page = wants_page(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Problem>().cloned() {
        Some(problem) if wants_page => show(response, problem),
        _ => response,
    }
}

/// What is at no address.
pub async fn absent(headers: HeaderMap) -> Response {
    let problem = Problem::not_found();
    let response = problem.clone().into_response();
    if wants_page(&headers) { show(response, problem) } else { response }
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepts.contains("text/html") || headers.contains_key("hx-request")
}

fn show(mut response: Response, problem: Problem) -> Response {
    let p = Shell::bare();
    let number = problem.members.get("number").and_then(|number| number.as_str()).unwrap_or_default();
    let hint = p.tv(&format!("{}-hint", problem.title), "number", number);
    let home = problem.code != "suspended";
    // What is not there has one page, whatever was asked for.
    let detail = if problem.code == "not-found" || !home { String::new() } else { problem.detail };
    let page = ErrorPage { title: p.t(problem.title), hint, detail, home, p };
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
