//! Taking rows and bytes out, in small writes, so that nobody waits long for one. Every list that is asked for gives
//! what is still there: after a crash it goes on with the rest.

use super::copies::{self, Ended};
use super::{Scope, keys};
use crate::{App, Ctx, Result};
use domain::{ContactId, MessageId, ObjectId, TicketId};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use store::{ChangeKind, Condemned};
use uuid::Uuid;

mod mailbox;

/// Messages taken out in one write.
const MESSAGES_PER_WRITE: u32 = 8;
/// Mails of a mailbox whose bytes are overwritten at once: each time waits for the file system, and all others wait with it.
const MAILS_OVERWRITTEN_AT_ONCE: u32 = 512;
/// Tickets, contacts read at once.
const PER_READ: u32 = 64;
/// Writes before it begins to rest between them.
const WRITES_AT_ONCE: u32 = 8;
/// It rests so many times as long as it wrote.
const RESTS: u32 = 3;
/// It rests no longer than that.
const REST_MAX: Duration = Duration::from_millis(100);

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

/// Takes everything in the scope out. What mails of people were known by is remembered, so that they do not come back.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn purge(app: &App, ctx: &Ctx, scope: Scope) -> Result<Purged> {
    let mut purge = Purge {
        app,
        ctx,
        suppress: !matches!(scope, Scope::Mailbox(_) | Scope::Tenant),
        done: Purged::default(),
        writes: 0,
        overwritten: BTreeSet::new(),
    };
    match scope {
        Scope::Contact(id) => purge.contact(id).await?,
        Scope::Conversation(id) => purge.conversation(id).await?,
        Scope::Message(id) => purge.message(id).await?,
        Scope::Mailbox(id) => purge.mailbox(id).await?,
        Scope::Tenant => purge.tenant().await?,
        // Other objects stand in the place of what went.
        Scope::Attachment(..) | Scope::Attachments(_) | Scope::Redaction(_) | Scope::People(_) => {}
        Scope::Pseudonym(id) => purge.taken_out(id).await?,
    }
    if scope != Scope::Tenant {
        purge.leave_no_word().await?;
        let ended = copies::renew_company(app, ctx).await?;
        purge.ended(ended);
    }
    Ok(purge.done)
}

/// After a restore of older data: takes out what was written anew since, for what lies here opens no more, and what was
/// written is not here. A conversation of which nothing is left goes whole.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn unreadable(app: &App, ctx: &Ctx, scope: Scope) -> Result<Purged> {
    let mut purge =
        Purge { app, ctx, suppress: true, done: Purged::default(), writes: 0, overwritten: BTreeSet::new() };
    match scope {
        Scope::Attachment(id, _) => purge.unreadable(&[id]).await?,
        Scope::Attachments(id) => purge.unreadable_of(id).await?,
        Scope::Redaction(id) | Scope::People(id) => purge.redacted(id).await?,
        // Who they were is not to be found any more: what they asked goes whole.
        Scope::Pseudonym(id) => purge.contact(id).await?,
        _ => {}
    }
    if purge.done != Purged::default() {
        purge.leave_no_word().await?;
    }
    let ended = copies::renew_company(app, ctx).await?;
    purge.ended(ended);
    Ok(purge.done)
}

struct Purge<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    suppress: bool,
    done: Purged,
    writes: u32,
    /// Bytes that were overwritten ahead of their rows.
    overwritten: BTreeSet<ObjectId>,
}

impl Purge<'_> {
    fn store(&self) -> store::TenantStore {
        self.app.store().tenant(self.ctx.scope)
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
            let some = self.store().list_messages_of_contact(id, MESSAGES_PER_WRITE).await?;
            if some.is_empty() {
                break;
            }
            self.in_tickets_that_stay(&some).await?;
        }
        self.contact_rows(&[id]).await
    }

    /// Whoever stands in their place is led to by no case of theirs, not even by one that came meanwhile.
    async fn taken_out(&mut self, id: ContactId) -> Result<()> {
        let mut tx = self.store().begin().await?;
        tx.leave_tickets_of_subject_requests(id).await?;
        tx.commit().await?;
        self.contact_rows(&[id]).await
    }

    async fn contact_rows(&mut self, ids: &[ContactId]) -> Result<()> {
        let (began, store) = (self.app.clock().monotonic_us(), self.store());
        for id in ids {
            let ended = copies::end_of(self.app, self.ctx, *id).await?;
            self.ended(ended);
        }
        let rows = store.list_contacts_by_ids(ids).await?;
        let holders: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let held = store.list_field_values(&holders).await?;
        let profiles = rows.iter().map(|row| row.profile.object());
        let objects = profiles.chain(held.iter().map(|held| held.content.object())).collect();
        self.end_objects(objects, ids.to_vec()).await?;
        let mut tx = store.begin().await?;
        for id in ids {
            tx.purge_contact(*id).await?;
            tx = tx.make_way(&store).await?;
        }
        tx.append_changes(&[self.ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
        tx.commit().await?;
        self.rest(began).await;
        Ok(())
    }

    const fn ended(&mut self, ended: Ended) {
        self.done.keys += ended.keys;
        self.done.bytes += ended.bytes;
    }

    /// Destroys the keys of single objects: nothing depends on them any more.
    async fn end_objects(&mut self, objects: Vec<ObjectId>, contacts: Vec<ContactId>) -> Result<()> {
        let condemned = Condemned { objects, contacts, ..Condemned::default() };
        let gone = self.app.keyring().destroy(self.ctx.scope, &condemned).await?;
        self.done.keys += i64::try_from(gone).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Overwrites what lies in packs of these objects.
    async fn overwrite(&mut self, objects: &[ObjectId]) -> Result<()> {
        let left: Vec<ObjectId> =
            objects.iter().filter(|object| !self.overwritten.remove(object)).copied().collect();
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
            let page = self.store().list_messages_of_ticket(id, None, MESSAGES_PER_WRITE).await?;
            if page.is_empty() {
                return self.tickets(&[id]).await;
            }
            self.messages(&[(id, &page)]).await?;
        }
    }

    /// Tickets of which no message is left. One to which a mail has come meanwhile stays.
    async fn tickets(&mut self, ids: &[TicketId]) -> Result<()> {
        let (began, store) = (self.app.clock().monotonic_us(), self.store());
        // Whoever threads a batch of mails may be about to put one into one of these.
        let turn = self.app.tenant_turn(self.ctx.scope).await;
        let left = store.count_left_in_tickets(ids).await?;
        let ids: Vec<TicketId> = ids.iter().filter(|id| !left.contains_key(id)).copied().collect();
        if ids.is_empty() {
            return Ok(());
        }
        let (mut objects, uploads) = store.list_draft_objects(&ids).await?;
        let holders: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        objects.extend(store.list_field_values(&holders).await?.iter().map(|held| held.content.object()));
        objects.extend(store.list_tickets_by_ids(&ids).await?.iter().map(|row| row.summary.object()));
        objects.extend(&uploads);
        self.end_objects(objects, Vec::new()).await?;
        self.overwrite(&uploads).await?;
        let (mut tx, mut gone) = (store.begin().await?, 0);
        tx.delete_uploads(&uploads).await?;
        tx.delete_blobs(&uploads).await?;
        for id in &ids {
            gone += tx.purge_tickets(&[*id]).await?;
            tx.append_changes(&[self.ctx.change(ChangeKind::TicketDeleted, Some(*id), None)]).await?;
            tx = tx.make_way(&store).await?;
        }
        tx.commit().await?;
        drop(turn);
        self.done.tickets += i64::try_from(gone).unwrap_or(i64::MAX);
        self.rest(began).await;
        Ok(())
    }

    /// Messages, by their tickets.
    async fn messages(&mut self, of: &[(TicketId, &[store::Message])]) -> Result<()> {
        let (began, store) = (self.app.clock().monotonic_us(), self.store());
        let ids = |rows: &[store::Message]| rows.iter().map(|row| row.id).collect::<Vec<MessageId>>();
        if self.suppress {
            for (ticket, rows) in of {
                let tags = store.list_tags_of_messages(*ticket, &ids(rows)).await?;
                self.app.keyring().suppress(self.ctx.scope, &tags).await?;
            }
        }
        let all = || of.iter().flat_map(|(_, rows)| rows.iter());
        self.end_objects(all().flat_map(keys::objects).collect(), Vec::new()).await?;
        let raws: Vec<ObjectId> = all().filter_map(|row| row.raw_object).collect();
        // Before the rows that say where they lie: a crash leaves no bytes that nobody knows of.
        self.overwrite(&raws).await?;
        let (mut tx, mut gone) = (store.begin().await?, 0);
        for (ticket, rows) in of {
            for row in *rows {
                gone += tx.purge_messages(*ticket, &[row.id]).await?;
                tx.delete_blobs(row.raw_object.as_slice()).await?;
                let change = self.ctx.change(ChangeKind::MessageDeleted, Some(row.ticket), Some(row.id));
                tx.append_changes(&[change]).await?;
                tx = tx.make_way(&store).await?;
            }
        }
        tx.commit().await?;
        self.done.messages += i64::try_from(gone).unwrap_or(i64::MAX);
        self.rest(began).await;
        Ok(())
    }

    /// Of something large others are to notice little.
    async fn rest(&mut self, began_us: u64) {
        self.writes += 1;
        if self.writes > WRITES_AT_ONCE {
            let took = self.app.clock().monotonic_us().saturating_sub(began_us);
            tokio::time::sleep((Duration::from_micros(took) * RESTS).min(REST_MAX)).await;
        }
    }

    /// Those of these messages whose key is gone.
    async fn unreadable(&mut self, ids: &[MessageId]) -> Result<()> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let objects: Vec<ObjectId> = rows.iter().map(|row| row.content.object()).collect();
        let keys = self.app.keyring().list_object_keys(self.ctx.scope, &objects).await?;
        let there: BTreeSet<ObjectId> = keys.iter().map(|key| key.object).collect();
        let gone = rows.iter().filter(|row| !there.contains(&row.content.object()));
        let gone: Vec<MessageId> = gone.map(|row| row.id).collect();
        if !gone.is_empty() {
            self.in_tickets_that_stay(&gone).await?;
        }
        Ok(())
    }

    async fn unreadable_of(&mut self, ticket: TicketId) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.store().list_messages_of_ticket(ticket, after, PER_READ).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let ids: Vec<MessageId> = page.iter().map(|row| row.id).collect();
            self.unreadable(&ids).await?;
        }
    }

    /// Messages that were written anew since, and the ticket where its own words were: those are nowhere.
    async fn redacted(&mut self, id: TicketId) -> Result<()> {
        for ticket in keys::with_merged(self.app, self.ctx, vec![id]).await? {
            self.unreadable_of(ticket).await?;
            let Some(row) = self.store().find_ticket(ticket).await? else { continue };
            let object = row.summary.object();
            if self.app.keyring().list_object_keys(self.ctx.scope, &[object]).await?.is_empty() {
                self.ticket(ticket).await?;
            }
        }
        Ok(())
    }

    async fn message(&mut self, id: MessageId) -> Result<()> {
        self.in_tickets_that_stay(&[id]).await?;
        Ok(())
    }

    /// Messages in tickets that keep the rest of theirs. A ticket that has nothing left but notes goes too; those that stay
    /// are returned.
    async fn in_tickets_that_stay(&mut self, ids: &[MessageId]) -> Result<Vec<TicketId>> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let mut by_ticket: BTreeMap<TicketId, Vec<store::Message>> = BTreeMap::new();
        for row in rows {
            by_ticket.entry(row.ticket).or_default().push(row);
        }
        let tickets: Vec<TicketId> = by_ticket.keys().copied().collect();
        let ended = copies::end_of_tickets(self.app, self.ctx, &tickets).await?;
        self.ended(ended);
        let of: Vec<_> = by_ticket.iter().map(|(ticket, rows)| (*ticket, rows.as_slice())).collect();
        self.messages(&of).await?;
        self.end_or_count(&tickets).await
    }

    /// Ends those of these tickets of which nothing is left but notes, and counts the others anew, which are returned.
    async fn end_or_count(&mut self, tickets: &[TicketId]) -> Result<Vec<TicketId>> {
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
        let mut stay = Vec::new();
        for id in some {
            self.count_anew(id).await?;
            stay.extend(Some(id).filter(|id| left.get(id).is_some_and(|mails| *mails > 0)));
        }
        Ok(stay)
    }

    /// Puts the numbers of a ticket right, and where it is listed; ends it when nothing is left of it.
    async fn count_anew(&mut self, id: TicketId) -> Result<()> {
        if self.store().count_mails_of_ticket(id).await? == 0 {
            return self.conversation(id).await;
        }
        let mut tx = self.store().begin().await?;
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
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        Ok(tx.commit().await?)
    }

    async fn tenant(&mut self) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        loop {
            let places = store.list_blobs_after(after, MAILS_OVERWRITTEN_AT_ONCE).await?;
            let Some(last) = places.last() else { break };
            after = Some(last.object);
            let bytes = self.app.packs().erase(&places).await?;
            self.done.bytes += i64::try_from(bytes).unwrap_or(i64::MAX);
        }
        self.done.messages += store.count_messages().await?;
        loop {
            let began = self.app.clock().monotonic_us();
            if !self.app.store().system().purge_some_of_tenant(self.ctx.scope).await? {
                break;
            }
            self.rest(began).await;
        }
        self.app.store().system().purge_tenant(self.ctx.scope).await?;
        self.app.indexes().reset(self.ctx.scope)?;
        Ok(())
    }

    /// Has the index forget the words of what was taken out, and waits for it.
    async fn leave_no_word(&self) -> Result<()> {
        let mut tx = self.store().begin().await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::Erased, None, None)]).await?;
        let seq = tx.change_seq();
        tx.commit().await?;
        self.app.index_caught_up(self.ctx.scope, seq, crate::index::INDEX_PATIENCE).await
    }
}
