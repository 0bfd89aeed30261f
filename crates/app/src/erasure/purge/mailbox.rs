//! Taking a mailbox out: what it took in and sent, and who is left without a conversation.

use super::{MAILS_ENDED_AT_ONCE, PER_READ, Purge};
use crate::erasure::{holds, keys};
use crate::inbound::people::COLUMN;
use crate::{Error, Result};
use domain::keyring::LeafRef;
use domain::{ContactId, MailboxId, MessageId, ObjectId, TicketId};
use privacy::Act;
use std::collections::BTreeSet;
use store::ChangeKind;

impl Purge<'_> {
    pub(super) async fn mailbox(&mut self, id: MailboxId) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        loop {
            let some = store.list_messages_of_mailbox(id, after, MAILS_ENDED_AT_ONCE).await?;
            let Some(last) = some.last() else { break };
            after = Some(*last);
            self.end_ahead(&some).await?;
            for few in some.chunks(PER_READ as usize) {
                for ticket in self.in_tickets_that_stay(few).await? {
                    self.participants_anew(ticket).await?;
                }
            }
        }
        let mut after = None;
        loop {
            let some = store.list_tickets_of_mailbox(id, after, PER_READ).await?;
            let Some(last) = some.last() else { break };
            after = Some(*last);
            for ticket in self.end_empty(&some).await? {
                let mut tx = self.begin().await?;
                self.count(&mut tx, ticket).await?;
                tx.commit().await?;
            }
        }
        loop {
            let held = store.list_held_objects_of_mailbox(id, PER_READ).await?;
            if held.is_empty() {
                break;
            }
            self.end_objects(held.clone()).await?;
            self.overwrite(&held).await?;
            let mut tx = self.begin().await?;
            tx.delete_blobs(&held).await?;
            tx.purge_held(&held).await?;
            tx.commit().await?;
        }
        self.contacts_without_tickets().await?;
        self.intake_of(id).await?;
        let mut objects: Vec<ObjectId> =
            store.find_mailbox(id).await?.iter().map(|row| row.settings.object()).collect();
        objects.extend(store.find_grant(id).await?.iter().map(|grant| grant.grant.object()));
        let sync = store.find_mailbox_sync(id).await?;
        objects.extend(sync.and_then(|sync| sync.cursor).iter().map(|cursor| cursor.object()));
        self.end_objects(objects).await?;
        let mut tx = store.begin().await?;
        tx.purge_mailbox(id).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
        tx.commit().await?;
        self.app.mailboxes_changed().notify_waiters();
        Ok(())
    }

    /// A note of each mail that it took in. All at once would hold the writer for a second with 100,000.
    async fn intake_of(&mut self, id: MailboxId) -> Result<()> {
        loop {
            let mut tx = self.begin().await?;
            let began = self.now_us();
            let gone = tx.purge_some_intake_of(id, PER_READ).await?;
            tx.commit().await?;
            if gone == 0 {
                return Ok(());
            }
            self.rest(began).await;
        }
    }

    /// Destroys the keys and overwrites the bytes of mails whose rows go next. What comes to one of them until then, an answer
    /// of its server say, is ended with its row.
    async fn end_ahead(&mut self, ids: &[MessageId]) -> Result<()> {
        let began = self.now_us();
        self.ended_ahead.clear();
        let rows = self.store().list_messages_by_ids(ids).await?;
        self.end_messages(&rows).await?;
        self.ended_ahead = rows.iter().flat_map(keys::objects).collect();
        self.rest(began).await;
        Ok(())
    }

    /// A contact is kept as long as they have a ticket (the data map's retention), or a legal hold of their own; their keys go
    /// with them.
    async fn contacts_without_tickets(&mut self) -> Result<()> {
        let (store, held) = (self.store(), holds::people(self.app, self.ctx.scope).await?);
        let mut after = None;
        loop {
            let mut some = store.list_contacts_without_tickets(after, PER_READ).await?;
            let Some(last) = some.last() else { return Ok(()) };
            after = Some(*last);
            some.retain(|id| !held.contains(id));
            if some.is_empty() {
                continue;
            }
            let leaves: Vec<_> = some.iter().map(|id| LeafRef::contact(*id)).collect();
            self.app.vault().mark_destroyed(self.ctx.scope, &leaves);
            self.contact_rows(&some, leaves).await?;
        }
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
            let page = store.list_messages_of_ticket(id, after, PER_READ).await?;
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
        let mut tx = self.begin().await?;
        tx.delete_participants(id, &gone).await?;
        Ok(tx.commit().await?)
    }
}
