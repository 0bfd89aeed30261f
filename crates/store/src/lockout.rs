//! Failed sign-ins, by tag of the account and of the network address.

use crate::db::{args, queries};
use crate::{Result, SystemStore};
use domain::Timestamp;
use domain::keyring::Tag;

queries! {
    FIND = "SELECT failures, locked_until_ms FROM sign_in_failure WHERE tag = $1";
    ADD = "INSERT INTO sign_in_failure (tag, failures, locked_until_ms, updated_at_ms) VALUES ($1, 1, 0, $2) \
        ON CONFLICT (tag) DO UPDATE SET failures = CASE WHEN sign_in_failure.updated_at_ms < $3 THEN 1 \
        ELSE sign_in_failure.failures + 1 END, updated_at_ms = excluded.updated_at_ms RETURNING failures";
    LOCK = "UPDATE sign_in_failure SET locked_until_ms = $2 WHERE tag = $1";
    DELETE = "DELETE FROM sign_in_failure WHERE tag = $1";
    DELETE_OLD = "DELETE FROM sign_in_failure WHERE updated_at_ms < $1 AND locked_until_ms < $1";
}

/// Failed sign-ins of an account or address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignInFailures {
    /// How many in a row.
    pub failures: u32,
    /// Until when it is locked; the epoch when it is not.
    pub locked_until: Timestamp,
}

impl SystemStore {
    /// Failures of this tag; none when it is unknown.
    pub async fn get_sign_in_failures(&self, tag: Tag) -> Result<SignInFailures> {
        let Some(row) = self.read().await?.find(FIND, args![tag]).await? else {
            return Ok(SignInFailures::default());
        };
        let mut f = row.fields();
        Ok(SignInFailures { failures: f.u32()?, locked_until: f.time()? })
    }

    /// Counts a failure and returns the count; failures before `forget_before` no longer count.
    pub async fn insert_sign_in_failure(
        &self,
        tag: Tag,
        now: Timestamp,
        forget_before: Timestamp,
    ) -> Result<u32> {
        let mut tx = self.begin().await?;
        let row = tx.find(ADD, args![tag, now, forget_before]).await?;
        let failures = row.map_or(Ok(0), |row| row.fields().u32())?;
        tx.commit().await?;
        Ok(failures)
    }

    /// Locks a tag that has failures.
    pub async fn update_sign_in_lock(&self, tag: Tag, until: Timestamp) -> Result<()> {
        self.write(LOCK, args![tag, until]).await.map(|_| ())
    }

    /// Forgets the failures of a tag (signed in).
    pub async fn delete_sign_in_failures(&self, tag: Tag) -> Result<()> {
        self.write(DELETE, args![tag]).await.map(|_| ())
    }

    /// Forgets what is older than `before`; returns how many there were.
    pub async fn delete_old_sign_in_failures(&self, before: Timestamp) -> Result<u64> {
        self.write(DELETE_OLD, args![before]).await
    }
}
