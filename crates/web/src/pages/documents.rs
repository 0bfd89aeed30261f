//! Documents for everybody, at the operator's address and at each company's: the text that holds, its translations, earlier
//! versions, and what became another. Each translation says which text counts, and leads to it (C1, C2).

use super::personal_data::own_name;
use super::shell::Shell;
use super::sign_up::{hex, unhex};
use super::{page, time};
use crate::Web;
use crate::input::Query;
use crate::language::{self, Asked, Texts, named};
use crate::markdown::render;
use crate::problem::{Answer, Problem};
use app::document::{self, DocumentView, Line, Mark, VersionView};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use domain::DocumentKind;
use serde::Deserialize;
use std::sync::Arc;

/// A document, in lists.
pub struct Entry {
    /// Its word in addresses.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// The day from which it holds, in words.
    pub effective: String,
    /// Whether it is the one that holds.
    pub holds: bool,
    /// Whether it changed something for people.
    pub material: bool,
}

/// A version, as lists show it.
pub(super) fn entry(texts: Texts, one: &VersionView) -> Entry {
    Entry {
        kind: one.kind.as_str(),
        name: name(texts, one.kind),
        version: one.version,
        effective: time::day(texts, one.effective_at),
        holds: one.holds,
        material: one.material,
    }
}

/// What a document is called.
pub(super) fn name(texts: Texts, kind: DocumentKind) -> String {
    texts.t(&format!("document-{kind}"))
}

#[derive(Template)]
#[template(path = "documents/list.html")]
struct List {
    p: Shell,
    documents: Vec<Entry>,
}

/// A language that a document is there in.
pub struct Language {
    /// BCP 47.
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    /// Whether it is the one that is shown.
    pub shown: bool,
}

/// A text as it is shown.
pub struct Text {
    /// Its word in addresses.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// The language of the text.
    pub language: String,
    /// The language that counts.
    pub authoritative: String,
    /// That it is a translation, whether the text that counts changed since, and where that is: in the language of the text
    /// where pages speak it, else in the reader's.
    pub translation: Option<(String, String)>,
    /// The language of that.
    pub translation_in: &'static str,
    /// SHA-256 of the text.
    pub hash: String,
    /// SHA-256 of the text that counts.
    pub authoritative_hash: String,
    /// The day from which it holds, in words.
    pub effective: String,
    /// The text, as HTML.
    pub html: String,
}

/// A version as it is shown.
pub(super) fn text(texts: Texts, view: &DocumentView) -> Text {
    let in_its = named(&view.language).unwrap_or(texts);
    let is_translation = view.language != view.authoritative;
    let says = |key| in_its.t_args(key, &[("language", language::name_in(in_its, &view.authoritative))]);
    let translation = match view.authoritative_changed_since {
        true => format!("{} {}", says("document-translation"), says("document-left-behind")),
        false => says("document-translation"),
    };
    Text {
        kind: view.kind.as_str(),
        name: name(texts, view.kind),
        version: view.version,
        language: view.language.clone(),
        authoritative: view.authoritative.clone(),
        translation_in: in_its.locale(),
        translation: is_translation.then(|| (translation, says("document-original"))),
        hash: hex(&view.sha256),
        authoritative_hash: hex(&view.authoritative_sha256),
        effective: time::day(texts, view.effective_at),
        html: render(&view.body),
    }
}

#[derive(Template)]
#[template(path = "documents/document.html")]
struct Reading {
    p: Shell,
    text: Text,
    holds: bool,
    has_pdf: bool,
    languages: Vec<Language>,
    versions: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "documents/text.html")]
pub(super) struct Kept {
    pub p: Shell,
    pub title: String,
    pub version: String,
    pub hash: String,
    pub html: String,
    /// The language of the text, where it is known.
    pub language: Option<String>,
    pub other: Option<Other>,
}

/// That a text is a translation, and where the text that counts is.
pub(super) struct Other {
    pub says: String,
    pub link: String,
    pub href: String,
    /// The language that counts.
    pub language: String,
    /// The language of these words.
    pub words_in: &'static str,
}

impl Kept {
    /// A text by its hash. Where it was released, the newest version that has it says what it is.
    async fn of(web: &Web, texts: Texts, hash: [u8; 32]) -> Answer<Self> {
        let found = document::text_of(&web.app, hash).await?;
        let view = document::released(&web.app, found.kind, hash, web.app.now()).await?;
        let shown = view.map(|view| text(texts, &view));
        let other = shown.as_ref().and_then(|shown| {
            let (says, link) = shown.translation.clone()?;
            let language = shown.authoritative.clone();
            let href = format!("/documents/{}?lang={language}&version={}", shown.kind, shown.version);
            Some(Other { says, link, href, language, words_in: shown.translation_in })
        });
        let version = shown.as_ref().map_or(found.version, |shown| shown.version.to_string());
        Ok(Self {
            title: name(texts, found.kind),
            version: texts.t_args("document-version", &[("version", version.as_str())]),
            hash: hex(&hash),
            html: render(&found.body),
            language: shown.map(|shown| shown.language),
            other,
            p: Shell::bare(texts),
        })
    }
}

/// Which version, in which language.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    /// The language, where there is that translation.
    pub lang: Option<String>,
    /// The version; the one that holds when absent.
    pub version: Option<i64>,
}

/// Every document.
pub async fn list(State(web): State<Arc<Web>>, Asked(texts): Asked) -> Answer<Html<String>> {
    let all = document::list(&web.app, web.app.now()).await?;
    let documents = all.iter().filter(|one| one.holds).map(|one| entry(texts, one)).collect();
    page(&List { p: Shell::bare(texts), documents })
}

/// A document by its name; or, by its hash, any text that was ever released or offered.
pub async fn read(
    State(web): State<Arc<Web>>,
    Path(which): Path<String>,
    Asked(texts): Asked,
    Query(query): Query<Which>,
    headers: HeaderMap,
) -> Answer<Response> {
    if let Some(hash) = unhex(&which) {
        return Ok(page(&Kept::of(&web, texts, hash).await?)?.into_response());
    }
    let kind = kind(&which)?;
    let now = web.app.now();
    let language = query.lang.as_deref().or(Some(texts.locale()));
    let mut view = document::read(&web.app, kind, query.version, language, now).await?;
    // A document may be in a language that pages do not speak.
    let wished = language::wished(&view.languages, &headers).filter(|_| query.lang.is_none());
    if let Some(wished) = wished.filter(|wished| *wished != view.language) {
        view = document::read(&web.app, kind, query.version, Some(&wished), now).await?;
    }
    let all = document::list(&web.app, now).await?;
    let language =
        |tag: &String| Language { name: own_name(tag), shown: *tag == view.language, tag: tag.clone() };
    let shown = Reading {
        languages: view.languages.iter().map(language).collect(),
        versions: all.iter().filter(|one| one.kind == kind).map(|one| entry(texts, one)).collect(),
        holds: view.holds,
        has_pdf: pdf::can_write(&view.body),
        text: text(texts, &view),
        p: Shell::bare(texts),
    };
    Ok(page(&shown)?.into_response())
}

/// The document of a word in an address.
///
/// # Errors
/// 404 for any other word.
pub fn kind(word: &str) -> Answer<DocumentKind> {
    word.parse().map_err(|_| Problem::not_found())
}

/// A line of a comparison.
pub struct Compared {
    /// What happened to it: a class, and words for it.
    pub mark: &'static str,
    /// The line.
    pub text: String,
}

pub(super) fn compared(groups: Vec<Vec<Line>>) -> Vec<Vec<Compared>> {
    let line = |line: Line| Compared {
        mark: match line.mark {
            Mark::Same => "same",
            Mark::Added => "added",
            Mark::Removed => "removed",
        },
        text: line.text,
    };
    groups.into_iter().map(|group| group.into_iter().map(line).collect()).collect()
}

#[derive(Template)]
#[template(path = "documents/comparison.html")]
struct Comparison {
    p: Shell,
    kind: &'static str,
    name: String,
    from: i64,
    to: i64,
    language: String,
    /// The language that counts, and that it changed, where this translation did not.
    other: Option<(String, String)>,
    groups: Vec<Vec<Compared>>,
}

/// Which versions are compared.
#[derive(Debug, Default, Deserialize)]
pub struct Between {
    /// The earlier one; the one before the later when absent.
    from: Option<i64>,
    /// The later one; the newest when absent.
    to: Option<i64>,
    /// The language, where both have it.
    lang: Option<String>,
}

/// What became another between two versions.
pub async fn comparison(
    State(web): State<Arc<Web>>,
    Path(which): Path<String>,
    Asked(texts): Asked,
    Query(query): Query<Between>,
) -> Answer<Html<String>> {
    let (kind, now) = (kind(&which)?, web.app.now());
    let all = document::list(&web.app, now).await?;
    let newest = all.iter().filter(|one| one.kind == kind).map(|one| one.version).max();
    let to = query.to.or(newest).ok_or_else(Problem::not_found)?;
    let from = query.from.unwrap_or(to - 1);
    let language = query.lang.as_deref().or(Some(texts.locale()));
    let later = document::read(&web.app, kind, Some(to), language, now).await?;
    let earlier = match from {
        ..1 => String::new(),
        _ => document::read(&web.app, kind, Some(from), Some(&later.language), now).await?.body,
    };
    let mut other = None;
    if from >= 1 && earlier == later.body && later.language != later.authoritative {
        let before = document::read(&web.app, kind, Some(from), Some(&later.authoritative), now).await?;
        let said = || {
            texts.t_args(
                "document-unchanged-here",
                &[("language", language::name_in(texts, &later.authoritative))],
            )
        };
        other = (before.sha256 != later.authoritative_sha256).then(|| (later.authoritative.clone(), said()));
    }
    page(&Comparison {
        kind: kind.as_str(),
        name: name(texts, kind),
        from,
        to,
        groups: compared(document::compare(&earlier, &later.body)),
        language: later.language,
        other,
        p: Shell::bare(texts),
    })
}
