//! Releasing what was written: a numbered version that nobody changes any more.

use super::{releases, write::check_operator};
use crate::{App, Ctx, Error, Result, operator};
use domain::record::text_hash;
use domain::{DocumentKind, Timestamp};
use privacy::Act;
use store::{Document, DocumentRelease, DocumentText, TenantTx};

/// A version to release, of what was written.
#[derive(Debug, Clone, Copy)]
pub struct NewRelease {
    /// Which document.
    pub kind: DocumentKind,
    /// Whether it changes something for people: they get a letter, and a page that they have to take note of.
    pub material: bool,
    /// From when it holds; now when absent.
    pub effective_at: Option<Timestamp>,
    /// Whether translations that are as they were may stay so where the text that counts became another: whoever releases looked.
    pub translations_unchanged: bool,
}

/// Releases what was written of a document, with every translation; the drafts stay, to go on from. Gives its number.
///
/// # Errors
/// [`Error::State`] when nothing was written in the language that counts, or nothing became another; [`Error::Untranslated`] when
/// the text that counts did, a translation did not, and nobody said that it stays; [`Error::Input`] for a time before now, and for one before that
/// of an earlier version that does not hold yet;
/// [`Error::NotFound`] for whoever is no operator; a refusal, a store's failure.
pub async fn release(app: &App, ctx: &Ctx, new: NewRelease) -> Result<i64> {
    check_operator(ctx)?;
    let effective_at = new.effective_at.unwrap_or(ctx.now);
    // A day's beginning may lie some hours back.
    if effective_at.millis_since(ctx.now) < -24 * 3_600_000 {
        return Err(Error::Input { field: "effective", rule: "rule-future" });
    }
    let (authoritative, texts) = written(app, new.kind).await?;
    let authoritative = authoritative.ok_or(Error::State { noun: "document", state: "not-written" })?;
    let release = Version { new, authoritative, effective_at, texts };
    let permit = app.permit(ctx, Act::DOCUMENT_RELEASE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.append_audit(&entries).await?;
    let version = insert(&mut tx, &release, ctx.now).await?;
    tx.commit().await?;
    app.noted().forget();
    Ok(version)
}

/// What is written of a document, by language, and the language that counts among these.
async fn written(app: &App, kind: DocumentKind) -> Result<(Option<String>, Vec<(String, String)>)> {
    let drafts = app.store().tenant(operator::SCOPE).list_document_drafts().await?;
    let texts: Vec<(String, String)> =
        drafts.into_iter().filter(|d| d.kind == kind).map(|d| (d.language, d.body)).collect();
    // Where nothing was written in the language that the operator chose, the English text counts.
    let of = |wanted: &str| texts.iter().find(|(language, _)| language == wanted).map(|(l, _)| l.clone());
    let authoritative = of(app.settings().policy.language()).or_else(|| of(i18n::FALLBACK));
    Ok((authoritative, texts))
}

/// The languages in which what is written is as in the newest version, while the text that counts became another.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a store's failure.
pub async fn untranslated(app: &App, ctx: &Ctx, kind: DocumentKind) -> Result<Vec<String>> {
    check_operator(ctx)?;
    let (Some(authoritative), texts) = written(app, kind).await? else { return Ok(Vec::new()) };
    let row = |(language, body): (String, String)| DocumentText {
        kind,
        version: 0,
        language,
        sha256: text_hash(&body),
    };
    let rows: Vec<DocumentText> = texts.into_iter().map(row).collect();
    let known = app.store().tenant(operator::SCOPE).list_document_texts(kind).await?;
    Ok(left_behind(&authoritative, &rows, &known))
}

fn left_behind(authoritative: &str, rows: &[DocumentText], known: &[DocumentText]) -> Vec<String> {
    let Some(last) = known.iter().map(|one| one.version).max() else { return Vec::new() };
    let is_as_before = |row: &DocumentText| {
        let mut before = known.iter().filter(|one| one.version == last && one.language == row.language);
        before.any(|one| one.sha256 == row.sha256)
    };
    if rows.iter().any(|row| row.language == authoritative && is_as_before(row)) {
        return Vec::new();
    }
    let left = rows.iter().filter(|row| row.language != authoritative && is_as_before(row));
    left.map(|row| row.language.clone()).collect()
}

struct Version {
    new: NewRelease,
    authoritative: String,
    effective_at: Timestamp,
    texts: Vec<(String, String)>,
}

async fn insert(tx: &mut TenantTx, version: &Version, now: Timestamp) -> Result<i64> {
    let kind = version.new.kind;
    let before = tx.list_document_releases().await?;
    let last = before.iter().filter(|one| one.kind == kind).map(|one| one.version).max().unwrap_or(0);
    let known = tx.list_document_texts(kind).await?;
    let number = last + 1;
    let mut rows = Vec::new();
    for (language, body) in &version.texts {
        let sha256 = text_hash(body);
        if tx.find_document(sha256).await?.is_none() {
            let document =
                Document { sha256, kind, version: number.to_string(), body: body.clone(), offered_at: now };
            tx.insert_document(&document).await?;
        }
        rows.push(DocumentText { kind, version: number, language: language.clone(), sha256 });
    }
    let set = |rows: &[DocumentText], of: i64| {
        let mut all: Vec<(String, [u8; 32])> =
            rows.iter().filter(|t| t.version == of).map(|t| (t.language.clone(), t.sha256)).collect();
        all.sort();
        all
    };
    if last > 0 && set(&known, last) == set(&rows, number) {
        return Err(Error::State { noun: "document", state: "unchanged" });
    }
    // What people were told holds from a day would hold sooner by a later version, which holds it, too.
    let waits = before.iter().filter(|one| one.kind == kind && one.effective_at > now);
    if waits.map(|one| one.effective_at).max().is_some_and(|day| version.effective_at < day) {
        return Err(Error::Input { field: "effective", rule: "rule-effective-order" });
    }
    let left = left_behind(&version.authoritative, &rows, &known);
    if !left.is_empty() && !version.new.translations_unchanged {
        return Err(Error::Untranslated(left));
    }
    let release = DocumentRelease {
        kind,
        version: number,
        language: version.authoritative.clone(),
        material: version.new.material,
        effective_at: version.effective_at,
        released_at: now,
        letters_at: (!version.new.material).then_some(now),
    };
    tx.insert_document_release(&release, &rows).await?;
    Ok(number)
}

/// Releases the standard texts of these documents, where none was ever released: at set-up there is nobody yet who would have
/// to be told.
///
/// # Errors
/// As [`release()`].
pub async fn release_missing(app: &App, ctx: &Ctx, kinds: &[DocumentKind]) -> Result<()> {
    let there = releases(app).await?;
    let missing: Vec<DocumentKind> =
        kinds.iter().copied().filter(|kind| there.iter().all(|one| one.kind != *kind)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    super::generate(app, ctx, &missing).await?;
    for kind in missing {
        let new = NewRelease { kind, material: true, effective_at: None, translations_unchanged: false };
        release(app, ctx, new).await?;
    }
    Ok(())
}
