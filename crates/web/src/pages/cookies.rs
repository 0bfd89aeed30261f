//! What is kept in a browser, from the registry, for whoever asks (C96, C101).

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::cookies::{ENTRIES, Kind};
use crate::language::Asked;
use crate::problem::Answer;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Html;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/cookies";

struct Line {
    name: &'static str,
    kind: &'static str,
    purpose: &'static str,
    lasts: &'static str,
}

#[derive(Template)]
#[template(path = "cookies.html")]
struct CookiesPage {
    p: Shell,
    lines: Vec<Line>,
    /// Use is counted here, of those who consent.
    counts: bool,
    /// The reader's browser refuses.
    refuses: bool,
}

/// The page.
pub async fn show(
    State(web): State<Arc<Web>>,
    Asked(texts): Asked,
    headers: HeaderMap,
) -> Answer<Html<String>> {
    let line = |entry: &crate::cookies::Entry| Line {
        name: entry.name,
        kind: if entry.kind == Kind::Cookie { "cookies-kind-cookie" } else { "cookies-kind-storage" },
        purpose: entry.purpose,
        lasts: entry.lasts,
    };
    page(&CookiesPage {
        p: Shell::bare(texts),
        lines: ENTRIES.iter().map(line).collect(),
        counts: web.app.settings().usage_days.is_some(),
        refuses: crate::gate::refuses(&headers),
    })
}
