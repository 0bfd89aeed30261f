//! Data from before: what was written anew since lies in no backup that is older, and what stands there in its place opens no
//! more. It goes, and what is left beside it stays: a conversation whose own words are nowhere gets them from what is left in it.

use super::{PER_READ, Purge};
use crate::erasure::keys;
use crate::inbound::seal::preview;
use crate::{Error, Result};
use domain::keyring::LeafRef;
use domain::record::{MessageContent, TicketSummary};
use domain::{ContactId, MessageId, ObjectId, TicketId};
use privacy::{Act, Permit};
use std::collections::BTreeSet;
use store::ChangeKind;

impl Purge<'_> {
    /// Those of these messages whose key is gone.
    pub(super) async fn unreadable(&mut self, ids: &[MessageId]) -> Result<()> {
        let rows = self.store().list_messages_by_ids(ids).await?;
        let objects: Vec<ObjectId> = rows.iter().map(|row| row.content.object()).collect();
        let gone = self.without_key(&objects).await?;
        let gone = rows.iter().filter(|row| gone.contains(&row.content.object()));
        let gone: Vec<MessageId> = gone.map(|row| row.id).collect();
        if !gone.is_empty() {
            self.in_tickets_that_stay(&gone).await?;
        }
        Ok(())
    }

    async fn without_key(&self, objects: &[ObjectId]) -> Result<BTreeSet<ObjectId>> {
        let keys = self.app.keyring().list_object_keys(self.ctx.scope, objects).await?;
        let there: BTreeSet<ObjectId> = keys.iter().map(|key| key.object).collect();
        Ok(objects.iter().copied().filter(|object| !there.contains(object)).collect())
    }

    pub(super) async fn unreadable_of(&mut self, ticket: TicketId) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.store().list_messages_of_ticket(ticket, after, PER_READ).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let ids: Vec<MessageId> = page.iter().map(|row| row.id).collect();
            self.unreadable(&ids).await?;
        }
    }

    /// A conversation, and those that were merged into it.
    pub(super) async fn older(&mut self, id: TicketId) -> Result<()> {
        for ticket in keys::with_merged(self.app, self.ctx, vec![id]).await? {
            self.older_ticket(ticket).await?;
        }
        Ok(())
    }

    /// Somebody who was taken out: what they asked goes whole, for who they were is not to be found any more. Of the conversations
    /// of others in which they took part, what was written anew since.
    pub(super) async fn older_person(&mut self, id: ContactId) -> Result<()> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let some = self.store().list_tickets_of_participant(id, after, PER_READ).await?;
            let Some(last) = some.last() else { break };
            after = Some(*last);
            all.extend(some);
        }
        self.contact(id).await?;
        for ticket in all {
            self.older_ticket(ticket).await?;
        }
        Ok(())
    }

    async fn older_ticket(&mut self, id: TicketId) -> Result<()> {
        self.unreadable_of(id).await?;
        let Some(row) = self.store().find_ticket(id).await? else { return Ok(()) };
        if !self.without_key(&[row.summary.object()]).await?.is_empty() && !self.summarised(row).await? {
            return self.ticket(id).await;
        }
        let held = self.store().list_field_values(&[id.uuid()]).await?;
        let objects: Vec<ObjectId> = held.iter().map(|held| held.content.object()).collect();
        if !self.without_key(&objects).await?.is_empty() {
            let mut tx = self.begin().await?;
            tx.put_field_values(id.uuid(), None).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// What lists show of a ticket, from the first message that is left in it and its requester; false where nothing tells.
    async fn summarised(&self, mut row: store::Ticket) -> Result<bool> {
        let (app, scope, store) = (self.app, self.ctx.scope, self.store());
        let Some(person) = store.find_contact(row.requester).await? else { return Ok(false) };
        app.load_tenant(scope).await?;
        let leaves = [LeafRef::contact(row.requester), LeafRef::ticket(row.id)];
        app.admit(scope, &leaves).await?;
        let permit = app.permit(self.ctx, Act::ERASURE_STEP).await?;
        let profile = known(app.open(&permit, person.id.uuid(), &person.profile).await)?;
        let first = self.first_of(&permit, row.id).await?;
        app.settle(permit).await?;
        let (Some(profile), Some(first)) = (profile, first) else { return Ok(false) };
        let email = profile.emails.first().cloned().unwrap_or_default();
        let summary = TicketSummary {
            subject: first.subject,
            requester: if profile.name.is_empty() { email.clone() } else { profile.name },
            requester_email: email,
            preview: preview(&first.visible_text),
        };
        let mut keys = app.vault().draft(scope);
        row.summary = keys.seal(self.ctx.now, row.id.uuid(), &leaves, &summary)?;
        app.keyring().commit(keys.batch()).await?;
        let (id, mut tx) = (row.id, self.begin().await?);
        tx.update_tickets(&[row]).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        Ok(true)
    }

    async fn first_of(&self, permit: &Permit, id: TicketId) -> Result<Option<MessageContent>> {
        for row in self.store().list_messages_of_ticket(id, None, PER_READ).await? {
            if let Some(content) = known(self.app.open(permit, row.id.uuid(), &row.content).await)?
                && !content.subject.trim().is_empty()
            {
                return Ok(Some(content));
            }
        }
        Ok(None)
    }
}

/// What was opened; nothing where its key is gone.
fn known<T>(opened: Result<T>) -> Result<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => Ok(None),
        Err(error) => Err(error),
    }
}
