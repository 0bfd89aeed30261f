//! A released document as a file for printing and keeping: its text with version, day, hash, and which language counts.

use super::document_blocks::blocks;
use super::documents::{Which, kind, name};
use super::sign_up::hex;
use super::time;
use crate::input::Query;
use crate::language::{Asked, english, name_in, named};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::document::{self, DocumentView};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use parking_lot::Mutex;
use pdf::{Block, Document, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// Files that are kept at hand: what was released does not change, so each is made once.
const KEPT_MAX: usize = 64;

/// The files that were made, by address and text.
#[derive(Default)]
pub struct Made(Mutex<HashMap<Text, Bytes>>);

/// The address that links lead to, the hash of the text, and its version.
type Text = (String, [u8; 32], i64);

/// The document as a file.
pub async fn read(
    State(web): State<Arc<Web>>,
    Path(which): Path<String>,
    Asked(texts): Asked,
    headers: HeaderMap,
    Query(query): Query<Which>,
) -> Answer<Response> {
    let kind = kind(&which)?;
    let language = query.lang.as_deref().or(Some(texts.locale()));
    let view = document::read(&web.app, kind, query.version, language, web.app.now()).await?;
    if !pdf::can_write(&view.body) {
        return Err(unwritable());
    }
    let base = host::base(&web, &headers);
    let file = format!("{}-{}-{}.pdf", view.kind, view.version, view.language);
    let known = (base.clone(), view.sha256, view.version);
    let at_hand = web.made.0.lock().get(&known).cloned();
    let bytes = match at_hand {
        Some(bytes) => bytes,
        None => {
            let document = as_pdf(&view, &base, &web.app.settings().policy.operator);
            let made = tokio::task::spawn_blocking(move || pdf::make(&document)).await;
            let bytes = Bytes::from(made.map_err(|_| broken())?.map_err(|error| {
                tracing::error!(%error, "a document could not be made into a file");
                broken()
            })?);
            let mut all = web.made.0.lock();
            if all.len() >= KEPT_MAX {
                all.clear();
            }
            all.insert(known, bytes.clone());
            bytes
        }
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{file}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

fn unwritable() -> Problem {
    Problem::new(
        axum::http::StatusCode::NOT_FOUND,
        "no-pdf",
        "document-no-pdf",
        "there is no PDF of this text: the fonts lack characters of it; its page can be printed",
    )
}

fn broken() -> Problem {
    Problem::new(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "error-internal",
        "the file could not be made",
    )
}

/// What stands in the file, in the language of the text; links to pages of this site lead to `base`.
#[must_use]
pub fn as_pdf(view: &DocumentView, base: &str, operator: &str) -> Document {
    let texts = named(&view.language).unwrap_or_else(english);
    let name = name(texts, view.kind);
    let number = view.version.to_string();
    let version = texts.t_args("document-version", &[("version", number.as_str())]);
    let mut head = vec![Block::Facts(vec![
        (texts.t("document-pdf-version"), number),
        (texts.t("document-pdf-from"), time::day(texts, view.effective_at)),
        (texts.t("document-pdf-counts"), name_in(texts, &view.authoritative)),
        ("SHA-256".to_owned(), hex(&view.sha256)),
    ])];
    if view.language != view.authoritative {
        let args = [("language", name_in(texts, &view.authoritative))];
        let address =
            format!("{base}/documents/{}?lang={}&version={}", view.kind, view.authoritative, view.version);
        let link = Span { link: Some(address), ..Span::plain(texts.t("document-original")) };
        let mut says = texts.t_args("document-translation", &args);
        if view.authoritative_changed_since {
            says = format!("{says} {}", texts.t_args("document-left-behind", &args));
        }
        let says = Span { bold: true, ..Span::plain(says) };
        head.push(Block::Paragraph(vec![says, Span::plain(" "), link]));
    }
    head.push(Block::Rule);
    let mut all = blocks(&view.body, base);
    if !matches!(all.first(), Some(Block::Heading(1, _))) {
        all.insert(0, Block::Heading(1, vec![Span::plain(name.clone())]));
    }
    drop(all.splice(1..1, head));
    let title = format!("{name} · {version}");
    let foot: Vec<&str> = [operator, title.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    Document {
        foot: foot.join(" · "),
        author: operator.to_owned(),
        language: view.language.clone(),
        blocks: all,
        title,
    }
}
