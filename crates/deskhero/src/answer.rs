//! What a command answers: one JSON object with `--json`, a few lines for people without.

use anyhow::Result;
use serde::Serialize;
use std::io::Write;

/// Prints an answer.
pub fn print<T: Serialize>(json: bool, value: &T, words: impl FnOnce(&T) -> String) -> Result<()> {
    let text = if json { serde_json::to_string(value)? } else { words(value) };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()?;
    Ok(())
}
