//! Which crate may depend on which: the table of ARCHITECTURE.md.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;

/// Crate, and the crates of the project that it may use. `testkit` is allowed in tests everywhere.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("mime", &["domain"]),
    ("i18n", &[]),
    ("config", &[]),
    ("pdf", &[]),
    ("privacy", &["domain"]),
    ("crypto", &["domain", "privacy"]),
    ("store", &["domain"]),
    ("search", &["domain", "privacy", "crypto"]),
    ("connect", &["domain", "privacy", "mime"]),
    ("app", &["domain", "mime", "i18n", "pdf", "privacy", "crypto", "store", "search", "connect"]),
    ("web", &["domain", "app", "i18n", "pdf"]),
    ("testkit", &[]),
];

/// The outermost crates may use every other.
const OUTERMOST: &[&str] = &["deskhero", "xtask"];

/// Library, and the only crate that may use it directly.
const OWNED: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("sqlx", "store"),
    ("aws-lc-rs", "crypto"),
    ("ring", "crypto"),
    ("lettre", "connect"),
    ("async-imap", "connect"),
    ("reqwest", "connect"),
    ("hyper-util", "connect"),
    ("tantivy", "search"),
    ("mail-parser", "mime"),
    ("axum", "web"),
    ("krilla", "pdf"),
];

/// Library that the tests of a crate drive, though the crate itself may not use it.
const IN_TESTS: &[(&str, &str)] = &[
    // The route walk calls the whole router as a service, without a socket.
    ("deskhero", "axum"),
    // What must not compile is compiled against these.
    ("testkit", "crypto"),
    ("testkit", "domain"),
    ("testkit", "privacy"),
    ("testkit", "store"),
];

/// Compares `cargo metadata --no-deps` with the tables.
pub(super) fn check(metadata: &Value) -> Result<Vec<Finding>> {
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().context("a package has no name")?;
        let manifest = format!("crates/{name}/Cargo.toml");
        for dependency in package["dependencies"].as_array().context("a package has no dependencies")? {
            let used = dependency["name"].as_str().context("a dependency has no name")?;
            let is_test = dependency["kind"].as_str() == Some("dev");
            if let Some(message) = forbidden(name, used, is_test, names.contains(&used)) {
                findings.push(Finding::new(&manifest, 1, message));
            }
        }
    }
    Ok(findings)
}

fn forbidden(name: &str, used: &str, is_test: bool, is_ours: bool) -> Option<String> {
    if is_test && IN_TESTS.contains(&(name, used)) {
        return None;
    }
    if let Some((_, owner)) = OWNED.iter().find(|(library, _)| *library == used) {
        return (name != *owner)
            .then(|| format!("{used} belongs to {owner} alone: add what you need to {owner}'s interface"));
    }
    if !is_ours || OUTERMOST.contains(&name) && used != "testkit" {
        return None;
    }
    if used == "testkit" {
        return (!is_test).then(|| "testkit is for tests: move it to [dev-dependencies]".to_owned());
    }
    match ARROWS.iter().find(|(from, _)| *from == name) {
        Some((_, allowed)) if allowed.contains(&used) => None,
        Some(_) => Some(format!(
            "{name} may not depend on {used}: move the code to where the arrow is allowed, or change the table \
             in ARCHITECTURE.md and crates/xtask/src/tidy/arrows.rs with the reason"
        )),
        None => Some(format!("{name} is not in the table of arrows: add it with what it may use")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn findings(name: &str, used: &str, kind: Option<&str>) -> usize {
        let package = |name: &str| json!({"name": name, "dependencies": []});
        let planted = json!({"name": name, "dependencies": [{"name": used, "kind": kind}]});
        let others = ["domain", "crypto", "store", "testkit", "config"].map(package);
        let packages: Vec<Value> = [planted].into_iter().chain(others).collect();
        check(&json!({ "packages": packages })).unwrap().len()
    }

    #[test]
    fn a_forbidden_arrow_is_found() {
        assert_eq!(findings("store", "domain", None), 0);
        assert_eq!(findings("store", "crypto", None), 1);
        assert_eq!(findings("store", "crypto", Some("dev")), 1);
        assert_eq!(findings("app", "config", None), 1);
        assert_eq!(findings("deskhero", "config", None), 0);
        assert_eq!(findings("newcomer", "domain", None), 1);
    }

    #[test]
    fn a_library_in_the_wrong_crate_is_found() {
        assert_eq!(findings("store", "sqlx", None), 0);
        assert_eq!(findings("app", "sqlx", Some("dev")), 1);
        assert_eq!(findings("deskhero", "aws-lc-rs", None), 1);
        assert_eq!(findings("deskhero", "axum", None), 1);
        assert_eq!(findings("deskhero", "axum", Some("dev")), 0);
    }

    #[test]
    fn the_testkit_is_for_tests() {
        assert_eq!(findings("store", "testkit", Some("dev")), 0);
        assert_eq!(findings("store", "testkit", None), 1);
        assert_eq!(findings("deskhero", "testkit", None), 1);
    }
}
