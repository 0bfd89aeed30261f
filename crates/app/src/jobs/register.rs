//! Watches over where data goes: the register as other nodes changed it, days that come, contracts that end.

use crate::{App, register};
use std::sync::Arc;
use std::time::Duration;

/// Longest time between two looks; another node may have changed the register, and a day may have come.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        // Asked for before looking: what is changed meanwhile wakes the next look.
        let told = app.register_changed().notified();
        if let Err(error) = register::round(&app).await {
            tracing::error!(%error, "what the register asks for waits for the next look");
        }
        tokio::select! {
            () = told => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}
