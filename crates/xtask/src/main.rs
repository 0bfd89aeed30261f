//! The rules of the code base as code (`xtask tidy`) and the generators of its references
//! (`xtask generate`, with `--check` only comparing); which tests prove a clause (`xtask clauses`).

mod clauses;
mod generate;
mod tidy;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = root().and_then(|root| match words.as_slice() {
        ["tidy"] => tidy::run(&root).map(|findings| report(&findings)),
        ["generate"] => generate::write(&root).map(|()| true),
        ["generate", "--check"] => generate::check(&root).map(|findings| report(&findings)),
        ["clauses", wanted @ ..] => {
            let wanted: Vec<String> = wanted.iter().map(|word| (*word).to_owned()).collect();
            clauses::filter(&root, &wanted).map(|filter| writeln!(io::stdout(), "{filter}").is_ok())
        }
        _ => anyhow::bail!("usage: xtask tidy | generate [--check] | clauses [C44 ...]"),
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error:#}");
            ExitCode::from(2)
        }
    }
}

/// The project that the current folder lies in. Not the folder that this program was built in: checkouts may
/// share one target folder.
fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("finding the current folder")?;
    let root = here.ancestors().find(|folder| folder.join("Cargo.lock").exists());
    root.map(Path::to_owned).context("no Cargo.lock here or above: run this inside the project")
}

fn report(findings: &[tidy::Finding]) -> bool {
    for finding in findings {
        let _ = writeln!(io::stderr(), "{finding}");
    }
    findings.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_base_keeps_its_rules() {
        let findings = tidy::run(&root().unwrap()).unwrap();
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}
