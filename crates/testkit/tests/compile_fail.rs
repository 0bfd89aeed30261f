//! What must not compile: plaintext without a permit, a permit without a decision, a query without a tenant.
//!
//! Each case is compiled against the very libraries that this test was built with: nothing is built a second
//! time. `//~ E0616 text` at the end of a line is the one error that this line must have; any other fails.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde_json::Value;

const CRATES: [&str; 4] = ["domain", "privacy", "crypto", "store"];
/// Builds of one library that lie side by side: with other features, from before a change.
const CANDIDATES_MAX: usize = 3;

/// A line, the code of its error and the error's text.
type Finding = (u64, String, String);

/// One library for each of [`CRATES`].
type Libraries = Vec<PathBuf>;

/// Where Cargo keeps what it built, this test included.
fn built() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// The compiler beside the Cargo that runs this test.
fn rustc() -> PathBuf {
    let beside = std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name("rustc"));
    beside.filter(|rustc| rustc.is_file()).unwrap_or_else(|| PathBuf::from("rustc"))
}

/// The builds of a library, the newest first.
fn candidates(name: &str) -> Vec<PathBuf> {
    let is_build = |path: &PathBuf| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.starts_with(&format!("lib{name}-")) && file.ends_with(".rlib")
    };
    let age =
        |path: &PathBuf| path.metadata().and_then(|all| all.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let files = std::fs::read_dir(built()).unwrap().map(|file| file.unwrap().path());
    let mut found: Vec<_> = files.filter(is_build).collect();
    found.sort_by_key(age);
    found.into_iter().rev().take(CANDIDATES_MAX).collect()
}

/// Every choice of one build a library; the newest of all come first.
fn choices() -> Vec<Libraries> {
    CRATES.iter().fold(vec![Vec::new()], |before, name| {
        let with = |chosen: &Libraries| {
            let one = |library| chosen.iter().cloned().chain([library]).collect();
            candidates(name).into_iter().map(one).collect::<Vec<_>>()
        };
        before.iter().flat_map(with).collect()
    })
}

/// The errors of the compiler, in the order of their lines.
fn compile(case: &Path, libraries: &Libraries) -> BTreeSet<Finding> {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::new(rustc());
    command.args(["--edition=2024", "--emit=metadata", "--error-format=json", "--cap-lints=allow"]);
    command.arg("--out-dir").arg(out.path()).arg("-L").arg(format!("dependency={}", built().display()));
    for (name, library) in CRATES.iter().zip(libraries) {
        command.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    let output = command.arg(case).output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    let messages = printed.lines().filter_map(|line| serde_json::from_str(line).ok());
    let found: BTreeSet<_> = messages.filter_map(|message| finding(&message)).collect();
    assert_eq!(output.status.success(), found.is_empty(), "{}: {printed}", case.display());
    found
}

/// The error that a message of the compiler reports; its closing count of errors has no place in the text.
fn finding(message: &Value) -> Option<Finding> {
    let text = message["message"].as_str()?.to_owned();
    let code = message["code"]["code"].as_str().unwrap_or_default().to_owned();
    let primary = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true);
    let line = primary.and_then(|span| span["line_start"].as_u64());
    let counts = text.starts_with("aborting due to") && code.is_empty();
    (message["level"] == "error" && !counts).then(|| (line.unwrap_or_default(), code, text))
}

/// The errors that a case asks for.
fn wanted(case: &Path) -> BTreeSet<Finding> {
    let text = std::fs::read_to_string(case).unwrap();
    let of = |(at, line): (usize, &str)| {
        let (code, message) = line.split_once("//~ ")?.1.split_once(' ')?;
        Some((at as u64 + 1, code.to_owned(), message.to_owned()))
    };
    text.lines().enumerate().filter_map(of).collect()
}

#[test]
fn what_must_not_compile_does_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let control = folder.join("control.rs");
    // Builds that belong together compile the control; others know each other's types as strangers.
    let choices = choices();
    let libraries = choices.iter().find(|libraries| compile(&control, libraries).is_empty());
    let libraries = libraries.unwrap_or_else(|| panic!("{:?}", compile(&control, &choices[0])));
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let cases: Vec<_> = files.filter(|path| *path != control).collect();
    assert!(cases.len() >= 8, "{cases:?}");
    for case in cases {
        let wanted = wanted(&case);
        assert!(!wanted.is_empty(), "{} asks for no error", case.display());
        assert_eq!(compile(&case, libraries), wanted, "{}", case.display());
    }
}
