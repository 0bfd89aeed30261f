//! What can go wrong with a test world, and the one place that decides between skipping and failing.

use std::io::{self, Write};

/// Why a server of the test world is not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The machine can't run this server: its program is missing or may not be started here.
    #[error("{0}")]
    Unavailable(String),
    /// The server is installed and did not do what it should.
    #[error("{0}")]
    Failed(String),
    /// A file or socket failed.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// The system's answer.
        source: io::Error,
    },
}

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Adds to an I/O error what was tried.
pub(crate) trait Context<T> {
    /// Names the step that failed.
    fn context(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::Io { what: what.into(), source })
    }
}

/// True when a missing server is a failure (`DESKHERO_TEST_REQUIRE=1`).
#[must_use]
pub fn is_required() -> bool {
    std::env::var_os("DESKHERO_TEST_REQUIRE").is_some_and(|value| value == "1")
}

/// Hands out a started server, or `None` with a printed reason when this machine can't run it.
///
/// # Panics
/// When the server failed for another reason than its absence, or when [`is_required`].
pub fn or_skip<T>(started: Result<T>) -> Option<T> {
    match started {
        Ok(server) => Some(server),
        Err(Error::Unavailable(reason)) if !is_required() => {
            // Written past the test harness's capture on purpose: a skip must be seen in a green run.
            let _ = writeln!(io::stderr(), "SKIPPED: {reason}");
            None
        }
        Err(error) => panic!("a server of the test world did not start: {error}"),
    }
}
