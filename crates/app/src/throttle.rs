//! Limits on what makes this process work for a stranger or ask other machines: so many in a row, then a pause.

use crate::{App, Error, Result};
use domain::Timestamp;

/// So many in a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// Goes into the tag, so that counts of different things stay apart.
    pub column: &'static str,
    /// How many.
    pub max: u32,
    /// A pause of this length starts the count anew.
    pub pause_ms: i64,
}

/// Counts one for `key`.
///
/// # Errors
/// [`Error::TooMany`] above the limit; the store's failure.
pub(crate) async fn count(app: &App, limit: Limit, key: &[u8], now: Timestamp) -> Result<()> {
    let tag = app.vault().system_tag(limit.column, key)?;
    let system = app.store().system();
    let until = system.get_sign_in_failures(tag).await?.locked_until;
    if until > now {
        return Err(Error::TooMany { retry_after_s: (until.millis_since(now) / 1000).max(1) });
    }
    let counted = system.insert_sign_in_failure(tag, now, now.plus_millis(-limit.pause_ms)).await?;
    if counted <= limit.max {
        return Ok(());
    }
    system.update_sign_in_lock(tag, now.plus_millis(limit.pause_ms)).await?;
    Err(Error::TooMany { retry_after_s: limit.pause_ms / 1000 })
}
