//! Everything of the company in one file: ask, look how far it is, fetch, take back.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::personal_data::streamed;
use crate::problem::Answer;
use app::company_export::{self, CompanyExportView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::CompanyExportId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Everything of the company in one file.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompanyExport {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Who asked for it.
    #[schema(format = "uuid")]
    asked_by: Option<String>,
    /// `waiting`, `making`, `ready` or `failed`.
    state: String,
    /// Language of its pages.
    language: String,
    /// How far it is, in percent.
    percent: u32,
    /// Size, once it is ready.
    size_bytes: u64,
    /// When it was asked for.
    asked_at_ms: i64,
    /// Since when it can be fetched.
    ready_at_ms: Option<i64>,
    /// When it is deleted.
    expires_at_ms: i64,
}

impl From<CompanyExportView> for CompanyExport {
    fn from(export: CompanyExportView) -> Self {
        Self {
            id: export.id.to_string(),
            asked_by: export.asked_by.map(|id| id.to_string()),
            state: export.state.to_string(),
            language: export.language,
            percent: export.percent,
            size_bytes: export.size_bytes,
            asked_at_ms: export.asked_at_ms.as_millis(),
            ready_at_ms: export.ready_at_ms.map(domain::Timestamp::as_millis),
            expires_at_ms: export.expires_at_ms.as_millis(),
        }
    }
}

/// A file to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCompanyExport {
    /// Language of its pages (BCP 47), one of this installation's; English when absent.
    #[serde(default)]
    language: Option<String>,
}

/// The files with everything of the company, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompanyExports {
    /// Those that are not deleted yet.
    items: Vec<CompanyExport>,
}

/// Lists the files with everything of the company. Admins only.
#[utoipa::path(get, path = "/api/v1/company-exports", tag = "company exports",
    responses((status = 200, body = CompanyExports), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<CompanyExports>> {
    let found = company_export::list(&web.app, &caller.ctx).await?;
    Ok(Body(CompanyExports { items: found.into_iter().map(CompanyExport::from).collect() }))
}

/// Asks for everything of the company in one file; while one is being made, that one is answered. Admins only.
#[utoipa::path(post, path = "/api/v1/company-exports", tag = "company exports", request_body = NewCompanyExport,
    responses((status = 202, body = CompanyExport), ReadErrors, WriteErrors))]
pub async fn ask(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewCompanyExport>,
) -> Answer<(StatusCode, Body<CompanyExport>)> {
    let language = new.language.as_deref().unwrap_or(i18n::FALLBACK);
    let asked = company_export::ask(&web.app, &caller.ctx, language).await?;
    Ok((StatusCode::ACCEPTED, Body(asked.into())))
}

/// Reads how far a file is. Admins only.
#[utoipa::path(get, path = "/api/v1/company-exports/{company_export}", tag = "company exports",
    params(("company_export" = String, Path, format = "uuid")),
    responses((status = 200, body = CompanyExport), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Body<CompanyExport>> {
    let id: CompanyExportId = input::id(&export)?;
    Ok(Body(company_export::read(&web.app, &caller.ctx, id).await?.into()))
}

/// Fetches a file: a ZIP, whose JSON is described by `/schemas/company-export-1.json`. Admins only.
#[utoipa::path(get, path = "/api/v1/company-exports/{company_export}/file", tag = "company exports",
    params(("company_export" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), ReadErrors, WriteErrors))]
pub async fn file(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Response> {
    let id: CompanyExportId = input::id(&export)?;
    Ok(streamed(company_export::hand_out(&web.app, &caller.ctx, id).await?))
}

/// Takes a file back: it is deleted at once. Admins only.
#[utoipa::path(delete, path = "/api/v1/company-exports/{company_export}", tag = "company exports",
    params(("company_export" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors))]
pub async fn withdraw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<StatusCode> {
    let id: CompanyExportId = input::id(&export)?;
    company_export::withdraw(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
