//! Learns for each company that wants it, from that company alone, and ends what may not be there.

use super::alone;
use crate::{App, learning};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether something is to be learned.
const EVERY: Duration = Duration::from_secs(600);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = alone(&app, "learning", learning::round(&app)).await {
            tracing::error!(%error, "what could not be learned or forgotten waits for the next round");
        }
        tokio::time::sleep(EVERY).await;
    }
}
