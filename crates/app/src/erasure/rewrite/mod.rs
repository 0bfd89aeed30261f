//! Writing anew what stays: other objects, under keys of their own, stand in the place of those that hold what is to go,
//! and from that write on the old ones are noted as what is destroyed next ([`Rewrite::end_old`]): keys first, then bytes.
//! A step that was interrupted finds what is left: a message that needs no other form any more is left alone.

mod files;
mod people;
mod person;
mod redaction;
mod texts;

pub(super) use files::file;
pub use redaction::{Found, look};

use super::{Scope, copies};
use crate::{App, Ctx, Error, Result, keys};
use domain::keyring::LeafRef;
use domain::record::{DeliveryDetail, MessageContent, RedactionTerms};
use domain::{ContactId, ErasureId, MessageId, ObjectId, ObjectKind, Sealed, SignatureState, TicketId};
use privacy::{Act, Permit};
use store::{ChangeKind, Condemned, Erasure, ErasureWork};

/// Messages read at once.
const MESSAGES_PER_READ: u32 = 32;

/// Writes anew what stays, and ends what stood in its place. What was done is added to the erasure's numbers.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(super) async fn rewrite(app: &App, ctx: &Ctx, row: &mut Erasure, what: Scope) -> Result<()> {
    app.load_tenant(ctx.scope).await?;
    let work = app.store().tenant(ctx.scope).find_erasure_work(row.id).await?.unwrap_or_default();
    let mut rewrite = Rewrite { app, ctx, row };
    rewrite.end_old().await?;
    match what {
        Scope::Attachment(id, _) => rewrite.file_of(id, work.part.unwrap_or_default()).await?,
        Scope::Attachments(id) => rewrite.files_of(id).await?,
        Scope::Pseudonym(id) => rewrite.person(id, work).await?,
        Scope::Redaction(id) => rewrite.redacted(id, work).await?,
        Scope::People(id) => rewrite.people(id, work).await?,
        _ => {}
    }
    Ok(())
}

/// Forgets what an erasure had to know, once nothing of it is left to do.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn forget(app: &App, ctx: &Ctx, row: &Erasure) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let Some(work) = store.find_erasure_work(row.id).await? else { return Ok(()) };
    let objects: Vec<ObjectId> = work.terms.iter().map(|terms| terms.object()).collect();
    app.keyring().destroy(ctx.scope, &Condemned { objects, ..Condemned::default() }).await?;
    let mut tx = store.begin().await?;
    tx.delete_erasure_work(row.id).await?;
    Ok(tx.commit().await?)
}

/// Seals the texts that an erasure replaces.
///
/// # Errors
/// A failure of sealing, or the keyring's.
pub(super) async fn seal_terms(
    app: &App,
    ctx: &Ctx,
    id: ErasureId,
    terms: &RedactionTerms,
) -> Result<Sealed<RedactionTerms>> {
    let leaf = LeafRef::settings(ctx.scope.tenant());
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = keys.seal(ctx.now, id.uuid(), &[leaf], terms)?;
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    Ok(sealed)
}

/// What becomes of a mail's own bytes.
enum Bytes {
    /// They are destroyed, with what their signatures came to.
    Gone,
    /// They stay.
    Stay,
    /// These stand in their place.
    Are(Vec<u8>),
}

/// A message as it is from now on.
struct Anew {
    content: MessageContent,
    bytes: Bytes,
    /// The server's words on its delivery, where they are others now.
    detail: Option<DeliveryDetail>,
    /// Who stands in whose place.
    instead: Vec<(ContactId, ContactId)>,
}

impl Anew {
    const fn of(content: MessageContent) -> Self {
        Self { content, bytes: Bytes::Stay, detail: None, instead: Vec::new() }
    }
}

/// Who stands in somebody's place; themselves, where nobody does.
fn in_place_of(contact: ContactId, instead: &[(ContactId, ContactId)]) -> ContactId {
    instead.iter().find(|(of, _)| *of == contact).map_or(contact, |(_, into)| *into)
}

struct Rewrite<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    row: &'a mut Erasure,
}

impl Rewrite<'_> {
    fn store(&self) -> store::TenantStore {
        self.app.store().tenant(self.ctx.scope)
    }

    async fn permit(&self) -> Result<Permit> {
        self.app.permit(self.ctx, Act::ERASURE_STEP).await
    }

    /// What a message says; nothing when it is being erased as a whole.
    async fn opened(&self, permit: &Permit, row: &store::Message) -> Result<Option<MessageContent>> {
        match self.app.open(permit, row.id.uuid(), &row.content).await {
            Ok(content) => Ok(Some(content)),
            Err(Error::Open(crypto::OpenError::KeyDestroyed)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The texts that are replaced.
    async fn terms(&self, sealed: &Sealed<RedactionTerms>) -> Result<RedactionTerms> {
        let permit = self.permit().await?;
        let terms = self.app.open(&permit, self.row.id.uuid(), sealed).await?;
        self.app.settle(permit).await?;
        Ok(terms)
    }

    /// Keeps the texts, before the first of them is replaced: a step that is done again knows them, too.
    async fn keep_terms(&mut self, work: ErasureWork, terms: &RedactionTerms) -> Result<()> {
        let sealed = seal_terms(self.app, self.ctx, self.row.id, terms).await?;
        let before: Vec<ObjectId> = work.terms.iter().map(|terms| terms.object()).collect();
        let mut tx = self.store().begin().await?;
        tx.put_erasure_work(self.row.id, &ErasureWork { terms: Some(sealed), ..work }).await?;
        tx.insert_erasure_old(self.row.id, &before).await?;
        tx.commit().await?;
        self.end_old().await
    }

    /// Ends what is being written on a ticket: nobody but its author may read it, so nothing in it can be replaced.
    async fn end_drafts(&mut self, ticket: TicketId) -> Result<()> {
        let store = self.store();
        let drafts = store.list_drafts_of_ticket(ticket).await?;
        if drafts.is_empty() {
            return Ok(());
        }
        let uploads: Vec<ObjectId> = drafts.iter().flat_map(|draft| draft.uploads.iter().copied()).collect();
        let contents = drafts.iter().map(|draft| draft.content.object());
        let old: Vec<ObjectId> = contents.chain(uploads.iter().copied()).collect();
        let mut tx = store.begin().await?;
        for draft in &drafts {
            tx.delete_draft(draft).await?;
        }
        tx.delete_uploads(&uploads).await?;
        tx.insert_erasure_old(self.row.id, &old).await?;
        tx.commit().await?;
        self.end_old().await
    }

    /// Puts new objects in the place of a message's. Nobody moves it meanwhile: the caller has the tenant's turn.
    async fn put(&mut self, row: &store::Message, anew: Anew) -> Result<()> {
        let (app, scope, now) = (self.app, self.ctx.scope, self.app.now());
        let leaves = self.leaves(row.content.object(), &anew.instead).await?;
        let mut keys = app.vault().draft(scope);
        let (mut new, mut old) = (row.clone(), vec![row.content.object()]);
        new.content = keys.seal(now, row.id.uuid(), &leaves, &anew.content)?;
        let mut places = Vec::new();
        if let Bytes::Are(bytes) = &anew.bytes {
            let sealed = keys.seal_blob(now, ObjectKind::RawMail, row.id.uuid(), &leaves, bytes)?;
            old.extend(new.raw_object.replace(sealed.object()));
            places = app.packs().append(vec![(sealed.object(), sealed.as_bytes().to_vec())]).await?;
        }
        if matches!(anew.bytes, Bytes::Gone) {
            old.extend(new.raw_object.take());
            old.extend(new.sender_check.take().map(|check| check.object()));
            new.signature_state = None;
        }
        if let Some(detail) = anew.detail {
            let sealed = keys.seal(now, row.id.uuid(), &leaves, &detail)?;
            old.extend(new.delivery_detail.replace(sealed).map(|before| before.object()));
        }
        new.contact = new.contact.map(|contact| in_place_of(contact, &anew.instead));
        // A signature is over bytes that are no more.
        if new.raw_object != row.raw_object && new.signature_state == Some(SignatureState::Waiting) {
            new.signature_state = None;
        }
        let shown = anew.content.attachments.iter().filter(|file| !file.inline && file.erased_at.is_none());
        new.attachment_count = u32::try_from(shown.count()).unwrap_or(u32::MAX);
        let change = self.ctx.change(ChangeKind::MessageMoved, Some(row.ticket), Some(row.id));
        app.keyring().commit(keys.batch()).await?;
        let mut tx = self.store().begin().await?;
        tx.rewrite_message(row.content.object(), &new).await?;
        tx.insert_blobs(&places).await?;
        tx.insert_erasure_old(self.row.id, &old).await?;
        // What was done counts even if this process ends now.
        self.row.messages += 1;
        tx.update_erasure(self.row).await?;
        tx.append_changes(&[change]).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.end_old().await
    }

    /// The leaves that an object depends on, with some people in others' places.
    async fn leaves(&self, object: ObjectId, instead: &[(ContactId, ContactId)]) -> Result<Vec<LeafRef>> {
        let wrapped = self.app.keyring().list_object_keys(self.ctx.scope, &[object]).await?;
        let before = wrapped.iter().flat_map(|key| key.leaves.iter().map(|(leaf, _)| *leaf));
        let leaf = |leaf: LeafRef| {
            let found = instead.iter().find(|(of, _)| leaf == LeafRef::contact(*of));
            found.map_or(leaf, |(_, into)| LeafRef::contact(*into))
        };
        let leaves: Vec<LeafRef> = before.map(leaf).collect();
        self.app.admit(self.ctx.scope, &leaves).await?;
        Ok(leaves)
    }

    /// Destroys the keys and the bytes of what has others in its place.
    async fn end_old(&mut self) -> Result<()> {
        let (app, scope, store) = (self.app, self.ctx.scope, self.store());
        let old = store.list_erasure_old(self.row.id).await?;
        if old.is_empty() {
            return Ok(());
        }
        let condemned = Condemned { objects: old.clone(), ..Condemned::default() };
        app.keyring().destroy(scope, &condemned).await?;
        // Each had a key: also those that were destroyed before a crash.
        self.row.keys_destroyed += i64::try_from(old.len()).unwrap_or(i64::MAX);
        let places = store.list_blobs(&old).await?;
        let bytes = app.packs().erase(&places).await?;
        self.row.bytes += i64::try_from(bytes).unwrap_or(i64::MAX);
        let mut tx = store.begin().await?;
        tx.delete_blobs(&old).await?;
        tx.delete_erasure_old(self.row.id, &old).await?;
        tx.update_erasure(self.row).await?;
        Ok(tx.commit().await?)
    }

    /// The next messages of a ticket.
    async fn page(&self, ticket: TicketId, after: Option<MessageId>) -> Result<Vec<store::Message>> {
        Ok(self.store().list_messages_of_ticket(ticket, after, MESSAGES_PER_READ).await?)
    }

    /// What else knew of a ticket: copies that were put together for people, and the number of its files.
    async fn ticket_done(&mut self, id: TicketId) -> Result<()> {
        let ended = copies::end_of_tickets(self.app, self.ctx, &[id]).await?;
        self.row.keys_destroyed += ended.keys;
        self.row.bytes += ended.bytes;
        self.count_files(id).await
    }

    /// Ends what conversations said before it was replaced in ordinary work.
    async fn end_replaced(&mut self, tickets: impl IntoIterator<Item = TicketId>) -> Result<()> {
        let leaves = tickets.into_iter().map(LeafRef::ticket).collect();
        let gone = keys::end_replaced(self.app, self.ctx.scope, &leaves).await?;
        self.row.keys_destroyed += i64::try_from(gone).unwrap_or(i64::MAX);
        Ok(())
    }

    /// Counts the files of a ticket anew.
    async fn count_files(&self, id: TicketId) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let Some(mut ticket) = tx.find_ticket(id).await? else { return Ok(()) };
        let (mut files, mut after) = (0_u32, None);
        loop {
            let page = tx.list_messages_of_ticket(id, after, MESSAGES_PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            files = page.iter().fold(files, |sum, row| sum.saturating_add(row.attachment_count));
        }
        if ticket.attachment_count == files {
            return Ok(());
        }
        ticket.attachment_count = files;
        tx.update_tickets(&[ticket]).await?;
        tx.append_changes(&[self.ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        Ok(tx.commit().await?)
    }
}
