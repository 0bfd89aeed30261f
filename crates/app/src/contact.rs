//! Contacts: reading and correcting them.

use crate::view::{ContactChange, ContactView, Page};
use crate::{App, Ctx, Error, Result};
use domain::ContactId;
use domain::keyring::LeafRef;
use domain::limits::{NAME_CHARS_MAX, PAGE_ITEMS_MAX, TEXT_BYTES_MAX};
use domain::record::ContactProfile;
use privacy::{Act, Permit};
use store::ChangeKind;

/// Lists contacts, newest first.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx, after: Option<&str>, limit: u32) -> Result<Page<ContactView>> {
    let permit = app.permit(ctx, Act::CONTACT_READ).await?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<ContactId> = after.map(|id| id.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, PAGE_ITEMS_MAX);
    let store = app.store().tenant(ctx.scope);
    let mut rows = store.list_contacts(after, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let profiles = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
    let items = rows.into_iter().zip(profiles).map(|(row, profile)| view(&row, profile)).collect();
    app.settle(permit).await?;
    Ok(Page { items, next })
}

/// Reads a contact.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: ContactId) -> Result<ContactView> {
    let permit = app.permit(ctx, Act::CONTACT_READ).await?;
    let row = app.store().tenant(ctx.scope).find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    let view = open(app, &permit, row).await?;
    app.settle(permit).await?;
    Ok(view)
}

/// Changes a contact: a new sealed profile takes the old one's place, the old one's key is destroyed.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: ContactId, change: ContactChange) -> Result<ContactView> {
    if change.name.as_ref().is_some_and(|name| name.chars().count() > NAME_CHARS_MAX) {
        return Err(Error::Input { field: "name", rule: "rule-too-long" });
    }
    if change.phone.as_ref().is_some_and(|phone| phone.chars().count() > NAME_CHARS_MAX) {
        return Err(Error::Input { field: "phone", rule: "rule-too-long" });
    }
    if change.remark.as_ref().is_some_and(|remark| remark.len() > TEXT_BYTES_MAX) {
        return Err(Error::Input { field: "remark", rule: "rule-too-long" });
    }
    let permit = app.permit(ctx, Act::CONTACT_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    let old = row.profile.object();
    let mut profile = app.open(&permit, id.uuid(), &row.profile).await?;
    profile.name = change.name.unwrap_or(profile.name);
    profile.phone = change.phone.unwrap_or(profile.phone);
    profile.remark = change.remark.unwrap_or(profile.remark);
    let mut keys = app.vault().draft(ctx.scope);
    row.updated_at = ctx.now;
    row.profile = keys.seal(ctx.now, id.uuid(), &[LeafRef::contact(id)], &profile)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.update_contact(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.keyring().delete_object_keys(ctx.scope, &[old]).await?;
    Ok(view(&row, profile))
}

/// Opens a contact's row under a permit that the caller settles.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub async fn open(app: &App, permit: &Permit, row: store::Contact) -> Result<ContactView> {
    let profile = app.open(permit, row.id.uuid(), &row.profile).await?;
    Ok(view(&row, profile))
}

fn view(row: &store::Contact, profile: ContactProfile) -> ContactView {
    ContactView {
        id: row.id,
        name: profile.name,
        emails: profile.emails,
        phone: profile.phone,
        remark: profile.remark,
        state: row.state,
        created_at_ms: row.created_at,
    }
}
