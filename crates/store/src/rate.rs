//! A backstop against loops: automatic mails per address and day.

use crate::db::{args, queries};
use crate::{Result, TenantTx};
use domain::Timestamp;
use domain::keyring::Tag;

queries! {
    AUTO_REPLY = "INSERT INTO auto_reply (tenant_id, tag, window_start_ms, n) VALUES ($1, $2, $3, 1) \
        ON CONFLICT (tenant_id, tag) DO UPDATE SET \
        n = CASE WHEN auto_reply.window_start_ms <= $4 THEN 1 ELSE auto_reply.n + 1 END, \
        window_start_ms = CASE WHEN auto_reply.window_start_ms <= $4 THEN excluded.window_start_ms \
        ELSE auto_reply.window_start_ms END WHERE auto_reply.window_start_ms <= $4 OR auto_reply.n < $5";
    NO_AUTO_REPLY = "UPDATE auto_reply SET n = n - 1 WHERE tenant_id = $1 AND tag = $2 AND n > 0";
    FORGET_AUTO_REPLIES = "DELETE FROM auto_reply WHERE tenant_id = $1 AND window_start_ms <= $2";
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl TenantTx {
    /// Counts an automatic mail to an address, unless `most` went there in its window of 24 hours: whether it may go. What may
    /// not go is not counted.
    pub async fn count_auto_reply(&mut self, address: Tag, most: u32, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), address, now, now.plus_millis(-DAY_MS), most];
        Ok(self.conn().execute(AUTO_REPLY, args).await? > 0)
    }

    /// Takes the count of one back that did not go.
    pub async fn uncount_auto_reply(&mut self, address: Tag) -> Result<()> {
        let args = args![self.tenant(), address];
        self.conn().execute(NO_AUTO_REPLY, args).await.map(|_| ())
    }

    /// Forgets counts whose window has passed: the next one would begin anew. Returns how many there were.
    pub async fn delete_rates_passed(&mut self, now: Timestamp) -> Result<u64> {
        let passed = args![self.tenant(), now.plus_millis(-DAY_MS)];
        self.conn().execute(FORGET_AUTO_REPLIES, passed).await
    }
}
