//! New generations, level by level. New writes use the newest at once; what was written before is re-wrapped
//! bit by bit, and the old generation is destroyed when nothing names it any more. No body is re-encrypted.

use crate::draft::Draft;
use crate::error::KeyError;
use domain::Timestamp;
use domain::keyring::{LeafKind, LeafRef, WrappedBucketKey, WrappedLeafKey, WrappedTenantKey};

impl Draft {
    /// Makes the next generation of a leaf key; returns its number. Objects follow by [`Draft::rewrap`].
    ///
    /// # Errors
    /// [`KeyError::NotRotatable`] for lookup and index keys: tags cannot be made again without the values
    /// (the index is rebuilt instead); [`KeyError::LeafNotLoaded`]; [`KeyError::LeafDestroyed`].
    pub fn rotate_leaf(&mut self, now: Timestamp, leaf: LeafRef) -> Result<i64, KeyError> {
        if matches!(leaf.kind, LeafKind::Lookup | LeafKind::Index) {
            return Err(KeyError::NotRotatable(leaf));
        }
        let (generation, _) = self.newest(leaf)?;
        self.add_leaf_generation(now, leaf, generation + 1)?;
        Ok(generation + 1)
    }

    /// Makes the next generation of the tenant's key; returns its number. Buckets follow by
    /// [`Draft::rewrap_bucket`].
    ///
    /// # Errors
    /// [`KeyError::TenantNotLoaded`].
    pub fn rotate_tenant(&mut self) -> Result<i64, KeyError> {
        let generation = self.newest_tenant_key()?.generation + 1;
        self.add_tenant_generation(generation)?;
        Ok(generation)
    }

    /// Re-wraps a bucket under the tenant's newest key.
    ///
    /// # Errors
    /// [`KeyError::TenantNotLoaded`] when the generation that it is under is not loaded;
    /// [`KeyError::Tampered`].
    pub fn rewrap_bucket(&mut self, wrapped: &WrappedBucketKey) -> Result<(), KeyError> {
        let tenant = self.own(wrapped.tenant)?;
        let generation = wrapped.tenant_generation;
        let parent = self
            .vault
            .with_cache(|cache| cache.tenant_generation(tenant, generation))
            .ok_or(KeyError::TenantNotLoaded(tenant))?;
        let key = parent.open_bucket(wrapped)?;
        let rewrapped = self.newest_tenant_key()?.wrap_bucket(tenant, wrapped.bucket, &key)?;
        self.batch.buckets.push(rewrapped);
        Ok(())
    }

    /// Moves a leaf key into another bucket, unchanged: the bucket that it lay in is about to be destroyed
    /// with a leaf that was erased. Call [`crate::Vault::mark_destroyed`] with that leaf first, so that no
    /// key goes into the old bucket any more.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`], [`KeyError::LeafDestroyed`], [`KeyError::TenantNotLoaded`].
    pub fn move_leaf(&mut self, now: Timestamp, wrapped: &WrappedLeafKey) -> Result<(), KeyError> {
        let tenant = self.own(wrapped.tenant)?;
        let key = self.vault.leaf_generation(tenant, wrapped.leaf, wrapped.generation)?;
        self.rehouse_leaf(now, wrapped.leaf, wrapped.generation, key.key())
    }

    /// Re-wraps a tenant's key under the newest ROOT, generation unchanged.
    ///
    /// # Errors
    /// [`KeyError::UnknownEpoch`], [`KeyError::Tampered`].
    pub fn rewrap_tenant(&mut self, wrapped: &WrappedTenantKey) -> Result<(), KeyError> {
        let tenant = self.own(wrapped.tenant)?;
        let key = self.vault.root(wrapped.epoch)?.open_tenant(wrapped)?;
        let rewrapped = self.vault.newest_root()?.wrap_tenant(tenant, wrapped.generation, &key)?;
        self.batch.tenants.push(rewrapped);
        Ok(())
    }

    fn own(&self, tenant: domain::TenantId) -> Result<domain::TenantId, KeyError> {
        if tenant == self.tenant() { Ok(tenant) } else { Err(KeyError::Tampered) }
    }
}
