//! How long anything may take. No wait in this crate is without one of these.

use std::time::Duration;

/// The deadlines of a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// From the first packet to a usable connection, TLS included.
    pub connect: Duration,
    /// Longest silence of a server that owes an answer.
    pub quiet: Duration,
    /// Longest whole answer to one command, however steadily it trickles.
    pub command: Duration,
    /// Pause between looks where the source cannot wake us.
    pub poll: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            quiet: Duration::from_secs(60),
            command: Duration::from_secs(15 * 60),
            poll: Duration::from_secs(30),
        }
    }
}
