//! What a backup is sealed with: a key of its own, which the KEK wraps. No key of the keyring is made from it or lies
//! under it, so whoever opens a backup still opens no mail.
//!
//! A **piece** is named by an HMAC of what it holds: equal pieces have one name, so an unchanged one is written once, and
//! a name says nothing to whoever cannot open it. It is sealed under a key derived from that name, so one that was put in
//! another's place does not open. A **document** is sealed under a key derived from its label in the same way.
//!
//! Form: `DHB1`, flags, length before compression, key commitment, nonce, ciphertext with its tag (AES-256-GCM); all that
//! stands before the ciphertext is authenticated.

use crate::cipher::{COMMITMENT_BYTES, CommittedKey, Key, NONCE_BYTES, TAG_BYTES, expand};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::kek::{self, Kek, KekError};
use crate::key_file::{self, KeyFileError};
use crate::random;
use crate::vault::Vault;
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use lz4_flex::block;
use std::path::Path;

const MAGIC: &[u8; 4] = b"DHB1";
const INFO: &[u8] = b"deskhero backup seal v1";
const COMPRESSED: u8 = 1;
const FIXED_BYTES: usize = 4 + 1 + 4;
const HEADER_BYTES: usize = FIXED_BYTES + COMMITMENT_BYTES + NONCE_BYTES;
/// Nothing that is sealed here is longer.
const PLAIN_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Why something of a backup does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPiece {
    /// Not of this form, or cut off in its head.
    #[error("it is not a piece of a backup, or it was cut off")]
    Form,
    /// Sealed under another key: another backup's, or another piece's.
    #[error("it belongs to another backup, or was put in another's place")]
    OtherKey,
    /// Altered or cut off.
    #[error("it was altered or cut off")]
    Tampered,
}

/// The name of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PieceName(pub [u8; 32]);

impl std::fmt::Display for PieceName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for byte in self.0 {
            f.write_fmt(format_args!("{byte:02x}"))?;
        }
        Ok(())
    }
}

impl std::str::FromStr for PieceName {
    type Err = BadPiece;

    fn from_str(text: &str) -> Result<Self, BadPiece> {
        let digits = text.as_bytes().as_chunks::<2>();
        let mut out = [0; 32];
        if !digits.1.is_empty() || digits.0.len() != out.len() {
            return Err(BadPiece::Form);
        }
        for (byte, pair) in out.iter_mut().zip(digits.0) {
            let text = std::str::from_utf8(pair).map_err(|_| BadPiece::Form)?;
            *byte = u8::from_str_radix(text, 16).map_err(|_| BadPiece::Form)?;
        }
        let name = Self(out);
        // One spelling for each name.
        if name.to_string() == text { Ok(name) } else { Err(BadPiece::Form) }
    }
}

/// The key of a place of backups, or of one copy of the keyring.
pub struct BackupKey {
    secret: Key,
    names: hmac::Key,
}

impl std::fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BackupKey")
    }
}

impl BackupKey {
    /// A new one.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn generate() -> Result<Self, KeyError> {
        Self::new(random::key()?)
    }

    fn new(secret: Key) -> Result<Self, KeyError> {
        let names = expand(&secret, &[b"deskhero backup names v1"])?;
        Ok(Self { names: hmac::Key::new(hmac::HMAC_SHA256, names.as_ref()), secret })
    }

    /// Wraps it under the KEK; `usage` names what it is the key of.
    ///
    /// # Errors
    /// [`KekError`].
    pub fn wrap(&self, usage: &str, kek: &dyn Kek) -> Result<Vec<u8>, KekError> {
        kek.wrap(usage, &self.secret)
    }

    /// Unwraps what [`BackupKey::wrap`] made for the same `usage`.
    ///
    /// # Errors
    /// [`KekError::Wrong`].
    pub fn unwrap(usage: &str, wrapped: &[u8], kek: &dyn Kek) -> Result<Self, KekError> {
        Ok(Self::new(kek.unwrap(usage, wrapped)?)?)
    }

    /// The wrapped key in this file, if there is one.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn read_wrapped(path: &Path) -> Result<Option<Vec<u8>>, KeyFileError> {
        key_file::read(path)
    }

    /// Keeps the wrapped key in a file that must not be there yet.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn write_wrapped(path: &Path, wrapped: &[u8]) -> Result<(), KeyFileError> {
        key_file::write_new(path, wrapped)
    }

    /// What was wrapped under one KEK, under another one; nothing where it lies under that one already.
    ///
    /// # Errors
    /// [`KekError::Wrong`] where it lies under neither.
    pub fn hand_over(
        usage: &str,
        wrapped: &[u8],
        from: &dyn Kek,
        to: &dyn Kek,
    ) -> Result<Option<Vec<u8>>, KekError> {
        kek::hand_over(usage, wrapped, (from, to))
    }

    /// Keeps the wrapped key in the place of the one in the file.
    ///
    /// # Errors
    /// [`KeyFileError`].
    pub fn replace_wrapped(path: &Path, wrapped: &[u8]) -> Result<(), KeyFileError> {
        key_file::write(path, wrapped)
    }

    /// Whether both are the same key.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        random::are_equal(self.secret.as_ref(), other.secret.as_ref())
    }

    /// The name of a piece that holds this.
    #[must_use]
    pub fn name(&self, plain: &[u8]) -> PieceName {
        let mut name = [0; 32];
        name.copy_from_slice(hmac::sign(&self.names, plain).as_ref());
        PieceName(name)
    }

    /// Seals a piece under its name.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn seal_piece(&self, name: &PieceName, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.seal(b"piece", &name.0, plain)
    }

    /// Opens a piece, and proves that it holds what its name says.
    ///
    /// # Errors
    /// [`BadPiece`].
    pub fn open_piece(&self, name: &PieceName, sealed: &[u8]) -> Result<Vec<u8>, BadPiece> {
        let plain = self.open(b"piece", &name.0, sealed)?;
        if self.name(&plain) == *name { Ok(plain) } else { Err(BadPiece::Tampered) }
    }

    /// Seals a document under a label.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn seal_document(&self, label: &str, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.seal(b"document", label.as_bytes(), plain)
    }

    /// Opens the document of this label.
    ///
    /// # Errors
    /// [`BadPiece`].
    pub fn open_document(&self, label: &str, sealed: &[u8]) -> Result<Vec<u8>, BadPiece> {
        self.open(b"document", label.as_bytes(), sealed)
    }

    fn key_of(&self, kind: &'static [u8], label: &[u8]) -> Result<CommittedKey, KeyError> {
        let frame = Frame::of(kind).with(label);
        let key = expand(&self.secret, &[b"deskhero backup v1", frame.as_bytes()])?;
        Ok(CommittedKey::derive(&key, INFO)?)
    }

    fn seal(&self, kind: &'static [u8], label: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let key = self.key_of(kind, label)?;
        let length = u32::try_from(plain.len()).ok().filter(|_| plain.len() <= PLAIN_BYTES_MAX);
        let length = length.ok_or(KeyError::Cipher)?;
        let packed = Some(block::compress(plain)).filter(|packed| packed.len() < plain.len());
        let body = packed.as_deref().unwrap_or(plain);
        let mut out = Vec::with_capacity(HEADER_BYTES + body.len() + TAG_BYTES);
        out.extend_from_slice(MAGIC);
        out.push(if packed.is_some() { COMPRESSED } else { 0 });
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(key.commitment());
        let nonce = random::bytes::<NONCE_BYTES>()?;
        out.extend_from_slice(&nonce);
        let head = out.clone();
        key.seal_to(nonce, &head, body, &mut out)?;
        Ok(out)
    }

    fn open(&self, kind: &'static [u8], label: &[u8], sealed: &[u8]) -> Result<Vec<u8>, BadPiece> {
        let (head, body) = sealed.split_at_checked(HEADER_BYTES).ok_or(BadPiece::Form)?;
        let (fixed, rest) = head.split_at_checked(FIXED_BYTES).ok_or(BadPiece::Form)?;
        let (commitment, nonce) = rest.split_at_checked(COMMITMENT_BYTES).ok_or(BadPiece::Form)?;
        let (magic, flags_and_length) = fixed.split_first_chunk::<4>().ok_or(BadPiece::Form)?;
        let (flags, length) = flags_and_length.split_first().ok_or(BadPiece::Form)?;
        let length = u32::from_be_bytes(length.try_into().map_err(|_| BadPiece::Form)?);
        let length = usize::try_from(length).map_err(|_| BadPiece::Form)?;
        if magic != MAGIC || *flags > COMPRESSED || length > PLAIN_BYTES_MAX {
            return Err(BadPiece::Form);
        }
        let key = self.key_of(kind, label).map_err(|_| BadPiece::Form)?;
        if !key.is_committed(commitment) {
            return Err(BadPiece::OtherKey);
        }
        let nonce = nonce.try_into().map_err(|_| BadPiece::Form)?;
        let mut plain = vec![0; body.len().checked_sub(TAG_BYTES).ok_or(BadPiece::Tampered)?];
        key.open_to(nonce, head, body, &mut plain).map_err(|_| BadPiece::Tampered)?;
        if *flags == COMPRESSED {
            plain = block::decompress(&plain, length).map_err(|_| BadPiece::Tampered)?;
        }
        if plain.len() == length { Ok(plain) } else { Err(BadPiece::Tampered) }
    }
}

impl Vault {
    /// Signs the list of what a backup holds (Ed25519).
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_backup(&self, list: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = self.signing().sign(Frame::of(b"deskhero backup list v1").with(list).as_bytes())?;
        Ok(signature.to_vec())
    }

    /// Whether this vault's key signed the list.
    #[must_use]
    pub fn verify_backup(&self, list: &[u8], signature: &[u8]) -> bool {
        let message = Frame::of(b"deskhero backup list v1").with(list);
        UnparsedPublicKey::new(&ED25519, self.checkpoint_public_key())
            .verify(message.as_bytes(), signature)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EnvKek;
    use base64::Engine as _;

    fn kek(first: u8) -> EnvKek {
        let mut bytes = random::bytes::<32>().unwrap();
        bytes[0] = first;
        EnvKek::from_base64(&base64::engine::general_purpose::STANDARD.encode(bytes)).unwrap()
    }

    #[test]
    fn a_piece_opens_under_its_name_and_no_other() {
        let key = BackupKey::generate().unwrap();
        for plain in
            [b"".to_vec(), b"x".to_vec(), vec![7; 300_000], random::bytes::<4096>().unwrap().to_vec()]
        {
            let name = key.name(&plain);
            assert_eq!(name.to_string().parse::<PieceName>().unwrap(), name);
            let sealed = key.seal_piece(&name, &plain).unwrap();
            assert_eq!(key.open_piece(&name, &sealed).unwrap(), plain);
            let other = key.name(b"other");
            assert_eq!(key.open_piece(&other, &sealed).unwrap_err(), BadPiece::OtherKey);
            let stranger = BackupKey::generate().unwrap();
            assert_ne!(stranger.name(&plain), name);
            assert_eq!(stranger.open_piece(&name, &sealed).unwrap_err(), BadPiece::OtherKey);
            assert!(key.open_document("m", &sealed).is_err());
        }
    }

    #[test]
    fn each_bit_that_is_turned_and_each_cut_is_noticed() {
        let key = BackupKey::generate().unwrap();
        let name = key.name(b"some words of a piece");
        let sealed = key.seal_piece(&name, b"some words of a piece").unwrap();
        for at in 0..sealed.len() * 8 {
            let mut altered = sealed.clone();
            altered[at / 8] ^= 1 << (at % 8);
            assert!(key.open_piece(&name, &altered).is_err(), "bit {at}");
        }
        for length in 0..sealed.len() {
            assert!(key.open_piece(&name, &sealed[..length]).is_err(), "cut to {length}");
        }
        let longer = [sealed.as_slice(), b"x"].concat();
        assert!(key.open_piece(&name, &longer).is_err());
    }

    #[test]
    fn a_piece_under_a_name_that_is_not_its_own_is_refused() {
        let key = BackupKey::generate().unwrap();
        let name = key.name(b"one");
        let sealed = key.seal_piece(&name, b"two").unwrap();
        assert_eq!(key.open_piece(&name, &sealed).unwrap_err(), BadPiece::Tampered);
    }

    #[test]
    fn only_the_kek_that_wrapped_it_gives_it_back() {
        let (ours, other) = (kek(1), kek(2));
        let key = BackupKey::generate().unwrap();
        let wrapped = key.wrap("backup", &ours).unwrap();
        assert!(BackupKey::unwrap("backup", &wrapped, &ours).unwrap().is_same(&key));
        assert_eq!(BackupKey::unwrap("backup", &wrapped, &other).unwrap_err(), KekError::Wrong);
        assert_eq!(BackupKey::unwrap("keyring", &wrapped, &ours).unwrap_err(), KekError::Wrong);
    }
}
