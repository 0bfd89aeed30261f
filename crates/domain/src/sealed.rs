//! Ciphertext with a type. `store` moves [`Sealed`] values and can do nothing else with them:
//! the crate that opens them (`crypto`) is not among its dependencies.

use crate::ObjectId;
use std::marker::PhantomData;

/// What kind of object was sealed. Authenticated with the ciphertext, so that a sealed name moved into
/// the column of a body does not open. The numbers are part of the stored format: never reuse one.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
#[repr(u8)]
pub enum ObjectKind {
    /// A mail's bytes as received or as sent (blob).
    #[n(1)]
    RawMail = 1,
    /// What was read in a mail, or the text of an answer or note (`message.content`).
    #[n(2)]
    MessageContent = 2,
    /// Subject and requester line of a ticket (`ticket.summary`).
    #[n(3)]
    TicketSummary = 3,
    /// A contact's names and addresses (`contact.profile`).
    #[n(4)]
    ContactProfile = 4,
    /// An agent's name and address (`agent.profile`).
    #[n(5)]
    AgentProfile = 5,
    /// An agent's password hash (`agent.credential`).
    #[n(6)]
    AgentCredential = 6,
    /// A mailbox's address, servers, secrets (`mailbox.settings`).
    #[n(7)]
    MailboxSettings = 7,
    /// Where take-in of a mailbox stands: folder names and positions (`mailbox_sync.cursor`).
    #[n(8)]
    MailboxCursor = 8,
    /// A tenant's own settings (`tenant.settings`).
    #[n(9)]
    TenantSettings = 9,
    /// A file uploaded for an answer (blob).
    #[n(10)]
    Upload = 10,
    /// The text of a delivery failure (`message.delivery_detail`).
    #[n(11)]
    DeliveryDetail = 11,
    /// The name of a tag (`tag.name`).
    #[n(20)]
    TagName = 20,
    /// The name of a saved view (`saved_view.name`).
    #[n(21)]
    ViewName = 21,
    /// What an agent is writing on a ticket (`draft.content`).
    #[n(22)]
    DraftContent = 22,
    /// Name and text of a saved reply (`saved_reply.content`).
    #[n(24)]
    SavedReply = 24,
    /// Name and signature of a team (`team.content`).
    #[n(25)]
    Team = 25,
    /// Who asked for an account, and what they accepted (`sign_up.content`).
    #[n(31)]
    SignUp = 31,
    /// A document that somebody accepted (`acceptance.content`).
    #[n(32)]
    Acceptance = 32,
    /// Name, key and choices of a custom field (`field.definition`).
    #[n(26)]
    FieldDefinition = 26,
    /// Name, domains and notes of an organisation (`organisation.content`).
    #[n(27)]
    Organisation = 27,
    /// What a ticket's or a contact's custom fields hold (`field_values.content`).
    #[n(30)]
    FieldValues = 30,
    /// What the signatures of a mail came to (`message.sender_check`).
    #[n(33)]
    SenderCheck = 33,
    /// A provider's permission for a mailbox (`mailbox_grant.grant`).
    #[n(34)]
    MailboxGrant = 34,
    /// A mailbox that somebody went to a provider for (`oauth_attempt.content`).
    #[n(35)]
    OauthAttempt = 35,
    /// What an API token is called (`api_token.name`).
    #[n(36)]
    TokenName = 36,
    /// Why something may not be erased for now (`legal_hold.content`).
    #[n(37)]
    LegalHold = 37,
    /// A piece of what was put together for a contact who asked what is held about them (blob).
    #[n(48)]
    AccessExport = 48,
    /// A piece of the one file with everything of a company (blob).
    #[n(60)]
    CompanyExport = 60,
    /// Who asks what about their own data, and what was done (`subject_request.content`).
    #[n(40)]
    SubjectRequest = 40,
    /// What a retention rule is called (`retention_rule.name`).
    #[n(52)]
    RetentionName = 52,
    /// To whom the receipt of a closed tenant goes (`closing_letter.content`).
    #[n(54)]
    ClosingLetter = 54,
    /// What a rule on the audit log found (`alert.content`).
    #[n(57)]
    Alert = 57,
    /// Who is told that somebody's data ended (`recipient_notice.content`).
    #[n(58)]
    RecipientNotice = 58,
    /// The texts that an erasure replaces, while it is under way (`erasure_work.terms`).
    #[n(55)]
    RedactionTerms = 55,
    /// What a person used within some minutes (`usage_part.content`).
    #[n(70)]
    Usage = 70,
    /// What everybody together used on a day (`usage_sum.content`).
    #[n(71)]
    UsageSum = 71,
    /// Why a company objects to a sub-processor (`register_objection.content`).
    #[n(65)]
    Objection = 65,
    /// What the operator wants to read of a company for, and who it is (`operator_access.content`).
    #[n(59)]
    OperatorAccess = 59,
    /// What an authority asks of a company, and on which ground (`disclosure.content`).
    #[n(61)]
    Disclosure = 61,
    /// What goes into a company's log when it may be told (`disclosure_file.events`).
    #[n(62)]
    DisclosureEvents = 62,
    /// What a line of an incident's timeline says (`incident_entry.content`).
    #[n(63)]
    Incident = 63,
    /// What an assessment of the system says (`assessment.content`).
    #[n(64)]
    Assessment = 64,
    /// Who had access and what was decided (`access_review.content`).
    #[n(69)]
    AccessReview = 69,
    /// Whom a company's invoices go to (`billing.content`).
    #[n(66)]
    BillingDetails = 66,
    /// What an invoice says (`invoice.content`).
    #[n(67)]
    Invoice = 67,
    /// An invoice as it was sent: a PDF (`invoice.file`).
    #[n(68)]
    InvoiceFile = 68,
    /// What was learned from a tenant's conversations (`learned_model.content`).
    #[n(72)]
    LearnedModel = 72,
}

impl ObjectKind {
    /// The number under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// A record that can be sealed: CBOR with numbered fields (RFC 8949), so that fields can be added later.
pub trait SealedRecord: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> {
    /// The kind under which records of this type are sealed.
    const KIND: ObjectKind;
}

/// The sealed bytes of a `T`, and the object whose key opens them.
pub struct Sealed<T> {
    object: ObjectId,
    bytes: Box<[u8]>,
    record: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// Wraps bytes that were sealed before (read from the database) or just now (by `crypto`).
    #[must_use]
    pub fn from_parts(object: ObjectId, bytes: impl Into<Box<[u8]>>) -> Self {
        Self { object, bytes: bytes.into(), record: PhantomData }
    }

    /// The object: names the key in the keyring and the entry in the audit log.
    #[must_use]
    pub const fn object(&self) -> ObjectId {
        self.object
    }

    /// The object and the ciphertext, without a copy.
    #[must_use]
    pub fn into_parts(self) -> (ObjectId, Vec<u8>) {
        (self.object, self.bytes.into_vec())
    }

    /// The ciphertext with its header.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self { object: self.object, bytes: self.bytes.clone(), record: PhantomData }
    }
}

impl<T> std::fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({}, {} bytes)", self.object, self.bytes.len())
    }
}
