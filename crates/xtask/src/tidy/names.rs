//! No file is named after nothing.

use super::{Finding, SourceFile};

const BANNED: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager"];

/// A name for leftovers attracts leftovers.
pub(super) fn check(file: &SourceFile) -> Option<Finding> {
    // A Fluent catalogue of words that every page uses may say so.
    if !(file.is("rs") || file.is("ts")) {
        return None;
    }
    let banned = file.path.split('/').find_map(|part| {
        let stem = part.split('.').next()?;
        stem.split(['_', '-']).find(|word| BANNED.contains(word))
    })?;
    Some(Finding::new(
        &file.path,
        1,
        format!("the name {banned} says nothing: name the file after its one idea"),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::planted;
    use super::*;

    #[test]
    fn names_that_say_nothing_are_found() {
        for path in ["crates/app/src/utils.rs", "crates/web/tests/common/mod.rs", "a/mail_manager.rs"] {
            assert!(check(&planted(path, "")).is_some(), "{path}");
        }
        assert!(check(&planted("crates/app/src/commonplace.rs", "")).is_none());
    }
}
