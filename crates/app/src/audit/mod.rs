//! The audit log of a tenant: reading and exporting it, proving it whole, and signing its head.

mod check;
mod checkpoint;
pub(crate) mod evidence;
pub(crate) mod export;
mod filter;
mod format;
mod read;
mod scan;
mod shorten;
mod verify;

pub(crate) use checkpoint::ENDING as CHECKPOINT_ENDING;
pub(crate) use scan::{LATE_MS, first_after, opened};
pub(crate) use shorten::{kept_since, shorten};

pub use check::{Checked, check};
pub use checkpoint::{checkpoint, newest_checkpoint};
pub use export::{Export, ExportFormat, export};
pub use filter::{AuditFilter, By, Sought};
pub use read::{AuditEventView, AuditLine, AuditPage, read};
pub use verify::{Depth, Verified, verify, verify_with};

/// The key that a log is proved with, hex: of every tenant's.
#[must_use]
pub fn public_key(app: &crate::App) -> String {
    hex(&app.vault().checkpoint_public_key())
}

/// Bytes as hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
