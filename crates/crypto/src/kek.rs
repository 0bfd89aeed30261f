//! The key-encryption key: the operator's. It wraps ROOT and the signing key, and nothing else. A trait, so
//! that a KMS, a TPM or a vault service can follow.

use crate::cipher::{KEY_BYTES, Key};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::key_file::{self, KeyFileError};
use crate::random;
use crate::wrap::WrappingKey;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeSet;
use std::path::Path;
use zeroize::Zeroizing;

/// The environment variable that [`EnvKek`] reads.
pub const ENV_NAME: &str = "DESKHERO_KEK";

/// Why a KEK was not accepted or did not do its work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KekError {
    /// No KEK is given.
    #[error("{ENV_NAME} is not set")]
    Absent,
    /// Not 32 bytes in base64.
    #[error("the KEK is not 32 bytes in base64; make one with: head -c 32 /dev/urandom | base64")]
    Malformed,
    /// Text, a pattern, a sample: not random.
    #[error("the KEK is not random ({0}); make one with: head -c 32 /dev/urandom | base64")]
    NotRandom(&'static str),
    /// What was wrapped does not unwrap: another KEK, or changed bytes.
    #[error("the KEK does not open what it is asked to open: it is another KEK, or the file was changed")]
    Wrong,
    /// The cipher failed.
    #[error(transparent)]
    Key(KeyError),
}

impl From<KeyError> for KekError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Tampered => Self::Wrong,
            other => Self::Key(other),
        }
    }
}

/// Wraps the few keys at the top. `usage` names what is wrapped, and is authenticated.
pub trait Kek: Send + Sync {
    /// Wraps a key.
    ///
    /// # Errors
    /// [`KekError`].
    fn wrap(&self, usage: &str, key: &[u8; KEY_BYTES]) -> Result<Vec<u8>, KekError>;

    /// Unwraps what [`Kek::wrap`] made for the same `usage`.
    ///
    /// # Errors
    /// [`KekError::Wrong`].
    fn unwrap(&self, usage: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY_BYTES]>, KekError>;
}

/// What lies under one KEK, under another one from now on; nothing where it lies under that one already.
///
/// # Errors
/// [`KekError::Wrong`] where it lies under neither.
pub(crate) fn hand_over(
    usage: &str,
    wrapped: &[u8],
    (from, to): (&dyn Kek, &dyn Kek),
) -> Result<Option<Vec<u8>>, KekError> {
    if to.unwrap(usage, wrapped).is_ok() {
        return Ok(None);
    }
    Ok(Some(to.wrap(usage, &*from.unwrap(usage, wrapped)?)?))
}

/// A KEK in memory.
struct LocalKek(WrappingKey);

impl LocalKek {
    fn new(key: &Key) -> Result<Self, KekError> {
        refuse_weak(key)?;
        Ok(Self(WrappingKey::derive(key)?))
    }

    fn frame(usage: &str) -> Frame {
        Frame::of(b"deskhero key under KEK").with(usage.as_bytes())
    }

    fn wrap(&self, usage: &str, key: &[u8; KEY_BYTES]) -> Result<Vec<u8>, KekError> {
        Ok(self.0.wrap(key, &Self::frame(usage))?)
    }

    fn unwrap(&self, usage: &str, wrapped: &[u8]) -> Result<Key, KekError> {
        Ok(self.0.unwrap(wrapped, &Self::frame(usage))?)
    }
}

/// A random key fails one of these about once in 10^13 draws; samples, texts and patterns fail for sure.
fn refuse_weak(key: &[u8; KEY_BYTES]) -> Result<(), KekError> {
    if key.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        return Err(KekError::NotRandom("it is text"));
    }
    let distinct = key.iter().collect::<BTreeSet<_>>().len();
    if distinct < 20 {
        return Err(KekError::NotRandom("it repeats a few bytes"));
    }
    let steps: BTreeSet<u8> = key.iter().zip(key.iter().skip(1)).map(|(a, b)| b.wrapping_sub(*a)).collect();
    if steps.len() < 16 {
        return Err(KekError::NotRandom("it counts"));
    }
    Ok(())
}

/// A KEK in a file of 32 random bytes that only its owner may read.
pub struct FileKek(LocalKek);

impl FileKek {
    /// Reads the file.
    ///
    /// # Errors
    /// [`KeyFileError`]: no such file, lax permissions, not 32 random bytes.
    pub fn open(path: &Path) -> Result<Self, KeyFileError> {
        let absent =
            || KeyFileError::Io { path: path.to_owned(), source: std::io::ErrorKind::NotFound.into() };
        let bytes = Zeroizing::new(key_file::read(path)?.ok_or_else(absent)?);
        let key: [u8; KEY_BYTES] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| KeyFileError::Malformed { path: path.to_owned(), expected: "KEK of 32 bytes" })?;
        Ok(Self(LocalKek::new(&Zeroizing::new(key))?))
    }

    /// Reads the file; makes it first, with 32 random bytes, when there is none.
    ///
    /// # Errors
    /// As [`FileKek::open`].
    pub fn open_or_create(path: &Path) -> Result<Self, KeyFileError> {
        if key_file::read(path)?.is_none() {
            key_file::write_new(path, random::key().map_err(KekError::from)?.as_ref())?;
        }
        Self::open(path)
    }
}

impl Kek for FileKek {
    fn wrap(&self, usage: &str, key: &[u8; KEY_BYTES]) -> Result<Vec<u8>, KekError> {
        self.0.wrap(usage, key)
    }

    fn unwrap(&self, usage: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY_BYTES]>, KekError> {
        self.0.unwrap(usage, wrapped)
    }
}

/// A KEK from the environment: 32 bytes in base64.
pub struct EnvKek(LocalKek);

impl EnvKek {
    /// Reads [`ENV_NAME`].
    ///
    /// # Errors
    /// [`KekError`].
    pub fn from_env() -> Result<Self, KekError> {
        let text = Zeroizing::new(std::env::var(ENV_NAME).map_err(|_| KekError::Absent)?);
        Self::from_base64(&text)
    }

    /// Reads a KEK from its text.
    ///
    /// # Errors
    /// [`KekError`].
    pub fn from_base64(text: &str) -> Result<Self, KekError> {
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| KekError::Malformed)?);
        let key: [u8; KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| KekError::Malformed)?;
        Ok(Self(LocalKek::new(&Zeroizing::new(key))?))
    }
}

impl EnvKek {
    /// A random one that is written nowhere: for a drill.
    ///
    /// # Errors
    /// [`KekError::Key`].
    pub fn generate() -> Result<Self, KekError> {
        Ok(Self(LocalKek::new(&random::key()?)?))
    }
}

impl Kek for EnvKek {
    fn wrap(&self, usage: &str, key: &[u8; KEY_BYTES]) -> Result<Vec<u8>, KekError> {
        self.0.wrap(usage, key)
    }

    fn unwrap(&self, usage: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; KEY_BYTES]>, KekError> {
        self.0.unwrap(usage, wrapped)
    }
}
