//! Answers that wait: when they go out, and taking one back before it does.

use crate::inbound::lookup::REFERENCE;
use crate::ticket::alter::set_status;
use crate::view::{ReplyDraft, UploadView};
use crate::{App, Ctx, Error, Result, outgoing, upload};
use domain::keyring::{LeafRef, Tag};
use domain::limits::{SEND_DAYS_MAX, SEND_UNDO_SECONDS_DEFAULT};
use domain::merkle::Hash;
use domain::record::{Address, AgentProfile, AttachmentInfo, MessageContent};
use domain::{AgentId, MailboxId, MessageId, ObjectId, ObjectKind, Role, TicketId, TicketStatus, Timestamp};
use mime::html::send;
use privacy::{Act, Permit};
use std::collections::HashMap;
use store::{Cause, ChangeKind, OutboxEntry, StatusSet, TenantTx};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// An answer that was taken back, as it was written.
#[derive(Debug, Clone)]
pub struct TakenBack {
    /// The ticket.
    pub ticket: TicketId,
    /// The mailbox that it was to go from.
    pub mailbox: MailboxId,
    /// Whether the ticket is gone with it: it had begun it, and nothing else was there.
    pub ended: bool,
    /// Text, without signature.
    pub text: String,
    /// HTML, cleaned, without signature; pictures by `cid:` and their upload's id.
    pub html: Option<String>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies.
    pub bcc: Vec<Address>,
    /// The address that it came from.
    pub from: Option<Address>,
    /// Its files, uploaded anew for who took it back.
    pub uploads: Vec<UploadView>,
    /// The status that it had set; of a ticket that is gone with it the one that it had.
    pub status: Option<TicketStatus>,
    /// Subject.
    pub subject: String,
    /// The message that it passed on, when it was forwarded.
    pub forward_of: Option<MessageId>,
}

/// When an answer goes out: at the time that it names, now when that has passed, and not before the time has passed
/// in which its author can undo its sending.
///
/// # Errors
/// [`Error::Input`] for a time that is too far ahead.
pub fn due(draft: &ReplyDraft, author: &AgentProfile, now: Timestamp) -> Result<Timestamp> {
    let at = draft.send_at.unwrap_or(now).max(now);
    if at.millis_since(now) > SEND_DAYS_MAX * DAY_MS {
        return Err(Error::Input { field: "send_at_ms", rule: "rule-send-time" });
    }
    let seconds = author.send_undo_seconds.unwrap_or(SEND_UNDO_SECONDS_DEFAULT);
    let undone_until = if draft.undoable { now.plus_millis(i64::from(seconds) * 1000) } else { now };
    Ok(at.max(undone_until))
}

/// Gives a ticket the status that was chosen with an answer; what taking it back has to know of that.
pub fn answered(ticket: &mut store::Ticket, status: Option<TicketStatus>) -> Option<StatusSet> {
    let status = status.filter(|status| *status != ticket.status)?;
    let set =
        StatusSet { ticket: ticket.id, status, before: ticket.status, snoozed_until: ticket.snoozed_until };
    set_status(ticket, status);
    Some(set)
}

/// Takes an answer back that waits for its time: it is gone, and never goes out. What was written comes back, its files
/// as uploads of who asks. Its author does that; an admin for whoever cannot. A ticket that it had begun goes with it, if
/// nothing else is there and it was one's own.
///
/// # Errors
/// [`Error::State`] for another agent's, when its time has come, or its sending was tried; [`Error::NotFound`]; a refusal; a store's failure.
pub async fn take_back(app: &App, ctx: &Ctx, id: MessageId) -> Result<TakenBack> {
    match take(app, ctx, id).await {
        // Somebody else has just taken it back: whatever was missing of it on the way, it is gone.
        Err(Error::State { .. } | Error::Open(_) | Error::NotFound(_))
            if app.store().tenant(ctx.scope).find_message(id).await?.is_none() =>
        {
            Err(Error::NotFound("message"))
        }
        other => other,
    }
}

async fn take(app: &App, ctx: &Ctx, id: MessageId) -> Result<TakenBack> {
    let permit = app.permit(ctx, Act::DELIVERY_TAKE_BACK).await?;
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_message(id).await?.ok_or(Error::NotFound("message"))?;
    let state = row.delivery_state.ok_or(Error::NotFound("delivery"))?;
    // It would end in somebody else's composer while its author is told that it goes out.
    let own = row.agent == Some(agent);
    if !own && ctx.role != Some(Role::Admin) {
        return Err(Error::State { noun: "message", state: "another agent's" });
    }
    // Looked at before anything is opened; what counts is what the write finds.
    if !store.find_outbox(id).await?.is_some_and(|entry| entry.waits(ctx.now)) {
        return Err(Error::State { noun: "message", state: state.as_str() });
    }
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    let files = files(app, &permit, &row, &content.attachments).await?;
    let text = unsigned(app, &permit, &row, &content).await?;
    let html = content.html.as_deref().map(|html| unsigned_html(html, &content));
    app.admit(ctx.scope, &[LeafRef::agent(agent), LeafRef::lookup(ctx.scope.tenant())]).await?;
    let tag = content.message_id.as_ref().map(|id| app.vault().tag(ctx.scope, REFERENCE, id.as_bytes()));
    let mut keys = app.vault().draft(ctx.scope);
    let mut uploads = Vec::new();
    let (mut rows, mut blobs) = (Vec::new(), Vec::new());
    let mut shown = HashMap::new();
    for (file, info) in files.into_iter().zip(&content.attachments) {
        let sealed = upload::seal(ctx, &mut keys, agent, file)?;
        shown.extend(info.content_id.clone().map(|id| (id, sealed.view.id.to_string())));
        uploads.push(sealed.view);
        rows.push(sealed.row);
        blobs.push(sealed.blob);
    }
    let (places, claims) = tokio::join!(app.packs().append(blobs), app.keyring().commit(keys.batch()));
    claims?;
    permit.record_tickets(&[row.ticket]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    // What answers nothing, and passes nothing on, may have begun its ticket. A colleague is told of theirs by it.
    let begins = own && content.in_reply_to.is_empty() && content.forward_of.is_none();
    let (tag, places) = (tag.transpose()?, places?);
    let removal = Removal { id, begins, tag, uploads: &rows, places: &places, entries: &entries };
    let Removed { ticket, ended, objects, set, status } = remove(app, ctx, removal).await?;
    app.vault().publish(keys);
    app.texts().forget([id]);
    if set.is_some() {
        app.snoozes_changed().notify_waiters();
    }
    forget(app, ctx, id, &objects).await;
    let picture = |id: &str| shown.get(id).cloned();
    let html = html.map(|html| send::sendable(&send::with_content_ids(html, picture)));
    let MessageContent { to, cc, bcc, subject, forward_of, .. } = content;
    let from = content.from.into_iter().next();
    let mailbox = row.mailbox;
    let back = TakenBack {
        ticket,
        mailbox,
        ended,
        text,
        html,
        from,
        to,
        cc,
        bcc,
        uploads,
        status,
        subject,
        forward_of,
    };
    Ok(back)
}

/// Destroys the keys of what is gone. Only now: a key that opens nothing is found by the sweep, a row without its key never
/// opens again.
async fn forget(app: &App, ctx: &Ctx, id: MessageId, objects: &[ObjectId]) {
    if let Err(error) = app.keyring().delete_object_keys(ctx.scope, objects).await {
        tracing::warn!(message = %id, %error, "keys of an answer that was taken back are left to the sweep");
    }
}

/// What is taken out, and what is kept instead.
struct Removal<'a> {
    id: MessageId,
    /// Whether it may have begun its ticket.
    begins: bool,
    tag: Option<Tag>,
    uploads: &'a [store::Upload],
    places: &'a [domain::blob::BlobRef],
    entries: &'a [(Vec<u8>, Hash)],
}

/// What was taken out.
struct Removed {
    ticket: TicketId,
    /// Whether the ticket is gone too.
    ended: bool,
    /// Objects whose keys are to be destroyed.
    objects: Vec<ObjectId>,
    /// The status that it had set.
    set: Option<StatusSet>,
    /// The same; of a ticket that is gone the one that it had.
    status: Option<TicketStatus>,
}

/// Takes the message out, in one transaction.
async fn remove(app: &App, ctx: &Ctx, removal: Removal<'_>) -> Result<Removed> {
    let id = removal.id;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let row = tx.find_message(id).await?.ok_or(Error::NotFound("message"))?;
    let entry = tx.find_outbox(id).await?;
    match tx.delete_outbox(id, ctx.now).await {
        Err(store::StoreError::Conflict(_)) => {
            let now = tx.find_message(id).await?.and_then(|row| row.delivery_state);
            let state = now.ok_or(Error::NotFound("message"))?.as_str();
            return Err(Error::State { noun: "message", state });
        }
        other => other?,
    }
    if let Some(tag) = removal.tag {
        tx.delete_message_reference(tag, id).await?;
    }
    tx.delete_messages(&[id]).await?;
    tx.delete_blobs(row.raw_object.as_slice()).await?;
    tx.insert_blobs(removal.places).await?;
    for upload in removal.uploads {
        tx.insert_upload(upload).await?;
    }
    let detail = row.delivery_detail.as_ref().map(|detail| detail.object());
    let mut objects: Vec<ObjectId> =
        [Some(row.content.object()), row.raw_object, detail].into_iter().flatten().collect();
    let mut ticket = tx.get_ticket(row.ticket).await?;
    let ended = removal.begins && empty(&mut tx, ticket.id).await?;
    let set = entry.and_then(|entry: OutboxEntry| entry.status);
    if ended {
        let filled = tx.list_field_values(&[ticket.id.uuid()]).await?;
        objects.extend(filled.iter().map(|filled| filled.content.object()));
        objects.push(ticket.summary.object());
        tx.delete_tickets(&[ticket.id]).await?;
        finish(tx, ctx, &removal, (ticket.id, row.agent)).await?;
        return Ok(Removed { ticket: ticket.id, ended, objects, set, status: Some(ticket.status) });
    }
    ticket.message_count = ticket.message_count.saturating_sub(1);
    ticket.attachment_count = ticket.attachment_count.saturating_sub(row.attachment_count);
    ticket.updated_at = ctx.now;
    if let Some(set) = set.filter(|set| set.ticket == ticket.id && set.status == ticket.status) {
        restore(&mut ticket, &set, ctx.now);
    }
    let ticket_id = ticket.id;
    tx.update_tickets(&[ticket]).await?;
    finish(tx, ctx, &removal, (ticket_id, row.agent)).await?;
    let status = set.map(|set| set.status);
    Ok(Removed { ticket: ticket_id, ended, objects, set, status })
}

async fn finish(
    mut tx: TenantTx,
    ctx: &Ctx,
    removal: &Removal<'_>,
    (ticket, author): (TicketId, Option<AgentId>),
) -> Result<()> {
    tx.append_audit(removal.entries).await?;
    let mut change =
        ctx.change_by(Cause::TakenBack, ChangeKind::MessageDeleted, Some(ticket), Some(removal.id));
    change.agent = author;
    tx.append_changes(&[change]).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether there is nothing on a ticket any more that somebody wrote, or that leads to another one.
async fn empty(tx: &mut TenantTx, ticket: TicketId) -> Result<bool> {
    let written = !tx.list_newest_messages_of_ticket(ticket, 1).await?.is_empty()
        || !tx.list_drafts_of_ticket(ticket).await?.is_empty();
    Ok(!written
        && tx.list_ticket_links(ticket).await?.is_empty()
        && tx.list_merges_into(ticket).await?.is_empty())
}

/// Gives a ticket back the status that it had before an answer set another.
fn restore(ticket: &mut store::Ticket, set: &StatusSet, now: Timestamp) {
    let over = set.before == TicketStatus::Snoozed && set.snoozed_until.is_some_and(|until| until <= now);
    set_status(ticket, if over { TicketStatus::Open } else { set.before });
    if ticket.status == TicketStatus::Snoozed {
        ticket.snoozed_until = set.snoozed_until;
    }
}

/// Files of a mail, out of its own bytes.
///
/// # Errors
/// What cannot be opened, or is not there.
pub(crate) async fn files(
    app: &App,
    permit: &Permit,
    row: &store::Message,
    wanted: &[AttachmentInfo],
) -> Result<Vec<upload::File>> {
    let Some(object) = row.raw_object.filter(|_| !wanted.is_empty()) else {
        return Ok(Vec::new());
    };
    let raw = app.open_blob(permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
    let found = wanted.iter().map(|info| {
        let found = mime::attachment(&raw, info.part).ok_or(Error::NotFound("attachment"))?;
        Ok(upload::File { name: info.name.clone(), content_type: found.content_type, bytes: found.bytes })
    });
    found.collect()
}

/// The HTML as it was written, without its signature.
fn unsigned_html<'a>(html: &'a str, content: &MessageContent) -> &'a str {
    let below = content.signature.as_deref().map(send::below).unwrap_or_default();
    html.strip_suffix(below.as_str()).unwrap_or(html)
}

/// The text as it was written, without its signature: one is put below it anew.
async fn unsigned(
    app: &App,
    permit: &Permit,
    row: &store::Message,
    content: &MessageContent,
) -> Result<String> {
    let text = &content.text;
    let below = match (&content.signature, row.agent) {
        (Some(signature), _) => outgoing::signed("", Some(signature)),
        // Written before signatures were kept apart.
        (None, Some(author)) => {
            outgoing::signed("", crate::agent::open(app, permit, author).await?.signature.as_deref())
        }
        (None, None) => String::new(),
    };
    Ok(text.strip_suffix(below.as_str()).unwrap_or(text).to_owned())
}
