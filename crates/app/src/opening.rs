//! Opening under a permit: fetch the wrapped keys, open, and write the audit event before anything is
//! handed out. If the log cannot be written, the access fails (C36).

use crate::{App, Ctx, Result};
use crypto::OpenError;
use domain::keyring::{LeafRef, WrappedObjectKey};
use domain::merkle::Hash;
use domain::{ObjectId, ObjectKind, Sealed, SealedRecord, TenantScope};
use privacy::{Act, Permit};
use std::collections::HashMap;
use uuid::Uuid;

/// Wrapped object keys of one request, with every leaf above them admitted to the vault.
#[derive(Debug, Default)]
pub struct ObjectKeys(HashMap<ObjectId, WrappedObjectKey>);

impl ObjectKeys {
    /// The wrapped key of an object.
    ///
    /// # Errors
    /// [`OpenError::KeyDestroyed`] when the keyring has none: it was erased.
    pub fn get(&self, object: ObjectId) -> std::result::Result<&WrappedObjectKey, OpenError> {
        self.0.get(&object).ok_or(OpenError::KeyDestroyed)
    }
}

impl App {
    /// Asks the policy for `act`; a refusal is logged before it is returned (C8).
    ///
    /// # Errors
    /// [`crate::Error::Refused`], or the log's failure.
    pub async fn permit(&self, ctx: &Ctx, act: Act) -> Result<Permit> {
        let decided = match privacy::instruction::feature_of(act.word) {
            None => privacy::decide(&ctx.access(act)),
            Some(_) => {
                let instructions = crate::instruction::current(self, ctx.scope).await?;
                privacy::instruction::decide_as_instructed(&ctx.access(act), &instructions)
            }
        };
        match decided {
            Ok(permit) => Ok(permit),
            Err(refusal) => {
                self.append_audit(ctx.scope, &[refusal.event()]).await?;
                Err(refusal.into())
            }
        }
    }

    /// Makes sure that the vault has these leaf keys at hand.
    ///
    /// # Errors
    /// The keyring's failure.
    pub async fn admit(&self, scope: TenantScope, leaves: &[LeafRef]) -> Result<()> {
        let missing = self.vault().missing_leaves(scope, leaves);
        if !missing.is_empty() {
            let missing: Vec<_> = missing.into_iter().map(|leaf| (leaf, None)).collect();
            let keys = self.keyring().list_leaf_keys(scope, &missing).await?;
            self.vault().admit(&keys)?;
        }
        Ok(())
    }

    /// Fetches the keys of these objects and admits the leaves that they depend on.
    ///
    /// # Errors
    /// The keyring's failure.
    pub async fn object_keys(&self, scope: TenantScope, objects: &[ObjectId]) -> Result<ObjectKeys> {
        if objects.is_empty() {
            return Ok(ObjectKeys::default());
        }
        let wrapped = self.keyring().list_object_keys(scope, objects).await?;
        let missing = self.vault().missing_for(scope, &wrapped);
        if !missing.is_empty() {
            let wanted: Vec<_> = missing.iter().map(|leaf| (*leaf, None)).collect();
            let found = self.keyring().list_leaf_keys(scope, &wanted).await?;
            self.vault().admit(&found)?;
            // An object is never there before the keys that it depends on: what is not there was destroyed.
            let gone = |leaf: &LeafRef| found.leaves.iter().all(|key| key.leaf != *leaf);
            let gone: Vec<_> = missing.into_iter().filter(gone).collect();
            self.vault().mark_destroyed(scope, &gone);
        }
        Ok(ObjectKeys(wrapped.into_iter().map(|key| (key.object, key)).collect()))
    }

    /// Opens one record.
    ///
    /// # Errors
    /// [`OpenError`], or the keyring's failure.
    pub async fn open<T: SealedRecord>(&self, permit: &Permit, row: Uuid, sealed: &Sealed<T>) -> Result<T> {
        let keys = self.object_keys(permit.scope(), &[sealed.object()]).await?;
        Ok(self.vault().open(permit, keys.get(sealed.object())?, row, sealed)?)
    }

    /// Opens records of one kind, in order; their keys are fetched in one query.
    ///
    /// # Errors
    /// [`OpenError`], or the keyring's failure.
    pub async fn open_all<'a, T: SealedRecord + 'a>(
        &self,
        permit: &Permit,
        items: impl IntoIterator<Item = (Uuid, &'a Sealed<T>)> + Clone,
    ) -> Result<Vec<T>> {
        let objects: Vec<_> = items.clone().into_iter().map(|(_, sealed)| sealed.object()).collect();
        let keys = self.object_keys(permit.scope(), &objects).await?;
        items
            .into_iter()
            .map(|(row, sealed)| Ok(self.vault().open(permit, keys.get(sealed.object())?, row, sealed)?))
            .collect()
    }

    /// Opens records, nothing for each whose key was destroyed: it is being erased, or was, after this row was read.
    ///
    /// # Errors
    /// Any other [`OpenError`], or the keyring's failure.
    pub async fn open_left<'a, T: SealedRecord + 'a>(
        &self,
        permit: &Permit,
        items: impl IntoIterator<Item = (Uuid, &'a Sealed<T>)> + Clone,
    ) -> Result<Vec<Option<T>>> {
        let objects: Vec<_> = items.clone().into_iter().map(|(_, sealed)| sealed.object()).collect();
        let keys = self.object_keys(permit.scope(), &objects).await?;
        items.into_iter().map(|item| self.left_of(permit, &keys, item)).collect()
    }

    /// Opens what rows hold, in order, and leaves out each row whose key was destroyed: it is being erased, which of many
    /// mails takes minutes, and everybody goes on with the rest meanwhile.
    ///
    /// # Errors
    /// Any other [`OpenError`], or the keyring's failure.
    pub async fn open_each<R, T: SealedRecord>(
        &self,
        permit: &Permit,
        rows: Vec<R>,
        sealed: impl for<'a> Fn(&'a R) -> (Uuid, &'a Sealed<T>) + Clone,
    ) -> Result<Vec<(R, T)>> {
        let contents = self.open_left(permit, rows.iter().map(sealed)).await?;
        Ok(rows.into_iter().zip(contents).filter_map(|(row, content)| Some((row, content?))).collect())
    }

    /// As [`Self::open_each`], as the last thing of a read.
    ///
    /// # Errors
    /// As [`Self::open_last`].
    pub async fn open_each_last<R, T: SealedRecord>(
        &self,
        permit: Permit,
        rows: Vec<R>,
        sealed: impl for<'a> Fn(&'a R) -> (Uuid, &'a Sealed<T>) + Clone,
    ) -> Result<Vec<(R, T)>> {
        let contents = self.open_last(permit, rows.iter().map(sealed)).await?;
        Ok(rows.into_iter().zip(contents).filter_map(|(row, content)| Some((row, content?))).collect())
    }

    /// Opens the last records of a read while the event that names them is being written; nothing for each whose key was
    /// destroyed.
    ///
    /// # Errors
    /// Any other [`OpenError`], or the failure of the keyring or of the log.
    pub async fn open_last<'a, T: SealedRecord + 'a>(
        &self,
        permit: Permit,
        items: impl IntoIterator<Item = (Uuid, &'a Sealed<T>)> + Clone,
    ) -> Result<Vec<Option<T>>> {
        let objects: Vec<_> = items.clone().into_iter().map(|(_, sealed)| sealed.object()).collect();
        let keys = self.object_keys(permit.scope(), &objects).await?;
        let events = self.seal_events(permit.scope(), &permit.foretell(&objects)).await?;
        let written = self.begin_audit(permit.scope(), permit.access().request, events);
        let opened = items.into_iter().map(|item| self.left_of(&permit, &keys, item)).collect();
        written.await?;
        opened
    }

    fn left_of<T: SealedRecord>(
        &self,
        permit: &Permit,
        keys: &ObjectKeys,
        (row, sealed): (Uuid, &Sealed<T>),
    ) -> Result<Option<T>> {
        let opened = keys.get(sealed.object()).and_then(|key| self.vault().open(permit, key, row, sealed));
        match opened {
            Ok(content) => Ok(Some(content)),
            Err(OpenError::KeyDestroyed) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads and opens a blob.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] without a blob row, [`OpenError`], or the store's failure.
    pub async fn open_blob(
        &self,
        permit: &Permit,
        kind: ObjectKind,
        row: Uuid,
        object: ObjectId,
    ) -> Result<Vec<u8>> {
        let place = self
            .store()
            .tenant(permit.scope())
            .find_blob(object)
            .await?
            .ok_or(crate::Error::NotFound("blob"))?;
        let sealed = self.packs().read(&place).await?;
        let keys = self.object_keys(permit.scope(), &[object]).await?;
        Ok(self.vault().open_blob(permit, keys.get(object)?, kind, row, &sealed)?)
    }

    /// Writes what the permit owes to the audit log. Call it before handing out what was opened. Where the
    /// request gathers ([`App::gather`]), it is written with the rest.
    ///
    /// # Errors
    /// The log's failure: the access has failed too.
    pub async fn settle(&self, permit: Permit) -> Result<()> {
        let scope = permit.scope();
        self.append_audit(scope, &permit.into_events(Vec::new())).await
    }

    /// Appends events of what is not itself a write.
    ///
    /// # Errors
    /// The log's failure.
    pub async fn append_audit(&self, scope: TenantScope, events: &[domain::audit::AuditEvent]) -> Result<()> {
        let Some(request) = events.first().map(|event| event.request) else { return Ok(()) };
        let sealed = self.seal_events(scope, events).await?;
        self.begin_audit(scope, request, sealed).await
    }

    /// Seals events for [`store::TenantTx::append_audit`], in the transaction of the act itself.
    ///
    /// # Errors
    /// A missing or destroyed audit key.
    pub async fn seal_events(
        &self,
        scope: TenantScope,
        events: &[domain::audit::AuditEvent],
    ) -> Result<Vec<(Vec<u8>, Hash)>> {
        self.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
        events
            .iter()
            .map(|event| {
                let sealed = self.vault().seal_event(event)?;
                Ok((sealed.bytes, sealed.leaf_hash))
            })
            .collect()
    }
}
