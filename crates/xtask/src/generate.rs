//! Files that are written from the code. To add one: a line in [`FILES`].

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tidy::Finding;

/// Writes the content of one file.
type Generator = fn() -> String;

/// Path from the root of the project, and what belongs there.
const FILES: &[(&str, Generator)] = &[
    ("docs/configuration.md", config::reference::markdown),
    ("docs/deskhero.example.toml", config::reference::example),
];

/// Writes every generated file.
pub fn write(root: &Path) -> Result<()> {
    for (path, content) in FILES {
        let file = root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating the folder of {path}"))?;
        }
        fs::write(&file, content()).with_context(|| format!("writing {path}"))?;
    }
    Ok(())
}

/// Names every generated file that differs from what would be written.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let found = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    Ok(FILES.iter().filter_map(|(path, content)| stale(path, &found(path), &content())).collect())
}

fn stale(path: &str, found: &str, wanted: &str) -> Option<Finding> {
    let line = found.lines().zip(wanted.lines()).take_while(|(old, new)| old == new).count() + 1;
    (found != wanted)
        .then(|| Finding::new(path, line, "is stale: run `./dev generate` and commit the result"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_file_is_found_with_the_first_line_that_differs() {
        assert!(stale("a.md", "one\ntwo\n", "one\ntwo\n").is_none());
        let finding = stale("a.md", "one\ntwo\n", "one\n2\n").unwrap();
        assert!(finding.to_string().starts_with("a.md:2: is stale"));
        assert!(stale("a.md", "", "one\n").is_some(), "a missing file is stale");
    }
}
