//! A draft: new keys and what is sealed under them, before the keyring has committed them.
//!
//! The order is: seal in a draft, commit [`Draft::batch`] to the keyring, then [`crate::Vault::publish`],
//! then commit the data. Until it is published the vault does not know the new keys, so that nothing is
//! ever sealed under a key that a crash could lose.

use crate::ahead::{self, UnwrappedKey};
use crate::cipher::Key;
use crate::compression::Packed;
use crate::error::KeyError;
use crate::hierarchy::{self, LEAVES_MAX, LeafKey, OpenBucket, TenantKey};
use crate::random;
use crate::tag;
use crate::vault::Vault;
use crate::wrap::WrappingKey;
use domain::keyring::{ContactLookup, KeyBatch, LeafKind, LeafRef, Tag, WrappedLeafKey, WrappedObjectKey};
use domain::limits::BUCKET_LEAVES_MAX;
use domain::record::BlobBytes;
use domain::{KeyId, ObjectId, ObjectKind, Sealed, SealedRecord, TenantId, TenantScope, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Leaves and their generations, sorted, without repeats.
type LeafSet = Vec<(LeafRef, i64)>;

/// New keys of one tenant that become durable together.
#[must_use = "a draft that is not committed to the keyring leaves nothing readable behind"]
pub struct Draft {
    pub(crate) vault: Vault,
    pub(crate) scope: TenantScope,
    pub(crate) batch: KeyBatch,
    pub(crate) tenant_key: Option<Arc<TenantKey>>,
    pub(crate) buckets: Vec<OpenBucket>,
    pub(crate) leaves: HashMap<LeafRef, (i64, Arc<LeafKey>)>,
    made: Vec<ObjectId>,
    combined: HashMap<LeafSet, Arc<WrappingKey>>,
}

impl Draft {
    pub(crate) fn new(vault: Vault, scope: TenantScope) -> Self {
        Self {
            vault,
            scope,
            batch: KeyBatch::default(),
            tenant_key: None,
            buckets: Vec::new(),
            leaves: HashMap::new(),
            made: Vec::new(),
            combined: HashMap::new(),
        }
    }

    /// The tenant.
    #[must_use]
    pub const fn scope(&self) -> TenantScope {
        self.scope
    }

    pub(crate) const fn tenant(&self) -> TenantId {
        self.scope.tenant()
    }

    /// What the keyring must commit before anything sealed here is stored.
    #[must_use]
    pub const fn batch(&self) -> &KeyBatch {
        &self.batch
    }

    /// The objects that were sealed here, for the audit event's `made`.
    #[must_use]
    pub fn made(&self) -> Vec<ObjectId> {
        self.made.clone()
    }

    /// Makes the tenant's key, and the keys that a tenant has one of: index, audit, lookup, settings.
    /// The system's own tenant ([`Vault::SYSTEM`]) is made the same way, once.
    ///
    /// # Errors
    /// [`KeyError::TenantExists`] when the vault knows a key of this tenant.
    pub fn create_tenant(&mut self, now: Timestamp) -> Result<(), KeyError> {
        let tenant = self.tenant();
        if self.tenant_key.is_some() || self.vault.has_tenant(self.scope) {
            return Err(KeyError::TenantExists(tenant));
        }
        self.add_tenant_generation(1)?;
        for kind in [LeafKind::Index, LeafKind::Audit, LeafKind::Lookup, LeafKind::Settings] {
            self.create_leaf(now, LeafRef { kind, id: tenant.uuid() })?;
        }
        Ok(())
    }

    pub(crate) fn add_tenant_generation(&mut self, generation: i64) -> Result<(), KeyError> {
        let key = random::key()?;
        let wrapped = self.vault.newest_root()?.wrap_tenant(self.tenant(), generation, &key)?;
        self.batch.tenants.push(wrapped);
        self.tenant_key = Some(Arc::new(TenantKey { generation, wrapping: WrappingKey::derive(&key)? }));
        Ok(())
    }

    /// Makes the key of a new mailbox, contact, agent, ticket, month.
    ///
    /// # Errors
    /// [`KeyError::TenantNotLoaded`]; [`KeyError::LeafExists`] when it has one; [`KeyError::LeafDestroyed`]
    /// when it had one: ids are not used twice.
    pub fn create_leaf(&mut self, now: Timestamp, leaf: LeafRef) -> Result<(), KeyError> {
        match self.newest(leaf) {
            Ok(_) => Err(KeyError::LeafExists(leaf)),
            Err(KeyError::LeafNotLoaded(_)) => self.add_leaf_generation(now, leaf, 1),
            Err(other) => Err(other),
        }
    }

    /// Whether the leaf can be sealed under: made here, or loaded.
    #[must_use]
    pub fn has_leaf(&self, leaf: LeafRef) -> bool {
        self.newest(leaf).is_ok()
    }

    pub(crate) fn add_leaf_generation(
        &mut self,
        now: Timestamp,
        leaf: LeafRef,
        generation: i64,
    ) -> Result<(), KeyError> {
        let key = random::key()?;
        self.rehouse_leaf(now, leaf, generation, &key)?;
        self.leaves.insert(leaf, (generation, Arc::new(LeafKey::new(key))));
        Ok(())
    }

    /// Wraps a leaf's key under a bucket with room.
    pub(crate) fn rehouse_leaf(
        &mut self,
        now: Timestamp,
        leaf: LeafRef,
        generation: i64,
        key: &Key,
    ) -> Result<(), KeyError> {
        let tenant = self.tenant();
        let (bucket, wrapping) = self.place(now)?;
        let wrapped = wrapping.wrap(key, &hierarchy::leaf_frame(tenant, bucket, leaf, generation))?;
        self.batch.leaves.push(WrappedLeafKey { leaf, tenant, bucket, generation, wrapped });
        Ok(())
    }

    /// A place for a leaf: in a bucket of this draft, in the process's open bucket, or in a new one.
    fn place(&mut self, now: Timestamp) -> Result<(KeyId, Arc<WrappingKey>), KeyError> {
        if let Some(bucket) = self.buckets.last_mut().filter(|bucket| bucket.used < BUCKET_LEAVES_MAX) {
            bucket.used += 1;
            return Ok((bucket.id, Arc::clone(&bucket.wrapping)));
        }
        let tenant = self.tenant();
        if self.tenant_key.is_none()
            && let Some(bucket) = self.vault.with_cache(|cache| cache.take_place(tenant))
        {
            return Ok((bucket.id, bucket.wrapping));
        }
        let parent = self.newest_tenant_key()?;
        let (id, key) = (KeyId::generate(now), random::key()?);
        self.batch.buckets.push(parent.wrap_bucket(tenant, id, &key)?);
        let wrapping = Arc::new(WrappingKey::derive(&key)?);
        self.buckets.push(OpenBucket { id, wrapping: Arc::clone(&wrapping), used: 1 });
        Ok((id, wrapping))
    }

    pub(crate) fn newest_tenant_key(&self) -> Result<Arc<TenantKey>, KeyError> {
        let tenant = self.tenant();
        let drafted = self.tenant_key.as_ref().map(Arc::clone);
        drafted
            .or_else(|| self.vault.with_cache(|cache| cache.tenant(tenant)))
            .ok_or(KeyError::TenantNotLoaded(tenant))
    }

    /// The leaf's key for new writes: made here, or published.
    pub(crate) fn newest(&self, leaf: LeafRef) -> Result<(i64, Arc<LeafKey>), KeyError> {
        match self.leaves.get(&leaf) {
            Some(drafted) => Ok(drafted.clone()),
            None => self.vault.newest_leaf(self.tenant(), leaf),
        }
    }

    /// Seals a record that stands in row `row` under the newest keys of `leaves`.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`], [`KeyError::LeafDestroyed`], [`KeyError::LeafCount`], [`KeyError::TooLarge`].
    pub fn seal<T: SealedRecord>(
        &mut self,
        now: Timestamp,
        row: Uuid,
        leaves: &[LeafRef],
        record: &T,
    ) -> Result<Sealed<T>, KeyError> {
        let plain = minicbor::to_vec(record).map_err(|_| KeyError::BadRecord)?;
        let (object, bytes) = self.seal_bytes(now, T::KIND, row, leaves, &plain)?;
        Ok(Sealed::from_parts(object, bytes))
    }

    /// Seals a blob that belongs to row `row` under the newest keys of `leaves`.
    ///
    /// # Errors
    /// As [`Draft::seal`].
    pub fn seal_blob(
        &mut self,
        now: Timestamp,
        kind: ObjectKind,
        row: Uuid,
        leaves: &[LeafRef],
        plain: &[u8],
    ) -> Result<Sealed<BlobBytes>, KeyError> {
        let (object, bytes) = self.seal_bytes(now, kind, row, leaves, plain)?;
        Ok(Sealed::from_parts(object, bytes))
    }

    fn seal_bytes(
        &mut self,
        now: Timestamp,
        kind: ObjectKind,
        row: Uuid,
        leaves: &[LeafRef],
        plain: &[u8],
    ) -> Result<(ObjectId, Vec<u8>), KeyError> {
        let (key, bytes) = ahead::sealed(self.tenant(), now, kind, row, &Packed::of(plain))?;
        self.adopt(&key, leaves)?;
        Ok((key.object, bytes))
    }

    /// Wraps the key of an object that was sealed ahead under the newest keys of `leaves`.
    ///
    /// # Errors
    /// As [`Draft::seal`]; [`KeyError::Tampered`] when it was sealed for another tenant.
    pub fn adopt(&mut self, key: &UnwrappedKey, leaves: &[LeafRef]) -> Result<(), KeyError> {
        if key.tenant != self.tenant() {
            return Err(KeyError::Tampered);
        }
        let wrapped = self.wrap_object(key.object, leaves, &key.key)?;
        self.made.push(key.object);
        self.batch.objects.push(wrapped);
        Ok(())
    }

    fn wrap_object(
        &mut self,
        object: ObjectId,
        leaves: &[LeafRef],
        key: &Key,
    ) -> Result<WrappedObjectKey, KeyError> {
        let tenant = self.tenant();
        let (leaves, wrapping) = self.combined(leaves)?;
        let wrapped = wrapping.wrap(key, &hierarchy::object_frame(tenant, object, &leaves))?;
        Ok(WrappedObjectKey { object, tenant, leaves, wrapped })
    }

    /// The wrapping key of these leaves, newest generations; derived once per draft and set.
    fn combined(&mut self, leaves: &[LeafRef]) -> Result<(LeafSet, Arc<WrappingKey>), KeyError> {
        let mut sorted = leaves.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.is_empty() || sorted.len() > LEAVES_MAX {
            return Err(KeyError::LeafCount(sorted.len()));
        }
        let mut set = LeafSet::with_capacity(sorted.len());
        let mut keys = Vec::with_capacity(sorted.len());
        for leaf in sorted {
            let (generation, key) = self.newest(leaf)?;
            set.push((leaf, generation));
            keys.push(key);
        }
        if let Some(known) = self.combined.get(&set) {
            return Ok((set, Arc::clone(known)));
        }
        let wrapping = Arc::new(hierarchy::combine(&set, &keys)?);
        self.combined.insert(set.clone(), Arc::clone(&wrapping));
        Ok((set, wrapping))
    }

    /// Re-wraps a stored object's key under the newest keys of other leaves (a merge, a split, another
    /// requester, a rotation). The sealed bytes stay as they are.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`] for old or new leaves; [`KeyError::LeafDestroyed`]; [`KeyError::Tampered`].
    pub fn rewrap(&mut self, wrapped: &WrappedObjectKey, leaves: &[LeafRef]) -> Result<(), KeyError> {
        if wrapped.tenant != self.tenant() {
            return Err(KeyError::Tampered);
        }
        let key = self.vault.object_key(wrapped)?;
        let rewrapped = self.wrap_object(wrapped.object, leaves, &key)?;
        match self.batch.objects.iter_mut().find(|known| known.object == rewrapped.object) {
            Some(slot) => *slot = rewrapped,
            None => self.batch.objects.push(rewrapped),
        }
        Ok(())
    }

    /// Adds an address → contact lookup.
    pub fn add_lookup(&mut self, lookup: ContactLookup) {
        self.batch.lookups.push(lookup);
    }

    /// As [`Vault::tag`], with a lookup key that may have been made in this draft.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`].
    pub fn tag(&self, column: &'static str, value: &[u8]) -> Result<Tag, KeyError> {
        let (_, leaf) = self.newest(LeafRef::lookup(self.tenant()))?;
        tag::tag(&leaf, column, value)
    }
}
