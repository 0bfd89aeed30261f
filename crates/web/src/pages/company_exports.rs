//! Everything of the company in one file: asked for and fetched on the page about closing the account.

use super::shell::Shell;
use super::time;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::personal_data::{own_name, streamed};
use crate::problem::Answer;
use app::company_export::{self, CompanyExportView};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{CompanyExportId, ExportState};
use std::sync::Arc;

/// Where they are listed.
const PLACE: &str = "/closing#everything";

/// A file, as the page has it.
pub(super) struct Line {
    pub id: CompanyExportId,
    /// Message key.
    pub state: String,
    pub ready: bool,
    pub underway: bool,
    pub percent: String,
    pub asked_iso: String,
    pub ready_iso: String,
    pub expires_iso: String,
    pub size: String,
    pub language: String,
}

impl Line {
    fn of(p: &Shell, export: CompanyExportView) -> Self {
        Self {
            id: export.id,
            state: format!("access-{}", export.state),
            ready: export.state == ExportState::Ready,
            underway: matches!(export.state, ExportState::Waiting | ExportState::Making),
            percent: export.percent.to_string(),
            asked_iso: time::iso(export.asked_at_ms),
            ready_iso: export.ready_at_ms.map(time::iso).unwrap_or_default(),
            expires_iso: time::iso(export.expires_at_ms),
            size: time::size(p.texts, export.size_bytes),
            language: own_name(&export.language),
        }
    }
}

/// The files that there are, newest first.
pub(super) async fn lines(web: &Web, caller: &Caller, p: &Shell) -> Answer<Vec<Line>> {
    let found = company_export::list(&web.app, &caller.ctx).await?;
    Ok(found.into_iter().map(|export| Line::of(p, export)).collect())
}

/// Asks for one.
pub async fn ask(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let language = match fields.get("language") {
        "" => i18n::FALLBACK,
        code => code,
    };
    company_export::ask(&web.app, &caller.ctx, language).await?;
    Ok(Redirect::to(PLACE))
}

/// Takes one back.
pub async fn withdraw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Redirect> {
    let id: CompanyExportId = input::id(&export)?;
    company_export::withdraw(&web.app, &caller.ctx, id).await?;
    Ok(Redirect::to(PLACE))
}

/// Hands one out.
pub async fn file(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Response> {
    let id: CompanyExportId = input::id(&export)?;
    Ok(streamed(company_export::hand_out(&web.app, &caller.ctx, id).await?))
}

/// The schema of its JSON.
pub async fn schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], company_export::SCHEMA).into_response()
}
