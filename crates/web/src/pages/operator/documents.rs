//! The operator's documents: what holds, what is being written, and releasing it.

use super::letters::{self, Lost};
use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::markdown::render;
use crate::pages::documents::{Compared, Entry, compared, entry, kind, name};
use crate::pages::page;
use crate::pages::personal_data::own_name;
use crate::pages::shell::Shell;
use crate::problem::Answer;
use crate::route::Access::Operator;
use crate::route::{GET, POST, Route, get, post};
use app::document::{self, NewRelease};
use app::letter::Settling;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{DocumentKind, LetterState};
use std::sync::Arc;

/// Where the list is.
pub const PLACE: &str = "/operator/documents";

/// Its pages, and what is done on them.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(GET, PLACE, Operator, get(list)),
        Route::new(GET, "/operator/documents/{document}", Operator, get(show)),
        Route::new(POST, "/operator/documents/{document}/drafts", Operator, post(write)),
        Route::new(POST, "/operator/documents/{document}/generation", Operator, post(generate)),
        Route::new(POST, "/operator/documents/{document}/releases", Operator, post(release)),
        Route::new(
            POST,
            "/operator/documents/{document}/letters/{letter}/sending",
            Operator,
            post(send_again),
        ),
        Route::new(POST, "/operator/documents/{document}/letters/{letter}/arrival", Operator, post(arrived)),
        Route::new(
            POST,
            "/operator/documents/{document}/letters/{letter}/renewal",
            Operator,
            post(send_anew),
        ),
        Route::new(
            POST,
            "/operator/documents/{document}/letters/{letter}/telling",
            Operator,
            post(told_otherwise),
        ),
    ]
}

struct Row {
    kind: &'static str,
    name: String,
    holds: Option<Entry>,
    written: bool,
}

#[derive(Template)]
#[template(path = "operator/documents.html")]
struct List {
    p: Shell,
    rows: Vec<Row>,
}

/// The list.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let p = Shell::operator(&web, &caller, PLACE).await?;
    let drafts = document::drafts(&web.app, &caller.ctx).await?;
    let all = document::list(&web.app, caller.ctx.now).await?;
    let row = |kind: &DocumentKind| Row {
        kind: kind.as_str(),
        name: name(p.texts, *kind),
        holds: all.iter().find(|one| one.kind == *kind && one.holds).map(|one| entry(p.texts, one)),
        written: drafts.iter().any(|one| one.kind == *kind),
    };
    let rows = DocumentKind::ALL.iter().map(row).collect();
    page(&List { p, rows })
}

struct Draft {
    language: String,
    name: String,
    body: String,
    written: bool,
    counts: bool,
    html: String,
    groups: Vec<Vec<Compared>>,
}

struct Told {
    version: i64,
    counts: Vec<(String, usize)>,
    lost: Lost,
}

#[derive(Template)]
#[template(path = "operator/document.html")]
struct One {
    p: Shell,
    kind: &'static str,
    name: String,
    drafts: Vec<Draft>,
    versions: Vec<Entry>,
    told: Vec<Told>,
    can_release: bool,
    /// Translations that did not change with the text that counts, by their names.
    untranslated: Option<String>,
    /// Where letters are settled from here.
    place: String,
    /// Letters can go out.
    has_mail: bool,
    /// What was typed of another language, and was not kept: its tag and the text.
    another: Option<(String, String)>,
    problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller, kind: DocumentKind) -> Answer<One> {
    let (app, now) = (&*web.app, caller.ctx.now);
    let p = Shell::operator(web, caller, PLACE).await?;
    let written = document::drafts(app, &caller.ctx).await?;
    let all: Vec<_> = document::list(app, now).await?.into_iter().filter(|one| one.kind == kind).collect();
    let newest = all.first().map(|one| one.version);
    let mut drafts = Vec::new();
    for language in languages(&written, kind) {
        let language = language.as_str();
        let found = written.iter().find(|one| one.kind == kind && one.language == language);
        let body = found.map(|one| one.body.clone()).unwrap_or_default();
        let before = match newest {
            Some(version) => document::read(app, kind, Some(version), Some(language), now).await.ok(),
            None => None,
        };
        let before =
            before.filter(|view| view.language == language).map(|view| view.body).unwrap_or_default();
        drafts.push(Draft {
            language: language.to_owned(),
            name: own_name(language),
            written: found.is_some(),
            counts: language == app.settings().policy.language(),
            html: render(&body),
            groups: if found.is_some() { compared(document::compare(&before, &body)) } else { Vec::new() },
            body,
        });
    }
    let mut told = Vec::new();
    for one in all.iter().filter(|one| one.material) {
        told.extend(told_of(app, caller, &p, kind, one.version).await?);
    }
    let untranslated = names(&document::untranslated(app, &caller.ctx, kind).await?);
    Ok(One {
        kind: kind.as_str(),
        name: name(p.texts, kind),
        can_release: drafts.iter().any(|one| one.written),
        untranslated: Some(untranslated).filter(|names| !names.is_empty()),
        has_mail: app.settings().operator_mail.is_some(),
        drafts,
        versions: all.iter().map(|one| entry(p.texts, one)).collect(),
        told,
        place: format!("{PLACE}/{kind}"),
        another: None,
        problem: None,
        p,
    })
}

/// What languages call themselves.
fn names(languages: &[String]) -> String {
    languages.iter().map(|tag| own_name(tag)).collect::<Vec<_>>().join(", ")
}

/// The languages of the pages, and what else is written.
fn languages(written: &[document::DraftView], kind: DocumentKind) -> Vec<String> {
    let mut all: Vec<String> = document::standard::languages().into_iter().map(str::to_owned).collect();
    let others = written.iter().filter(|one| one.kind == kind && !all.contains(&one.language));
    let others: Vec<String> = others.map(|one| one.language.clone()).collect();
    all.extend(others);
    all
}

/// What became of the letters about a version, where there are any.
async fn told_of(
    app: &app::App,
    caller: &Caller,
    p: &Shell,
    kind: DocumentKind,
    version: i64,
) -> Answer<Option<Told>> {
    let all = document::letters(app, &caller.ctx, kind, version).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let words = |state: LetterState| p.t(&format!("document-letter-{state}"));
    let count = |state: &LetterState| {
        let n = all.iter().filter(|one| one.state == *state).count();
        (n > 0).then(|| (words(*state), n))
    };
    let counts = LetterState::ALL.iter().filter_map(count).collect();
    Ok(Some(Told { version, counts, lost: letters::lost(p, all) }))
}

/// One document.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, kind(&document)?).await?)
}

async fn answer(
    web: &Web,
    caller: &Caller,
    kind: DocumentKind,
    done: Result<(), app::Error>,
) -> Answer<Response> {
    answer_with(web, caller, kind, done, None).await
}

/// The same, with what was typed and not kept.
async fn answer_with(
    web: &Web,
    caller: &Caller,
    kind: DocumentKind,
    done: Result<(), app::Error>,
    another: Option<(String, String)>,
) -> Answer<Response> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{PLACE}/{kind}")).into_response()),
        Err(error) => {
            let mut shown = assemble(web, caller, kind).await?;
            let left = match &error {
                app::Error::Untranslated(languages) => Some(names(languages)),
                _ => None,
            };
            let (status, words) = told(error, shown.p.texts)?;
            let words = left.map_or(words, |left| shown.p.tv("document-untranslated", "languages", &left));
            (shown.problem, shown.another) = (Some(words), another);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

/// Keeps what was typed in a language; nothing typed throws it away.
pub async fn write(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let kind = kind(&document)?;
    let (language, body) = (fields.get("language"), fields.get("text"));
    let done = match body.is_empty() {
        true => document::remove_draft(&web.app, &caller.ctx, kind, language).await,
        false => document::write(&web.app, &caller.ctx, kind, language, body).await,
    };
    let typed = (language.to_owned(), body.to_owned());
    let is_refused = done.is_err() && !document::standard::languages().contains(&language);
    answer_with(&web, &caller, kind, done, is_refused.then_some(typed)).await
}

/// Has drafts written from the configuration and the data map.
pub async fn generate(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
) -> Answer<Response> {
    let kind = kind(&document)?;
    let done = document::generate(&web.app, &caller.ctx, &[kind]).await;
    answer(&web, &caller, kind, done).await
}

/// Releases what was written.
pub async fn release(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(document): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let kind = kind(&document)?;
    let material = fields.get("material") == "yes";
    let done = match app::zone::begins("effective", fields.get("effective"), 0, None) {
        Ok(effective_at) => {
            let translations_unchanged = fields.get("translations_unchanged") == "yes";
            let new = NewRelease { kind, material, effective_at, translations_unchanged };
            document::release(&web.app, &caller.ctx, new).await.map(drop)
        }
        Err(error) => Err(error),
    };
    answer(&web, &caller, kind, done).await
}

/// Has a letter in doubt sent once more.
pub async fn send_again(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Again).await;
    answer(&web, &caller, kind(&document)?, done).await
}

/// Notes that a letter in doubt arrived.
pub async fn arrived(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Arrived).await;
    answer(&web, &caller, kind(&document)?, done).await
}

/// Has a letter that did not arrive sent anew.
pub async fn send_anew(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Anew).await;
    answer(&web, &caller, kind(&document)?, done).await
}

/// Notes that whoever a letter did not reach was told in another way.
pub async fn told_otherwise(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((document, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Told).await;
    answer(&web, &caller, kind(&document)?, done).await
}
