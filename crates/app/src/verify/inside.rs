//! What may be asked of what is sealed: a question that is answered by yes or no, where it lies.

use crate::{App, Result};
use crypto::OpenError;
use domain::{ObjectId, Sealed, SealedRecord, TenantId, TenantScope};
use store::Cell;
use uuid::Uuid;

/// Something sealed, as its row has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside<'a> {
    pub(super) tenant: Uuid,
    pub(super) row: Uuid,
    object: Uuid,
    sealed: &'a [u8],
}

impl<'a> Inside<'a> {
    /// From the fields of a row; nothing where one of them is not what it has to be, which is another check's.
    pub(super) fn of(tenant: &Cell, row: &Cell, object: &Cell, sealed: &'a Cell) -> Option<Self> {
        Some(Self { tenant: tenant.id()?, row: row.id()?, object: object.id()?, sealed: sealed.bytes()? })
    }

    /// Something that the program read.
    pub(super) fn at<T>(tenant: Uuid, row: Uuid, sealed: &'a Sealed<T>) -> Self {
        Self { tenant, row, object: sealed.object().uuid(), sealed: sealed.as_bytes() }
    }

    /// Its tenant.
    pub(super) const fn scope(self) -> TenantScope {
        TenantScope::of(TenantId::from_uuid(self.tenant))
    }

    /// The answer to a question. No where it is not what was sealed here, or is no such record; nothing where its key is
    /// gone.
    pub(super) async fn says<T: SealedRecord, Q>(
        self,
        app: &App,
        question: fn(&T, &Q) -> bool,
        about: &Q,
    ) -> Result<Option<bool>> {
        Ok(say(app, &[self], question, about).await?.pop().flatten())
    }
}

/// The answers of several of one tenant, in order; their keys are fetched at once.
pub(super) async fn say<T: SealedRecord, Q>(
    app: &App,
    some: &[Inside<'_>],
    question: fn(&T, &Q) -> bool,
    about: &Q,
) -> Result<Vec<Option<bool>>> {
    let Some(first) = some.first() else { return Ok(Vec::new()) };
    let objects: Vec<_> = some.iter().map(|one| ObjectId::from_uuid(one.object)).collect();
    // Keys that do not open are a fault of what lies under them, not of the check.
    let Ok(keys) = app.object_keys(first.scope(), &objects).await else {
        return Ok(vec![Some(false); some.len()]);
    };
    let answer = |one: &Inside<'_>| {
        let wrapped = keys.get(ObjectId::from_uuid(one.object));
        match wrapped
            .and_then(|wrapped| app.vault().prove_that(wrapped, one.row, one.sealed, (question, about)))
        {
            Ok(answer) => Some(answer),
            Err(OpenError::KeyDestroyed) => None,
            Err(_) => Some(false),
        }
    };
    Ok(some.iter().map(answer).collect())
}
