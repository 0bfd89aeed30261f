//! Bounded waiting for something outside this process: the only clock of the test world.

use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long a server may take until it answers.
pub const READY_MAX: Duration = Duration::from_secs(30);

const STEP: Duration = Duration::from_millis(5);

#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the test world: bounds the wait for another process"
)]
fn now() -> Instant {
    Instant::now()
}

/// Asks `probe` until it has an answer, for at most `limit`.
pub fn poll<T>(limit: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let start = now();
    loop {
        if let Some(found) = probe() {
            return Some(found);
        }
        if now().duration_since(start) >= limit {
            return None;
        }
        std::thread::sleep(STEP);
    }
}

/// True as soon as something accepts connections on this port of 127.0.0.1.
#[must_use]
pub fn is_listening(port: u16) -> bool {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}
