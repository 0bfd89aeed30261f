//! Texts that go out of a conversation which stays: somebody else's details.

use super::texts::{Texts, without_mail};
use super::{Anew, Bytes, Rewrite};
use crate::erasure::keys::with_merged;
use crate::{App, Ctx, Error, Result};
use domain::record::MessageContent;
use domain::{DeliveryState, MessageId, ObjectId, ObjectKind, TicketId};
use privacy::{Act, Permit};
use store::{ChangeKind, ErasureWork};

/// What stands in the place of a text.
const INSTEAD: &str = "▇▇▇";

/// What would be replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// In how many places.
    pub places: usize,
    /// In which messages, and in how many places of each; none where only the mail's own bytes have it.
    pub messages: Vec<(MessageId, usize)>,
    /// Of those, mails whose own bytes would be destroyed.
    pub mails: usize,
    /// Files that would go with them.
    pub files: usize,
    /// What people are writing in it, which goes unread.
    pub drafts: usize,
}

/// Looks where texts stand in a conversation. It is opened for that.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn look(app: &App, ctx: &Ctx, ticket: TicketId, texts: &[String]) -> Result<Found> {
    let permit = app.permit(ctx, Act::ERASURE_PREVIEW).await?;
    let store = app.store().tenant(ctx.scope);
    store.find_ticket(ticket).await?.ok_or(Error::NotFound("ticket"))?;
    let (texts, mut found) = (Texts::new(texts, &[], INSTEAD), Found::default());
    for id in with_merged(app, ctx, vec![ticket]).await? {
        permit.record_tickets(&[id]);
        found.drafts += store.list_drafts_of_ticket(id).await?.len();
        let mut after = None;
        loop {
            let page = store.list_messages_of_ticket(id, after, super::MESSAGES_PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                let mut content = app.open(&permit, row.id.uuid(), &row.content).await?;
                let files = content.attachments.iter().filter(|file| file.erased_at.is_none()).count();
                let Some((places, mail)) = stands(app, &permit, row, &mut content, &texts).await? else {
                    continue;
                };
                found.messages.push((row.id, places));
                found.places += places;
                found.mails += usize::from(mail);
                found.files += if mail { files } else { 0 };
            }
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

/// In how many places of a message the texts stand, which are replaced in what it says, and whether its mail has to go.
async fn stands(
    app: &App,
    permit: &Permit,
    row: &store::Message,
    content: &mut MessageContent,
    texts: &Texts,
) -> Result<Option<(usize, bool)>> {
    let places = texts.content(content);
    let mut mail = places > 0 && row.raw_object.is_some();
    if let Some(object) = row.raw_object.filter(|_| places == 0) {
        let raw = app.open_blob(permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
        mail = texts.stand_in(&raw);
    }
    Ok((places > 0 || mail).then_some((places, mail)))
}

impl Rewrite<'_> {
    /// A conversation, and those that were merged into it, without the texts.
    pub(super) async fn redacted(&mut self, ticket: TicketId, work: ErasureWork) -> Result<()> {
        let Some(terms) = &work.terms else { return Ok(()) };
        let terms = match self.terms(terms).await {
            // It was done once, and an older backup brought it back: what stood in its place opens no more, and is gone.
            Err(Error::Open(crypto::OpenError::KeyDestroyed)) => return Ok(()),
            terms => terms?,
        };
        let texts = Texts::new(&terms.texts, &terms.emails, INSTEAD);
        let all = with_merged(self.app, self.ctx, vec![ticket]).await?;
        for id in all.iter().copied() {
            let _turn = self.app.tenant_turn(self.ctx.scope).await;
            let permit = self.permit().await?;
            permit.record_tickets(&[id]);
            self.end_drafts(id).await?;
            let mut after = None;
            loop {
                let page = self.page(id, after).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.id);
                for row in &page {
                    self.message_redacted(&permit, row, &texts).await?;
                }
            }
            self.ticket_redacted(&permit, id, &texts).await?;
            self.app.settle(permit).await?;
            self.ticket_done(id).await?;
        }
        self.end_replaced(all).await
    }

    async fn message_redacted(&mut self, permit: &Permit, row: &store::Message, texts: &Texts) -> Result<()> {
        let Some(mut content) = self.opened(permit, row).await? else { return Ok(()) };
        let stands = stands(self.app, permit, row, &mut content, texts).await?;
        let mut detail = None;
        if let Some(sealed) = &row.delivery_detail {
            let mut opened = self.app.open(permit, row.id.uuid(), sealed).await?;
            detail = (texts.text(&mut opened.reason) > 0).then_some(opened);
        }
        if stands.is_none() && detail.is_none() {
            return Ok(());
        }
        if matches!(row.delivery_state, Some(DeliveryState::Queued | DeliveryState::Sending)) {
            return Err(Error::State { noun: "message", state: "queued" });
        }
        let gone = stands.is_some_and(|(_, mail)| mail);
        content.redacted_at = Some(self.app.now());
        if gone {
            without_mail(&mut content, self.app.now());
        }
        let bytes = if gone { Bytes::Gone } else { Bytes::Stay };
        self.put(row, Anew { bytes, detail, ..Anew::of(content) }).await
    }

    /// What the list shows of the ticket, and what its fields hold.
    async fn ticket_redacted(&mut self, permit: &Permit, id: TicketId, texts: &Texts) -> Result<()> {
        let (app, scope, store, now) = (self.app, self.ctx.scope, self.store(), self.app.now());
        let mut tx = store.begin().await?;
        let Some(mut ticket) = tx.find_ticket(id).await? else { return Ok(()) };
        let mut summary = app.open(permit, id.uuid(), &ticket.summary).await?;
        let (mut keys, mut old): (_, Vec<ObjectId>) = (app.vault().draft(scope), Vec::new());
        let shown = [
            &mut summary.subject,
            &mut summary.preview,
            &mut summary.requester,
            &mut summary.requester_email,
        ];
        if shown.into_iter().map(|text| texts.text(text)).sum::<usize>() > 0 {
            let leaves = self.leaves(ticket.summary.object(), &[]).await?;
            old.push(ticket.summary.object());
            ticket.summary = keys.seal(now, id.uuid(), &leaves, &summary)?;
        }
        let mut fields = None;
        for held in tx.list_field_values(&[id.uuid()]).await? {
            let mut values = app.open(permit, id.uuid(), &held.content).await?;
            if texts.fields(&mut values) {
                let leaves = self.leaves(held.content.object(), &[]).await?;
                old.push(held.content.object());
                fields = Some(keys.seal(now, id.uuid(), &leaves, &values)?);
            }
        }
        if old.is_empty() {
            return Ok(());
        }
        app.keyring().commit(keys.batch()).await?;
        tx.update_tickets(&[ticket]).await?;
        if fields.is_some() {
            tx.put_field_values(id.uuid(), fields.as_ref()).await?;
        }
        tx.insert_erasure_old(self.row.id, &old).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.end_old().await
    }
}
