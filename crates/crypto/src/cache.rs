//! Unwrapped keys in memory, bounded: what is not here is read from the keyring again. Holds only keys
//! that the keyring holds durably; the keys of an unpublished draft live in the draft.

use crate::hierarchy::{LeafKey, OpenBucket, TenantKey};
use crate::vault::Vault;
use crate::wrap::WrappingKey;
use domain::keyring::LeafRef;
use domain::limits::BUCKET_LEAVES_MAX;
use domain::{KeyId, TenantId};
use lru::LruCache;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// How many keys of each level stay in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheSizes {
    /// Tenants.
    pub tenants: NonZeroUsize,
    /// Buckets (about 1 kB each).
    pub buckets: NonZeroUsize,
    /// Leaves (about 300 bytes each).
    pub leaves: NonZeroUsize,
}

const fn size(n: usize) -> NonZeroUsize {
    match NonZeroUsize::new(n) {
        Some(n) => n,
        None => NonZeroUsize::MIN,
    }
}

impl Default for CacheSizes {
    fn default() -> Self {
        Self { tenants: size(1_024), buckets: size(4_096), leaves: size(65_536) }
    }
}

/// What is known of a leaf.
pub enum Leaf {
    /// Its generations.
    Live {
        /// The generation for new writes.
        newest: (i64, Arc<LeafKey>),
        /// The older ones that objects still name.
        older: Vec<(i64, Arc<LeafKey>)>,
    },
    /// It was destroyed. Kept as long as the cache keeps anything, so that a key read before it was
    /// destroyed and admitted after does not come back to life.
    Destroyed,
}

/// What is known of one generation of a leaf.
pub enum Found {
    /// Here it is.
    Key(Arc<LeafKey>),
    /// Not in memory.
    NotLoaded,
    /// Destroyed.
    Destroyed,
}

/// The keys in memory.
pub struct Cache {
    tenants: LruCache<TenantId, Vec<Arc<TenantKey>>>,
    buckets: LruCache<(TenantId, KeyId), Arc<WrappingKey>>,
    leaves: LruCache<(TenantId, LeafRef), Leaf>,
    open_buckets: LruCache<TenantId, OpenBucket>,
}

impl Cache {
    /// An empty cache.
    pub fn new(sizes: CacheSizes) -> Self {
        Self {
            tenants: LruCache::new(sizes.tenants),
            buckets: LruCache::new(sizes.buckets),
            leaves: LruCache::new(sizes.leaves),
            open_buckets: LruCache::new(sizes.tenants),
        }
    }

    /// The tenant's key for new writes.
    pub fn tenant(&mut self, tenant: TenantId) -> Option<Arc<TenantKey>> {
        self.tenants.get(&tenant)?.last().cloned()
    }

    /// A generation of the tenant's key.
    pub fn tenant_generation(&mut self, tenant: TenantId, generation: i64) -> Option<Arc<TenantKey>> {
        self.tenants.get(&tenant)?.iter().find(|key| key.generation == generation).cloned()
    }

    /// Adds a generation of a tenant's key. New leaves go under the newest one.
    pub fn put_tenant(&mut self, tenant: TenantId, key: Arc<TenantKey>) {
        let generations = self.tenants.get_or_insert_mut(tenant, Vec::new);
        if generations.iter().any(|known| known.generation == key.generation) {
            return;
        }
        if generations.last().is_some_and(|newest| newest.generation < key.generation) {
            self.open_buckets.pop(&tenant);
        }
        generations.push(key);
        generations.sort_by_key(|known| known.generation);
    }

    /// A bucket's key.
    pub fn bucket(&mut self, tenant: TenantId, bucket: KeyId) -> Option<Arc<WrappingKey>> {
        self.buckets.get(&(tenant, bucket)).cloned()
    }

    /// Adds a bucket's key.
    pub fn put_bucket(&mut self, tenant: TenantId, bucket: KeyId, key: Arc<WrappingKey>) {
        self.buckets.put((tenant, bucket), key);
    }

    /// Takes a place in the tenant's open bucket, if it has one with room.
    pub fn take_place(&mut self, tenant: TenantId) -> Option<OpenBucket> {
        let bucket = self.open_buckets.get_mut(&tenant)?;
        if bucket.used >= BUCKET_LEAVES_MAX {
            self.open_buckets.pop(&tenant);
            return None;
        }
        bucket.used += 1;
        Some(bucket.clone())
    }

    /// Offers a published bucket for further leaves; the emptier of two stays.
    pub fn offer_bucket(&mut self, tenant: TenantId, bucket: OpenBucket) {
        let known = self.open_buckets.peek(&tenant).map_or(BUCKET_LEAVES_MAX, |known| known.used);
        if bucket.used < known {
            self.open_buckets.put(tenant, bucket);
        }
    }

    /// Whether the leaf is known: in memory, or known to be destroyed.
    pub fn knows(&mut self, tenant: TenantId, leaf: LeafRef) -> bool {
        self.leaves.get(&(tenant, leaf)).is_some()
    }

    /// The leaf's key for new writes, with its generation; an error says what is known instead.
    pub fn newest(&mut self, tenant: TenantId, leaf: LeafRef) -> Result<(i64, Arc<LeafKey>), Found> {
        match self.leaves.get(&(tenant, leaf)) {
            None => Err(Found::NotLoaded),
            Some(Leaf::Destroyed) => Err(Found::Destroyed),
            Some(Leaf::Live { newest, .. }) => Ok(newest.clone()),
        }
    }

    /// One generation of a leaf. A newer one than all known was made by another process: not loaded.
    pub fn generation(&mut self, tenant: TenantId, leaf: LeafRef, generation: i64) -> Found {
        match self.leaves.get(&(tenant, leaf)) {
            None => Found::NotLoaded,
            Some(Leaf::Destroyed) => Found::Destroyed,
            Some(Leaf::Live { newest, older }) => {
                let known = std::iter::once(newest).chain(older).find(|(number, _)| *number == generation);
                match known {
                    Some((_, key)) => Found::Key(Arc::clone(key)),
                    None if generation > newest.0 => Found::NotLoaded,
                    None => Found::Destroyed,
                }
            }
        }
    }

    /// Whether this generation would be new here: neither known nor destroyed.
    pub fn wants(&mut self, tenant: TenantId, leaf: LeafRef, generation: i64) -> bool {
        match self.leaves.get(&(tenant, leaf)) {
            None => true,
            Some(Leaf::Destroyed) => false,
            Some(Leaf::Live { newest, older }) => {
                newest.0 != generation && older.iter().all(|(known, _)| *known != generation)
            }
        }
    }

    /// Adds a generation of a leaf; a destroyed leaf stays destroyed.
    pub fn put_leaf(&mut self, tenant: TenantId, leaf: LeafRef, generation: i64, key: Arc<LeafKey>) {
        if !self.wants(tenant, leaf, generation) {
            return;
        }
        match self.leaves.get_mut(&(tenant, leaf)) {
            Some(Leaf::Live { newest, older }) if generation > newest.0 => {
                older.push(std::mem::replace(newest, (generation, key)));
            }
            Some(Leaf::Live { older, .. }) => older.push((generation, key)),
            Some(Leaf::Destroyed) => {}
            None => {
                let live = Leaf::Live { newest: (generation, key), older: Vec::new() };
                self.put((tenant, leaf), live);
            }
        }
    }

    /// Drops a leaf's key for good. Its bucket is about to be replaced: no new leaf goes into the open one.
    pub fn destroy(&mut self, tenant: TenantId, leaf: LeafRef) {
        self.open_buckets.pop(&tenant);
        self.put((tenant, leaf), Leaf::Destroyed);
    }

    /// Adds a leaf, in the place of the one that was not used for longest. The system's lookup key stays whatever comes: nobody
    /// admits it again, and without it no session and no token is known.
    fn put(&mut self, at: (TenantId, LeafRef), leaf: Leaf) {
        let system = Vault::SYSTEM.tenant();
        self.leaves.promote(&(system, LeafRef::lookup(system)));
        self.leaves.put(at, leaf);
    }

    /// Drops the generations of a leaf below `generation`.
    pub fn retire(&mut self, tenant: TenantId, leaf: LeafRef, generation: i64) {
        if let Some(Leaf::Live { older, .. }) = self.leaves.get_mut(&(tenant, leaf)) {
            older.retain(|(known, _)| *known >= generation);
        }
    }

    /// Drops the generations of a tenant's key below `generation`.
    pub fn retire_tenant(&mut self, tenant: TenantId, generation: i64) {
        if let Some(generations) = self.tenants.get_mut(&tenant) {
            generations.retain(|known| known.generation >= generation);
        }
    }

    /// Drops everything but one leaf.
    pub fn clear_but(&mut self, tenant: TenantId, leaf: LeafRef) {
        let kept = self.leaves.pop(&(tenant, leaf));
        self.tenants.clear();
        self.buckets.clear();
        self.leaves.clear();
        self.open_buckets.clear();
        if let Some(kept) = kept {
            self.leaves.put((tenant, leaf), kept);
        }
    }

    /// Drops everything of a tenant.
    pub fn drop_tenant(&mut self, tenant: TenantId) {
        self.tenants.pop(&tenant);
        self.open_buckets.pop(&tenant);
        let buckets: Vec<_> =
            self.buckets.iter().map(|(key, _)| *key).filter(|key| key.0 == tenant).collect();
        for key in buckets {
            self.buckets.pop(&key);
        }
        let leaves: Vec<_> = self.leaves.iter().map(|(key, _)| *key).filter(|key| key.0 == tenant).collect();
        for key in leaves {
            self.leaves.pop(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ContactId;
    use domain::keyring::LeafRef;
    use uuid::Uuid;

    #[test]
    fn the_systems_lookup_key_outlives_any_number_of_others() {
        let few = |n| NonZeroUsize::new(n).unwrap_or(NonZeroUsize::MIN);
        let mut cache = Cache::new(CacheSizes { tenants: few(2), buckets: few(2), leaves: few(3) });
        let (system, other) = (Vault::SYSTEM.tenant(), TenantId::from_uuid(Uuid::from_u128(7)));
        cache.destroy(system, LeafRef::lookup(system));
        let contact = |n| LeafRef::contact(ContactId::from_uuid(Uuid::from_u128(n)));
        for n in 0..20 {
            cache.destroy(other, contact(n));
        }
        assert!(cache.knows(system, LeafRef::lookup(system)), "whoever is signed in stays known");
        assert!(!cache.knows(other, contact(0)) && cache.knows(other, contact(19)));
    }
}
