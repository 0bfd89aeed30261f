//! Standard texts: drafts of each document in our own words, filled in from the configuration and the data map. The same
//! settings give the same bytes, so that what was shown before it is released is what is released.

mod tables;
mod words;

use crate::Settings;
use domain::DocumentKind;
use domain::audit::Purpose;
use i18n::I18n;
use privacy::data_map::{Column, Subject, columns};
use std::fmt::Write as _;
use words::Words;

/// Whose law governs where the operator does not say.
const LAW_DEFAULT: &str = "SE";

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
    let Ok(texts) = I18n::new(words.language) else { return form.to_owned() };
    let policy = &settings.policy;
    let operator = if policy.operator.is_empty() { words.operator } else { &policy.operator };
    let backup_days = settings.backups.as_ref().map_or(30, |plan| plan.retention_days);
    let values = [
        ("{operator}", plain(operator)),
        ("{law}", plain(&law(settings, &texts))),
        ("{authority}", plain(if policy.authority.is_empty() { words.authority } else { &policy.authority })),
        ("{contact}", contact(settings, operator, words)),
        ("{purposes}", purposes(words)),
        ("{account_data}", account_data(settings, words)),
        ("{backup_days}", backup_days.to_string()),
        ("{snapshot_hours}", settings.snapshot_hours.to_string()),
        ("{notice_days}", settings.register_notice_days.to_string()),
        // Pages go by the names that they have.
        ("{page_data}", plain(&texts.t("account-title"))),
        ("{page_closing}", plain(&texts.t("closing-title"))),
        ("{page_promises}", plain(&texts.t("verify-title"))),
        ("{page_plan}", plain(&texts.t("billing-title"))),
        ("{page_sub}", plain(&texts.t("sub-processors-title"))),
    ];
    let mut out = form.to_owned();
    // These are long, and not made for a document that has no place for them.
    let long: [(&str, Long); 4] = [
        ("{record}", tables::record),
        ("{connections}", tables::connections),
        ("{cookies}", tables::cookies),
        ("{storage}", tables::storage),
    ];
    for (name, make) in long {
        if out.contains(name) {
            out = out.replace(name, &make(words, &texts));
        }
    }
    for (name, value) in depending(settings, words) {
        out = out.replace(name, value);
    }
    for (name, value) in values {
        out = out.replace(name, &value);
    }
    format!("{}\n", out.trim_end())
}

/// Makes a table, or a list.
type Long = fn(&Words, &I18n) -> String;

/// What is said in another way where something is configured.
fn depending(settings: &Settings, words: &Words) -> [(&'static str, &'static str); 5] {
    let has_mail = settings.operator_mail.is_some();
    let either = |is_so: bool, one: &'static str, other: &'static str| if is_so { one } else { other };
    [
        ("{subprocessors}", words.live_list),
        ("{price}", either(settings.billing.is_some(), words.price_plans, words.price_agreed)),
        ("{second_place}", either(settings.checkpoint_folder.is_some(), words.second_place, "")),
        ("{told_by}", either(has_mail, words.told_by_mail, words.told_by_page)),
        ("{announced_by}", either(has_mail, words.announced_by_mail, words.announced_by_page)),
    ]
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

/// The law that governs, as a reader of these texts calls it: a country of the European Economic Area that the operator named in
/// English or by its two letters goes by its name in their language; anything else stands as it was written.
#[must_use]
pub fn law(settings: &Settings, texts: &I18n) -> String {
    let said = settings.policy.governing_law.as_str();
    let said = if said.is_empty() { LAW_DEFAULT } else { said };
    let english = crate::words();
    let key = |country: &str| format!("country-{country}");
    let is_named = |one: &&privacy::Authority| {
        one.country.eq_ignore_ascii_case(said) || english.t(&key(one.country)).eq_ignore_ascii_case(said)
    };
    let country = privacy::authority::ALL.iter().find(is_named);
    country.map_or_else(|| said.to_owned(), |one| texts.t(&key(one.country)))
}

/// The law that governs, as the terms in a language may name it: as a draft does, or as somebody wrote it.
pub(crate) fn governing_law(settings: &Settings, language: &str) -> Vec<String> {
    let texts = I18n::new(language).ok();
    let called = law(settings, texts.as_ref().unwrap_or_else(|| crate::words()));
    let law = settings.policy.governing_law.as_str();
    let as_written = (!law.is_empty()).then(|| [plain(law), law.to_owned()]);
    as_written.into_iter().flatten().chain([plain(&called)]).collect()
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

/// What is held about people with an account, here.
fn account_data(settings: &Settings, words: &Words) -> String {
    let counts = settings.usage_days.map(|_| words.account_usage);
    let bills = settings.billing.as_ref().map(|_| words.account_billing);
    let lines = words.account.iter().copied().chain(counts).chain(bills);
    lines.map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

/// Whether a text names every table of the data map.
#[must_use]
pub fn is_complete_record(text: &str) -> bool {
    columns().iter().all(|column| text.contains(&format!("`{}`", column.table)))
}

/// What is kept in a browser that a text does not name (C96).
pub fn unnamed_cookies(text: &str) -> impl Iterator<Item = &'static str> {
    // The name of one may begin as another's does.
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let names = move |name: &str| {
        let mut after = text.match_indices(name).filter_map(|(at, _)| text.get(at + name.len()..));
        after.any(|rest| !rest.starts_with(goes_on))
    };
    privacy::cookies::ENTRIES.iter().map(|entry| entry.name).filter(move |name| !names(name))
}

/// Whether a text in this language names each purpose that accounts are processed for (C3).
#[must_use]
pub fn names_purposes(language: &str, text: &str) -> bool {
    let words = words::of(language);
    let is_ours = |column: &&Column| column.subject == Subject::Agent;
    columns().iter().filter(is_ours).all(|column| text.contains((words.purpose)(column.purpose)))
}

#[cfg(test)]
mod tests;
