//! `deskhero backup …`

use crate::args::backup::{Backup, BackupAt, BackupCommand};
use crate::{answer, backups, open};
use anyhow::{Result, bail};
use app::App;
use app::backup::{self, Setup};
use domain::Timestamp;
use std::sync::Arc;

/// Runs it.
pub async fn run(command: Backup) -> Result<()> {
    match command.command {
        None => make(&command.at).await,
        Some(BackupCommand::List(at)) => list(&at).await,
        Some(BackupCommand::Check(at)) => check(&at).await,
        Some(BackupCommand::Prune(at)) => prune(&at).await,
    }
}

async fn begin(at: &BackupAt) -> Result<(Arc<App>, Setup)> {
    let config = open::config(&at.data)?;
    let app = open::app(&config).await?;
    let setup = backups::setup(&config, at.to.as_deref(), app.egress()).await?;
    Ok((app, setup))
}

/// A time in words.
pub fn time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis()).map_or_else(|_| "?".to_owned(), |at| format!("{at:.0}"))
}

/// A size in words.
fn size(bytes: u64) -> String {
    let (mut tenths, mut unit) = (u128::from(bytes) * 10, "bytes");
    for larger in ["kB", "MB", "GB", "TB"] {
        if tenths < 10_000 {
            break;
        }
        (tenths, unit) = (tenths / 1_000, larger);
    }
    if unit == "bytes" { format!("{bytes} bytes") } else { format!("{}.{} {unit}", tenths / 10, tenths % 10) }
}

async fn make(at: &BackupAt) -> Result<()> {
    let (app, setup) = begin(at).await?;
    let made = backup::make(&app, &setup).await?;
    answer::print(at.data.json, &made, |made| {
        format!(
            "Backup {} of {}: {} rows, {}; {} in {} new pieces were written and read back. It goes on {}.",
            made.id,
            time(made.at),
            made.rows,
            size(made.bytes),
            size(made.new_bytes),
            made.new_pieces,
            time(made.expires_at)
        )
    })?;
    if !made.missing.is_empty() {
        bail!(
            "mails lie in packs that are gone, and the backup is without them: {}",
            made.missing.join(", ")
        );
    }
    Ok(())
}

async fn list(at: &BackupAt) -> Result<()> {
    let (app, setup) = begin(at).await?;
    let all = backup::list(&app, &setup).await?;
    let value = serde_json::json!({ "retention_days": setup.retention_days, "backups": all });
    answer::print(at.data.json, &value, |_| {
        let line = |entry: &backup::Entry| {
            let what = match &entry.fault {
                Some(fault) => format!("BROKEN: {fault}"),
                None => format!("{} rows, {}", entry.rows, size(entry.bytes)),
            };
            format!("{}  {}  until {}  {what}", entry.id, time(entry.at), time(entry.expires_at))
        };
        let lines: Vec<String> = all.iter().map(line).collect();
        if lines.is_empty() { "There is no backup.".to_owned() } else { lines.join("\n") }
    })
}

async fn check(at: &BackupAt) -> Result<()> {
    let (app, setup) = begin(at).await?;
    let checked = backup::check::check(&app, &setup).await?;
    answer::print(at.data.json, &checked, |checked| {
        let mut text = format!(
            "{} backups, {} pieces, {} read back",
            checked.backups,
            checked.pieces,
            size(checked.bytes)
        );
        for fault in &checked.faults {
            text.push_str("\nBROKEN: ");
            text.push_str(fault);
        }
        text
    })?;
    if !checked.faults.is_empty() {
        bail!(
            "{} things are broken: delete what is named, and make a backup, which writes it anew",
            checked.faults.len()
        );
    }
    Ok(())
}

async fn prune(at: &BackupAt) -> Result<()> {
    let (app, setup) = begin(at).await?;
    let pruned = backup::prune::prune(&app, &setup, app.now()).await?;
    answer::print(at.data.json, &pruned, |pruned| {
        format!(
            "{} backups removed, {} left; {} pieces removed ({})",
            pruned.backups,
            pruned.left,
            pruned.pieces,
            size(pruned.bytes)
        )
    })?;
    if let Some(fault) = pruned.fault {
        bail!("no piece was removed, because a backup cannot be read: {fault}");
    }
    Ok(())
}
