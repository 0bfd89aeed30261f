//! Wrapping one key under another: `version | algorithm | nonce | commitment | ciphertext | tag`, with what
//! it belongs to (tenant, ids, generations) authenticated along.

use crate::cipher::{COMMITMENT_BYTES, CommittedKey, KEY_BYTES, Key, NONCE_BYTES, TAG_BYTES};
use crate::error::KeyError;
use crate::framing::Frame;
use crate::random;
use zeroize::Zeroizing;

/// Format of wrapped keys.
const VERSION: u8 = 1;
/// AES-256-GCM, HKDF-SHA256 commitment.
const ALGORITHM: u8 = 1;
const HEADER: [u8; 2] = [VERSION, ALGORITHM];
/// Length of a wrapped key.
pub const WRAPPED_BYTES: usize = HEADER.len() + NONCE_BYTES + COMMITMENT_BYTES + KEY_BYTES + TAG_BYTES;
const INFO: &[u8] = b"deskhero key wrapping v1";

/// A key that wraps others.
pub struct WrappingKey(CommittedKey);

impl WrappingKey {
    /// From a uniformly random key.
    pub fn derive(key: &[u8; KEY_BYTES]) -> Result<Self, KeyError> {
        Ok(Self(CommittedKey::derive(key, INFO)?))
    }

    /// Wraps `key` for the place that `frame` names.
    pub fn wrap(&self, key: &[u8; KEY_BYTES], frame: &Frame) -> Result<Vec<u8>, KeyError> {
        let nonce = random::bytes::<NONCE_BYTES>()?;
        let mut out = Vec::with_capacity(WRAPPED_BYTES);
        out.extend_from_slice(&HEADER);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(self.0.commitment());
        self.0.seal_to(nonce, frame.as_bytes(), key, &mut out)?;
        Ok(out)
    }

    /// Unwraps what [`WrappingKey::wrap`] made for the same place.
    pub fn unwrap(&self, wrapped: &[u8], frame: &Frame) -> Result<Key, KeyError> {
        let rest = wrapped.strip_prefix(&HEADER).ok_or(KeyError::Tampered)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(KeyError::Tampered)?;
        let (commitment, sealed) = rest.split_first_chunk::<COMMITMENT_BYTES>().ok_or(KeyError::Tampered)?;
        if !self.0.is_committed(commitment) {
            return Err(KeyError::Tampered);
        }
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        self.0.open_to(*nonce, frame.as_bytes(), sealed, key.as_mut()).map_err(|_| KeyError::Tampered)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_key_unwraps_at_its_own_place_only_and_unchanged_only() {
        let parent = WrappingKey::derive(&[7; 32]).unwrap();
        let other = WrappingKey::derive(&[8; 32]).unwrap();
        let here = Frame::of(b"test").with(b"here");
        let there = Frame::of(b"test").with(b"there");
        let wrapped = parent.wrap(&[9; 32], &here).unwrap();
        assert_eq!(wrapped.len(), WRAPPED_BYTES);
        assert_eq!(*parent.unwrap(&wrapped, &here).unwrap(), [9; 32]);
        assert_eq!(parent.unwrap(&wrapped, &there).unwrap_err(), KeyError::Tampered);
        assert_eq!(other.unwrap(&wrapped, &here).unwrap_err(), KeyError::Tampered);
        for i in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[i] ^= 1;
            assert!(parent.unwrap(&changed, &here).is_err(), "byte {i}");
            assert!(parent.unwrap(&wrapped[..i], &here).is_err(), "cut at {i}");
        }
        let longer = [wrapped.as_slice(), &[0]].concat();
        assert!(parent.unwrap(&longer, &here).is_err());
    }
}
