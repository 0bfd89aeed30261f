//! What an agent sends: composed, sealed and queued in one commit. Used by answers and new tickets.

use crate::texts::Text;
use crate::view::ReplyDraft;
use crate::{App, Ctx, Error, Result, agent, mailbox, mention, upload};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::limits::{ADDRESSES_MAX, REPLY_ATTACHMENT_BYTES_MAX, REPLY_BYTES_MAX};
use domain::record::{Address, AgentProfile, AttachmentInfo, MailboxSettings, MessageContent};
use domain::{
    AgentId, ContactId, DeliveryState, MailKind, MailboxId, MessageId, MessageKind, ObjectId, ObjectKind,
    ScanState, TicketId, Timestamp,
};
use mime::html::send;
use privacy::Permit;

/// A message to compose, with everything that was opened for it.
pub struct Letter<'a> {
    /// Its id.
    pub message: MessageId,
    /// The ticket.
    pub ticket: TicketId,
    /// The requester, on whose key the answer depends.
    pub requester: ContactId,
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The address that it comes from, and the name of that.
    pub from: Address,
    /// Author.
    pub author: AgentId,
    /// Author's name.
    pub author_name: &'a str,
    /// When it goes out.
    pub date: Timestamp,
    /// Subject.
    pub subject: String,
    /// The message that is answered.
    pub in_reply_to: Option<String>,
    /// The conversation's Message-IDs, oldest first.
    pub references: Vec<String>,
    /// What the agent wrote.
    pub draft: ReplyDraft,
    /// What stands below it.
    pub signature: Option<String>,
    /// The message that it passes on.
    pub forward_of: Option<MessageId>,
    /// Whether it goes out although the data of whom it goes to is stored only.
    pub goes_regardless: bool,
    /// Files beside the uploads.
    pub files: Vec<mime::OutgoingFile>,
}

/// A letter, sealed and ready to be written.
pub struct SealedLetter {
    /// Row.
    pub row: store::Message,
    /// Sealed bytes.
    pub blob: (ObjectId, Vec<u8>),
    /// Message-ID, for the references.
    pub message_id: String,
    /// For the index.
    pub text: Text,
}

/// Checks what the agent wrote against the limits.
///
/// # Errors
/// [`Error::Input`] or [`Error::TooLarge`].
pub fn check(draft: &ReplyDraft) -> Result<()> {
    if draft.text.trim().is_empty() && draft.html.as_deref().unwrap_or_default().trim().is_empty() {
        return Err(Error::Input { field: "text", rule: "rule-required" });
    }
    if draft.text.len() + draft.html.as_deref().unwrap_or_default().len() > REPLY_BYTES_MAX {
        return Err(Error::TooLarge { what: "text", max_bytes: REPLY_BYTES_MAX });
    }
    if draft.to.len() + draft.cc.len() + draft.bcc.len() > ADDRESSES_MAX {
        return Err(Error::Input { field: "to", rule: "rule-too-many" });
    }
    for (field, addresses) in [("to", &draft.to), ("cc", &draft.cc), ("bcc", &draft.bcc)] {
        if addresses.iter().any(|address| mime::normalise_address(&address.email).is_none()) {
            return Err(Error::Input { field, rule: "rule-address" });
        }
    }
    Ok(())
}

/// Composes and seals a letter.
///
/// # Errors
/// An unknown upload, or a failure of sealing.
pub async fn seal(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    keys: &mut Draft,
    mut letter: Letter<'_>,
) -> Result<SealedLetter> {
    let mut files = std::mem::take(&mut letter.files);
    let mut uploads = upload::open(app, ctx, permit, &letter.draft.uploads).await?;
    let html = formatted(&mut letter.draft, &mut uploads, domain_of(&letter.from.email))?;
    files.extend(uploads);
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > REPLY_ATTACHMENT_BYTES_MAX {
        return Err(Error::TooLarge { what: "uploads", max_bytes: REPLY_ATTACHMENT_BYTES_MAX });
    }
    app.admit(ctx.scope, &[LeafRef::lookup(ctx.scope.tenant())]).await?;
    let outgoing = compose(keys, &letter, html.as_deref(), files)?;
    let raw = mime::compose(&outgoing);
    let mut content = content(&outgoing, mime::read(&raw).content.attachments);
    content.html = html.map(|html| html + &below(&letter));
    content.signature.clone_from(&letter.signature);
    content.forward_of = letter.forward_of;
    content.goes_regardless = letter.goes_regardless;
    let id = letter.message;
    let leaves = [
        LeafRef::mailbox(letter.mailbox),
        LeafRef::contact(letter.requester),
        LeafRef::ticket(letter.ticket),
    ];
    let blob = keys.seal_blob(ctx.now, ObjectKind::RawMail, id.uuid(), &leaves, &raw)?;
    let row = store::Message {
        id,
        ticket: letter.ticket,
        mailbox: letter.mailbox,
        kind: MessageKind::Outbound,
        mail_kind: MailKind::Human,
        scan_state: ScanState::NotConfigured,
        contact: None,
        agent: Some(letter.author),
        content: keys.seal(ctx.now, id.uuid(), &leaves, &content)?,
        raw_object: Some(blob.object()),
        sent_at: Some(ctx.now),
        received_at: ctx.now,
        delivery_state: Some(DeliveryState::Queued),
        delivery_detail: None,
        signature_state: None,
        sender_check: None,
        attachment_count: u32::try_from(content.attachments.len()).unwrap_or(u32::MAX),
        mentions: Vec::new(),
    };
    let text = text(&row, &content);
    let blob = (blob.object(), blob.as_bytes().to_vec());
    Ok(SealedLetter { row, blob, message_id: outgoing.message_id, text })
}

fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
}

/// HTML that an agent wrote, free of what could run, with pictures as it refers to them.
#[must_use]
pub fn cleaned(html: &str) -> String {
    send::sendable(&mime::html::clean(html).html)
}

/// As [`cleaned`], without pictures.
#[must_use]
pub fn without_pictures(html: &str) -> String {
    send::without_pictures(&mime::html::clean(html).html)
}

/// The text that was given, else the text of the HTML.
#[must_use]
pub fn text_of(text: &str, html: Option<&str>) -> String {
    match html.filter(|_| text.trim().is_empty()) {
        Some(html) => send::plain(&mime::html::clean(html).html),
        None => text.to_owned(),
    }
}

/// What the agent wrote with formatting, cleaned. The uploads that it shows (`cid:` and the upload's id, RFC 2392) become
/// pictures of the mail; its text is made of it where none was given.
fn formatted(
    draft: &mut ReplyDraft,
    uploads: &mut [mime::OutgoingFile],
    domain: &str,
) -> Result<Option<String>> {
    let Some(html) = draft.html.as_deref().filter(|html| !html.trim().is_empty()) else { return Ok(None) };
    let cleaned = mime::html::clean(html).html;
    draft.text = text_of(&draft.text, Some(&cleaned));
    for id in send::content_ids(&cleaned) {
        let at = draft.uploads.iter().position(|upload| upload.to_string() == id);
        let file = at.and_then(|at| uploads.get_mut(at));
        let file = file.ok_or(Error::Input { field: "html", rule: "rule-unknown-upload" })?;
        file.content_id = Some(format!("{id}@{domain}"));
    }
    Ok(Some(send::with_content_ids(&cleaned, |id| Some(format!("{id}@{domain}")))))
}

/// What stands below the HTML.
fn below(letter: &Letter<'_>) -> String {
    letter.signature.as_deref().map(send::below).unwrap_or_default()
}

/// The mail that goes out.
fn compose(
    keys: &Draft,
    letter: &Letter<'_>,
    html: Option<&str>,
    files: Vec<mime::OutgoingFile>,
) -> Result<mime::Outgoing> {
    let message_id = mime::new_message_id(crypto::random::bytes()?, domain_of(&letter.from.email));
    Ok(mime::Outgoing {
        from: Address { name: sender_name(letter), email: letter.from.email.clone() },
        to: letter.draft.to.clone(),
        cc: letter.draft.cc.clone(),
        bcc: letter.draft.bcc.clone(),
        subject: letter.subject.clone(),
        in_reply_to: letter.in_reply_to.clone(),
        references: letter.references.clone(),
        date: letter.date,
        text: signed(&letter.draft.text, letter.signature.as_deref()),
        html: html.map(|html| send::sendable(html) + &below(letter)),
        attachments: files,
        loop_token: loop_token(keys, &message_id)?,
        message_id,
        ..mime::Outgoing::default()
    })
}

/// What is kept of it.
fn content(mail: &mime::Outgoing, attachments: Vec<AttachmentInfo>) -> MessageContent {
    MessageContent {
        from: vec![mail.from.clone()],
        to: mail.to.clone(),
        cc: mail.cc.clone(),
        bcc: mail.bcc.clone(),
        subject: mail.subject.clone(),
        date: Some(mail.date),
        message_id: Some(mail.message_id.clone()),
        in_reply_to: mail.in_reply_to.iter().cloned().collect(),
        references: mail.references.clone(),
        visible_text: mail.text.clone(),
        text: mail.text.clone(),
        attachments,
        ..MessageContent::default()
    }
}

/// "Agent (Mailbox)", so that the contact sees both who and where.
fn sender_name(letter: &Letter<'_>) -> String {
    match (letter.author_name.trim(), letter.from.name.trim()) {
        ("", mailbox) => mailbox.to_owned(),
        (author, "") => author.to_owned(),
        (author, mailbox) => format!("{author} ({mailbox})"),
    }
}

/// Marks the mail as ours: only this tenant's lookup key can make the value.
///
/// # Errors
/// The key is not loaded.
pub fn loop_token(keys: &Draft, message_id: &str) -> Result<String> {
    let tag = keys.tag("mail.loop_token", message_id.as_bytes())?;
    Ok(tag.0.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

/// What the index reads of a message.
#[must_use]
pub fn text(row: &store::Message, content: &MessageContent) -> Text {
    let line =
        |all: &[Address]| all.iter().map(|a| format!("{} {}", a.name, a.email)).collect::<Vec<_>>().join(" ");
    Text {
        message: row.id,
        ticket: row.ticket,
        mailbox: row.mailbox,
        contact: row.contact,
        kind: row.kind,
        at: row.sent_at.unwrap_or(row.received_at),
        subject: content.subject.clone(),
        from: line(&content.from),
        to: format!("{} {}", line(&content.to), line(&content.cc)),
        body: mention::unnamed(&content.visible_text, &row.mentions),
        attachment_names: crate::inbound::seal::file_names(content),
    }
}

/// The outbox row of an answer that may go from `due` on.
#[must_use]
pub const fn queued(message: MessageId, mailbox: MailboxId, due: Timestamp) -> store::OutboxEntry {
    store::OutboxEntry {
        message,
        mailbox,
        state: DeliveryState::Queued,
        attempts: 0,
        next_attempt_at: due,
        status: None,
    }
}

/// Who writes, under which name, and from where.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent; a store's failure.
pub async fn author(app: &App, ctx: &Ctx, permit: &Permit) -> Result<(AgentId, AgentProfile)> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    Ok((id, agent::open(app, permit, id).await?))
}

/// The text with a signature below it (RFC 3676 4.3).
#[must_use]
pub fn signed(text: &str, signature: Option<&str>) -> String {
    match signature.map(str::trim).filter(|signature| !signature.is_empty()) {
        Some(signature) => format!("{}\n\n-- \n{signature}", text.trim_end()),
        None => text.to_owned(),
    }
}

/// The settings of the mailbox that answers go through; a disconnected one cannot send.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`], or a store's failure.
pub async fn sending_mailbox(app: &App, permit: &Permit, id: MailboxId) -> Result<MailboxSettings> {
    let row = app.store().tenant(permit.scope()).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    if row.state == domain::MailboxState::Disconnected {
        return Err(Error::State { noun: "mailbox", state: row.state.as_str() });
    }
    mailbox::open_settings(app, permit, &row).await
}
