//! Structured fields: media types with parameters (RFC 2045, 2231), dates (RFC 5322 3.3).

use domain::Timestamp;
use mail_parser::DateTime;

use super::{charset, word};

/// A Content-Type or Content-Disposition field.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// The value before the parameters, lower case: `text/plain`, `attachment`.
    pub value: String,
    /// Parameters, names in lower case, values decoded.
    pub params: Vec<(String, String)>,
}

/// More parameters than any real field has.
const PARAMS_MAX: usize = 64;

impl Value {
    /// The parameter called `name` (lower case).
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The part before the slash.
    #[must_use]
    pub fn main(&self) -> &str {
        self.value.split('/').next().unwrap_or_default()
    }

    /// Whether the value is `value`.
    #[must_use]
    pub fn is(&self, value: &str) -> bool {
        self.value == value
    }
}

/// Reads a field with parameters from its raw bytes.
#[must_use]
pub fn parse_value(raw: &[u8], fallback: Option<&str>) -> Value {
    let text = word::field_text(raw, fallback);
    let (value, mut rest) = match text.find(';') {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let value = value.split('(').next().unwrap_or_default().trim_matches('"').to_owned();
    let mut segments: Vec<Segment> = Vec::new();
    while let Some(next) = rest.strip_prefix(';') {
        if segments.len() >= PARAMS_MAX {
            break;
        }
        let next = next.trim_start();
        let end = next.find(['=', ';']).unwrap_or(next.len());
        let (name, after) = next.split_at(end);
        let Some(after) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let (raw_value, after) = param_value(after);
        segments.push(Segment::new(name.trim(), raw_value));
        rest = after;
    }
    Value { value, params: join(segments) }
}

/// A parameter's value, quoted or not, and what follows it from the next semicolon on.
fn param_value(text: &str) -> (String, &str) {
    let text = text.trim_start();
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.trim().to_owned(), after);
    };
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let after = inner.get(at + 1..).unwrap_or_default();
                let end = after.find(';').unwrap_or(after.len());
                return (value, after.get(end..).unwrap_or_default());
            }
            '\\' => match chars.next() {
                Some((_, e @ ('"' | '\\'))) => value.push(e),
                Some((_, other)) => {
                    // A Windows path in quotes: the backslash is meant.
                    value.push('\\');
                    value.push(other);
                }
                None => {}
            },
            _ => value.push(c),
        }
    }
    (value, "")
}

/// `name`, `name*`, `name*0`, `name*0*` (RFC 2231).
struct Segment {
    name: String,
    index: Option<u32>,
    extended: bool,
    value: String,
}

impl Segment {
    fn new(written: &str, value: String) -> Self {
        let lower = written.to_ascii_lowercase();
        let (name, extended) = lower.strip_suffix('*').map_or((lower.as_str(), false), |n| (n, true));
        match name.split_once('*') {
            Some((base, index)) if index.parse::<u32>().is_ok() => {
                Self { name: base.to_owned(), index: index.parse().ok(), extended, value }
            }
            _ => Self { name: name.to_owned(), index: None, extended, value },
        }
    }
}

/// Joins continuations in order of their numbers, then decodes. An extended form wins over the plain one.
fn join(mut segments: Vec<Segment>) -> Vec<(String, String)> {
    segments.sort_by_key(|s| s.index.unwrap_or(0));
    let mut names: Vec<String> = Vec::new();
    for segment in &segments {
        if !names.contains(&segment.name) {
            names.push(segment.name.clone());
        }
    }
    names
        .into_iter()
        .map(|name| {
            let mine: Vec<&Segment> = segments.iter().filter(|s| s.name == name).collect();
            let numbered = mine.iter().any(|s| s.index.is_some());
            let value = if numbered {
                extended(&mine.iter().filter(|s| s.index.is_some()).copied().collect::<Vec<_>>())
            } else if let Some(one) = mine.iter().find(|s| s.extended) {
                extended(&[*one])
            } else {
                mine.first().map(|s| word::decode_words(&s.value)).unwrap_or_default()
            };
            (name, value)
        })
        .collect()
}

/// Decodes `charset'language'percent-encoded` over all segments together: characters may be split between them.
fn extended(segments: &[&Segment]) -> String {
    let mut label = None;
    let mut bytes = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        let mut value = segment.value.as_str();
        if segment.extended
            && i == 0
            && let Some((name, after)) = value.split_once('\'')
            && let Some((_, data)) = after.split_once('\'')
        {
            label = (!name.is_empty()).then_some(name);
            value = data;
        }
        if segment.extended { percent(value, &mut bytes) } else { bytes.extend_from_slice(value.as_bytes()) }
    }
    let text = charset::decode(label.or(Some("utf-8")), &bytes).text.into_owned();
    if label.is_none() { word::decode_words(&text) } else { text }
}

fn percent(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some((&b, next)) = rest.split_first() {
        let digit = |i: usize| next.get(i).and_then(|d| char::from(*d).to_digit(16));
        match (b, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                rest = next.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(b);
                rest = next;
            }
        }
    }
}

/// Reads a Date field; RFC 3339 dates are forgiven. `None` when it is no date of the years 1970 to 3000.
#[must_use]
pub fn parse_date(text: &str) -> Option<Timestamp> {
    let line = format!("{}\n", full_form(text.trim()));
    DateTime::parse_rfc822(&line)
        .filter(DateTime::is_valid)
        .or_else(|| DateTime::parse_rfc3339(text.trim()).filter(DateTime::is_valid))
        .map(|date| date.to_timestamp())
        .filter(|seconds| *seconds >= 0)
        .map(|seconds| Timestamp::from_millis(seconds.saturating_mul(1000)))
}

/// Writes a year of two digits with four (RFC 5322 4.3: the word after the month's name), and seconds where the time
/// has none, as the parser wants it.
fn full_form(text: &str) -> String {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut after_month = false;
    let mut words = Vec::new();
    for word in text.split_ascii_whitespace() {
        let two = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        words.push(match (after_month && two, word.parse::<u8>()) {
            (true, Ok(year @ 0..=49)) => format!("20{year:02}"),
            (true, Ok(year)) => format!("19{year:02}"),
            _ if word.len() <= 5 && word.matches(':').count() == 1 => format!("{word}:00"),
            _ => word.to_owned(),
        });
        after_month = MONTHS.iter().any(|m| word.eq_ignore_ascii_case(m));
    }
    words.join(" ")
}

/// `2026-11-24T10:00:00Z`.
#[must_use]
pub fn rfc3339(at: Timestamp) -> String {
    DateTime::from_timestamp(at.as_millis().div_euclid(1000)).to_rfc3339()
}
