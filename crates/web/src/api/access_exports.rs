//! What is held about a contact, put together for them (GDPR Art. 15 and 20): ask, look how far it is, fetch, take back.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::personal_data::streamed;
use crate::problem::Answer;
use app::access_export::{self, ExportView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{AccessExportId, ContactId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// An export of what is held about a contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessExport {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Whose data it is.
    #[schema(format = "uuid")]
    pub contact_id: String,
    /// Who asked for it, when an agent did.
    #[schema(format = "uuid")]
    pub asked_by: Option<String>,
    /// `waiting`, `making`, `ready` or `failed`.
    pub state: String,
    /// Language of its pages.
    pub language: String,
    /// How far it is, in percent.
    pub percent: u32,
    /// Size, once it is ready.
    pub size_bytes: u64,
    /// When it was asked for.
    pub asked_at_ms: i64,
    /// Since when it can be fetched.
    pub ready_at_ms: Option<i64>,
    /// When it is deleted.
    pub expires_at_ms: i64,
}

impl From<ExportView> for AccessExport {
    fn from(export: ExportView) -> Self {
        Self {
            id: export.id.to_string(),
            contact_id: export.contact_id.to_string(),
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

/// An export to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccessExport {
    /// Language of its pages (BCP 47), one of this installation's; English when absent.
    #[serde(default)]
    language: Option<String>,
}

/// The exports of a contact, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessExports {
    /// Exports that are not deleted yet.
    items: Vec<AccessExport>,
}

/// Lists the exports of a contact.
#[utoipa::path(get, path = "/api/v1/contacts/{contact}/access-exports", tag = "access exports",
    params(("contact" = String, Path, format = "uuid")),
    responses((status = 200, body = AccessExports), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
) -> Answer<Body<AccessExports>> {
    let id: ContactId = input::id(&contact)?;
    let found = access_export::list(&web.app, &caller.ctx, id).await?;
    Ok(Body(AccessExports { items: found.into_iter().map(AccessExport::from).collect() }))
}

/// Asks for what is held about a contact; while one export is being made, that one is answered.
#[utoipa::path(post, path = "/api/v1/contacts/{contact}/access-exports", tag = "access exports",
    params(("contact" = String, Path, format = "uuid")), request_body = NewAccessExport,
    responses((status = 202, body = AccessExport), ReadErrors, WriteErrors))]
pub async fn ask(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    Json(new): Json<NewAccessExport>,
) -> Answer<(StatusCode, Body<AccessExport>)> {
    let id: ContactId = input::id(&contact)?;
    let language = new.language.as_deref().unwrap_or(i18n::FALLBACK);
    let asked = access_export::ask(&web.app, &caller.ctx, id, language).await?;
    Ok((StatusCode::ACCEPTED, Body(asked.into())))
}

/// Reads an export: how far it is.
#[utoipa::path(get, path = "/api/v1/access-exports/{export}", tag = "access exports",
    params(("export" = String, Path, format = "uuid")),
    responses((status = 200, body = AccessExport), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Body<AccessExport>> {
    let id: AccessExportId = input::id(&export)?;
    Ok(Body(access_export::read(&web.app, &caller.ctx, id).await?.into()))
}

/// Fetches an export: a ZIP, whose `data.json` is described by `/schemas/access-export-1.json`.
#[utoipa::path(get, path = "/api/v1/access-exports/{export}/file", tag = "access exports",
    params(("export" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), ReadErrors, WriteErrors))]
pub async fn file(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<Response> {
    let id: AccessExportId = input::id(&export)?;
    Ok(streamed(access_export::hand_out(&web.app, &caller.ctx, id).await?))
}

/// Takes an export back: it is deleted at once.
#[utoipa::path(delete, path = "/api/v1/access-exports/{export}", tag = "access exports",
    params(("export" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors))]
pub async fn withdraw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(export): Path<String>,
) -> Answer<StatusCode> {
    let id: AccessExportId = input::id(&export)?;
    access_export::withdraw(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
