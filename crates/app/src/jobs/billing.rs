//! Makes invoices, sends them, and ends them when the law does.

use crate::{App, billing};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_secs(300);
/// One node's for so long.
const LEASE_MS: i64 = 600_000;

/// Runs until the process ends; does nothing where nothing is paid for and no invoice is left.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "invoices wait for the next look");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn round(app: &App) -> crate::Result<()> {
    let (now, system) = (app.now(), app.store().system());
    if system.acquire_lease("billing", app.node(), now, now.plus_millis(LEASE_MS)).await? {
        billing::round(app).await?;
    }
    Ok(())
}
