//! The operator's documents: drafts, releasing them, and what became of letters.

use super::letters::Letter;
use crate::Web;
use crate::api::documents::DocumentVersion;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::Json;
use crate::pages::documents::kind;
use crate::problem::{Answer, Problem};
use app::document::{self, DraftView, NewRelease};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What is being written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentDraft {
    /// Which document: its word in addresses.
    document: String,
    /// In which language (BCP 47).
    language: String,
    /// The text, as Markdown.
    text: String,
    /// When it was written last.
    updated_at_ms: i64,
}

impl From<DraftView> for DocumentDraft {
    fn from(one: DraftView) -> Self {
        Self {
            document: one.kind.to_string(),
            language: one.language,
            text: one.body,
            updated_at_ms: one.updated_at.as_millis(),
        }
    }
}

/// A text to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftText {
    /// Markdown, without HTML.
    text: String,
}

/// A version to release.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRelease {
    /// Whether it changes something for people: they get a letter, and a page to read and agree to.
    material: bool,
    /// From when it holds; now when absent.
    effective_at_ms: Option<i64>,
    /// Where the text that counts changed: that translations which did not stay as they are. Without it that is refused
    /// (`untranslated`), with their `languages`.
    #[serde(default)]
    translations_unchanged: bool,
}

/// Lists what is being written.
#[utoipa::path(get, path = "/api/v1/operator/document-drafts", tag = "documents",
    responses((status = 200, body = Items<DocumentDraft>), ReadErrors))]
pub async fn drafts(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<DocumentDraft>>> {
    Ok(Body(Items::whole(document::drafts(&web.app, &caller.ctx).await?)))
}

/// Keeps a text, as the draft of a document in a language.
#[utoipa::path(put, path = "/api/v1/operator/document-drafts/{document}/{language}", tag = "documents",
    params(("document" = String, Path), ("language" = String, Path)), request_body = DraftText,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn write(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, language)): Path<(String, String)>,
    Json(draft): Json<DraftText>,
) -> Answer<StatusCode> {
    document::write(&web.app, &caller.ctx, kind(&document)?, &language, &draft.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes drafts of a document from the configuration and the data map.
#[utoipa::path(post, path = "/api/v1/operator/documents/{document}/generation", tag = "documents",
    params(("document" = String, Path)), responses((status = 204), ReadErrors, WriteErrors))]
pub async fn generate(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
) -> Answer<StatusCode> {
    document::generate(&web.app, &caller.ctx, &[kind(&document)?]).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Releases what is being written of a document, with its translations. It is never changed afterwards.
#[utoipa::path(post, path = "/api/v1/operator/documents/{document}/releases", tag = "documents",
    params(("document" = String, Path)), request_body = DocumentRelease,
    responses((status = 201, body = DocumentVersion), ReadErrors, WriteErrors))]
pub async fn release(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
    Json(new): Json<DocumentRelease>,
) -> Answer<(StatusCode, Body<DocumentVersion>)> {
    let kind = kind(&document)?;
    let effective_at = new.effective_at_ms.map(Timestamp::from_millis);
    let new = NewRelease {
        kind,
        material: new.material,
        effective_at,
        translations_unchanged: new.translations_unchanged,
    };
    let version = document::release(&web.app, &caller.ctx, new).await?;
    let all = document::list(&web.app, caller.ctx.now).await?;
    let made = all.into_iter().find(|one| (one.kind, one.version) == (kind, version));
    Ok((StatusCode::CREATED, Body(made.ok_or_else(Problem::not_found)?.into())))
}

/// Lists the letters about a version, of every company.
#[utoipa::path(get, path = "/api/v1/operator/documents/{document}/versions/{version}/letters", tag = "documents",
    params(("document" = String, Path), ("version" = i64, Path)),
    responses((status = 200, body = Items<Letter>), ReadErrors))]
pub async fn letters(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, version)): Path<(String, String)>,
) -> Answer<Body<Items<Letter>>> {
    let version = version.parse().map_err(|_| Problem::not_found())?;
    Ok(Body(Items::whole(document::letters(&web.app, &caller.ctx, kind(&document)?, version).await?)))
}
