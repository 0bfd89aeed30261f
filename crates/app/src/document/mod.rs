//! Documents of whoever runs Deskhero: what they promise, agree and record. The operator writes them, or takes drafts that are
//! made of the configuration and the data map ([`standard`]); what was released is never changed. One language counts, the
//! others are translations. Everybody may read what was released; who agreed to which version is kept ([`accept`]).

mod accept;
mod compare;
mod letters;
mod release;
pub mod standard;
mod write;

pub use accept::{
    AcceptanceView, Pending, accept, acceptances, check_dpa, note_signed, pending, pending_lately,
};
pub(crate) use accept::{NewAcceptance, Noted, agreed, record};
pub use compare::{Line, Mark, compare};
pub use letters::letters;
pub use release::{NewRelease, release, release_missing, untranslated};
pub use write::{DraftView, drafts, generate, remove_draft, write};

use crate::{App, Error, Result, operator};
use domain::{DocumentKind, Timestamp};
use i18n::I18n;
use store::{DocumentRelease, DocumentText};

/// Documents that whoever begins to use Deskhero agrees to, as far as they may.
pub const AGREED: [DocumentKind; 3] = [DocumentKind::Terms, DocumentKind::PrivacyPolicy, DocumentKind::Dpa];

/// What the operator says about themselves in documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Who runs Deskhero.
    pub operator: String,
    /// Their postal address.
    pub address: String,
    /// Whose law governs.
    pub governing_law: String,
    /// The supervisory authority.
    pub authority: String,
    /// The language that counts (BCP 47); English when empty.
    pub language: String,
    /// Where whoever found a hole writes: an e-mail address, or an address of a page; the one for data protection when empty.
    pub security_contact: String,
    /// Who is asked about data protection: name, address, telephone.
    pub dpo: Dpo,
}

/// The data protection officer, or whoever is asked in their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dpo {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

impl Policy {
    /// The language that counts.
    #[must_use]
    pub fn language(&self) -> &str {
        if self.language.is_empty() { i18n::FALLBACK } else { &self.language }
    }

    /// Whom people ask about data protection, as a line of a letter or an export (C106); `None` where the operator names nobody.
    #[must_use]
    pub fn dpo_line(&self, texts: &I18n) -> Option<String> {
        let said = [&self.dpo.name, &self.dpo.email, &self.dpo.phone];
        let said: Vec<&str> = said.into_iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
        (!said.is_empty()).then(|| texts.t_args("dpo-line", &[("who", said.join(", "))]))
    }
}

/// A version of a document, in one of its languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentView {
    /// Which document.
    pub kind: DocumentKind,
    /// Its version.
    pub version: i64,
    /// The language of this text.
    pub language: String,
    /// SHA-256 of this text.
    pub sha256: [u8; 32],
    /// The language that counts.
    pub authoritative: String,
    /// SHA-256 of the text that counts.
    pub authoritative_sha256: [u8; 32],
    /// Whether the text that counts became another since this one was translated.
    pub authoritative_changed_since: bool,
    /// Every language of this version.
    pub languages: Vec<String>,
    /// Whether it changes something for people.
    pub material: bool,
    /// From when it holds.
    pub effective_at: Timestamp,
    /// When it was released.
    pub released_at: Timestamp,
    /// Whether it is the one that holds now.
    pub holds: bool,
    /// The text, as Markdown.
    pub body: String,
}

/// A version, in lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    /// Which document.
    pub kind: DocumentKind,
    /// Its number.
    pub version: i64,
    /// The language that counts.
    pub authoritative: String,
    /// Whether it changes something for people.
    pub material: bool,
    /// From when it holds.
    pub effective_at: Timestamp,
    /// When it was released.
    pub released_at: Timestamp,
    /// Whether it is the one that holds now.
    pub holds: bool,
}

/// Every release, by document, oldest first.
pub(crate) async fn releases(app: &App) -> Result<Vec<DocumentRelease>> {
    Ok(app.store().tenant(operator::SCOPE).list_document_releases().await?)
}

/// The version of a document that holds: the newest whose time has come, or else the first that will.
pub(crate) fn holding<'a>(
    releases: impl Iterator<Item = &'a DocumentRelease>,
    kind: DocumentKind,
    now: Timestamp,
) -> Option<&'a DocumentRelease> {
    let (mut holds, mut first) = (None, None);
    for release in releases.filter(|one| one.kind == kind) {
        first = first.or(Some(release));
        if release.effective_at <= now {
            holds = Some(release);
        }
    }
    holds.or(first)
}

/// Every version of every document, newest first within each.
///
/// # Errors
/// The store's failure.
pub async fn list(app: &App, now: Timestamp) -> Result<Vec<VersionView>> {
    let all = releases(app).await?;
    let view = |one: &DocumentRelease| VersionView {
        kind: one.kind,
        version: one.version,
        authoritative: one.language.clone(),
        material: one.material,
        effective_at: one.effective_at,
        released_at: one.released_at,
        holds: holding(all.iter(), one.kind, now).is_some_and(|held| held.version == one.version),
    };
    let mut out: Vec<VersionView> = all.iter().map(view).collect();
    out.sort_by_key(|one| (one.kind, -one.version));
    Ok(out)
}

/// A document as it was released: the version that holds, or the one that is asked for; in the language that is asked for where
/// there is that translation, else in the one that counts.
///
/// # Errors
/// [`Error::NotFound`], or the store's failure.
pub async fn read(
    app: &App,
    kind: DocumentKind,
    version: Option<i64>,
    language: Option<&str>,
    now: Timestamp,
) -> Result<DocumentView> {
    let all = releases(app).await?;
    let holds = holding(all.iter(), kind, now).ok_or(Error::NotFound("document"))?;
    let wanted = version.unwrap_or(holds.version);
    let release = all.iter().find(|one| one.kind == kind && one.version == wanted);
    let release = release.ok_or(Error::NotFound("document"))?;
    let texts = app.store().tenant(operator::SCOPE).list_document_texts(kind).await?;
    let of_version = || texts.iter().filter(|one| one.version == wanted);
    let in_language = |language: &str| of_version().find(|one| one.language == language);
    let authority = in_language(&release.language).ok_or(Error::NotFound("document"))?;
    let text = language.and_then(in_language).unwrap_or(authority);
    Ok(DocumentView {
        kind,
        version: wanted,
        language: text.language.clone(),
        sha256: text.sha256,
        authoritative: release.language.clone(),
        authoritative_sha256: authority.sha256,
        authoritative_changed_since: is_left_behind(&texts, &release.language, text),
        languages: of_version().map(|one| one.language.clone()).collect(),
        material: release.material,
        effective_at: release.effective_at,
        released_at: release.released_at,
        holds: release.version == holds.version,
        body: text_of(app, text.sha256).await?.body,
    })
}

/// Whether the text that counts is another than in the version with which this translation became what it is.
fn is_left_behind(texts: &[DocumentText], authoritative: &str, text: &DocumentText) -> bool {
    let of = |version: i64, language: &str| {
        let found = texts.iter().find(|one| one.version == version && one.language == language);
        found.map(|one| one.sha256)
    };
    let mut since = text.version;
    while of(since - 1, &text.language) == Some(text.sha256) {
        since -= 1;
    }
    of(since, authoritative) != of(text.version, authoritative)
}

/// The newest version that has a text with this hash, in the language of that text; `None` for one that was offered alone.
///
/// # Errors
/// A store's failure.
pub async fn released(
    app: &App,
    kind: DocumentKind,
    sha256: [u8; 32],
    now: Timestamp,
) -> Result<Option<DocumentView>> {
    let texts = app.store().tenant(operator::SCOPE).list_document_texts(kind).await?;
    let Some(text) = texts.iter().filter(|one| one.sha256 == sha256).max_by_key(|one| one.version) else {
        return Ok(None);
    };
    match read(app, kind, Some(text.version), Some(&text.language), now).await {
        // None holds yet.
        Err(Error::NotFound(_)) => Ok(None),
        view => view.map(Some),
    }
}

/// A text by its hash, as long as it was ever released or offered.
///
/// # Errors
/// [`Error::NotFound`], or the store's failure.
pub async fn text_of(app: &App, sha256: [u8; 32]) -> Result<store::Document> {
    let found = app.store().tenant(operator::SCOPE).find_document(sha256).await?;
    found.ok_or(Error::NotFound("document"))
}
