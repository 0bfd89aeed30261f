//! A conversation that an agent starts.

use crate::field::closing;
use crate::inbound::lookup::REFERENCE;
use crate::inbound::people::{COLUMN, new_contact, seal_profile};
use crate::inbound::seal::preview;
use crate::organisation::{domain_tag, join_new};
use crate::outgoing::{self, Letter, SealedLetter};
use crate::saved_reply::First;
use crate::texts::Text;
use crate::view::TicketDraft;
use crate::{App, Ctx, Error, Result, draft, identity, later, restricted, signature};
use crypto::Draft;
use domain::blob::BlobRef;
use domain::keyring::{ContactLookup, LeafRef, Tag};
use domain::limits::SUBJECT_CHARS_MAX;
use domain::merkle::Hash;
use domain::record::{Address, TicketSummary};
use domain::{
    AgentId, ContactId, ContactState, DraftKind, MailboxId, MessageId, ObjectId, Priority, Sealed, TicketId,
    TicketStatus, Timestamp,
};
use privacy::{Act, Permit};
use store::ChangeKind;

/// What a new ticket can be.
const BEGUN: [TicketStatus; 4] =
    [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Closed, TicketStatus::Spam];

/// The contact that a new ticket is with.
pub(super) struct Requester {
    /// Their id.
    pub id: ContactId,
    /// Their row, when there was one.
    pub known: Option<store::Contact>,
    /// Their row, when there was none.
    pub made: Option<store::Contact>,
    /// Then the tag of their address' domain, by which an organisation is found.
    pub domain: Option<Tag>,
}

/// Starts a ticket with a mail of ours.
///
/// # Errors
/// Bad input, a disconnected mailbox, a restricted recipient, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, mut new: TicketDraft) -> Result<(TicketId, MessageId)> {
    let first = check(&mut new)?;
    let permit = app.permit(ctx, Act::TICKET_ANSWER).await?;
    closing::check_new(app, ctx, new.message.status).await?;
    restricted::check_recipients(app, &permit, new.message.recipients(), None).await?;
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::mailbox(new.mailbox), LeafRef::lookup(ctx.scope.tenant())]).await?;
    // Under the tenant's turn, so that take-in does not make the same contact at the same time.
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = match seal(app, ctx, &permit, &mut keys, new, &first).await {
        Ok(sealed) => sealed,
        // What was opened for it is told all the same.
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let Begun { letter, ticket, number, due, requester, kept } = sealed;
    let (id, message) = (ticket.id, letter.row.id);
    let tag = app.vault().tag(ctx.scope, REFERENCE, letter.message_id.as_bytes())?;
    let (places, winners) =
        tokio::join!(app.packs().append(vec![letter.blob]), app.keyring().commit(keys.batch()));
    let winners = winners?;
    if requester.made.is_some() && winners.iter().any(|winner| winner.contact != requester.id) {
        return Err(Error::Contended);
    }
    permit.record_tickets(&[id]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let written = Written {
        ticket,
        number,
        domain: requester.domain.map(|tag| (requester.id, tag)),
        contact: requester.made,
        message: letter.row,
        text: letter.text,
        tag,
        due,
        kept,
        places: places?,
        entries,
    };
    write(app, ctx, written).await?;
    app.vault().publish(keys);
    app.outbox_changed().notify_waiters();
    Ok((id, message))
}

/// A conversation that is sealed and ready to be written.
struct Begun {
    letter: SealedLetter,
    ticket: store::Ticket,
    /// Its number, where its signature named it.
    number: Option<i64>,
    due: Timestamp,
    requester: Requester,
    kept: Option<(TicketId, ObjectId)>,
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    keys: &mut Draft,
    new: TicketDraft,
    first: &Address,
) -> Result<Begun> {
    let settings = outgoing::sending_mailbox(app, permit, new.mailbox).await?;
    let from = identity::choose(&settings, new.message.from.as_deref(), &[])?;
    let (author, profile) = outgoing::author(app, ctx, permit).await?;
    let due = later::due(&new.message, &profile, ctx.now)?;
    let requester = requester(app, ctx, keys, first).await?;
    let mut person = first.clone();
    if let Some(known) = requester.known.as_ref().filter(|_| person.name.trim().is_empty()) {
        person.name = app.open(permit, known.id.uuid(), &known.profile).await?.name;
    }
    let of = signature::of_first(
        profile.signature.as_deref().unwrap_or_default(),
        settings.signature.as_deref().unwrap_or_default(),
    );
    let number = if signature::names_number(of) { Some(reserve_number(app, ctx).await?) } else { None };
    let known = First {
        mailbox: (&settings.name, &settings.address),
        agent: &profile.name,
        to: Some(&person),
        subject: &new.subject,
        number,
    };
    let signature = signature::choose(of, &known.values()).map(|signature| signature.text);
    let ticket = TicketId::generate(ctx.now);
    keys.create_leaf(ctx.now, LeafRef::ticket(ticket))?;
    let leaves = [LeafRef::contact(requester.id), LeafRef::ticket(ticket)];
    let summary = keys.seal(ctx.now, ticket.uuid(), &leaves, &summary(&new, &person))?;
    let status = new.message.status.unwrap_or(TicketStatus::Pending);
    let kept = new.draft.zip(new.message.draft);
    let letter = Letter {
        message: MessageId::generate(ctx.now),
        ticket,
        requester: requester.id,
        mailbox: new.mailbox,
        from,
        author,
        author_name: &profile.name,
        date: due,
        subject: new.subject,
        in_reply_to: None,
        references: Vec::new(),
        draft: new.message,
        // Kept also where there is none, so that taking back cuts nothing off.
        signature: Some(signature.unwrap_or_default()),
        forward_of: None,
        goes_regardless: false,
        files: Vec::new(),
    };
    let letter = outgoing::seal(app, ctx, permit, keys, letter).await?;
    let ticket = store::Ticket {
        attachment_count: letter.row.attachment_count,
        ..fresh(ctx, ticket, status, author, new.mailbox, requester.id, summary)
    };
    Ok(Begun { letter, ticket, number, due, requester, kept })
}

/// A number for a ticket whose signature names it: the text is sealed before the ticket is written. Should that fail,
/// no ticket has this number.
async fn reserve_number(app: &App, ctx: &Ctx) -> Result<i64> {
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let number = tx.next_ticket_number();
    tx.commit().await?;
    Ok(number)
}

/// The row of a ticket that an agent starts.
fn fresh(
    ctx: &Ctx,
    id: TicketId,
    status: TicketStatus,
    author: AgentId,
    mailbox: MailboxId,
    requester: ContactId,
    summary: Sealed<TicketSummary>,
) -> store::Ticket {
    store::Ticket {
        id,
        number: 0,
        status,
        assignee: Some(author),
        mailbox,
        requester,
        summary,
        message_count: 1,
        attachment_count: 0,
        created_at: ctx.now,
        updated_at: ctx.now,
        last_inbound_at: None,
        related: None,
        version: 1,
        priority: Priority::Normal,
        tags: Vec::new(),
        followers: Vec::new(),
        snoozed_until: None,
        status_before: None,
        merged_into: None,
        team: None,
        fields: Vec::new(),
        choices: Vec::new(),
        organisation: None,
    }
}

/// What is written of a new conversation.
struct Written {
    ticket: store::Ticket,
    number: Option<i64>,
    contact: Option<store::Contact>,
    domain: Option<(ContactId, Tag)>,
    message: store::Message,
    text: Text,
    tag: Tag,
    due: Timestamp,
    kept: Option<(TicketId, ObjectId)>,
    places: Vec<BlobRef>,
    entries: Vec<(Vec<u8>, Hash)>,
}

async fn write(app: &App, ctx: &Ctx, new: Written) -> Result<()> {
    let (ticket, message) = (new.ticket.id, new.message.id);
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let number = new.number.unwrap_or_else(|| tx.next_ticket_number());
    let row = store::Ticket { number, ..new.ticket };
    tx.insert_contacts(new.contact.as_slice()).await?;
    join_new(&mut tx, new.domain.as_slice()).await?;
    tx.insert_tickets(std::slice::from_ref(&row)).await?;
    tx.insert_messages(std::slice::from_ref(&new.message)).await?;
    tx.insert_participants(&[store::Participant { ticket, contact: row.requester }]).await?;
    let reference = store::MessageReference { tag: new.tag, message, ticket, sent_by_us: true };
    tx.insert_message_references(&[reference]).await?;
    tx.insert_blobs(&new.places).await?;
    tx.insert_outbox(&outgoing::queued(message, row.mailbox, new.due)).await?;
    tx.append_audit(&new.entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MessageAdded, Some(ticket), Some(message))]).await?;
    let gone = match new.kept {
        Some((id, revision)) => draft::finish(&mut tx, ctx, id, DraftKind::Mail, Some(revision)).await?,
        None => None,
    };
    app.texts().put(vec![new.text]).await;
    tx.commit().await?;
    draft::forget(app, ctx, gone.as_slice()).await;
    Ok(())
}

/// Checks the input; returns whom the ticket is with.
fn check(new: &mut TicketDraft) -> Result<Address> {
    new.subject.truncate(new.subject.trim_end().len());
    outgoing::check(&new.message)?;
    if new.message.status.is_some_and(|status| !BEGUN.contains(&status)) {
        return Err(Error::Input { field: "status", rule: "rule-first-status" });
    }
    let first = new.message.to.first().cloned().ok_or(Error::Input { field: "to", rule: "rule-required" })?;
    if new.subject.trim().is_empty() {
        return Err(Error::Input { field: "subject", rule: "rule-required" });
    }
    if new.subject.chars().count() > SUBJECT_CHARS_MAX || new.subject.chars().any(char::is_control) {
        return Err(Error::Input { field: "subject", rule: "rule-too-long" });
    }
    Ok(first)
}

fn summary(new: &TicketDraft, first: &Address) -> TicketSummary {
    TicketSummary {
        subject: new.subject.clone(),
        requester: if first.name.is_empty() { first.email.clone() } else { first.name.clone() },
        requester_email: first.email.clone(),
        preview: preview(&outgoing::text_of(&new.message.text, new.message.html.as_deref())),
    }
}

/// The contact with this address; made if there is none.
pub(super) async fn requester(app: &App, ctx: &Ctx, keys: &mut Draft, to: &Address) -> Result<Requester> {
    let email =
        mime::normalise_address(&to.email).ok_or(Error::Input { field: "to", rule: "rule-address" })?;
    let tag = app.vault().tag(ctx.scope, COLUMN, email.as_bytes())?;
    let address = Address { name: to.name.clone(), email };
    let domain = domain_tag(keys, &address.email)?;
    let found = app.keyring().find_contact_lookups(ctx.scope, &[tag]).await?;
    let (id, profile) = match found.first().map(|known| known.contact) {
        Some(id) => {
            app.admit(ctx.scope, &[LeafRef::contact(id)]).await?;
            if let Some(known) = app.store().tenant(ctx.scope).find_contact(id).await? {
                return Ok(Requester { id, known: Some(known), made: None, domain: None });
            }
            // A crash came between keys and data: the row is made again.
            (id, seal_profile(ctx, keys, id, &address)?)
        }
        None => {
            let (id, profile) = new_contact(ctx, keys, &address)?;
            keys.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag, contact: id });
            (id, profile)
        }
    };
    let made = store::Contact {
        id,
        profile,
        state: ContactState::Active,
        created_at: ctx.now,
        updated_at: ctx.now,
        organisation: None,
    };
    Ok(Requester { id, known: None, made: Some(made), domain })
}
