//! The vault: opens what a permit allows, and counts it.

use crate::cache::{Cache, CacheSizes, Found};
use crate::checkpoint::SigningKey;
use crate::cipher::Key;
use crate::draft::Draft;
use crate::error::{KeyError, OpenError};
use crate::hierarchy::{self, LEAVES_MAX, LeafKey, RootKey, TenantKey};
use crate::index_secret::IndexSecret;
use crate::root::Root;
use crate::sealing::{self, Place, Unopened};
use crate::tag;
use crate::wrap::WrappingKey;
use domain::keyring::{LeafRef, Tag, WrappedKeys, WrappedObjectKey};
use domain::{ObjectId, ObjectKind, Sealed, SealedRecord, TenantId, TenantScope};
use parking_lot::{Mutex, RwLock};
use privacy::Permit;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Unwrapped keys in memory and what can be done with them. Cheap to clone: one vault, shared.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    roots: RwLock<Vec<Arc<RootKey>>>,
    signing: SigningKey,
    cache: Mutex<Cache>,
    opens: AtomicU64,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// The tenant that stands for Deskhero itself: its lookup key makes the tags of sessions, API tokens
    /// and sign-in names, which exist before a tenant is known; its audit key seals what belongs to no tenant.
    pub const SYSTEM: TenantScope = TenantScope::of(TenantId::from_uuid(Uuid::nil()));

    /// A vault that has loaded no key but ROOT.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn new(root: &Root, signing: SigningKey) -> Result<Self, KeyError> {
        Self::with_sizes(root, signing, CacheSizes::default())
    }

    /// As [`Vault::new`], with other bounds for the keys in memory.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn with_sizes(root: &Root, signing: SigningKey, sizes: CacheSizes) -> Result<Self, KeyError> {
        Ok(Self(Arc::new(Inner {
            roots: RwLock::new(vec![Arc::new(root.to_key()?)]),
            signing,
            cache: Mutex::new(Cache::new(sizes)),
            opens: AtomicU64::new(0),
        })))
    }

    pub(crate) fn with_cache<R>(&self, work: impl FnOnce(&mut Cache) -> R) -> R {
        work(&mut self.0.cache.lock())
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.0.signing
    }

    /// Adds the ROOT of a further epoch: tenant keys are wrapped under the newest from now on.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn add_root(&self, root: &Root) -> Result<(), KeyError> {
        let key = Arc::new(root.to_key()?);
        let mut roots = self.0.roots.write();
        roots.retain(|known| known.epoch != key.epoch);
        roots.push(key);
        roots.sort_by_key(|known| known.epoch);
        Ok(())
    }

    /// Forgets the ROOTs before `epoch`.
    pub fn drop_roots_before(&self, epoch: i64) {
        self.0.roots.write().retain(|known| known.epoch >= epoch);
    }

    pub(crate) fn newest_root(&self) -> Result<Arc<RootKey>, KeyError> {
        self.0.roots.read().last().cloned().ok_or(KeyError::UnknownEpoch(0))
    }

    pub(crate) fn root(&self, epoch: i64) -> Result<Arc<RootKey>, KeyError> {
        let roots = self.0.roots.read();
        roots.iter().find(|root| root.epoch == epoch).cloned().ok_or(KeyError::UnknownEpoch(epoch))
    }

    /// Starts a draft: new keys for one tenant.
    pub fn draft(&self, scope: TenantScope) -> Draft {
        Draft::new(self.clone(), scope)
    }

    /// Makes a draft's keys known. Call it after the keyring has committed [`Draft::batch`], never before:
    /// what is sealed under a key that is not durable is lost in a crash.
    pub fn publish(&self, draft: Draft) {
        let tenant = draft.scope.tenant();
        self.with_cache(|cache| {
            if let Some(key) = draft.tenant_key {
                cache.put_tenant(tenant, key);
            }
            for bucket in draft.buckets {
                cache.put_bucket(tenant, bucket.id, Arc::clone(&bucket.wrapping));
                cache.offer_bucket(tenant, bucket);
            }
            for (leaf, (generation, key)) in draft.leaves {
                cache.put_leaf(tenant, leaf, generation, key);
            }
        });
    }

    /// Whether the tenant's key is in memory.
    #[must_use]
    pub fn has_tenant(&self, scope: TenantScope) -> bool {
        self.with_cache(|cache| cache.tenant(scope.tenant()).is_some())
    }

    /// Those of `leaves` that must be read from the keyring before they can be used.
    #[must_use]
    pub fn missing_leaves(&self, scope: TenantScope, leaves: &[LeafRef]) -> Vec<LeafRef> {
        let mut missing: Vec<_> = self.with_cache(|cache| {
            leaves.iter().copied().filter(|leaf| !cache.knows(scope.tenant(), *leaf)).collect()
        });
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The leaves that must be read from the keyring before these objects open; unlike
    /// [`Vault::missing_leaves`] it sees generations that another process made.
    #[must_use]
    pub fn missing_for<'a>(
        &self,
        scope: TenantScope,
        objects: impl IntoIterator<Item = &'a WrappedObjectKey>,
    ) -> Vec<LeafRef> {
        let tenant = scope.tenant();
        let mut missing: Vec<_> = self.with_cache(|cache| {
            let leaves = objects.into_iter().flat_map(|object| object.leaves.iter().copied());
            let not_loaded = |(leaf, generation): &(LeafRef, i64)| {
                matches!(cache.generation(tenant, *leaf, *generation), Found::NotLoaded)
            };
            leaves.filter(not_loaded).map(|(leaf, _)| leaf).collect()
        });
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Unwraps keys that were read from the keyring into memory: all generations of each leaf, with the
    /// buckets and tenant keys above them unless those are in memory. Object keys among them are ignored.
    ///
    /// # Errors
    /// [`KeyError::Tampered`], [`KeyError::UnknownEpoch`], [`KeyError::ParentMissing`].
    pub fn admit(&self, keys: &WrappedKeys) -> Result<(), KeyError> {
        for wrapped in &keys.tenants {
            let (tenant, generation) = (wrapped.tenant, wrapped.generation);
            if self.with_cache(|cache| cache.tenant_generation(tenant, generation)).is_some() {
                continue;
            }
            let key = self.root(wrapped.epoch)?.open_tenant(wrapped)?;
            let key = Arc::new(TenantKey { generation, wrapping: WrappingKey::derive(&key)? });
            self.with_cache(|cache| cache.put_tenant(tenant, key));
        }
        for wrapped in &keys.buckets {
            let (tenant, bucket) = (wrapped.tenant, wrapped.bucket);
            if self.with_cache(|cache| cache.bucket(tenant, bucket)).is_some() {
                continue;
            }
            let parent = self
                .with_cache(|cache| cache.tenant_generation(tenant, wrapped.tenant_generation))
                .ok_or(KeyError::ParentMissing)?;
            let key = Arc::new(WrappingKey::derive(&*parent.open_bucket(wrapped)?)?);
            self.with_cache(|cache| cache.put_bucket(tenant, bucket, key));
        }
        self.admit_leaves(keys)
    }

    fn admit_leaves(&self, keys: &WrappedKeys) -> Result<(), KeyError> {
        for wrapped in &keys.leaves {
            let (tenant, leaf, generation) = (wrapped.tenant, wrapped.leaf, wrapped.generation);
            let bucket = self.with_cache(|cache| {
                cache.wants(tenant, leaf, generation).then(|| cache.bucket(tenant, wrapped.bucket))
            });
            let Some(bucket) = bucket else { continue };
            let key = hierarchy::open_leaf(&*bucket.ok_or(KeyError::ParentMissing)?, wrapped)?;
            self.with_cache(|cache| cache.put_leaf(tenant, leaf, generation, Arc::new(key)));
        }
        Ok(())
    }

    /// Drops leaf keys from memory for good: they were destroyed in the keyring, or are not there any more.
    /// What depends on them answers [`OpenError::KeyDestroyed`] from now on.
    pub fn mark_destroyed(&self, scope: TenantScope, leaves: &[LeafRef]) {
        self.with_cache(|cache| {
            for leaf in leaves {
                cache.destroy(scope.tenant(), *leaf);
            }
        });
    }

    /// Drops the generations of a leaf before `generation`: the keyring holds them no more.
    pub fn retire_before(&self, scope: TenantScope, leaf: LeafRef, generation: i64) {
        self.with_cache(|cache| cache.retire(scope.tenant(), leaf, generation));
    }

    /// Drops the generations of a tenant's key before `generation`: nothing is wrapped under them any more.
    pub fn retire_tenant_before(&self, scope: TenantScope, generation: i64) {
        self.with_cache(|cache| cache.retire_tenant(scope.tenant(), generation));
    }

    /// Drops every key but ROOT from memory: another process destroyed some, or this one may not hold any. The system's lookup key
    /// stays: it opens nothing, it is never destroyed, and by its tags every session and token is recognised.
    pub fn forget_all(&self) {
        let system = Self::SYSTEM.tenant();
        self.with_cache(|cache| cache.clear_but(system, LeafRef::lookup(system)));
    }

    /// The epoch of the oldest ROOT that is still in memory.
    ///
    /// # Errors
    /// [`KeyError::UnknownEpoch`] without any.
    pub fn oldest_epoch(&self) -> Result<i64, KeyError> {
        self.0.roots.read().first().map(|root| root.epoch).ok_or(KeyError::UnknownEpoch(0))
    }

    /// Drops everything of a tenant from memory (the tenant was deleted, or a lease was lost).
    pub fn forget_tenant(&self, scope: TenantScope) {
        self.with_cache(|cache| cache.drop_tenant(scope.tenant()));
    }

    pub(crate) fn newest_leaf(
        &self,
        tenant: TenantId,
        leaf: LeafRef,
    ) -> Result<(i64, Arc<LeafKey>), KeyError> {
        self.with_cache(|cache| cache.newest(tenant, leaf)).map_err(|found| match found {
            Found::Destroyed => KeyError::LeafDestroyed(leaf),
            Found::NotLoaded | Found::Key(_) => KeyError::LeafNotLoaded(leaf),
        })
    }

    pub(crate) fn leaf_generation(
        &self,
        tenant: TenantId,
        leaf: LeafRef,
        generation: i64,
    ) -> Result<Arc<LeafKey>, KeyError> {
        match self.with_cache(|cache| cache.generation(tenant, leaf, generation)) {
            Found::Key(key) => Ok(key),
            Found::NotLoaded => Err(KeyError::LeafNotLoaded(leaf)),
            Found::Destroyed => Err(KeyError::LeafDestroyed(leaf)),
        }
    }

    pub(crate) fn object_key(&self, wrapped: &WrappedObjectKey) -> Result<Key, KeyError> {
        if wrapped.leaves.is_empty() || wrapped.leaves.len() > LEAVES_MAX {
            return Err(KeyError::Tampered);
        }
        let mut keys = Vec::with_capacity(wrapped.leaves.len());
        for (leaf, generation) in &wrapped.leaves {
            keys.push(self.leaf_generation(wrapped.tenant, *leaf, *generation)?);
        }
        hierarchy::open_object(&hierarchy::combine(&wrapped.leaves, &keys)?, wrapped)
    }

    /// Opens a record that stands in row `row`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open<T: SealedRecord>(
        &self,
        permit: &Permit,
        wrapped: &WrappedObjectKey,
        row: Uuid,
        sealed: &Sealed<T>,
    ) -> Result<T, OpenError> {
        if wrapped.object != sealed.object() {
            return Err(OpenError::Tampered(sealed.object()));
        }
        let plain = self.open_blob(permit, wrapped, T::KIND, row, sealed.as_bytes())?;
        minicbor::decode(&plain).map_err(|_| OpenError::BadRecord(wrapped.object))
    }

    /// Opens a blob that belongs to row `row`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_blob(
        &self,
        permit: &Permit,
        wrapped: &WrappedObjectKey,
        kind: ObjectKind,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<Vec<u8>, OpenError> {
        permit.covers_scope(TenantScope::of(wrapped.tenant))?;
        permit.covers(kind)?;
        let object = wrapped.object;
        let key = self.object_key(wrapped).map_err(|error| unopened(error, object))?;
        let place = Place { tenant: wrapped.tenant, kind: kind.code(), row, object };
        let plain = sealing::open(&key, &place, sealed).map_err(|why| match why {
            Unopened::Unknown(version) => OpenError::UnknownFormat(version),
            Unopened::Tampered => OpenError::Tampered(object),
        })?;
        permit.record_opened(object);
        self.0.opens.fetch_add(1, Ordering::AcqRel);
        Ok(plain)
    }

    /// Whether sealed bytes are what was sealed for this place: they authenticate under their key. What they hold is
    /// handed out to nobody, so nobody has to be asked.
    ///
    /// # Errors
    /// [`OpenError`]: why they are not.
    pub fn prove(
        &self,
        wrapped: &WrappedObjectKey,
        kind: ObjectKind,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<(), OpenError> {
        let object = wrapped.object;
        let key = self.object_key(wrapped).map_err(|error| unopened(error, object))?;
        let place = Place { tenant: wrapped.tenant, kind: kind.code(), row, object };
        sealing::open(&key, &place, sealed).map(drop).map_err(|why| match why {
            Unopened::Unknown(version) => OpenError::UnknownFormat(version),
            Unopened::Tampered => OpenError::Tampered(object),
        })
    }

    /// Asks something of what was sealed for this place. The question is a plain function, which can carry nothing of it
    /// away: as with [`Vault::prove`], yes or no is all that is handed out, so nobody has to be asked.
    ///
    /// # Errors
    /// [`OpenError`]: why it cannot be asked.
    pub fn prove_that<T: SealedRecord, Q>(
        &self,
        wrapped: &WrappedObjectKey,
        row: Uuid,
        sealed: &[u8],
        (question, about): (fn(&T, &Q) -> bool, &Q),
    ) -> Result<bool, OpenError> {
        let object = wrapped.object;
        let key = self.object_key(wrapped).map_err(|error| unopened(error, object))?;
        let place = Place { tenant: wrapped.tenant, kind: T::KIND.code(), row, object };
        let plain = sealing::open(&key, &place, sealed).map_err(|why| match why {
            Unopened::Unknown(version) => OpenError::UnknownFormat(version),
            Unopened::Tampered => OpenError::Tampered(object),
        })?;
        let record: T = minicbor::decode(&plain).map_err(|_| OpenError::BadRecord(object))?;
        Ok(question(&record, about))
    }

    /// How many objects were opened since this vault was made: the sum of the ids in the audit log's
    /// events of this process, or something is wrong.
    #[must_use]
    pub fn opens_total(&self) -> u64 {
        self.0.opens.load(Ordering::Acquire)
    }

    /// The lookup tag of a value in a column (`"message.message_id_tag"`), within the tenant.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`] when the tenant's lookup key ([`LeafRef::lookup`]) is not loaded.
    pub fn tag(&self, scope: TenantScope, column: &'static str, value: &[u8]) -> Result<Tag, KeyError> {
        let tenant = scope.tenant();
        let (_, leaf) = self.newest_leaf(tenant, LeafRef::lookup(tenant))?;
        tag::tag(&leaf, column, value)
    }

    /// The lookup tag of a value that exists before a tenant is known: session, API token, sign-in name.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`] when the lookup key of [`Vault::SYSTEM`] is not loaded.
    pub fn system_tag(&self, column: &'static str, value: &[u8]) -> Result<Tag, KeyError> {
        self.tag(Self::SYSTEM, column, value)
    }

    /// The secret from which the tenant's full-text index has its file keys.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`] when the tenant's index key ([`LeafRef::index`]) is not loaded.
    pub fn index_secret(&self, scope: TenantScope) -> Result<IndexSecret, KeyError> {
        let tenant = scope.tenant();
        let (_, leaf) = self.newest_leaf(tenant, LeafRef::index(tenant))?;
        IndexSecret::derive(tenant, &leaf)
    }
}

/// What a key error means for someone who wants to read.
pub(crate) fn unopened(error: KeyError, object: ObjectId) -> OpenError {
    match error {
        KeyError::LeafNotLoaded(leaf) => OpenError::KeyNotLoaded(leaf),
        KeyError::LeafDestroyed(_) => OpenError::KeyDestroyed,
        _ => OpenError::Tampered(object),
    }
}
