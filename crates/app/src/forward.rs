//! Passing a mail on to somebody else: what was written above it, its header lines, its text, the files that are chosen.
//! It is a message of the ticket, but no answer: the requester, the status and their mail's thread stay as they are. Who
//! gets it joins the ticket by answering, as anyone does who answers what we sent.

use crate::outgoing::{self, Letter};
use crate::reply::{self, Effect};
use crate::view::{MessageView, ReplyDraft};
use crate::{App, Ctx, Error, Result, identity, later, message, recipients, restricted, signature};
use domain::limits::{REPLY_ATTACHMENT_BYTES_MAX, SUBJECT_CHARS_MAX};
use domain::record::{Address, AgentProfile, AttachmentInfo};
use domain::{
    AgentId, DeliveryState, DraftKind, MessageId, MessageKind, ObjectId, ScanState, TicketId, Timestamp,
};
use privacy::{Act, Permit};

/// A mail to pass on.
#[derive(Debug, Clone, Default)]
pub struct ForwardDraft {
    /// The address that it comes from, one of its mailbox; the one that the mail was addressed to when absent.
    pub from: Option<String>,
    /// Subject; that of the mail after `Fwd: ` when absent.
    pub subject: Option<String>,
    /// Text; made from the HTML when empty.
    pub text: String,
    /// The same with its formatting (cleaned before it is used).
    pub html: Option<String>,
    /// Whether signature and mail are put below the text: else it is the whole text, and goes out as it is.
    pub quotes: bool,
    /// Recipients.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies.
    pub bcc: Vec<Address>,
    /// The mail's own files to pass on, by their parts; when absent, all that are not shown inside its text.
    pub parts: Option<Vec<u32>>,
    /// Uploads to attach.
    pub uploads: Vec<ObjectId>,
    /// When it goes out; now when absent or past.
    pub send_at: Option<Timestamp>,
    /// Whether it waits for as long as its author chose, so that its sending can be undone.
    pub undoable: bool,
    /// The draft that it was, by its revision: it ends with it.
    pub draft: Option<ObjectId>,
}

/// A mail that can be passed on, as it is proposed.
#[derive(Debug, Clone)]
pub struct ForwardView {
    /// The mail.
    pub message: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Subject.
    pub subject: String,
    /// What stands below the text: the mail's header lines and its text.
    pub quoted: String,
    /// Its files; none of a mail with a virus.
    pub files: Vec<AttachmentInfo>,
    /// Whether a virus was found in it.
    pub infected: bool,
}

/// What forwarding a mail proposes.
///
/// # Errors
/// [`Error::NotFound`] (also for notes), [`Error::State`] for an answer that still waits, a refusal, or a store's failure.
pub async fn propose(app: &App, ctx: &Ctx, id: MessageId) -> Result<ForwardView> {
    let permit = app.permit(ctx, Act::TICKET_READ).await?;
    let row = original(app, ctx, id).await?;
    let mail = opened(app, &permit, row).await?;
    app.settle(permit).await?;
    let infected = mail.scan == ScanState::Infected;
    Ok(ForwardView {
        message: id,
        ticket: mail.ticket_id,
        subject: mime::forward_subject(&mail.subject),
        quoted: quoted(&mail),
        files: if infected { Vec::new() } else { there(&mail).cloned().collect() },
        infected,
    })
}

/// Passes a mail on. Returns its ticket and the message that goes out.
///
/// # Errors
/// [`Error::Infected`] when files of a mail with a virus are asked for, [`Error::TooLarge`], [`Error::NotFound`] (also for
/// notes), [`Error::State`], bad input, a disconnected mailbox, a refusal, or a store's failure.
pub async fn send(app: &App, ctx: &Ctx, id: MessageId, draft: ForwardDraft) -> Result<(TicketId, MessageId)> {
    let permit = app.permit(ctx, Act::MESSAGE_FORWARD).await?;
    let row = original(app, ctx, id).await?;
    let store = app.store().tenant(ctx.scope);
    let ticket = store.find_ticket(row.ticket).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_message(app, &permit, &row).await?;
    let kept = draft.draft.map(|revision| (DraftKind::Forward, revision));
    let ready = match ready(app, ctx, &permit, (row, &ticket), draft).await {
        Ok(ready) => ready,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let letter = Letter {
        message: MessageId::generate(ctx.now),
        ticket: ticket.id,
        requester: ticket.requester,
        mailbox: ticket.mailbox,
        from: ready.from,
        author: ready.author,
        author_name: &ready.profile.name,
        date: ready.due,
        subject: ready.subject,
        // It begins a thread of its own: who gets it knows none of the mails before it.
        in_reply_to: None,
        references: Vec::new(),
        draft: ready.draft,
        // It stands above the quoted mail, in the text. Kept as none, so that taking back cuts nothing off.
        signature: Some(String::new()),
        forward_of: Some(id),
        goes_regardless: false,
        files: ready.files,
    };
    Ok((ticket.id, reply::post(app, ctx, permit, letter, Effect { kept, ..Effect::default() }).await?))
}

/// The text with the signature and the quoted mail below it.
#[must_use]
pub fn joined(text: &str, signature: Option<&str>, quoted: &str) -> String {
    let parts =
        [Some(text.trim_end()), signature.map(str::trim).filter(|text| !text.is_empty()), Some(quoted)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// A mail that can be passed on: not a note, and nothing that can still be taken back.
async fn original(app: &App, ctx: &Ctx, id: MessageId) -> Result<store::Message> {
    let row = app.store().tenant(ctx.scope).find_message(id).await?.ok_or(Error::NotFound("message"))?;
    match row.delivery_state {
        _ if row.kind == MessageKind::Note => Err(Error::NotFound("message")),
        Some(state @ DeliveryState::Queued) => Err(Error::State { noun: "message", state: state.as_str() }),
        _ => Ok(row),
    }
}

async fn opened(app: &App, permit: &Permit, row: store::Message) -> Result<MessageView> {
    message::open(app, permit, vec![row]).await?.pop().ok_or(Error::NotFound("message"))
}

/// What is known and opened of a letter before it is sealed.
struct Ready {
    from: Address,
    author: AgentId,
    profile: AgentProfile,
    due: Timestamp,
    subject: String,
    draft: ReplyDraft,
    files: Vec<mime::OutgoingFile>,
}

async fn ready(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    (row, ticket): (store::Message, &store::Ticket),
    new: ForwardDraft,
) -> Result<Ready> {
    if new.to.is_empty() {
        return Err(Error::Input { field: "to", rule: "rule-required" });
    }
    let settings = outgoing::sending_mailbox(app, permit, ticket.mailbox).await?;
    let (author, profile) = outgoing::author(app, ctx, permit).await?;
    let mail = opened(app, permit, row.clone()).await?;
    let from = identity::choose(&settings, new.from.as_deref(), std::slice::from_ref(&mail))?;
    let subject = subject(new.subject.as_deref(), &mail)?;
    let mut text = outgoing::text_of(&new.text, new.html.as_deref());
    let mut html = new.html;
    if new.quotes {
        let below = signature::below(app, permit, (author, &profile), &settings, ticket).await?;
        let quoted = quoted(&mail);
        text = joined(&text, below.as_deref(), &quoted);
        html = html.map(|html| html + &mime::html::send::blocks(&joined("\n", below.as_deref(), &quoted)));
    }
    let draft = ReplyDraft {
        text,
        html,
        to: new.to,
        cc: new.cc,
        bcc: new.bcc,
        uploads: new.uploads,
        send_at: new.send_at,
        undoable: new.undoable,
        ..ReplyDraft::default()
    };
    outgoing::check(&draft)?;
    restricted::check_recipients(app, permit, draft.recipients(), None).await?;
    let due = later::due(&draft, &profile, ctx.now)?;
    let wanted = wanted(&mail, new.parts.as_deref())?;
    let files = later::files(app, permit, &row, &wanted).await?;
    let files = files.into_iter().map(Into::into).collect();
    Ok(Ready { from, author, profile, due, subject, draft, files })
}

fn subject(own: Option<&str>, mail: &MessageView) -> Result<String> {
    let Some(own) = own.map(str::trim).filter(|own| !own.is_empty()) else {
        return Ok(mime::forward_subject(&mail.subject));
    };
    if own.chars().count() > SUBJECT_CHARS_MAX || own.chars().any(char::is_control) {
        return Err(Error::Input { field: "subject", rule: "rule-too-long" });
    }
    Ok(own.to_owned())
}

/// The files of a mail that were not erased.
fn there(mail: &MessageView) -> impl Iterator<Item = &AttachmentInfo> {
    mail.attachments.iter().filter(|file| file.erased_at.is_none())
}

/// The files that go with it. Of a mail with a virus none does.
fn wanted(mail: &MessageView, parts: Option<&[u32]>) -> Result<Vec<AttachmentInfo>> {
    let files: Vec<&AttachmentInfo> = there(mail).collect();
    if parts.is_some_and(|parts| parts.iter().any(|part| !files.iter().any(|file| file.part == *part))) {
        return Err(Error::Input { field: "parts", rule: "rule-unknown-part" });
    }
    let chosen = |file: &&AttachmentInfo| parts.map_or(!file.inline, |parts| parts.contains(&file.part));
    let wanted: Vec<AttachmentInfo> = files.iter().copied().filter(chosen).cloned().collect();
    if mail.scan == ScanState::Infected && !wanted.is_empty() {
        return Err(Error::Infected);
    }
    // Before anything is opened of them.
    if wanted.iter().map(|file| file.size_bytes).sum::<u64>() > REPLY_ATTACHMENT_BYTES_MAX as u64 {
        return Err(Error::TooLarge { what: "parts", max_bytes: REPLY_ATTACHMENT_BYTES_MAX });
    }
    Ok(wanted)
}

/// The mail's header lines and its text. Blind copies are nobody else's business.
fn quoted(mail: &MessageView) -> String {
    let line = |text: &str| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let mut out = format!("---------- {} ----------\n", crate::words().t("forward-intro"));
    let fields = [
        ("From", recipients::written(&mail.from)),
        ("Date", mime::date_field(mail.date.unwrap_or(mail.sent_at_ms))),
        ("Subject", mail.subject.clone()),
        ("To", recipients::written(&mail.to)),
        ("Cc", recipients::written(&mail.cc)),
    ];
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("{name}: {}\n", line(value)));
    }
    out.push('\n');
    out.push_str(mail.text.trim_end());
    out
}
