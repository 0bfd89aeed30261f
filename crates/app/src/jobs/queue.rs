//! What jobs share that work on a queue of rows, each due at a time.

use crate::App;
use domain::Timestamp;
use std::time::Duration;

/// How long nothing is due, at most `look_every`: another node may have queued something that is due before.
pub(super) fn until_due(
    app: &App,
    next: store::Result<Option<Timestamp>>,
    look_every: Duration,
    what: &'static str,
) -> Duration {
    match next {
        Ok(Some(due)) => {
            let ms = due.millis_since(app.now()).max(1);
            look_every.min(Duration::from_millis(ms.unsigned_abs()))
        }
        Ok(None) => look_every,
        Err(error) => {
            tracing::error!(%error, what, "when the next is due cannot be read");
            look_every
        }
    }
}
