//! The registry of what is kept in a browser, beside the sources.

use std::collections::BTreeSet;
use std::path::Path;
use web::cookies::{ENTRIES, Kind};

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
