//! The operator's pages: tenants and what concerns all of them. No mail, no contact.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "operator/tenants.html")]
struct Tenants {
    p: Shell,
    tenants: Vec<Line>,
}

struct Line {
    name: String,
    slug: String,
}

/// The tenants.
pub async fn tenants(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let tenants = app::tenant::list(&web.app).await?;
    let tenants = tenants.into_iter().map(|info| Line { name: info.name, slug: info.slug }).collect();
    page(&Tenants { p: Shell::operator(&web, &caller, "/operator").await?, tenants })
}
