//! Taking rows and bytes out, in small writes, so that nobody waits long for one. Every list that is asked for gives
//! what is still there: after a crash it goes on with the rest.

use super::copies::{self, Ended};
use super::{Scope, keys, parts, rest};
use crate::{App, Ctx, Result};
use domain::keyring::LeafRef;
use domain::{ContactId, ErasureReason, MessageId, ObjectId, TicketId};
use std::collections::BTreeSet;
use store::{ChangeKind, Condemned, Durability, TenantTx};
use uuid::Uuid;

mod mailbox;
mod older;
mod pace;

use pace::Pace;

/// Mails of a mailbox whose keys are destroyed and whose bytes are overwritten at once: each time waits for the disk, and all
/// others wait with it.
const MAILS_ENDED_AT_ONCE: u32 = 512;
/// Messages, tickets, contacts read at once.
const PER_READ: u32 = 64;

/// What was taken out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Purged {
    /// Tickets.
    pub tickets: i64,
    /// Messages.
    pub messages: i64,
    /// Bytes of mails that were overwritten.
    pub bytes: i64,
    /// Keys of single objects.
    pub keys: i64,
}

/// Takes everything in the scope out, and has the index forget its words ([`rows`], [`leave_no_word`]).
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn purge(app: &App, ctx: &Ctx, scope: Scope, reason: ErasureReason) -> Result<Purged> {
    let done = rows(app, ctx, scope, reason).await?;
    if scope != Scope::Tenant {
        leave_no_word(app, ctx).await?;
    }
    Ok(done)
}

/// Takes every row in the scope out. What mails of people were known by is remembered, so that they do not come back; but
/// not where a mailbox ends: connected anew, it takes in what is at the source.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn rows(app: &App, ctx: &Ctx, scope: Scope, reason: ErasureReason) -> Result<Purged> {
    let is_end = matches!(scope, Scope::Mailbox(_) | Scope::Tenant) || parts::is_part(scope.kind(), reason);
    let mut purge = Purge::new(app, ctx, !is_end);
    match scope {
        Scope::Contact(id) => purge.contact(id).await?,
        Scope::Conversation(id) => {
            // They lie under the conversation's, which is gone.
            purge.durability = Durability::WithTheNext;
            purge.conversation(id).await?;
        }
        Scope::Message(id) => purge.message(id).await?,
        Scope::Mailbox(id) => purge.mailbox(id).await?,
        Scope::Tenant => purge.tenant().await?,
        // Other objects stand in the place of what went.
        Scope::Attachment(..) | Scope::Attachments(_) | Scope::Redaction(_) | Scope::People(_) => {}
        Scope::Pseudonym(id) => purge.taken_out(id).await?,
    }
    if scope != Scope::Tenant {
        let ended = copies::renew_company(app, ctx).await?;
        purge.ended(ended);
    }
    Ok(purge.done)
}

/// After a restore of older data: takes out what was written anew since, for what lies here opens no more, and what was
/// written is not here. A conversation of which nothing is left, or nothing that tells what it is about, goes whole.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn unreadable(app: &App, ctx: &Ctx, scope: Scope) -> Result<Purged> {
    let mut purge = Purge::new(app, ctx, true);
    match scope {
        Scope::Attachment(id, _) => purge.unreadable(&[id]).await?,
        Scope::Attachments(id) => purge.unreadable_of(id).await?,
        Scope::Redaction(id) | Scope::People(id) => purge.older(id).await?,
        Scope::Pseudonym(id) => purge.older_person(id).await?,
        _ => {}
    }
    if purge.done != Purged::default() {
        leave_no_word(app, ctx).await?;
    }
    let ended = copies::renew_company(app, ctx).await?;
    purge.ended(ended);
    Ok(purge.done)
}

/// Has the index forget the words of what was taken out, and waits for it.
///
/// # Errors
/// A store's failure; the index did not come so far in time.
pub async fn leave_no_word(app: &App, ctx: &Ctx) -> Result<()> {
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.append_changes(&[ctx.change(ChangeKind::Erased, None, None)]).await?;
    let seq = tx.change_seq();
    tx.commit().await?;
    app.index_caught_up(ctx.scope, seq, crate::index::INDEX_PATIENCE).await
}

struct Purge<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    suppress: bool,
    done: Purged,
    writes: u32,
    /// How many rows of each kind go in one write.
    messages_pace: Pace,
    tickets_pace: Pace,
    contacts_pace: Pace,
    /// When the end of keys that lie under others survives a power cut.
    durability: Durability,
    /// Objects whose keys and bytes went ahead of the rows that name them.
    ended_ahead: BTreeSet<ObjectId>,
}

impl<'a> Purge<'a> {
    fn new(app: &'a App, ctx: &'a Ctx, suppress: bool) -> Self {
        let (messages_pace, tickets_pace, contacts_pace) = Default::default();
        let (done, writes, durability, ended_ahead) = Default::default();
        Self {
            app,
            ctx,
            suppress,
            done,
            writes,
            messages_pace,
            tickets_pace,
            contacts_pace,
            durability,
            ended_ahead,
        }
    }

    fn store(&self) -> store::TenantStore {
        self.app.store().tenant(self.ctx.scope)
    }

    /// A write for rows whose keys are gone. After a power cut they are there once more, and are taken out once more; the note
    /// that everything is out waits for the disk, and so for all of these.
    async fn begin(&self) -> Result<TenantTx> {
        Ok(self.store().begin_as(Durability::WithTheNext).await?)
    }

    fn now_us(&self) -> u64 {
        self.app.clock().monotonic_us()
    }

    async fn contact(&mut self, id: ContactId) -> Result<()> {
        loop {
            let tickets = self.store().list_tickets_of_requester(id, PER_READ).await?;
            if tickets.is_empty() {
                break;
            }
            for ticket in tickets {
                self.conversation(ticket).await?;
            }
        }
        loop {
            let some = self.store().list_messages_of_contact(id, PER_READ).await?;
            if some.is_empty() {
                break;
            }
            self.in_tickets_that_stay(&some).await?;
        }
        self.contact_rows(&[id], Vec::new()).await
    }

    /// Whoever stands in their place is led to by no case of theirs, not even by one that came meanwhile.
    async fn taken_out(&mut self, id: ContactId) -> Result<()> {
        let mut tx = self.store().begin().await?;
        tx.leave_tickets_of_subject_requests(id).await?;
        tx.commit().await?;
        self.contact_rows(&[id], Vec::new()).await
    }

    /// Contacts, with the keys of these leaves.
    async fn contact_rows(&mut self, ids: &[ContactId], leaves: Vec<LeafRef>) -> Result<()> {
        let store = self.store();
        for id in ids {
            let ended = copies::end_of(self.app, self.ctx, *id).await?;
            self.ended(ended);
        }
        let rows = store.list_contacts_by_ids(ids).await?;
        let holders: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let held = store.list_field_values(&holders).await?;
        let profiles = rows.iter().map(|row| row.profile.object());
        let objects = profiles.chain(held.iter().map(|held| held.content.object())).collect();
        let condemned = Condemned { leaves, objects, contacts: ids.to_vec() };
        self.destroy(condemned, Durability::AtCommit).await?;
        let mut left = ids;
        while !left.is_empty() {
            let few = self.contacts_pace.take(&mut left);
            let mut tx = self.begin().await?;
            let began = self.now_us();
            tx.purge_contacts(few).await?;
            tx.append_changes(&[self.ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
            tx.commit().await?;
            self.contacts_pace.took(few.len(), self.now_us().saturating_sub(began));
            self.rest(began).await;
        }
        Ok(())
    }

    const fn ended(&mut self, ended: Ended) {
        self.done.keys += ended.keys;
        self.done.bytes += ended.bytes;
    }

    /// Destroys the keys of single objects: nothing depends on them any more.
    async fn end_objects(&mut self, mut objects: Vec<ObjectId>) -> Result<()> {
        objects.retain(|object| !self.ended_ahead.contains(object));
        if objects.is_empty() {
            return Ok(());
        }
        self.destroy(Condemned { objects, ..Condemned::default() }, self.durability).await
    }

    async fn destroy(&mut self, condemned: Condemned, durability: Durability) -> Result<()> {
        let gone = self.app.keyring().destroy_as(self.ctx.scope, &condemned, durability).await?;
        self.done.keys += i64::try_from(gone).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Overwrites what lies in packs of these objects.
    async fn overwrite(&mut self, objects: &[ObjectId]) -> Result<()> {
        let is_left = |object: &&ObjectId| !self.ended_ahead.contains(object);
        let left: Vec<ObjectId> = objects.iter().filter(is_left).copied().collect();
        if left.is_empty() {
            return Ok(());
        }
        let places = self.store().list_blobs(&left).await?;
        let bytes = self.app.packs().erase(&places).await?;
        self.done.bytes += i64::try_from(bytes).unwrap_or(i64::MAX);
        Ok(())
    }

    /// A ticket with all of its messages, and those that were merged into it.
    async fn conversation(&mut self, id: TicketId) -> Result<()> {
        for ticket in keys::with_merged(self.app, self.ctx, vec![id]).await?.into_iter().rev() {
            self.ticket(ticket).await?;
        }
        Ok(())
    }

    async fn ticket(&mut self, id: TicketId) -> Result<()> {
        let ended = copies::end_of_tickets(self.app, self.ctx, &[id]).await?;
        self.ended(ended);
        loop {
            let page = self.store().list_messages_of_ticket(id, None, PER_READ).await?;
            if page.is_empty() {
                return self.tickets(&[id]).await;
            }
            self.messages(&page, false).await?;
        }
    }

    /// Tickets of which no message is left. One to which a mail has come meanwhile stays.
    async fn tickets(&mut self, ids: &[TicketId]) -> Result<()> {
        let store = self.store();
        // Whoever threads a batch of mails may be about to put one into one of these.
        let turn = self.app.tenant_turn(self.ctx.scope).await;
        let left = store.count_left_in_tickets(ids).await?;
        let ids: Vec<TicketId> = ids.iter().filter(|id| !left.contains_key(id)).copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let (mut objects, mut uploads) = store.list_draft_objects(&ids).await?;
        let holders: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        objects.extend(store.list_field_values(&holders).await?.iter().map(|held| held.content.object()));
        objects.extend(store.list_tickets_by_ids(&ids).await?.iter().map(|row| row.summary.object()));
        self.end_objects(objects).await?;
        if !uploads.is_empty() {
            // They lie under their author's alone, which stays.
            let condemned = Condemned { objects: uploads.clone(), ..Condemned::default() };
            self.destroy(condemned, Durability::AtCommit).await?;
        }
        self.overwrite(&uploads).await?;
        let (mut left, mut gone, first) = (ids.as_slice(), 0, self.now_us());
        while !left.is_empty() {
            let few = self.tickets_pace.take(&mut left);
            let mut tx = self.begin().await?;
            let began = self.now_us();
            // By the first of them: a draft that is still there names its uploads once more.
            tx.delete_uploads(&uploads).await?;
            tx.delete_blobs(&std::mem::take(&mut uploads)).await?;
            gone += tx.purge_tickets(few).await?;
            let change = |id: &TicketId| self.ctx.change(ChangeKind::TicketDeleted, Some(*id), None);
            tx.append_changes(&few.iter().map(change).collect::<Vec<_>>()).await?;
            tx.commit().await?;
            self.tickets_pace.took(few.len(), self.now_us().saturating_sub(began));
        }
        drop(turn);
        self.done.tickets += i64::try_from(gone).unwrap_or(i64::MAX);
        self.rest(first).await;
        Ok(())
    }

    /// Messages, with their keys and bytes. Where their tickets may stay, these are counted anew in the same write: whoever goes
    /// on after a crash finds no message that leads there.
    async fn messages(&mut self, rows: &[store::Message], may_stay: bool) -> Result<()> {
        if self.suppress {
            let ids: Vec<MessageId> = rows.iter().map(|row| row.id).collect();
            let tags = self.store().list_tags_of_messages(&ids).await?;
            self.app.keyring().suppress(self.ctx.scope, &tags).await?;
        }
        self.end_messages(rows).await?;
        let mut left = rows;
        while !left.is_empty() {
            let few = self.messages_pace.take(&mut left);
            let (ids, raws): (Vec<MessageId>, Vec<_>) =
                few.iter().map(|row| (row.id, row.raw_object)).unzip();
            let change = |row: &store::Message| {
                self.ctx.change(ChangeKind::MessageDeleted, Some(row.ticket), Some(row.id))
            };
            let mut tx = self.begin().await?;
            let began = self.now_us();
            let gone = tx.purge_messages(&ids, !self.suppress).await?;
            tx.delete_blobs(&raws.into_iter().flatten().collect::<Vec<_>>()).await?;
            tx.append_changes(&few.iter().map(change).collect::<Vec<_>>()).await?;
            if may_stay {
                let tickets: BTreeSet<TicketId> = few.iter().map(|row| row.ticket).collect();
                let left = tx.count_left_in_tickets(&tickets.into_iter().collect::<Vec<_>>()).await?;
                for id in left.into_keys() {
                    self.count(&mut tx, id).await?;
                }
            }
            tx.commit().await?;
            self.done.messages += i64::try_from(gone).unwrap_or(i64::MAX);
            self.messages_pace.took(few.len(), self.now_us().saturating_sub(began));
            self.rest(began).await;
        }
        Ok(())
    }

    /// The keys of messages, then their bytes, both before the rows: what a crash leaves opens nothing, and no bytes lie there
    /// that nobody knows of.
    async fn end_messages(&mut self, rows: &[store::Message]) -> Result<()> {
        self.end_objects(rows.iter().flat_map(keys::objects).collect()).await?;
        let raws: Vec<ObjectId> = rows.iter().filter_map(|row| row.raw_object).collect();
        self.overwrite(&raws).await
    }

    /// Of something large others are to notice little.
    async fn rest(&mut self, began_us: u64) {
        self.writes += 1;
        if self.writes > rest::AT_ONCE {
            rest::after_write(self.app, began_us).await;
        }
    }

    async fn message(&mut self, id: MessageId) -> Result<()> {
        self.in_tickets_that_stay(&[id]).await?;
        Ok(())
    }

    /// Messages in tickets that keep the rest of theirs. A ticket that has nothing left but notes goes too; those that stay
    /// are returned.
    async fn in_tickets_that_stay(&mut self, ids: &[MessageId]) -> Result<Vec<TicketId>> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let tickets: BTreeSet<TicketId> = rows.iter().map(|row| row.ticket).collect();
        let tickets: Vec<TicketId> = tickets.into_iter().collect();
        let ended = copies::end_of_tickets(self.app, self.ctx, &tickets).await?;
        self.ended(ended);
        self.messages(&rows, true).await?;
        self.end_empty(&tickets).await
    }

    /// Ends those of these tickets of which nothing is left but notes, and returns the others.
    async fn end_empty(&mut self, tickets: &[TicketId]) -> Result<Vec<TicketId>> {
        let left = self.store().count_left_in_tickets(tickets).await?;
        let (empty, some): (Vec<TicketId>, Vec<TicketId>) =
            tickets.iter().partition(|id| !left.contains_key(id));
        if self.store().list_tickets_merged_into(&empty).await?.is_empty() {
            self.tickets(&empty).await?;
        } else {
            for id in empty {
                self.conversation(id).await?;
            }
        }
        let has_mails = |id: &TicketId| left.get(id).is_some_and(|mails| *mails > 0);
        let (stay, notes): (Vec<TicketId>, Vec<TicketId>) = some.into_iter().partition(has_mails);
        for id in notes {
            self.conversation(id).await?;
        }
        Ok(stay)
    }

    /// Puts the numbers of a ticket right, and where it is listed.
    async fn count(&self, tx: &mut TenantTx, id: TicketId) -> Result<()> {
        let Some(mut ticket) = tx.find_ticket(id).await? else { return Ok(()) };
        let (mut messages, mut attachments, mut after) = (0u32, 0u32, None);
        loop {
            let page = tx.list_messages_of_ticket(id, after, PER_READ).await?;
            let Some(last) = page.last() else { break };
            (after, ticket.mailbox) = (Some(last.id), last.mailbox);
            messages = messages.saturating_add(u32::try_from(page.len()).unwrap_or(u32::MAX));
            attachments = page.iter().fold(attachments, |sum, row| sum.saturating_add(row.attachment_count));
        }
        (ticket.message_count, ticket.attachment_count) = (messages, attachments);
        tx.update_tickets(&[ticket]).await?;
        Ok(tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?)
    }

    async fn tenant(&mut self) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        loop {
            let places = store.list_blobs_after(after, MAILS_ENDED_AT_ONCE).await?;
            let Some(last) = places.last() else { break };
            after = Some(last.object);
            let bytes = self.app.packs().erase(&places).await?;
            self.done.bytes += i64::try_from(bytes).unwrap_or(i64::MAX);
        }
        self.done.messages += store.count_messages().await?;
        loop {
            let began = self.now_us();
            if !self.app.store().system().purge_some_of_tenant(self.ctx.scope).await? {
                break;
            }
            self.rest(began).await;
        }
        self.app.store().system().purge_tenant(self.ctx.scope).await?;
        self.app.indexes().reset(self.ctx.scope)?;
        Ok(())
    }
}
