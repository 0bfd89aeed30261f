//! Legal holds: what may not be erased for now, by whose word, until when that is looked at again (C47).

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::LegalHold;
use domain::{AgentId, ErasureScope, HoldId, Sealed, TenantId, Timestamp};
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO legal_hold (tenant_id, id, scope, subject_id, owner_id, content_object, content_sealed, \
        review_at_ms, made_at_ms, released_at_ms, ends_at_ms) @rows";
    RELEASE = "UPDATE legal_hold SET released_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND released_at_ms IS NULL";
    REVIEW = "UPDATE legal_hold SET review_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND released_at_ms IS NULL";
    FIND = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms         FROM legal_hold WHERE tenant_id = $1 AND id = $2";
    LIST_ENDED = "SELECT id FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NULL AND ends_at_ms <= $2 LIMIT $3";
    LIST = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms         FROM legal_hold WHERE tenant_id = $1 ORDER BY id DESC LIMIT $2";
    FIND_OF = "SELECT id FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NULL AND subject_id IN (@many)";
}

/// A legal hold.
#[derive(Debug, Clone)]
pub struct Hold {
    /// Id.
    pub id: HoldId,
    /// What kind of thing is held.
    pub scope: ErasureScope,
    /// Which one.
    pub subject: Uuid,
    /// Who answers for it.
    pub owner: AgentId,
    /// Why.
    pub content: Sealed<LegalHold>,
    /// When it has to be looked at again.
    pub review_at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was released.
    pub released_at: Option<Timestamp>,
    /// When it ends by itself: the end of a statutory retention.
    pub ends_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Hold> {
    let mut f = row.fields();
    Ok(Hold {
        id: f.id()?,
        scope: f.state()?,
        subject: f.id()?,
        owner: f.id()?,
        content: f.sealed()?,
        review_at: f.time()?,
        made_at: f.time()?,
        released_at: f.time_opt()?,
        ends_at: f.time_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: HoldId) -> Result<Option<Hold>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Hold>> {
    conn.list(LIST, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn ended(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<HoldId>> {
    conn.list(LIST_ENDED, args![tenant, now, limit]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn find_of(conn: &mut Conn, tenant: TenantId, subjects: &[Uuid]) -> Result<Option<HoldId>> {
    let many = subjects.iter().map(|id| (*id.as_bytes()).into_value()).collect();
    conn.list_many(FIND_OF, args![tenant], many).await?.first().map(|row| row.fields().id()).transpose()
}

reads! {
    /// A hold.
    find_hold(id: HoldId) -> Option<Hold> = find;
    /// All, the newest first.
    list_holds(limit: u32) -> Vec<Hold> = list;
    /// Those in force whose end has come.
    list_ended_holds(now: Timestamp, limit: u32) -> Vec<HoldId> = ended;
    /// A hold in force on one of these contacts, tickets, messages, mailboxes, or the tenant.
    find_hold_of(subjects: &[Uuid]) -> Option<HoldId> = find_of;
}

impl TenantTx {
    /// Adds a hold.
    pub async fn insert_hold(&mut self, h: &Hold) -> Result<()> {
        let row = args![
            self.tenant(),
            h.id,
            h.scope,
            h.subject,
            h.owner,
            h.content.object(),
            h.content.as_bytes(),
            h.review_at,
            h.made_at,
            h.released_at,
            h.ends_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Releases a hold; [`StoreError::Conflict`] when it is released already.
    pub async fn release_hold(&mut self, id: HoldId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, at];
        match self.conn().execute(RELEASE, args).await? {
            0 => Err(StoreError::Conflict("legal hold")),
            _ => Ok(()),
        }
    }

    /// Puts off when a hold has to be looked at again.
    pub async fn update_hold_review(&mut self, id: HoldId, review_at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, review_at];
        match self.conn().execute(REVIEW, args).await? {
            0 => Err(StoreError::Conflict("legal hold")),
            _ => Ok(()),
        }
    }
}
