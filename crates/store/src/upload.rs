//! Files uploaded for an answer that is not sent yet.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{AgentId, ObjectId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO upload (tenant_id, object_id, agent_id, size_bytes, expires_at_ms) @rows";
    LIST = "SELECT object_id, agent_id, size_bytes, expires_at_ms FROM upload \
        WHERE tenant_id = $1 AND object_id IN (@many)";
    LIST_EXPIRED = "SELECT object_id, agent_id, size_bytes, expires_at_ms FROM upload \
        WHERE tenant_id = $1 AND expires_at_ms <= $2 ORDER BY expires_at_ms LIMIT $3";
    UPDATE_EXPIRY = "UPDATE upload SET expires_at_ms = $2 WHERE tenant_id = $1 AND object_id IN (@many)";
    DELETE = "DELETE FROM upload WHERE tenant_id = $1 AND object_id IN (@many)";
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its bytes (a blob), with its name and media type.
    pub object: ObjectId,
    /// Who uploaded it.
    pub agent: AgentId,
    /// Plain size.
    pub size_bytes: i64,
    /// When it goes unless it is used.
    pub expires_at: Timestamp,
}

fn read(row: &Row) -> Result<Upload> {
    let mut f = row.fields();
    Ok(Upload { object: f.id()?, agent: f.id()?, size_bytes: f.i64()?, expires_at: f.time()? })
}

async fn by_objects(conn: &mut Conn, tenant: TenantId, objects: &[ObjectId]) -> Result<Vec<Upload>> {
    let many = objects.iter().map(|o| o.into_value()).collect();
    conn.list_many(LIST, args![tenant], many).await?.iter().map(read).collect()
}

async fn expired(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<Upload>> {
    conn.list(LIST_EXPIRED, args![tenant, now, limit]).await?.iter().map(read).collect()
}

reads! {
    /// These uploads; unknown objects are left out.
    list_uploads(objects: &[ObjectId]) -> Vec<Upload> = by_objects;
    /// Uploads that nobody used in time.
    list_expired_uploads(now: Timestamp, limit: u32) -> Vec<Upload> = expired;
}

impl TenantTx {
    /// Adds an upload.
    pub async fn insert_upload(&mut self, u: &Upload) -> Result<()> {
        let row = args![self.tenant(), u.object, u.agent, u.size_bytes, u.expires_at];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Says until when uploads are kept; whose they are is the caller's to know.
    pub async fn update_uploads_expiry(&mut self, objects: &[ObjectId], at: Timestamp) -> Result<()> {
        let t = self.tenant();
        let many = objects.iter().map(|o| o.into_value()).collect();
        self.conn().execute_many(UPDATE_EXPIRY, args![t, at], many).await.map(|_| ())
    }

    /// Removes uploads (used or expired); returns how many there were.
    pub async fn delete_uploads(&mut self, objects: &[ObjectId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE, args![t], objects.iter().map(|o| o.into_value()).collect()).await
    }
}
