//! The registry of what Deskhero keeps in a browser (C96 to C101): all cookies and storage keys, and no others. The public page
//! is made from it, and a test compares it with the sources.

use crate::gate::{COOKIE, OPERATOR_COOKIE};

/// Where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A cookie.
    Cookie,
    /// The browser's storage for this site.
    Storage,
}

/// An entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub kind: Kind,
    /// Message key of what it is for.
    pub purpose: &'static str,
    /// Message key of how long it stays.
    pub lasts: &'static str,
}

/// All of them. Each is needed for what its reader asked for; counting use keeps nothing in a browser.
pub const ENTRIES: &[Entry] = &[
    Entry { name: COOKIE, kind: Kind::Cookie, purpose: "cookies-session", lasts: "cookies-lasts-session" },
    Entry {
        name: OPERATOR_COOKIE,
        kind: Kind::Cookie,
        purpose: "cookies-operator",
        lasts: "cookies-lasts-session",
    },
    Entry {
        name: "deskhero-single-keys-off",
        kind: Kind::Storage,
        purpose: "cookies-keys",
        lasts: "cookies-lasts-storage",
    },
    Entry {
        name: "deskhero-popped",
        kind: Kind::Storage,
        purpose: "cookies-popped",
        lasts: "cookies-lasts-storage",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// What scripts name as keys of the browser's storage.
    fn keys_in(source: &str) -> BTreeSet<String> {
        let constant = |name: &str| {
            let line = source.lines().find_map(|line| line.strip_prefix(&format!("const {name} = \"")));
            line.and_then(|rest| rest.split('"').next())
                .unwrap_or_else(|| panic!("{name} is no constant"))
                .to_owned()
        };
        let uses = [
            "localStorage.getItem(",
            "localStorage.setItem(",
            "sessionStorage.getItem(",
            "sessionStorage.setItem(",
        ];
        let named = uses.iter().flat_map(|word| source.split(word).skip(1));
        named.map(|rest| constant(rest.split([',', ')']).next().unwrap())).collect()
    }

    #[test]
    fn every_key_of_the_browser_s_storage_is_in_the_registry() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let mut found = BTreeSet::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "ts") {
                let source = std::fs::read_to_string(&path).unwrap();
                assert!(!source.contains("document.cookie"), "{} sets cookies", path.display());
                assert!(!source.contains("indexedDB"), "{} keeps a database", path.display());
                found.extend(keys_in(&source));
            }
        }
        let registered: BTreeSet<String> = ENTRIES
            .iter()
            .filter(|entry| entry.kind == Kind::Storage)
            .map(|entry| entry.name.to_owned())
            .collect();
        assert_eq!(found, registered);
    }

    #[test]
    fn every_cookie_is_bound_to_its_host() {
        for entry in ENTRIES.iter().filter(|entry| entry.kind == Kind::Cookie) {
            assert!(entry.name.starts_with("__Host-"), "{}", entry.name);
        }
    }
}
