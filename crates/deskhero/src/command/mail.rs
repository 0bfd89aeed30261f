//! `deskhero mail …`

use crate::answer;
use crate::args::Mail;
use anyhow::{Context, Result};
use std::io::Read;

/// Runs it.
pub fn run(command: Mail) -> Result<()> {
    let Mail::Read { file, json } = command;
    let raw = if file.as_os_str() == "-" {
        let mut raw = Vec::new();
        std::io::stdin().read_to_end(&mut raw)?;
        raw
    } else {
        std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?
    };
    answer::print(json, &mime::reading(&raw), |reading| {
        serde_json::to_string_pretty(reading).unwrap_or_default()
    })
}
