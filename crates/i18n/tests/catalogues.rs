//! Every catalogue loads, says everything that the English one says with the same variables, and is found by what a browser
//! asks for.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use i18n::{FALLBACK, I18n, I18nError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn files(locale: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(locale);
    let mut found: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Messages of a catalogue: file, key, and the whole of what stands behind `=`.
fn messages(locale: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for path in files(locale) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let mut key = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let inside = line.is_empty() || line.starts_with([' ', '}', '*', '[']);
            if !inside {
                let (name, rest) =
                    line.split_once(" = ").unwrap_or_else(|| panic!("{locale}/{file}: {line}"));
                let place = (file.clone(), name.to_owned());
                assert!(found.insert(place.clone(), rest.to_owned()).is_none(), "{locale}: {name} twice");
                key = Some(place);
            } else if let Some(text) = key.as_ref().and_then(|place| found.get_mut(place)) {
                text.push('\n');
                text.push_str(line);
            }
        }
    }
    found
}

fn variables(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|piece| piece.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect()
}

#[test]
fn every_language_says_the_same_with_the_same_variables() {
    let english = messages(FALLBACK);
    assert!(english.len() > 500, "{}", english.len());
    for locale in I18n::locales() {
        let own = messages(locale);
        let keys: BTreeSet<_> = own.keys().collect();
        let expected: BTreeSet<_> = english.keys().collect();
        assert_eq!(expected.difference(&keys).collect::<Vec<_>>(), Vec::<&&_>::new(), "{locale} lacks");
        assert_eq!(
            keys.difference(&expected).collect::<Vec<_>>(),
            Vec::<&&_>::new(),
            "{locale} has too much"
        );
        for (place, text) in &own {
            let said = english.get(place).unwrap();
            assert_eq!(variables(text), variables(said), "{locale}: {place:?}");
            assert_eq!(text.contains("*[other]"), said.contains("*[other]"), "{locale}: {place:?}");
            assert!(!text.trim().is_empty(), "{locale}: {place:?}");
        }
    }
}

#[test]
fn a_language_has_one_kind_of_quotation_marks() {
    for (locale, foreign) in [("en", "»«„"), ("da", "“”„"), ("sv", "“„»«"), ("nb", "“”„"), ("de", "”»«")]
    {
        for (place, text) in messages(locale) {
            assert!(!text.contains(|c: char| foreign.contains(c)), "{locale}: {place:?}: {text}");
            // What is left of straight ones is Fluent's own, around braces and soft hyphens.
            let own = [r#"{"{"}"#, r#"{"{{"}"#, r#"{"}"}"#, r#"{"\u00AD"}"#];
            assert!(
                !own.iter().fold(text, |text, own| text.replace(own, "")).contains('"'),
                "{locale}: {place:?}"
            );
        }
    }
}

#[test]
fn the_best_language_is_found_by_weight() {
    let cases = [
        ("", "en"),
        ("da", "da"),
        ("DA-dk", "da"),
        ("da-DK, da;q=0.9, en;q=0.8", "da"),
        ("en;q=0.8,da;q=0.9", "da"),
        ("en-GB,en;q=0.9,da;q=0.8", "en"),
        ("sv-SE, nb;q=0.9, da;q=0.5", "sv"),
        ("fr, *;q=0.5", "en"),
        ("fr, *;q=0.3, da;q=0.4", "da"),
        // As much of both: the earlier one.
        ("en, da", "en"),
        ("da, en", "da"),
        // Refused, or not a weight.
        ("da;q=0, en;q=0.1", "en"),
        ("da;q=x, fr", "en"),
        ("da;q=-1", "en"),
        ("da;q=NaN", "en"),
        ("da;q=2", "en"),
        // Norwegian is there in one form.
        ("no", "nb"),
        ("nn-NO, en;q=0.5", "nb"),
        // Another language that begins alike.
        ("dax", "en"),
        (";;,,=-", "en"),
    ];
    for (asked, best) in cases {
        assert_eq!(I18n::best(asked), best, "{asked}");
    }
    assert_eq!(
        I18n::best(&("xx,".repeat(10_000) + "da")),
        "en",
        "a header without end is not read to its end"
    );
}

#[test]
fn counts_read_well_in_every_language() {
    let told =
        |locale: &str, count: i64| I18n::new(locale).unwrap().t_args("tickets-changed", &[("count", count)]);
    assert_eq!([told("en", 1), told("en", 2)], ["One ticket changed.", "2 tickets changed."]);
    assert_eq!([told("da", 1), told("da", 0)], ["Én sag er ændret.", "0 sager er ændret."]);
    assert_eq!([told("de", 1), told("de", 2)], ["Ein Ticket geändert.", "2 Tickets geändert."]);
    assert_eq!([told("nb", 1), told("nb", 0)], ["Én sak er endret.", "0 saker er endret."]);
    assert_eq!([told("sv", 1), told("sv", 2)], ["Ett ärende har ändrats.", "2 ärenden har ändrats."]);
}

#[test]
fn names_stand_in_the_order_of_the_language() {
    let sorted = |locale: &str| {
        let texts = I18n::new(locale).unwrap();
        let mut names = ["Zoe", "åse", "Anna", "anna", "Ærø", "Öst", "Ørn", "Özil", "Oslo", "Åse"];
        names.sort_by(|one, other| texts.compare(one, other));
        names
    };
    assert_eq!(sorted("en"), ["Ærø", "anna", "Anna", "åse", "Åse", "Ørn", "Oslo", "Öst", "Özil", "Zoe"]);
    assert_eq!(sorted("da"), ["Anna", "anna", "Oslo", "Zoe", "Ærø", "Ørn", "Öst", "Özil", "Åse", "åse"]);
}

#[test]
fn a_day_is_written_as_in_a_sentence() {
    let told = |locale: &str, month: i8| I18n::new(locale).unwrap().day(2026, month, 1);
    assert_eq!([told("en", 1), told("en", 12)], ["1 January 2026", "1 December 2026"]);
    assert_eq!([told("da", 5), told("da", 10)], ["1. maj 2026", "1. oktober 2026"]);
}

#[test]
fn every_catalogue_loads() {
    assert!(I18n::locales().contains(&FALLBACK));
    for locale in I18n::locales() {
        let texts = I18n::new(locale).expect("catalogue loads");
        assert_eq!(texts.locale(), locale);
        assert!(texts.has("app-name"));
    }
}

#[test]
fn unknown_languages_are_refused() {
    assert!(matches!(I18n::new("xx"), Err(I18nError::UnknownLocale(locale)) if locale == "xx"));
    assert!(matches!(I18n::new("not a tag"), Err(I18nError::UnknownLocale(_))));
}

#[test]
fn variables_are_filled_in_without_invisible_marks() {
    let texts = I18n::new("en").expect("catalogue loads");
    assert_eq!(texts.t_args("age-minutes", &[("count", 3)]), "3 min");
    assert_eq!(texts.t_args("nav-signed-in-as", &[("name", "Ada")]), "Signed in as Ada");
    assert_eq!(texts.t("no-such-key"), "no-such-key");
}

#[test]
fn a_tag_is_spelt_one_way_and_what_is_none_is_refused() {
    for (typed, spelt) in
        [("fr", "fr"), (" PT-br ", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("de-1996", "de-1996")]
    {
        assert_eq!(i18n::tag(typed).as_deref(), Some(spelt));
    }
    for typed in
        ["", "und", "french", "f", "fr;q=1", "fr/..", "fr\u{0}", "en-x-private-use-is-no-language-of-a-text"]
    {
        assert_eq!(i18n::tag(typed), None, "{typed}");
    }
}

#[test]
fn numbers_are_set_apart_as_each_language_does() {
    for (tag, written) in
        [("en", "1,234,567"), ("da", "1.234.567"), ("de", "1.234.567"), ("sv", "1\u{a0}234\u{a0}567")]
    {
        let words = I18n::new(tag).unwrap();
        assert_eq!(words.number(1_234_567), written);
        assert!(words.t_args("age-years", &[("count", 1_234_567_i64)]).contains(written), "{tag}");
        assert!(words.t_args("age-years", &[("count", 999_i64)]).contains("999"), "{tag}");
        assert_eq!((words.number(-1_000).chars().count(), words.number(100).as_str()), (6, "100"));
    }
}
