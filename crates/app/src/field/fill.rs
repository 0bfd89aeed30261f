//! Filling fields in: everything that one ticket or contact holds is one sealed object, under its own key.

use super::value::{self, Given};
use super::{FieldShown, FieldView, find};
use crate::ticket::alter::not_merged;
use crate::{App, Ctx, Error, Result, field, keys, restricted};
use domain::keyring::LeafRef;
use domain::record::{FieldEntry, FieldValue, FieldValues};
use domain::{ContactId, FieldHolder, FieldId, ObjectId, Sealed, TicketId};
use privacy::{Act, Permit};
use std::collections::HashMap;
use store::{ChangeKind, HeldValues, TenantTx};
use uuid::Uuid;

/// What fields are to hold from now on.
pub(super) type Asked = Vec<(FieldId, Option<FieldValue>)>;

/// Opens what tickets or contacts hold, under a permit that the caller settles.
pub(crate) async fn held(
    app: &App,
    permit: &Permit,
    rows: &[HeldValues],
) -> Result<HashMap<Uuid, FieldValues>> {
    let contents = app.open_left(permit, rows.iter().map(|row| (row.holder, &row.content))).await?;
    let held = rows.iter().zip(contents);
    Ok(held.filter_map(|(row, content)| Some((row.holder, content?))).collect())
}

/// The fields of a holder, with what it holds. What a field cannot show any more is left out.
pub(crate) fn shown(
    fields: &[FieldView],
    holder: FieldHolder,
    held: Option<&FieldValues>,
) -> Vec<FieldShown> {
    let value = |field: &FieldView| {
        let entry = held?.entries.iter().find(|entry| entry.field == field.id)?;
        value::fits(field, &entry.value).then(|| entry.value.clone())
    };
    let own = fields.iter().filter(|field| field.holder == holder);
    own.map(|field| FieldShown { value: value(field), field: field.clone() }).collect()
}

/// Fills in fields of a ticket, named by their keys; a version that is not the newest any more is a conflict.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Stale`], [`Error::Field`] for what a field cannot hold, [`Error::State`] for a ticket
/// that was merged, a refusal, or a store's failure: then nothing was changed.
pub async fn fill_ticket(
    app: &App,
    ctx: &Ctx,
    id: TicketId,
    given: &[(String, Given)],
    version: Option<i64>,
) -> Result<()> {
    let permit = app.permit(ctx, Act::TICKET_FIELDS).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    restricted::check_ticket(app, &permit, &row).await?;
    let fields = field::open(app, &permit, &store.list_fields().await?).await?;
    let written = async {
        let asked = read(&fields, FieldHolder::Ticket, given)?;
        let leaves = vec![LeafRef::contact(row.requester), LeafRef::ticket(id)];
        let mut fill = Fill::begin(app, ctx, id.uuid(), leaves).await?;
        let mut ticket = fill.tx.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
        not_merged(&ticket)?;
        if version.is_some_and(|version| version != ticket.version) || ticket.requester != row.requester {
            return Err(Error::Stale { status: ticket.status, version: ticket.version });
        }
        let Some(after) = fill.put(app, ctx, &permit, &fields, asked).await? else { return Ok(None) };
        note(&mut ticket, &fields, &after);
        permit.record_tickets(&[id]);
        fill.tx.update_tickets(&[ticket]).await?;
        let told = fill.others.clone();
        fill.tx.tell_fields(id, told);
        fill.tx.append_changes(&[ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
        Ok(Some(fill))
    };
    let written = written.await;
    finish(app, ctx, permit, written).await
}

/// Fills in fields of a contact, named by their keys.
///
/// # Errors
/// As [`fill_ticket`].
pub async fn fill_contact(app: &App, ctx: &Ctx, id: ContactId, given: &[(String, Given)]) -> Result<()> {
    let permit = app.permit(ctx, Act::CONTACT_FIELDS).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_contact(id).await?.ok_or(Error::NotFound("contact"))?;
    restricted::check(app, &permit, [row.id]).await?;
    let fields = field::open(app, &permit, &store.list_fields().await?).await?;
    let written = async {
        let asked = read(&fields, FieldHolder::Contact, given)?;
        let mut fill = Fill::begin(app, ctx, id.uuid(), vec![LeafRef::contact(id)]).await?;
        if fill.tx.find_contact(id).await?.is_none() {
            return Err(Error::NotFound("contact"));
        }
        if fill.put(app, ctx, &permit, &fields, asked).await?.is_none() {
            return Ok(None);
        }
        fill.tx.append_changes(&[ctx.change(ChangeKind::ContactChanged, None, None)]).await?;
        Ok(Some(fill))
    };
    let written = written.await;
    finish(app, ctx, permit, written).await
}

/// Reads everything that was given, or nothing.
fn read(fields: &[FieldView], holder: FieldHolder, given: &[(String, Given)]) -> Result<Asked> {
    let read = |(key, given): &(String, Given)| {
        let field = find(fields, holder, key)?;
        Ok((field.id, value::read(field, given)?))
    };
    given.iter().map(read).collect()
}

/// Notes in a ticket's row what it holds.
pub(crate) fn note(ticket: &mut store::Ticket, fields: &[FieldView], held: &FieldValues) {
    ticket.fields = held.entries.iter().map(|entry| entry.field).collect();
    ticket.choices = marks(fields, held);
}

/// The choices by which lists find a ticket.
fn marks(fields: &[FieldView], held: &FieldValues) -> Vec<domain::ChoiceId> {
    let mark = |entry: &FieldEntry| {
        let field = fields.iter().find(|field| field.id == entry.field)?;
        value::mark(field, &entry.value)
    };
    held.entries.iter().filter_map(mark).collect()
}

/// A write of what one ticket or contact holds: from its beginning nobody else writes.
struct Fill {
    tx: TenantTx,
    keys: crypto::Draft,
    holder: Uuid,
    leaves: Vec<LeafRef>,
    old: Option<ObjectId>,
    /// The fields that hold something else than before.
    others: Vec<FieldId>,
}

impl Fill {
    async fn begin(app: &App, ctx: &Ctx, holder: Uuid, leaves: Vec<LeafRef>) -> Result<Self> {
        app.load_tenant(ctx.scope).await?;
        app.admit(ctx.scope, &leaves).await?;
        let keys = app.vault().draft(ctx.scope);
        let tx = app.store().tenant(ctx.scope).begin().await?;
        Ok(Self { tx, keys, holder, leaves, old: None, others: Vec::new() })
    }

    /// Writes what is held from now on; `None` when nothing changes.
    async fn put(
        &mut self,
        app: &App,
        ctx: &Ctx,
        permit: &Permit,
        fields: &[FieldView],
        asked: Asked,
    ) -> Result<Option<FieldValues>> {
        let page = Page { tx: &mut self.tx, keys: &mut self.keys, holder: self.holder, leaves: &self.leaves };
        let Some(written) = page.put(app, ctx, permit, fields, |_| asked).await? else { return Ok(None) };
        self.others = written.others;
        self.old = written.old;
        Ok(Some(written.after))
    }
}

/// What one ticket or contact holds, within a write.
pub(super) struct Page<'a> {
    pub tx: &'a mut TenantTx,
    pub keys: &'a mut crypto::Draft,
    pub holder: Uuid,
    /// Whose keys have been admitted.
    pub leaves: &'a [LeafRef],
}

/// What it holds from now on.
pub(super) struct Written {
    pub after: FieldValues,
    /// The fields that hold something else than before.
    pub others: Vec<FieldId>,
    /// What it held, whose key goes when the write is done.
    pub old: Option<ObjectId>,
}

impl Page<'_> {
    /// Writes what is held from now on; `None` when nothing changes.
    pub(super) async fn put(
        self,
        app: &App,
        ctx: &Ctx,
        permit: &Permit,
        fields: &[FieldView],
        asked: impl FnOnce(&FieldValues) -> Asked,
    ) -> Result<Option<Written>> {
        let rows = self.tx.list_field_values(&[self.holder]).await?;
        let before = held(app, permit, &rows).await?.remove(&self.holder).unwrap_or_default();
        let after = changed(fields, &before, asked(&before));
        if after == before {
            return Ok(None);
        }
        let sealed: Option<Sealed<FieldValues>> = match after.entries.is_empty() {
            true => None,
            false => Some(self.keys.seal(ctx.now, self.holder, self.leaves, &after)?),
        };
        self.tx.put_field_values(self.holder, sealed.as_ref()).await?;
        let others = others(fields, &before, &after);
        Ok(Some(Written { after, others, old: rows.first().map(|row| row.content.object()) }))
    }
}

/// The fields that hold something else than before.
fn others(fields: &[FieldView], before: &FieldValues, after: &FieldValues) -> Vec<FieldId> {
    let of = |values: &FieldValues, id: FieldId| {
        values.entries.iter().find(|entry| entry.field == id).map(|entry| entry.value.clone())
    };
    fields.iter().map(|field| field.id).filter(|id| of(before, *id) != of(after, *id)).collect()
}

/// What is held after a change, in the order of the fields. What belongs to no field any more goes.
fn changed(fields: &[FieldView], before: &FieldValues, asked: Asked) -> FieldValues {
    let mut held: HashMap<FieldId, FieldValue> =
        before.entries.iter().map(|entry| (entry.field, entry.value.clone())).collect();
    for (field, value) in asked {
        match value {
            Some(value) => drop(held.insert(field, value)),
            None => drop(held.remove(&field)),
        }
    }
    let entry = |field: &FieldView| {
        let value = held.remove(&field.id).filter(|value| value::fits(field, value))?;
        Some(FieldEntry { field: field.id, value })
    };
    FieldValues { entries: fields.iter().filter_map(entry).collect() }
}

/// Keys first, then data with its event; what was opened for a change that was refused is told all the same.
async fn finish(app: &App, ctx: &Ctx, permit: Permit, written: Result<Option<Fill>>) -> Result<()> {
    let Fill { mut tx, keys, old, .. } = match written {
        Ok(Some(fill)) => fill,
        Ok(None) => return app.settle(permit).await,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, old.as_slice()).await?;
    Ok(())
}
