//! What API answers say about who sent a mail.

use domain::SignatureState;
use domain::record::AuthResult;
use serde::Serialize;
use utoipa::ToSchema;

/// What the receiving mail server found out about the sender (RFC 8601). Each: pass, fail, none or unknown; null when it
/// said nothing that can be believed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Authentication {
    /// The server that says so; empty when it does not name itself.
    pub server: String,
    /// May the sending machine send for the envelope's domain?
    pub spf: Option<String>,
    /// Is a signature good?
    pub dkim: Option<String>,
    /// Is one of the two for the domain in From?
    pub dmarc: Option<String>,
}

impl From<domain::record::Authentication> for Authentication {
    fn from(found: domain::record::Authentication) -> Self {
        let word = |result: Option<AuthResult>| result.map(|result| result.as_str().to_owned());
        Self { spf: word(found.spf), dkim: word(found.dkim), dmarc: word(found.dmarc), server: found.server }
    }
}

/// What one signature (DKIM, RFC 6376) came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Signature {
    /// The domain that it speaks for; empty when it cannot be read.
    pub domain: String,
    /// The name of its key there.
    pub selector: String,
    /// pass, fail, neutral, permerror or temperror (RFC 8601 2.7.1).
    pub result: String,
    /// Why, when it did not pass: body_changed, header_changed, expired, future, part_only, testing, malformed,
    /// from_unsigned, algorithm, identity, key_missing, key_revoked, key_unusable, key_short, dns or doubled_field.
    pub reason: Option<String>,
    /// Its domain and the one in From belong together.
    pub aligned: bool,
}

/// What the signatures of a mail came to when they were checked here.
#[derive(Debug, Serialize, ToSchema)]
pub struct SenderCheck {
    /// unsigned, waiting or checked.
    pub state: String,
    /// When they were checked.
    pub checked_at_ms: Option<i64>,
    /// Whether a good signature stands by the domain in From.
    pub confirmed: bool,
    /// Each, from the top of the header.
    pub signatures: Vec<Signature>,
    /// Further ones that were not looked at.
    pub left_out: u32,
}

impl SenderCheck {
    /// What is known of a mail's signatures.
    #[must_use]
    pub fn of(state: SignatureState, check: Option<domain::record::SenderCheck>) -> Self {
        let signature = |one: domain::record::SignatureCheck| Signature {
            domain: one.domain,
            selector: one.selector,
            result: one.result.as_str().to_owned(),
            reason: one.reason.map(|reason| reason.as_str().to_owned()),
            aligned: one.aligned,
        };
        Self {
            state: state.to_string(),
            checked_at_ms: check.as_ref().map(|check| check.checked_at.as_millis()),
            confirmed: check.as_ref().is_some_and(domain::record::SenderCheck::confirms),
            left_out: check.as_ref().map_or(0, |check| check.left_out),
            signatures: check.into_iter().flat_map(|check| check.signatures).map(signature).collect(),
        }
    }
}
