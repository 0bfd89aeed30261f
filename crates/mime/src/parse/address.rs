//! Addresses: header fields to lists (RFC 5322 3.4, obsolete forms, and what senders really write).

use domain::limits::{ADDRESS_CHARS_MAX, ADDRESSES_MAX, NAME_CHARS_MAX};
use domain::record::Address;

use super::word::decode_words;

/// Reads the addresses of one field's text ([`super::word::field_text`]). Groups are flattened. The flag says that
/// there were more than [`ADDRESSES_MAX`].
#[must_use]
pub fn parse_list(text: &str) -> (Vec<Address>, bool) {
    let mut list = Vec::new();
    let mut one = Builder::default();
    let mut chars = text.chars().peekable();
    let mut more = false;
    while let Some(c) = chars.next() {
        if list.len() >= ADDRESSES_MAX {
            more = true;
            break;
        }
        match c {
            '"' if !one.in_angle => one.quoted(&mut chars),
            '(' => one.comment(&mut chars),
            '<' if !one.in_angle && !one.has_angle => one.in_angle = true,
            '>' if one.in_angle => {
                one.in_angle = false;
                one.has_angle = true;
            }
            ',' | ';' if !one.in_angle => list.extend(std::mem::take(&mut one).finish()),
            ':' if !one.in_angle && !one.has_angle && !one.phrase.contains('@') => one = Builder::default(),
            _ if one.in_angle => one.angle.push(c),
            _ => one.phrase.push(c),
        }
    }
    if !more {
        list.extend(one.finish());
    }
    (list, more)
}

/// What one address consists of, while it is read.
#[derive(Default)]
struct Builder {
    phrase: String,
    angle: String,
    comment: String,
    in_angle: bool,
    has_angle: bool,
}

impl Builder {
    /// Reads a quoted string; backslash escapes the next character.
    fn quoted(&mut self, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    // `"local part"@domain` belongs to the address: keep the quotes.
                    if chars.peek() == Some(&'@') && !self.phrase.contains('@') {
                        let local = std::mem::take(&mut self.phrase);
                        self.phrase = format!("\"{}\"", local.trim());
                    }
                    return;
                }
                '\\' => self.phrase.extend(chars.next()),
                _ => self.phrase.push(c),
            }
        }
    }

    /// Reads a comment, nested ones too.
    fn comment(&mut self, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
        let mut depth = 1_u32;
        while let Some(c) = chars.next() {
            match c {
                '(' => depth += 1,
                ')' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                '\\' => {
                    self.comment.extend(chars.next());
                    continue;
                }
                _ => {}
            }
            self.comment.push(c);
        }
    }

    fn finish(self) -> Option<Address> {
        let phrase = self.phrase.trim();
        let (email, name) = if self.has_angle || self.in_angle {
            (self.angle.trim(), phrase)
        } else if let Some((name, email)) = bare(phrase) {
            (email, name)
        } else {
            ("", phrase)
        };
        let name = if name.is_empty() { self.comment.trim() } else { name };
        let email = clean_email(email);
        let mut name = clean_name(name);
        if name.eq_ignore_ascii_case(&email) {
            name.clear();
        }
        (!name.is_empty() || !email.is_empty()).then_some(Address { name, email })
    }
}

/// `user@host`, or `Some Name user@host` without brackets.
fn bare(phrase: &str) -> Option<(&str, &str)> {
    if !phrase.contains('@') {
        return None;
    }
    if phrase.starts_with('"') {
        return Some(("", phrase));
    }
    match phrase.rsplit_once([' ', '\t']) {
        Some((name, email)) if email.contains('@') => Some((name, email)),
        Some((email, name)) if email.contains('@') && !email.contains(' ') => Some((name, email)),
        _ => Some(("", phrase)),
    }
}

/// The address without route, `mailto:`, brackets, white space and control characters; domain in lower case.
fn clean_email(email: &str) -> String {
    let email = email.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\'' | ',' | ';'));
    let email = match email.split_once(':') {
        Some((scheme, rest)) if scheme.starts_with('@') || scheme.eq_ignore_ascii_case("mailto") => rest,
        _ => email,
    };
    let quoted = email.starts_with('"');
    let fits = |c: &char| !c.is_control() && (!c.is_whitespace() || quoted && *c == ' ');
    let kept: String = email.chars().filter(fits).take(ADDRESS_CHARS_MAX).collect();
    match kept.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.trim_end_matches('.').to_lowercase()),
        None => kept,
    }
}

/// The display name: encoded words decoded, quotes and control characters dropped, white space tidied.
fn clean_name(name: &str) -> String {
    let decoded = decode_words(name);
    let tidy = decoded.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'));
    let mut out = String::with_capacity(tidy.len());
    for word in tidy.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !is_invisible(*c)));
    }
    match out.char_indices().nth(NAME_CHARS_MAX) {
        Some((cut, _)) => out.get(..cut).unwrap_or_default().to_owned(),
        None => out,
    }
}

/// Characters that change what a line looks like without being seen: direction marks and overrides, zero widths.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// One spelling for looking an address up: trimmed, lower case, no display name. `None` for what cannot be an
/// address: no or several `@`, white space or control characters, empty parts, too long.
#[must_use]
pub fn normalise_address(text: &str) -> Option<String> {
    let text = text.trim();
    let text = match (text.rfind('<'), text.ends_with('>')) {
        (Some(open), true) => text.get(open + 1..text.len() - 1)?.trim(),
        _ => text,
    };
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let domain = domain.trim_end_matches('.');
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let local_good = !local.is_empty()
        && local.chars().count() <= 64
        && !local.chars().any(|c| c.is_control() || is_invisible(c))
        && (quoted || !local.chars().any(|c| c.is_whitespace() || "()<>[]:;@\\,\"".contains(c)));
    let literal = domain.starts_with('[') && domain.ends_with(']') && domain.len() > 2;
    let domain_good = literal
        || (!domain.is_empty()
            && domain.split('.').all(|label| {
                let edge = |c: Option<char>| c.is_some_and(|c| c != '-');
                edge(label.chars().next())
                    && edge(label.chars().next_back())
                    && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            }));
    let short = text.chars().count() <= ADDRESS_CHARS_MAX && domain.chars().count() <= 255;
    (local_good && domain_good && short)
        .then(|| format!("{}@{}", local.to_lowercase(), domain.to_lowercase()))
}
