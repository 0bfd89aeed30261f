//! The glossary: words that mean three things in this field are not used in code.

use super::{Finding, SourceFile};

/// Lines `path-prefix identifier reason`.
pub(super) const ALLOWED: &str = "crates/xtask/allowed_words.txt";

const BANNED: &[(&str, &str)] = &[
    ("customer", "say tenant (the company) or contact (the person who writes in)"),
    ("customers", "say tenants (the companies) or contacts (the people who write in)"),
    ("user", "say agent (works here), contact (writes in) or operator (runs Deskhero)"),
    ("users", "say agents (work here), contacts (write in) or operators (run Deskhero)"),
];

/// `code` is the file without comments and strings.
pub(super) fn check(file: &SourceFile, code: &str, allowed: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        for identifier in line.split(|character| !is_part(character)) {
            let words = words(identifier);
            let banned = words.iter().enumerate().find_map(|(at, word)| {
                // The header field is called so.
                let is_header = words.get(at + 1).is_some_and(|next| next == "agent");
                BANNED.iter().find(|(banned, _)| banned == word && !is_header)
            });
            if let Some((word, advice)) = banned
                && !is_allowed(&file.path, identifier, allowed)
            {
                let message = format!("{identifier}: {word} means three things: {advice}");
                findings.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    findings
}

/// SQL without its comments.
pub(super) fn sql_only(text: &str) -> String {
    text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn is_allowed(path: &str, identifier: &str, allowed: &str) -> bool {
    allowed.lines().filter(|line| !line.starts_with('#')).any(|line| {
        let mut fields = line.split_whitespace();
        fields.next().is_some_and(|prefix| path.starts_with(prefix)) && fields.next() == Some(identifier)
    })
}

/// `fooBarBaz` and `foo_bar_baz` have the same three words.
fn words(identifier: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in identifier.chars() {
        if character == '_' || (character.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = character.is_lowercase();
        if character != '_'
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::planted;
    use super::*;

    fn count(code: &str) -> usize {
        check(&planted("crates/app/src/a.rs", code), code, "crates/app login_user a reason").len()
    }

    #[test]
    fn words_outside_the_glossary_are_found_in_every_spelling() {
        for code in
            ["let user = 1;", "struct UserRow;", "fn find_customers()", "const MAX_USER: u8 = 1;", "userId"]
        {
            assert_eq!(count(code), 1, "{code}");
        }
    }

    #[test]
    fn what_is_meant_otherwise_passes() {
        for code in ["header::USER_AGENT", "userland", "username", "login_user"] {
            assert_eq!(count(code), 0, "{code}");
        }
    }

    #[test]
    fn sql_is_read_without_comments() {
        let text = "CREATE TABLE t (user_id blob); -- the user";
        assert_eq!(check(&planted("a.sql", text), &sql_only(text), "").len(), 1);
    }
}
