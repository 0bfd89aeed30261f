//! Puts everything of companies together that asked for it, one company at a time.

use crate::{App, company_export};
use std::sync::Arc;
use std::time::Duration;

/// Longest time between two looks; another node may have been asked, or may have vanished.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        // Asked for before looking: what is asked meanwhile wakes the next look.
        let told = app.company_exports_asked().notified();
        match company_export::round(&app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "a company export waits for the next look"),
        }
        tokio::select! {
            () = told => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}
