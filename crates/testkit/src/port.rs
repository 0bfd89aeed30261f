//! Ports that no other test of this machine takes.
//!
//! Asking the kernel for a free port and letting it go again races with every other process that does the
//! same. Here a port is owned through a locked file for as long as the [`Port`] lives, and the range lies
//! below the kernel's own ephemeral ports, so that no outgoing connection takes it either.

use std::fs::{self, File, OpenOptions};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

use rustix::process::getuid;

use crate::error::{Context, Error, Result};

const FIRST: u16 = 18_000;
const COUNT: u16 = 14_000;

/// A TCP port of 127.0.0.1, kept for its holder.
#[derive(Debug)]
pub struct Port {
    number: u16,
    _claim: File,
}

impl Port {
    /// Claims a port on which nothing listens.
    ///
    /// # Errors
    /// When the folder of claims can't be written or every port is taken.
    pub fn claim() -> Result<Self> {
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let folder = std::env::temp_dir().join(format!("deskhero-ports-{}", getuid().as_raw()));
        fs::create_dir_all(&folder).context("creating the folder of port claims")?;
        // Processes start at different places, so that claims rarely meet.
        let start = u16::try_from(std::process::id().wrapping_mul(37) % u32::from(COUNT)).unwrap_or(0);
        for _ in 0..COUNT {
            let step = NEXT.fetch_add(1, Ordering::Relaxed) % COUNT;
            let number = FIRST + (start + step) % COUNT;
            let claim = OpenOptions::new()
                .create(true)
                .append(true)
                .open(folder.join(number.to_string()))
                .context("claiming a port")?;
            if claim.try_lock().is_ok() && TcpListener::bind(("127.0.0.1", number)).is_ok() {
                return Ok(Self { number, _claim: claim });
            }
        }
        Err(Error::Failed("no free port for a test server".to_owned()))
    }

    /// The port's number.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }
}
