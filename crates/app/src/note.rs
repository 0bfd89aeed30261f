//! A note: never leaves.

use crate::mention::{self, Mentioned, Mentions};
use crate::ticket::alter::not_merged;
use crate::{App, Ctx, Error, Result, draft, outgoing, restricted};
use domain::keyring::LeafRef;
use domain::limits::{REPLY_BYTES_MAX, TICKET_FOLLOWERS_MAX};
use domain::record::{Address, MessageContent};
use domain::{AgentId, DraftKind, MailKind, MessageId, MessageKind, ObjectId, ScanState, TicketId};
use privacy::Act;
use store::ChangeKind;

/// Adds a note to a ticket, in which `@Name` mentions an agent.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn add(app: &App, ctx: &Ctx, ticket: TicketId, text: &str) -> Result<MessageId> {
    add_drafted(app, ctx, ticket, text, Mentions::Written, None).await
}

/// Adds a note to a ticket, and ends its author's draft of it, unless that was changed elsewhere since `draft`. Who is
/// mentioned follows the ticket from then on, as far as it has room for followers.
///
/// # Errors
/// As [`add`].
pub async fn add_drafted(
    app: &App,
    ctx: &Ctx,
    ticket: TicketId,
    text: &str,
    mentions: Mentions<'_>,
    draft: Option<ObjectId>,
) -> Result<MessageId> {
    check(text)?;
    let permit = app.permit(ctx, Act::TICKET_NOTE).await?;
    permit.record_tickets(&[ticket]);
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_ticket(app, &permit, &row).await?;
    let (author, profile) = outgoing::author(app, ctx, &permit).await?;
    let Mentioned { text, agents } = mention::find(app, ctx, &permit, text, mentions).await?;
    let leaves = [LeafRef::mailbox(row.mailbox), LeafRef::contact(row.requester), LeafRef::ticket(ticket)];
    app.admit(ctx.scope, &leaves).await?;
    let id = MessageId::generate(ctx.now);
    let content = MessageContent {
        from: vec![Address { name: profile.name, email: String::new() }],
        date: Some(ctx.now),
        text: text.clone(),
        visible_text: text,
        ..MessageContent::default()
    };
    let mut keys = app.vault().draft(ctx.scope);
    let message = store::Message {
        id,
        ticket,
        mailbox: row.mailbox,
        kind: MessageKind::Note,
        mail_kind: MailKind::Human,
        scan_state: ScanState::NotConfigured,
        contact: None,
        agent: Some(author),
        content: keys.seal(ctx.now, id.uuid(), &leaves, &content)?,
        raw_object: None,
        sent_at: Some(ctx.now),
        received_at: ctx.now,
        delivery_state: None,
        delivery_detail: None,
        signature_state: None,
        sender_check: None,
        attachment_count: 0,
        mentions: agents,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.insert_messages(std::slice::from_ref(&message)).await?;
    let mut row = tx.get_ticket(ticket).await?;
    not_merged(&row)?;
    row.message_count += 1;
    row.updated_at = ctx.now;
    follow(ctx, &mut row, &message.mentions);
    tx.update_tickets(&[row]).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MessageAdded, Some(ticket), Some(id))]).await?;
    let gone = draft::finish(&mut tx, ctx, ticket, DraftKind::Note, draft).await?;
    app.texts().put(vec![outgoing::text(&message, &content)]).await;
    tx.commit().await?;
    app.vault().publish(keys);
    draft::forget(app, ctx, gone.as_slice()).await;
    Ok(id)
}

fn check(text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::Input { field: "text", rule: "rule-required" });
    }
    if text.len() > REPLY_BYTES_MAX {
        return Err(Error::TooLarge { what: "text", max_bytes: REPLY_BYTES_MAX });
    }
    Ok(())
}

/// Who is mentioned follows the ticket; its author need not.
fn follow(ctx: &Ctx, ticket: &mut store::Ticket, mentioned: &[AgentId]) {
    for agent in mentioned.iter().filter(|agent| Some(**agent) != ctx.agent_id()) {
        if ticket.followers.len() < TICKET_FOLLOWERS_MAX && !ticket.followers.contains(agent) {
            ticket.followers.push(*agent);
        }
    }
}
