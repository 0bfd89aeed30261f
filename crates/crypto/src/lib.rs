//! The keyring and the vault: the only crate that links a cipher. Seals and opens, wraps and unwraps,
//! makes tags, signs checkpoints, hashes passwords.
//!
//! **Synchronous. No SQL, no network; files only for KEK, ROOT and the signing key. Nothing opens without a
//! [`privacy::Permit`].** The order of a write is: seal in a [`Draft`], commit its batch to the keyring,
//! [`Vault::publish`] it, commit the data.

mod ahead;
pub mod backup;
mod cache;
pub mod checkpoint;
mod cipher;
mod compression;
mod draft;
mod error;
mod event;
mod format;
mod framing;
mod hierarchy;
mod index_secret;
pub mod kek;
mod key_file;
pub mod mail_signature;
pub mod page;
pub mod password;
pub mod provider_signature;
pub mod random;
mod register;
pub mod root;
mod rotation;
pub mod s3_signature;
mod sealing;
mod tag;
#[cfg(test)]
mod tests;
mod vault;
mod wrap;

pub use ahead::UnwrappedKey;
pub use backup::{BackupKey, BadPiece, PieceName};
pub use cache::CacheSizes;
pub use checkpoint::{BadCheckpoint, Checkpoint, ExportSeal, LogStart, SigningKey};
pub use compression::Packed;
pub use draft::Draft;
pub use error::{KeyError, OpenError};
pub use event::{SealedEvent, open_disclosed};
pub use index_secret::{FileKey, IndexSecret};
pub use kek::{EnvKek, FileKek, Kek, KekError};
pub use key_file::KeyFileError;
pub use register::RegisterLine;
pub use root::{FileRootStore, Root, RootStore, Roots};
pub use s3_signature::S3Credentials;
pub use vault::Vault;
