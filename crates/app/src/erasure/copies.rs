//! Copies that were put together for people (GDPR Art. 15) hold what is erased here, too: they end with it. Whoever asked for
//! one can ask again. What was put together of a whole company is put together anew by itself.

use crate::{App, Ctx, Result};
use domain::limits::ACCESS_EXPORT_PEOPLE_MAX;
use domain::{ContactId, ObjectId, TicketId};
use std::collections::BTreeSet;
use store::Condemned;

/// What was ended.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    /// Keys.
    pub keys: i64,
    /// Bytes that were overwritten.
    pub bytes: i64,
}

/// Ends the copies of everybody who takes part in one of these tickets.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn end_of_tickets(app: &App, ctx: &Ctx, tickets: &[TicketId]) -> Result<Ended> {
    let (store, mut ended) = (app.store().tenant(ctx.scope), Ended::default());
    let have_one = store.list_contacts_with_access_exports(ACCESS_EXPORT_PEOPLE_MAX).await?;
    if have_one.is_empty() {
        return Ok(ended);
    }
    let asked = store.list_tickets_by_ids(tickets).await?.into_iter().map(|row| row.requester);
    let take_part = store.list_participants(tickets).await?.into_iter().map(|one| one.contact);
    let people: BTreeSet<ContactId> = asked.chain(take_part).collect();
    for contact in have_one.into_iter().filter(|contact| people.contains(contact)) {
        let of_one = end_of(app, ctx, contact).await?;
        ended = Ended { keys: ended.keys + of_one.keys, bytes: ended.bytes + of_one.bytes };
    }
    Ok(ended)
}

/// Ends a person's copies.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn end_of(app: &App, ctx: &Ctx, contact: ContactId) -> Result<Ended> {
    let (store, mut ended) = (app.store().tenant(ctx.scope), Ended::default());
    for export in store.list_access_exports(contact).await? {
        let pieces = store.list_access_export_pieces(export.id).await?;
        ended = destroyed(app, ctx, &pieces, ended).await?;
        let mut tx = store.begin().await?;
        tx.delete_access_export_pieces(export.id).await?;
        tx.delete_access_export(export.id).await?;
        tx.delete_blobs(&pieces).await?;
        tx.commit().await?;
    }
    Ok(ended)
}

/// Lets what was put together of the whole company be put together anew: something that it may hold is erased.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn renew_company(app: &App, ctx: &Ctx) -> Result<Ended> {
    let (store, mut ended) = (app.store().tenant(ctx.scope), Ended::default());
    for export in store.list_company_exports().await? {
        let mut tx = store.begin().await?;
        let pieces = tx.renew_company_export(export.id).await?;
        tx.commit().await?;
        if pieces.is_empty() {
            continue;
        }
        ended = destroyed(app, ctx, &pieces, ended).await?;
        let mut tx = store.begin().await?;
        tx.delete_some_company_export_pieces(export.id, &pieces).await?;
        tx.commit().await?;
        app.company_exports_asked().notify_one();
    }
    Ok(ended)
}

/// Destroys the keys and the bytes of pieces.
async fn destroyed(app: &App, ctx: &Ctx, pieces: &[ObjectId], ended: Ended) -> Result<Ended> {
    let condemned = Condemned { objects: pieces.to_vec(), ..Condemned::default() };
    let keys = app.keyring().destroy(ctx.scope, &condemned).await?;
    let bytes = app.packs().erase(&app.store().tenant(ctx.scope).list_blobs(pieces).await?).await?;
    Ok(Ended {
        keys: ended.keys + i64::try_from(keys).unwrap_or(i64::MAX),
        bytes: ended.bytes + i64::try_from(bytes).unwrap_or(i64::MAX),
    })
}
