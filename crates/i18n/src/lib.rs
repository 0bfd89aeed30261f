//! Every word that a person reads, by message key, in Fluent catalogues (<https://projectfluent.org>).
//!
//! A language is a folder below `locales`; what it lacks is shown in English. Code holds keys only.

mod catalogues {
    include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
}

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{LanguageIdentifier, Locale};
use std::cmp::Ordering;
use std::sync::{LazyLock, OnceLock};

pub use fluent_bundle::FluentValue;

/// The language in which every key exists.
pub const FALLBACK: &str = "en";

/// Languages of an `Accept-Language` header that are looked at.
const RANGES_MAX: usize = 32;

/// Why a language could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum I18nError {
    /// There is no catalogue for it.
    #[error("no catalogue for the language {0}")]
    UnknownLocale(String),
    /// A catalogue has a mistake.
    #[error("the catalogue {file} cannot be read: {detail}")]
    Broken {
        /// Locale and file name.
        file: String,
        /// What is wrong.
        detail: String,
    },
}

type Bundle = FluentBundle<FluentResource>;

/// Every language's catalogues, read when it is first asked for: that takes milliseconds, and a letter needs two words.
static READ: LazyLock<Vec<(&'static str, OnceLock<Bundle>)>> =
    LazyLock::new(|| I18n::locales().into_iter().map(|locale| (locale, OnceLock::new())).collect());

/// The texts of one language, with English behind it.
pub struct I18n {
    locale: String,
    bundles: Vec<&'static Bundle>,
    order: CollatorBorrowed<'static>,
}

impl std::fmt::Debug for I18n {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("I18n").field("locale", &self.locale).finish_non_exhaustive()
    }
}

impl I18n {
    /// The texts of `locale` (a BCP 47 tag that names a folder of `locales`).
    ///
    /// # Errors
    /// [`I18nError`] when there is no such catalogue, or one with a mistake.
    pub fn new(locale: &str) -> Result<Self, I18nError> {
        let mut bundles = vec![bundle(locale)?];
        if locale != FALLBACK {
            bundles.push(bundle(FALLBACK)?);
        }
        let unknown = || I18nError::UnknownLocale(locale.to_owned());
        let tag: Locale = locale.parse().map_err(|_| unknown())?;
        let order = Collator::try_new(tag.into(), Default::default()).map_err(|_| unknown())?;
        Ok(Self { locale: locale.to_owned(), bundles, order })
    }

    /// The languages that exist.
    #[must_use]
    pub fn locales() -> Vec<&'static str> {
        let mut all: Vec<_> = catalogues::CATALOGUES.iter().map(|(locale, _, _)| *locale).collect();
        all.dedup();
        all
    }

    /// The language that fits an `Accept-Language` header best (RFC 9110, 12.5.4): the highest weight wins, then the
    /// earlier one; `da-DK` is content with `da`. English where none fits.
    #[must_use]
    pub fn best(accept_language: &str) -> &'static str {
        best_of(&Self::locales(), accept_language).unwrap_or(FALLBACK)
    }

    /// The language's tag, for `lang` attributes.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Whether `key` exists in this language or in English.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundles.iter().any(|bundle| bundle.has_message(key))
    }

    /// The text of `key`; the key itself when there is none (a test keeps that from happening).
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of `key` with its variables filled in.
    #[must_use]
    pub fn t_args<'a, V: Into<FluentValue<'a>> + Clone>(&self, key: &str, args: &[(&'a str, V)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone().into())).collect();
        self.format(key, Some(&args))
    }

    /// What a country is called (ISO 3166-1, two letters); the letters where it has no name here.
    #[must_use]
    pub fn country(&self, code: &str) -> String {
        let key = format!("country-{code}");
        if self.has(&key) { self.t(&key) } else { code.to_owned() }
    }

    /// How two names stand to each other in a list of this language (CLDR): å comes last in Danish, and beside a in German.
    #[must_use]
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        self.order.compare(one, other)
    }

    /// A number with its thousands set apart as the language does (CLDR): `12,345`, `12.345`, `12 345`.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        grouped(number, mark(&self.locale))
    }

    /// A day as it stands in a sentence: `12 December 2026`.
    #[must_use]
    pub fn day(&self, year: i16, month: i8, day: i8) -> String {
        // A year has no thousands.
        let (year, month, day) = (year.to_string().into(), i64::from(month).into(), i64::from(day).into());
        self.t_args(
            "date-day",
            &[("year", year), ("month", month), ("day", day)] as &[(&str, FluentValue<'_>)],
        )
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                let mut errors: Vec<FluentError> = Vec::new();
                return bundle.format_pattern(pattern, args, &mut errors).into_owned();
            }
        }
        key.to_owned()
    }
}

/// Of some languages the one that fits an `Accept-Language` header best, as [`I18n::best`] chooses; `None` where none fits. Who is
/// content with any has English, where there is it.
#[must_use]
pub fn best_of<'a>(languages: &[&'a str], accept_language: &str) -> Option<&'a str> {
    let mut best: Option<(f32, &'a str)> = None;
    for range in accept_language.split(',').take(RANGES_MAX) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
        let Some(weight) = weight.filter(|weight| *weight > 0.0 && *weight <= 1.0) else { continue };
        let found = fitting(languages, if tag == "*" { FALLBACK } else { tag });
        if let Some(found) = found
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, found));
        }
    }
    best.map(|(_, language)| language)
}

/// Characters of a language tag: language, script, region, and a variant or two.
const TAG_CHARS_MAX: usize = 35;

/// A language tag as it is spelt (BCP 47, RFC 5646 section 2.1.1: `pt-BR`), of any language that there is; `None` for what is no tag
/// of a language.
#[must_use]
pub fn tag(text: &str) -> Option<String> {
    let tag: LanguageIdentifier = text.trim().parse().ok().filter(|_| text.len() <= TAG_CHARS_MAX)?;
    (!tag.language.is_unknown()).then(|| tag.to_string())
}

/// The language of a tag: itself, or what is left when its parts are taken away from the end (RFC 4647, 3.4). Whoever asks for
/// Norwegian, or for Nynorsk where there is none, reads Bokmål.
fn fitting<'a>(locales: &[&'a str], tag: &str) -> Option<&'a str> {
    let named = |tag: &str| locales.iter().find(|locale| locale.eq_ignore_ascii_case(tag)).copied();
    let mut rest = tag;
    loop {
        if let Some(found) = named(rest) {
            return Some(found);
        }
        match rest.rsplit_once('-') {
            Some((before, _)) => rest = before,
            None if ["no", "nn"].iter().any(|norwegian| rest.eq_ignore_ascii_case(norwegian)) => {
                return named("nb");
            }
            None => return None,
        }
    }
}

fn bundle(locale: &str) -> Result<&'static Bundle, I18nError> {
    let unknown = || I18nError::UnknownLocale(locale.to_owned());
    let (_, place) = READ.iter().find(|(name, _)| *name == locale).ok_or_else(unknown)?;
    if let Some(bundle) = place.get() {
        return Ok(bundle);
    }
    let bundle = read(locale)?;
    Ok(place.get_or_init(|| bundle))
}

/// A space that keeps a number on its line.
const SPACE: &str = "\u{a0}";

/// What stands between the thousands of a language's numbers.
fn mark(locale: &str) -> &'static str {
    match locale.split('-').next() {
        Some("en") => ",",
        Some("da" | "de") => ".",
        _ => SPACE,
    }
}

fn grouped(number: i64, mark: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = if number < 0 { "-".to_owned() } else { String::new() };
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// A whole number in a text; what is no count (the number of a ticket, a year) is handed over in words.
fn written(value: &FluentValue<'_>, mark: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "only what is whole and as small is taken")]
    let whole = number.value as i64;
    #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "compared with what it was made of")]
    let is_whole = whole as f64 == number.value;
    (is_whole && number.options.minimum_fraction_digits.is_none()).then(|| grouped(whole, mark))
}

fn read(locale: &str) -> Result<Bundle, I18nError> {
    let unknown = || I18nError::UnknownLocale(locale.to_owned());
    let mut bundle = FluentBundle::new_concurrent(vec![locale.parse().map_err(|_| unknown())?]);
    bundle.set_formatter(Some(match mark(locale) {
        "," => |value, _| written(value, ","),
        "." => |value, _| written(value, "."),
        _ => |value, _| written(value, SPACE),
    }));
    // Names stand in elements of their own (`bdi`), so no invisible isolation marks are needed.
    bundle.set_use_isolating(false);
    for (_, file, text) in catalogues::CATALOGUES.iter().filter(|(name, _, _)| *name == locale) {
        let broken = |detail: String| I18nError::Broken { file: format!("{locale}/{file}"), detail };
        let resource = FluentResource::try_new((*text).to_owned())
            .map_err(|(_, errors)| broken(format!("{errors:?}")))?;
        bundle.add_resource(resource).map_err(|errors| broken(format!("{errors:?}")))?;
    }
    Ok(bundle)
}
