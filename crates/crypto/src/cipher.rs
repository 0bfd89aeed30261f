//! AES-256-GCM with a key commitment, and the key derivations.
//!
//! GCM alone lets a forger make one ciphertext that opens under two keys. So each 32-byte key is expanded
//! (HKDF-SHA256, RFC 5869 2.3; the key is uniformly random, so 3.3 allows to skip the extraction) into an
//! encryption key and a 32-byte commitment; the commitment is stored with the ciphertext and compared in
//! constant time before anything is decrypted.
//!
//! Nonces are random. That is safe here: an object's key seals one object, once; a bucket wraps at most
//! 1,024 leaves; the keys derived from leaves wrap far fewer than the 2^32 that SP 800-38D 8.3 allows.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk};
use zeroize::Zeroizing;

/// Length of every key.
pub const KEY_BYTES: usize = 32;
/// Length of a commitment.
pub const COMMITMENT_BYTES: usize = 32;
/// Length of a nonce (SP 800-38D 8.2).
pub const NONCE_BYTES: usize = 12;
/// Length of an authentication tag.
pub const TAG_BYTES: usize = 16;

/// A key: overwritten when dropped, never printed.
pub type Key = Zeroizing<[u8; KEY_BYTES]>;

/// Lengths for [`Prk::expand`].
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// HKDF-Expand of a uniformly random key; `info` names the use.
pub fn expand(key: &[u8; KEY_BYTES], info: &[&[u8]]) -> Result<Key, Unspecified> {
    let mut out = Zeroizing::new([0; KEY_BYTES]);
    Prk::new_less_safe(HKDF_SHA256, key).expand(info, Length(KEY_BYTES))?.fill(out.as_mut())?;
    Ok(out)
}

/// A key ready to seal and open, with the commitment to it.
pub struct CommittedKey {
    aead: LessSafeKey,
    commitment: [u8; COMMITMENT_BYTES],
}

impl CommittedKey {
    /// Derives both from a uniformly random key; `info` separates the uses.
    pub fn derive(key: &[u8; KEY_BYTES], info: &'static [u8]) -> Result<Self, Unspecified> {
        let mut okm = Zeroizing::new([0u8; KEY_BYTES + COMMITMENT_BYTES]);
        Prk::new_less_safe(HKDF_SHA256, key)
            .expand(&[info], Length(KEY_BYTES + COMMITMENT_BYTES))?
            .fill(okm.as_mut())?;
        let (secret, public) = okm.split_first_chunk::<KEY_BYTES>().ok_or(Unspecified)?;
        let aead = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, secret)?);
        Ok(Self { aead, commitment: public.try_into().map_err(|_| Unspecified)? })
    }

    /// Under this AES key itself, committed to nothing: for vectors.
    #[cfg(test)]
    pub fn of_aes_key(key: &[u8; KEY_BYTES]) -> Self {
        let aead = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap());
        Self { aead, commitment: [0; COMMITMENT_BYTES] }
    }

    /// The commitment, to be stored with what this key seals.
    pub const fn commitment(&self) -> &[u8; COMMITMENT_BYTES] {
        &self.commitment
    }

    /// Whether a stored commitment is this key's, in constant time.
    pub fn is_committed(&self, stored: &[u8]) -> bool {
        verify_slices_are_equal(&self.commitment, stored).is_ok()
    }

    /// Appends ciphertext and tag of `plain` to `out`.
    pub fn seal_to(
        &self,
        nonce: [u8; NONCE_BYTES],
        aad: &[u8],
        plain: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Unspecified> {
        let start = out.len();
        out.resize(start + plain.len() + TAG_BYTES, 0);
        let (text, tag) =
            out.get_mut(start..).and_then(|o| o.split_at_mut_checked(plain.len())).ok_or(Unspecified)?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        self.aead.seal_out_of_place_scatter(nonce, Aad::from(aad), plain, text, &[], tag)
    }

    /// Opens ciphertext with its tag into `out`, which has the plaintext's length. What stands in `out`
    /// after an error is meaningless.
    pub fn open_to(
        &self,
        nonce: [u8; NONCE_BYTES],
        aad: &[u8],
        sealed: &[u8],
        out: &mut [u8],
    ) -> Result<(), Unspecified> {
        let (text, tag) = sealed.split_at_checked(out.len()).ok_or(Unspecified)?;
        if tag.len() != TAG_BYTES {
            return Err(Unspecified);
        }
        self.aead.open_separate_gather(Nonce::assume_unique_for_key(nonce), Aad::from(aad), text, tag, out)
    }
}
