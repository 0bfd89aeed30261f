//! Opens incidents where a rule found an attack, reminds of reports, tells companies.

use crate::{App, incident};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked: an alert opens its incident within a minute.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// One node's for so long.
const LEASE_MS: i64 = 120_000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "what is to be done about incidents waits for the next look");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn round(app: &App) -> crate::Result<()> {
    let (now, system) = (app.now(), app.store().system());
    if system.acquire_lease("incidents", app.node(), now, now.plus_millis(LEASE_MS)).await? {
        incident::round(app).await?;
    }
    Ok(())
}
