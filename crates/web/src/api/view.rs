//! What the API shows. Written out apart from the views of use cases: this is a promise to programs.

use super::fields::{Values, values};
use super::grant::MailboxGrant;
use super::sender::{Authentication, SenderCheck};
use app::view::{self, AssignTo};
use domain::AssignWay;
use domain::record::AttachmentInfo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A name and an address.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Display name; may be empty.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub name: String,
    /// Address, as it stood in the mail; empty where an agent wrote a note.
    #[schema(max_length = 320)]
    pub email: String,
}

impl From<domain::record::Address> for Address {
    fn from(address: domain::record::Address) -> Self {
        Self { name: address.name, email: address.email }
    }
}

impl From<Address> for domain::record::Address {
    fn from(address: Address) -> Self {
        Self { name: address.name, email: address.email }
    }
}

pub(super) fn addresses(all: Vec<domain::record::Address>) -> Vec<Address> {
    all.into_iter().map(Address::from).collect()
}

/// A ticket. Times are milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ticket {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Number, counted by tenant.
    pub number: i64,
    /// Status: open, pending, snoozed, closed, spam, trash or merged.
    pub status: String,
    /// Subject.
    pub subject: String,
    /// Requester.
    #[schema(format = "uuid")]
    pub requester_id: String,
    /// Requester's name, or address.
    pub requester: String,
    /// Requester's address.
    pub requester_email: String,
    /// Start of the newest message.
    pub preview: String,
    /// Who has it.
    #[schema(format = "uuid")]
    pub assignee_id: Option<String>,
    /// Mailbox.
    #[schema(format = "uuid")]
    pub mailbox_id: String,
    /// Messages in it.
    pub message_count: i64,
    /// Attachments in it.
    pub attachment_count: i64,
    /// Something in it that this agent has not seen.
    pub unread: bool,
    /// You have a draft on it.
    pub draft: bool,
    /// Opened.
    pub created_at_ms: i64,
    /// Last message, or other status or mailbox.
    pub updated_at_ms: i64,
    /// Counts up with every change; send it back when changing.
    pub version: i64,
    /// low, normal, high or urgent.
    pub priority: String,
    /// Its tags.
    pub tag_ids: Vec<String>,
    /// The agents who follow it.
    pub follower_ids: Vec<String>,
    /// When it is open again, while it is put aside until a time.
    pub snoozed_until_ms: Option<i64>,
    /// The ticket that has its messages, when it was merged.
    #[schema(format = "uuid")]
    pub merged_into_id: Option<String>,
    /// The team whose it is.
    #[schema(format = "uuid")]
    pub team_id: Option<String>,
    /// It is stored only (GDPR Art. 18): subject, names and preview are empty, and the ticket is not read.
    pub restricted: bool,
    /// And that because it is to be erased and kept for a legal hold until that is released.
    pub held: bool,
}

impl From<view::TicketRow> for Ticket {
    fn from(row: view::TicketRow) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number,
            status: row.status.to_string(),
            subject: row.subject,
            requester_id: row.requester_id.to_string(),
            requester: row.requester,
            requester_email: row.requester_email,
            preview: row.preview,
            assignee_id: row.assignee_id.map(|id| id.to_string()),
            mailbox_id: row.mailbox_id.to_string(),
            message_count: row.message_count,
            attachment_count: row.attachment_count,
            unread: row.unread,
            draft: row.draft,
            created_at_ms: row.created_at_ms.as_millis(),
            updated_at_ms: row.updated_at_ms.as_millis(),
            version: row.version,
            priority: row.priority.to_string(),
            tag_ids: row.tag_ids.iter().map(ToString::to_string).collect(),
            follower_ids: row.follower_ids.iter().map(ToString::to_string).collect(),
            snoozed_until_ms: row.snoozed_until_ms.map(|at| at.as_millis()),
            merged_into_id: row.merged_into.map(|id| id.to_string()),
            team_id: row.team_id.map(|id| id.to_string()),
            restricted: row.restricted,
            held: row.held,
        }
    }
}

/// A ticket with its requester and what it may belong to.
#[derive(Debug, Serialize, ToSchema)]
pub struct TicketDetail {
    /// The ticket.
    #[serde(flatten)]
    pub ticket: Ticket,
    /// How many of its newest messages are left out, for their erasure waits for a legal hold.
    pub kept_count: usize,
    /// How many messages it has, notes not counted.
    pub mail_count: i64,
    /// The requester.
    pub requester_contact: Contact,
    /// Another ticket that this one may belong to.
    #[schema(format = "uuid")]
    pub may_belong_to: Option<String>,
    /// The tickets that it is linked with.
    pub linked_ids: Vec<String>,
    /// The merges into it that can be undone.
    pub merge_ids: Vec<String>,
    /// Its custom fields by their keys, null without a value: text, a number, true or false; a day as `2026-11-26`, a
    /// choice by its name.
    #[schema(value_type = Object)]
    pub fields: Values,
}

impl From<view::TicketView> for TicketDetail {
    fn from(ticket: view::TicketView) -> Self {
        Self {
            ticket: ticket.row.into(),
            kept_count: ticket.kept_count,
            mail_count: ticket.mail_count,
            requester_contact: ticket.requester_contact.into(),
            may_belong_to: ticket.may_belong_to.map(|id| id.to_string()),
            linked_ids: ticket.linked.iter().map(|row| row.id.to_string()).collect(),
            merge_ids: ticket.merges.iter().map(|merge| merge.id.to_string()).collect(),
            fields: values(ticket.fields),
        }
    }
}

/// An attachment of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Attachment {
    /// Part, for `/attachments/{message}/{part}`.
    pub part: u32,
    /// File name.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Size.
    pub size_bytes: u64,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// Shown inside the text.
    pub inline: bool,
    /// When it was erased: the rest says nothing of what it was.
    pub erased_at_ms: Option<i64>,
}

impl From<AttachmentInfo> for Attachment {
    fn from(file: AttachmentInfo) -> Self {
        Self {
            part: file.part,
            name: file.name,
            content_type: file.content_type,
            size_bytes: file.size_bytes,
            sha256: file.sha256,
            inline: file.inline,
            erased_at_ms: file.erased_at.map(|at| at.as_millis()),
        }
    }
}

/// Where an answer stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    /// queued, sending, sent, bounced, failed or in_doubt.
    pub state: String,
    /// The server's words.
    pub reason: Option<String>,
    /// When it goes out, while nothing was tried yet; before that it can be taken back.
    pub goes_out_at_ms: Option<i64>,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Ticket.
    #[schema(format = "uuid")]
    pub ticket_id: String,
    /// inbound, outbound or note.
    pub kind: String,
    /// human, auto_reply, bounce, list or loop.
    pub mail_kind: String,
    /// The contact who wrote it.
    #[schema(format = "uuid")]
    pub author_contact_id: Option<String>,
    /// The agent who wrote it.
    #[schema(format = "uuid")]
    pub author_agent_id: Option<String>,
    /// From.
    pub from: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Bcc.
    pub bcc: Vec<Address>,
    /// Subject.
    pub subject: String,
    /// Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Whole text.
    pub text: String,
    /// Cleaned HTML.
    pub html: Option<String>,
    /// Text without quotes and signature.
    pub visible_text: String,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// What was odd about the mail, as keys.
    pub oddities: Vec<String>,
    /// What the receiving mail server found out about the sender.
    pub authentication: Option<Authentication>,
    /// What its signatures came to when they were checked here; null where that was never asked for.
    pub sender_check: Option<SenderCheck>,
    /// What the virus scanner said: not_configured, clean or infected.
    pub scan: String,
    /// Where an answer stands; null for what came in.
    pub delivery: Option<Delivery>,
    /// The message that it passes on, when it was forwarded: it is no answer to the requester.
    #[schema(format = "uuid")]
    pub forward_of_id: Option<String>,
    /// The agents whom a note mentions.
    pub mentions: Vec<String>,
    /// Whether its source can be fetched.
    pub has_raw: bool,
    /// When its source was destroyed, or something in it was replaced.
    pub redacted_at_ms: Option<i64>,
    /// Written.
    pub sent_at_ms: i64,
    /// Taken in, or written here.
    pub received_at_ms: i64,
}

impl From<view::MessageView> for Message {
    fn from(message: view::MessageView) -> Self {
        let (author_contact_id, author_agent_id) = match message.author {
            view::Author::Contact(id) => (Some(id.to_string()), None),
            view::Author::Agent(id) => (None, Some(id.to_string())),
            view::Author::System => (None, None),
        };
        let reason = message.delivery_reason;
        let goes_out_at_ms = message.goes_out_at_ms.map(|at| at.as_millis());
        Self {
            id: message.id.to_string(),
            ticket_id: message.ticket_id.to_string(),
            kind: message.kind.to_string(),
            mail_kind: message.mail_kind.to_string(),
            author_contact_id,
            author_agent_id,
            from: addresses(message.from),
            to: addresses(message.to),
            cc: addresses(message.cc),
            bcc: addresses(message.bcc),
            subject: message.subject,
            message_id: message.message_id,
            text: message.text,
            html: message.html,
            visible_text: message.visible_text,
            attachments: message.attachments.into_iter().map(Attachment::from).collect(),
            oddities: message.oddities,
            authentication: message.authentication.map(Authentication::from),
            sender_check: message.signature_state.map(|state| SenderCheck::of(state, message.sender_check)),
            scan: message.scan.to_string(),
            delivery: message.delivery.map(|state| Delivery {
                state: state.to_string(),
                reason,
                goes_out_at_ms,
            }),
            forward_of_id: message.forward_of.map(|id| id.to_string()),
            mentions: message.mentions.iter().map(|mention| mention.agent_id.to_string()).collect(),
            has_raw: message.has_raw,
            redacted_at_ms: message.redacted_at_ms.map(|at| at.as_millis()),
            sent_at_ms: message.sent_at_ms.as_millis(),
            received_at_ms: message.received_at_ms.as_millis(),
        }
    }
}

/// A contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Addresses; the first one is for answers.
    pub emails: Vec<String>,
    /// Phone.
    pub phone: String,
    /// Remark of agents.
    pub remark: String,
    /// active, restricted, or held: to be erased, and kept for a legal hold until that is released.
    pub state: String,
    /// First seen.
    pub created_at_ms: i64,
    /// Custom fields by their keys, as of a ticket.
    #[schema(value_type = Object)]
    pub fields: Values,
    /// The organisation that they belong to.
    #[schema(format = "uuid")]
    pub organisation_id: Option<String>,
}

impl From<view::ContactView> for Contact {
    fn from(contact: view::ContactView) -> Self {
        Self {
            id: contact.id.to_string(),
            name: contact.name,
            emails: contact.emails,
            phone: contact.phone,
            remark: contact.remark,
            state: if contact.held { "held".to_owned() } else { contact.state.to_string() },
            created_at_ms: contact.created_at_ms.as_millis(),
            fields: values(contact.fields),
            organisation_id: contact.organisation_id.map(|id| id.to_string()),
        }
    }
}

/// An agent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agent {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// agent, admin or operator.
    pub role: String,
    /// active, invited or deactivated.
    pub state: String,
    /// They said that they are away: no new ticket is given to them by a rule.
    pub away: bool,
}

impl From<view::AgentView> for Agent {
    fn from(agent: view::AgentView) -> Self {
        Self {
            id: agent.id.to_string(),
            name: agent.name,
            email: agent.email,
            role: agent.role.to_string(),
            state: agent.state.to_string(),
            away: agent.away,
        }
    }
}

/// A mailbox and how it does.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mailbox {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Further addresses that are this mailbox, with the names that answers from them carry; empty for the mailbox's.
    pub aliases: Vec<Address>,
    /// Those of its addresses to which people write about their own data.
    pub intake: Vec<String>,
    /// maildir or imap.
    pub kind: String,
    /// active, paused or disconnected.
    pub state: String,
    /// leave, mark_seen or move.
    pub after_take_in: String,
    /// The team that new tickets go to, whose own rule says to whom.
    #[schema(format = "uuid")]
    pub assign_team_id: Option<String>,
    /// To whom among all agents new tickets go, where no team gets them: nobody, round_robin or least_loaded.
    pub assign_to: String,
    /// What stands below answers of agents who have no signature of their own, placeholders as written; empty for none.
    pub signature: String,
    /// Servers or folder.
    pub server: Option<String>,
    /// Folders taken in.
    pub folders: Vec<String>,
    /// Older mail is not taken in.
    pub look_back_from_ms: Option<i64>,
    /// Last take-in that succeeded.
    pub last_success_at_ms: Option<i64>,
    /// Failed attempts in a row.
    pub attempts: i64,
    /// Next attempt.
    pub next_attempt_at_ms: Option<i64>,
    /// Key of the last failure.
    pub last_error: Option<String>,
    /// When a mail was last taken in.
    pub last_mail_at_ms: Option<i64>,
    /// For how many milliseconds that one had been at the source; null for history.
    pub lag_ms: Option<i64>,
    /// How often the source asked to wait because so much was asked of it.
    pub quota_waits: i64,
    /// For how many milliseconds altogether.
    pub quota_waited_ms: i64,
    /// Mails held back for the virus scanner.
    pub held: i64,
    /// More mail waits at the source.
    pub behind: bool,
    /// When what it took in is erased, while it is disconnected.
    pub erase_at_ms: Option<i64>,
    /// The provider's permission that it is reached by, where it has no password.
    pub grant: Option<MailboxGrant>,
}

impl From<view::MailboxView> for Mailbox {
    fn from(mailbox: view::MailboxView) -> Self {
        Self {
            id: mailbox.id.to_string(),
            name: mailbox.name,
            address: mailbox.address,
            aliases: addresses(mailbox.aliases),
            intake: mailbox.intake,
            kind: mailbox.kind.as_str().to_owned(),
            state: mailbox.state.to_string(),
            after_take_in: mailbox.after_take_in.to_string(),
            assign_team_id: match mailbox.assign {
                AssignTo::Team(team) => Some(team.to_string()),
                AssignTo::Agents(_) => None,
            },
            assign_to: match mailbox.assign {
                AssignTo::Team(_) => AssignWay::Nobody.to_string(),
                AssignTo::Agents(way) => way.to_string(),
            },
            signature: mailbox.signature,
            server: mailbox.server,
            folders: mailbox.folders,
            look_back_from_ms: mailbox.look_back_from_ms.map(|at| at.as_millis()),
            last_success_at_ms: mailbox.last_success_at_ms.map(|at| at.as_millis()),
            attempts: mailbox.attempts,
            next_attempt_at_ms: mailbox.next_attempt_at_ms.map(|at| at.as_millis()),
            last_error: mailbox.last_error,
            last_mail_at_ms: mailbox.last_mail_at_ms.map(|at| at.as_millis()),
            lag_ms: mailbox.lag_ms,
            quota_waits: mailbox.quota_waits,
            quota_waited_ms: mailbox.quota_waited_ms,
            held: mailbox.held,
            behind: mailbox.behind,
            erase_at_ms: mailbox.erase_at_ms.map(domain::Timestamp::as_millis),
            grant: mailbox.grant.map(MailboxGrant::from),
        }
    }
}
