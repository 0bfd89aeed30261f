//! Audit events of reads, written together: who comes while another's events are being written waits for
//! the next write, which takes everyone's. Each waits until its own events are durable.

use crate::{App, Error, Result};
use domain::TenantScope;
use domain::merkle::Hash;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use store::TenantStore;
use tokio::sync::oneshot;

/// Sealed events, and who waits for them.
#[derive(Debug)]
struct Waiting {
    entries: Vec<(Vec<u8>, Hash)>,
    done: oneshot::Sender<bool>,
}

/// One tenant's queue.
#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

/// The queues of all tenants.
#[derive(Debug, Default)]
pub struct AuditQueues(Mutex<HashMap<TenantScope, Arc<Queue>>>);

impl App {
    /// Writes sealed events in a transaction that it may share with others'.
    ///
    /// # Errors
    /// [`Error::LogUnwritable`]: the access has failed too.
    pub(crate) async fn write_audit(&self, scope: TenantScope, entries: Vec<(Vec<u8>, Hash)>) -> Result<()> {
        self.begin_audit(scope, entries).await
    }

    /// Begins to write them at once; the answer is their being durable, as [`App::write_audit`]'s is.
    pub(crate) fn begin_audit(
        &self,
        scope: TenantScope,
        entries: Vec<(Vec<u8>, Hash)>,
    ) -> impl Future<Output = Result<()>> + use<> {
        let queue = Arc::clone(self.audit_queues().0.lock().entry(scope).or_default());
        let (done, written) = oneshot::channel();
        queue.waiting.lock().push(Waiting { entries, done });
        let store = self.store().tenant(scope);
        // A task of its own: that one of them goes away must not undo what the others wait for.
        tokio::spawn(async move {
            let _turn = queue.turn.lock().await;
            let everyone = std::mem::take(&mut *queue.waiting.lock());
            if !everyone.is_empty() {
                write_together(&store, everyone).await;
            }
        });
        async {
            match written.await {
                Ok(true) => Ok(()),
                Ok(false) | Err(_) => Err(Error::LogUnwritable),
            }
        }
    }
}

async fn write_together(store: &TenantStore, everyone: Vec<Waiting>) {
    let (entries, waiting): (Vec<_>, Vec<_>) =
        everyone.into_iter().map(|one| (one.entries, one.done)).unzip();
    let outcome = write(store, &entries.concat()).await;
    if let Err(error) = &outcome {
        tracing::error!(tenant = %store.tenant(), %error, "the audit log cannot be written: access is refused");
    }
    for done in waiting {
        // Whoever has gone away meanwhile does not wait.
        let _ = done.send(outcome.is_ok());
    }
}

async fn write(store: &TenantStore, entries: &[(Vec<u8>, Hash)]) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.append_audit(entries).await?;
    tx.commit().await
}
