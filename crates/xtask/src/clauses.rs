//! The clauses of the policy and what proves them (`tests/clauses/`): each test that is named is there, and each check of
//! `deskhero verify` stands in a file beside the tests of its clauses.

use crate::tidy::Finding;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where they lie.
const FOLDER: &str = "tests/clauses";
/// The table of checks.
const CHECKS: &str = "crates/app/src/verify/mod.rs";

/// What proves a clause.
#[derive(Debug, PartialEq, Eq)]
struct Proof {
    file: String,
    checks: BTreeSet<String>,
    tests: Vec<String>,
}

/// Checks the folder.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let (mut findings, proofs) = read(root)?;
    for (clause, proof) in &proofs {
        for test in proof.tests.iter().filter(|test| !is_there(root, test)) {
            findings.push(Finding::new(
                &proof.file,
                1,
                format!("{clause}: there is no test {test}: name one that is"),
            ));
        }
    }
    let table = fs::read_to_string(root.join(CHECKS)).context("reading the table of checks")?;
    let checked = checked(&table);
    for (clause, words) in &checked {
        match proofs.get(clause) {
            None => findings.push(Finding::new(
                CHECKS,
                1,
                format!("{clause} is checked: say in {FOLDER} what proves it"),
            )),
            Some(proof) if proof.checks != *words => findings.push(Finding::new(
                &proof.file,
                1,
                format!(
                    "{clause}: `deskhero verify` checks it by {words:?}, and this says {:?}",
                    proof.checks
                ),
            )),
            Some(_) => {}
        }
    }
    for (clause, proof) in
        proofs.iter().filter(|(clause, proof)| !checked.contains_key(*clause) && !proof.checks.is_empty())
    {
        findings.push(Finding::new(&proof.file, 1, format!("{clause} has no check: leave `check` out")));
    }
    Ok(findings)
}

/// The filter of `cargo nextest` for the tests of these clauses, of all when none is named.
pub fn filter(root: &Path, wanted: &[String]) -> Result<String> {
    let (_, proofs) = read(root)?;
    for clause in wanted {
        ensure!(proofs.contains_key(clause), "{clause} is in no file of {FOLDER}: write it like C44");
    }
    let of = proofs.iter().filter(|(clause, _)| wanted.is_empty() || wanted.contains(clause));
    let tests: BTreeSet<&str> = of.flat_map(|(_, proof)| &proof.tests).map(String::as_str).collect();
    let parts = tests.into_iter().filter_map(|test| {
        let mut parts = test.splitn(3, "::");
        let (package, binary, name) = (parts.next()?, parts.next()?, parts.next());
        let name = name.map(|name| format!(" & test({name})")).unwrap_or_default();
        Some(format!("(package({package}) & binary({binary}){name})"))
    });
    Ok(parts.collect::<Vec<_>>().join(" + "))
}

/// Every file of the folder; what it has twice or wrongly is found.
fn read(root: &Path) -> Result<(Vec<Finding>, BTreeMap<String, Proof>)> {
    let (mut findings, mut proofs) = (Vec::new(), BTreeMap::new());
    let mut files: Vec<_> = fs::read_dir(root.join(FOLDER))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for entry in files {
        let file = format!("{FOLDER}/{}", entry.file_name().to_string_lossy());
        let table: toml::Table = fs::read_to_string(entry.path())?.parse().with_context(|| file.clone())?;
        for (clause, value) in table {
            let words = |key: &str| match value.get(key) {
                Some(toml::Value::String(word)) => vec![word.clone()],
                Some(toml::Value::Array(all)) => {
                    all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
                }
                _ => Vec::new(),
            };
            let (checks, tests) = (words("check").into_iter().collect(), words("tests"));
            if tests.is_empty() || words("promise").is_empty() {
                findings.push(Finding::new(&file, 1, format!("{clause} needs `promise` and `tests`")));
            }
            if proofs.insert(clause.clone(), Proof { file: file.clone(), checks, tests }).is_some() {
                findings.push(Finding::new(&file, 1, format!("{clause} stands in two files: keep one")));
            }
        }
    }
    Ok((findings, proofs))
}

/// Whether a test is there: `package::binary`, a function of it or a module, `package::binary::module::function`, a file of
/// browser tests, or `package::package::function` beside the code.
fn is_there(root: &Path, test: &str) -> bool {
    if test.starts_with("e2e/") {
        return root.join("tests").join(test).is_file();
    }
    let mut parts = test.split("::");
    let (Some(package), Some(binary)) = (parts.next(), parts.next()) else {
        return false;
    };
    let of = root.join("crates").join(package);
    if package == binary {
        let name = parts.next().unwrap_or_default();
        return files(&of.join("src")).any(|file| is_in(&file, name));
    }
    let tests = of.join("tests");
    let text = |file: &Path| fs::read_to_string(file).ok();
    let has = |text: &String, name: &str| text.contains(&format!("fn {name}("));
    let all = || {
        let folder = fs::read_dir(tests.join(binary)).into_iter().flatten().flatten().map(|file| file.path());
        folder.chain([tests.join(format!("{binary}.rs"))]).filter_map(|file| text(&file))
    };
    let module = |name: &str| text(&tests.join(binary).join(format!("{name}.rs")));
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => all().next().is_some(),
        (Some(name), None, _) => module(name).is_some() || all().any(|text| has(&text, name)),
        (Some(of), Some(name), None) => module(of).is_some_and(|text| has(&text, name)),
        _ => false,
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let mut open = vec![folder.to_owned()];
    std::iter::from_fn(move || {
        loop {
            let next = open.pop()?;
            match fs::read_dir(&next) {
                Ok(inside) => open.extend(inside.flatten().map(|entry| entry.path())),
                Err(_) => return Some(next),
            }
        }
    })
}

fn is_in(file: &Path, function: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.contains(&format!("fn {function}(")))
}

/// The clauses of the table of checks, each with the words of its checks.
fn checked(table: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in table.lines() {
        // Name = "word" [1, 2] => what looks;
        let Some((_, rest)) = line.split_once(" = \"") else { continue };
        let Some((word, rest)) = rest.split_once("\" [") else { continue };
        let Some((list, _)) = rest.split_once("] => ") else { continue };
        for number in list.split(',') {
            out.entry(format!("C{}", number.trim())).or_default().insert(word.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_checks_is_read() {
        let found = checked(
            "Ends = \"ends\" [41, 42] => mailboxes::ends(l),\n Closed = \"closed\" [42] => erasures::closed(l),",
        );
        assert_eq!(found["C41"], BTreeSet::from(["ends".to_owned()]));
        assert_eq!(found["C42"], BTreeSet::from(["closed".to_owned(), "ends".to_owned()]));
    }

    #[test]
    fn what_is_named_is_looked_for() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        for named in [
            "app::rights",
            "app::rights::erasing",
            "app::rights::erasing::a_contact_is_erased_and_everyone_else_stays",
            "app::backups::one_at_a_time",
            "app::canary::the_look_finds_what_is_planted",
        ] {
            assert!(is_there(root, named), "{named}");
        }
        for named in [
            "app::none",
            "app::rights::nobody_wrote_this",
            "app::rights::erasing::nobody_wrote_this",
            "app::rights::retention::a_contact_is_erased_and_everyone_else_stays",
            "e2e/none.mjs",
        ] {
            assert!(!is_there(root, named), "{named}");
        }
    }
}
