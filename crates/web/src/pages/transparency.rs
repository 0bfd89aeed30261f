//! What authorities asked and got, by year, as numbers (C77): public, at the operator's address and at every company's.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::language;
use crate::problem::Answer;
use app::disclosure::{self, Year};
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Html;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "privacy/transparency.html")]
struct TransparencyPage {
    p: Shell,
    years: Vec<Year>,
}

/// The page.
pub async fn show(State(web): State<Arc<Web>>, headers: HeaderMap, uri: Uri) -> Answer<Html<String>> {
    let p = Shell::bare(language::asked(&headers, &uri));
    page(&TransparencyPage { years: disclosure::years(&web.app).await?, p })
}

/// The same for programs.
pub async fn json(State(web): State<Arc<Web>>) -> Answer<Json<serde_json::Value>> {
    let years = disclosure::years(&web.app).await?;
    Ok(Json(serde_json::json!({ "items": years })))
}
