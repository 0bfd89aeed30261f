//! What the operator chose and use cases need.

use std::path::PathBuf;

/// Settings of the running process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where index folders lie, one by tenant.
    pub index_folder: PathBuf,
    /// clamd: `host:port` or a socket's path; `None`: mail is not scanned, and that is shown.
    pub clamd: Option<String>,
    /// Where signed heads of the audit logs are also written: a folder off this machine.
    pub checkpoint_folder: Option<PathBuf>,
    /// Hours that a session lasts without use.
    pub session_hours: i64,
    /// Seconds between polls of a mailbox that cannot push.
    pub poll_s: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            index_folder: PathBuf::from("index"),
            clamd: None,
            checkpoint_folder: None,
            session_hours: 14 * 24,
            poll_s: 60,
        }
    }
}
