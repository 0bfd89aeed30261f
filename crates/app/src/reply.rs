//! An answer: message and outbox row in one transaction; the mail goes out from the ticket's mailbox.

use crate::field::closing;
use crate::outgoing::{self, Letter, SealedLetter};
use crate::texts::Text;
use crate::ticket::alter::not_merged;
use crate::view::{MessageView, ReplyDraft};
use crate::{
    App, Ctx, Error, Result, draft, identity, message, recipients, restricted, signature, subject_request,
};
use domain::blob::BlobRef;
use domain::keyring::{LeafRef, Tag};
use domain::limits::{PAGE_ITEMS_MAX, REFERENCES_MAX};
use domain::merkle::Hash;
use domain::record::{Address, TicketSummary};
use domain::{ContactId, DraftKind, MessageId, MessageKind, ObjectId, TicketId, TicketStatus, Timestamp};
use privacy::{Act, Permit, SubjectState};
use store::ChangeKind;

pub use crate::later::take_back;

use crate::inbound::lookup::REFERENCE;
use crate::later;

/// Sends an answer.
///
/// # Errors
/// [`Error::Answered`] when a mail came or went that its writer has not seen, [`Error::NotFound`], bad input, a
/// disconnected mailbox, a refusal, or a store's failure.
pub async fn send(app: &App, ctx: &Ctx, ticket: TicketId, draft: ReplyDraft) -> Result<MessageId> {
    send_under(app, ctx, ticket, draft, Act::TICKET_ANSWER).await
}

/// Answers a person all the same whose data is stored only (GDPR Art. 18(2)): the reason is kept with the case that restricts
/// them, or that waits for a legal hold, and the log has an act of its own for it. For admins.
///
/// # Errors
/// [`Error::State`] where the ticket is used as any other, or no case says why it is not; as [`send`].
pub async fn send_restricted(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    draft: ReplyDraft,
    reason: &str,
) -> Result<MessageId> {
    outgoing::check(&draft)?;
    // Who may not do it leaves no reason behind either.
    drop(app.permit(ctx, Act::TICKET_ANSWER_RESTRICTED).await?);
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    if restricted::of_tickets(app, ctx.scope, std::slice::from_ref(&row)).await?.is_empty() {
        return Err(Error::State { noun: "contact", state: SubjectState::Active.as_str() });
    }
    subject_request::note_override(app, ctx, row.requester, reason).await?;
    send_under(app, ctx, ticket, draft, Act::TICKET_ANSWER_RESTRICTED).await
}

/// A letter about somebody's own data, as an answer in their ticket.
///
/// # Errors
/// As [`send`].
pub(crate) async fn send_letter(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    draft: ReplyDraft,
) -> Result<MessageId> {
    send_under(app, ctx, ticket, draft, Act::REQUEST_ANSWER).await
}

async fn send_under(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    mut draft: ReplyDraft,
    act: Act,
) -> Result<MessageId> {
    outgoing::check(&draft)?;
    let permit = app.permit(ctx, act).await?;
    permit.record_tickets(&[ticket]);
    closing::check(app, ctx, draft.status, &[ticket]).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_ticket(app, &permit, &row).await?;
    let settings = outgoing::sending_mailbox(app, &permit, row.mailbox).await?;
    let (author, profile) = outgoing::author(app, ctx, &permit).await?;
    let due = later::due(&draft, &profile, ctx.now)?;
    // What goes out for another purpose opens no team for its signature.
    let signature = match act == Act::TICKET_ANSWER {
        true => signature::below(app, &permit, (author, &profile), &settings, &row).await?,
        false => None,
    };
    let summary = app.open(&permit, ticket.uuid(), &row.summary).await?;
    let rows = store.list_newest_messages_of_ticket(ticket, PAGE_ITEMS_MAX).await?;
    if let Err(answered) = unanswered(draft.mails_seen, store.count_mails_of_ticket(ticket).await?) {
        app.settle(permit).await?;
        return Err(answered);
    }
    let conversation = message::open(app, &permit, rows).await?;
    let from = identity::choose(&settings, draft.from.as_deref(), &conversation);
    let addressed = match address(&mut draft, &conversation, &summary) {
        Ok(()) => may_have(app, ctx, &permit, act, &draft, row.requester).await,
        Err(error) => Err(error),
    };
    let from = match addressed.and(from) {
        Ok(from) => from,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let thread = Thread::of(&conversation);
    let kept = draft.draft.map(|revision| (DraftKind::Reply, revision));
    let effect = Effect { status: draft.status, mails_seen: draft.mails_seen, kept, take: draft.take };
    let letter = Letter {
        message: MessageId::generate(ctx.now),
        ticket,
        requester: row.requester,
        mailbox: row.mailbox,
        from,
        author,
        author_name: &profile.name,
        date: due,
        subject: thread.subject.as_deref().map_or_else(|| summary.subject.clone(), mime::reply_subject),
        in_reply_to: thread.in_reply_to,
        references: thread.references,
        draft,
        signature,
        forward_of: None,
        goes_regardless: act != Act::TICKET_ANSWER,
        files: Vec::new(),
    };
    post(app, ctx, permit, letter, effect).await
}

/// What a letter changes beside being sent.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    /// Status to set.
    pub status: Option<TicketStatus>,
    /// How many mails its writer has seen, where that counts.
    pub mails_seen: Option<i64>,
    /// The draft that ends with it.
    pub kept: Option<(DraftKind, ObjectId)>,
    /// Whether a ticket that nobody has becomes its author's.
    pub take: bool,
}

/// Seals a letter and writes it: from then on it is on its way, at its date.
///
/// # Errors
/// As [`send`].
pub(crate) async fn post(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    letter: Letter<'_>,
    effect: Effect,
) -> Result<MessageId> {
    let (ticket, due) = (letter.ticket, letter.date);
    let leaves =
        [LeafRef::mailbox(letter.mailbox), LeafRef::contact(letter.requester), LeafRef::ticket(ticket)];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = match outgoing::seal(app, ctx, &permit, &mut keys, letter).await {
        Ok(sealed) => sealed,
        // What was opened for it is told all the same.
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let SealedLetter { row, blob, message_id, text } = sealed;
    let id = row.id;
    let tag = app.vault().tag(ctx.scope, REFERENCE, message_id.as_bytes())?;
    let (places, claims) = tokio::join!(app.packs().append(vec![blob]), app.keyring().commit(keys.batch()));
    claims?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let places = places?;
    let written = Written { ticket, effect, due, letter: row, text, tag, places: &places, entries: &entries };
    write(app, ctx, written).await?;
    app.vault().publish(keys);
    app.outbox_changed().notify_waiters();
    Ok(id)
}

/// Refuses recipients whose data is stored only. A letter about their own data is theirs; who is answered for a reason that an
/// admin gave is the requester alone.
async fn may_have(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    act: Act,
    draft: &ReplyDraft,
    requester: ContactId,
) -> Result<()> {
    if act != Act::TICKET_ANSWER_RESTRICTED {
        return restricted::check_recipients(app, permit, draft.recipients(), None).await;
    }
    let of_others = app.permit(ctx, Act::TICKET_ANSWER).await?;
    restricted::check_recipients(app, &of_others, draft.recipients(), Some(requester)).await
}

/// To whom it goes, where its writer left that open.
fn address(draft: &mut ReplyDraft, conversation: &[MessageView], summary: &TicketSummary) -> Result<()> {
    if draft.to.is_empty() {
        let requester = Address { name: summary.requester.clone(), email: summary.requester_email.clone() };
        draft.to = recipients::proposed(conversation, &requester, &[]).to;
    }
    if draft.to.is_empty() { Err(Error::Input { field: "to", rule: "rule-required" }) } else { Ok(()) }
}

/// Message, reference, bytes, outbox row and ticket in one transaction, which ends its draft too.
async fn write(app: &App, ctx: &Ctx, written: Written<'_>) -> Result<()> {
    let Written { ticket, effect, due, letter, text, tag, places, entries } = written;
    let Effect { status, mails_seen, kept, take } = effect;
    let id = letter.id;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    // Nothing can come in between from here on: the transaction holds the tenant.
    unanswered(mails_seen, tx.count_mails_of_ticket(ticket).await?)?;
    tx.insert_messages(std::slice::from_ref(&letter)).await?;
    tx.insert_message_references(&[store::MessageReference { tag, message: id, ticket, sent_by_us: true }])
        .await?;
    tx.insert_blobs(places).await?;
    let mut row = tx.get_ticket(ticket).await?;
    not_merged(&row)?;
    row.message_count += 1;
    row.attachment_count += letter.attachment_count;
    row.updated_at = ctx.now;
    if take && row.assignee.is_none() {
        row.assignee = ctx.agent_id();
    }
    let status = later::answered(&mut row, status);
    let entry = store::OutboxEntry { status, ..outgoing::queued(id, letter.mailbox, due) };
    tx.insert_outbox(&entry).await?;
    tx.update_tickets(&[row]).await?;
    tx.append_audit(entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MessageAdded, Some(ticket), Some(id))]).await?;
    let gone = match kept {
        Some((kind, revision)) => draft::finish(&mut tx, ctx, ticket, kind, Some(revision)).await?,
        None => None,
    };
    app.texts().put(vec![text]).await;
    tx.commit().await?;
    draft::forget(app, ctx, gone.as_slice()).await;
    Ok(())
}

/// Whether nobody was faster. Counted, because a mail that was long on its way stands before what was seen.
const fn unanswered(seen: Option<i64>, mails: i64) -> Result<()> {
    match seen {
        Some(seen) if seen != mails => Err(Error::Answered { mails }),
        _ => Ok(()),
    }
}

/// What is written of an answer.
struct Written<'a> {
    ticket: TicketId,
    effect: Effect,
    due: Timestamp,
    letter: store::Message,
    text: Text,
    tag: Tag,
    places: &'a [BlobRef],
    entries: &'a [(Vec<u8>, Hash)],
}

/// Where an answer stands in the conversation (RFC 5322 3.6.4).
struct Thread {
    subject: Option<String>,
    in_reply_to: Option<String>,
    references: Vec<String>,
}

impl Thread {
    fn of(conversation: &[MessageView]) -> Self {
        // What was passed on to somebody else is no part of what the requester has seen.
        let mails = || conversation.iter().filter(|m| m.kind != MessageKind::Note && m.forward_of.is_none());
        let answered = mails().rev().find(|m| m.kind == MessageKind::Inbound).or_else(|| mails().next_back());
        let mut references: Vec<String> = mails().filter_map(|m| m.message_id.clone()).collect();
        references.drain(..references.len().saturating_sub(REFERENCES_MAX));
        let in_reply_to = answered.and_then(|m| m.message_id.clone());
        if let Some(id) = &in_reply_to {
            references.retain(|other| other != id);
            references.push(id.clone());
        }
        Self { subject: answered.map(|m| m.subject.clone()), in_reply_to, references }
    }
}
