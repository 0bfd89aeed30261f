//! `deskhero keys`.

use super::Data;
use clap::Subcommand;
use std::path::PathBuf;

/// The keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Numbers of the keyring.
    Status {
        #[command(flatten)]
        data: Data,
    },
    /// Copy the keyring into a folder; copies there that are older than `keys.snapshot_hours` go.
    Snapshot {
        /// The folder; without it, `keys.snapshot_to` of the configuration.
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
    /// Try whether a tenant's keys could be handed over to somebody else's KEK, who alone would open them then. Nothing is changed.
    Drill {
        /// One tenant's short name; every tenant when absent.
        #[arg(long)]
        tenant: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Hand everything over to another KEK: new keys, which the KEK in force does not open any more. Stop every server before.
    HandOver {
        /// The file with the other KEK: 32 random bytes.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// New generations for new writes: of a tenant, or of the root.
    Rotate {
        /// One tenant's short name; every tenant when absent.
        #[arg(long)]
        tenant: Option<String>,
        #[command(flatten)]
        data: Data,
    },
}
