//! The full-text index of a tenant: opened with its key, thrown away and filled anew when it cannot be read.

use crate::{App, Result};
use domain::keyring::LeafRef;
use domain::{TenantId, TenantScope};
use std::sync::Arc;

impl App {
    /// The tenant's index.
    ///
    /// # Errors
    /// The keyring's or the index's failure.
    pub async fn index(&self, scope: TenantScope) -> Result<Arc<search::Index>> {
        self.admit(scope, &[LeafRef::index(scope.tenant())]).await?;
        let secret = || Ok(self.vault().index_secret(scope)?);
        match self.indexes().lend(scope, secret) {
            Err(crate::Error::Search(search::Error::Unreadable(why))) => {
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

    /// Notes how far a tenant's index is durable.
    pub(crate) fn index_committed(&self, tenant: TenantId, seq: i64) {
        self.index_progress().send_modify(|all| {
            all.insert(tenant, seq);
        });
    }

    /// Waits until the index has everything up to change `seq`.
    pub async fn index_caught_up(&self, scope: TenantScope, seq: i64) {
        let mut progress = self.index_progress().subscribe();
        self.index_wanted().notify_one();
        let reached =
            |all: &crate::jobs::indexer::Committed| all.get(&scope.tenant()).is_some_and(|at| *at >= seq);
        while !reached(&progress.borrow_and_update()) {
            self.index_wanted().notify_one();
            if progress.changed().await.is_err() {
                return;
            }
        }
    }
}
