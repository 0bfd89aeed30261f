//! Mails whose signatures wait to be checked. A claim moves its row on in time: whoever claimed it and vanished has
//! not kept it for long.

use crate::db::{Row, args, queries};
use crate::{Result, SystemStore, TenantTx};
use domain::{MessageId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO signature_queue (tenant_id, message_id, attempts, next_attempt_at_ms) @rows";
    CLAIM = "UPDATE signature_queue SET next_attempt_at_ms = $1, attempts = attempts + 1 \
        WHERE (tenant_id, message_id) IN (SELECT tenant_id, message_id FROM signature_queue \
        WHERE next_attempt_at_ms <= $2 AND tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended') \
        ORDER BY next_attempt_at_ms LIMIT $3 @skip_locked) \
        RETURNING tenant_id, message_id, attempts";
    NEXT_DUE = "SELECT MIN(next_attempt_at_ms) FROM signature_queue \
        WHERE tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended')";
    UPDATE = "UPDATE signature_queue SET next_attempt_at_ms = $3 WHERE tenant_id = $1 AND message_id = $2";
    DELETE = "DELETE FROM signature_queue WHERE tenant_id = $1 AND message_id = $2";
}

/// A mail whose signatures this node checks now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureClaim {
    /// The tenant.
    pub tenant: TenantId,
    /// The mail.
    pub message: MessageId,
    /// This attempt's number, from 1.
    pub attempts: u32,
}

fn claim(row: &Row) -> Result<SignatureClaim> {
    let mut f = row.fields();
    Ok(SignatureClaim { tenant: f.id()?, message: f.id()?, attempts: f.u32()? })
}

impl TenantTx {
    /// Queues mails; they are due from `at` on.
    pub async fn insert_signature_queue(&mut self, messages: &[MessageId], at: Timestamp) -> Result<()> {
        if messages.is_empty() {
            return Ok(());
        }
        let t = self.tenant();
        let rows = messages.iter().map(|id| args![t, *id, 0_u32, at]).collect();
        self.conn().insert(INSERT, rows).await.map(|_| ())
    }

    /// Puts a mail off until `at`.
    pub async fn update_signature_queue(&mut self, message: MessageId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), message, at];
        self.conn().execute(UPDATE, args).await.map(|_| ())
    }

    /// Takes a mail out of the queue; whether it was there.
    pub async fn delete_signature_queue(&mut self, message: MessageId) -> Result<bool> {
        let args = args![self.tenant(), message];
        Ok(self.conn().execute(DELETE, args).await? > 0)
    }
}

impl SystemStore {
    /// Claims mails that are due, of any tenant that is served, until `until`.
    pub async fn claim_signatures(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<SignatureClaim>> {
        let mut tx = self.begin().await?;
        let claims = tx.list(CLAIM, args![until, now, limit]).await?.iter().map(claim).collect();
        tx.commit().await?;
        claims
    }

    /// When the next mail of a tenant that is served is due.
    pub async fn find_signatures_next_due(&self) -> Result<Option<Timestamp>> {
        let row = self.read().await?.find(NEXT_DUE, args![]).await?;
        row.map_or(Ok(None), |row| row.fields().time_opt())
    }
}
