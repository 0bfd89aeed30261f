//! What fields of tickets hold when these are merged: what is empty at the target is filled from the source, which keeps
//! its own, and undoing takes it out again. What is told of one person is not put into another's ticket, where erasing
//! them would not find it.

use super::fill::{self, Asked, Page};
use super::{FieldView, held};
use crate::{App, Ctx, Result, field, restricted};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::record::{FieldEntry, FieldValues};
use domain::{FieldId, ObjectId};
use privacy::Permit;
use store::{TenantTx, Ticket};

/// What a merge, or its undoing, did to the target's fields.
#[derive(Default)]
pub(crate) struct Moved {
    /// The fields that it changed.
    pub fields: Vec<FieldId>,
    /// What the target held; its key goes when the write is done.
    pub old: Option<ObjectId>,
}

/// Fills what is empty at the target from the source. Opens nothing where there is nothing to fill.
///
/// # Errors
/// What cannot be opened, or a store's failure.
pub(crate) async fn bring(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    (tx, keys): (&mut TenantTx, &mut Draft),
    (from, to): (&Ticket, &mut Ticket),
) -> Result<Moved> {
    let empty: Vec<FieldId> = from.fields.iter().filter(|id| !to.fields.contains(id)).copied().collect();
    let one_person = from.requester == to.requester;
    let fill = |fields: &[FieldView], source: &FieldValues, _: &FieldValues| -> Asked {
        let may = |id: FieldId| fields.iter().any(|field| field.id == id && (one_person || !field.personal));
        let wanted = source.entries.iter().filter(|entry| empty.contains(&entry.field) && may(entry.field));
        wanted.map(|entry| (entry.field, Some(entry.value.clone()))).collect()
    };
    match empty.is_empty() {
        true => Ok(Moved::default()),
        false => change(app, ctx, permit, (tx, keys), (from, to), fill).await,
    }
}

/// Takes out of the target what a merge filled in, as far as nobody has changed it since.
///
/// # Errors
/// As [`bring`].
pub(crate) async fn take_out(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    (tx, keys): (&mut TenantTx, &mut Draft),
    (from, to): (&Ticket, &mut Ticket),
    filled: &[FieldId],
) -> Result<Moved> {
    let empty = |_: &[FieldView], source: &FieldValues, target: &FieldValues| -> Asked {
        let same = |entry: &&FieldEntry| filled.contains(&entry.field) && target.entries.contains(entry);
        source.entries.iter().filter(same).map(|entry| (entry.field, None)).collect()
    };
    match filled.is_empty() {
        true => Ok(Moved::default()),
        false => change(app, ctx, permit, (tx, keys), (from, to), empty).await,
    }
}

async fn change(
    app: &App,
    ctx: &Ctx,
    permit: &Permit,
    (tx, keys): (&mut TenantTx, &mut Draft),
    (from, to): (&Ticket, &mut Ticket),
    asked: impl FnOnce(&[FieldView], &FieldValues, &FieldValues) -> Asked,
) -> Result<Moved> {
    // What is told of a person whose data is stored only is kept, and used for nothing (GDPR Art. 18).
    if restricted::is_closed_in(tx, permit, &[from, &*to]).await? {
        return Ok(Moved::default());
    }
    for requester in [from.requester, to.requester] {
        if tx.find_contact(requester).await?.is_none() {
            return Ok(Moved::default());
        }
    }
    let fields = field::open(app, permit, &tx.list_fields().await?).await?;
    let rows = tx.list_field_values(&[from.id.uuid()]).await?;
    let source = held(app, permit, &rows).await?.remove(&from.id.uuid()).unwrap_or_default();
    let leaves = [LeafRef::contact(to.requester), LeafRef::ticket(to.id)];
    app.admit(ctx.scope, &leaves).await?;
    let page = Page { tx: &mut *tx, keys, holder: to.id.uuid(), leaves: &leaves };
    let written = page.put(app, ctx, permit, &fields, |target| asked(&fields, &source, target)).await?;
    let Some(written) = written else { return Ok(Moved::default()) };
    fill::note(to, &fields, &written.after);
    tx.tell_fields(to.id, written.others.clone());
    Ok(Moved { fields: written.others, old: written.old })
}
