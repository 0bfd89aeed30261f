//! The sealed pieces of an export: made under the person's key as they come, durable one by one, opened again one by one.

use crate::{App, Ctx, Error, Result};
use domain::keyring::LeafRef;
use domain::limits::ACCESS_EXPORT_BYTES_MAX;
use domain::{AccessExportId, ContactId, ObjectId, ObjectKind, RequestId};
use privacy::Permit;
use store::{ExportPiece, ExportProgress};

/// How long the maker may take from one piece to the next.
pub(super) const LEASE_MS: i64 = 5 * 60 * 1_000;

/// Takes pieces.
pub(super) struct Sink<'a> {
    app: &'a App,
    ctx: Ctx,
    id: AccessExportId,
    contact: ContactId,
    holder: RequestId,
    place: i64,
    size_bytes: i64,
    /// Steps done, and how many there are.
    pub(super) progress: (i64, i64),
}

impl<'a> Sink<'a> {
    pub(super) fn new(app: &'a App, ctx: Ctx, row: &store::AccessExport, total: i64) -> Self {
        Self {
            app,
            ctx,
            id: row.id,
            contact: row.contact,
            holder: app.node(),
            place: 0,
            size_bytes: 0,
            progress: (0, total),
        }
    }

    /// Seals a piece and keeps it.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; [`store::StoreError::NotFound`] when the export is another maker's or was taken back; the
    /// person was erased; a store's failure.
    pub(super) async fn take(&mut self, piece: &[u8]) -> Result<()> {
        let (app, now) = (self.app, self.app.now());
        let size = i64::try_from(piece.len()).unwrap_or(i64::MAX);
        self.size_bytes = self.size_bytes.saturating_add(size);
        if self.size_bytes.unsigned_abs() > ACCESS_EXPORT_BYTES_MAX {
            return Err(Error::TooLarge { what: "export", max_bytes: usize::MAX });
        }
        // Its place is sealed with it: pieces cannot change places.
        let mut plain = Vec::with_capacity(piece.len() + 8);
        plain.extend_from_slice(&self.place.to_be_bytes());
        plain.extend_from_slice(piece);
        let leaf = [LeafRef::contact(self.contact)];
        app.admit(self.ctx.scope, &leaf).await?;
        let mut keys = app.vault().draft(self.ctx.scope);
        let sealed = keys.seal_blob(now, ObjectKind::AccessExport, self.id.uuid(), &leaf, &plain)?;
        let blob = (sealed.object(), sealed.as_bytes().to_vec());
        let (places, claims) =
            tokio::join!(app.packs().append(vec![blob]), app.keyring().commit(keys.batch()));
        claims?;
        let mut tx = app.store().tenant(self.ctx.scope).begin().await?;
        tx.update_access_export(self.id, self.holder, self.standing(now)).await?;
        tx.insert_blobs(&places?).await?;
        let row = ExportPiece { place: self.place, object: sealed.object(), size_bytes: size };
        tx.insert_access_export_piece(self.id, row).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.place += 1;
        Ok(())
    }

    /// Notes how far it is.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(super) async fn note(&self) -> Result<()> {
        let mut tx = self.app.store().tenant(self.ctx.scope).begin().await?;
        tx.update_access_export(self.id, self.holder, self.standing(self.app.now())).await?;
        Ok(tx.commit().await?)
    }

    fn standing(&self, now: domain::Timestamp) -> ExportProgress {
        ExportProgress {
            done: self.progress.0,
            total: self.progress.1,
            size_bytes: self.size_bytes,
            lease_until: now.plus_millis(LEASE_MS),
        }
    }

    /// Size of all pieces.
    pub(super) const fn size_bytes(&self) -> i64 {
        self.size_bytes
    }
}

/// Destroys the pieces of an export: their keys first.
///
/// # Errors
/// A failure of keyring or store.
pub(super) async fn destroy(app: &App, ctx: &Ctx, id: AccessExportId) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let objects = store.list_access_export_pieces(id).await?;
    if objects.is_empty() {
        return Ok(());
    }
    app.keyring().delete_object_keys(ctx.scope, &objects).await?;
    app.packs().erase(&store.list_blobs(&objects).await?).await?;
    let mut tx = store.begin().await?;
    tx.delete_access_export_pieces(id).await?;
    Ok(tx.commit().await?)
}

/// Opens a piece.
///
/// # Errors
/// What cannot be opened; [`crypto::OpenError::Tampered`] for a piece at another place than its own.
pub(super) async fn open(
    app: &App,
    permit: &Permit,
    id: AccessExportId,
    place: usize,
    object: ObjectId,
) -> Result<Vec<u8>> {
    let mut plain = app.open_blob(permit, ObjectKind::AccessExport, id.uuid(), object).await?;
    let own = i64::try_from(place).unwrap_or(i64::MAX).to_be_bytes();
    if plain.get(..8) != Some(own.as_slice()) {
        return Err(crypto::OpenError::Tampered(object).into());
    }
    plain.drain(..8);
    Ok(plain)
}
