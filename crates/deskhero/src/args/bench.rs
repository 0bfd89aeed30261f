//! What `deskhero bench` is asked.

use super::Data;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Measurements.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Take a folder of .eml files in: sealed, threaded, indexed, durable.
    Ingest {
        /// The folder.
        folder: PathBuf,
        /// Take the folder in this often, each time as other mails (Message-IDs and addresses changed).
        #[arg(long, default_value_t = 1)]
        repeat: u32,
        /// Where to work; a temporary folder when absent.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// PostgreSQL instead of the embedded database.
        #[arg(long, value_name = "URL")]
        database: Option<String>,
        /// One JSON object on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Write an audit log of so many events, and prove it whole.
    Audit {
        /// Events.
        #[arg(long, default_value_t = 2_000_000)]
        entries: u64,
        /// Where to work; a temporary folder when absent.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// PostgreSQL instead of the embedded database.
        #[arg(long, value_name = "URL")]
        database: Option<String>,
        /// One JSON object on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Put together what is held about one person, hand it out, and erase it.
    Person {
        /// Their mails.
        #[arg(long, default_value_t = 1_000)]
        mails: usize,
        /// One JSON object on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Connect many mailboxes, untested, at servers that stand there for measuring: box0@DOMAIN and so on.
    Mailboxes(Mailboxes),
}

/// Where a mailbox for measuring lies.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum At {
    /// Gmail API; all of them are one mailbox there.
    Google,
    /// Microsoft Graph; each is a mailbox that one account may open.
    Microsoft,
    /// IMAP.
    Imap,
}

/// Mailboxes for measuring.
#[derive(Debug, Args)]
pub struct Mailboxes {
    /// The tenant's short name.
    #[arg(long)]
    pub tenant: String,
    /// Where they lie. Where Google and Microsoft are is in the configuration.
    #[arg(long, value_enum)]
    pub at: At,
    /// How many.
    #[arg(long)]
    pub count: usize,
    /// Domain of their addresses.
    #[arg(long, default_value = "helpdesk.test")]
    pub domain: String,
    /// The access token or password that opens all of them.
    #[arg(long)]
    pub secret: String,
    /// Port of the IMAP server on this machine.
    #[arg(long, default_value_t = 993)]
    pub port: u16,
    /// PEM of a certificate authority to trust for it.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Where the data lies.
    #[command(flatten)]
    pub data: Data,
}
