//! Merging a ticket into another, and undoing that. Nothing is lost and no mail is encrypted anew: messages change
//! their ticket, the keys of their objects are wrapped under the other ticket's key, and the one that was merged away
//! remembers where they are. Whoever comes for it, by address or by mail, is led to the other.

use super::alter::{not_merged, set_status};
use super::moving::{self, Instead};
use crate::field::merging as fields;
use crate::{App, Ctx, Error, Result, keys};
use domain::limits::TICKET_TAGS_MAX;
use domain::{MergeId, TagId, TicketId, TicketStatus, Timestamp};
use privacy::{Act, Permit};
use std::collections::HashSet;
use store::{Happening, Merge};

/// Merges `source` into `target`.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Input`] for a ticket with itself; [`Error::State`] when one was merged already;
/// a refusal; a store's failure.
pub async fn merge(app: &App, ctx: &Ctx, source: TicketId, target: TicketId) -> Result<MergeId> {
    if source == target {
        return Err(Error::Input { field: "into", rule: "rule-other-ticket" });
    }
    let permit = app.permit(ctx, Act::TICKET_MERGE).await?;
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    app.load_tenant(ctx.scope).await?;
    // Under the tenant's turn, so that no mail is threaded into what is being moved.
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut tx = store.begin().await?;
    let mut from = tx.find_ticket(source).await?.ok_or(Error::NotFound("ticket"))?;
    let mut to = tx.find_ticket(target).await?.ok_or(Error::NotFound("ticket"))?;
    not_merged(&from)?;
    not_merged(&to)?;
    let messages = moving::every_message(&mut tx, source).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let instead = Instead { ticket: Some(target), ..Instead::default() };
    moving::rewrap(app, ctx, &mut keys, &messages, instead).await?;
    let drafts = drafts_with_room(&mut tx, source, target).await?;
    let objects: Vec<_> = drafts.iter().map(|draft| draft.content.object()).collect();
    moving::rewrap_objects(app, ctx, &mut keys, &objects, instead).await?;
    let filled = fields::bring(app, ctx, &permit, (&mut tx, &mut keys), (&from, &mut to)).await;
    let (permit, filled) = told(app, permit, filled).await?;
    permit.record_tickets(&[source, target]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    app.keyring().commit(keys.batch()).await?;
    for draft in &drafts {
        tx.move_draft(draft, target).await?;
    }
    let made = Merge {
        id: MergeId::generate(ctx.now),
        source,
        target,
        agent,
        source_status: from.status,
        target_status: to.status,
        made_at: ctx.now,
        drafts: objects,
        tags: tags_with_room(&from, &to),
        fields: filled.fields,
    };
    let ids = moving::ids(&messages);
    tx.move_messages(&ids, source, target).await?;
    tx.copy_participants(source, target).await?;
    tx.insert_merge(&made, &ids).await?;
    // Who waits in one of them waits in both.
    if from.status == TicketStatus::Open {
        set_status(&mut to, TicketStatus::Open);
    }
    to.tags.extend(&made.tags);
    to.message_count += moving::count(&messages);
    to.attachment_count += moving::attachments(&messages);
    to.last_inbound_at = to.last_inbound_at.max(from.last_inbound_at);
    to.updated_at = ctx.now;
    merged_away(&mut from, target, ctx.now);
    tx.update_tickets(&[from, to]).await?;
    tx.tell_pair(Happening::MergedInto, source, target);
    tx.tell_pair(Happening::Merged, target, source);
    tx.append_audit(&entries).await?;
    tx.append_changes(&moving::changes(ctx, &ids, target, &[source, target])).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, filled.old.as_slice()).await?;
    Ok(made.id)
}

/// The row of a ticket whose messages are another's.
fn merged_away(ticket: &mut store::Ticket, target: TicketId, now: Timestamp) {
    ticket.message_count = 0;
    ticket.attachment_count = 0;
    ticket.status = TicketStatus::Merged;
    ticket.snoozed_until = None;
    ticket.merged_into = Some(target);
    ticket.updated_at = now;
}

/// What was opened is told, also where it came to nothing.
async fn told(app: &App, permit: Permit, moved: Result<fields::Moved>) -> Result<(Permit, fields::Moved)> {
    match moved {
        Ok(moved) => Ok((permit, moved)),
        Err(error) => {
            app.settle(permit).await?;
            Err(error)
        }
    }
}

/// The drafts that go along, closed as they are. Whoever writes in both tickets keeps both drafts where they are: when
/// they open the target, theirs become one (`draft::read`), since only they can open them.
async fn drafts_with_room(
    tx: &mut store::TenantTx,
    source: TicketId,
    target: TicketId,
) -> Result<Vec<store::Draft>> {
    let taken = tx.list_drafts_of_ticket(target).await?;
    let mut drafts = tx.list_drafts_of_ticket(source).await?;
    drafts.retain(|draft| !taken.iter().any(|t| (t.agent, t.kind) == (draft.agent, draft.kind)));
    Ok(drafts)
}

/// The tags of one that the other does not have, as many as it can take.
fn tags_with_room(from: &store::Ticket, to: &store::Ticket) -> Vec<TagId> {
    let room = TICKET_TAGS_MAX.saturating_sub(to.tags.len());
    from.tags.iter().filter(|tag| !to.tags.contains(tag)).take(room).copied().collect()
}

/// The drafts that go back: those that are as they were when they came, where there is room for them.
async fn drafts_to_return(tx: &mut store::TenantTx, made: &Merge) -> Result<Vec<store::Draft>> {
    let taken = tx.list_drafts_of_ticket(made.source).await?;
    let mut drafts = tx.list_drafts_of_ticket(made.target).await?;
    drafts.retain(|draft| {
        made.drafts.contains(&draft.content.object())
            && !taken.iter().any(|t| (t.agent, t.kind) == (draft.agent, draft.kind))
    });
    Ok(drafts)
}

/// Undoes a merge: what it moved goes back, as far as it is there still; what came since stays where it is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] when the other ticket was merged away since: that has to be undone first;
/// a refusal; a store's failure.
pub async fn unmerge(app: &App, ctx: &Ctx, id: MergeId) -> Result<TicketId> {
    let permit = app.permit(ctx, Act::TICKET_MERGE).await?;
    let store = app.store().tenant(ctx.scope);
    let made = store.find_merge(id).await?.ok_or(Error::NotFound("merge"))?;
    let (source, target) = (made.source, made.target);
    app.load_tenant(ctx.scope).await?;
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut tx = store.begin().await?;
    let (mut from, mut to) = (tx.get_ticket(source).await?, tx.get_ticket(target).await?);
    not_merged(&to)?;
    let moved: HashSet<_> = tx.list_merged_messages(id).await?.into_iter().collect();
    let all = moving::every_message(&mut tx, target).await?;
    let (back, stays): (Vec<_>, Vec<_>) = all.into_iter().partition(|message| moved.contains(&message.id));
    let mut keys = app.vault().draft(ctx.scope);
    let instead = Instead { ticket: Some(source), ..Instead::default() };
    moving::rewrap(app, ctx, &mut keys, &back, instead).await?;
    let drafts = drafts_to_return(&mut tx, &made).await?;
    let objects: Vec<_> = drafts.iter().map(|draft| draft.content.object()).collect();
    moving::rewrap_objects(app, ctx, &mut keys, &objects, instead).await?;
    let emptied =
        fields::take_out(app, ctx, &permit, (&mut tx, &mut keys), (&from, &mut to), &made.fields).await;
    let (permit, emptied) = told(app, permit, emptied).await?;
    permit.record_tickets(&[source, target]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    app.keyring().commit(keys.batch()).await?;
    let ids = moving::ids(&back);
    tx.move_messages(&ids, target, source).await?;
    for draft in &drafts {
        tx.move_draft(draft, source).await?;
    }
    tx.delete_merge(id).await?;
    to.tags.retain(|tag| !made.tags.contains(tag));
    from.status = made.source_status;
    from.merged_into = None;
    from.message_count = moving::count(&back);
    from.attachment_count = moving::attachments(&back);
    from.last_inbound_at = newest_inbound(&back);
    from.updated_at = ctx.now;
    to.message_count = moving::count(&stays);
    to.attachment_count = moving::attachments(&stays);
    to.last_inbound_at = newest_inbound(&stays);
    to.updated_at = ctx.now;
    // What the merge alone made open is as it was; what was touched since stays as it is.
    if to.status == TicketStatus::Open
        && made.source_status == TicketStatus::Open
        && stays_are_old(&stays, &made)
    {
        set_status(&mut to, made.target_status);
    }
    tx.update_tickets(&[from, to]).await?;
    tx.tell_pair(Happening::Unmerged, source, target);
    tx.tell_pair(Happening::Unmerged, target, source);
    tx.append_audit(&entries).await?;
    tx.append_changes(&moving::changes(ctx, &ids, source, &[source, target])).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, emptied.old.as_slice()).await?;
    Ok(source)
}

fn newest_inbound(messages: &[store::Message]) -> Option<domain::Timestamp> {
    let inbound = messages.iter().filter(|message| message.kind == domain::MessageKind::Inbound);
    inbound.map(|message| message.received_at).max()
}

/// Whether nothing came into the ticket after the merge.
fn stays_are_old(stays: &[store::Message], made: &Merge) -> bool {
    stays.iter().all(|message| message.received_at <= made.made_at)
}
