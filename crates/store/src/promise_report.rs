//! What the promises came to, each time that all of them were checked.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO promise_report (tenant_id, at_ms, body, signature) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, at_ms) DO NOTHING";
    NEWEST = "SELECT at_ms, body, signature FROM promise_report WHERE tenant_id = $1 ORDER BY at_ms DESC LIMIT 1";
    FORGET = "DELETE FROM promise_report WHERE tenant_id = $1 AND at_ms < $2";
}

/// What the promises came to. Published; it belongs to the system's own tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseReport {
    /// When they were checked.
    pub at: Timestamp,
    /// A state for each clause (JSON).
    pub body: String,
    /// Ed25519 over exactly this text.
    pub signature: Vec<u8>,
}

async fn newest(conn: &mut Conn, tenant: TenantId) -> Result<Option<PromiseReport>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(PromiseReport { at: f.time()?, body: f.text()?.to_owned(), signature: f.bytes()?.to_vec() })
    };
    conn.find(NEWEST, args![tenant]).await?.as_ref().map(read).transpose()
}

reads! {
    /// The newest report, if the promises were ever checked.
    find_promise_report() -> Option<PromiseReport> = newest;
}

impl TenantTx {
    /// Keeps a report.
    pub async fn insert_promise_report(&mut self, one: &PromiseReport) -> Result<()> {
        let args = args![self.tenant(), one.at, one.body.clone(), one.signature.clone()];
        self.conn().execute(INSERT, args).await.map(|_| ())
    }

    /// Forgets reports from before a time.
    pub async fn forget_promise_reports(&mut self, before: Timestamp) -> Result<()> {
        let args = args![self.tenant(), before];
        self.conn().execute(FORGET, args).await.map(|_| ())
    }
}
