//! Audit events of reads, written together: who comes while another's events are being written waits for
//! the next write, which takes everyone's. Each waits until its own events are durable. A page that asks
//! several things gathers their events and waits once.

use crate::{App, Ctx, Error, Result};
use domain::merkle::Hash;
use domain::{RequestId, TenantScope};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use store::TenantStore;
use tokio::sync::oneshot;

/// A sealed event.
type Entry = (Vec<u8>, Hash);

/// Sealed events, and who waits for them.
#[derive(Debug)]
struct Waiting {
    entries: Vec<Entry>,
    done: oneshot::Sender<bool>,
}

/// One tenant's queue.
#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

/// The queues of all tenants, and the requests that gather.
#[derive(Debug, Default)]
pub struct AuditQueues {
    queues: Mutex<HashMap<TenantScope, Arc<Queue>>>,
    gathered: Mutex<HashMap<(TenantScope, RequestId), Vec<Entry>>>,
}

/// The reads of one request whose events wait for each other. What they opened may be handed out when
/// [`Gathering::write`] has succeeded, and not before.
#[must_use = "the events of the reads are written by `write`"]
pub struct Gathering<'a> {
    app: &'a App,
    scope: TenantScope,
    request: RequestId,
}

impl Gathering<'_> {
    /// Begins to write what was gathered, in one transaction; the answer is its being durable.
    pub fn write(self) -> impl Future<Output = Result<()>> + use<> {
        let entries = self.take();
        let written = (!entries.is_empty()).then(|| self.app.write(self.scope, entries));
        async {
            match written {
                Some(written) => written.await,
                None => Ok(()),
            }
        }
    }

    fn take(&self) -> Vec<Entry> {
        self.app.audit_queues().gathered.lock().remove(&(self.scope, self.request)).unwrap_or_default()
    }
}

impl Drop for Gathering<'_> {
    /// A page that came to nothing has opened what it has opened.
    fn drop(&mut self) {
        let entries = self.take();
        if !entries.is_empty() {
            drop(self.app.write(self.scope, entries));
        }
    }
}

impl App {
    /// From now on the events of this request's reads wait for [`Gathering::write`].
    pub fn gather(&self, ctx: &Ctx) -> Gathering<'_> {
        self.audit_queues().gathered.lock().entry((ctx.scope, ctx.request)).or_default();
        Gathering { app: self, scope: ctx.scope, request: ctx.request }
    }

    /// Begins to write sealed events, in a transaction that they may share with others'; the answer is their being
    /// durable. Where the request gathers, they are kept for the end of it.
    ///
    /// # Errors
    /// [`Error::LogUnwritable`]: the access has failed too.
    pub(crate) fn begin_audit(
        &self,
        scope: TenantScope,
        request: RequestId,
        entries: Vec<Entry>,
    ) -> impl Future<Output = Result<()>> + use<> {
        let rest = match self.audit_queues().gathered.lock().get_mut(&(scope, request)) {
            Some(gathered) => {
                gathered.extend(entries);
                None
            }
            None => Some(entries),
        };
        let written = rest.map(|entries| self.write(scope, entries));
        async {
            match written {
                Some(written) => written.await,
                None => Ok(()),
            }
        }
    }

    fn write(&self, scope: TenantScope, entries: Vec<Entry>) -> impl Future<Output = Result<()>> + use<> {
        let queue = Arc::clone(self.audit_queues().queues.lock().entry(scope).or_default());
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

async fn write(store: &TenantStore, entries: &[Entry]) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.append_audit(entries).await?;
    tx.commit().await
}
