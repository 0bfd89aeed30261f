//! Rust source without comments and the contents of strings, line for line.

/// What the scanner is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    LineComment,
    /// With its depth: block comments nest.
    BlockComment(usize),
    Text,
    /// With its number of `#`.
    RawText(usize),
}

/// Replaces comments and the contents of strings and character literals by spaces; lines stay where they are.
pub(super) fn code_only(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut inside = Inside::Code;
    let mut at = 0;
    while let Some(&character) = characters.get(at) {
        let rest = characters.get(at..).unwrap_or_default();
        let (next, length, is_code) = step(inside, rest, out.chars().last());
        inside = next;
        if is_code {
            out.push(character);
        } else {
            let skipped = rest.get(..length).unwrap_or(rest);
            out.extend(skipped.iter().map(|skipped| if *skipped == '\n' { '\n' } else { ' ' }));
        }
        at += length;
    }
    out
}

/// What comes next, how many characters that takes, and whether the (single) character is code.
fn step(inside: Inside, rest: &[char], before: Option<char>) -> (Inside, usize, bool) {
    match (inside, rest) {
        (Inside::Code, ['/', '/', ..]) => (Inside::LineComment, 2, false),
        (Inside::Code, ['/', '*', ..]) => (Inside::BlockComment(1), 2, false),
        (Inside::Code, ['"', ..]) => (Inside::Text, 1, false),
        (Inside::Code, ['r', '"' | '#', ..]) if !before.is_some_and(is_name_without_b) => {
            match raw_start(rest) {
                Some(hashes) => (Inside::RawText(hashes), hashes + 2, false),
                None => (Inside::Code, 1, true),
            }
        }
        (Inside::Code, ['\'', ..]) => match character_literal(rest) {
            Some(length) => (Inside::Code, length, false),
            None => (Inside::Code, 1, true),
        },
        (Inside::Code, _) => (Inside::Code, 1, true),
        (Inside::LineComment, ['\n', ..]) => (Inside::Code, 1, true),
        (Inside::BlockComment(depth), ['/', '*', ..]) => (Inside::BlockComment(depth + 1), 2, false),
        (Inside::BlockComment(1), ['*', '/', ..]) => (Inside::Code, 2, false),
        (Inside::BlockComment(depth), ['*', '/', ..]) => (Inside::BlockComment(depth - 1), 2, false),
        (Inside::Text, ['\\', _, ..]) => (Inside::Text, 2, false),
        (Inside::Text, ['"', ..]) => (Inside::Code, 1, false),
        (Inside::RawText(hashes), ['"', after @ ..])
            if after.iter().take_while(|next| **next == '#').count() >= hashes =>
        {
            (Inside::Code, hashes + 1, false)
        }
        _ => (inside, 1, false),
    }
}

/// `br"…"` is a raw string, `bar"…"` is not Rust.
fn is_name_without_b(character: char) -> bool {
    (character.is_alphanumeric() || character == '_') && character != 'b' && character != 'c'
}

/// The number of `#` when a raw string starts here; `r#name` is an identifier.
fn raw_start(rest: &[char]) -> Option<usize> {
    let after = rest.get(1..)?;
    let hashes = after.iter().take_while(|character| **character == '#').count();
    (after.get(hashes) == Some(&'"')).then_some(hashes)
}

/// The length when a character literal starts here; otherwise it is a lifetime.
fn character_literal(rest: &[char]) -> Option<usize> {
    match rest {
        ['\'', '\\', _, tail @ ..] => tail.iter().position(|character| *character == '\'').map(|end| end + 4),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_go_and_code_and_lines_stay() {
        let cases = [
            ("a // user {\nb", "a b"),
            ("a /* { /* } */ { */ b", "a b"),
            ("f(\"{ \\\" }\") b", "f( ) b"),
            ("r#\"{ \" }\"# b", "b"),
            ("'{' '\\'' '\\u{7d}' b", "b"),
            ("&'a str", "&'a str"),
            ("r#type", "r#type"),
            ("var\"x\" b", "var b"),
            ("b\"\\\"{\" b", "b b"),
        ];
        for (text, kept) in cases {
            let code = code_only(text);
            assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), kept, "{text}");
            assert_eq!(code.chars().count(), text.chars().count(), "{text}");
            assert_eq!(code.lines().count(), text.lines().count(), "{text}");
        }
    }
}
