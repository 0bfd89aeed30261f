//! Keeps what was counted of usage, sums days up, ends months.

use crate::{App, usage};
use std::sync::Arc;
use std::time::Duration;

/// How often.
const EVERY: Duration = Duration::from_secs(600);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(error) = usage::round(&app).await {
            tracing::error!(%error, "what was counted of usage could not be kept");
        }
    }
}
