//! Whose data is stored only (GDPR Art. 18), asked wherever something of somebody is opened.

use crate::{App, Result};
use domain::{ContactId, ContactState, ObjectionPurpose};
use privacy::Permit;
use std::collections::HashSet;
use store::TenantTx;

/// Those of these people of whom nothing may be opened under the permit.
///
/// # Errors
/// The store's failure.
pub(crate) async fn closed(
    app: &App,
    permit: &Permit,
    people: impl IntoIterator<Item = ContactId>,
) -> Result<HashSet<ContactId>> {
    let people: HashSet<ContactId> = people.into_iter().collect();
    if people.is_empty() || permit.check_subject(ContactState::Restricted).is_ok() {
        return Ok(HashSet::new());
    }
    let people: Vec<_> = people.into_iter().collect();
    Ok(app.store().tenant(permit.scope()).list_restricted_contacts(&people).await?.into_iter().collect())
}

/// Refuses to open a message whose author or requester is restricted; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check_message(app: &App, permit: &Permit, message: &store::Message) -> Result<()> {
    let ticket = app.store().tenant(permit.scope()).find_ticket(message.ticket).await?;
    let people = ticket.map(|ticket| ticket.requester).into_iter().chain(message.contact);
    check(app, permit, people).await
}

/// Refuses where one of these people is restricted; the refusal is logged.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn check(
    app: &App,
    permit: &Permit,
    people: impl IntoIterator<Item = ContactId>,
) -> Result<()> {
    if closed(app, permit, people).await?.is_empty() {
        return Ok(());
    }
    match permit.check_subject(ContactState::Restricted) {
        Ok(()) => Ok(()),
        Err(refusal) => {
            app.append_audit(permit.scope(), &[refusal.event()]).await?;
            Err(refusal.into())
        }
    }
}

/// Those of these people with whose tickets rules do nothing: their data is restricted, or they object to it.
///
/// # Errors
/// The store's failure.
pub(crate) async fn left_alone(tx: &mut TenantTx, people: &[ContactId]) -> Result<HashSet<ContactId>> {
    if people.is_empty() {
        return Ok(HashSet::new());
    }
    let mut found: HashSet<_> = tx.list_restricted_contacts(people).await?.into_iter().collect();
    found.extend(tx.list_objecting_contacts(ObjectionPurpose::Automation, people).await?);
    Ok(found)
}
