//! When to try again after failures: exponential, with jitter, capped, and with its state visible.
//! Pure: time and chance are parameters.

use domain::Timestamp;

/// First pause, in milliseconds.
pub const BACKOFF_FIRST_MS: i64 = 2_000;
/// Longest pause, in milliseconds: a server that comes back is noticed within five minutes.
pub const BACKOFF_MAX_MS: i64 = 5 * 60_000;

/// The state of one mailbox's back-off. It never gives up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backoff {
    failures: u32,
    since: Option<Timestamp>,
    next: Option<Timestamp>,
}

impl Backoff {
    /// No failure yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { failures: 0, since: None, next: None }
    }

    /// Notes a failure. `jitter` is a random number from 0 to 1: half of the pause is fixed, half of it
    /// random, so that many mailboxes of one server do not come back in step.
    pub fn failed(&mut self, now: Timestamp, jitter: f64) {
        let doublings = self.failures.min(20);
        let pause = BACKOFF_FIRST_MS.saturating_mul(1_i64 << doublings).min(BACKOFF_MAX_MS);
        self.failures = self.failures.saturating_add(1);
        self.since.get_or_insert(now);
        let half = pause / 2;
        let thousandths = (jitter.clamp(0.0, 1.0) * 1_000.0).round() as i64;
        self.next = Some(now.plus_millis(half + half * thousandths / 1_000));
    }

    /// Notes a success: all is forgotten.
    pub fn succeeded(&mut self) {
        *self = Self::new();
    }

    /// Whether it is time to try.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| now >= next)
    }

    /// Failures in a row.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.failures
    }

    /// When the first of them was.
    #[must_use]
    pub const fn failing_since(&self) -> Option<Timestamp> {
        self.since
    }

    /// When it is tried again.
    #[must_use]
    pub const fn next_try(&self) -> Option<Timestamp> {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_cap_and_never_stop() {
        let mut backoff = Backoff::new();
        let mut now = Timestamp::from_millis(1_000);
        let mut pauses = Vec::new();
        for _ in 0..100 {
            backoff.failed(now, 1.0);
            let next = backoff.next_try().unwrap();
            pauses.push(next.millis_since(now));
            assert!(!backoff.is_due(now));
            assert!(backoff.is_due(next));
            now = next;
        }
        assert_eq!(pauses[..4], [2_000, 4_000, 8_000, 16_000]);
        assert_eq!(pauses[99], BACKOFF_MAX_MS);
        assert_eq!(backoff.failing_since(), Some(Timestamp::from_millis(1_000)));
        assert_eq!(backoff.failures(), 100);
        backoff.succeeded();
        assert!(backoff.is_due(Timestamp::from_millis(0)));
        assert_eq!(backoff.failures(), 0);
    }

    #[test]
    fn jitter_spreads_over_half_of_the_pause() {
        let pause = |jitter| {
            let mut backoff = Backoff::new();
            backoff.failed(Timestamp::from_millis(0), jitter);
            backoff.next_try().unwrap().as_millis()
        };
        assert_eq!((pause(0.0), pause(0.5), pause(1.0), pause(9.0)), (1_000, 1_500, 2_000, 2_000));
    }
}
