//! Leases: one holder at a time, for a while (one per mailbox, and for jobs that run once).

use crate::db::{args, queries};
use crate::{Result, SystemStore};
use domain::{RequestId, Timestamp};

queries! {
    ACQUIRE = "INSERT INTO lease (name, holder, until_ms) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms \
        WHERE lease.until_ms < $4 OR lease.holder = excluded.holder";
    RENEW = "UPDATE lease SET until_ms = $3 WHERE name = $1 AND holder = $2 AND until_ms >= $4";
    RELEASE = "DELETE FROM lease WHERE name = $1 AND holder = $2";
    FIND = "SELECT holder FROM lease WHERE name = $1 AND until_ms >= $2";
}

impl SystemStore {
    /// Takes a lease that is free, has ended, or is held already; false when somebody else holds it.
    pub async fn acquire_lease(
        &self,
        name: &str,
        holder: RequestId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        Ok(self.write(ACQUIRE, args![name, holder, until, now]).await? > 0)
    }

    /// Prolongs a lease; false when it has ended or is lost: then the work must stop.
    pub async fn renew_lease(
        &self,
        name: &str,
        holder: RequestId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        Ok(self.write(RENEW, args![name, holder, until, now]).await? > 0)
    }

    /// Gives a lease back.
    pub async fn release_lease(&self, name: &str, holder: RequestId) -> Result<()> {
        self.write(RELEASE, args![name, holder]).await.map(|_| ())
    }

    /// Who holds a lease now.
    pub async fn find_lease_holder(&self, name: &str, now: Timestamp) -> Result<Option<RequestId>> {
        self.read().await?.find(FIND, args![name, now]).await?.map(|row| row.fields().id()).transpose()
    }
}
