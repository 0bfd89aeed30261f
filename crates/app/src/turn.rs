//! Turns: threading goes batch by batch within a tenant, and only a few batches at once are read and
//! sealed, whoever they belong to.

use crate::{App, Result};
use domain::TenantScope;
use domain::keyring::LeafRef;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Batches that are worked on at once.
const INTAKE_PLACES: usize = 2;

/// Who may go.
#[derive(Debug)]
pub struct Turns {
    tenants: Mutex<HashMap<TenantScope, Arc<tokio::sync::Mutex<()>>>>,
    places: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { tenants: Mutex::default(), places: Arc::new(Semaphore::new(INTAKE_PLACES)) }
    }
}

impl App {
    /// Waits for this tenant's turn to thread a batch. Held until the batch is committed.
    pub async fn tenant_turn(&self, scope: TenantScope) -> OwnedMutexGuard<()> {
        let turn = Arc::clone(self.turns().tenants.lock().entry(scope).or_default());
        turn.lock_owned().await
    }

    /// Waits for a place to read and seal a batch; places go out in the order of asking.
    ///
    /// # Errors
    /// [`crate::Error::Interrupted`] when the process is stopping.
    pub async fn intake_place(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.turns().places).acquire_owned().await.map_err(|_| crate::Error::Interrupted)
    }

    /// Makes sure that the vault can make new leaves for this tenant.
    ///
    /// # Errors
    /// The keyring's failure.
    pub async fn load_tenant(&self, scope: TenantScope) -> Result<()> {
        if self.vault().has_tenant(scope) {
            return Ok(());
        }
        let tenant = scope.tenant();
        let own = [
            LeafRef::lookup(tenant),
            LeafRef::audit(tenant),
            LeafRef::index(tenant),
            LeafRef::settings(tenant),
        ];
        let keys = self.keyring().list_leaf_keys(scope, &own.map(|leaf| (leaf, None))).await?;
        Ok(self.vault().admit(&keys)?)
    }

    /// Makes the system's own keys at the first start, loads them at every other; reads the register of sub-processors.
    ///
    /// # Errors
    /// The keyring's failure.
    pub async fn load_system(&self) -> Result<()> {
        let system = crypto::Vault::SYSTEM;
        self.load_tenant(system).await?;
        if self.vault().has_tenant(system) {
            crate::operator::ensure(self, self.now()).await?;
            return Box::pin(crate::register::load(self)).await;
        }
        let mut keys = self.vault().draft(system);
        keys.create_tenant(self.now())?;
        self.keyring().commit(keys.batch()).await?;
        self.vault().publish(keys);
        crate::operator::ensure(self, self.now()).await?;
        Box::pin(crate::register::load(self)).await
    }
}
