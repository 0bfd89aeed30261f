//! Passwords: argon2id (RFC 9106) with the parameters that OWASP's Application Security Verification
//! Standard asks for ([`Cost::TODAY`]). Hashing is slow on purpose: call it off the async threads.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::Private;
use domain::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use std::fmt;

/// How much work a hash is. It stands in the hash itself, so [`verify`] needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// What is asked for today: 19 MiB, two passes, one lane.
    pub const TODAY: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// The least that is valid (RFC 9106 3.1). For tests alone, which make many accounts that protect nothing:
    /// [`is_outdated`] says so of every hash.
    pub const LEAST: Self =
        Self { memory_kib: Params::MIN_M_COST, passes: Params::MIN_T_COST, lanes: Params::MIN_P_COST };
}

impl Default for Cost {
    fn default() -> Self {
        Self::TODAY
    }
}

/// Fixed words and numbers.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "argon2id m={} t={} p={}", self.memory_kib, self.passes, self.lanes)
    }
}

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

fn argon2(cost: Cost) -> Result<Argon2<'static>, PasswordError> {
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|_| PasswordError::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a new password; returns the PHC string, salt and parameters in it.
///
/// # Errors
/// [`PasswordError`].
pub fn hash(password: &Private<String>, cost: Cost) -> Result<String, PasswordError> {
    let characters = password.reveal().chars().count();
    if characters < PASSWORD_CHARS_MIN {
        return Err(PasswordError::TooShort);
    }
    if characters > PASSWORD_CHARS_MAX {
        return Err(PasswordError::TooLong);
    }
    let phc = argon2(cost)?.hash_password(password.reveal().as_bytes()).map_err(|_| PasswordError::Failed)?;
    Ok(phc.to_string())
}

/// Whether the password is the one that was hashed. A hash that cannot be read is nobody's.
#[must_use]
pub fn verify(password: &Private<String>, phc: &str) -> bool {
    if !can_be_one(password) {
        return false;
    }
    let Ok(parsed) = PasswordHash::new(phc) else { return false };
    Argon2::default().verify_password(password.reveal().as_bytes(), &parsed).is_ok()
}

/// Takes as long as [`verify`] of a hash of this cost and says no: for an account that does not exist, so that the time
/// of the answer does not tell (C11).
#[must_use]
pub fn dummy_verify(password: &Private<String>, cost: Cost) -> bool {
    if !can_be_one(password) {
        return false;
    }
    // Verifying is hashing with the salt that was there before.
    let hashed = argon2(cost).map(|argon2| argon2.hash_password(password.reveal().as_bytes()).is_ok());
    let _hashed = std::hint::black_box(hashed);
    false
}

/// Four bytes a character at most: a longer text is no password that was ever set.
fn can_be_one(password: &Private<String>) -> bool {
    password.reveal().len() <= PASSWORD_CHARS_MAX * 4
}

/// Whether the hash was made with weaker parameters than [`Cost::TODAY`].
#[must_use]
pub fn is_outdated(phc: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(phc) else { return true };
    let Ok(params) = Params::try_from(&parsed) else { return true };
    parsed.algorithm.as_str() != Algorithm::Argon2id.as_str()
        || params.m_cost() < Cost::TODAY.memory_kib
        || params.t_cost() < Cost::TODAY.passes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(text: &str) -> Private<String> {
        Private::new(text.to_owned())
    }

    #[test]
    fn the_right_password_verifies_and_no_other() {
        let phc = hash(&private("correct horse battery"), Cost::TODAY).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify(&private("correct horse battery"), &phc));
        assert!(!verify(&private("correct horse batterz"), &phc));
        assert!(!verify(&private(""), &phc));
        assert!(!verify(&private("correct horse battery"), "not a hash"));
        assert_ne!(phc, hash(&private("correct horse battery"), Cost::TODAY).unwrap());
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
        assert_eq!(hash(&private("eleven char"), Cost::LEAST), Err(PasswordError::TooShort));
        assert_eq!(hash(&private(&"ü".repeat(257)), Cost::LEAST), Err(PasswordError::TooLong));
        assert!(hash(&private(&"ü".repeat(256)), Cost::LEAST).is_ok());
    }

    #[test]
    fn the_least_that_is_valid_verifies_and_is_never_enough() {
        let phc = hash(&private("correct horse battery"), Cost::LEAST).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{phc}");
        assert!(verify(&private("correct horse battery"), &phc));
        assert!(!verify(&private("correct horse batterz"), &phc));
        assert!(is_outdated(&phc));
        assert_eq!(Cost::default(), Cost::TODAY);
        assert_eq!(Cost::TODAY.to_string(), "argon2id m=19456 t=2 p=1");
    }

    #[test]
    fn nobody_is_let_in_by_the_dummy() {
        for cost in [Cost::TODAY, Cost::LEAST] {
            assert!(!dummy_verify(&private("no account has this password"), cost));
            assert!(!dummy_verify(&private(&"ü".repeat(513)), cost));
        }
    }
}
