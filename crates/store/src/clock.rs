//! How far the clock was followed: a time far ahead of it is doubted.

use crate::db::{args, queries};
use crate::{Result, SystemStore};
use domain::Timestamp;

queries! {
    FIND = "SELECT seen_at_ms, doubted_at_ms, looked_at_ms, waited_ms FROM clock_mark WHERE one = 1";
    PUT = "INSERT INTO clock_mark (one, seen_at_ms, doubted_at_ms, looked_at_ms, waited_ms) VALUES (1, $1, $2, $3, $4) \
        ON CONFLICT (one) DO UPDATE SET seen_at_ms = excluded.seen_at_ms, doubted_at_ms = excluded.doubted_at_ms, \
        looked_at_ms = excluded.looked_at_ms, waited_ms = excluded.waited_ms";
}

/// Where the clock stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockMark {
    /// The last time that was believed.
    pub seen_at: Timestamp,
    /// What is doubted, when something is.
    pub doubt: Option<ClockDoubt>,
}

/// A clock that stands far ahead of the last time that was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockDoubt {
    /// When it was seen first, by that clock.
    pub since: Timestamp,
    /// When it was seen last, by that clock.
    pub looked_at: Timestamp,
    /// Milliseconds that Deskhero ran meanwhile.
    pub waited_ms: i64,
}

impl SystemStore {
    /// Where the clock stood; `None` before the first look.
    pub async fn find_clock_mark(&self) -> Result<Option<ClockMark>> {
        let Some(row) = self.read().await?.find(FIND, args![]).await? else { return Ok(None) };
        let mut f = row.fields();
        let (seen_at, since, looked_at, waited_ms) = (f.time()?, f.time_opt()?, f.time_opt()?, f.i64()?);
        let doubt = since.zip(looked_at).map(|(since, looked_at)| ClockDoubt { since, looked_at, waited_ms });
        Ok(Some(ClockMark { seen_at, doubt }))
    }

    /// Keeps where it stands now.
    pub async fn put_clock_mark(&self, mark: ClockMark) -> Result<()> {
        let (since, looked_at) =
            (mark.doubt.map(|doubt| doubt.since), mark.doubt.map(|doubt| doubt.looked_at));
        let waited_ms = mark.doubt.map_or(0, |doubt| doubt.waited_ms);
        self.write(PUT, args![mark.seen_at, since, looked_at, waited_ms]).await.map(|_| ())
    }
}
