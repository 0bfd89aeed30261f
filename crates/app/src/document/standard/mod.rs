//! Standard texts: drafts of each document in our own words, filled in from the configuration and the data map. The same
//! settings give the same bytes, so that what was shown before it is released is what is released.

mod words;

use crate::Settings;
use connect::egress::{ADAPTERS, Counterpart};
use domain::DocumentKind;
use domain::audit::Purpose;
use i18n::I18n;
use privacy::data_map::{Column, Holds, Party, Subject, columns};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use words::Words;

const ENGLISH: &str = "en";
const DANISH: &str = "da";
const SWEDISH: &str = "sv";
const NORWEGIAN: &str = "nb";
const GERMAN: &str = "de";

/// Languages that a document may be written in: those of the pages.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    I18n::locales()
}

/// The texts of a document, by language.
#[must_use]
pub fn texts(settings: &Settings, kind: DocumentKind) -> Vec<(&'static str, String)> {
    let forms = forms(kind).iter();
    forms.map(|(language, form)| (*language, fill(settings, form, words::of(language)))).collect()
}

const fn forms(kind: DocumentKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        DocumentKind::Terms => &[
            (ENGLISH, include_str!("en/terms.md")),
            (DANISH, include_str!("da/terms.md")),
            (SWEDISH, include_str!("sv/terms.md")),
            (NORWEGIAN, include_str!("nb/terms.md")),
            (GERMAN, include_str!("de/terms.md")),
        ],
        DocumentKind::PrivacyPolicy => &[
            (ENGLISH, include_str!("en/privacy-policy.md")),
            (DANISH, include_str!("da/privacy-policy.md")),
            (SWEDISH, include_str!("sv/privacy-policy.md")),
            (NORWEGIAN, include_str!("nb/privacy-policy.md")),
            (GERMAN, include_str!("de/privacy-policy.md")),
        ],
        DocumentKind::Dpa => &[
            (ENGLISH, include_str!("en/dpa.md")),
            (DANISH, include_str!("da/dpa.md")),
            (SWEDISH, include_str!("sv/dpa.md")),
            (NORWEGIAN, include_str!("nb/dpa.md")),
            (GERMAN, include_str!("de/dpa.md")),
        ],
        DocumentKind::CookiePolicy => &[
            (ENGLISH, include_str!("en/cookie-policy.md")),
            (DANISH, include_str!("da/cookie-policy.md")),
            (SWEDISH, include_str!("sv/cookie-policy.md")),
            (NORWEGIAN, include_str!("nb/cookie-policy.md")),
            (GERMAN, include_str!("de/cookie-policy.md")),
        ],
        DocumentKind::Measures => &[
            (ENGLISH, include_str!("en/measures.md")),
            (DANISH, include_str!("da/measures.md")),
            (SWEDISH, include_str!("sv/measures.md")),
            (NORWEGIAN, include_str!("nb/measures.md")),
            (GERMAN, include_str!("de/measures.md")),
        ],
        DocumentKind::ProcessingRecord => &[
            (ENGLISH, include_str!("en/processing-record.md")),
            (DANISH, include_str!("da/processing-record.md")),
            (SWEDISH, include_str!("sv/processing-record.md")),
            (NORWEGIAN, include_str!("nb/processing-record.md")),
            (GERMAN, include_str!("de/processing-record.md")),
        ],
        DocumentKind::SubProcessors => &[
            (ENGLISH, include_str!("en/sub-processors.md")),
            (DANISH, include_str!("da/sub-processors.md")),
            (SWEDISH, include_str!("sv/sub-processors.md")),
            (NORWEGIAN, include_str!("nb/sub-processors.md")),
            (GERMAN, include_str!("de/sub-processors.md")),
        ],
        DocumentKind::IncidentPlan => &[
            (ENGLISH, include_str!("en/incident-plan.md")),
            (DANISH, include_str!("da/incident-plan.md")),
            (SWEDISH, include_str!("sv/incident-plan.md")),
            (NORWEGIAN, include_str!("nb/incident-plan.md")),
            (GERMAN, include_str!("de/incident-plan.md")),
        ],
    }
}

fn fill(settings: &Settings, form: &str, words: &Words) -> String {
    let policy = &settings.policy;
    let operator = if policy.operator.is_empty() { words.operator } else { &policy.operator };
    let backup_days = settings.backups.as_ref().map_or(30, |plan| plan.retention_days);
    let values = [
        ("{operator}", plain(operator)),
        ("{law}", plain(if policy.governing_law.is_empty() { words.law } else { &policy.governing_law })),
        ("{authority}", plain(if policy.authority.is_empty() { words.authority } else { &policy.authority })),
        ("{contact}", contact(settings, operator, words)),
        ("{purposes}", purposes(words)),
        ("{account_data}", account_data(words)),
        ("{backup_days}", backup_days.to_string()),
        ("{snapshot_hours}", settings.snapshot_hours.to_string()),
    ];
    let mut out = form.to_owned();
    // These are long, and not made for a document that has no place for them.
    for (name, make) in [("{record}", record as fn(&Words) -> String), ("{connections}", connections)] {
        if out.contains(name) {
            out = out.replace(name, &make(words));
        }
    }
    out = out.replace("{subprocessors}", words.live_list);
    for (name, value) in values {
        out = out.replace(name, &value);
    }
    format!("{}\n", out.trim_end())
}

/// What the operator wrote, as words that format nothing.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            out.push(' ');
            continue;
        }
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The law that governs, as the terms in a language may name it: as a draft does, or as somebody wrote it.
pub(crate) fn governing_law(settings: &Settings, language: &str) -> Vec<String> {
    match settings.policy.governing_law.as_str() {
        "" => vec![words::of(language).law.to_owned()],
        law => vec![plain(law), law.to_owned()],
    }
}

fn contact(settings: &Settings, operator: &str, words: &Words) -> String {
    let (policy, dpo) = (&settings.policy, &settings.policy.dpo);
    let mut out = format!("- {}: {}\n", words.runs, plain(operator));
    let lines = [
        (words.address, &policy.address),
        (words.dpo, &dpo.name),
        (words.email, &dpo.email),
        (words.phone, &dpo.phone),
    ];
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "- {name}: {}", plain(value));
    }
    out.trim_end().to_owned()
}

/// Each purpose that accounts are processed for, with its one legal basis (C112).
fn purposes(words: &Words) -> String {
    let mut out = String::new();
    for purpose in Purpose::ALL {
        let is_ours = |column: &&Column| column.subject == Subject::Agent && column.purpose == *purpose;
        if columns().iter().any(|column| is_ours(&column)) {
            let (what, basis) = ((words.purpose)(*purpose), (words.basis)(privacy::legal_basis(*purpose)));
            let _ = writeln!(out, "- **{what}:** {basis}");
        }
    }
    out.trim_end().to_owned()
}

/// What is held about people with an account.
fn account_data(words: &Words) -> String {
    words
        .account
        .iter()
        .fold(String::new(), |mut out, line| {
            let _ = writeln!(out, "- {line}");
            out
        })
        .trim_end()
        .to_owned()
}

/// Every table of the data map, by role, purpose, whose it is and how long it is kept (C82).
fn record(words: &Words) -> String {
    type Of = (bool, Purpose);
    let mut activities: BTreeMap<Of, BTreeMap<&'static str, Vec<&'static Column>>> = BTreeMap::new();
    for column in columns() {
        let of = (column.party == Party::Controller, column.purpose);
        activities.entry(of).or_default().entry(column.table).or_default().push(column);
    }
    let mut out = String::new();
    for ((is_controller, purpose), tables) in activities {
        let role = if is_controller { words.controller } else { words.processor };
        let (what, basis) = ((words.purpose)(purpose), (words.basis)(privacy::legal_basis(purpose)));
        let _ = writeln!(out, "## {what} ({role})\n\n{basis}\n\n{}\n|---|---|---|---|", words.head);
        for (table, columns) in tables {
            let whose: BTreeSet<&str> =
                columns.iter().map(|column| (words.subject)(column.subject)).collect();
            let kept: BTreeSet<&str> =
                columns.iter().map(|column| (words.retention)(column.retention)).collect();
            let sealed = columns.iter().any(|column| matches!(column.holds, Holds::Sealed(_) | Holds::Event));
            let sealed = if sealed { words.sealed } else { words.opaque };
            let whose: Vec<&str> = whose.into_iter().collect();
            let kept: Vec<&str> = kept.into_iter().collect();
            let _ = writeln!(out, "| `{table}` | {} | {} | {sealed} |", whose.join("; "), kept.join("; "));
        }
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// What leaves Deskhero by itself, as the registry of ways out says, in the words of the page of sub-processors.
fn connections(words: &Words) -> String {
    let mut out = format!("{}\n|---|---|---|---|\n", words.ways_head);
    let texts = I18n::new(words.language).ok();
    for adapter in ADAPTERS {
        let who = match adapter.who {
            Counterpart::TenantServer => words.tenant_server,
            Counterpart::OperatorService => words.operator_service,
            Counterpart::NamedBySender => words.named_by_sender,
            Counterpart::Network => words.network,
        };
        let (purpose, data) = texts.as_ref().map_or_else(
            || (adapter.purpose.to_owned(), adapter.data.join("; ")),
            |texts| (texts.t(&format!("way-{}", adapter.id)), texts.t(&format!("way-data-{}", adapter.id))),
        );
        let _ = writeln!(out, "| `{}` | {who} | {} | {} |", adapter.id, plain(&purpose), plain(&data));
    }
    out.trim_end().to_owned()
}

/// Whether a text names every table of the data map.
#[must_use]
pub fn is_complete_record(text: &str) -> bool {
    columns().iter().all(|column| text.contains(&format!("`{}`", column.table)))
}

/// Whether a text in this language names each purpose that accounts are processed for (C3).
#[must_use]
pub fn names_purposes(language: &str, text: &str) -> bool {
    let words = words::of(language);
    let is_ours = |column: &&Column| column.subject == Subject::Agent;
    columns().iter().filter(is_ours).all(|column| text.contains((words.purpose)(column.purpose)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_a_text_without_a_gap() {
        let settings = Settings::default();
        for kind in DocumentKind::ALL {
            let texts = texts(&settings, *kind);
            assert!(texts.iter().any(|(language, _)| *language == ENGLISH), "{kind}");
            for (language, text) in texts {
                assert!(!text.contains('{') && text.starts_with("# "), "{kind} in {language}");
            }
        }
    }

    /// What a form is made of besides words: headings, lists and tables in their order; links, gaps and code.
    fn shape(form: &str) -> Vec<String> {
        let marks = form.lines().filter_map(|line| {
            let mark: String = line.chars().take_while(|c| matches!(c, '#' | '-' | '|')).collect();
            (!mark.is_empty()).then_some(mark)
        });
        let between = |open: &str, close: char| -> Vec<String> {
            let after = form.split(open).skip(1);
            after.filter_map(|text| text.split_once(close)).map(|(found, _)| found.to_owned()).collect()
        };
        let code: Vec<String> = form.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let mut inside = [between("](", ')'), between("{", '}'), code].concat();
        inside.sort();
        marks.chain(inside).collect()
    }

    #[test]
    fn every_document_is_in_every_language_of_the_pages() {
        let mut all = languages();
        all.sort_unstable();
        for kind in DocumentKind::ALL {
            let mut written: Vec<&str> = forms(*kind).iter().map(|(language, _)| *language).collect();
            written.sort_unstable();
            assert_eq!(written, all, "{kind}");
        }
    }

    #[test]
    fn what_fills_a_translation_is_in_its_language() {
        for kind in DocumentKind::ALL {
            // What stands between the bars of tables, and lists; names of tables and connections are the same in each.
            let filled = |form: &str, words: &Words| -> Vec<String> {
                let text = fill(&Settings::default(), form, words);
                let made = text.lines().filter(|line| form.lines().all(|written| written != *line));
                let parts = made.flat_map(|line| line.split('|').map(str::trim));
                parts
                    .filter(|part| !matches!(part.as_bytes(), [] | [b'`' | b'-', .., b'`' | b'-']))
                    .map(str::to_owned)
                    .collect()
            };
            let english: Vec<String> = filled(forms(*kind)[0].1, words::of(ENGLISH));
            for (language, form) in &forms(*kind)[1..] {
                let words = words::of(language);
                assert_eq!(words.language, *language);
                let found = filled(form, words);
                assert_eq!(found.len(), english.len(), "{kind} in {language}");
                let left: Vec<_> = found.iter().filter(|part| english.contains(part)).collect();
                assert!(left.is_empty(), "{kind} in {language}: {left:?}");
            }
        }
    }

    #[test]
    fn a_translation_has_the_shape_of_the_english_text() {
        for kind in DocumentKind::ALL {
            let mut shapes = forms(*kind).iter().map(|(language, form)| (*language, shape(form)));
            let english = shapes.next();
            let wanted = english.as_ref().map(|(_, wanted)| wanted);
            for (language, found) in shapes {
                assert_eq!(Some(&found), wanted, "{kind} in {language}");
            }
        }
    }

    #[test]
    fn the_record_names_every_table_of_the_data_map() {
        for (language, text) in texts(&Settings::default(), DocumentKind::ProcessingRecord) {
            assert!(is_complete_record(&text), "{language}");
            assert!(!is_complete_record(&text.replace("`ticket`", "")), "{language}");
        }
    }

    #[test]
    fn the_policy_names_each_purpose() {
        for (language, text) in texts(&Settings::default(), DocumentKind::PrivacyPolicy) {
            assert!(names_purposes(language, &text), "{language}");
            let words = words::of(language);
            assert!(!names_purposes(language, &text.replace((words.purpose)(Purpose::Authentication), "")));
        }
    }

    #[test]
    fn what_the_operator_typed_formats_nothing() {
        let mut settings = Settings::default();
        settings.policy.operator = "Bad <b> [x](http://evil.test)".to_owned();
        let (_, text) = texts(&settings, DocumentKind::Terms).remove(0);
        assert!(text.contains("Bad \\<b\\> \\[x\\](http://evil.test)"));
    }
}
