//! Takes erasures on, from the moment they are begun, and whatever interrupted them.

use crate::{App, erasure};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// How often it is looked without being asked.
const EVERY: Duration = Duration::from_secs(60);
/// How soon again, while one waits for other processes.
const SOON: Duration = Duration::from_secs(2);

/// Runs until the process ends, on a thread of its own: a large erasure asks SQLite for minutes, and what it asks runs where it
/// asks. On a thread of the runtime, whoever it has just woken, because the writer is free, would wait for its next question.
pub async fn run(app: Arc<App>) {
    let (alive, ended) = oneshot::channel::<()>();
    let runtime = Handle::current();
    let working = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            tokio::select! {
                biased;
                _ = ended => {}
                () = rounds(app) => {}
            }
        });
    });
    if working.await.is_err() {
        tracing::error!("the job that erases has stopped; it goes on when the process starts again");
    }
    // Until here: whoever ends this job ends its work with it.
    drop(alive);
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
