//! The records of a mailbox that is connected by OAuth2.

use super::MailboxSettings;
use crate::{MailboxId, ObjectKind, Private, Provider, SealedRecord, Timestamp};
use minicbor::{Decode, Encode};

/// A provider's permission for a mailbox (RFC 6749).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct MailboxGrant {
    /// Whose.
    #[n(0)]
    pub provider: Provider,
    /// The account that gave it, by a name that never changes.
    #[n(1)]
    pub subject: String,
    /// Its address.
    #[n(2)]
    pub account: String,
    /// What it is good for.
    #[n(3)]
    pub scopes: Vec<String>,
    /// What opens the mailbox.
    #[n(4)]
    pub access_token: Private<String>,
    /// Until when.
    #[n(5)]
    pub expires_at: Timestamp,
    /// What gets the next one.
    #[n(6)]
    pub refresh_token: Option<Private<String>>,
    /// It is this installation's own, for a whole company: nobody's visit gave it, and each token is asked for anew.
    #[n(7)]
    #[cbor(default)]
    pub application: bool,
}

impl SealedRecord for MailboxGrant {
    const KIND: ObjectKind = ObjectKind::MailboxGrant;
}

/// A mailbox that somebody went to a provider for, until they come back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OauthAttempt {
    /// To whom.
    #[n(0)]
    pub provider: Provider,
    /// What they have to bring back (RFC 6749 10.12).
    #[n(1)]
    pub state: Private<String>,
    /// What ties the identity token to it.
    #[n(2)]
    pub nonce: Private<String>,
    /// What proves that whoever has the code asked for it (RFC 7636).
    #[n(3)]
    pub verifier: Private<String>,
    /// The mailbox that is to be connected.
    #[n(4)]
    pub settings: MailboxSettings,
    /// Older mail is not taken in.
    #[n(5)]
    pub look_back_from: Option<Timestamp>,
    /// The mailbox that is to be connected again.
    #[n(6)]
    pub again: Option<MailboxId>,
    /// Whether it is the end of set-up.
    #[n(7)]
    pub is_first: bool,
}

impl SealedRecord for OauthAttempt {
    const KIND: ObjectKind = ObjectKind::OauthAttempt;
}
