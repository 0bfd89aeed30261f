//! Checks every promise once a day, so that everybody can read the result.

use super::alone;
use super::own_thread::{self, Turn};
use crate::{App, Result, operator, trust};
use std::sync::Arc;
use std::time::Duration;

/// A node that has just begun has other things to do.
const FIRST: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_secs(600);
const EVERY_MS: i64 = 24 * 3_600_000;

/// Runs until the process ends. It looks at everything that there is: nobody is to wait for that.
pub async fn run(app: Arc<App>) {
    own_thread::run("promises", Turn::AfterOthers, rounds(app)).await;
}

async fn rounds(app: Arc<App>) {
    tokio::time::sleep(FIRST).await;
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "the promises could not be checked");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Checks them, unless that was done within a day, or another process is at it.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let newest = app.store().tenant(operator::SCOPE).find_promise_report().await?;
    if newest.is_some_and(|one| app.now().millis_since(one.at) < EVERY_MS) {
        return Ok(());
    }
    alone(app, "promises", trust::check(app)).await
}
