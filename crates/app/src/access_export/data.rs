//! What an export says, as `data.json` has it: written here, described by the published schema, read by the import.

use domain::record::{Address, Authentication, SenderCheck};
use domain::{
    DeliveryState, MailKind, MessageKind, Priority, ScanState, SignatureState, TicketStatus, Timestamp,
};
use serde::{Deserialize, Serialize};

/// The word that says what it is.
pub const FORMAT: &str = "deskhero-access-export";
/// Changes with whatever a reader of the version before could not read.
pub const VERSION: u32 = 1;

/// A point in time (RFC 3339, UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub Timestamp);

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0.as_millis()) {
            Ok(at) => at.fmt(f),
            Err(_) => f.write_str("1970-01-01T00:00:00Z"),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let at: jiff::Timestamp = text.parse().map_err(serde::de::Error::custom)?;
        Ok(Self(Timestamp::from_millis(at.as_millisecond())))
    }
}

/// Everything, as the import reads it. It is written member by member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// When it was made.
    pub made_at: Moment,
    /// Language of its pages.
    pub language: String,
    /// Whose customer, caller or correspondent the person is.
    pub controller: String,
    /// The person.
    pub person: Person,
    /// Why and how the data is processed.
    pub about: About,
    /// Who opened it.
    pub access: Vec<Opened>,
    /// Exports that were asked for.
    pub exports: Vec<Earlier>,
    /// Requests about their own data, oldest first; none in exports from before these were told.
    #[serde(default)]
    pub requests: Vec<Request>,
    /// What is not in it, because it is about others.
    pub left_out: LeftOut,
    /// Conversations.
    pub tickets: Vec<Ticket>,
    /// What was written in them, in the order of the tickets.
    pub messages: Vec<Message>,
}

/// The person.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Addresses.
    pub emails: Vec<String>,
    /// Phone.
    pub phone: String,
    /// What the company noted about them; absent where it names others.
    pub remark: Option<String>,
    /// `active` or `restricted`.
    pub state: String,
    /// When they were first seen.
    pub first_seen_at: Option<Moment>,
    /// When something of this last changed.
    pub changed_at: Option<Moment>,
    /// The organisation that they belong to.
    pub organisation: Option<String>,
    /// Custom fields.
    pub fields: Vec<Field>,
}

/// What a custom field holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What programs call it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Text, a number, yes or no; of a choice, its name.
    pub value: FieldValue,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Text, a day, a web address, the name of a choice.
    Text(String),
}

/// Why and how the data is processed (GDPR Art. 15(1)).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Purposes, each with its legal basis and how long it is kept.
    pub purposes: Vec<Purpose>,
    /// Who gets it.
    pub recipients: Vec<Recipient>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// The person's rights, as articles of the GDPR.
    pub rights: Vec<String>,
}

/// A purpose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Fixed word.
    pub purpose: String,
    /// Fixed word.
    pub legal_basis: String,
    /// Fixed word.
    pub retention: String,
}

/// Who gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Fixed word.
    pub kind: String,
    /// How often, where that is counted.
    pub times: Option<u64>,
}

/// Where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Fixed word.
    pub kind: String,
    /// How many messages.
    pub messages: u64,
}

/// How often the data was opened in a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// `2026-11`.
    pub month: String,
    /// Fixed word.
    pub purpose: String,
    /// `staff`, `system`, `operator` or `nobody` (somebody who had not signed in).
    pub by: String,
    /// Objects that were opened.
    pub objects: u64,
    /// The first time.
    pub first_at: Moment,
    /// The last time.
    pub last_at: Moment,
}

/// An export that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// When it was asked for.
    pub asked_at: Moment,
    /// Since when it could be handed over.
    pub ready_at: Option<Moment>,
    /// When it goes.
    pub expires_at: Moment,
    /// Fixed word.
    pub state: String,
    /// Language of its pages.
    pub language: String,
}

/// A request of theirs about their own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Counted by company; absent while it was not known who asks.
    pub number: Option<i64>,
    /// What they asked for: a fixed word.
    pub right: String,
    /// Where it stands: a fixed word.
    pub state: String,
    /// How it came in: a fixed word.
    pub source: String,
    /// What they wrote; empty a year after it was closed.
    pub words: String,
    /// When it was received.
    pub received_at: Moment,
    /// When its answer is due, or was.
    pub due_at: Moment,
    /// `granted` or `refused`.
    pub decision: Option<String>,
    /// When that was decided.
    pub decided_at: Option<Moment>,
    /// When it was carried out.
    pub carried_out_at: Option<Moment>,
    /// Since when a legal hold keeps it waiting, or kept it.
    pub held_at: Option<Moment>,
    /// When they had the outcome.
    pub closed_at: Option<Moment>,
    /// The letter with the outcome, as it went out.
    pub outcome: Option<String>,
    /// Who had got their data and was told of it, or was not (GDPR Art. 19).
    pub recipients: Vec<Told>,
}

/// One who had got their data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Name, as the mail had it.
    pub name: String,
    /// Address.
    pub email: String,
    /// What they got.
    pub passed_on: Vec<PassedOn>,
    /// What became of telling them: a fixed word.
    pub state: String,
    /// Why they are not told.
    pub reason: String,
    /// When that ended.
    pub at: Option<Moment>,
}

/// A mail that was passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassedOn {
    /// Number of its ticket.
    pub ticket: i64,
    /// When.
    pub at: Moment,
}

/// What is left out because it is about others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Mails in the person's tickets between the company and somebody else.
    pub messages: u64,
    /// Notes in the person's tickets that name somebody else.
    pub notes: u64,
    /// The company's remark on the person names somebody else.
    pub remark: bool,
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// Its number.
    pub number: i64,
    /// Whether it is the person's own; of others, in which they took part, nothing but the messages is given.
    pub own: bool,
    /// Subject.
    pub subject: Option<String>,
    /// Where it stands.
    pub status: Option<TicketStatus>,
    /// The status it goes back to, while it is spam or trash.
    pub status_before: Option<TicketStatus>,
    /// How pressing it is.
    pub priority: Option<Priority>,
    /// When it was made.
    pub created_at: Option<Moment>,
    /// When something last happened.
    pub updated_at: Option<Moment>,
    /// When the last mail came in.
    pub last_inbound_at: Option<Moment>,
    /// Until when it is put aside.
    pub snoozed_until: Option<Moment>,
    /// The number of the ticket that it was merged into.
    pub merged_into: Option<i64>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its custom fields.
    pub fields: Vec<Field>,
    /// What happened on it.
    pub history: Vec<Happened>,
}

/// Something that happened on a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// Fixed word.
    pub what: String,
    /// Status or priority before.
    pub before: Option<String>,
    /// Status or priority since; the tag; the field.
    pub after: Option<String>,
    /// Until when it was put aside.
    pub until: Option<Moment>,
    /// `staff` or `system`.
    pub by: String,
    /// It is open again because its time was up.
    pub woken: bool,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The person.
    You,
    /// Somebody else, who stands in `from`.
    Other,
    /// Somebody of the company, named as the mail names them.
    Staff,
}

/// A mail, answer or note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Its number in this export: names its files.
    pub n: u32,
    /// The number of its ticket.
    pub ticket: i64,
    /// What it is.
    pub kind: MessageKind,
    /// How the mail was classified.
    pub mail_kind: MailKind,
    /// Who wrote it.
    pub author: Author,
    /// Author, as the mail has it.
    pub from: Vec<Address>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// The person's own address, where it was among the blind copies.
    pub bcc: Vec<Address>,
    /// Where the author wants answers.
    pub reply_to: Vec<Address>,
    /// Subject.
    pub subject: String,
    /// Date field.
    pub date: Option<Moment>,
    /// Message-ID.
    pub message_id: Option<String>,
    /// In-Reply-To.
    pub in_reply_to: Vec<String>,
    /// References.
    pub references: Vec<String>,
    /// Text.
    pub text: String,
    /// HTML, cleaned.
    pub html: Option<String>,
    /// The text without quotes and signature.
    pub visible_text: String,
    /// What was put below an answer.
    pub signature: Option<String>,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// What was odd about the mail, as fixed words.
    pub oddities: Vec<String>,
    /// What the virus scanner said.
    pub scan: ScanState,
    /// The virus that was found.
    pub virus: Option<String>,
    /// Remote images that were blocked.
    pub remote_images: u32,
    /// The conversation that the mailbox's provider counts it to.
    pub source_thread: Option<String>,
    /// What the receiving server said about the sender.
    pub authentication: Option<Authentication>,
    /// What its signatures came to.
    pub sender_check: Option<SenderCheck>,
    /// Whether its signatures were checked; absent where that was never asked for.
    pub signature_state: Option<SignatureState>,
    /// Where an answer stands.
    pub delivery: Option<Delivery>,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// When it came in or was written.
    pub received_at: Moment,
    /// The mail's own bytes, as a file of this export.
    pub mail: Option<String>,
}

/// Where an answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// State.
    pub state: DeliveryState,
    /// Why it did not arrive, in the server's words.
    pub reason: Option<String>,
    /// Enhanced status code (RFC 3463).
    pub status: Option<String>,
}

/// A file of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Name, as the mail has it.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Size.
    pub size_bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// MIME part of the mail.
    pub part: u32,
    /// Shown inside the text.
    pub inline: bool,
    /// Content-ID.
    pub content_id: Option<String>,
    /// The file of this export; absent where a virus was found: the mail's own bytes have it.
    pub file: Option<String>,
}
