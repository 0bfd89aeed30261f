//! Work that one node does at a time, for as long as it takes: the lease is short, and prolonged while the work goes on. What
//! fell silent is taken over soon, and what is large is never done by two.

use crate::{App, Result};
use domain::Timestamp;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior};

/// How long another node waits for one that fell silent, in milliseconds.
pub const LEASE_MS: i64 = 5 * 60 * 1000;
/// How often it is prolonged.
pub const EVERY: Duration = Duration::from_secs(60);

/// Does the work under the lease of this name, by this node. `None` where somebody else holds it, or where it was lost to them
/// on the way: then the work stopped where it was.
///
/// # Errors
/// The work's failure, or a store's.
pub async fn hold<T>(
    app: &App,
    name: &str,
    (now, every): (Timestamp, Duration),
    work: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    let (system, holder) = (app.store().system(), app.node());
    if !system.acquire_lease(name, holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    // Both go on beside each other: what is written under the lease may hold the writer that prolonging it waits for.
    let done = tokio::select! {
        done = work => done,
        () = prolong(app, name, every) => {
            tracing::warn!(lease = name, "somebody else went on with it");
            return Ok(None);
        }
    };
    system.release_lease(name, holder).await?;
    done.map(Some)
}

/// Ends when the lease is lost.
async fn prolong(app: &App, name: &str, every: Duration) {
    let mut beats = tokio::time::interval_at(Instant::now() + every, every);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beats.tick().await;
        let now = app.now();
        let until = now.plus_millis(LEASE_MS);
        match app.store().system().renew_lease(name, app.node(), now, until).await {
            Ok(true) => {}
            Ok(false) => return,
            // It is ours for some minutes yet.
            Err(error) => tracing::warn!(lease = name, %error, "the lease could not be prolonged"),
        }
    }
}
