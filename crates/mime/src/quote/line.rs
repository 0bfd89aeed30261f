//! What a single line is: written, quoted, or the start of a quote.

use super::words::{ATTRIBUTIONS, FOOTERS, FROM, OTHER, SEPARATORS, VERBS};

/// Lines that one attribution may be wrapped over.
const ATTRIBUTION_LINES_MAX: usize = 4;
/// A longer line is prose, not a label or an attribution.
const LINE_CHARS_MAX: usize = 400;
/// Lines of a header block that are looked at below its first.
const BLOCK_LINES_MAX: usize = 8;

/// Kinds of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only white space.
    Blank,
    /// Written by the author, as far as this line tells.
    Plain,
    /// Starts with `>` or another quote mark.
    Quoted,
    /// Introduces a quote ("On … wrote:"), over so many lines.
    Attribution(usize),
    /// Everything from here on is quoted.
    Rest,
}

/// The kind of line `at`.
#[must_use]
pub fn kind(lines: &[&str], at: usize) -> Kind {
    let Some(line) = lines.get(at) else { return Kind::Blank };
    if is_blank(line) {
        return Kind::Blank;
    }
    if is_quoted(line) {
        return Kind::Quoted;
    }
    if line.len() > LINE_CHARS_MAX {
        return Kind::Plain;
    }
    if is_separator(line) || is_rule_above_block(lines, at) || is_header_block(lines, at) {
        return Kind::Rest;
    }
    match attribution_len(lines, at) {
        Some(len) => Kind::Attribution(len),
        None => Kind::Plain,
    }
}

/// Whether a line shows nothing.
#[must_use]
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}'))
}

/// `>`, `|` followed by a space, or initials before `>` ("AB> ").
fn is_quoted(line: &str) -> bool {
    let start = line.trim_start();
    if start.starts_with('>')
        || start.starts_with("| ") && start.len() < LINE_CHARS_MAX && !start.trim_end().ends_with('|')
    {
        return true;
    }
    let initials = start.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    initials > 0 && start.as_bytes().get(initials) == Some(&b'>')
}

/// `-----Original Message-----` and its kin: at least two dashes (or equal signs, underscores) before the words.
fn is_separator(line: &str) -> bool {
    let trimmed = line.trim().trim_matches('*');
    let inner =
        trimmed.trim_matches(|c: char| matches!(c, '-' | '_' | '=' | '—' | '–' | '*') || c.is_whitespace());
    let marks = trimmed.chars().take_while(|c| matches!(c, '-' | '_' | '=' | '—' | '–')).count();
    if marks < 2 || inner.is_empty() {
        return inner.eq_ignore_ascii_case("begin forwarded message:");
    }
    let lower = inner.trim_end_matches([':', '：']).to_lowercase();
    SEPARATORS.contains(&lower.as_str())
}

/// A line of underscores with a header block below it (Outlook).
fn is_rule_above_block(lines: &[&str], at: usize) -> bool {
    let rule = lines.get(at).map(|l| l.trim()).unwrap_or_default();
    let drawn = rule.len() >= 5 && (rule.chars().all(|c| c == '_') || rule.chars().all(|c| c == '-'));
    drawn && (at + 1..=at + 3).any(|i| is_header_block(lines, i))
}

/// The author's label and at least two others, this line's among them (`From:` or `Sent:` first).
fn is_header_block(lines: &[&str], at: usize) -> bool {
    let Some(first) = lines.get(at).and_then(|l| label(l)) else { return false };
    let mut author = FROM.contains(&first.as_str());
    if !author && !OTHER.contains(&first.as_str()) {
        return false;
    }
    let mut found = usize::from(!author);
    let mut blank = 0;
    for line in lines.iter().skip(at + 1).take(BLOCK_LINES_MAX) {
        if is_blank(line) {
            blank += 1;
            if blank > 1 && found > 0 {
                break;
            }
            continue;
        }
        let Some(label) = label(line) else { continue };
        if !author && FROM.contains(&label.as_str()) {
            author = true;
        } else if OTHER.contains(&label.as_str()) {
            found += 1;
        }
    }
    author && found >= 2
}

/// The label of `Label: value`, lower case, without emphasis marks.
fn label(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches('*');
    if line.len() > LINE_CHARS_MAX {
        return None;
    }
    let at = line.find([':', '：'])?;
    let label = line.get(..at)?.trim_matches(|c: char| c == '*' || c.is_whitespace());
    (label.chars().count() <= 24).then(|| label.to_lowercase())
}

/// How many lines the attribution that starts at `at` takes, if one does.
fn attribution_len(lines: &[&str], at: usize) -> Option<usize> {
    let ends = |line: &&str| line.trim_end().ends_with([':', '：']);
    if !lines.iter().skip(at).take(ATTRIBUTION_LINES_MAX).any(ends) {
        return None;
    }
    let mut joined = String::new();
    for len in 1..=ATTRIBUTION_LINES_MAX {
        let line = lines.get(at + len - 1)?;
        if is_blank(line) || is_quoted(line) || joined.len() + line.len() > LINE_CHARS_MAX {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line.trim());
        if joined.ends_with([':', '：']) {
            return is_attribution(&joined).then_some(len);
        }
        if len == 1 && !may_start(&joined) {
            return None;
        }
    }
    None
}

/// Whether a first line may go on as an attribution: it starts like one.
fn may_start(line: &str) -> bool {
    let lower = line.to_lowercase();
    ATTRIBUTIONS.iter().any(|(start, _)| !start.is_empty() && lower.starts_with(start))
        || line.contains('@')
        || lower.chars().next().is_some_and(|c| c.is_ascii_digit())
}

/// "On … wrote:". Without a known start, a digit (of a date) or an address must stand in it.
fn is_attribution(text: &str) -> bool {
    let lower = text.trim_start_matches(['*', '"']).to_lowercase();
    let sure = lower.chars().any(|c| c.is_ascii_digit()) || lower.contains('@');
    ATTRIBUTIONS.iter().any(|(start, end)| {
        let fits = lower.ends_with(end) && lower.starts_with(start);
        fits && (sure || start.is_empty() && lower.len() <= 80 && lower.split_whitespace().count() <= 6)
    }) || gmail_bare(&lower)
        || lower.chars().filter(char::is_ascii_digit).count() >= 3 && VERBS.iter().any(|v| lower.contains(v))
}

/// Gmail without a verb: `2026年11月24日(火) 10:00 Name <a@example.test>:`, `вт, 24 нояб. 2026 г. в 10:00, Name <a@…>:`.
fn gmail_bare(lower: &str) -> bool {
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    digits >= 4
        && lower.contains('@')
        && (lower.ends_with(">:") || lower.ends_with(">：") || lower.ends_with("):"))
}

/// Whether an attribution is certain enough to hide what follows although no quote mark does: it has a date or an
/// address.
#[must_use]
pub fn is_sure_attribution(lines: &[&str], at: usize, len: usize) -> bool {
    let text: String = lines.iter().skip(at).take(len).copied().collect::<Vec<_>>().join(" ");
    text.contains('@') || text.chars().filter(char::is_ascii_digit).count() >= 3
}

/// `-- `, or `--` alone.
#[must_use]
pub fn is_signature_mark(line: &str) -> bool {
    line.trim_end() == "--" || line == "--\u{a0}"
}

/// "Sent from my iPhone" and its kin.
#[must_use]
pub fn is_footer(line: &str) -> bool {
    let trimmed = line.trim().trim_matches(['*', '_', '.', '[', ']']);
    if trimmed.len() > 160 {
        return false;
    }
    let lower = trimmed.to_lowercase();
    FOOTERS.iter().any(|footer| lower.starts_with(footer))
}
