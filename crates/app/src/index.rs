//! The full-text index of a tenant: opened with its key, thrown away and filled anew when it cannot be read.

use crate::jobs::indexer::Committed;
use crate::{App, Error, Result};
use domain::keyring::LeafRef;
use domain::{TenantId, TenantScope};
use std::sync::Arc;
use std::time::Duration;

/// How long a command waits for an index that makes no progress. The largest merges take seconds.
pub const INDEX_PATIENCE: Duration = Duration::from_secs(120);

impl App {
    /// The tenant's index.
    ///
    /// # Errors
    /// The keyring's or the index's failure.
    pub async fn index(&self, scope: TenantScope) -> Result<Arc<search::Index>> {
        self.admit(scope, &[LeafRef::index(scope.tenant())]).await?;
        let secret = || Ok(self.vault().index_secret(scope)?);
        match self.indexes().lend(scope, secret) {
            Err(Error::Search(search::Error::Unreadable(why))) => {
                tracing::warn!(tenant = %scope.tenant(), %why, "the full-text index is filled anew");
                self.indexes().reset(scope)?;
                self.indexes().lend(scope, secret)
            }
            other => other,
        }
    }

    /// The tenant's index, for writing: the indexer alone calls this.
    ///
    /// # Errors
    /// As [`App::index`].
    pub async fn index_for_writing(&self, scope: TenantScope) -> Result<Arc<search::Index>> {
        drop(self.index(scope).await?);
        self.indexes().lend_for_writing(scope, || Ok(self.vault().index_secret(scope)?))
    }

    /// How far a tenant's index is complete on disk, whoever has it open; `None` when there is none. Nothing is made, and nothing
    /// filled anew.
    ///
    /// # Errors
    /// The keyring's failure, or an index that cannot be read.
    pub(crate) async fn index_on_disk(&self, scope: TenantScope) -> Result<Option<i64>> {
        self.admit(scope, &[LeafRef::index(scope.tenant())]).await?;
        let (folder, secret) = (self.indexes().folder(scope), self.vault().index_secret(scope)?);
        let look = tokio::task::spawn_blocking(move || search::look(&folder, secret));
        Ok(look.await.map_err(|_| Error::Interrupted)??)
    }

    /// Notes how far a tenant's index is durable.
    pub(crate) fn index_committed(&self, tenant: TenantId, seq: i64) {
        self.index_progress().send_modify(|all| all.entry(tenant).or_default().committed = seq);
    }

    /// Notes that a tenant's index could not be brought up to date; the indexer tries again by itself.
    pub(crate) fn index_failed(&self, tenant: TenantId, error: &Error) {
        self.index_progress().send_modify(|all| {
            let standing = all.entry(tenant).or_default();
            standing.failures += 1;
            standing.last_failure = error.to_string();
        });
    }

    /// Waits until the index has everything up to change `seq`.
    ///
    /// # Errors
    /// [`Error::IndexBehind`] when an attempt to get there fails, or when there is no progress at all for
    /// `patience`. What was to be indexed is durable, and the next attempt indexes it.
    pub async fn index_caught_up(&self, scope: TenantScope, seq: i64, patience: Duration) -> Result<()> {
        let standing = |all: &Committed| all.get(&scope.tenant()).cloned().unwrap_or_default();
        let mut progress = self.index_progress().subscribe();
        let failures_before = standing(&progress.borrow_and_update()).failures;
        loop {
            let now = standing(&progress.borrow_and_update());
            if now.committed >= seq {
                return Ok(());
            }
            // The first that failed may have begun before, when what stood in its way was still there.
            if now.failures > failures_before + 1 {
                return Err(Error::IndexBehind(now.last_failure));
            }
            self.index_wanted().notify_one();
            match tokio::time::timeout(patience, progress.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(Error::Interrupted),
                Err(_) => return Err(Error::IndexBehind("the indexer makes no progress".to_owned())),
            }
        }
    }
}
