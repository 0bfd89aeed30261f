//! What the full-text index is encrypted with: each of its files has its own random key, wrapped under a
//! secret derived from the tenant's index leaf, so that a file can be destroyed alone.

use crate::cipher::{self, KEY_BYTES, Key};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::hierarchy::LeafKey;
use crate::random;
use crate::wrap::WrappingKey;
use domain::TenantId;

/// The secret of one tenant's index.
pub struct IndexSecret {
    tenant: TenantId,
    wrapping: WrappingKey,
}

/// The key of one file of an index.
#[derive(Clone)]
pub struct FileKey(Key);

impl FileKey {
    /// The key itself, for `crypto::page`.
    #[must_use]
    pub(crate) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

impl std::fmt::Debug for IndexSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IndexSecret")
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey")
    }
}

impl IndexSecret {
    pub(crate) fn derive(tenant: TenantId, leaf: &LeafKey) -> Result<Self, KeyError> {
        let secret = cipher::expand(leaf.key(), &[b"deskhero index files v1"])?;
        Ok(Self { tenant, wrapping: WrappingKey::derive(&secret)? })
    }

    /// A new file's key, and its wrapped form to keep beside the file.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn new_file_key(&self, file: &[u8]) -> Result<(FileKey, Vec<u8>), KeyError> {
        let key = random::key()?;
        let wrapped = self.wrapping.wrap(&key, &self.frame(file))?;
        Ok((FileKey(key), wrapped))
    }

    /// The key of a file, from its wrapped form and the same name.
    ///
    /// # Errors
    /// [`KeyError::Tampered`].
    pub fn unwrap_file_key(&self, file: &[u8], wrapped: &[u8]) -> Result<FileKey, KeyError> {
        Ok(FileKey(self.wrapping.unwrap(wrapped, &self.frame(file))?))
    }

    fn frame(&self, file: &[u8]) -> Frame {
        Frame::of(b"deskhero index file").with(self.tenant.as_bytes()).with(file)
    }
}
