//! Reminds operators of assessments and reviews that are due.

use crate::{App, assessment};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked: terms are days.
const LOOK_EVERY: Duration = Duration::from_secs(300);
/// One node's for so long.
const LEASE_MS: i64 = 600_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "what is to be said about assessments waits for the next look");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn round(app: &App) -> crate::Result<()> {
    let (now, system) = (app.now(), app.store().system());
    if system.acquire_lease("assessments", app.node(), now, now.plus_millis(LEASE_MS)).await? {
        assessment::round(app).await?;
    }
    Ok(())
}
