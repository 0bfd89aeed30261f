//! In which language words are made for people: on a signed-in page in the one that the reader chose, elsewhere in the one
//! that the browser asks for. Programs, the log and the API read English.

use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, Uri, header, request::Parts};
use i18n::I18n;
use std::sync::LazyLock;

/// The texts of a language; they live as long as the process.
pub type Texts = &'static I18n;

static ALL: LazyLock<Vec<I18n>> = LazyLock::new(|| {
    let load = |locale| match I18n::new(locale) {
        Ok(texts) => texts,
        // The catalogues are part of the binary; a test loads each of them.
        Err(error) => unreachable!("{error}"),
    };
    I18n::locales().into_iter().map(load).collect()
});

/// Every language.
#[must_use]
pub fn all() -> &'static [I18n] {
    &ALL
}

/// The language with this tag, if there is one.
#[must_use]
pub fn named(tag: &str) -> Option<Texts> {
    ALL.iter().find(|texts| texts.locale() == tag)
}

/// English, for programs.
#[must_use]
pub fn english() -> Texts {
    named(i18n::FALLBACK).unwrap_or_else(|| unreachable!("there is English"))
}

/// The language that a request asks for. The page script asks for its page's; a frame cannot send a header of its own, so
/// its address says it.
#[must_use]
pub fn asked(headers: &HeaderMap, uri: &Uri) -> Texts {
    let pairs = uri.query().unwrap_or_default().split('&');
    let in_address = pairs.filter_map(|pair| pair.strip_prefix("language=")).find_map(named);
    let accepted = || {
        let values = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
        named(I18n::best(&values.collect::<Vec<_>>().join(","))).unwrap_or_else(english)
    };
    in_address.unwrap_or_else(accepted)
}

/// [`asked`], for handlers whose reader has not signed in.
#[derive(Debug, Clone, Copy)]
pub struct Asked(pub Texts);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(asked(&parts.headers, &parts.uri)))
    }
}
