//! What an audit event says (C6, C36). The event is sealed before it is stored; the log's tree is
//! built over the ciphertext, so integrity can be proved without reading it.

use crate::{AccessReason, AgentId, ObjectId, OperatorAccessId, RequestId, TenantId, TicketId, Timestamp};
use minicbor::{Decode, Encode};

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// An agent of the tenant.
    #[n(0)]
    Agent(#[n(0)] AgentId),
    /// A background job of Deskhero, by name.
    #[n(1)]
    System(#[n(0)] Job),
    /// The operator at the command line.
    #[n(2)]
    Operator,
    /// Someone who has not signed in (a sign-in attempt).
    #[n(3)]
    Nobody,
}

/// The background jobs that handle mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Takes mail in.
    #[n(0)]
    Intake,
    /// Sends answers.
    #[n(1)]
    Delivery,
    /// Builds the full-text index anew.
    #[n(2)]
    Reindex,
    /// Rotates keys.
    #[n(3)]
    Rotation,
    /// Connects to mail servers.
    #[n(4)]
    Connection,
    /// Checks the running system.
    #[n(5)]
    Verification,
    /// Wakes tickets that were put aside.
    #[n(20)]
    Waking,
    /// Tells agents what happened on their tickets.
    #[n(21)]
    Notices,
    /// Erases what is due, and brings older data up to what was erased since.
    #[n(22)]
    Erasure,
    /// Puts together what is held about a person, for that person.
    #[n(26)]
    AccessExport,
    /// Watches over people's requests about their own data.
    #[n(28)]
    Rights,
    /// Follows the audit log and alerts.
    #[n(30)]
    Monitoring,
    /// Ends what a retention rule says is kept no longer.
    #[n(29)]
    Retention,
    /// Answers people of companies who use their rights about their own accounts.
    #[n(31)]
    AccountRights,
    /// Makes backups, removes them, and lets restored data through.
    #[n(33)]
    Backup,
    /// Puts everything of a company together, for that company.
    #[n(32)]
    CompanyExport,
    /// Counts how Deskhero is used, by those who consent.
    #[n(40)]
    Usage,
    /// Watches over where data goes, and tells companies of it.
    #[n(37)]
    Register,
    /// Writes to people when a document that they agreed to changes.
    #[n(34)]
    Documents,
    /// Tells companies of what was handed to authorities, when they may know.
    #[n(35)]
    Disclosures,
    /// Opens incidents where a rule found an attack, reminds of reports, and tells companies.
    #[n(36)]
    Incidents,
    /// Reminds operators of assessments and reviews that are due.
    #[n(38)]
    Assessments,
    /// Makes invoices, sends them and ends them when the law does.
    #[n(39)]
    Billing,
    /// Learns from one company's conversations which tags fit, for that company alone.
    #[n(41)]
    Learning,
    /// Sends news about the product to those who consent, and takes down who wants no more of it.
    #[n(42)]
    News,
}

/// Why data is processed (GDPR Art. 5(1)(b)); each has exactly one legal basis, in `privacy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, serde::Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Turning mail into tickets and answering them (C22–C26).
    #[n(0)]
    ServiceDelivery,
    /// Signing people in and keeping strangers out (C11).
    #[n(1)]
    Authentication,
    /// Keeping the service safe: audit, keys, virus scan (C32–C37, C86).
    #[n(2)]
    Security,
    /// Setting up and running a tenant's account.
    #[n(3)]
    Administration,
    /// Answering a data subject (C64–C75).
    #[n(4)]
    SubjectRights,
    /// Obeying the law (C31).
    #[n(5)]
    LegalObligation,
    /// Learning how Deskhero is used, from those who consent (C62, C63).
    #[n(6)]
    UsageAnalysis,
    /// Whoever runs Deskhero looking into a company's mail for a while: for its safety, because it asked for help, or because
    /// the law says so (C35, C55).
    #[n(7)]
    OperatorAccess,
    /// Telling those who consent what is new in Deskhero (C60).
    #[n(12)]
    ProductNews,
}

/// What was done (GDPR Art. 4(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, serde::Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Taken in.
    #[n(0)]
    Collect,
    /// Opened and shown, or worked with.
    #[n(1)]
    Use,
    /// Changed.
    #[n(2)]
    Store,
    /// Handed to somebody else: sent, exported.
    #[n(3)]
    Disclose,
    /// Destroyed.
    #[n(4)]
    Erase,
}

/// GDPR Art. 6(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, serde::Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// (a)
    #[n(0)]
    Consent,
    /// (b)
    #[n(1)]
    Contract,
    /// (c)
    #[n(2)]
    LegalObligation,
    /// (f)
    #[n(3)]
    LegitimateInterest,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    #[n(0)]
    Done,
    /// It was refused.
    #[n(1)]
    Refused,
}

/// Gives the words of a fixed list, as they stand in addresses, exports and message keys.
macro_rules! words {
    ($name:ident: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word).ok_or(UnknownWord)
            }
        }
    };
}

/// A word that is not in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of the words")]
pub struct UnknownWord;

words! { Purpose:
    ServiceDelivery = "service_delivery",
    Authentication = "authentication",
    Security = "security",
    Administration = "administration",
    SubjectRights = "subject_rights",
    LegalObligation = "legal_obligation",
    UsageAnalysis = "usage_analysis",
    OperatorAccess = "operator_access",
    ProductNews = "product_news",
}
words! { Operation:
    Collect = "collect", Use = "use", Store = "store", Disclose = "disclose", Erase = "erase",
}
words! { LegalBasis:
    Consent = "consent",
    Contract = "contract",
    LegalObligation = "legal_obligation",
    LegitimateInterest = "legitimate_interest",
}
words! { Outcome: Done = "done", Refused = "refused" }

/// One event: one request (or batch) and one purpose, with every object that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize)]
pub struct AuditEvent {
    /// Tenant.
    #[n(0)]
    pub tenant: TenantId,
    /// When.
    #[n(1)]
    pub at: Timestamp,
    /// Request or batch.
    #[n(2)]
    pub request: RequestId,
    /// Who.
    #[n(3)]
    pub actor: Actor,
    /// Why.
    #[n(4)]
    pub purpose: Purpose,
    /// On which basis.
    #[n(5)]
    pub legal_basis: LegalBasis,
    /// What.
    #[n(6)]
    pub operation: Operation,
    /// Decision.
    #[n(7)]
    pub outcome: Outcome,
    /// The act, as a fixed word (`ticket.read`, `intake.batch`, …).
    #[n(8)]
    pub act: String,
    /// Objects that were opened, each as often as it was.
    #[n(9)]
    pub opened: Vec<ObjectId>,
    /// Objects that were made (sealed).
    #[n(10)]
    pub made: Vec<ObjectId>,
    /// Tickets that were changed by one act; empty where the objects say it already.
    #[n(11)]
    #[cbor(default)]
    pub tickets: Vec<TicketId>,
    /// Why what somebody else sent was refused, as a fixed word; empty otherwise.
    #[n(12)]
    #[cbor(default)]
    pub reason: String,
    /// The version that settings have by it, where it changed such as are counted; or the version of the company's instructions
    /// by which it was done or refused.
    #[n(14)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Under which access the operator read it; nothing in every other event.
    #[n(15)]
    #[cbor(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_access: Option<UnderAccess>,
}

/// The access under which the operator read something of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize)]
pub struct UnderAccess {
    /// Which one.
    #[n(0)]
    pub id: OperatorAccessId,
    /// For which of the three reasons it was given.
    #[n(1)]
    pub reason: AccessReason,
}
