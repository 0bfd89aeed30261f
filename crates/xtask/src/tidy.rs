//! `xtask tidy`: rules that a compiler does not check. Each message says what to do.

mod arrows;
mod attributes;
mod keys;
mod licences;
mod names;
mod scrub;
mod size;
mod words;

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    /// A broken rule at this line (from 1) of this file.
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A text file of the project.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl SourceFile {
    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }
}

/// Checks the project at `root`.
pub fn run(root: &Path) -> Result<Vec<Finding>> {
    let files = files(root)?;
    let allowed = fs::read_to_string(root.join(words::ALLOWED)).context("reading the allowed words")?;
    let mut findings = arrows::check(&metadata(root, &["--no-deps"])?)?;
    let deny = fs::read_to_string(root.join("deny.toml")).context("reading deny.toml")?;
    findings.extend(licences::check(&deny, &metadata(root, &[])?)?);
    for file in &files {
        findings.extend(names::check(file));
        if file.is("rs") {
            let code = scrub::code_only(&file.text);
            findings.extend(size::check(file, &code));
            findings.extend(attributes::check(file, &code));
            findings.extend(words::check(file, &code, &allowed));
        } else if file.is("sql") {
            findings.extend(words::check(file, &words::sql_only(&file.text), &allowed));
        }
    }
    findings.extend(keys::check(&files));
    findings.extend(crate::clauses::check(root)?);
    findings.extend(crate::generate::check(root)?);
    Ok(findings)
}

/// Everything that is or would be committed, as far as a rule reads it.
fn files(root: &Path) -> Result<Vec<SourceFile>> {
    let mut git = Command::new("git");
    git.current_dir(root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = git.output().context("running git ls-files")?;
    ensure!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let mut files = Vec::new();
    for path in String::from_utf8_lossy(&output.stdout).split_terminator('\0') {
        let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
        let is_read = matches!(extension, Some("rs" | "sql" | "html" | "ftl" | "ts"));
        // A file may be deleted and not yet committed as such.
        if is_read && root.join(path).exists() {
            let text = fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}"))?;
            files.push(SourceFile { path: path.to_owned(), text });
        }
    }
    ensure!(!files.is_empty(), "git lists no file below {}", root.display());
    Ok(files)
}

fn metadata(root: &Path, arguments: &[&str]) -> Result<serde_json::Value> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["metadata", "--format-version", "1", "--locked"]).args(arguments);
    let output = cargo.output().context("running cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("reading cargo metadata")
}

#[cfg(test)]
pub(crate) fn planted(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}
