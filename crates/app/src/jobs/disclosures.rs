//! Tells companies of what was handed out under a gag, when it ends.

use crate::{App, disclosure};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// One node's for so long.
const LEASE_MS: i64 = 120_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "what companies are to be told waits for the next look");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn round(app: &App) -> crate::Result<()> {
    let (now, system) = (app.now(), app.store().system());
    if system.acquire_lease("disclosures", app.node(), now, now.plus_millis(LEASE_MS)).await? {
        disclosure::round(app).await?;
    }
    Ok(())
}
