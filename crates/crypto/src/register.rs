//! Signed changes of the register of sub-processors: each names the one before it, so none can be altered, left out or put
//! in between (C80).

use crate::checkpoint::BadCheckpoint;
use crate::error::KeyError;
use crate::framing::Frame;
use crate::vault::Vault;
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use domain::merkle::{Hash, leaf_hash};
use domain::{AgentId, Timestamp};

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub struct RegisterLine<'a> {
    /// Its number, from 1.
    pub seq: i64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; `None` at the command line.
    pub by: Option<AgentId>,
    /// What was changed, as it is kept.
    pub body: &'a [u8],
    /// [`RegisterLine::hash`] of the one before; zeros before the first.
    pub previous: &'a Hash,
}

impl RegisterLine<'_> {
    fn message(&self) -> Frame {
        let by = self.by.map_or([0; 16], |id| *id.as_bytes());
        Frame::of(b"deskhero register of sub-processors v1")
            .with(&self.seq.to_be_bytes())
            .with_number(self.at.as_millis())
            .with(&by)
            .with(self.previous)
            .with(self.body)
    }

    /// What the next one names.
    #[must_use]
    pub fn hash(&self) -> Hash {
        leaf_hash(self.message().as_bytes())
    }

    /// Whether the key signed exactly this.
    ///
    /// # Errors
    /// [`BadCheckpoint::Signature`].
    pub fn verify(&self, signature: &[u8], trusted: &[u8; 32]) -> Result<(), BadCheckpoint> {
        UnparsedPublicKey::new(&ED25519, trusted)
            .verify(self.message().as_bytes(), signature)
            .map_err(|_| BadCheckpoint::Signature)
    }
}

impl Vault {
    /// Signs a change of the register, by the key of the checkpoints.
    ///
    /// # Errors
    /// [`KeyError::Cipher`].
    pub fn sign_register(&self, line: &RegisterLine<'_>) -> Result<[u8; 64], KeyError> {
        self.signing().sign(line.message().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::SigningKey;

    #[test]
    fn a_line_that_was_altered_proves_nothing() {
        let key = SigningKey::generate().unwrap();
        let line = RegisterLine {
            seq: 1,
            at: Timestamp::from_millis(5),
            by: None,
            body: b"a country",
            previous: &[0; 32],
        };
        let signature = key.sign(line.message().as_bytes()).unwrap();
        assert!(line.verify(&signature, key.public_key()).is_ok());
        for other in [
            RegisterLine { seq: 2, ..line },
            RegisterLine { at: Timestamp::from_millis(6), ..line },
            RegisterLine { by: Some(AgentId::from_slice(&[1; 16]).unwrap()), ..line },
            RegisterLine { body: b"another", ..line },
            RegisterLine { previous: &[1; 32], ..line },
        ] {
            assert!(other.verify(&signature, key.public_key()).is_err(), "{other:?}");
            assert_ne!(other.hash(), line.hash());
        }
    }
}
