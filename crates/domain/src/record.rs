//! The records that are sealed: what personal data looks like before `crypto` seals it.
//! Field numbers are part of the stored format: add, never renumber.

mod alert;
mod grant;
mod legal_hold;
mod mailbox;

pub use alert::AlertContent;
pub use grant::{MailboxGrant, OauthAttempt};
pub use legal_hold::LegalHold;
pub use mailbox::{MailboxCursor, MailboxSettings, Security, ServerSettings};

use crate::{
    Density, DraftKind, MailKind, MessageId, ObjectKind, ScanState, SealedRecord, Theme, TicketStatus,
    Timestamp,
};
use minicbor::{Decode, Encode};
mod acceptance;
mod assessment;
mod billing;
mod closing;
mod delivery;
mod disclosure;
mod field;
mod incident;
mod learned;
mod notices;
mod objection;
mod operator_access;
mod organisation;
mod recipient;
mod redaction;
mod retention;
mod sender_check;
mod subject_request;
mod usage;

pub use acceptance::{AcceptanceContent, AcceptedDocument, SignUpContent, text_hash};
pub use assessment::{AccessReviewContent, AssessmentContent, AssessmentItem, ExternalTest, ReviewLine};
pub use billing::{BillingDetails, InvoiceContent, InvoiceFile, InvoiceLine, InvoiceParty};
pub use closing::{ClosingLetter, ClosingRecipient};
pub use delivery::DeliveryDetail;
pub use disclosure::{DisclosureContent, DisclosureEvents};
pub use field::{FieldChoice, FieldDefinition, FieldEntry, FieldValue, FieldValues};
pub use incident::{IncidentContent, IncidentFacts};
pub use learned::{LearnedModel, LearnedTag, LearnedWord};
pub use notices::{NoticeChoice, NoticeChoices, QuietHours};
pub use objection::ObjectionContent;
pub use operator_access::OperatorAccessContent;
pub use organisation::OrganisationContent;
pub use recipient::{
    NotTold, PassedOn, RECIPIENT_SALT_BYTES, RecipientNoticeContent, RecipientPlan, committed,
};
pub use redaction::{RedactionTerms, RemovedPerson};
pub use retention::RetentionName;
pub use sender_check::{SenderCheck, SignatureCheck, SignatureReason, SignatureResult};
pub use subject_request::{SubjectRequestContent, SubjectRequestEvent};
pub use usage::{UsageContent, UsageCount, UsageLine, UsageSumContent};

/// A name and an address as they stood in a header field.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, Default, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
pub struct Address {
    /// Display name; empty when there was none.
    #[n(0)]
    pub name: String,
    /// `local@domain`, domain in lower case.
    #[n(1)]
    pub email: String,
}

/// One attachment of a message. Its bytes lie in the raw mail, at MIME part `part`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct AttachmentInfo {
    /// Index of the part in the raw mail, in the parser's order.
    #[n(0)]
    pub part: u32,
    /// File name, without path or control characters; never empty.
    #[n(1)]
    pub name: String,
    /// Media type, lower case.
    #[n(2)]
    pub content_type: String,
    /// Decoded size.
    #[n(3)]
    pub size_bytes: u64,
    /// SHA-256 of the decoded bytes, hex.
    #[n(4)]
    pub sha256: String,
    /// Shown inside the text (it has a Content-ID that the HTML uses).
    #[n(5)]
    pub inline: bool,
    /// Content-ID without angle brackets.
    #[n(6)]
    pub content_id: Option<String>,
    /// When it was erased: a note stands in its place.
    #[n(7)]
    pub erased_at: Option<Timestamp>,
}

/// How one check of the sender ended (RFC 8601 2.7), in the words that a person needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum AuthResult {
    /// It passed.
    #[n(0)]
    Pass,
    /// It failed; a soft failure too.
    #[n(1)]
    Fail,
    /// The sender's domain says nothing that could be checked.
    #[n(2)]
    None,
    /// It could not be checked, or the domain takes no position.
    #[n(3)]
    Unknown,
}

impl AuthResult {
    /// The word for it in message keys and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// What the receiving server found out about the sender (RFC 8601).
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct Authentication {
    /// The server that says so; empty when it does not name itself.
    #[n(0)]
    pub server: String,
    /// May the sending machine send for the envelope's domain (RFC 7208)?
    #[n(1)]
    pub spf: Option<AuthResult>,
    /// Is a signature good (RFC 6376)?
    #[n(2)]
    pub dkim: Option<AuthResult>,
    /// Is one of the two for the domain in From (RFC 7489)?
    #[n(3)]
    pub dmarc: Option<AuthResult>,
}

/// What was read in a mail, or written in an answer or note.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct MessageContent {
    /// Author.
    #[n(0)]
    pub from: Vec<Address>,
    /// Recipients.
    #[n(1)]
    pub to: Vec<Address>,
    /// Copies.
    #[n(2)]
    pub cc: Vec<Address>,
    /// Blind copies (answers only).
    #[n(3)]
    pub bcc: Vec<Address>,
    /// Where the author wants answers.
    #[n(4)]
    pub reply_to: Vec<Address>,
    /// Subject, decoded.
    #[n(5)]
    pub subject: String,
    /// Date field, if it could be read.
    #[n(6)]
    pub date: Option<Timestamp>,
    /// Message-ID without angle brackets.
    #[n(7)]
    pub message_id: Option<String>,
    /// In-Reply-To.
    #[n(8)]
    pub in_reply_to: Vec<String>,
    /// References, oldest first.
    #[n(9)]
    pub references: Vec<String>,
    /// Whole text.
    #[n(10)]
    pub text: String,
    /// Cleaned HTML; `None` when the mail had none.
    #[n(11)]
    pub html: Option<String>,
    /// The text without quotes and signature.
    #[n(12)]
    pub visible_text: String,
    /// Attachments.
    #[n(13)]
    pub attachments: Vec<AttachmentInfo>,
    /// What was odd about the mail, as message keys (`oddity-no-date`, …).
    #[n(14)]
    pub oddities: Vec<String>,
    /// The virus found, when one was.
    #[n(15)]
    pub virus: Option<String>,
    /// Remote images that the HTML wanted to load (blocked).
    #[n(16)]
    pub remote_images: u32,
    /// What was put below the text when it was sent (answers only).
    #[n(17)]
    pub signature: Option<String>,
    /// What the receiving server found out about the sender; `None` when it said nothing that can be believed, and in
    /// mails that were taken in before this was kept.
    #[n(18)]
    pub authentication: Option<Authentication>,
    /// The message that this one passes on (forwarded mails only).
    #[n(19)]
    pub forward_of: Option<MessageId>,
    /// The conversation that the mailbox's provider counts it to (mails of such a mailbox only).
    #[n(20)]
    pub source_thread: Option<String>,
    /// When the mail's own bytes were destroyed, or something in it was replaced.
    #[n(21)]
    pub redacted_at: Option<Timestamp>,
    /// Whether it goes out although the data of whom it goes to is stored only: a letter about their own data, or sent for a
    /// reason that an admin gave (answers only).
    #[n(22)]
    #[cbor(default)]
    pub goes_regardless: bool,
}

impl SealedRecord for MessageContent {
    const KIND: ObjectKind = ObjectKind::MessageContent;
}

/// What the ticket list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct TicketSummary {
    /// Subject of the first mail.
    #[n(0)]
    pub subject: String,
    /// Name of the requester, or the address when there is no name.
    #[n(1)]
    pub requester: String,
    /// Address of the requester.
    #[n(2)]
    pub requester_email: String,
    /// First characters of the newest message's visible text.
    #[n(3)]
    pub preview: String,
}

impl SealedRecord for TicketSummary {
    const KIND: ObjectKind = ObjectKind::TicketSummary;
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct ContactProfile {
    /// Display name, as last written in a mail or set by an agent.
    #[n(0)]
    pub name: String,
    /// Addresses; the first is the one for answers.
    #[n(1)]
    pub emails: Vec<String>,
    /// Phone, free text.
    #[n(2)]
    pub phone: String,
    /// Notes of agents on this person.
    #[n(3)]
    pub remark: String,
    /// Name and addresses were put right at the person's request (GDPR Art. 16): whatever mails of theirs say is shown
    /// and found by these.
    #[n(4)]
    #[cbor(default)]
    pub is_rectified: bool,
}

impl SealedRecord for ContactProfile {
    const KIND: ObjectKind = ObjectKind::ContactProfile;
}

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct AgentProfile {
    /// Name shown to colleagues and in answers.
    #[n(0)]
    pub name: String,
    /// Address for sign-in.
    #[n(1)]
    pub email: String,
    /// Stands below answers.
    #[n(2)]
    pub signature: Option<String>,
    /// Language of pages and mails (BCP 47).
    #[n(3)]
    pub language: Option<String>,
    /// Time zone (IANA).
    #[n(4)]
    pub time_zone: Option<String>,
    /// How pages look.
    #[n(5)]
    pub theme: Option<Theme>,
    /// How many seconds an answer from a page waits, so that its sending can be undone.
    #[n(6)]
    pub send_undo_seconds: Option<u32>,
    /// What they are told, and where; as usual when absent.
    #[n(7)]
    pub notices: Option<NoticeChoices>,
    /// How much of each ticket the list shows.
    #[n(8)]
    pub density: Option<Density>,
}

impl SealedRecord for AgentProfile {
    const KIND: ObjectKind = ObjectKind::AgentProfile;
}

/// How an agent proves who they are. Passkeys and TOTP add fields here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct AgentCredential {
    /// argon2id in PHC form.
    #[n(0)]
    pub password_phc: String,
}

impl SealedRecord for AgentCredential {
    const KIND: ObjectKind = ObjectKind::AgentCredential;
}

/// What an API token is called by whoever made it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct TokenName {
    /// As it is shown.
    #[n(0)]
    pub name: String,
}

impl SealedRecord for TokenName {
    const KIND: ObjectKind = ObjectKind::TokenName;
}

/// The name of a tag: tenants write about people in them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct TagName {
    /// As it is shown.
    #[n(0)]
    pub name: String,
}

impl SealedRecord for TagName {
    const KIND: ObjectKind = ObjectKind::TagName;
}

/// The name of a saved view.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct ViewName {
    /// As it is shown.
    #[n(0)]
    pub name: String,
}

impl SealedRecord for ViewName {
    const KIND: ObjectKind = ObjectKind::ViewName;
}

/// A file that a draft holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DraftFile {
    /// The upload.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub id: [u8; 16],
    /// Its name, as it is shown with the draft.
    #[n(1)]
    pub name: String,
}

/// What an agent is writing on a ticket: as it stands in the composer, half an address and all.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DraftContent {
    /// What it becomes; sealed too, so that nobody can turn a note into an answer by moving bytes.
    #[n(0)]
    pub kind: DraftKind,
    /// Text.
    #[n(1)]
    pub text: String,
    /// Recipients, as typed.
    #[n(2)]
    pub to: String,
    /// Copies, as typed.
    #[n(3)]
    pub cc: String,
    /// Blind copies, as typed.
    #[n(4)]
    pub bcc: String,
    /// Files.
    #[n(5)]
    pub files: Vec<DraftFile>,
    /// The status to set with it.
    #[n(6)]
    pub status: Option<TicketStatus>,
    /// How many messages of the ticket its writer has seen, notes not counted.
    #[n(7)]
    pub mails_seen: Option<i64>,
    /// The address that it comes from, where its writer chose one.
    #[n(8)]
    pub from: Option<String>,
    /// The text with its formatting (HTML); absent when it has none.
    #[n(9)]
    pub html: Option<String>,
    /// The mail that is passed on, where one is.
    #[n(10)]
    pub forward: Option<DraftForward>,
    /// What a mail that begins a ticket has beside this, where it is one.
    #[n(11)]
    pub mail: Option<DraftMail>,
}

impl SealedRecord for DraftContent {
    const KIND: ObjectKind = ObjectKind::DraftContent;
}

/// A mail that a draft passes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DraftForward {
    /// Its message.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub message: [u8; 16],
    /// Subject, as typed.
    #[n(1)]
    pub subject: String,
    /// Parts of the mail's own files that go with it.
    #[n(2)]
    pub parts: Vec<u32>,
}

/// A mail that begins a ticket, in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DraftMail {
    /// The mailbox that it goes from, where its writer chose one.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub mailbox: Option<[u8; 16]>,
    /// Subject, as typed.
    #[n(1)]
    pub subject: String,
}

/// A text kept for answers and notes, with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct SavedReplyContent {
    /// Under which name it is found.
    #[n(0)]
    pub name: String,
    /// The text, placeholders as they were written.
    #[n(1)]
    pub text: String,
    /// The text with its formatting (HTML), placeholders too; absent when it has none.
    #[n(2)]
    pub html: Option<String>,
}

impl SealedRecord for SavedReplyContent {
    const KIND: ObjectKind = ObjectKind::SavedReply;
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct TeamContent {
    /// As it is shown.
    #[n(0)]
    pub name: String,
    /// Stands below answers on the team's tickets; with placeholders.
    #[n(1)]
    pub signature: Option<String>,
}

impl SealedRecord for TeamContent {
    const KIND: ObjectKind = ObjectKind::Team;
}

/// A blob: a mail's bytes, or an upload's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobBytes(pub Vec<u8>);

/// Facts of a mail that stand beside its content in the clear: no personal data among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailFacts {
    /// Classification.
    pub kind: MailKind,
    /// What the scanner said.
    pub scan: ScanState,
}

#[cfg(test)]
mod tests;
