//! The keys between ROOT and the objects, unwrapped, and where each of them belongs.
//!
//! ROOT (epoch) wraps tenant keys, a tenant's key wraps its buckets, a bucket wraps at most 1,024 leaves,
//! and an object's key is wrapped under a key derived from *all* leaves that it depends on: without any
//! one of them nothing derives it.

use crate::cipher::{self, Key};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::wrap::WrappingKey;
use aws_lc_rs::hmac;
use domain::keyring::{LeafRef, WrappedBucketKey, WrappedLeafKey, WrappedObjectKey, WrappedTenantKey};
use domain::{KeyId, ObjectId, TenantId};
use std::sync::{Arc, LazyLock, OnceLock};
use zeroize::Zeroizing;

/// An object depends on so many leaves at most.
pub const LEAVES_MAX: usize = 32;

/// ROOT of one epoch.
pub struct RootKey {
    /// Counts up with each swap, from 1.
    pub epoch: i64,
    /// What it wraps with.
    pub wrapping: WrappingKey,
}

/// A generation of a tenant's key.
pub struct TenantKey {
    /// Counts up with each rotation, from 1.
    pub generation: i64,
    /// What it wraps with.
    pub wrapping: WrappingKey,
}

/// A bucket that still takes leaves.
#[derive(Clone)]
pub struct OpenBucket {
    /// Its id.
    pub id: KeyId,
    /// What it wraps with.
    pub wrapping: Arc<WrappingKey>,
    /// Leaves that it holds.
    pub used: i64,
}

/// A generation of a leaf key.
pub struct LeafKey {
    key: Key,
    mac: OnceLock<Box<hmac::Key>>,
}

impl LeafKey {
    /// A leaf from its key.
    pub const fn new(key: Key) -> Self {
        Self { key, mac: OnceLock::new() }
    }

    /// The key itself.
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// The HMAC key derived from it for tags, made once.
    pub fn mac(&self) -> Result<&hmac::Key, KeyError> {
        if let Some(mac) = self.mac.get() {
            return Ok(mac);
        }
        let derived = cipher::expand(&self.key, &[b"deskhero lookup tags v1"])?;
        Ok(self.mac.get_or_init(|| Box::new(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))))
    }
}

/// Where a tenant's key belongs.
pub fn tenant_frame(tenant: TenantId, generation: i64, epoch: i64) -> Frame {
    Frame::of(b"deskhero tenant key").with(tenant.as_bytes()).with_number(generation).with_number(epoch)
}

/// Where a bucket's key belongs.
pub fn bucket_frame(tenant: TenantId, bucket: KeyId, tenant_generation: i64) -> Frame {
    Frame::of(b"deskhero bucket key")
        .with(tenant.as_bytes())
        .with(bucket.as_bytes())
        .with_number(tenant_generation)
}

/// Where a leaf's key belongs.
pub fn leaf_frame(tenant: TenantId, bucket: KeyId, leaf: LeafRef, generation: i64) -> Frame {
    Frame::of(b"deskhero leaf key")
        .with(tenant.as_bytes())
        .with(bucket.as_bytes())
        .with(&leaf.to_bytes())
        .with_number(generation)
}

/// Where an object's key belongs.
pub fn object_frame(tenant: TenantId, object: ObjectId, leaves: &[(LeafRef, i64)]) -> Frame {
    let start = Frame::of(b"deskhero object key").with(tenant.as_bytes()).with(object.as_bytes());
    leaves
        .iter()
        .fold(start, |frame, (leaf, generation)| frame.with(&leaf.to_bytes()).with_number(*generation))
}

/// HKDF-Extract's salt (RFC 5869 2.2), as a key that is scheduled once.
static COMBINE: LazyLock<hmac::Key> =
    LazyLock::new(|| hmac::Key::new(hmac::HMAC_SHA256, b"deskhero combined leaf keys v1"));

/// The key that wraps objects which depend on exactly these leaves; `leaves` and `keys` are in the same
/// order, sorted.
pub fn combine(leaves: &[(LeafRef, i64)], keys: &[Arc<LeafKey>]) -> Result<WrappingKey, KeyError> {
    if leaves.is_empty() || leaves.len() != keys.len() || leaves.len() > LEAVES_MAX {
        return Err(KeyError::LeafCount(leaves.len()));
    }
    let mut extract = hmac::Context::with_key(&COMBINE);
    for ((leaf, generation), key) in leaves.iter().zip(keys) {
        extract.update(&leaf.to_bytes());
        extract.update(&generation.to_be_bytes());
        extract.update(key.key().as_ref());
    }
    let tag = extract.sign();
    let mut prk: Key = Zeroizing::new([0; cipher::KEY_BYTES]);
    prk.copy_from_slice(tag.as_ref());
    WrappingKey::derive(&prk)
}

impl RootKey {
    /// Unwraps a tenant's key.
    pub fn open_tenant(&self, wrapped: &WrappedTenantKey) -> Result<Key, KeyError> {
        let frame = tenant_frame(wrapped.tenant, wrapped.generation, wrapped.epoch);
        self.wrapping.unwrap(&wrapped.wrapped, &frame)
    }

    /// Wraps a tenant's key.
    pub fn wrap_tenant(
        &self,
        tenant: TenantId,
        generation: i64,
        key: &Key,
    ) -> Result<WrappedTenantKey, KeyError> {
        let frame = tenant_frame(tenant, generation, self.epoch);
        let wrapped = self.wrapping.wrap(key, &frame)?;
        Ok(WrappedTenantKey { tenant, generation, epoch: self.epoch, wrapped })
    }
}

impl TenantKey {
    /// Unwraps a bucket's key.
    pub fn open_bucket(&self, wrapped: &WrappedBucketKey) -> Result<Key, KeyError> {
        let frame = bucket_frame(wrapped.tenant, wrapped.bucket, wrapped.tenant_generation);
        self.wrapping.unwrap(&wrapped.wrapped, &frame)
    }

    /// Wraps a bucket's key.
    pub fn wrap_bucket(
        &self,
        tenant: TenantId,
        bucket: KeyId,
        key: &Key,
    ) -> Result<WrappedBucketKey, KeyError> {
        let wrapped = self.wrapping.wrap(key, &bucket_frame(tenant, bucket, self.generation))?;
        Ok(WrappedBucketKey { bucket, tenant, tenant_generation: self.generation, wrapped })
    }
}

/// Unwraps a leaf's key.
pub fn open_leaf(bucket: &WrappingKey, wrapped: &WrappedLeafKey) -> Result<LeafKey, KeyError> {
    let frame = leaf_frame(wrapped.tenant, wrapped.bucket, wrapped.leaf, wrapped.generation);
    Ok(LeafKey::new(bucket.unwrap(&wrapped.wrapped, &frame)?))
}

/// Unwraps an object's key.
pub fn open_object(combined: &WrappingKey, wrapped: &WrappedObjectKey) -> Result<Key, KeyError> {
    combined.unwrap(&wrapped.wrapped, &object_frame(wrapped.tenant, wrapped.object, &wrapped.leaves))
}
