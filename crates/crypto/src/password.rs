//! Passwords: argon2id (RFC 9106) with the parameters that OWASP's Application Security Verification
//! Standard asks for (19 MiB, two passes, one lane). Hashing is slow on purpose: call it off the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::Private;
use domain::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use std::sync::OnceLock;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Why a password was not hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least {PASSWORD_CHARS_MIN} characters")]
    TooShort,
    /// Too long.
    #[error("a password has at most {PASSWORD_CHARS_MAX} characters")]
    TooLong,
    /// The hash failed: no memory, or no randomness.
    #[error("the password could not be hashed")]
    Failed,
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// How a new password is hashed: fixed words and numbers.
#[must_use]
pub fn parameters() -> String {
    format!("argon2id m={MEMORY_KIB} t={PASSES} p={LANES}")
}

/// Hashes a new password; returns the PHC string, salt and parameters in it.
///
/// # Errors
/// [`PasswordError`].
pub fn hash(password: &Private<String>) -> Result<String, PasswordError> {
    let characters = password.reveal().chars().count();
    if characters < PASSWORD_CHARS_MIN {
        return Err(PasswordError::TooShort);
    }
    if characters > PASSWORD_CHARS_MAX {
        return Err(PasswordError::TooLong);
    }
    hash_any(password.reveal())
}

fn hash_any(password: &str) -> Result<String, PasswordError> {
    let phc = argon2()?.hash_password(password.as_bytes()).map_err(|_| PasswordError::Failed)?;
    Ok(phc.to_string())
}

/// Whether the password is the one that was hashed. A hash that cannot be read is nobody's.
#[must_use]
pub fn verify(password: &Private<String>, phc: &str) -> bool {
    // Four bytes a character at most: a longer text is no password that was ever set.
    if password.reveal().len() > PASSWORD_CHARS_MAX * 4 {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(phc) else { return false };
    Argon2::default().verify_password(password.reveal().as_bytes(), &parsed).is_ok()
}

/// Takes as long as [`verify`] and says no: for an account that does not exist, so that the time of the
/// answer does not tell (C11).
#[must_use]
pub fn dummy_verify(password: &Private<String>) -> bool {
    static HASH: OnceLock<String> = OnceLock::new();
    let phc = match HASH.get() {
        Some(phc) => phc,
        None => match hash_any("no account has this password") {
            Ok(phc) => HASH.get_or_init(|| phc),
            Err(_) => return false,
        },
    };
    let _matches = verify(password, phc);
    false
}

/// Whether the hash was made with weaker parameters than today's: hash anew at the next sign-in.
#[must_use]
pub fn is_outdated(phc: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(phc) else { return true };
    let Ok(params) = Params::try_from(&parsed) else { return true };
    parsed.algorithm.as_str() != Algorithm::Argon2id.as_str()
        || params.m_cost() < MEMORY_KIB
        || params.t_cost() < PASSES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(text: &str) -> Private<String> {
        Private::new(text.to_owned())
    }

    #[test]
    fn the_right_password_verifies_and_no_other() {
        let phc = hash(&private("correct horse battery")).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify(&private("correct horse battery"), &phc));
        assert!(!verify(&private("correct horse batterz"), &phc));
        assert!(!verify(&private(""), &phc));
        assert!(!verify(&private("correct horse battery"), "not a hash"));
        assert_ne!(phc, hash(&private("correct horse battery")).unwrap());
        assert!(!is_outdated(&phc));
    }

    #[test]
    fn a_reference_hash_verifies_with_its_own_parameters() {
        // `echo -n "password" | argon2 somesalt -id -t 2 -m 16 -p 1` of the reference implementation.
        let phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(verify(&private("password"), phc));
        assert!(!verify(&private("passwore"), phc));
    }

    #[test]
    fn lengths_are_limited() {
        assert_eq!(hash(&private("eleven char")), Err(PasswordError::TooShort));
        assert_eq!(hash(&private(&"ü".repeat(257))), Err(PasswordError::TooLong));
        assert!(hash(&private(&"ü".repeat(256))).is_ok());
    }

    #[test]
    fn nobody_is_let_in_by_the_dummy() {
        assert!(!dummy_verify(&private("no account has this password")));
    }
}
