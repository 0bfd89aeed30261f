//! Takes erasures on, from the moment they are begun, and whatever interrupted them.

use super::own_thread::{self, Turn};
use crate::{App, erasure};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked without being asked.
const EVERY: Duration = Duration::from_secs(60);
/// How soon again, while one waits for other processes.
const SOON: Duration = Duration::from_secs(2);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    own_thread::run("erasing", Turn::AsOthers, rounds(app)).await;
}

async fn rounds(app: Arc<App>) {
    loop {
        let pause = match erasure::round(&app, app.now()).await {
            Ok(0) => EVERY,
            Ok(_) => SOON,
            Err(error) => {
                tracing::error!(%error, "an erasure could not go on; it is tried again");
                SOON
            }
        };
        tokio::select! {
            () = app.erasures_changed().notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
