//! The sealed pieces of an export: made under keys of their own as they come, durable one by one, opened again one by one.

use crate::{App, Ctx, Error, Result};
use domain::keyring::LeafRef;
use domain::limits::{ACCESS_EXPORT_BYTES_MAX, COMPANY_EXPORT_BYTES_MAX};
use domain::{AccessExportId, CompanyExportId, ContactId, ObjectId, ObjectKind, RequestId, TenantScope};
use privacy::Permit;
use std::collections::VecDeque;
use std::sync::Arc;
use store::{ExportPiece, ExportProgress, TenantStore, TenantTx};
use uuid::Uuid;

/// How long the maker may take from one piece to the next.
pub(crate) const LEASE_MS: i64 = 5 * 60 * 1_000;

/// Whose export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// What is held about a person. Its pieces end with the person.
    Person(AccessExportId, ContactId),
    /// Everything of a company. Its pieces end with the company.
    Company(CompanyExportId),
}

impl Of {
    const fn id(self) -> Uuid {
        match self {
            Self::Person(id, _) => id.uuid(),
            Self::Company(id) => id.uuid(),
        }
    }

    const fn kind(self) -> ObjectKind {
        match self {
            Self::Person(..) => ObjectKind::AccessExport,
            Self::Company(_) => ObjectKind::CompanyExport,
        }
    }

    const fn leaf(self, scope: TenantScope) -> LeafRef {
        match self {
            Self::Person(_, contact) => LeafRef::contact(contact),
            Self::Company(_) => LeafRef::settings(scope.tenant()),
        }
    }

    const fn bytes_max(self) -> u64 {
        match self {
            Self::Person(..) => ACCESS_EXPORT_BYTES_MAX,
            Self::Company(_) => COMPANY_EXPORT_BYTES_MAX,
        }
    }

    /// The objects of its pieces, in order.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn list(self, store: &TenantStore) -> Result<Vec<ObjectId>> {
        Ok(match self {
            Self::Person(id, _) => store.list_access_export_pieces(id).await?,
            Self::Company(id) => store.list_company_export_pieces(id).await?,
        })
    }

    /// Forgets its pieces. Their keys are the caller's to remove, before.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn forget(self, tx: &mut TenantTx) -> Result<()> {
        match self {
            Self::Person(id, _) => tx.delete_access_export_pieces(id).await?,
            Self::Company(id) => tx.delete_company_export_pieces(id).await?,
        }
        Ok(())
    }

    async fn note(self, tx: &mut TenantTx, holder: RequestId, standing: ExportProgress) -> Result<()> {
        match self {
            Self::Person(id, _) => tx.update_access_export(id, holder, standing).await?,
            Self::Company(id) => tx.update_company_export(id, holder, standing).await?,
        }
        Ok(())
    }

    async fn add(self, tx: &mut TenantTx, piece: ExportPiece) -> Result<()> {
        match self {
            Self::Person(id, _) => tx.insert_access_export_piece(id, piece).await?,
            Self::Company(id) => tx.insert_company_export_piece(id, piece).await?,
        }
        Ok(())
    }
}

/// Takes pieces.
pub(crate) struct Sink<'a> {
    app: &'a App,
    ctx: Ctx,
    of: Of,
    holder: RequestId,
    place: i64,
    size_bytes: i64,
    /// Steps done, and how many there are.
    pub(crate) progress: (i64, i64),
}

impl<'a> Sink<'a> {
    pub(crate) fn new(app: &'a App, ctx: Ctx, of: Of, total: i64) -> Self {
        Self { app, ctx, of, holder: app.node(), place: 0, size_bytes: 0, progress: (0, total) }
    }

    /// Seals a piece and keeps it.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; [`store::StoreError::NotFound`] when the export is another maker's or was taken back; what it
    /// is sealed under was erased; a store's failure.
    pub(crate) async fn take(&mut self, piece: &[u8]) -> Result<()> {
        let (app, now) = (self.app, self.app.now());
        let size = i64::try_from(piece.len()).unwrap_or(i64::MAX);
        self.size_bytes = self.size_bytes.saturating_add(size);
        if self.size_bytes.unsigned_abs() > self.of.bytes_max() {
            return Err(Error::TooLarge { what: "export", max_bytes: usize::MAX });
        }
        // Its place is sealed with it: pieces cannot change places.
        let mut plain = Vec::with_capacity(piece.len() + 8);
        plain.extend_from_slice(&self.place.to_be_bytes());
        plain.extend_from_slice(piece);
        let leaf = [self.of.leaf(self.ctx.scope)];
        app.admit(self.ctx.scope, &leaf).await?;
        let mut keys = app.vault().draft(self.ctx.scope);
        let sealed = keys.seal_blob(now, self.of.kind(), self.of.id(), &leaf, &plain)?;
        let blob = (sealed.object(), sealed.as_bytes().to_vec());
        let (places, claims) =
            tokio::join!(app.packs().append(vec![blob]), app.keyring().commit(keys.batch()));
        claims?;
        let mut tx = app.store().tenant(self.ctx.scope).begin().await?;
        self.of.note(&mut tx, self.holder, self.standing(now)).await?;
        tx.insert_blobs(&places?).await?;
        let row = ExportPiece { place: self.place, object: sealed.object(), size_bytes: size };
        self.of.add(&mut tx, row).await?;
        tx.commit().await?;
        app.vault().publish(keys);
        self.place += 1;
        Ok(())
    }

    /// Notes how far it is.
    ///
    /// # Errors
    /// As [`Sink::take`].
    pub(crate) async fn note(&self) -> Result<()> {
        let mut tx = self.app.store().tenant(self.ctx.scope).begin().await?;
        self.of.note(&mut tx, self.holder, self.standing(self.app.now())).await?;
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
    pub(crate) const fn size_bytes(&self) -> i64 {
        self.size_bytes
    }
}

/// Destroys the pieces of an export: their keys first.
///
/// # Errors
/// A failure of keyring or store.
pub(crate) async fn destroy(app: &App, ctx: &Ctx, of: Of) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let objects = of.list(&store).await?;
    if objects.is_empty() {
        return Ok(());
    }
    app.keyring().delete_object_keys(ctx.scope, &objects).await?;
    app.packs().erase(&store.list_blobs(&objects).await?).await?;
    let mut tx = store.begin().await?;
    of.forget(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Opens a piece.
///
/// # Errors
/// What cannot be opened; [`crypto::OpenError::Tampered`] for a piece at another place than its own.
async fn open(app: &App, permit: &Permit, of: Of, place: usize, object: ObjectId) -> Result<Vec<u8>> {
    let mut plain = app.open_blob(permit, of.kind(), of.id(), object).await?;
    let own = i64::try_from(place).unwrap_or(i64::MAX).to_be_bytes();
    if plain.get(..8) != Some(own.as_slice()) {
        return Err(crypto::OpenError::Tampered(object).into());
    }
    plain.drain(..8);
    Ok(plain)
}

/// An export on its way out: piece by piece, each in the audit log already.
pub struct HandOut {
    app: Arc<App>,
    permit: Permit,
    of: Of,
    place: usize,
    left: VecDeque<ObjectId>,
    /// Size of the whole.
    pub size_bytes: u64,
    /// What it is called.
    pub name: String,
}

impl HandOut {
    /// Begins to hand out an export of this size under this name.
    ///
    /// # Errors
    /// The failure of the store or of the log.
    pub(crate) async fn begin(
        app: &Arc<App>,
        permit: Permit,
        of: Of,
        (size_bytes, name): (i64, String),
    ) -> Result<Self> {
        let objects = of.list(&app.store().tenant(permit.scope())).await?;
        // All of it counts as opened before the first byte leaves.
        app.append_audit(permit.scope(), &permit.foretell(&objects)).await?;
        let (app, left) = (Arc::clone(app), objects.into());
        Ok(Self { app, permit, of, place: 0, left, size_bytes: size_bytes.unsigned_abs(), name })
    }

    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// What cannot be opened: what it is about was erased, or the export was taken back.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(object) = self.left.pop_front() else { return Ok(None) };
        let piece = open(&self.app, &self.permit, self.of, self.place, object).await?;
        self.place += 1;
        Ok(Some(piece))
    }
}
