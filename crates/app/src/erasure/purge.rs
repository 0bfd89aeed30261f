//! Taking rows and bytes out, in small writes, so that nobody waits long for one. Every list that is asked for gives
//! what is still there: after a crash it goes on with the rest.

use super::copies::{self, Ended};
use super::{Scope, keys};
use crate::inbound::people::COLUMN;
use crate::{App, Ctx, Error, Result};
use domain::keyring::LeafRef;
use domain::{ContactId, MailboxId, MessageId, ObjectId, TicketId};
use privacy::Act;
use std::collections::{BTreeMap, BTreeSet};
use store::{ChangeKind, Condemned};

/// Messages taken out in one write.
const MESSAGES_PER_WRITE: u32 = 64;
/// Tickets, contacts read at once.
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
    let mut purge = Purge { app, ctx, suppress: true, done: Purged::default() };
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
        self.contact_row(id).await
    }

    /// Whoever stands in their place is led to by no case of theirs, not even by one that came meanwhile.
    async fn taken_out(&mut self, id: ContactId) -> Result<()> {
        let mut tx = self.store().begin().await?;
        tx.leave_tickets_of_subject_requests(id).await?;
        tx.commit().await?;
        self.contact_row(id).await
    }

    async fn contact_row(&mut self, id: ContactId) -> Result<()> {
        let store = self.store();
        let ended = copies::end_of(self.app, self.ctx, id).await?;
        self.ended(ended);
        let mut objects: Vec<ObjectId> =
            store.find_contact(id).await?.iter().map(|row| row.profile.object()).collect();
        let held = store.list_field_values(&[id.uuid()]).await?;
        objects.extend(held.iter().map(|held| held.content.object()));
        self.end_objects(objects, vec![id]).await?;
        let mut tx = store.begin().await?;
        tx.purge_contact(id).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
        Ok(tx.commit().await?)
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
        let places = self.store().list_blobs(objects).await?;
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
        let store = self.store();
        let Some(row) = store.find_ticket(id).await? else { return Ok(()) };
        let ended = copies::end_of_ticket(self.app, self.ctx, id).await?;
        self.ended(ended);
        loop {
            let page = store.list_messages_of_ticket(id, None, MESSAGES_PER_WRITE).await?;
            if page.is_empty() {
                break;
            }
            self.messages(id, &page).await?;
        }
        let (mut objects, uploads) = store.list_draft_objects(&[id]).await?;
        let held = store.list_field_values(&[id.uuid()]).await?;
        objects.extend(held.iter().map(|held| held.content.object()));
        objects.push(row.summary.object());
        objects.extend(&uploads);
        self.end_objects(objects, Vec::new()).await?;
        self.overwrite(&uploads).await?;
        let mut tx = store.begin().await?;
        let gone = tx.purge_tickets(&[id]).await?;
        tx.delete_uploads(&uploads).await?;
        tx.delete_blobs(&uploads).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketDeleted, Some(id), None)]).await?;
        tx.commit().await?;
        self.done.tickets += i64::try_from(gone).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Messages of one ticket.
    async fn messages(&mut self, ticket: TicketId, rows: &[store::Message]) -> Result<()> {
        let store = self.store();
        let ids: Vec<MessageId> = rows.iter().map(|row| row.id).collect();
        if self.suppress {
            let tags = store.list_tags_of_messages(ticket, &ids).await?;
            self.app.keyring().suppress(self.ctx.scope, &tags).await?;
        }
        self.end_objects(rows.iter().flat_map(keys::objects).collect(), Vec::new()).await?;
        let raws: Vec<ObjectId> = rows.iter().filter_map(|row| row.raw_object).collect();
        // Before the rows that say where they lie: a crash leaves no bytes that nobody knows of.
        self.overwrite(&raws).await?;
        let change = |id: &MessageId| self.ctx.change(ChangeKind::MessageDeleted, Some(ticket), Some(*id));
        let changes: Vec<_> = ids.iter().map(change).collect();
        let mut tx = store.begin().await?;
        let gone = tx.purge_messages(ticket, &ids).await?;
        tx.delete_blobs(&raws).await?;
        tx.append_changes(&changes).await?;
        tx.commit().await?;
        self.done.messages += i64::try_from(gone).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Those of these messages whose key is gone.
    async fn unreadable(&mut self, ids: &[MessageId]) -> Result<()> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let objects: Vec<ObjectId> = rows.iter().map(|row| row.content.object()).collect();
        let keys = self.app.keyring().list_object_keys(self.ctx.scope, &objects).await?;
        let there: BTreeSet<ObjectId> = keys.iter().map(|key| key.object).collect();
        let gone = rows.iter().filter(|row| !there.contains(&row.content.object()));
        let gone: Vec<MessageId> = gone.map(|row| row.id).collect();
        if gone.is_empty() { Ok(()) } else { self.in_tickets_that_stay(&gone).await }
    }

    async fn unreadable_of(&mut self, ticket: TicketId) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.store().list_messages_of_ticket(ticket, after, MESSAGES_PER_WRITE).await?;
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
        self.in_tickets_that_stay(&[id]).await
    }

    /// Messages in tickets that keep the rest of theirs. A ticket that has nothing left but notes goes too.
    async fn in_tickets_that_stay(&mut self, ids: &[MessageId]) -> Result<()> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let mut by_ticket: BTreeMap<TicketId, Vec<store::Message>> = BTreeMap::new();
        for row in rows {
            by_ticket.entry(row.ticket).or_default().push(row);
        }
        for (ticket, rows) in by_ticket {
            let ended = copies::end_of_ticket(self.app, self.ctx, ticket).await?;
            self.ended(ended);
            self.messages(ticket, &rows).await?;
            self.count_anew(ticket).await?;
        }
        Ok(())
    }

    /// Whoever is named by nothing that is left of a ticket takes part in it no more. For that, what is left is opened.
    async fn participants_anew(&self, id: TicketId) -> Result<()> {
        let (store, scope) = (self.store(), self.ctx.scope);
        let Some(ticket) = store.find_ticket(id).await? else { return Ok(()) };
        self.app.load_tenant(scope).await?;
        self.app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
        let permit = self.app.permit(self.ctx, Act::ERASURE_STEP).await?;
        let mut named = BTreeSet::from([ticket.requester]);
        let mut after = None;
        loop {
            let page = store.list_messages_of_ticket(id, after, MESSAGES_PER_WRITE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            named.extend(page.iter().filter_map(|row| row.contact));
            let mut tags = Vec::new();
            for row in &page {
                let content = match self.app.open(&permit, row.id.uuid(), &row.content).await {
                    Ok(content) => content,
                    // It is being erased too: it names nobody.
                    Err(Error::Open(crypto::OpenError::KeyDestroyed)) => continue,
                    Err(error) => return Err(error),
                };
                let all = content.from.iter().chain(&content.reply_to).chain(&content.to).chain(&content.cc);
                for email in all.filter_map(|address| mime::normalise_address(&address.email)) {
                    tags.push(self.app.vault().tag(scope, COLUMN, email.as_bytes())?);
                }
            }
            let found = self.app.keyring().find_contact_lookups(scope, &tags).await?;
            named.extend(found.into_iter().map(|lookup| lookup.contact));
        }
        self.app.settle(permit).await?;
        let there = store.list_participants(&[id]).await?.into_iter().map(|found| found.contact);
        let gone: Vec<ContactId> = there.filter(|contact| !named.contains(contact)).collect();
        let mut tx = store.begin().await?;
        tx.delete_participants(id, &gone).await?;
        Ok(tx.commit().await?)
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
            let page = tx.list_messages_of_ticket(id, after, MESSAGES_PER_WRITE).await?;
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

    async fn mailbox(&mut self, id: MailboxId) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        loop {
            let some = store.list_messages_of_mailbox(id, after, MESSAGES_PER_WRITE).await?;
            let Some(last) = some.last() else { break };
            after = Some(*last);
            let rows = store.list_messages_by_ids(&some).await?;
            let tickets: BTreeSet<TicketId> = rows.iter().map(|row| row.ticket).collect();
            self.in_tickets_that_stay(&some).await?;
            for ticket in tickets {
                self.participants_anew(ticket).await?;
            }
        }
        let mut after = None;
        loop {
            let some = store.list_tickets_of_mailbox(id, after, PER_READ).await?;
            let Some(last) = some.last() else { break };
            after = Some(*last);
            for ticket in some {
                self.count_anew(ticket).await?;
            }
        }
        loop {
            let held = store.list_held_objects_of_mailbox(id, PER_READ).await?;
            if held.is_empty() {
                break;
            }
            self.end_objects(held.clone(), Vec::new()).await?;
            self.overwrite(&held).await?;
            let mut tx = store.begin().await?;
            tx.delete_blobs(&held).await?;
            tx.purge_held(&held).await?;
            tx.commit().await?;
        }
        self.contacts_without_tickets().await?;
        let mut objects: Vec<ObjectId> =
            store.find_mailbox(id).await?.iter().map(|row| row.settings.object()).collect();
        objects.extend(store.find_grant(id).await?.iter().map(|grant| grant.grant.object()));
        let sync = store.find_mailbox_sync(id).await?;
        objects.extend(sync.and_then(|sync| sync.cursor).iter().map(|cursor| cursor.object()));
        self.end_objects(objects, Vec::new()).await?;
        let mut tx = store.begin().await?;
        tx.purge_mailbox(id).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
        tx.commit().await?;
        self.app.mailboxes_changed().notify_waiters();
        Ok(())
    }

    /// A contact is kept as long as they have a ticket (the data map's retention); their keys go with them.
    async fn contacts_without_tickets(&mut self) -> Result<()> {
        let store = self.store();
        let mut after = None;
        loop {
            let some = store.list_contacts_without_tickets(after, PER_READ).await?;
            let Some(last) = some.last() else { return Ok(()) };
            after = Some(*last);
            let leaves: Vec<_> = some.iter().map(|id| LeafRef::contact(*id)).collect();
            self.app.vault().mark_destroyed(self.ctx.scope, &leaves);
            let condemned = Condemned { leaves, contacts: some.clone(), ..Condemned::default() };
            let gone = self.app.keyring().destroy(self.ctx.scope, &condemned).await?;
            self.done.keys += i64::try_from(gone).unwrap_or(i64::MAX);
            for id in some {
                self.contact_row(id).await?;
            }
        }
    }

    async fn tenant(&mut self) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        loop {
            let places = store.list_blobs_after(after, MESSAGES_PER_WRITE).await?;
            let Some(last) = places.last() else { break };
            after = Some(last.object);
            let bytes = self.app.packs().erase(&places).await?;
            self.done.bytes += i64::try_from(bytes).unwrap_or(i64::MAX);
        }
        self.done.messages += store.count_messages().await?;
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
