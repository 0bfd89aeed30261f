//! The processes that hold keys in memory. Each says again and again of which epoch its keys are; one that cannot say so
//! any more drops them all. So it is known when nobody holds a key that was destroyed.

use crate::{App, Result};
use domain::Timestamp;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often a process says it.
const EVERY: Duration = Duration::from_secs(5);
/// How long its word holds.
const HOLDS_MS: i64 = 15_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut last_beat = app.now();
    loop {
        match beat(&app, app.now()).await {
            Ok(()) => last_beat = app.now(),
            Err(error) => {
                tracing::warn!(%error, "this process cannot say which keys it holds");
                if app.now().millis_since(last_beat) >= HOLDS_MS {
                    app.vault().forget_all();
                }
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Says of which epoch this process's keys are. Where another process has put a new ROOT in force, everything in memory
/// is dropped first; at the next beat once more, for what was being read meanwhile, and only then it is said.
///
/// # Errors
/// The keyring's failure, or that of the file with ROOT.
pub async fn beat(app: &App, now: Timestamp) -> Result<()> {
    let in_force = app.keyring().find_root_epoch().await?.unwrap_or(i64::MIN);
    let said = app.vault().oldest_epoch()?;
    if said < in_force {
        if let Some(roots) = app.roots().load()? {
            app.vault().add_root(&roots.current)?;
            if let Some(next) = &roots.next {
                app.vault().add_root(next)?;
            }
            app.vault().drop_roots_before(roots.current.epoch());
        }
        app.vault().forget_all();
        app.keys_dropped().store(true, Ordering::Release);
    } else if app.keys_dropped().swap(false, Ordering::AcqRel) {
        app.vault().forget_all();
    }
    Ok(app.keyring().put_node(app.node(), said, now, now.plus_millis(HOLDS_MS)).await?)
}
