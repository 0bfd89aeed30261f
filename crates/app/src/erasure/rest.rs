//! Resting: others wait for the same disk and the same processors.

use crate::App;
use std::time::Duration;

/// So much goes without a rest: writes of one erasure, or of those that come by the hundred.
pub(super) const AT_ONCE: u32 = 8;
/// Then a write of one erasure is followed by a rest so many times as long as it took: of all who wait to write, one in five
/// comes while it does.
const AFTER_WRITES: u32 = 4;
/// One of those that come by the hundred reads more than it writes. Longer rests made others wait no less.
const AFTER_ONE: u32 = 2;
/// It rests no longer than that.
const REST_MAX: Duration = Duration::from_millis(400);

/// Those that come by the hundred, one after the other.
pub(super) struct Turns {
    done: u32,
    began_us: u64,
}

impl Turns {
    /// The first of them begins.
    pub(super) fn begin(app: &App) -> Self {
        Self { done: 0, began_us: app.clock().monotonic_us() }
    }

    /// How many there were.
    pub(super) const fn done(&self) -> u32 {
        self.done
    }

    /// One is done; when others had their turn, the next begins.
    pub(super) async fn next(&mut self, app: &App) {
        self.done += 1;
        if self.done > AT_ONCE {
            rest(app, self.began_us, AFTER_ONE).await;
        }
        self.began_us = app.clock().monotonic_us();
    }
}

/// Lets others have their turn after a write that began at this time of the app's clock, in microseconds.
pub(super) async fn after_write(app: &App, began_us: u64) {
    rest(app, began_us, AFTER_WRITES).await;
}

async fn rest(app: &App, began_us: u64, times: u32) {
    let took = Duration::from_micros(app.clock().monotonic_us().saturating_sub(began_us));
    tokio::time::sleep((took * times).min(REST_MAX)).await;
}
