//! Keys that were destroyed leave the files of the keyring within seconds, whatever destroyed them: a mailbox is disconnected, a
//! copy has expired, a term is over. An erasure waits for it.

use crate::App;
use std::sync::Arc;
use std::time::Duration;

/// How long others may follow the first, so that the log is emptied once for all of them.
const TOGETHER: Duration = Duration::from_secs(5);

/// Runs until the process ends. What another process destroyed leaves with the next one, or when that process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = app.keyring().overwrite_destroyed().await {
            tracing::error!(%error, "keys that were destroyed may still lie in the keyring's log; it is tried again");
        } else {
            app.keyring().when_destroyed().await;
        }
        tokio::time::sleep(TOGETHER).await;
    }
}
