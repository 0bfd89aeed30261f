//! `deskhero audit …`

use crate::args::{Audit, Data};
use crate::{answer, open};
use anyhow::{Context, Result, anyhow, bail};
use app::audit::{Checked, Depth, Verified};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Runs it.
pub async fn run(command: Audit) -> Result<()> {
    match command {
        Audit::Verify { tenant, open, checkpoints, data } => verify(tenant, open, checkpoints, data).await,
        Audit::Check { file, key, json } => check(&file, &key, json),
        Audit::Key { data } => {
            let app = open::app(&open::config(&data)?).await?;
            let key = app::audit::public_key(&app);
            answer::print(data.json, &serde_json::json!({ "public_key": key }), |_| key.clone())
        }
    }
}

async fn verify(tenant: Option<String>, open_all: bool, folder: Option<PathBuf>, data: Data) -> Result<()> {
    let app = open::app(&open::config(&data)?).await?;
    let tenants = match &tenant {
        Some(slug) => vec![super::tenant_named(&app, slug).await?],
        None => app::tenant::list_logs(&app).await?,
    };
    let folder = folder.or_else(|| app.settings().checkpoint_folder.clone());
    let depth = Depth { open_all, second_place: folder.as_deref() };
    let mut results = Vec::new();
    for info in tenants {
        results.push(app::audit::verify_with(&app, &info, depth).await?);
    }
    let whole = results.iter().all(|result| result.fault.is_none());
    answer::print(data.json, &serde_json::json!({ "ok": whole, "tenants": results }), |_| {
        results.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if whole { Ok(()) } else { bail!("the audit log is not whole") }
}

fn line(r: &Verified) -> String {
    let second = r.second_place.map_or(String::new(), |count| format!(", {count} in the second place"));
    let removed = if r.removed == 0 { String::new() } else { format!(" ({} removed)", r.removed) };
    match &r.fault {
        None => format!(
            "{}: {} entries{removed}, root {}, {} checkpoints{second}, whole",
            r.tenant, r.entries, r.root, r.checkpoints
        ),
        Some(fault) => format!("{}: BROKEN: {fault}", r.tenant),
    }
}

fn check(file: &Path, key: &str, json: bool) -> Result<()> {
    let key = key_of(key).context("--key takes 64 hexadecimal digits")?;
    let opened = File::open(file).with_context(|| format!("{}", file.display()))?;
    let found =
        app::audit::check(BufReader::new(opened), &key).map_err(|why| anyhow!("NOT PROVED: {why}"))?;
    answer::print(json, &found, words)
}

fn words(found: &Checked) -> String {
    let gap = if found.without_gap { "without a gap" } else { "as they were looked for" };
    format!(
        "PROVED: {} entries of tenant {} ({gap}), of a log of {} that was signed at {}.",
        found.entries, found.tenant, found.entries_in_log, found.signed_at_ms
    )
}

fn key_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    let bytes: Option<Vec<u8>> = digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect();
    bytes.filter(|_| text.len() == 64)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn a_key_is_sixty_four_digits() {
        assert_eq!(key_of(&"0f".repeat(32)), Some([15; 32]));
        for bad in [String::new(), "0f".repeat(31), "zz".repeat(32), "0f".repeat(33), "é".repeat(32)] {
            assert_eq!(key_of(&bad), None, "{bad}");
        }
    }
}
