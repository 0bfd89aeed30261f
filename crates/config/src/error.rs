//! What can be wrong with settings. Each message names the key, what was found and what is expected.

use std::path::PathBuf;

/// Why settings were refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        reason: String,
    },
    /// The file is not TOML.
    #[error("line {line}: not valid TOML: {reason}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// A section or setting that does not exist.
    #[error("{key}: no such setting, expected one of: {expected}")]
    UnknownKey {
        /// `section.name`, or a section.
        key: String,
        /// The names that exist there.
        expected: String,
    },
    /// A value that does not fit. Values that may hold a password are not repeated.
    #[error("{key}: found {found}, expected {expected}")]
    BadValue {
        /// `section.name`.
        key: String,
        /// The value, or its kind.
        found: String,
        /// What the setting takes.
        expected: &'static str,
    },
}
