//! Signed checkpoints of the audit log (Ed25519, RFC 8032): whoever keeps one off the box can prove later
//! that the log before it was not changed.

use crate::cipher::{KEY_BYTES, Key};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::kek::{self, Kek, KekError};
use crate::key_file::{self, KeyFileError};
use crate::random;
use crate::vault::Vault;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use domain::merkle::Hash;
use domain::{TenantId, Timestamp};
use minicbor::{Decode, Encode};
use std::path::Path;

/// What the signing key is wrapped for.
const USE: &str = "audit-signing";

/// A signed head of a tenant's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Checkpoint {
    /// Tenant.
    #[n(0)]
    pub tenant: TenantId,
    /// Entries.
    #[n(1)]
    pub size: u64,
    /// Root of the tree over them.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub root: Hash,
    /// When it was signed.
    #[n(3)]
    pub at: Timestamp,
    /// The key that signed: [`SigningKey::public_key`].
    #[cbor(n(4), with = "minicbor::bytes")]
    pub public_key: [u8; 32],
    /// Ed25519 over the framed fields above.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

/// A checkpoint that proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not bytes of a checkpoint.
    #[error("not a checkpoint")]
    Unreadable,
    /// Signed by another key than the one trusted.
    #[error("the checkpoint was signed by another key")]
    OtherKey,
    /// The signature is wrong.
    #[error("the signature of the checkpoint is wrong")]
    Signature,
}

/// Reads what was written so, and no more: a signature says nothing of bytes behind what it is over, or of another way to
/// write the same.
fn exactly<T: Encode<()> + for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Result<T, BadCheckpoint> {
    let read: T = minicbor::decode(bytes).map_err(|_| BadCheckpoint::Unreadable)?;
    match minicbor::to_vec(&read) {
        Ok(written) if written == bytes => Ok(read),
        _ => Err(BadCheckpoint::Unreadable),
    }
}

impl Checkpoint {
    fn message(tenant: TenantId, size: u64, root: &Hash, at: Timestamp, public_key: &[u8]) -> Frame {
        Frame::of(b"deskhero audit checkpoint v1")
            .with(tenant.as_bytes())
            .with(&size.to_be_bytes())
            .with(root)
            .with_number(at.as_millis())
            .with(public_key)
    }

    /// Whether the key signed exactly this.
    ///
    /// # Errors
    /// [`BadCheckpoint`].
    pub fn verify(&self, trusted: &[u8; 32]) -> Result<(), BadCheckpoint> {
        if self.public_key != *trusted {
            return Err(BadCheckpoint::OtherKey);
        }
        let message = Self::message(self.tenant, self.size, &self.root, self.at, &self.public_key);
        UnparsedPublicKey::new(&ED25519, trusted)
            .verify(message.as_bytes(), &self.signature)
            .map_err(|_| BadCheckpoint::Signature)
    }

    /// Its bytes (CBOR), to be stored and kept off the box.
    ///
    /// # Errors
    /// [`KeyError::BadRecord`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeyError> {
        minicbor::to_vec(self).map_err(|_| KeyError::BadRecord)
    }

    /// Reads what [`Checkpoint::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadCheckpoint::Unreadable`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadCheckpoint> {
        exactly(bytes)
    }
}

/// From where on a log is kept: whoever has the database alone cannot remove entries and say that their time was over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LogStart {
    /// Tenant.
    #[n(0)]
    pub tenant: TenantId,
    /// Entries that were removed: the place of the first that is left.
    #[n(1)]
    pub size: u64,
    /// Root of the tree over them.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub root: Hash,
    /// They were all made before.
    #[n(3)]
    pub before: Timestamp,
    /// Ed25519 over the framed fields above, by the key of the checkpoints.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl LogStart {
    fn message(tenant: TenantId, size: u64, root: &Hash, before: Timestamp) -> Frame {
        Frame::of(b"deskhero audit start v1")
            .with(tenant.as_bytes())
            .with(&size.to_be_bytes())
            .with(root)
            .with_number(before.as_millis())
    }

    /// Its bytes (CBOR).
    ///
    /// # Errors
    /// [`KeyError::BadRecord`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeyError> {
        minicbor::to_vec(self).map_err(|_| KeyError::BadRecord)
    }

    /// Reads what [`LogStart::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadCheckpoint::Unreadable`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadCheckpoint> {
        exactly(bytes)
    }
}

/// What an export says of itself: without it, whoever passes the file on could leave lines out.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ExportSeal {
    /// Tenant.
    #[n(0)]
    pub tenant: TenantId,
    /// Entries in the file.
    #[n(1)]
    pub entries: u64,
    /// SHA-256 of every byte before the line that carries this.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub digest: Hash,
    /// When it was made.
    #[n(3)]
    pub at: Timestamp,
    /// Ed25519 over the framed fields above, by the key of the checkpoints.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl ExportSeal {
    fn message(tenant: TenantId, entries: u64, digest: &Hash, at: Timestamp) -> Frame {
        Frame::of(b"deskhero audit export v1")
            .with(tenant.as_bytes())
            .with(&entries.to_be_bytes())
            .with(digest)
            .with_number(at.as_millis())
    }

    /// Whether the key signed exactly this.
    ///
    /// # Errors
    /// [`BadCheckpoint::Signature`].
    pub fn verify(&self, trusted: &[u8; 32]) -> Result<(), BadCheckpoint> {
        let message = Self::message(self.tenant, self.entries, &self.digest, self.at);
        UnparsedPublicKey::new(&ED25519, trusted)
            .verify(message.as_bytes(), &self.signature)
            .map_err(|_| BadCheckpoint::Signature)
    }

    /// Its bytes (CBOR).
    ///
    /// # Errors
    /// [`KeyError::BadRecord`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeyError> {
        minicbor::to_vec(self).map_err(|_| KeyError::BadRecord)
    }

    /// Reads what [`ExportSeal::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`BadCheckpoint::Unreadable`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadCheckpoint> {
        exactly(bytes)
    }
}

/// The key that signs checkpoints and lists of backups. It signs and does nothing else.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    public_key: [u8; 32],
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey")
    }
}

impl SigningKey {
    /// A new one, in memory only.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn generate() -> Result<Self, KeyError> {
        let seed = random::key()?;
        Self::from_seed(&seed)
    }

    fn from_seed(seed: &[u8; KEY_BYTES]) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::Cipher)?;
        let public_key = pair.public_key().as_ref().try_into().map_err(|_| KeyError::Cipher)?;
        Ok(Self { pair, public_key })
    }

    /// Reads the key from `path`, wrapped under the KEK; makes and stores one when there is none.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn load_or_create(path: &Path, kek: &dyn Kek) -> Result<Self, KeyFileError> {
        let seed: Key = match key_file::read(path)? {
            Some(wrapped) => kek.unwrap(USE, &wrapped)?,
            None => {
                let seed = random::key().map_err(KekError::from)?;
                key_file::write(path, &kek.wrap(USE, &seed)?)?;
                seed
            }
        };
        Ok(Self::from_seed(&seed).map_err(KekError::from)?)
    }

    /// Wraps the key in `path` under another KEK. False where it has been done, or there is no such file.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn hand_over(path: &Path, from: &dyn Kek, to: &dyn Kek) -> Result<bool, KeyFileError> {
        let Some(wrapped) = key_file::read(path)? else { return Ok(false) };
        let Some(wrapped) = kek::hand_over(USE, &wrapped, (from, to))? else { return Ok(false) };
        key_file::write(path, &wrapped)?;
        Ok(true)
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Result<[u8; 64], KeyError> {
        let signature = self.pair.try_sign(message)?;
        signature.as_ref().try_into().map_err(|_| KeyError::Cipher)
    }

    /// The public key, to be kept off the box.
    #[must_use]
    pub const fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }
}

/// Receipts and checkpoints are signed with one key, so each says what it is.
fn receipt_message(said: &[u8]) -> Frame {
    Frame::of(b"deskhero erasure receipt v1").with(said)
}

/// Whether the key signed exactly what this receipt says.
///
/// # Errors
/// [`BadCheckpoint::Signature`].
pub fn verify_receipt(said: &[u8], signature: &[u8], trusted: &[u8; 32]) -> Result<(), BadCheckpoint> {
    UnparsedPublicKey::new(&ED25519, trusted)
        .verify(receipt_message(said).as_bytes(), signature)
        .map_err(|_| BadCheckpoint::Signature)
}

impl Vault {
    /// Signs the head of a tenant's log.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_checkpoint(
        &self,
        tenant: TenantId,
        size: u64,
        root: Hash,
        at: Timestamp,
    ) -> Result<Checkpoint, KeyError> {
        let key = self.signing();
        let public_key = key.public_key;
        let message = Checkpoint::message(tenant, size, &root, at, &public_key);
        let signature = key.sign(message.as_bytes())?;
        Ok(Checkpoint { tenant, size, root, at, public_key, signature })
    }

    /// Signs what a receipt says; the answer is checked by [`verify_receipt`] with the public key alone.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_receipt(&self, said: &[u8]) -> Result<[u8; 64], KeyError> {
        let signature = self.signing().pair.try_sign(receipt_message(said).as_bytes())?;
        signature.as_ref().try_into().map_err(|_| KeyError::Cipher)
    }

    /// Whether this vault's key signed the checkpoint.
    ///
    /// # Errors
    /// [`BadCheckpoint`].
    pub fn verify_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), BadCheckpoint> {
        checkpoint.verify(&self.signing().public_key)
    }

    /// Signs an export of a tenant's log: how many lines it has and what they hash to.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_export(
        &self,
        tenant: TenantId,
        entries: u64,
        digest: Hash,
        at: Timestamp,
    ) -> Result<ExportSeal, KeyError> {
        let key = self.signing();
        let message = ExportSeal::message(tenant, entries, &digest, at);
        let signature = key.pair.try_sign(message.as_bytes())?;
        let signature = signature.as_ref().try_into().map_err(|_| KeyError::Cipher)?;
        Ok(ExportSeal { tenant, entries, digest, at, signature })
    }

    /// Signs from where on a tenant's log is kept.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_log_start(
        &self,
        tenant: TenantId,
        size: u64,
        root: Hash,
        before: Timestamp,
    ) -> Result<LogStart, KeyError> {
        let signature = self.signing().sign(LogStart::message(tenant, size, &root, before).as_bytes())?;
        Ok(LogStart { tenant, size, root, before, signature })
    }

    /// Whether this vault's key signed this.
    ///
    /// # Errors
    /// [`BadCheckpoint::Signature`].
    pub fn verify_log_start(&self, start: &LogStart) -> Result<(), BadCheckpoint> {
        let message = LogStart::message(start.tenant, start.size, &start.root, start.before);
        UnparsedPublicKey::new(&ED25519, self.signing().public_key)
            .verify(message.as_bytes(), &start.signature)
            .map_err(|_| BadCheckpoint::Signature)
    }

    /// The public key of this vault's checkpoints, for keeping off the box.
    #[must_use]
    pub fn checkpoint_public_key(&self) -> [u8; 32] {
        self.signing().public_key
    }
}
