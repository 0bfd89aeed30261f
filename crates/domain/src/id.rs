//! Typed identifiers: a UUIDv7 (RFC 9562) in a newtype for each noun, so that a ticket's id cannot be
//! passed where a contact's is meant.

use crate::Timestamp;
use uuid::{NoContext, Uuid};

/// An identifier that was not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: expected a UUID")]
pub struct BadId;

fn new_v7(now: Timestamp) -> Uuid {
    let ms = u64::try_from(now.as_millis()).unwrap_or(0);
    let nanos = u32::try_from((ms % 1000) * 1_000_000).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, ms / 1000, nanos))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier that sorts by `now`; 74 of its bits are random.
            #[must_use]
            pub fn generate(now: Timestamp) -> Self {
                Self(new_v7(now))
            }

            /// The time under which it was generated: its first 48 bits (RFC 9562, 5.7).
            #[must_use]
            pub fn generated_at(self) -> Timestamp {
                let ms = self.0.as_u128() >> 80;
                Timestamp::from_millis(i64::try_from(ms).unwrap_or(i64::MAX))
            }

            /// The identifier for a UUID that already exists (a database row, a parsed URL).
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes, as stored in SQL and in the data that is authenticated.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Reads the sixteen bytes of a stored identifier.
            ///
            /// # Errors
            /// [`BadId`] when there are not sixteen of them.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, BadId> {
                Uuid::from_slice(bytes).map(Self).map_err(|_| BadId)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.hyphenated())
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(s: &str) -> Result<Self, BadId> {
                Uuid::try_parse(s).map(Self).map_err(|_| BadId)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.0.as_bytes())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                Self::from_slice(d.bytes()?).map_err(|_| minicbor::decode::Error::message("not an identifier"))
            }
        }
    )+};
}

ids! {
    /// A company whose mail is handled here: the controller (GDPR Art. 4(7)).
    TenantId,
    /// A person who works for a tenant and answers its mail.
    AgentId,
    /// A person who writes to a tenant: the data subject.
    ContactId,
    /// A connected mailbox of a tenant.
    MailboxId,
    /// A conversation.
    TicketId,
    /// One mail, answer or note of a ticket.
    MessageId,
    /// One sealed object and its own key in the keyring.
    ObjectId,
    /// A key of the keyring above the objects (a bucket).
    KeyId,
    /// One mail seen at its source, taken in or not yet.
    IntakeId,
    /// An API token.
    TokenId,
    /// A server-side session.
    SessionId,
    /// A queued job.
    JobId,
    /// A word that a tenant puts on tickets.
    TagId,
    /// A group of agents whom tickets are given to together.
    TeamId,
    /// A saved view of the ticket list.
    ViewId,
    /// A text kept for answers and notes.
    SavedReplyId,
    /// A document that somebody accepted.
    AcceptanceId,
    /// A custom field.
    FieldId,
    /// One of the choices of a custom field; it marks the tickets that have it.
    ChoiceId,
    /// A company, or whatever else several contacts belong to.
    OrganisationId,
    /// A change of many tickets that can be taken back.
    UndoId,
    /// A merge of two tickets.
    MergeId,
    /// Somebody on the way to a provider of mailboxes.
    AttemptId,
    /// An erasure.
    ErasureId,
    /// A legal hold.
    HoldId,
    /// A retention rule.
    RetentionRuleId,
    /// What an agent is told about a ticket.
    NoticeId,
    /// What was put together for a person who asked what is held about them.
    AccessExportId,
    /// Everything of a company, put together in one file.
    CompanyExportId,
    /// Somebody's request about their own data.
    SubjectRequestId,
    /// What a rule on the audit log found.
    AlertId,
    /// Somebody who got a person's data and is told of its end.
    RecipientNoticeId,
    /// A decision about a consent.
    ConsentId,
    /// What a person used within some minutes.
    UsagePartId,
    /// The sum of what everybody used on a day.
    UsageSumId,
    /// The key of a month of sums of usage.
    UsageMonthId,
    /// Somebody outside who gets data, in the register of sub-processors.
    SubProcessorId,
    /// A company's objection against a sub-processor.
    ObjectionId,
    /// What the operator may read of a company for a while.
    OperatorAccessId,
    /// What an authority asks of a company.
    DisclosureId,
    /// Something that went wrong with personal data.
    IncidentId,
    /// A line of an incident's timeline.
    IncidentEntryId,
    /// An assessment of this system.
    AssessmentId,
    /// A review of who has access.
    AccessReviewId,
    /// An invoice or a credit note.
    InvoiceId,
    /// The key under which the invoices of a year lie.
    BillingYearId,
    /// What was learned from a tenant's conversations at one time, and its key.
    ModelId,
    /// A piece of news about the product.
    NewsId,
    /// One request or batch, written into its audit event.
    RequestId,
}
