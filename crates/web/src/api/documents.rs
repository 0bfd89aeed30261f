//! Documents for programs: which version holds, in which languages, and the hash of the text that counts. No token is needed.

use super::error::ReadErrors;
use super::paging::Items;
use crate::Web;
use crate::input::Query;
use crate::pages::documents::{Which, kind};
use crate::pages::sign_up::hex;
use crate::problem::Answer;
use app::document::{DocumentView, VersionView};
use axum::Json as Body;
use axum::extract::{Path, State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A version of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentVersion {
    /// Which document: its word in addresses.
    pub(super) document: String,
    /// Its number, from 1.
    pub(super) version: i64,
    /// The language whose text counts (BCP 47).
    authoritative_language: String,
    /// Whether it changed something for people.
    material: bool,
    /// From when it holds.
    effective_at_ms: i64,
    /// When it was released.
    released_at_ms: i64,
    /// Whether it is the one that holds now.
    holds: bool,
}

impl From<VersionView> for DocumentVersion {
    fn from(one: VersionView) -> Self {
        Self {
            document: one.kind.to_string(),
            version: one.version,
            authoritative_language: one.authoritative,
            material: one.material,
            effective_at_ms: one.effective_at.as_millis(),
            released_at_ms: one.released_at.as_millis(),
            holds: one.holds,
        }
    }
}

/// A document in one of its languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentText {
    /// Which document: its word in addresses.
    document: String,
    /// Its number, from 1.
    version: i64,
    /// The language of this text (BCP 47).
    language: String,
    /// Every language of this version.
    languages: Vec<String>,
    /// SHA-256 of this text in UTF-8, in hexadecimal digits.
    sha256: String,
    /// The language whose text counts.
    authoritative_language: String,
    /// SHA-256 of the text that counts.
    authoritative_sha256: String,
    /// Whether the text that counts changed since this one was translated.
    authoritative_changed_since: bool,
    /// Whether it changed something for people.
    material: bool,
    /// From when it holds.
    effective_at_ms: i64,
    /// Whether it is the one that holds now.
    holds: bool,
    /// The text, as Markdown.
    text: String,
}

impl From<DocumentView> for DocumentText {
    fn from(one: DocumentView) -> Self {
        Self {
            document: one.kind.to_string(),
            version: one.version,
            language: one.language,
            languages: one.languages,
            sha256: hex(&one.sha256),
            authoritative_language: one.authoritative,
            authoritative_sha256: hex(&one.authoritative_sha256),
            authoritative_changed_since: one.authoritative_changed_since,
            material: one.material,
            effective_at_ms: one.effective_at.as_millis(),
            holds: one.holds,
            text: one.body,
        }
    }
}

/// Lists every version of every document, newest first within each.
#[utoipa::path(get, path = "/api/v1/documents", tag = "documents", security(()),
    responses((status = 200, body = Items<DocumentVersion>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>) -> Answer<Body<Items<DocumentVersion>>> {
    Ok(Body(Items::whole(app::document::list(&web.app, web.app.now()).await?)))
}

/// Reads a document: the version that holds, or another; in a language, or where there is no such translation, in the one that
/// counts.
#[utoipa::path(get, path = "/api/v1/documents/{document}", tag = "documents", security(()),
    params(("document" = String, Path), ("lang" = Option<String>, Query), ("version" = Option<i64>, Query)),
    responses((status = 200, body = DocumentText), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    Path(document): Path<String>,
    Query(which): Query<Which>,
) -> Answer<Body<DocumentText>> {
    let (kind, now) = (kind(&document)?, web.app.now());
    let view = app::document::read(&web.app, kind, which.version, which.lang.as_deref(), now).await?;
    Ok(Body(view.into()))
}
