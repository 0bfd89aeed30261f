//! Sealing ahead: bytes are sealed before it is known which leaf keys they will depend on, on any thread.
//! Until a [`crate::Draft`] adopts it, the object's key is in memory alone: what is never adopted opens for nobody.

use crate::cipher::Key;
use crate::compression::Packed;
use crate::error::KeyError;
use crate::random;
use crate::sealing::{self, Place};
use crate::vault::Vault;
use domain::record::BlobBytes;
use domain::{ObjectId, ObjectKind, Sealed, SealedRecord, TenantId, TenantScope, Timestamp};
use uuid::Uuid;

/// The key of an object that no leaf protects yet. It leaves this type only through
/// [`crate::Draft::adopt`], wrapped.
#[derive(Clone)]
#[must_use = "an object whose key nobody adopts is lost"]
pub struct UnwrappedKey {
    pub(crate) tenant: TenantId,
    pub(crate) object: ObjectId,
    pub(crate) key: Key,
}

impl UnwrappedKey {
    /// The object.
    #[must_use]
    pub const fn object(&self) -> ObjectId {
        self.object
    }
}

impl std::fmt::Debug for UnwrappedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UnwrappedKey({})", self.object)
    }
}

impl Vault {
    /// Seals a record that will stand in row `row`.
    ///
    /// # Errors
    /// [`KeyError::BadRecord`], [`KeyError::TooLarge`].
    pub fn seal_ahead<T: SealedRecord>(
        &self,
        scope: TenantScope,
        now: Timestamp,
        row: Uuid,
        record: &T,
    ) -> Result<(UnwrappedKey, Sealed<T>), KeyError> {
        let plain = minicbor::to_vec(record).map_err(|_| KeyError::BadRecord)?;
        let (key, bytes) = sealed(scope.tenant(), now, T::KIND, row, &Packed::of(&plain))?;
        let sealed = Sealed::from_parts(key.object, bytes);
        Ok((key, sealed))
    }

    /// Seals the bytes of a blob that will belong to row `row`.
    ///
    /// # Errors
    /// [`KeyError::TooLarge`].
    pub fn seal_blob_ahead(
        &self,
        scope: TenantScope,
        now: Timestamp,
        kind: ObjectKind,
        row: Uuid,
        packed: &Packed<'_>,
    ) -> Result<(UnwrappedKey, Sealed<BlobBytes>), KeyError> {
        let (key, bytes) = sealed(scope.tenant(), now, kind, row, packed)?;
        let sealed = Sealed::from_parts(key.object, bytes);
        Ok((key, sealed))
    }
}

/// Seals under a fresh key.
pub(crate) fn sealed(
    tenant: TenantId,
    now: Timestamp,
    kind: ObjectKind,
    row: Uuid,
    packed: &Packed<'_>,
) -> Result<(UnwrappedKey, Vec<u8>), KeyError> {
    let (object, key) = (ObjectId::generate(now), random::key()?);
    let place = Place { tenant, kind: kind.code(), row, object };
    let bytes = sealing::seal(&key, &place, packed)?;
    Ok((UnwrappedKey { tenant, object, key }, bytes))
}
