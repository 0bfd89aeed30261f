//! Splitting messages off: they become a ticket of their own, linked with the one they came from.

use super::alter::not_merged;
use super::moving::{self, Instead};
use crate::erasure::holds;
use crate::inbound::seal::preview;
use crate::{App, Ctx, Error, Result, message};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::TicketSummary;
use domain::{ContactId, MessageId, Priority, Sealed, TicketId, TicketStatus};
use privacy::{Act, Permit};
use store::Happening;

/// Splits messages off a ticket; returns the new one.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] while a legal hold is on the conversation; [`Error::Input`] when none or all of its messages are named, or one is another ticket's;
/// a refusal; a store's failure.
pub async fn split(app: &App, ctx: &Ctx, from: TicketId, ids: &[MessageId]) -> Result<TicketId> {
    if ids.is_empty() || ids.len() > PAGE_ITEMS_MAX as usize {
        return Err(Error::Input { field: "message_ids", rule: "rule-required" });
    }
    // What is held stays together: a hold names a conversation, and what left it would be free.
    if holds::is_held(app, ctx.scope, from).await? {
        return Err(Error::State { noun: "ticket", state: "held" });
    }
    let permit = app.permit(ctx, Act::TICKET_MERGE).await?;
    let store = app.store().tenant(ctx.scope);
    app.load_tenant(ctx.scope).await?;
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut tx = store.begin().await?;
    let mut old = tx.find_ticket(from).await?.ok_or(Error::NotFound("ticket"))?;
    not_merged(&old)?;
    let all = moving::every_message(&mut tx, from).await?;
    let (off, stays): (Vec<_>, Vec<_>) = all.into_iter().partition(|message| ids.contains(&message.id));
    let named: std::collections::HashSet<_> = ids.iter().collect();
    if off.len() != named.len() {
        return Err(Error::Input { field: "message_ids", rule: "rule-other-message" });
    }
    if stays.is_empty() {
        return Err(Error::Input { field: "message_ids", rule: "rule-leave-one" });
    }
    let ticket = TicketId::generate(ctx.now);
    let requester = off.iter().find_map(|message| message.contact).unwrap_or(old.requester);
    app.admit(ctx.scope, &[LeafRef::contact(requester)]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    keys.create_leaf(ctx.now, LeafRef::ticket(ticket))?;
    let summary = summary(app, ctx, &permit, &mut keys, &off, &old, requester, ticket).await?;
    // An answer or a note that goes along is about the new requester.
    let (written, read): (Vec<_>, Vec<_>) =
        off.iter().cloned().partition(|message| message.contact.is_none());
    let instead = Instead { ticket: Some(ticket), contact: None };
    moving::rewrap(app, ctx, &mut keys, &read, instead).await?;
    moving::rewrap(app, ctx, &mut keys, &written, Instead { contact: Some(requester), ..instead }).await?;
    permit.record_tickets(&[from, ticket]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    app.keyring().commit(keys.batch()).await?;
    let new = fresh(ctx, &mut tx, &old, &off, Fresh { ticket, requester, summary });
    tx.insert_tickets(std::slice::from_ref(&new)).await?;
    let moved = moving::ids(&off);
    tx.move_messages(&moved, from, ticket).await?;
    tx.insert_participants(&participants(ticket, requester, &off)).await?;
    tx.insert_ticket_link(from, ticket).await?;
    old.message_count = moving::count(&stays);
    old.attachment_count = moving::attachments(&stays);
    old.updated_at = ctx.now;
    tx.update_tickets(&[old]).await?;
    tx.tell_pair(Happening::SplitOff, from, ticket);
    tx.tell_pair(Happening::SplitFrom, ticket, from);
    tx.append_audit(&entries).await?;
    tx.append_changes(&moving::changes(ctx, &moved, ticket, &[from, ticket])).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(ticket)
}

/// What the new row is made of.
struct Fresh {
    ticket: TicketId,
    requester: ContactId,
    summary: Sealed<TicketSummary>,
}

fn fresh(
    ctx: &Ctx,
    tx: &mut store::TenantTx,
    old: &store::Ticket,
    off: &[store::Message],
    new: Fresh,
) -> store::Ticket {
    store::Ticket {
        id: new.ticket,
        number: tx.next_ticket_number(),
        status: TicketStatus::Open,
        assignee: old.assignee,
        mailbox: off.first().map_or(old.mailbox, |message| message.mailbox),
        requester: new.requester,
        summary: new.summary,
        message_count: moving::count(off),
        attachment_count: moving::attachments(off),
        created_at: ctx.now,
        updated_at: ctx.now,
        last_inbound_at: off.iter().filter(|m| m.contact.is_some()).map(|m| m.received_at).max(),
        related: None,
        version: 1,
        priority: Priority::Normal,
        tags: Vec::new(),
        followers: Vec::new(),
        snoozed_until: None,
        status_before: None,
        merged_into: None,
        team: old.team,
        fields: Vec::new(),
        choices: Vec::new(),
        organisation: None,
    }
}

fn participants(ticket: TicketId, requester: ContactId, off: &[store::Message]) -> Vec<store::Participant> {
    let contacts = off.iter().filter_map(|message| message.contact).chain([requester]);
    contacts.map(|contact| store::Participant { ticket, contact }).collect()
}

/// What the list shows: the first message's subject and writer.
#[expect(clippy::too_many_arguments, reason = "everything that a summary is sealed under")]
async fn summary(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    keys: &mut Draft,
    off: &[store::Message],
    old: &store::Ticket,
    requester: ContactId,
    ticket: TicketId,
) -> Result<Sealed<TicketSummary>> {
    let before = app.open(permit, old.id.uuid(), &old.summary).await?;
    let first: Vec<store::Message> = off.iter().take(1).cloned().collect();
    let first = message::open(app, permit, first).await?.pop().ok_or(Error::NotFound("message"))?;
    let writer = first.from.first().filter(|_| requester != old.requester);
    let summary = TicketSummary {
        subject: if first.subject.trim().is_empty() { before.subject } else { first.subject },
        requester: writer.map_or(before.requester, |from| match from.name.is_empty() {
            true => from.email.clone(),
            false => from.name.clone(),
        }),
        requester_email: writer.map_or(before.requester_email, |from| from.email.clone()),
        preview: preview(&first.visible_text),
    };
    let leaves = [LeafRef::contact(requester), LeafRef::ticket(ticket)];
    Ok(keys.seal(ctx.now, ticket.uuid(), &leaves, &summary)?)
}
