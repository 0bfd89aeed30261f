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

/// Of the languages that a text is there in, the one that a request asks for.
#[must_use]
pub fn wished(there: &[String], headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    i18n::best_of(&there, &values.collect::<Vec<_>>().join(",")).map(str::to_owned)
}

/// What a language calls itself; its tag for one that is seldom written here.
#[must_use]
pub fn own_name(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag);
    match named(tag) {
        Some(texts) => texts.t("language-name"),
        None => OWN_NAMES.iter().find(|(language, _)| *language == primary).map_or_else(
            || tag.to_owned(),
            |(_, name)| match tag == primary {
                true => (*name).to_owned(),
                false => format!("{name} ({tag})"),
            },
        ),
    }
}

/// What a language is called in another, as it stands in a sentence; what it calls itself where that has no name for it.
#[must_use]
pub fn name_in(texts: Texts, tag: &str) -> String {
    let key = format!("language-in-{tag}");
    if texts.has(&key) { texts.t(&key) } else { own_name(tag) }
}

/// Languages of Europe that documents may be written in and pages do not speak, as they call themselves (CLDR).
pub const OWN_NAMES: &[(&str, &str)] = &[
    ("bg", "Български"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("se", "Davvisámegiella"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sv", "Svenska"),
    ("uk", "Українська"),
];

/// [`asked`], for handlers whose reader has not signed in.
#[derive(Debug, Clone, Copy)]
pub struct Asked(pub Texts);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(asked(&parts.headers, &parts.uri)))
    }
}
