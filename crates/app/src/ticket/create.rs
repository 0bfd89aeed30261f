//! A conversation that an agent starts.

use crate::field::closing;
use crate::inbound::lookup::REFERENCE;
use crate::inbound::people::{COLUMN, new_contact};
use crate::inbound::seal::preview;
use crate::organisation::{domain_tag, join_new};
use crate::outgoing::{self, Letter};
use crate::texts::Text;
use crate::view::TicketDraft;
use crate::{App, Ctx, Error, Result, identity};
use crypto::Draft;
use domain::blob::BlobRef;
use domain::keyring::{ContactLookup, LeafRef, Tag};
use domain::limits::SUBJECT_CHARS_MAX;
use domain::merkle::Hash;
use domain::record::{Address, TicketSummary};
use domain::{
    AgentId, ContactId, ContactState, MailboxId, MessageId, Priority, Sealed, TicketId, TicketStatus,
};
use privacy::Act;
use store::ChangeKind;

/// The contact that a new ticket is with.
pub(super) struct Requester {
    /// Their id.
    pub id: ContactId,
    /// Their row, when there was none.
    pub made: Option<store::Contact>,
    /// Then the tag of their address' domain, by which an organisation is found.
    pub domain: Option<Tag>,
}

/// Starts a ticket with a mail of ours.
///
/// # Errors
/// Bad input, a disconnected mailbox, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, new: TicketDraft) -> Result<(TicketId, MessageId)> {
    let first = check(&new)?;
    let permit = app.permit(ctx, Act::TICKET_ANSWER).await?;
    closing::check_new(app, ctx, new.message.status).await?;
    let settings = outgoing::sending_mailbox(app, &permit, new.mailbox).await?;
    let from = match identity::choose(&settings, new.message.from.as_deref(), &[]) {
        Ok(from) => from,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let (author, profile) = outgoing::author(app, ctx, &permit).await?;
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::mailbox(new.mailbox), LeafRef::lookup(ctx.scope.tenant())]).await?;
    // Under the tenant's turn, so that take-in does not make the same contact at the same time.
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut keys = app.vault().draft(ctx.scope);
    let requester = requester(app, ctx, &mut keys, &first).await?;
    let ticket = TicketId::generate(ctx.now);
    keys.create_leaf(ctx.now, LeafRef::ticket(ticket))?;
    let summary = summary(&new, &first);
    let leaves = [LeafRef::contact(requester.id), LeafRef::ticket(ticket)];
    let summary = keys.seal(ctx.now, ticket.uuid(), &leaves, &summary)?;
    let status = new.message.status.unwrap_or(TicketStatus::Pending);
    let letter = Letter {
        message: MessageId::generate(ctx.now),
        ticket,
        requester: requester.id,
        mailbox: new.mailbox,
        from,
        author,
        author_name: &profile.name,
        date: ctx.now,
        subject: new.subject,
        in_reply_to: None,
        references: Vec::new(),
        draft: new.message,
        signature: None,
        forward_of: None,
        files: Vec::new(),
    };
    let sealed = outgoing::seal(app, ctx, &permit, &mut keys, letter).await?;
    let message = sealed.row.id;
    let tag = app.vault().tag(ctx.scope, REFERENCE, sealed.message_id.as_bytes())?;
    let (places, winners) =
        tokio::join!(app.packs().append(vec![sealed.blob]), app.keyring().commit(keys.batch()));
    if requester.made.is_some() && winners?.iter().any(|winner| winner.contact != requester.id) {
        return Err(Error::Contended);
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let row = store::Ticket {
        attachment_count: sealed.row.attachment_count,
        ..fresh(ctx, ticket, status, author, new.mailbox, requester.id, summary)
    };
    let written = Written {
        ticket: row,
        domain: requester.domain.map(|tag| (requester.id, tag)),
        contact: requester.made,
        message: sealed.row,
        text: sealed.text,
        tag,
        places: places?,
        entries,
    };
    write(app, ctx, written).await?;
    app.vault().publish(keys);
    app.outbox_changed().notify_waiters();
    Ok((ticket, message))
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
    contact: Option<store::Contact>,
    domain: Option<(ContactId, Tag)>,
    message: store::Message,
    text: Text,
    tag: Tag,
    places: Vec<BlobRef>,
    entries: Vec<(Vec<u8>, Hash)>,
}

async fn write(app: &App, ctx: &Ctx, new: Written) -> Result<()> {
    let (ticket, message) = (new.ticket.id, new.message.id);
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let row = store::Ticket { number: tx.next_ticket_number(), ..new.ticket };
    tx.insert_contacts(new.contact.as_slice()).await?;
    join_new(&mut tx, new.domain.as_slice()).await?;
    tx.insert_tickets(std::slice::from_ref(&row)).await?;
    tx.insert_messages(std::slice::from_ref(&new.message)).await?;
    tx.insert_participants(&[store::Participant { ticket, contact: row.requester }]).await?;
    let reference = store::MessageReference { tag: new.tag, message, ticket, sent_by_us: true };
    tx.insert_message_references(&[reference]).await?;
    tx.insert_blobs(&new.places).await?;
    tx.insert_outbox(&outgoing::queued(message, row.mailbox, ctx.now)).await?;
    tx.append_audit(&new.entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MessageAdded, Some(ticket), Some(message))]).await?;
    app.texts().put(vec![new.text]).await;
    tx.commit().await?;
    Ok(())
}

/// Checks the input; returns whom the ticket is with.
fn check(new: &TicketDraft) -> Result<Address> {
    outgoing::check(&new.message)?;
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
        preview: preview(&new.message.text),
    }
}

/// The contact with this address; made if there is none.
pub(super) async fn requester(app: &App, ctx: &Ctx, keys: &mut Draft, to: &Address) -> Result<Requester> {
    let email =
        mime::normalise_address(&to.email).ok_or(Error::Input { field: "to", rule: "rule-address" })?;
    let tag = app.vault().tag(ctx.scope, COLUMN, email.as_bytes())?;
    if let Some(known) = app.keyring().find_contact_lookups(ctx.scope, &[tag]).await?.first() {
        app.admit(ctx.scope, &[LeafRef::contact(known.contact)]).await?;
        return Ok(Requester { id: known.contact, made: None, domain: None });
    }
    let domain = domain_tag(keys, &email)?;
    let (id, profile) = new_contact(ctx, keys, &Address { name: to.name.clone(), email })?;
    keys.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag, contact: id });
    let made = store::Contact {
        id,
        profile,
        state: ContactState::Active,
        created_at: ctx.now,
        updated_at: ctx.now,
        organisation: None,
    };
    Ok(Requester { id, made: Some(made), domain })
}
