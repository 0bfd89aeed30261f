//! How far the clock was followed: a time far ahead of it is doubted.

use crate::db::{args, queries};
use crate::{Result, SystemStore};
use domain::Timestamp;

queries! {
    FIND = "SELECT seen_at_ms, doubted_at_ms, looked_at_ms, waited_ms FROM clock_mark WHERE one = 1";
    INSERT = "INSERT INTO clock_mark (one, seen_at_ms, doubted_at_ms, looked_at_ms, waited_ms) VALUES (1, $1, $2, $3, $4) \
        ON CONFLICT (one) DO NOTHING";
    UPDATE = "UPDATE clock_mark SET seen_at_ms = $1, doubted_at_ms = $2, looked_at_ms = $3, waited_ms = $4 \
        WHERE one = 1 AND seen_at_ms = $5 AND COALESCE(looked_at_ms, 0) = $6";
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

    /// Keeps where it stands now; false when somebody else did since it was `before`.
    pub async fn change_clock_mark(&self, before: Option<ClockMark>, mark: ClockMark) -> Result<bool> {
        let (since, looked_at) =
            (mark.doubt.map(|doubt| doubt.since), mark.doubt.map(|doubt| doubt.looked_at));
        let waited_ms = mark.doubt.map_or(0, |doubt| doubt.waited_ms);
        let written = match before {
            None => self.write(INSERT, args![mark.seen_at, since, looked_at, waited_ms]).await?,
            Some(before) => {
                let looked_before = before.doubt.map_or(0, |doubt| doubt.looked_at.as_millis());
                let args = args![mark.seen_at, since, looked_at, waited_ms, before.seen_at, looked_before];
                self.write(UPDATE, args).await?
            }
        };
        Ok(written > 0)
    }
}
