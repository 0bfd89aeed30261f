//! Whose data is stored only: it is restricted (GDPR Art. 18), or it is to be erased and kept for a legal hold alone (C47).
//! Asked wherever something of somebody is opened, and of everybody to whom something is sent.

use crate::inbound::people::COLUMN;
use crate::{App, Result};
use domain::keyring::LeafRef;
use domain::record::Address;
use domain::{ContactId, ErasureScope, HoldId, MessageId, ObjectionPurpose, TenantScope, TicketId};
use privacy::{Permit, SubjectState};
use std::collections::{HashMap, HashSet};
use store::TenantTx;
use uuid::Uuid;

/// What is stored only, of what was asked about.
#[derive(Debug, Default)]
pub(crate) struct Closed {
    restricted: HashSet<ContactId>,
    held: Vec<store::Held>,
}

/// Whether a held erasure takes all of its subject. Of one that takes files or single texts out, the rest is used.
const fn takes_all(scope: ErasureScope) -> bool {
    !matches!(scope, ErasureScope::Attachment | ErasureScope::Attachments | ErasureScope::Redaction)
}

impl Closed {
    /// Looks for these people, and for these tickets, messages and mailboxes.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn find(
        app: &App,
        scope: TenantScope,
        people: impl IntoIterator<Item = ContactId>,
        others: impl IntoIterator<Item = Uuid>,
    ) -> Result<Self> {
        let people: HashSet<ContactId> = people.into_iter().collect();
        let mut ids: HashSet<Uuid> = others.into_iter().collect();
        if people.is_empty() && ids.is_empty() {
            return Ok(Self::default());
        }
        ids.extend(people.iter().map(|id| id.uuid()));
        ids.insert(scope.tenant().uuid());
        let people: Vec<_> = people.into_iter().collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let store = app.store().tenant(scope);
        let (restricted, mut held) =
            tokio::try_join!(store.list_restricted_contacts(&people), store.list_held_subjects(&ids))?;
        held.retain(|held| takes_all(held.scope));
        Ok(Self { restricted: restricted.into_iter().collect(), held })
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.restricted.is_empty() && self.held.is_empty()
    }

    /// What it waits for, where one of these waits.
    fn held(&self, ids: &[Uuid]) -> Option<&store::Held> {
        self.held.iter().find(|held| held.scope == ErasureScope::Tenant || ids.contains(&held.subject))
    }

    fn state(&self, person: Option<ContactId>, ids: &[Uuid]) -> SubjectState {
        match person {
            Some(person) if self.restricted.contains(&person) => SubjectState::Restricted,
            _ if self.held(ids).is_some() => SubjectState::Held,
            _ => SubjectState::Active,
        }
    }

    /// The state of a person's data.
    pub fn person(&self, id: ContactId) -> SubjectState {
        self.state(Some(id), &[id.uuid()])
    }

    /// The state of a ticket: of its requester's data, its own, and that of what its mailbox took in.
    pub fn ticket(&self, ticket: &store::Ticket) -> SubjectState {
        self.state(Some(ticket.requester), &ids_of(ticket))
    }

    /// The hold that its erasure waits for.
    pub fn hold_of(&self, ticket: &store::Ticket) -> Option<HoldId> {
        self.held(&ids_of(ticket)).and_then(|held| held.hold)
    }
}

/// What a ticket's own state depends on.
fn ids_of(ticket: &store::Ticket) -> [Uuid; 3] {
    [ticket.requester.uuid(), ticket.id.uuid(), ticket.mailbox.uuid()]
}

/// What of these tickets is stored only, whoever asks.
///
/// # Errors
/// The store's failure.
pub(crate) async fn of_tickets(app: &App, scope: TenantScope, rows: &[store::Ticket]) -> Result<Closed> {
    Closed::find(app, scope, rows.iter().map(|row| row.requester), rows.iter().flat_map(ids_of)).await
}

/// Whether a permit opens what is stored only.
fn opens_all(permit: &Permit) -> bool {
    permit.check_subject(SubjectState::Restricted).is_ok()
}

/// Those of these people of whom nothing may be opened under the permit, and why.
///
/// # Errors
/// The store's failure.
pub(crate) async fn closed(
    app: &App,
    permit: &Permit,
    people: impl IntoIterator<Item = ContactId>,
) -> Result<HashMap<ContactId, SubjectState>> {
    if opens_all(permit) {
        return Ok(HashMap::new());
    }
    let people: HashSet<ContactId> = people.into_iter().collect();
    let found = Closed::find(app, permit.scope(), people.iter().copied(), []).await?;
    let states = people.into_iter().map(|id| (id, found.person(id)));
    Ok(states.filter(|(_, state)| *state != SubjectState::Active).collect())
}

/// Those of these tickets of which nothing may be opened under the permit, and why.
///
/// # Errors
/// The store's failure.
pub(crate) async fn closed_tickets(
    app: &App,
    permit: &Permit,
    rows: &[store::Ticket],
) -> Result<HashMap<TicketId, SubjectState>> {
    if opens_all(permit) || rows.is_empty() {
        return Ok(HashMap::new());
    }
    let found = of_tickets(app, permit.scope(), rows).await?;
    if found.is_empty() {
        return Ok(HashMap::new());
    }
    let states = rows.iter().map(|row| (row.id, found.ticket(row)));
    Ok(states.filter(|(_, state)| *state != SubjectState::Active).collect())
}

/// Those of these messages that are kept for a legal hold alone, whatever their tickets are, and are not opened under the permit.
///
/// # Errors
/// The store's failure.
pub(crate) async fn kept_messages(
    app: &App,
    permit: &Permit,
    rows: &[store::Message],
) -> Result<HashSet<MessageId>> {
    if opens_all(permit) || rows.is_empty() {
        return Ok(HashSet::new());
    }
    let held = app.store().tenant(permit.scope()).list_held_parts().await?;
    let is_kept = |row: &&store::Message| {
        held.iter().any(|held| [row.id.uuid(), row.mailbox.uuid()].contains(&held.subject))
    };
    Ok(rows.iter().filter(is_kept).map(|row| row.id).collect())
}

/// Those of these messages whose bytes hold what is stored only, whatever the permit: their ticket's or author's data is, or
/// they are kept for a legal hold, or a file in them is.
///
/// # Errors
/// The store's failure.
pub(crate) async fn closed_bytes(
    app: &App,
    scope: TenantScope,
    rows: &[store::Message],
) -> Result<HashSet<MessageId>> {
    let store = app.store().tenant(scope);
    let ids: HashSet<TicketId> = rows.iter().map(|row| row.ticket).collect();
    let tickets = store.list_tickets_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
    let people = tickets.iter().map(|row| row.requester).chain(rows.iter().filter_map(|row| row.contact));
    let own = |row: &store::Message| [row.id.uuid(), row.mailbox.uuid(), row.ticket.uuid()];
    let others = tickets.iter().flat_map(ids_of).chain(rows.iter().flat_map(own));
    let found = Closed::find(app, scope, people, others).await?;
    let files: Vec<Uuid> = rows.iter().flat_map(own).collect();
    let files = store.list_held_subjects(&files).await?;
    let is_closed = |row: &&store::Message| {
        let ticket = tickets.iter().find(|ticket| ticket.id == row.ticket);
        let ids: Vec<Uuid> = own(row).into_iter().chain(row.contact.map(ContactId::uuid)).collect();
        ticket.is_some_and(|ticket| found.ticket(ticket) != SubjectState::Active)
            || found.state(row.contact, &ids) != SubjectState::Active
            || files.iter().any(|held| ids.contains(&held.subject))
    };
    Ok(rows.iter().filter(is_closed).map(|row| row.id).collect())
}

/// Refuses to open a message whose ticket or author is restricted, or that is kept for a legal hold; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check_message(app: &App, permit: &Permit, message: &store::Message) -> Result<()> {
    if opens_all(permit) {
        return Ok(());
    }
    let store = app.store().tenant(permit.scope());
    if let Some(ticket) = store.find_ticket(message.ticket).await? {
        check_ticket(app, permit, &ticket).await?;
    }
    let own = [message.id.uuid(), message.mailbox.uuid()];
    let found = Closed::find(app, permit.scope(), message.contact, own).await?;
    let ids: Vec<Uuid> = own.into_iter().chain(message.contact.map(ContactId::uuid)).collect();
    refuse(app, permit, found.state(message.contact, &ids)).await
}

/// Refuses to hand out a file, or bytes in which it is, whose erasure waits for a legal hold; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check_file(
    app: &App,
    permit: &Permit,
    message: &store::Message,
    part: Option<u32>,
) -> Result<()> {
    if opens_all(permit) {
        return Ok(());
    }
    let store = app.store().tenant(permit.scope());
    for held in store.list_held_subjects(&[message.id.uuid(), message.ticket.uuid()]).await? {
        let is_it = match held.scope {
            ErasureScope::Attachments => true,
            ErasureScope::Attachment => {
                let of = store.find_erasure_work(held.erasure).await?.and_then(|work| work.part);
                part.is_none() || of.is_none() || of == part
            }
            _ => false,
        };
        if is_it {
            return refuse(app, permit, SubjectState::Held).await;
        }
    }
    Ok(())
}

/// Refuses where a ticket is stored only; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check_ticket(app: &App, permit: &Permit, ticket: &store::Ticket) -> Result<()> {
    let closed = closed_tickets(app, permit, std::slice::from_ref(ticket)).await?;
    refuse(app, permit, closed.get(&ticket.id).copied().unwrap_or(SubjectState::Active)).await
}

/// Refuses where the data of one of these people is stored only; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check(
    app: &App,
    permit: &Permit,
    people: impl IntoIterator<Item = ContactId>,
) -> Result<()> {
    let closed = closed(app, permit, people).await?;
    let state = closed.into_values().min_by_key(|state| *state != SubjectState::Restricted);
    refuse(app, permit, state.unwrap_or(SubjectState::Active)).await
}

/// Refuses where one of those whom something is sent to is known, and their data is stored only; `but` may have it.
///
/// # Errors
/// A refusal, or a failure of a store or the keyring.
pub(crate) async fn check_recipients(
    app: &App,
    permit: &Permit,
    to: impl IntoIterator<Item = &Address>,
    but: Option<ContactId>,
) -> Result<()> {
    if opens_all(permit) {
        return Ok(());
    }
    let mut emails: Vec<String> =
        to.into_iter().filter_map(|address| mime::normalise_address(&address.email)).collect();
    emails.sort_unstable();
    emails.dedup();
    if emails.is_empty() {
        return Ok(());
    }
    let scope = permit.scope();
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tags = emails.iter().map(|email| Ok(app.vault().tag(scope, COLUMN, email.as_bytes())?));
    let tags = tags.collect::<Result<Vec<_>>>()?;
    let known = app.keyring().find_contact_lookups(scope, &tags).await?;
    let people = known.iter().map(|known| known.contact).filter(|contact| Some(*contact) != but);
    check(app, permit, people).await
}

async fn refuse(app: &App, permit: &Permit, state: SubjectState) -> Result<()> {
    match permit.check_subject(state) {
        Ok(()) => Ok(()),
        Err(refusal) => {
            app.append_audit(permit.scope(), &[refusal.event()]).await?;
            Err(refusal.into())
        }
    }
}

/// Those of these tickets with which rules do nothing: they are stored only, or their requesters object to it.
///
/// # Errors
/// The store's failure.
pub(crate) async fn left_alone<'t>(
    tx: &mut TenantTx,
    tickets: impl Iterator<Item = &'t store::Ticket>,
) -> Result<HashSet<TicketId>> {
    let tickets: Vec<_> = tickets.collect();
    if tickets.is_empty() {
        return Ok(HashSet::new());
    }
    let mut found = stored_only(tx, &tickets).await?;
    let people: Vec<_> = tickets.iter().map(|ticket| ticket.requester).collect();
    let objecting = tx.list_objecting_contacts(ObjectionPurpose::Automation, &people).await?;
    let of_them = tickets.iter().filter(|ticket| objecting.contains(&ticket.requester));
    found.extend(of_them.map(|ticket| ticket.id));
    Ok(found)
}

/// Whether nothing of one of these tickets may be opened under the permit, as far as the transaction sees.
///
/// # Errors
/// The store's failure.
pub(crate) async fn is_closed_in(
    tx: &mut TenantTx,
    permit: &Permit,
    tickets: &[&store::Ticket],
) -> Result<bool> {
    Ok(!opens_all(permit) && !stored_only(tx, tickets).await?.is_empty())
}

async fn stored_only(tx: &mut TenantTx, tickets: &[&store::Ticket]) -> Result<HashSet<TicketId>> {
    let people: Vec<_> = tickets.iter().map(|ticket| ticket.requester).collect();
    let ids: Vec<_> = tickets.iter().flat_map(|ticket| ids_of(ticket)).collect();
    let restricted = tx.list_restricted_contacts(&people).await?.into_iter().collect();
    let mut held = tx.list_held_subjects(&ids).await?;
    held.retain(|held| takes_all(held.scope));
    let closed = Closed { restricted, held };
    let is_closed = |ticket: &&&store::Ticket| closed.ticket(ticket) != SubjectState::Active;
    Ok(tickets.iter().filter(is_closed).map(|ticket| ticket.id).collect())
}
