//! ROOT: the key above all tenants, of one epoch. It lives outside SQL and outside every backup; swapping
//! it makes every older copy of the keyring unreadable. The swap is two-phase: the next ROOT is stored and
//! acknowledged beside the current one, tenant keys are re-wrapped, then the current one is destroyed.

use crate::cipher::{KEY_BYTES, Key};
use crate::error::KeyError;
use crate::hierarchy::RootKey;
use crate::kek::{self, Kek, KekError};
use crate::key_file::{self, KeyFileError};
use crate::random;
use crate::wrap::WrappingKey;
use minicbor::{Decode, Encode};
use std::path::PathBuf;
use std::sync::Arc;

/// ROOT of one epoch.
pub struct Root {
    epoch: i64,
    key: Key,
}

impl std::fmt::Debug for Root {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Root(epoch {})", self.epoch)
    }
}

impl Root {
    /// A new ROOT.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn generate(epoch: i64) -> Result<Self, KeyError> {
        Ok(Self { epoch, key: random::key()? })
    }

    /// Counts up with each swap, from 1.
    #[must_use]
    pub const fn epoch(&self) -> i64 {
        self.epoch
    }

    pub(crate) fn to_key(&self) -> Result<RootKey, KeyError> {
        Ok(RootKey { epoch: self.epoch, wrapping: WrappingKey::derive(&self.key)? })
    }

    fn usage(epoch: i64) -> String {
        format!("root epoch {epoch}")
    }
}

/// What a root store holds.
#[derive(Debug)]
pub struct Roots {
    /// The ROOT in force.
    pub current: Root,
    /// During a swap: the ROOT that follows.
    pub next: Option<Root>,
}

/// Where ROOT is held.
pub trait RootStore: Send + Sync {
    /// Reads ROOT; `None` when none was ever made.
    ///
    /// # Errors
    /// [`KeyFileError`].
    fn load(&self) -> Result<Option<Roots>, KeyFileError>;

    /// Stores the first ROOT.
    ///
    /// # Errors
    /// [`KeyFileError::Exists`] when there is one.
    fn create(&self, root: &Root) -> Result<(), KeyFileError>;

    /// First phase of a swap: stores the next ROOT beside the current one. When it returns, the next ROOT
    /// is durable.
    ///
    /// # Errors
    /// [`KeyFileError`].
    fn prepare(&self, next: &Root) -> Result<(), KeyFileError>;

    /// Second phase: the next ROOT becomes the current one, the old one is destroyed.
    ///
    /// # Errors
    /// [`KeyFileError::Malformed`] when no swap to `epoch` was prepared.
    fn commit(&self, epoch: i64) -> Result<(), KeyFileError>;
}

#[derive(Encode, Decode)]
struct StoredRoot {
    #[n(0)]
    epoch: i64,
    #[cbor(n(1), with = "minicbor::bytes")]
    wrapped: Vec<u8>,
}

#[derive(Encode, Decode)]
struct StoredRoots {
    #[n(0)]
    version: u8,
    #[n(1)]
    current: StoredRoot,
    #[n(2)]
    next: Option<StoredRoot>,
}

const VERSION: u8 = 1;

/// ROOT in a file, wrapped under the KEK.
pub struct FileRootStore {
    path: PathBuf,
    kek: Arc<dyn Kek>,
}

impl FileRootStore {
    /// The store in this file.
    #[must_use]
    pub const fn new(path: PathBuf, kek: Arc<dyn Kek>) -> Self {
        Self { path, kek }
    }

    /// Reads ROOT; makes and stores the first one when there is none. Returns it with the next one of a
    /// swap that was under way.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn load_or_create(&self) -> Result<Roots, KeyFileError> {
        if let Some(roots) = self.load()? {
            return Ok(roots);
        }
        let root = Root::generate(1).map_err(KekError::from)?;
        self.create(&root)?;
        Ok(Roots { current: root, next: None })
    }

    /// Wraps what the file holds under another KEK; the one until now opens the file no more. False where it has been done.
    ///
    /// # Errors
    /// [`KeyFileError`], of a file that neither KEK opens, too.
    pub fn hand_over(&self, to: &dyn Kek) -> Result<bool, KeyFileError> {
        let mut stored = self.stored()?.ok_or_else(|| self.malformed("root file: there is none"))?;
        let mut is_new = false;
        for root in [Some(&mut stored.current), stored.next.as_mut()].into_iter().flatten() {
            let both = (self.kek.as_ref(), to);
            if let Some(wrapped) = kek::hand_over(&Root::usage(root.epoch), &root.wrapped, both)? {
                (root.wrapped, is_new) = (wrapped, true);
            }
        }
        if is_new {
            key_file::write(&self.path, &self.encode(&stored)?)?;
        }
        Ok(is_new)
    }

    fn malformed(&self, expected: &'static str) -> KeyFileError {
        KeyFileError::Malformed { path: self.path.clone(), expected }
    }

    fn stored(&self) -> Result<Option<StoredRoots>, KeyFileError> {
        let Some(bytes) = key_file::read(&self.path)? else { return Ok(None) };
        let stored: StoredRoots = minicbor::decode(&bytes).map_err(|_| self.malformed("root file"))?;
        if stored.version != VERSION {
            return Err(self.malformed("root file of a version known here"));
        }
        Ok(Some(stored))
    }

    fn wrap(&self, root: &Root) -> Result<StoredRoot, KeyFileError> {
        let wrapped = self.kek.wrap(&Root::usage(root.epoch), &root.key)?;
        Ok(StoredRoot { epoch: root.epoch, wrapped })
    }

    fn unwrap(&self, stored: &StoredRoot) -> Result<Root, KeyFileError> {
        let key: [u8; KEY_BYTES] = *self.kek.unwrap(&Root::usage(stored.epoch), &stored.wrapped)?;
        Ok(Root { epoch: stored.epoch, key: key.into() })
    }

    fn encode(&self, roots: &StoredRoots) -> Result<Vec<u8>, KeyFileError> {
        minicbor::to_vec(roots).map_err(|_| self.malformed("root file"))
    }
}

impl RootStore for FileRootStore {
    fn load(&self) -> Result<Option<Roots>, KeyFileError> {
        let Some(stored) = self.stored()? else { return Ok(None) };
        let current = self.unwrap(&stored.current)?;
        let next = stored.next.as_ref().map(|next| self.unwrap(next)).transpose()?;
        Ok(Some(Roots { current, next }))
    }

    fn create(&self, root: &Root) -> Result<(), KeyFileError> {
        let stored = StoredRoots { version: VERSION, current: self.wrap(root)?, next: None };
        key_file::write_new(&self.path, &self.encode(&stored)?)
    }

    fn prepare(&self, next: &Root) -> Result<(), KeyFileError> {
        let mut stored = self.stored()?.ok_or_else(|| self.malformed("root file: there is none"))?;
        if next.epoch <= stored.current.epoch {
            return Err(self.malformed("root file before this epoch"));
        }
        stored.next = Some(self.wrap(next)?);
        key_file::write(&self.path, &self.encode(&stored)?)
    }

    fn commit(&self, epoch: i64) -> Result<(), KeyFileError> {
        let mut stored = self.stored()?.ok_or_else(|| self.malformed("root file: there is none"))?;
        match stored.next.take() {
            Some(next) if next.epoch == epoch => stored.current = next,
            _ => return Err(self.malformed("root file with this epoch prepared")),
        }
        key_file::write(&self.path, &self.encode(&stored)?)
    }
}
