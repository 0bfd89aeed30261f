//! A conversation, ready to show.

use super::below::{Below, below};
use super::drafts::Composer;
use super::files::{File, files};
use super::filling::Beside;
use super::frame;
use super::history::{History, Run};
use super::identities::{self, Sender};
use super::list::{Choice, Option_, TagChip, Words};
use super::mail;
use super::remote::{self, Remote};
use super::sender::{self, Detail};
use super::time;
use app::mention::{self, Piece};
use app::recipients;
use app::view::{Author, ContactView, MailboxView, MergeView, MessageView, TicketRow, TicketView};
use domain::record::Address;
use domain::{
    DeliveryState, Feature, MailKind, MailboxId, MergeId, MessageId, MessageKind, ScanState, TicketId,
    TicketStatus, Timestamp,
};
use i18n::FluentValue;

/// Tickets before and after the one that is open, in its list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    previous: Option<TicketId>,
    next: Option<TicketId>,
}

impl Around {
    /// The neighbours of `open` among `rows`.
    #[must_use]
    pub fn of(rows: &[TicketRow], open: Option<TicketId>) -> Self {
        let Some(at) = rows.iter().position(|row| Some(row.id) == open) else { return Self::default() };
        let id = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.id);
        Self { previous: id(at.checked_sub(1)), next: id(at.checked_add(1)) }
    }
}

/// A ticket beside the list.
pub struct Conversation {
    pub id: TicketId,
    pub number: i64,
    pub version: i64,
    pub subject: String,
    pub mailbox: String,
    pub from: Sender,
    pub query: String,
    pub back: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub related: Option<String>,
    /// That messages are kept for a legal hold and not shown.
    pub kept: Option<String>,
    pub closed: bool,
    pub statuses: Vec<Option_>,
    pub assignees: Vec<Option_>,
    pub teams: Vec<Option_>,
    pub priorities: Vec<Option_>,
    pub tags: Vec<TagChip>,
    pub known_tags: Vec<String>,
    /// Tags that fit, by what was learned from the company's own conversations.
    pub suggested: Vec<TagChip>,
    pub snoozes: Vec<Option_>,
    pub snoozed: bool,
    pub snoozed_iso: Option<String>,
    pub followed: bool,
    /// Its reader marked it as unread, and this window only looked again.
    pub kept_unread: bool,
    pub followers: String,
    pub away: bool,
    pub mailboxes: Vec<Option_>,
    pub linked: Vec<Other>,
    pub merges: Vec<Merged>,
    pub splittable: bool,
    pub then: Vec<Option_>,
    pub reply_to: String,
    /// Where a new mail to the requester is written.
    pub write: String,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub composer: Composer,
    pub laters: Vec<Option_>,
    pub colleagues: Vec<String>,
    pub signature: Option<Below>,
    pub mails: i64,
    pub messages: Vec<Message>,
    pub person: ContactView,
    pub beside: Beside,
    pub created_iso: String,
    pub others: Vec<Other>,
    pub history: History,
}

/// A ticket that was merged into this one.
pub struct Merged {
    pub id: MergeId,
    pub text: String,
}

/// Another ticket.
pub struct Other {
    pub id: TicketId,
    pub number: i64,
    pub href: String,
    pub subject: String,
    pub status: String,
}

impl Other {
    fn of(words: &Words<'_>, href: String, row: TicketRow) -> Self {
        let (subject, status) = (words.subject(&row.subject), words.status(row.status));
        Self { id: row.id, number: row.number, href, subject, status }
    }
}

/// A word with a colour.
pub struct Chip {
    pub look: &'static str,
    pub text: String,
}

/// Something the reader should know.
pub struct Warning {
    pub bad: bool,
    pub text: String,
}

/// A message.
pub struct Message {
    pub id: MessageId,
    pub kind: MessageKind,
    pub author: String,
    pub label: String,
    pub chips: Vec<Chip>,
    pub route: String,
    pub sent_iso: String,
    pub framed: bool,
    /// Whether its frame takes the page's colours.
    pub ours: bool,
    pub frame_height: usize,
    pub text: String,
    pub pieces: Vec<Piece>,
    pub quoted: Option<String>,
    pub remote: Option<Remote>,
    pub alerts: Vec<String>,
    pub warnings: Vec<Warning>,
    pub details: Vec<Detail>,
    pub files: Vec<File>,
    pub undecided: bool,
    pub waits: Option<Waits>,
    pub raw: Option<String>,
    pub forwardable: bool,
    /// When it came, or was written here.
    pub at: Timestamp,
    /// What happened on the ticket before it.
    pub changes: Option<Run>,
}

/// An answer that can be taken back until it goes out.
pub struct Waits {
    pub until_iso: String,
    pub until_ms: i64,
    pub mine: bool,
    /// Whether the reader may take it back.
    pub may_take_back: bool,
}

/// That some messages are kept for a legal hold alone.
fn kept(words: &Words<'_>, count: usize) -> Option<String> {
    let shown = i64::try_from(count).unwrap_or(i64::MAX);
    (count > 0).then(|| words.texts.t_args("held-messages", &[("count", shown)]))
}

/// Puts a ticket into words.
#[must_use]
pub fn present(words: &Words<'_>, choice: &Choice, mut ticket: TicketView, around: Around) -> Conversation {
    let query = choice.query();
    let link = |id: TicketId| format!("/tickets/{id}{query}");
    let other = |row: TicketRow| Other::of(words, link(row.id), row);
    let beside = words.beside(&mut ticket, other);
    let TicketView {
        row,
        requester_contact: mut person,
        messages,
        kept_count,
        mail_count,
        may_belong_to,
        others,
        linked,
        merges,
        ..
    } = ticket;
    let (reply_to, known) = called(&mut person, &row.requester_email);
    let recipients = proposed(words, &messages, &person.name, &reply_to);
    Conversation {
        to: recipients::written(&recipients.to),
        cc: recipients::written(&recipients.cc),
        bcc: String::new(),
        composer: Composer::new(&recipients, mail_count),
        signature: below(words, &row, &known, &reply_to),
        laters: words.laters(),
        colleagues: words.colleagues(),
        mails: mail_count,
        id: row.id,
        number: row.number,
        version: row.version,
        subject: words.subject(&row.subject),
        mailbox: words.mailbox(row.mailbox_id),
        write: mail::to_href(&query, &known, &reply_to, Some(row.mailbox_id)),
        from: identities::offered(words, row.mailbox_id, &messages),
        back: format!("/tickets{query}"),
        previous: around.previous.map(link),
        next: around.next.map(link),
        related: may_belong_to.map(link),
        kept: kept(words, kept_count),
        closed: row.status == TicketStatus::Closed,
        beside,
        statuses: words.statuses(Some(row.status)),
        assignees: words.assignees(row.assignee_id),
        teams: words.team_choices(row.team_id),
        priorities: words.priorities(Some(row.priority)),
        tags: words.chips(&row.tag_ids),
        known_tags: words.tags_but(&row.tag_ids),
        suggested: Vec::new(),
        snoozes: words.snoozes(),
        snoozed: row.status == TicketStatus::Snoozed,
        snoozed_iso: row.snoozed_until_ms.map(time::iso),
        kept_unread: row.kept_unread,
        followed: words.me.is_some_and(|me| row.follower_ids.contains(&me)),
        followers: followers(words, &row),
        away: row.status.is_out_of_sight(),
        then: words.statuses(Some(TicketStatus::Pending)),
        others: others.into_iter().map(other).collect(),
        linked: linked.into_iter().map(other).collect(),
        merges: merges.into_iter().map(|merge| merged(words, &merge)).collect(),
        mailboxes: mailboxes(words, row.mailbox_id),
        splittable: messages.len() > 1,
        messages: messages.into_iter().map(|message| present_message(words, message)).collect(),
        created_iso: time::iso(row.created_at_ms),
        history: History::hidden(row.id, choice),
        person,
        reply_to,
        query,
    }
}

/// Where a person is reached, and the name that is known of them; where none is, their address stands for it on the page.
fn called(person: &mut ContactView, email: &str) -> (String, String) {
    let reply_to = person.emails.first().cloned().unwrap_or_else(|| email.to_owned());
    let known = person.name.clone();
    if known.trim().is_empty() {
        person.name.clone_from(&reply_to);
    }
    (reply_to, known)
}

/// The mailboxes that a ticket can be moved to, with its own among them.
fn mailboxes(words: &Words<'_>, now: MailboxId) -> Vec<Option_> {
    let option = |mailbox: &MailboxView| Option_ {
        value: mailbox.id.to_string(),
        label: mailbox.name.clone(),
        chosen: mailbox.id == now,
    };
    words.mailboxes.iter().map(option).collect()
}

/// Whom an answer goes to, unless its writer says otherwise.
fn proposed(words: &Words<'_>, messages: &[MessageView], name: &str, email: &str) -> recipients::Recipients {
    let requester = Address { name: name.to_owned(), email: email.to_owned() };
    recipients::proposed(messages, &requester, &identities::own(words))
}

/// What was merged into it, in words.
fn merged(words: &Words<'_>, merge: &MergeView) -> Merged {
    let name = words.agent(merge.agent_id);
    let args = [("count", FluentValue::from(merge.number.to_string())), ("name", name.into())];
    Merged { id: merge.id, text: words.texts.t_args("ticket-merged-in", &args) }
}

/// The names of who follows it.
fn followers(words: &Words<'_>, row: &TicketRow) -> String {
    let names: Vec<_> =
        row.follower_ids.iter().map(|id| words.agent(*id)).filter(|n| !n.is_empty()).collect();
    names.join(", ")
}

fn present_message(words: &Words<'_>, message: MessageView) -> Message {
    let warnings = warnings(words, &message);
    let chips = chips(words, &message);
    let files = files(words, &message);
    let author = match message.author {
        Author::Agent(id) if message.kind != MessageKind::Inbound => words.agent(id),
        _ => String::new(),
    };
    let author =
        if author.is_empty() { message.from.first().map(name_of).unwrap_or_default() } else { author };
    // What has a look of its own, whoever gave it.
    let framed = message.html.is_some();
    let ours = message.html.as_ref().is_some_and(|html| frame::colourless(&message, html));
    let (text, quoted) = fold(&message.text, &message.visible_text);
    let empty = text.trim().is_empty() && quoted.is_none() && !framed;
    Message {
        kind: message.kind,
        author,
        label: match message.forward_of {
            Some(_) => words.texts.t("message-kind-forwarded"),
            None => words.texts.t(&format!("message-kind-{}", message.kind)),
        },
        chips,
        route: route(words, &message),
        sent_iso: time::iso(message.sent_at_ms),
        framed,
        ours,
        frame_height: estimate(&message.visible_text),
        pieces: mentions(&message, &text),
        text: if empty { words.texts.t("message-empty") } else { text },
        quoted,
        remote: remote::images(words, &message),
        alerts: sender::alerts(words, &message),
        details: sender::details(words, &message),
        warnings,
        files,
        waits: waits(words, &message),
        forwardable: words.instructions.allow(Feature::Forwarding)
            && message.kind != MessageKind::Note
            && message.delivery != Some(DeliveryState::Queued),
        undecided: matches!(message.delivery, Some(DeliveryState::InDoubt | DeliveryState::Failed)),
        raw: message.has_raw.then(|| format!("/messages/{}/raw", message.id)),
        at: message.received_at_ms,
        changes: None,
        id: message.id,
    }
}

/// The text of a note with whom it mentions marked; nothing where it mentions nobody.
fn mentions(message: &MessageView, text: &str) -> Vec<Piece> {
    let names: Vec<String> = message.mentions.iter().map(|mention| mention.name.clone()).collect();
    if names.is_empty() { Vec::new() } else { mention::pieces(text, &names) }
}

/// What is shown at once, and what is folded away.
#[must_use]
pub fn fold(text: &str, visible: &str) -> (String, Option<String>) {
    let (text, visible) = (text.trim_end(), visible.trim());
    if visible.is_empty() || text.trim() == visible {
        return (text.to_owned(), None);
    }
    let rest = text.trim_start().strip_prefix(visible).map_or(text, str::trim);
    (visible.to_owned(), Some(rest.to_owned()).filter(|rest| !rest.is_empty()))
}

/// A height in CSS pixels to start a frame with, near what it will be, so that little moves.
fn estimate(text: &str) -> usize {
    let lines: usize = text.lines().map(|line| 1 + line.chars().count() / 80).sum();
    (lines * 23 + 24).clamp(48, 2_000)
}

fn name_of(address: &Address) -> String {
    if address.name.is_empty() { address.email.clone() } else { address.name.clone() }
}

fn route(words: &Words<'_>, message: &MessageView) -> String {
    if message.kind == MessageKind::Note {
        return String::new();
    }
    let list = |key: &str, all: &[Address]| {
        // Whoever was removed has a name and no address.
        let called = |address: &Address| match address.email.is_empty() {
            true => address.name.clone(),
            false => address.email.clone(),
        };
        let names: Vec<_> = all.iter().map(called).collect();
        (!all.is_empty()).then(|| format!("{} {}", words.texts.t(key), names.join(", ")))
    };
    let inbound = message.from.first().filter(|_| message.kind == MessageKind::Inbound);
    let from = inbound.map(|from| from.email.clone()).filter(|email| !email.is_empty());
    let parts = [from, list("message-to", &message.to), list("message-cc", &message.cc)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Until when it can be taken back.
fn waits(words: &Words<'_>, message: &MessageView) -> Option<Waits> {
    let at = message.goes_out_at_ms.filter(|at| *at > words.now)?;
    let mine = matches!(message.author, Author::Agent(id) if words.me == Some(id));
    Some(Waits {
        until_iso: time::iso(at),
        until_ms: at.as_millis(),
        mine,
        may_take_back: mine || words.admin,
    })
}

fn chips(words: &Words<'_>, message: &MessageView) -> Vec<Chip> {
    let mut chips = Vec::new();
    if message.kind == MessageKind::Inbound && message.mail_kind != MailKind::Human {
        chips
            .push(Chip { look: "wait", text: words.texts.t(&format!("message-mail-{}", message.mail_kind)) });
    }
    if message.forward_of.is_some() {
        let names: Vec<_> = message.to.iter().map(name_of).collect();
        let text = words.texts.t_args("forward-chip", &[("names", names.join(", "))]);
        chips.push(Chip { look: "wait", text });
    }
    // When it goes out is said instead.
    if let Some(state) = message.delivery.filter(|_| waits(words, message).is_none()) {
        let look = match state {
            DeliveryState::Sent => "good",
            DeliveryState::Queued | DeliveryState::Sending => "wait",
            DeliveryState::Bounced | DeliveryState::Failed | DeliveryState::InDoubt => "bad",
        };
        chips.push(Chip { look, text: words.texts.t(&format!("delivery-{state}")) });
    }
    chips
}

fn warnings(words: &Words<'_>, message: &MessageView) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |bad: bool, text: String| warnings.push(Warning { bad, text });
    if message.scan == ScanState::Infected {
        warn(
            true,
            match &message.virus {
                Some(virus) => words.texts.t_args("attachment-infected", &[("virus", virus.as_str())]),
                None => words.texts.t("attachment-infected-unnamed"),
            },
        );
    }
    if let Some(reason) = &message.delivery_reason {
        warn(
            true,
            match words.texts.has(reason) {
                true => words.texts.t(reason),
                false => words.texts.t_args("delivery-reason", &[("reason", reason.as_str())]),
            },
        );
    }
    if !message.oddities.is_empty() {
        let known = |key: &String| {
            if words.texts.has(key) { words.texts.t(key) } else { words.texts.t("oddity-unknown") }
        };
        let all: Vec<_> = message.oddities.iter().map(known).collect();
        warn(false, format!("{}: {}", words.texts.t("oddity-title"), all.join(" ")));
    }
    // Those without an address that could be shown are only told of.
    if message.remote_images > 0 && app::message::images::of(message).is_empty() {
        warn(false, words.texts.t_args("message-remote-images", &[("count", message.remote_images)]));
    }
    if message.redacted_at_ms.is_some() {
        let what = if message.has_raw || message.kind == MessageKind::Note {
            "message-redacted"
        } else {
            "message-redacted-mail"
        };
        warn(false, words.texts.t(what));
    }
    if message.attachments.iter().any(|file| file.erased_at.is_none())
        && message.scan == ScanState::NotConfigured
        && message.kind == MessageKind::Inbound
    {
        warn(false, words.texts.t("scan-not_configured"));
    }
    warnings
}
