//! Arguments of `deskhero document …`.

use super::Data;
use clap::Subcommand;
use domain::DocumentKind;
use std::path::PathBuf;

/// Documents: drafts, releases, what somebody signed.
#[derive(Debug, Subcommand)]
pub enum Document {
    /// List what is released, and what is being written.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Write drafts from the configuration and the data map; what was written before in these languages is replaced.
    Generate {
        /// Which (terms, privacy-policy, dpa, cookie-policy, measures, processing-record, sub-processors, incident-plan); all
        /// when absent.
        kinds: Vec<DocumentKind>,
        #[command(flatten)]
        data: Data,
    },
    /// Write a draft, or a translation, from a file.
    Write {
        /// Which.
        kind: DocumentKind,
        /// Markdown; `-` for standard input.
        file: PathBuf,
        /// The language of the text.
        #[arg(long, default_value = "en")]
        language: String,
        #[command(flatten)]
        data: Data,
    },
    /// Print a text.
    Show {
        /// Which.
        kind: DocumentKind,
        /// The version; the one that holds when absent.
        #[arg(long, conflicts_with = "draft")]
        version: Option<i64>,
        /// What is being written.
        #[arg(long)]
        draft: bool,
        /// Write it to this file as PDF.
        #[arg(long, value_name = "FILE", conflicts_with = "draft")]
        pdf: Option<PathBuf>,
        /// The language.
        #[arg(long, default_value = "en")]
        language: String,
        #[command(flatten)]
        data: Data,
    },
    /// Print what becomes another by releasing what is being written.
    Diff {
        /// Which.
        kind: DocumentKind,
        /// The language.
        #[arg(long, default_value = "en")]
        language: String,
        #[command(flatten)]
        data: Data,
    },
    /// Release what is being written, with its translations. It is never changed afterwards.
    Release {
        /// Which; with --missing, every one that was never released, from the standard text.
        #[arg(required_unless_present = "missing")]
        kinds: Vec<DocumentKind>,
        /// Release the standard text of every document that was never released.
        #[arg(long, conflicts_with_all = ["kinds", "effective"])]
        missing: bool,
        /// It changes something for people: each gets a letter, and a page to read and agree to.
        #[arg(long)]
        material: bool,
        /// The day from which it holds (2026-12-24, UTC); today when absent.
        #[arg(long, value_name = "DAY")]
        effective: Option<String>,
        /// Translations that did not change with the text that counts stay as they are: you looked.
        #[arg(long)]
        translations_unchanged: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Note that an admin of a company signed documents on paper, of which you keep the copy.
    Signed {
        /// Which; terms, privacy-policy and dpa when absent.
        kinds: Vec<DocumentKind>,
        /// The tenant's short name.
        #[arg(long, value_name = "T")]
        tenant: String,
        /// The admin's address.
        #[arg(long, value_name = "ADDRESS")]
        admin: String,
        #[command(flatten)]
        data: Data,
    },
    /// What became of the letters about a version.
    Letters {
        /// Which.
        kind: DocumentKind,
        /// The version.
        version: i64,
        #[command(flatten)]
        data: Data,
    },
    /// Take delivery reports down: letters that came back (RFC 3464).
    Bounced {
        /// Mails.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
}
