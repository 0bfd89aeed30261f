//! Randomness from the operating system's generator, through the cipher library.

use crate::error::KeyError;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Private;
use zeroize::Zeroizing;

/// `N` random bytes.
///
/// # Errors
/// [`KeyError::Cipher`] when the generator fails.
pub fn bytes<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut out = [0; N];
    aws_lc_rs::rand::fill(&mut out)?;
    Ok(out)
}

/// A new key.
pub(crate) fn key() -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let mut out = Zeroizing::new([0; 32]);
    aws_lc_rs::rand::fill(out.as_mut())?;
    Ok(out)
}

/// A secret to hand out (session, API token, CSRF): 256 bits as 43 characters that fit in a URL and a
/// cookie. Only its tag is stored.
///
/// # Errors
/// [`KeyError::Cipher`] when the generator fails.
pub fn token() -> Result<Private<String>, KeyError> {
    Ok(Private::new(URL_SAFE_NO_PAD.encode(key()?.as_ref())))
}

/// Whether two byte strings are equal, in a time that does not tell where they differ.
#[must_use]
pub fn are_equal(one: &[u8], other: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_fit_a_url() {
        let (a, b) = (token().unwrap(), token().unwrap());
        assert_ne!(a, b);
        assert_eq!(a.reveal().len(), 43);
        assert!(a.reveal().bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_'));
    }
}
