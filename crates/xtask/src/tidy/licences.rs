//! Every dependency has a licence that deny.toml allows. cargo-deny checks more (`./dev deny`), this is quick.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;

/// `deny` is the text of deny.toml, `metadata` the full `cargo metadata`.
pub(super) fn check(deny: &str, metadata: &Value) -> Result<Vec<Finding>> {
    let deny: toml::Table = deny.parse().context("reading deny.toml")?;
    let listed = deny.get("licenses").and_then(|table| table.get("allow")).and_then(toml::Value::as_array);
    let allowed: BTreeSet<&str> =
        listed.context("deny.toml has no licenses.allow")?.iter().filter_map(toml::Value::as_str).collect();
    let mut findings = Vec::new();
    for package in metadata["packages"].as_array().context("cargo metadata has no packages")? {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence, &allowed) {
            let (name, version) = (&package["name"], &package["version"]);
            let message =
                format!("{name} {version} has the licence {licence:?}, which deny.toml does not allow");
            findings.push(Finding::new("Cargo.lock", 1, message));
        }
    }
    Ok(findings)
}

/// Reads an SPDX expression, also the old form with `/` for OR.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut tokens = spaced.split_whitespace().peekable();
    let outcome = any_of(&mut tokens, allowed);
    outcome && tokens.next().is_none()
}

type Tokens<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(tokens: &mut Tokens<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut outcome = all_of(tokens, allowed);
    while tokens.next_if_eq(&"OR").is_some() {
        outcome |= all_of(tokens, allowed);
    }
    outcome
}

fn all_of(tokens: &mut Tokens<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut outcome = one(tokens, allowed);
    while tokens.next_if_eq(&"AND").is_some() {
        outcome &= one(tokens, allowed);
    }
    outcome
}

fn one(tokens: &mut Tokens<'_>, allowed: &BTreeSet<&str>) -> bool {
    match tokens.next() {
        Some("(") => any_of(tokens, allowed) & tokens.next_if_eq(&")").is_some(),
        Some(name) if tokens.next_if_eq(&"WITH").is_some() => {
            let exception = tokens.next().unwrap_or_default();
            allowed.contains(format!("{name} WITH {exception}").as_str())
        }
        Some(name) => allowed.contains(name),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expressions_are_read_with_their_brackets() {
        let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
        for good in [
            "MIT",
            "MIT/GPL-2.0",
            "GPL-2.0 OR MIT",
            "ISC AND (GPL-2.0 OR MIT)",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in
            ["", "GPL-2.0", "MIT AND GPL-2.0", "(MIT", "MIT GPL-2.0", "Apache-2.0", "ISC AND (GPL-2.0 OR X)"]
        {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    #[test]
    fn a_forbidden_licence_is_found() {
        let deny = "[licenses]\nallow = [\"MIT\"]\n";
        let package = |licence: &str| json!({"name": "a", "version": "1.0.0", "license": licence});
        let metadata = json!({"packages": [package("MIT"), package("SSPL-1.0")]});
        assert_eq!(check(deny, &metadata).unwrap().len(), 1);
    }
}
