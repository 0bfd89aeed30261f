//! The arguments of `deskhero audit …`.

use super::Data;
use clap::Subcommand;
use std::path::PathBuf;

/// The audit log.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Prove that the log is whole: every entry, the tree, the signed checkpoints.
    Verify {
        /// One tenant's short name; every tenant when absent.
        #[arg(long)]
        tenant: Option<String>,
        /// Open every entry, not only those that no checkpoint covers yet, and count the objects that they say were opened.
        #[arg(long)]
        open: bool,
        /// The second place of checkpoints to compare with; the configured one when absent.
        #[arg(long, value_name = "FOLDER")]
        checkpoints: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
    /// Prove an exported log with the public key alone: no data of Deskhero is needed.
    Check {
        /// The exported file, NDJSON or CSV.
        file: PathBuf,
        /// The public key, hex, as the page of the audit log shows it and `deskhero audit key` prints it.
        #[arg(long)]
        key: String,
        /// One JSON object on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Print the public key that checkpoints and exports are proved with.
    Key {
        #[command(flatten)]
        data: Data,
    },
}
