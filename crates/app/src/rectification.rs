//! Rectification (GDPR Art. 16, C65): a person's name, phone and addresses are put right wherever they stand: the profile,
//! the line of every conversation they asked in, the lookup by which mail is matched to them, the full-text index, and with
//! that every export that is made later. What a mail says of itself stays as it came; it is shown and found by what is right.

use crate::inbound::people::COLUMN;
use crate::{App, Ctx, Error, Result, keys};
use domain::audit::Job;
use domain::keyring::{ContactLookup, LeafRef, Tag};
use domain::limits::{CONTACT_ADDRESSES_MAX, ERASED_TICKETS_MAX, NAME_CHARS_MAX};
use domain::record::{Address, ContactProfile, MessageContent, TicketSummary};
use domain::{ContactId, ObjectId, Sealed, SealedRecord, TenantScope, TicketId, Timestamp};
use privacy::{Act, Permit};
use std::collections::{BTreeSet, HashMap};
use store::{ChangeKind, RectifiedProfile};
use uuid::Uuid;

/// Conversations that are put right in one write.
const PER_WRITE: usize = 64;
/// Messages of one conversation that are read at once.
const PER_READ: u32 = 64;
/// Messages of one person that are read anew for the index.
const MESSAGES_MAX: u32 = 100_000;

/// What is right; absent values stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rectification {
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Every address, the one for answers first.
    pub emails: Option<Vec<String>>,
}

/// What is held now, for whoever is going to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// Addresses.
    pub emails: Vec<String>,
}

impl Rectification {
    /// Checks it; addresses are normalised.
    ///
    /// # Errors
    /// [`Error::Input`].
    pub fn checked(self) -> Result<Self> {
        let fits = |text: &str| text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control);
        let trimmed = |text: String| text.trim().to_owned();
        let (name, phone) = (self.name.map(trimmed), self.phone.map(trimmed));
        if name.as_deref().is_some_and(|name| !fits(name)) {
            return Err(Error::Input { field: "name", rule: "rule-name" });
        }
        if phone.as_deref().is_some_and(|phone| !fits(phone)) {
            return Err(Error::Input { field: "phone", rule: "rule-name" });
        }
        let Some(given) = self.emails else { return Ok(Self { name, phone, emails: None }) };
        let mut emails: Vec<String> = Vec::new();
        for email in given.iter().map(|email| email.trim()).filter(|email| !email.is_empty()) {
            let email = mime::normalise_address(email);
            let email = email.ok_or(Error::Input { field: "emails", rule: "rule-address" })?;
            if !emails.contains(&email) {
                emails.push(email);
            }
        }
        match emails.len() {
            0 => Err(Error::Input { field: "emails", rule: "rule-required" }),
            1..=CONTACT_ADDRESSES_MAX => Ok(Self { name, phone, emails: Some(emails) }),
            _ => Err(Error::Input { field: "emails", rule: "rule-too-many" }),
        }
    }
}

/// What is held of a person.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn held(app: &App, ctx: &Ctx, id: ContactId) -> Result<Held> {
    let permit = app.permit(ctx, Act::CONTACT_RECTIFY).await?;
    let row = app.store().tenant(ctx.scope).find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    let ContactProfile { name, phone, emails, .. } = app.open(&permit, id.uuid(), &row.profile).await?;
    app.settle(permit).await?;
    Ok(Held { name, phone, emails })
}

/// Puts it right. Gives the words of what was changed: `name`, `phone`, `emails`. Done again after a crash, it goes on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Input`] for what is no address or somebody else's, a refusal, or a store's failure.
pub async fn rectify(app: &App, ctx: &Ctx, id: ContactId, right: Rectification) -> Result<Vec<&'static str>> {
    let right = right.checked()?;
    let permit = app.permit(ctx, Act::CONTACT_RECTIFY).await?;
    carry_out(app, ctx, permit, id, right).await
}

async fn carry_out(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    id: ContactId,
    right: Rectification,
) -> Result<Vec<&'static str>> {
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::lookup(ctx.scope.tenant())]).await?;
    let _turn = app.tenant_turn(ctx.scope).await;
    let row = app.store().tenant(ctx.scope).find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    let before = opened(app, &permit, id.uuid(), &row.profile).await?.unwrap_or_default();
    let after = ContactProfile {
        name: right.name.unwrap_or_else(|| before.name.clone()),
        phone: right.phone.unwrap_or_else(|| before.phone.clone()),
        emails: right.emails.unwrap_or_else(|| before.emails.clone()),
        is_rectified: true,
        ..before.clone()
    };
    let run = Run { app, ctx, id, before: &before, after: &after };
    let gained = run.tags(&after.emails, &before.emails)?;
    if let Err(error) = run.check_free(&gained).await {
        app.settle(permit).await?;
        return Err(error);
    }
    let tickets = app.store().tenant(ctx.scope).list_tickets_of_requester(id, ERASED_TICKETS_MAX).await?;
    for some in tickets.chunks(PER_WRITE) {
        run.summaries(&permit, some).await?;
    }
    run.remember().await?;
    run.profile(permit, row, (&gained, &tickets)).await?;
    // Whatever leads to them that is not theirs: also what was left when this was interrupted.
    let theirs = run.tags(&after.emails, &[])?;
    let mut lost = app.keyring().list_contact_lookup_tags(ctx.scope, id).await?;
    lost.retain(|tag| !theirs.contains(tag));
    app.keyring().delete_contact_lookup_tags(ctx.scope, id, &lost).await?;
    let differs = [
        ("name", before.name != after.name),
        ("phone", before.phone != after.phone),
        ("emails", before.emails != after.emails),
    ];
    Ok(differs.into_iter().filter_map(|(word, differs)| differs.then_some(word)).collect())
}

/// What is sealed, unless its key is gone: restored data may be older than what anybody has a key for.
async fn opened<T: SealedRecord>(
    app: &App,
    permit: &Permit,
    row: Uuid,
    sealed: &Sealed<T>,
) -> Result<Option<T>> {
    Ok(app.open_left(permit, [(row, sealed)]).await?.pop().flatten())
}

struct Run<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    id: ContactId,
    before: &'a ContactProfile,
    after: &'a ContactProfile,
}

impl Run<'_> {
    /// The tags of those addresses that are not among the others.
    fn tags(&self, of: &[String], but: &[String]) -> Result<Vec<Tag>> {
        let own = of.iter().filter(|email| !but.contains(email));
        let tag = |email: &String| Ok(self.app.vault().tag(self.ctx.scope, COLUMN, email.as_bytes())?);
        own.map(tag).collect()
    }

    /// Whoever has one of these addresses is somebody else: two people are joined by nobody by mistake.
    async fn check_free(&self, gained: &[Tag]) -> Result<()> {
        let known = self.app.keyring().find_contact_lookups(self.ctx.scope, gained).await?;
        if known.iter().any(|lookup| lookup.contact != self.id) {
            return Err(Error::Input { field: "emails", rule: "rule-address-known" });
        }
        Ok(())
    }

    /// The line of conversations that they asked in.
    async fn summaries(&self, permit: &Permit, ids: &[TicketId]) -> Result<()> {
        let (app, ctx) = (self.app, self.ctx);
        let leaves: Vec<_> =
            ids.iter().map(|id| LeafRef::ticket(*id)).chain([LeafRef::contact(self.id)]).collect();
        app.admit(ctx.scope, &leaves).await?;
        let mut tx = app.store().tenant(ctx.scope).begin().await?;
        let (mut keys, mut old, mut rows) = (app.vault().draft(ctx.scope), Vec::new(), Vec::new());
        for id in ids {
            let Some(mut ticket) = tx.find_ticket(*id).await? else { continue };
            let Some(summary) = opened(app, permit, id.uuid(), &ticket.summary).await? else { continue };
            let right = self.summary(&summary);
            if right == summary {
                continue;
            }
            let leaves = [LeafRef::contact(self.id), LeafRef::ticket(*id)];
            old.push(ticket.summary.object());
            ticket.summary = keys.seal(ctx.now, id.uuid(), &leaves, &right)?;
            rows.push(ticket);
        }
        if rows.is_empty() {
            return Ok(());
        }
        let changes: Vec<_> =
            rows.iter().map(|row| ctx.change(ChangeKind::TicketChanged, Some(row.id), None)).collect();
        app.keyring().commit(keys.batch()).await?;
        tx.update_tickets(&rows).await?;
        tx.append_changes(&changes).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.destroy(&old).await
    }

    fn summary(&self, summary: &TicketSummary) -> TicketSummary {
        let mut right = summary.clone();
        if !self.after.emails.contains(&right.requester_email)
            && let Some(first) = self.after.emails.first()
        {
            right.requester_email.clone_from(first);
        }
        right.requester = match self.after.name.is_empty() {
            true => right.requester_email.clone(),
            false => self.after.name.clone(),
        };
        right
    }

    /// Keeps what is right beside the keyring, where no older backup brings back what was wrong. Its key lives as long as
    /// one from before may.
    async fn remember(&self) -> Result<()> {
        let (app, scope) = (self.app, self.ctx.scope);
        let mut keys = app.vault().draft(scope);
        let profile = keys.seal(self.ctx.now, self.id.uuid(), &[LeafRef::contact(self.id)], self.after)?;
        let object = profile.object();
        app.keyring().commit(keys.batch()).await?;
        app.vault().publish(keys);
        // First: the sweep knows no row that names it.
        keys::replaced(app, scope, &[object]).await?;
        let right = RectifiedProfile { contact: self.id, profile, at: self.ctx.now };
        let before = app.keyring().put_rectified(scope, &right).await?;
        app.keyring().delete_object_keys(scope, before.as_slice()).await?;
        Ok(())
    }

    /// The profile, the lookup, and every message that is to be found by them from now on.
    async fn profile(
        &self,
        permit: Permit,
        mut row: store::Contact,
        (gained, tickets): (&[Tag], &[TicketId]),
    ) -> Result<()> {
        let (app, ctx) = (self.app, self.ctx);
        let store = app.store().tenant(ctx.scope);
        let old = row.profile.object();
        let mut keys = app.vault().draft(ctx.scope);
        row.updated_at = ctx.now;
        row.profile = keys.seal(ctx.now, self.id.uuid(), &[LeafRef::contact(self.id)], self.after)?;
        for tag in gained {
            keys.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag: *tag, contact: self.id });
        }
        let winners = app.keyring().commit(keys.batch()).await?;
        if winners.iter().any(|winner| winner.contact != self.id) {
            return Err(Error::Contended);
        }
        let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
        let mut changes = vec![ctx.change(ChangeKind::ContactChanged, None, None)];
        if self.before.name != self.after.name || self.before.emails != self.after.emails {
            let moved =
                |row: &store::Message| ctx.change(ChangeKind::MessageMoved, Some(row.ticket), Some(row.id));
            let written = store.list_messages_of_contact(self.id, MESSAGES_MAX).await?;
            for some in written.chunks(PER_WRITE) {
                changes.extend(store.list_messages_by_ids(some).await?.iter().map(moved));
            }
            for ticket in tickets {
                let answers = self.answers(*ticket).await?;
                changes.extend(answers.iter().map(moved));
            }
        }
        let mut tx = store.begin().await?;
        tx.update_contact(&row).await?;
        tx.append_audit(&entries).await?;
        tx.append_changes(&changes).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.destroy(&[old]).await
    }

    /// What was written to them: it names them too.
    async fn answers(&self, ticket: TicketId) -> Result<Vec<store::Message>> {
        let store = self.app.store().tenant(self.ctx.scope);
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = store.list_messages_of_ticket(ticket, after, PER_READ).await?;
            let Some(last) = page.last() else { return Ok(found) };
            after = Some(last.id);
            found.extend(page.into_iter().filter(|row| row.contact.is_none()));
        }
    }

    async fn destroy(&self, objects: &[ObjectId]) -> Result<()> {
        keys::replaced(self.app, self.ctx.scope, objects).await?;
        Ok(())
    }
}

/// Puts right again what was put right after restored data was written; returns how many people it was done for.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(crate) async fn again(app: &App, scope: TenantScope, now: Timestamp) -> Result<usize> {
    let (ctx, mut done, mut after) = (Ctx::job(scope, Job::Erasure, now), 0, None);
    app.load_tenant(scope).await?;
    loop {
        let page = app.keyring().list_rectified(scope, after, PER_READ).await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = Some(last.contact);
        for right in &page {
            done += usize::from(one_again(app, &ctx, right).await?);
        }
    }
}

async fn one_again(app: &App, ctx: &Ctx, right: &RectifiedProfile) -> Result<bool> {
    let found = app.store().tenant(ctx.scope).find_contact(right.contact).await?;
    // What was written since was written by somebody who saw what is right.
    let Some(row) = found.filter(|row| row.updated_at < right.at) else { return Ok(false) };
    let permit = app.permit(ctx, Act::ERASURE_STEP).await?;
    let Some(profile) = opened(app, &permit, row.id.uuid(), &right.profile).await? else {
        app.settle(permit).await?;
        return Ok(false);
    };
    let ContactProfile { name, phone, emails, .. } = profile;
    let right = Rectification { name: Some(name), phone: Some(phone), emails: Some(emails) }.checked()?;
    carry_out(app, ctx, permit, row.id, right).await?;
    Ok(true)
}

/// People of whom something was put right, as whoever reads their mails is to see and find them.
#[derive(Debug, Default)]
pub(crate) struct Rectified(HashMap<ContactId, ContactProfile>, HashMap<TicketId, ContactId>);

impl Rectified {
    /// Those who wrote one of these messages, or whom one was written to.
    ///
    /// # Errors
    /// What cannot be opened, or a store's failure.
    pub async fn of(app: &App, permit: &Permit, rows: &[store::Message]) -> Result<Self> {
        let store = app.store().tenant(permit.scope());
        let answered: BTreeSet<TicketId> =
            rows.iter().filter(|row| row.contact.is_none()).map(|row| row.ticket).collect();
        let answered: Vec<_> = answered.into_iter().collect();
        let tickets = store.list_tickets_by_ids(&answered).await?;
        let requesters: HashMap<_, _> = tickets.into_iter().map(|row| (row.id, row.requester)).collect();
        let people: BTreeSet<ContactId> =
            rows.iter().filter_map(|row| row.contact).chain(requesters.values().copied()).collect();
        let people = store.list_contacts_by_ids(&people.into_iter().collect::<Vec<_>>()).await?;
        let profiles = app.open_left(permit, people.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
        let named = people.iter().map(|row| row.id).zip(profiles);
        let right =
            named.filter_map(|(id, profile)| Some((id, profile.filter(|profile| profile.is_rectified)?)));
        Ok(Self(right.collect(), requesters))
    }

    /// Puts names and addresses right in what was read of a message.
    pub fn apply(&self, row: &store::Message, content: &mut MessageContent) {
        if let Some(person) = row.contact.and_then(|id| self.0.get(&id)) {
            content.from.iter_mut().for_each(|from| put_right(&person.name, &person.emails, from));
        } else if let Some(person) = self.1.get(&row.ticket).and_then(|id| self.0.get(id)) {
            let is_alone = content.forward_of.is_none() && content.to.len() + content.cc.len() == 1;
            for address in content.to.iter_mut().chain(&mut content.cc) {
                let email = mime::normalise_address(&address.email);
                if is_alone || email.is_some_and(|email| person.emails.contains(&email)) {
                    put_right(&person.name, &person.emails, address);
                }
            }
        }
    }
}

/// What a mail says of a person, as it is right: the name, and an address that is theirs.
pub(crate) fn put_right(name: &str, emails: &[String], address: &mut Address) {
    let is_theirs = mime::normalise_address(&address.email).is_some_and(|email| emails.contains(&email));
    if let Some(first) = emails.first().filter(|_| !is_theirs) {
        address.email.clone_from(first);
    }
    name.clone_into(&mut address.name);
}
