//! Audit events, sealed. Each has its own key: HKDF-Expand of the tenant's audit leaf with a random salt,
//! so that no number of events wears a key out. The log's tree is built over the sealed bytes.
//!
//! `version | generation of the audit leaf (8) | salt (32) | sealed bytes`

use crate::cipher::{self, KEY_BYTES, Key};
use crate::compression::Packed;
use crate::error::{KeyError, OpenError};
use crate::hierarchy::LeafKey;
use crate::random;
use crate::sealing::{self, Place, Unopened};
use crate::vault::Vault;
use domain::audit::AuditEvent;
use domain::keyring::LeafRef;
use domain::{ObjectId, TenantId, TenantScope, merkle};
use privacy::{DataClass, Permit};
use uuid::Uuid;

const VERSION: u8 = 1;
/// No [`domain::ObjectKind`] has this number.
const EVENT_KIND: u8 = 0;

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEvent {
    /// The sealed bytes: the entry of the log.
    pub bytes: Vec<u8>,
    /// The entry's hash in the tree (RFC 6962 2.1).
    pub leaf_hash: merkle::Hash,
}

const fn place(tenant: TenantId) -> Place {
    Place { tenant, kind: EVENT_KIND, row: Uuid::nil(), object: ObjectId::from_uuid(Uuid::nil()) }
}

fn event_key(leaf: &LeafKey, salt: &[u8; KEY_BYTES]) -> Result<Key, KeyError> {
    Ok(cipher::expand(leaf.key(), &[b"deskhero audit event v1", salt])?)
}

impl Vault {
    /// Seals an event for its tenant's log.
    ///
    /// # Errors
    /// [`KeyError::LeafNotLoaded`] when the tenant's audit key ([`LeafRef::audit`]) is not loaded.
    pub fn seal_event(&self, event: &AuditEvent) -> Result<SealedEvent, KeyError> {
        let (generation, leaf) = self.newest_leaf(event.tenant, LeafRef::audit(event.tenant))?;
        let salt = random::bytes::<KEY_BYTES>()?;
        let plain = minicbor::to_vec(event).map_err(|_| KeyError::BadRecord)?;
        let key = event_key(&leaf, &salt)?;
        let sealed = sealing::seal(&key, &place(event.tenant), &Packed::of(&plain))?;
        let bytes = [&[VERSION], generation.to_be_bytes().as_slice(), &salt, &sealed].concat();
        let leaf_hash = merkle::leaf_hash(&bytes);
        Ok(SealedEvent { bytes, leaf_hash })
    }

    /// Opens an entry of a tenant's log. Reading the log is itself an act with a permit; its entries are no
    /// objects and are not counted as opens.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::EventTampered`] when the entry is not what was sealed for this tenant.
    pub fn open_event(
        &self,
        permit: &Permit,
        tenant: TenantId,
        bytes: &[u8],
    ) -> Result<AuditEvent, OpenError> {
        let key = self.event_key_of(permit, tenant, bytes)?;
        open_disclosed(tenant, bytes, &key)
    }

    /// The key of one entry, for whoever is handed the log: it opens that entry and no other, and as the entry is
    /// committed to its key, what it opens to is what was logged.
    ///
    /// # Errors
    /// As [`Vault::open_event`].
    pub fn disclose_event(
        &self,
        permit: &Permit,
        tenant: TenantId,
        bytes: &[u8],
    ) -> Result<(AuditEvent, Key), OpenError> {
        let key = self.event_key_of(permit, tenant, bytes)?;
        Ok((open_disclosed(tenant, bytes, &key)?, key))
    }

    fn event_key_of(&self, permit: &Permit, tenant: TenantId, bytes: &[u8]) -> Result<Key, OpenError> {
        permit.covers_scope(TenantScope::of(tenant))?;
        permit.covers_class(DataClass::Audit)?;
        let entry = Entry::read(bytes)?;
        let leaf =
            self.leaf_generation(tenant, LeafRef::audit(tenant), entry.generation).map_err(unopened)?;
        event_key(&leaf, entry.salt).map_err(unopened)
    }
}

/// The parts of an entry.
struct Entry<'b> {
    generation: i64,
    salt: &'b [u8; KEY_BYTES],
    sealed: &'b [u8],
}

impl<'b> Entry<'b> {
    fn read(bytes: &'b [u8]) -> Result<Self, OpenError> {
        let (version, rest) = bytes.split_first().ok_or(OpenError::EventTampered)?;
        if *version != VERSION {
            return Err(OpenError::UnknownFormat(*version));
        }
        let (generation, rest) = rest.split_first_chunk::<8>().ok_or(OpenError::EventTampered)?;
        let (salt, sealed) = rest.split_first_chunk::<KEY_BYTES>().ok_or(OpenError::EventTampered)?;
        Ok(Self { generation: i64::from_be_bytes(*generation), salt, sealed })
    }
}

/// Opens an entry with the key that came with it; no vault is needed.
///
/// # Errors
/// [`OpenError::EventTampered`] when the key is not the entry's, or the entry not this tenant's.
pub fn open_disclosed(
    tenant: TenantId,
    bytes: &[u8],
    key: &[u8; KEY_BYTES],
) -> Result<AuditEvent, OpenError> {
    let entry = Entry::read(bytes)?;
    let key = Key::new(*key);
    let plain = sealing::open(&key, &place(tenant), entry.sealed).map_err(|why| match why {
        Unopened::Unknown(version) => OpenError::UnknownFormat(version),
        Unopened::Tampered => OpenError::EventTampered,
    })?;
    let event: AuditEvent = minicbor::decode(&plain).map_err(|_| OpenError::EventTampered)?;
    if event.tenant == tenant { Ok(event) } else { Err(OpenError::EventTampered) }
}

fn unopened(error: KeyError) -> OpenError {
    match error {
        KeyError::LeafNotLoaded(leaf) => OpenError::KeyNotLoaded(leaf),
        KeyError::LeafDestroyed(_) => OpenError::KeyDestroyed,
        _ => OpenError::EventTampered,
    }
}
