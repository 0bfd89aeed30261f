//! `deskhero sub-processor …`

use super::Data;
use clap::Subcommand;
use std::path::PathBuf;

/// The register of sub-processors.
#[derive(Debug, Subcommand)]
pub enum SubProcessor {
    /// Who is in it, and whether each gets anything.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Write one down, or change one: what companies have a say in holds after the days of notice.
    Put {
        /// File with the entry (TOML).
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Which one is changed; a new one without it.
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Take one out: it gets nothing any more.
    End {
        /// Which.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        data: Data,
    },
    /// Say whether a country protects data as well as the European Economic Area.
    Country {
        /// Two letters (ISO 3166-1).
        #[arg(value_name = "CODE")]
        code: String,
        /// It does, by a decision that this version does not know; otherwise it does not any more.
        #[arg(long)]
        adequate: bool,
        /// Which decision, or what ended it.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        data: Data,
    },
}
