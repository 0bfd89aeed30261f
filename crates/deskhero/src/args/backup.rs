//! The commands of backups.

use super::Data;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Backups.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Backup {
    /// What else than making one.
    #[command(subcommand)]
    pub command: Option<BackupCommand>,
    #[command(flatten)]
    pub at: BackupAt,
}

/// Where backups are.
#[derive(Debug, Args)]
pub struct BackupAt {
    /// The place of the backups; without it, `backup.to` of the configuration.
    #[arg(long, visible_alias = "from", value_name = "PLACE")]
    pub to: Option<String>,
    #[command(flatten)]
    pub data: Data,
}

/// What can be done with backups that are there.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Every backup, with the day on which it goes.
    List(BackupAt),
    /// Read everything back: each piece is there, opens, and is what was written.
    Check(BackupAt),
    /// Remove backups whose time is over, and what nothing names any more. `serve` does so by itself.
    Prune(BackupAt),
}

/// A restore.
#[derive(Debug, Args)]
pub struct Restore {
    /// The place of the backups.
    #[arg(long, value_name = "PLACE")]
    pub from: String,
    /// Which one; the newest when absent.
    #[arg(long, value_name = "ID")]
    pub backup: Option<String>,
    /// Folder of another Deskhero whose keys are taken along, as they are now (kek.key, root.key, audit-signing.key and the
    /// keyring). Without it, they have to be in place already.
    #[arg(long, value_name = "DIR")]
    pub keys: Option<PathBuf>,
    /// Folder with copies of the keyring, when the keyring itself was lost: the newest one is taken.
    #[arg(long, value_name = "DIR", conflicts_with = "keys")]
    pub keyring: Option<PathBuf>,
    /// Replace data that is there.
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub data: Data,
}
