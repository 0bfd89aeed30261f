//! The signatures under what a provider says of itself by itself (RFC 7515; RS256 of RFC 7518 3.3).

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

/// Whether `signature` is that of `message`, under the RSA key with this modulus and exponent (big-endian, RFC 7518
/// 6.3.1). Keys below 2,048 bits sign nothing.
#[must_use]
pub fn is_signed(modulus: &[u8], exponent: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = RsaPublicKeyComponents { n: modulus, e: exponent };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    /// Of a key that OpenSSL made.
    const MODULUS: &str = "msFmhvCzUaqCdi4t5--Lp5UJ8XQhLheVKRKfw9naHeAoOvO8b3FA5s1pniG5NW-s-MJWywYs-x_wB5wqph_8QWMXob\
        zvE7XcfQhR4S8ialxwGpzprStjcTIrUClyRn8Y_Ota9BdMONoCVeQKAhWB5ZgEOMn0aX9Q0ze92rJlviVXCrudPuKf\
        e8ZVqijKyGPWJO7oWYJJyLUNlDNPNrL38wHOkXEO_hjFraOng3uBUhsCJElY4Ad5ds_r-g9V4GxDM_akOafWe1IyKb\
        7Y-EjIDNjnRmBJQ8uqi2jbGjUYAaLKOKn71enNpI3VsrfJhVptojF_M-uWXE8CK4fCjog4dw";
    /// OpenSSL's, of `said`.
    const SIGNATURE: &str = "PqY07ehj1HjK33qEqh7T4ALiFWfxYOx5Mv3fHQWpM1PIX3alHGKtMwIsuC07NajnJOuNkVvvggCKKce6bRd6Rcg15c\
        MNSPGydsWhwA6nLTwvpspW1B9EbZjBpsXN5sTkhjEJz_F0W3S7Yi7MOv1dLcCbshUc2IpMzXE07AHL_tsbR6U27Wmg\
        laP3xiS2hCXQ9s-29TKC64kbh3eDuA0Zjy-vpYfXGi5_QEj7A6nibdjtrTSSsxE174bPAG29WRztp3CLM1CycJmiAQ\
        rD_ntCU6ln8942TFBb_oSGcc9YEPKoA7PDSdLyuawZe8Pfbw1EB2I3Wv-ZryGKvqkxzDeHrQ";

    #[test]
    fn what_was_signed_is_known_and_nothing_else() {
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let (modulus, exponent, mut signature) = (decoded(MODULUS), [1, 0, 1], decoded(SIGNATURE));
        assert!(is_signed(&modulus, &exponent, b"said", &signature));
        assert!(!is_signed(&modulus, &exponent, b"Said", &signature));
        assert!(!is_signed(&modulus, &[3], b"said", &signature));
        assert!(!is_signed(&modulus[1..], &exponent, b"said", &signature));
        assert!(!is_signed(&[], &[], b"said", &signature));
        signature[7] ^= 1;
        assert!(!is_signed(&modulus, &exponent, b"said", &signature));
    }
}
