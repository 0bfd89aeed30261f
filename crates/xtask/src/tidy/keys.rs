//! Every message key that code uses exists in the English catalogues.

use std::collections::BTreeSet;

use super::{Finding, SourceFile};

const CATALOGUES: &str = "crates/i18n/locales/en/";

/// Where a key stands as the first argument.
const CALLS: &[&str] = &["t(\"", "t_args(\""];

/// Looks for `t("key")` and `t_args("key", …)` in code and templates.
pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let english: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.path.starts_with(CATALOGUES))
        .flat_map(|file| file.text.lines())
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
        .filter(|key| is_key(key))
        .collect();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| (file.is("rs") || file.is("html")) && !is_without_keys(&file.path))
    {
        for (index, line) in file.text.lines().enumerate() {
            for key in used(line).into_iter().filter(|key| !english.contains(key)) {
                let message = format!("the message key {key} does not exist: add it to {CATALOGUES}*.ftl");
                findings.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    findings
}

/// These crates name keys that are missing on purpose.
fn is_without_keys(path: &str) -> bool {
    path.starts_with("crates/i18n/") || path.starts_with("crates/xtask/")
}

fn is_key(text: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '_';
    text.starts_with(|character: char| character.is_ascii_lowercase()) && text.chars().all(is_part)
}

fn used(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for call in CALLS {
        let mut before = "";
        for (index, part) in line.split(call).enumerate() {
            // Not the end of a longer name: `text("…")` is something else.
            let is_call = index > 0 && !before.ends_with(|last: char| last.is_alphanumeric() || last == '_');
            if is_call
                && let Some((key, _)) = part.split_once('"')
                && is_key(key)
            {
                found.push(key);
            }
            before = part;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::planted;
    use super::*;

    #[test]
    fn a_key_without_a_text_is_found() {
        let files = [
            planted("crates/i18n/locales/en/a.ftl", "# a note = 1\nknown-key = Text\n    .attribute = x\n"),
            planted("crates/web/src/a.rs", "i18n.t(\"known-key\"); i18n.t_args(\"lost-key\", &[]);\n"),
            planted(
                "crates/web/templates/a.html",
                "<p>\n{{ p.t(\"gone-key\") }} {{ p.text(\"not-a-key\") }}",
            ),
        ];
        let found: Vec<String> = check(&files).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/web/src/a.rs:1: the message key lost-key"));
        assert!(found[1].starts_with("crates/web/templates/a.html:2: the message key gone-key"));
    }
}
