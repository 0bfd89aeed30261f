//! What an alert says beyond its rule and its times.

use crate::audit::Actor;
use crate::{AlertRule, ObjectKind, SealedRecord, TenantId};
use minicbor::{Decode, Encode};

/// What a rule found (`alert.content`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct AlertContent {
    /// Who acted; nobody where it is about the log itself.
    #[n(0)]
    pub actor: Option<Actor>,
    /// How many the rule counted: records, exports, refusals, acts.
    #[n(1)]
    pub count: u32,
    /// The entries of the log that it is about, oldest first; of more, the newest.
    #[n(2)]
    pub entries: Vec<u64>,
    /// What whoever looked at it wrote.
    #[n(3)]
    pub note: String,
    /// The rule; sealed too, so that nobody turns one alert into another.
    #[n(4)]
    pub rule: Option<AlertRule>,
    /// The companies that it is about, in the system's own.
    #[n(5)]
    #[cbor(default)]
    pub tenants: Vec<TenantId>,
}

impl SealedRecord for AlertContent {
    const KIND: ObjectKind = ObjectKind::Alert;
}
