//! Contacts: reading and correcting them.

use crate::inbound::people::COLUMN;
use crate::view::{ContactChange, ContactView, Page};
use crate::{App, Ctx, Error, Result, field, keys, restricted};
use domain::keyring::LeafRef;
use domain::limits::{NAME_CHARS_MAX, PAGE_ITEMS_MAX, TEXT_BYTES_MAX};
use domain::record::ContactProfile;
use domain::{ContactId, FieldHolder};
use privacy::{Act, Permit, SubjectState};
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
    let rows = store.list_contacts(after, limit + 1).await?;
    opened_page(app, permit, rows, limit).await
}

/// These contacts, as [`list`] shows them: of whose data is stored only there is the fact alone, and whoever is gone is missing.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list_named(app: &App, ctx: &Ctx, ids: &[ContactId]) -> Result<Vec<ContactView>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let permit = app.permit(ctx, Act::CONTACT_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(store.find_contact(*id).await?);
    }
    let limit = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(opened_page(app, permit, rows, limit).await?.items)
}

/// Opens one page of contacts, of which one more than `limit` was asked for.
///
/// # Errors
/// What cannot be opened, or the failure of the keyring or the log.
pub(crate) async fn opened_page(
    app: &App,
    permit: Permit,
    mut rows: Vec<store::Contact>,
    limit: u32,
) -> Result<Page<ContactView>> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    // Of whose data is stored only there is the fact alone.
    let closed = restricted::closed(app, &permit, rows.iter().map(|row| row.id)).await?;
    let opens = |row: &&store::Contact| !closed.contains_key(&row.id);
    let open = rows.iter().filter(opens).map(|row| (row.id.uuid(), &row.profile));
    let mut profiles = app.open_left(&permit, open).await?.into_iter();
    let line = |row: &store::Contact| {
        let profile = if opens(&row) { profiles.next()?? } else { ContactProfile::default() };
        let held = closed.get(&row.id) == Some(&SubjectState::Held);
        Some(ContactView { held, ..view(row, profile) })
    };
    let mut items: Vec<_> = rows.iter().filter_map(line).collect();
    let mut shown: Vec<_> = items.iter_mut().filter(|person| !closed.contains_key(&person.id)).collect();
    add_fields(app, &permit, &mut shown).await?;
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
    restricted::check(app, &permit, [id]).await?;
    let mut view = open(app, &permit, row).await?;
    add_fields(app, &permit, &mut [&mut view]).await?;
    app.settle(permit).await?;
    Ok(view)
}

impl ContactChange {
    /// Checks it.
    ///
    /// # Errors
    /// [`Error::Input`].
    pub fn check(&self) -> Result<()> {
        if self.name.as_ref().is_some_and(|name| name.chars().count() > NAME_CHARS_MAX) {
            return Err(Error::Input { field: "name", rule: "rule-too-long" });
        }
        if self.phone.as_ref().is_some_and(|phone| phone.chars().count() > NAME_CHARS_MAX) {
            return Err(Error::Input { field: "phone", rule: "rule-too-long" });
        }
        if self.remark.as_ref().is_some_and(|remark| remark.len() > TEXT_BYTES_MAX) {
            return Err(Error::Input { field: "remark", rule: "rule-too-long" });
        }
        Ok(())
    }
}

/// Adds what their custom fields hold.
async fn add_fields(app: &App, permit: &Permit, people: &mut [&mut ContactView]) -> Result<()> {
    let store = app.store().tenant(permit.scope());
    let mut rows = store.list_fields().await?;
    rows.retain(|row| row.holder == FieldHolder::Contact);
    if rows.is_empty() {
        return Ok(());
    }
    let fields = field::open(app, permit, &rows).await?;
    let holders: Vec<_> = people.iter().map(|person| person.id.uuid()).collect();
    let held = field::held(app, permit, &store.list_field_values(&holders).await?).await?;
    for person in people {
        person.fields = field::shown(&fields, FieldHolder::Contact, held.get(&person.id.uuid()));
    }
    Ok(())
}

/// Changes a contact: a new sealed profile takes the old one's place, the old one's key ends with the backups that hold it.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: ContactId, change: ContactChange) -> Result<ContactView> {
    change.check()?;
    let permit = app.permit(ctx, Act::CONTACT_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    restricted::check(app, &permit, [id]).await?;
    let old = row.profile.object();
    let mut profile = app.open(&permit, id.uuid(), &row.profile).await?;
    profile.name = change.name.unwrap_or(profile.name);
    profile.phone = change.phone.unwrap_or(profile.phone);
    profile.remark = change.remark.unwrap_or(profile.remark);
    let mut changed = view(&row, profile.clone());
    add_fields(app, &permit, &mut [&mut changed]).await?;
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
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(changed)
}

/// The contact with this address, where there is one. Nothing of it is opened.
///
/// # Errors
/// A store's failure.
pub(crate) async fn find_by_email(app: &App, permit: &Permit, email: &str) -> Result<Option<store::Contact>> {
    let Some(email) = mime::normalise_address(email) else { return Ok(None) };
    let scope = permit.scope();
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tag = app.vault().tag(scope, COLUMN, email.as_bytes())?;
    match app.keyring().find_contact_lookups(scope, &[tag]).await?.first() {
        Some(known) => Ok(app.store().tenant(scope).find_contact(known.contact).await?),
        None => Ok(None),
    }
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
        is_rectified: profile.is_rectified,
        state: row.state,
        held: false,
        created_at_ms: row.created_at,
        fields: Vec::new(),
        organisation_id: row.organisation,
    }
}
