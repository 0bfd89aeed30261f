//! The arithmetic of signatures in mails (RFC 6376, RFC 8301, RFC 8463): keys of others, of whom nothing is kept secret.

use aws_lc_rs::signature::{ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};

/// A signature by a shorter RSA key proves nothing (RFC 8301 3.2).
const RSA_BITS_MIN: usize = 1_024;
/// Bytes of an Ed25519 key.
const ED25519_KEY_BYTES: usize = 32;

/// Why a signature is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// The key is too short to be trusted.
    #[error("the key is too short to be trusted")]
    KeyShort,
    /// The key cannot be read.
    #[error("the key cannot be read")]
    KeyUnusable,
    /// It is not this key's signature of this text.
    #[error("the signature is not this key's signature of this text")]
    Wrong,
}

/// RSASSA-PKCS1-v1_5 with SHA-256; `key` is a SubjectPublicKeyInfo or an RSAPublicKey (DER).
///
/// # Errors
/// [`BadSignature`].
pub fn rsa_sha256(key: &[u8], text: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
    // A signature is as long as the key's modulus.
    if signature.len() * 8 < RSA_BITS_MIN {
        return Err(BadSignature::KeyShort);
    }
    let key = UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, key);
    let key = key.parse().map_err(|_| BadSignature::KeyUnusable)?;
    key.verify_sig(text, signature).map_err(|_| BadSignature::Wrong)
}

/// Ed25519; `key` is its 32 bytes.
///
/// # Errors
/// [`BadSignature`].
pub fn ed25519(key: &[u8], text: &[u8], signature: &[u8]) -> Result<(), BadSignature> {
    if key.len() != ED25519_KEY_BYTES {
        return Err(BadSignature::KeyUnusable);
    }
    UnparsedPublicKey::new(&ED25519, key).verify(text, signature).map_err(|_| BadSignature::Wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256};

    #[test]
    fn only_the_keys_own_signature_of_the_text_is_good() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), b"text", &mut signature).unwrap();
        let key = pair.public_key().as_ref();
        assert_eq!(rsa_sha256(key, b"text", &signature), Ok(()));
        assert_eq!(rsa_sha256(key, b"test", &signature), Err(BadSignature::Wrong));
        assert_eq!(rsa_sha256(&key[1..], b"text", &signature), Err(BadSignature::KeyUnusable));
        assert_eq!(rsa_sha256(key, b"text", &signature[..127]), Err(BadSignature::KeyShort));
        assert_eq!(rsa_sha256(key, b"text", &signature[..255]), Err(BadSignature::Wrong));
        signature[7] ^= 1;
        assert_eq!(rsa_sha256(key, b"text", &signature), Err(BadSignature::Wrong));

        let pair = Ed25519KeyPair::generate().unwrap();
        let (key, signature) = (pair.public_key().as_ref(), pair.sign(b"text"));
        assert_eq!(ed25519(key, b"text", signature.as_ref()), Ok(()));
        assert_eq!(ed25519(key, b"test", signature.as_ref()), Err(BadSignature::Wrong));
        assert_eq!(ed25519(&key[1..], b"text", signature.as_ref()), Err(BadSignature::KeyUnusable));
        assert_eq!(ed25519(key, b"text", b""), Err(BadSignature::Wrong));
    }
}
