//! Saved replies: texts kept for answers and notes, an agent's own or shared with everyone.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::SavedReplyContent;
use domain::{AgentId, SavedReplyId, Sealed, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO saved_reply (tenant_id, id, owner_id, shared, content_object, content_sealed, created_at_ms, \
        updated_at_ms) @rows";
    FIND = "SELECT id, owner_id, shared, content_object, content_sealed, created_at_ms, updated_at_ms \
        FROM saved_reply WHERE tenant_id = $1 AND id = $2";
    LIST_FOR = "SELECT id, owner_id, shared, content_object, content_sealed, created_at_ms, updated_at_ms \
        FROM saved_reply WHERE tenant_id = $1 AND (shared = 1 OR owner_id = $2) ORDER BY id";
    LIST_SHARED = "SELECT id, owner_id, shared, content_object, content_sealed, created_at_ms, updated_at_ms \
        FROM saved_reply WHERE tenant_id = $1 AND shared = 1 ORDER BY id";
    COUNT = "SELECT COUNT(*) FROM saved_reply WHERE tenant_id = $1";
    UPDATE = "UPDATE saved_reply SET shared = $3, content_object = $4, content_sealed = $5, updated_at_ms = $6 \
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM saved_reply WHERE tenant_id = $1 AND id = $2";
}

/// A saved reply.
#[derive(Debug, Clone)]
pub struct SavedReply {
    /// Id.
    pub id: SavedReplyId,
    /// Who made it.
    pub owner: AgentId,
    /// Whether everyone has it.
    pub shared: bool,
    /// Its name and text.
    pub content: Sealed<SavedReplyContent>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

fn read(row: &Row) -> Result<SavedReply> {
    let mut f = row.fields();
    Ok(SavedReply {
        id: f.id()?,
        owner: f.id()?,
        shared: f.flag()?,
        content: f.sealed()?,
        created_at: f.time()?,
        updated_at: f.time()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: SavedReplyId) -> Result<Option<SavedReply>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list_for(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<SavedReply>> {
    conn.list(LIST_FOR, args![tenant, agent]).await?.iter().map(read).collect()
}

async fn list_shared(conn: &mut Conn, tenant: TenantId) -> Result<Vec<SavedReply>> {
    conn.list(LIST_SHARED, args![tenant]).await?.iter().map(read).collect()
}

async fn count(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    let row = conn.find(COUNT, args![tenant]).await?.ok_or(StoreError::Corrupt("count of saved replies"))?;
    row.fields().i64()
}

reads! {
    /// A saved reply.
    find_saved_reply(id: SavedReplyId) -> Option<SavedReply> = find;
    /// The saved replies that an agent has: their own, and the shared ones. Oldest first.
    list_saved_replies_for(agent: AgentId) -> Vec<SavedReply> = list_for;
    /// Those that everyone has, oldest first.
    list_shared_saved_replies() -> Vec<SavedReply> = list_shared;
    /// How many the tenant has, everyone's and each agent's own together.
    count_saved_replies() -> i64 = count;
}

impl TenantTx {
    /// Adds a saved reply.
    pub async fn insert_saved_reply(&mut self, r: &SavedReply) -> Result<()> {
        let row = args![
            self.tenant(),
            r.id,
            r.owner,
            r.shared,
            r.content.object(),
            r.content.as_bytes(),
            r.created_at,
            r.updated_at
        ];
        self.conn().insert(INSERT, vec![row]).await?;
        Ok(())
    }

    /// Changes a saved reply.
    pub async fn update_saved_reply(&mut self, r: &SavedReply) -> Result<()> {
        let args =
            args![self.tenant(), r.id, r.shared, r.content.object(), r.content.as_bytes(), r.updated_at];
        if self.conn().execute(UPDATE, args).await? == 0 {
            return Err(StoreError::NotFound("saved reply"));
        }
        Ok(())
    }

    /// Removes a saved reply.
    pub async fn delete_saved_reply(&mut self, id: SavedReplyId) -> Result<()> {
        let args = args![self.tenant(), id];
        if self.conn().execute(DELETE, args).await? == 0 {
            return Err(StoreError::NotFound("saved reply"));
        }
        Ok(())
    }
}
