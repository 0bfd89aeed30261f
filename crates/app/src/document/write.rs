//! Writing documents: what the operator types, or has made for them. Nobody else sees it before it is released.

use super::standard;
use crate::{App, Ctx, Error, Result, operator};
use domain::limits::DOCUMENT_BYTES_MAX;
use domain::{DocumentKind, Timestamp};
use privacy::Act;
use store::DocumentDraft;

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// Which document.
    pub kind: DocumentKind,
    /// In which language.
    pub language: String,
    /// The text, as Markdown.
    pub body: String,
    /// When it was written last.
    pub updated_at: Timestamp,
}

pub(super) fn check_operator(ctx: &Ctx) -> Result<()> {
    if ctx.is_operator() && ctx.scope == operator::SCOPE { Ok(()) } else { Err(Error::NotFound("document")) }
}

/// Any language that there is, by its tag as it is spelt; where Deskhero's pages do not speak it, what stands around the text is in
/// the reader's.
fn checked(language: &str) -> Result<String> {
    i18n::tag(language).ok_or(Error::Input { field: "language", rule: "rule-language-tag" })
}

/// What is being written, by document and language.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, a refusal, a store's failure.
pub async fn drafts(app: &App, ctx: &Ctx) -> Result<Vec<DraftView>> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::DOCUMENT_READ).await?;
    let rows = app.store().tenant(operator::SCOPE).list_document_drafts().await?;
    app.settle(permit).await?;
    let view = |row: DocumentDraft| DraftView {
        kind: row.kind,
        language: row.language,
        body: row.body,
        updated_at: row.updated_at,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Keeps a text, as the draft of a document in a language.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, [`Error::Input`], [`Error::TooLarge`], a refusal, a store's failure.
pub async fn write(app: &App, ctx: &Ctx, kind: DocumentKind, language: &str, body: &str) -> Result<()> {
    check_operator(ctx)?;
    let language = checked(language)?;
    // As it is kept, so it is hashed: one form of line ends, and one at the end.
    let body = format!("{}\n", body.replace("\r\n", "\n").trim_end());
    if body.trim().is_empty() || body.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Error::Input { field: "text", rule: "rule-required" });
    }
    if body.len() > DOCUMENT_BYTES_MAX {
        return Err(Error::TooLarge { what: "the document", max_bytes: DOCUMENT_BYTES_MAX });
    }
    put(app, ctx, vec![(kind, language, body)]).await
}

/// Writes the drafts that are made of the configuration and the data map, in each language that they are written in.
///
/// # Errors
/// As [`write()`].
pub async fn generate(app: &App, ctx: &Ctx, kinds: &[DocumentKind]) -> Result<()> {
    check_operator(ctx)?;
    let of = |kind: &DocumentKind| {
        let texts = standard::texts(app.settings(), *kind);
        texts.into_iter().map(|(language, body)| (*kind, language.to_owned(), body)).collect::<Vec<_>>()
    };
    put(app, ctx, kinds.iter().flat_map(of).collect()).await
}

async fn put(app: &App, ctx: &Ctx, texts: Vec<(DocumentKind, String, String)>) -> Result<()> {
    let permit = app.permit(ctx, Act::DOCUMENT_WRITE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    for (kind, language, body) in texts {
        let draft = DocumentDraft { kind, language, body, updated_at: ctx.now };
        tx.put_document_draft(&draft).await?;
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Throws the draft in a language away.
///
/// # Errors
/// [`Error::NotFound`] also when there is none, a refusal, a store's failure.
pub async fn remove_draft(app: &App, ctx: &Ctx, kind: DocumentKind, language: &str) -> Result<()> {
    check_operator(ctx)?;
    let language = checked(language)?;
    let permit = app.permit(ctx, Act::DOCUMENT_WRITE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    if !tx.delete_document_draft(kind, &language).await? {
        return Err(Error::NotFound("draft"));
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}
