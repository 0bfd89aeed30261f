//! What is held about one's own account: why and for how long, and all of it as a ZIP.

use super::download::file_name;
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::account;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/profile/data";

#[derive(Template)]
#[template(path = "settings/account_data.html")]
struct DataPage {
    p: Shell,
    /// What is held, why, how long.
    categories: Vec<(String, String, String)>,
}

/// The page. Nothing is opened for it but what every page shows.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let p = Shell::of(&web, &caller, "/profile").await?;
    let dashed = |word: &str| word.replace('_', "-");
    let line = |one: account::data::Category| {
        (
            p.t(&format!("account-page-category-{}", dashed(&one.category))),
            p.t(&format!("access-page-purpose-{}", dashed(&one.purpose))),
            p.t(&format!("access-page-kept-{}", dashed(&one.retention))),
        )
    };
    let categories = account::about(&web.app).categories.into_iter().map(line).collect();
    page(&DataPage { categories, p })
}

/// Hands out all of it.
pub async fn file(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    Ok(zipped(account::export(&web.app, &caller.ctx).await?))
}

/// The answer that hands it out.
pub fn zipped(export: account::Export) -> Response {
    let disposition = format!("attachment; {}", file_name(&export.name));
    let mut response = Response::new(axum::body::Body::from(export.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    let policy = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The schema of its `data.json`.
pub async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], account::SCHEMA).into_response()
}
