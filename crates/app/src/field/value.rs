//! What a field may hold: reading what was given, by kind, with a rule for what cannot be.

use super::{FieldView, refused};
use crate::{Error, Result};
use domain::limits::{FIELD_TEXT_CHARS_MAX, FIELD_URL_CHARS_MAX};
use domain::record::FieldValue;
use domain::{ChoiceId, FieldKind};

/// Up to here every whole number is exact.
const NUMBER_MAX: f64 = 1e15;

/// What somebody gives for a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// It holds nothing from now on.
    Nothing,
    /// A program's text.
    Text(String),
    /// A program's number.
    Number(f64),
    /// A program's yes or no.
    Flag(bool),
    /// What a person typed or chose; empty is nothing.
    Typed(String),
}

/// Reads what was given; `None` when the field is to hold nothing.
///
/// # Errors
/// [`Error::Field`] with the rule that it breaks.
pub fn read(field: &FieldView, given: &Given) -> Result<Option<FieldValue>> {
    let text = match given {
        Given::Nothing => return Ok(None),
        Given::Typed(text) if text.trim().is_empty() => return Ok(None),
        Given::Text(text) | Given::Typed(text) => Some(text.trim()),
        Given::Number(_) | Given::Flag(_) => None,
    };
    let value = match (field.kind, given, text) {
        (FieldKind::Text, _, Some(text)) => line(text),
        (FieldKind::Number, Given::Number(number), _) => number_of(*number),
        (FieldKind::Number, Given::Typed(_), Some(text)) => typed_number(text),
        (FieldKind::YesNo, Given::Flag(flag), _) => Some(FieldValue::Flag(*flag)),
        (FieldKind::YesNo, Given::Typed(_), Some(text)) => flag(field, text),
        (FieldKind::Date, _, Some(text)) => is_day(text).then(|| FieldValue::Date(text.to_owned())),
        (FieldKind::Choice, _, Some(text)) => choice(field, text),
        (FieldKind::Url, _, Some(text)) => address(text, matches!(given, Given::Typed(_))),
        _ => None,
    };
    value.map(Some).ok_or_else(|| wrong(field))
}

fn wrong(field: &FieldView) -> Error {
    let rule = match field.kind {
        FieldKind::Text => "rule-field-text",
        FieldKind::Number => "rule-field-number",
        FieldKind::YesNo => "rule-field-yes-no",
        FieldKind::Date => "rule-field-date",
        FieldKind::Choice => "rule-field-choice",
        FieldKind::Url => "rule-field-url",
    };
    refused(field, rule)
}

/// The choice by which lists find it.
#[must_use]
pub fn mark(field: &FieldView, value: &FieldValue) -> Option<ChoiceId> {
    match value {
        FieldValue::Choice(id) => Some(*id),
        FieldValue::Flag(flag) => field.choices.get(usize::from(!flag)).map(|choice| choice.id),
        _ => None,
    }
}

/// Whether a field can still show a value: it is of its kind, and a choice that there is.
#[must_use]
pub fn fits(field: &FieldView, value: &FieldValue) -> bool {
    match (field.kind, value) {
        (FieldKind::Text, FieldValue::Text(_))
        | (FieldKind::Number, FieldValue::Number(_))
        | (FieldKind::YesNo, FieldValue::Flag(_))
        | (FieldKind::Date, FieldValue::Date(_))
        | (FieldKind::Url, FieldValue::Url(_)) => true,
        (FieldKind::Choice, FieldValue::Choice(id)) => field.choices.iter().any(|choice| choice.id == *id),
        _ => false,
    }
}

fn line(text: &str) -> Option<FieldValue> {
    let good = !text.is_empty()
        && text.chars().count() <= FIELD_TEXT_CHARS_MAX
        && !text.chars().any(char::is_control);
    good.then(|| FieldValue::Text(text.to_owned()))
}

fn number_of(number: f64) -> Option<FieldValue> {
    // There is one zero.
    (number.abs() <= NUMBER_MAX).then_some(FieldValue::Number(number + 0.0))
}

/// A number as people write it: with a comma or a point.
fn typed_number(text: &str) -> Option<FieldValue> {
    let plain = text.replace(',', ".");
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let good = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    number_of(plain.parse().ok().filter(|_| good)?)
}

fn flag(field: &FieldView, text: &str) -> Option<FieldValue> {
    let at = match text {
        "yes" | "true" => Some(0),
        "no" | "false" => Some(1),
        text => field.choices.iter().position(|choice| choice.id.to_string() == text),
    };
    Some(FieldValue::Flag(at? == 0))
}

fn choice(field: &FieldView, text: &str) -> Option<FieldValue> {
    let by_id = field.choices.iter().find(|choice| choice.id.to_string() == text);
    let named = || field.choices.iter().find(|choice| choice.name.to_lowercase() == text.to_lowercase());
    by_id.or_else(named).map(|choice| FieldValue::Choice(choice.id))
}

/// Whether it is a day of the calendar, as `2026-11-26`.
fn is_day(text: &str) -> bool {
    let number = |from: usize, to: usize| -> Option<u32> {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let dashed = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(5, 7), number(8, 10)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    dashed && year > 0 && (1..=days).contains(&day)
}

/// A web address with a host. Of one that a person typed without a scheme, the secure one is meant.
fn address(text: &str, typed: bool) -> Option<FieldValue> {
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false if typed => format!("https://{text}"),
        false => return None,
    };
    let (scheme, rest) = whole.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let good = ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        && name.contains(|c: char| c.is_alphanumeric())
        && (!typed || name.contains('.') || text.contains("://"))
        && !host.contains('@')
        && !whole.contains(|c: char| c.is_whitespace() || c.is_control())
        && whole.chars().count() <= FIELD_URL_CHARS_MAX;
    good.then_some(FieldValue::Url(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days_of_the_calendar() {
        for good in ["2026-11-26", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert!(is_day(good), "{good}");
        }
        for bad in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-11-2026"] {
            assert!(!is_day(bad), "{bad}");
        }
        for bad in ["2026-1-1", "2026/11/26", "0000-01-01", "2026-11-2é", "+026-11-26", ""] {
            assert!(!is_day(bad), "{bad}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let number = |n: f64| Some(FieldValue::Number(n));
        assert_eq!(typed_number("12,5"), number(12.5));
        assert_eq!(typed_number("-0"), number(0.0));
        assert_eq!(typed_number("1000000000000000"), number(1e15));
        for bad in ["1e5", "inf", "NaN", "--1", "1.2.3", "1 000", "1000000000000001", "", "-"] {
            assert_eq!(typed_number(bad), None, "{bad}");
        }
        assert_eq!(number_of(f64::NAN), None);
        assert_eq!(number_of(f64::INFINITY), None);
    }

    #[test]
    fn addresses_have_a_host() {
        let url = |text: &str| Some(FieldValue::Url(text.to_owned()));
        assert_eq!(address("https://x.test/a?b#c", false), url("https://x.test/a?b#c"));
        assert_eq!(address("http://localhost:8080", false), url("http://localhost:8080"));
        assert_eq!(address("shop.test/1", true), url("https://shop.test/1"));
        for bad in ["javascript://x.test", "https://", "https:///a", "https://a b.test", "https://a@b.test"] {
            assert_eq!(address(bad, true), None, "{bad}");
        }
        assert_eq!(address("shop.test", false), None);
        assert_eq!(address("shop", true), None);
    }
}
