//! What use cases hand to pages and API: opened, display-ready, and gone when the request ends.

mod mailbox;

use domain::record::{Address, AttachmentInfo, Authentication, SenderCheck};
use domain::{
    AgentId, AgentState, ChoiceId, ContactId, ContactState, DeliveryState, Density, MailKind, MailboxId,
    MergeId, MessageId, MessageKind, ObjectId, OrganisationId, Priority, Role, ScanState, SignatureState,
    TagId, TeamId, Theme, TicketId, TicketStatus, Timestamp, TokenId,
};

pub use mailbox::MailboxView;

pub use crate::assign::AssignTo;
pub use crate::field::{FieldShown, FieldView};
pub use crate::forward::{ForwardDraft, ForwardView};
pub use crate::later::TakenBack;
pub use crate::oauth::GrantView;
pub use crate::organisation::{Belonging, OrganisationView};
pub use crate::tag::TagView;
pub use crate::team::TeamView;
pub use crate::ticket::alter::{Snooze, TicketChange};
pub use crate::ticket::history::HistoryView;
pub use crate::writing::{ReplyDraft, TicketDraft};
pub use search::LeftOut;
pub use store::{BuiltInView, Happening, TicketOrder, ViewConditions, WhichTeam, Whom, Whose};

/// One page of a list; `next` is passed back as `after`.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Cursor of the following page; `None` at the end.
    pub next: Option<String>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The tickets.
    pub items: Vec<TicketRow>,
    /// Cursor of the following page; `None` at the end.
    pub next: Option<String>,
    /// The words as typed found nothing: these have words that are spelt nearly like them.
    pub widened: bool,
    /// Conditions that say nothing and were left out.
    pub left_out: Vec<LeftOut>,
    /// Whether there is something that no search goes through, whatever was typed: what is stored only.
    pub stored_only: bool,
}

impl From<Page<TicketRow>> for Found {
    fn from(page: Page<TicketRow>) -> Self {
        Self { items: page.items, next: page.next, ..Self::default() }
    }
}

/// What is suggested while somebody types.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// Tickets: the one of the number first, then those found.
    pub tickets: Vec<TicketRow>,
    /// People who wrote.
    pub contacts: Vec<Address>,
}

/// A line of the ticket list.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TicketRow {
    /// Id.
    pub id: TicketId,
    /// Number, counted by tenant.
    pub number: i64,
    /// Status.
    pub status: TicketStatus,
    /// Subject.
    pub subject: String,
    /// Requester's name, or address.
    pub requester: String,
    /// Requester's address.
    pub requester_email: String,
    /// Start of the newest message.
    pub preview: String,
    /// Who has it.
    pub assignee_id: Option<AgentId>,
    /// Mailbox.
    pub mailbox_id: MailboxId,
    /// Requester.
    pub requester_id: ContactId,
    /// Messages in it.
    pub message_count: i64,
    /// Attachments in it.
    pub attachment_count: i64,
    /// Something came in that this agent has not seen.
    pub unread: bool,
    /// This agent marked it as unread, and has not opened it since.
    pub kept_unread: bool,
    /// Opened at.
    pub created_at_ms: Timestamp,
    /// Last message, or other status or mailbox.
    pub updated_at_ms: Timestamp,
    /// Counts up with every change; send it back when changing.
    pub version: i64,
    /// How pressing it is.
    pub priority: Priority,
    /// Its tags.
    pub tag_ids: Vec<TagId>,
    /// Who follows it.
    pub follower_ids: Vec<AgentId>,
    /// When it is open again, while it is put aside.
    pub snoozed_until_ms: Option<Timestamp>,
    /// This agent has a draft on it.
    pub draft: bool,
    /// It is stored only (GDPR Art. 18): nothing of it is opened, subject and names are empty.
    pub restricted: bool,
    /// And that because it is to be erased and kept for a legal hold.
    pub held: bool,
    /// The ticket that has its messages, when it was merged.
    pub merged_into: Option<TicketId>,
    /// The team whose it is.
    pub team_id: Option<TeamId>,
}

/// Which tickets to list.
#[derive(Debug, Clone, Default)]
pub struct TicketFilter {
    /// Any of these; all but spam and trash when empty.
    pub statuses: Vec<TicketStatus>,
    /// Any of these; all when empty.
    pub priorities: Vec<Priority>,
    /// All of these.
    pub tags: Vec<TagId>,
    /// Only what this agent follows.
    pub follower: Option<AgentId>,
    /// In which order.
    pub order: TicketOrder,
    /// Whose.
    pub assignee: AssigneeFilter,
    /// Any of these; all when empty.
    pub mailboxes: Vec<MailboxId>,
    /// Only what this agent has not seen.
    pub unread: bool,
    /// Only this contact's.
    pub requester: Option<ContactId>,
    /// Which team's.
    pub team: WhichTeam,
    /// Choices of custom fields: all of these.
    pub choices: Vec<ChoiceId>,
    /// Only those of its people.
    pub organisation: Option<OrganisationId>,
}

impl TicketFilter {
    /// What a view takes, for the agent who looks.
    #[must_use]
    pub fn of(conditions: ViewConditions, order: TicketOrder, me: Option<AgentId>) -> Self {
        let agent = |whom| match whom {
            Whom::Me => me,
            Whom::Agent(id) => Some(id),
        };
        Self {
            assignee: match conditions.assignee {
                Whose::Anyones => AssigneeFilter::Any,
                Whose::Nobodys => AssigneeFilter::None,
                Whose::Of(whom) => agent(whom).map_or(AssigneeFilter::None, AssigneeFilter::Agent),
            },
            follower: conditions.follower.and_then(agent),
            statuses: conditions.statuses,
            priorities: conditions.priorities,
            tags: conditions.tags,
            mailboxes: conditions.mailboxes,
            unread: conditions.unread,
            requester: conditions.requester,
            team: conditions.team,
            choices: conditions.choices,
            organisation: conditions.organisation,
            order,
        }
    }
}

/// Whose tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// Anyone's.
    #[default]
    Any,
    /// Nobody's.
    None,
    /// This agent's.
    Agent(AgentId),
}

/// A ticket and its conversation.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TicketView {
    /// The line of the list.
    #[serde(flatten)]
    pub row: TicketRow,
    /// The requester.
    pub requester_contact: ContactView,
    /// Messages, oldest first.
    pub messages: Vec<MessageView>,
    /// How many of its newest messages are not shown, for their erasure waits for a legal hold.
    pub kept_count: usize,
    /// How many messages it has, notes not counted.
    pub mail_count: i64,
    /// A ticket that this one may belong to (a reference by someone who was not a participant).
    pub may_belong_to: Option<TicketId>,
    /// Other tickets of the requester, newest first, ten at most.
    pub others: Vec<TicketRow>,
    /// The tickets that it is linked with.
    pub linked: Vec<TicketRow>,
    /// The merges into it that can be undone, oldest first.
    pub merges: Vec<MergeView>,
    /// The custom fields of tickets, with what it holds.
    pub fields: Vec<FieldShown>,
    /// The requester's organisation.
    pub belonging: Option<Belonging>,
}

/// A merge that can be undone.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MergeView {
    /// Id.
    pub id: MergeId,
    /// The ticket that was merged away.
    pub source_id: TicketId,
    /// Its number.
    pub number: i64,
    /// Who did it.
    pub agent_id: AgentId,
    /// When.
    pub made_at_ms: Timestamp,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A contact.
    Contact(ContactId),
    /// An agent.
    Agent(AgentId),
    /// Deskhero itself.
    System,
}

/// An agent who is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mention {
    /// Who.
    pub agent_id: AgentId,
    /// What they are called now.
    pub name: String,
}

/// One message.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MessageView {
    /// Id.
    pub id: MessageId,
    /// Ticket.
    pub ticket_id: TicketId,
    /// Kind.
    pub kind: MessageKind,
    /// Classification of a mail.
    pub mail_kind: MailKind,
    /// Author.
    pub author: Author,
    /// From.
    pub from: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Where the author wants answers.
    pub reply_to: Vec<Address>,
    /// Bcc (answers only).
    pub bcc: Vec<Address>,
    /// Subject.
    pub subject: String,
    /// Message-ID.
    pub message_id: Option<String>,
    /// Whole text.
    pub text: String,
    /// Cleaned HTML.
    pub html: Option<String>,
    /// Text without quotes and signature.
    pub visible_text: String,
    /// Attachments.
    pub attachments: Vec<AttachmentInfo>,
    /// What was odd, as message keys.
    pub oddities: Vec<String>,
    /// What the scanner said.
    pub scan: ScanState,
    /// The virus found.
    pub virus: Option<String>,
    /// Remote images blocked.
    pub remote_images: u32,
    /// What the receiving server found out about the sender.
    pub authentication: Option<Authentication>,
    /// Whether its signatures were checked here; nothing where that was never asked for.
    pub signature_state: Option<SignatureState>,
    /// What they came to.
    pub sender_check: Option<SenderCheck>,
    /// What its Date field says.
    pub date: Option<Timestamp>,
    /// The message that it passes on, when it was forwarded.
    pub forward_of: Option<MessageId>,
    /// The agents whom a note mentions, as they are called now.
    pub mentions: Vec<Mention>,
    /// Where an answer stands.
    pub delivery: Option<DeliveryState>,
    /// Why it failed or bounced, in the server's words.
    pub delivery_reason: Option<String>,
    /// When it goes out, while nothing was tried yet.
    pub goes_out_at_ms: Option<Timestamp>,
    /// Whether its bytes are kept (notes have none).
    pub has_raw: bool,
    /// When its own bytes were destroyed, or something in it was replaced.
    pub redacted_at_ms: Option<Timestamp>,
    /// Written (Date of a mail when plausible, else received).
    pub sent_at_ms: Timestamp,
    /// Taken in or written here.
    pub received_at_ms: Timestamp,
}

/// A message's source, as far as a page shows it.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// The ticket that it is in.
    pub ticket: TicketId,
    /// Its subject.
    pub subject: String,
    /// Header fields, unfolded and decoded: name, value.
    pub fields: Vec<(String, String)>,
    /// The source from its beginning; what is no UTF-8 is marked.
    pub text: String,
    /// Size of the whole.
    pub size_bytes: u64,
    /// Only the beginning is shown.
    pub is_cut: bool,
}

/// A contact.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ContactView {
    /// Id.
    pub id: ContactId,
    /// Name.
    pub name: String,
    /// Addresses.
    pub emails: Vec<String>,
    /// Phone.
    pub phone: String,
    /// Remark.
    pub remark: String,
    /// Name and addresses were put right at their request.
    pub is_rectified: bool,
    /// State.
    pub state: ContactState,
    /// It is to be erased, and kept for a legal hold.
    pub held: bool,
    /// First seen.
    pub created_at_ms: Timestamp,
    /// The custom fields of contacts, with what it holds.
    pub fields: Vec<FieldShown>,
    /// Their organisation.
    pub organisation_id: Option<OrganisationId>,
}

/// An agent.
#[derive(Debug, Clone, serde::Serialize)]
pub struct AgentView {
    /// Id.
    pub id: AgentId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// State.
    pub state: AgentState,
    /// They said that they are away: no new ticket is given to them by a rule.
    pub away: bool,
    /// How their own pages look.
    #[serde(skip)]
    pub look: Look,
    /// What stands below their answers; empty for none.
    #[serde(skip)]
    pub signature: String,
}

/// How somebody's pages look: what they chose, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Theme.
    pub theme: Option<Theme>,
    /// How much of each ticket the list shows.
    pub density: Option<Density>,
    /// Language (BCP 47).
    pub language: Option<String>,
    /// Time zone (IANA).
    pub time_zone: Option<String>,
}

/// An API token, without its secret.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TokenView {
    /// Id.
    pub id: TokenId,
    /// Whose.
    pub agent_id: AgentId,
    /// What its maker calls it; empty for nothing.
    pub name: String,
    /// Made.
    pub created_at_ms: Timestamp,
    /// Last used.
    pub last_used_at_ms: Option<Timestamp>,
}

/// A file that is handed out.
#[derive(Debug, Clone)]
pub struct FileView {
    /// Name.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// A file uploaded for an answer.
#[derive(Debug, Clone, serde::Serialize)]
pub struct UploadView {
    /// Pass it in `uploads` of the answer.
    pub id: ObjectId,
    /// Name.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Size.
    pub size_bytes: u64,
}

/// A change of a contact; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct ContactChange {
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Remark.
    pub remark: Option<String>,
}

/// A live event: something changed, look again.
#[derive(Debug, Clone, serde::Serialize)]
pub struct LiveEvent {
    /// Position in the tenant's change sequence; `Last-Event-ID` of the stream.
    pub seq: i64,
    /// `ticket-new`, `ticket-changed`, `message-new`, `delivery`, `mailbox`.
    pub kind: String,
    /// The ticket.
    pub ticket_id: Option<TicketId>,
}
