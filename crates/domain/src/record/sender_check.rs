//! What the signatures of a mail came to when they were checked here (RFC 6376).

use crate::{ObjectKind, SealedRecord, Timestamp};
use minicbor::{Decode, Encode};

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal @ $n:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
        #[cbor(index_only)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] #[n($n)] $variant),+ }

        impl $name {
            /// Each, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in message keys and the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    )+};
}

words! {
    /// How the check of one signature ended (RFC 8601 2.7.1).
    SignatureResult {
        /// It is good.
        Pass = "pass" @ 0,
        /// It does not fit the mail.
        Fail = "fail" @ 1,
        /// It says less than a signature should, so it counts for nothing.
        Neutral = "neutral" @ 2,
        /// It cannot be checked, now or later.
        PermError = "permerror" @ 3,
        /// It could not be checked, for a reason that may have gone since.
        TempError = "temperror" @ 4,
    }
    /// Why it ended so.
    SignatureReason {
        /// The text is another than was signed.
        BodyChanged = "body_changed" @ 0,
        /// The header is another than was signed, or the signature is another key's.
        HeaderChanged = "header_changed" @ 1,
        /// It was valid until a time that has passed when the mail came in.
        Expired = "expired" @ 2,
        /// It says that it was made after the mail came in.
        Future = "future" @ 3,
        /// Only the beginning of the text was signed, and more follows (`l=`).
        PartOnly = "part_only" @ 4,
        /// The domain says that it is only trying signatures out (`t=y`).
        Testing = "testing" @ 5,
        /// The field cannot be read, or lacks something.
        Malformed = "malformed" @ 6,
        /// From is not among what was signed.
        FromUnsigned = "from_unsigned" @ 7,
        /// An algorithm that is not trusted any more, or not known.
        Algorithm = "algorithm" @ 8,
        /// Whom it speaks for (`i=`) is not of its domain.
        Identity = "identity" @ 9,
        /// The domain has no such key.
        KeyMissing = "key_missing" @ 10,
        /// The domain took the key back.
        KeyRevoked = "key_revoked" @ 11,
        /// The key cannot be read, or is not for this.
        KeyUnusable = "key_unusable" @ 12,
        /// The key is too short to be trusted.
        KeyShort = "key_short" @ 13,
        /// The domain's servers could not be asked for the key.
        Dns = "dns" @ 14,
        /// A field that may stand in a header once stands there more often: readers may see another than was signed.
        DoubledField = "doubled_field" @ 15,
    }
}

/// What one signature came to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct SignatureCheck {
    /// The domain that it speaks for (`d=`), lower case; empty when it could not be read.
    #[n(0)]
    pub domain: String,
    /// The name of its key there (`s=`).
    #[n(1)]
    pub selector: String,
    /// How it ended.
    #[n(2)]
    pub result: SignatureResult,
    /// Why, when it did not pass.
    #[n(3)]
    pub reason: Option<SignatureReason>,
    /// Its domain and the one in From belong together (RFC 7489 3.1.1, relaxed).
    #[n(4)]
    pub aligned: bool,
}

/// What the signatures of a mail came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct SenderCheck {
    /// When they were checked.
    #[n(0)]
    pub checked_at: Timestamp,
    /// The domain in From, lower case; empty when there is not exactly one author.
    #[n(1)]
    pub from_domain: String,
    /// Each, from the top of the header.
    #[n(2)]
    pub signatures: Vec<SignatureCheck>,
    /// Further ones that were not looked at.
    #[n(3)]
    pub left_out: u32,
}

impl SenderCheck {
    /// Whether a good signature stands by the domain in From, or one that belongs together with it.
    #[must_use]
    pub fn confirms(&self) -> bool {
        self.signatures.iter().any(|one| one.aligned && one.result == SignatureResult::Pass)
    }

    /// Whether a good signature of exactly the domain in From stands by it.
    #[must_use]
    pub fn confirms_exactly(&self) -> bool {
        let exactly = |one: &SignatureCheck| !one.domain.is_empty() && one.domain == self.from_domain;
        self.signatures.iter().any(|one| exactly(one) && one.result == SignatureResult::Pass)
    }

    /// Whether a signature of exactly the domain in From does not fit this mail, and none stands by it.
    #[must_use]
    pub fn refutes(&self) -> bool {
        use SignatureReason::{BodyChanged, HeaderChanged};
        let unfit = |one: &SignatureCheck| {
            one.domain == self.from_domain && matches!(one.reason, Some(BodyChanged | HeaderChanged))
        };
        let failed = |one: &SignatureCheck| one.result == SignatureResult::Fail && unfit(one);
        !self.from_domain.is_empty() && !self.confirms() && self.signatures.iter().any(failed)
    }
}

impl SealedRecord for SenderCheck {
    const KIND: ObjectKind = ObjectKind::SenderCheck;
}
