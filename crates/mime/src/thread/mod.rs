//! Thread keys: Message-IDs read leniently (RFC 5322 3.6.4), subject tokens, and new Message-IDs.

use domain::limits::REFERENCES_MAX;

/// Characters kept of one Message-ID (RFC 5322 2.1.1: a line has at most 998).
const ID_CHARS_MAX: usize = 998;

/// Every Message-ID in a field: between angle brackets, or, when there are none, any word with an `@`. White space
/// that folding put inside the brackets, quotes and comments are forgiven.
#[must_use]
pub fn ids(field: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = field;
    while let Some(open) = rest.find('<') {
        let inner = rest.get(open + 1..).unwrap_or_default();
        let close = inner.find(['>', '<']).unwrap_or(inner.len());
        let (id, after) = inner.split_at(close);
        push(&mut found, id);
        rest = after.strip_prefix('>').unwrap_or(after);
        if found.len() > 4 * REFERENCES_MAX {
            return found;
        }
    }
    if found.is_empty() {
        let words =
            field.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')' | '>'));
        for word in words.filter(|w| w.contains('@')).take(4 * REFERENCES_MAX) {
            push(&mut found, word);
        }
    }
    found
}

fn push(found: &mut Vec<String>, id: &str) {
    let id: String =
        id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(ID_CHARS_MAX + 1).collect();
    let id = id.trim_matches(['"', '\'']);
    if !id.is_empty() && id.len() <= ID_CHARS_MAX && !found.iter().any(|f| f == id) {
        found.push(id.to_owned());
    }
}

/// The Message-ID of a field; a value without brackets and `@` is taken as it is, because some programs write that.
#[must_use]
pub fn first_id(field: &str) -> Option<String> {
    ids(field).into_iter().next().or_else(|| {
        let bare = field.trim();
        let good = !bare.is_empty() && bare.len() <= ID_CHARS_MAX && !bare.contains(char::is_whitespace);
        let bare = bare.trim_matches(['<', '>', '"']);
        (good && !bare.is_empty()).then(|| bare.to_owned())
    })
}

/// At most [`REFERENCES_MAX`] ids: the oldest one (it started the thread) and the newest.
#[must_use]
pub fn capped(mut ids: Vec<String>) -> Vec<String> {
    if ids.len() > REFERENCES_MAX {
        let surplus = ids.len() - REFERENCES_MAX;
        ids.drain(1..=surplus);
    }
    ids
}

/// The ticket number of the last `[#123]` in a subject.
#[must_use]
pub fn subject_token(subject: &str) -> Option<u64> {
    subject.rmatch_indices("[#").find_map(|(at, _)| {
        let inner = subject.get(at + 2..)?;
        let (digits, _) = inner.split_once(']')?;
        let plain = !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    })
}

/// A Message-ID without brackets: 32 hex digits of the caller's randomness at `domain`. What cannot stand in a domain
/// is dropped; an empty domain becomes `localhost`.
#[must_use]
pub fn new_message_id(random: [u8; 16], domain: &str) -> String {
    let clean: String =
        domain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).take(255).collect();
    let clean = clean.trim_matches(['.', '-']);
    let host = if clean.is_empty() { "localhost" } else { clean };
    format!("{:032x}@{}", u128::from_be_bytes(random), host.to_ascii_lowercase())
}
