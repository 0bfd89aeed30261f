//! Legal holds: what may not be erased for now, by whose word, until when that is looked at again (C47).

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::LegalHold;
use domain::{AgentId, ErasureScope, HoldId, ObjectId, Sealed, TenantId, Timestamp};
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO legal_hold (tenant_id, id, scope, subject_id, owner_id, content_object, content_sealed, \
        review_at_ms, made_at_ms, released_at_ms, ends_at_ms, forgotten_at_ms) @rows";
    RELEASE = "UPDATE legal_hold SET released_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND released_at_ms IS NULL";
    REVIEW = "UPDATE legal_hold SET review_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND released_at_ms IS NULL";
    WORDS = "UPDATE legal_hold SET content_object = $4, content_sealed = $5 WHERE tenant_id = $1 AND id = $2 AND content_object = $3 \
        AND released_at_ms IS NULL";
    FORGET = "UPDATE legal_hold SET content_object = $4, content_sealed = $5, forgotten_at_ms = $6 WHERE tenant_id = $1 AND id = $2 \
        AND content_object = $3 AND released_at_ms IS NOT NULL";
    TOLD = "UPDATE legal_hold SET review_told_ms = review_at_ms WHERE tenant_id = $1 AND id = $2 AND review_at_ms = $3";
    FIND = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms, forgotten_at_ms FROM legal_hold WHERE tenant_id = $1 AND id = $2";
    LIST_ENDED = "SELECT id FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NULL AND ends_at_ms <= $2 LIMIT $3";
    LIST = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms, forgotten_at_ms FROM legal_hold WHERE tenant_id = $1 ORDER BY id DESC LIMIT $2";
    LIST_IN_FORCE = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms, forgotten_at_ms FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NULL AND id > $2 ORDER BY id LIMIT $3";
    LIST_WITH_WORDS = "SELECT id, scope, subject_id, owner_id, content_object, content_sealed, review_at_ms, made_at_ms, released_at_ms, \
        ends_at_ms, forgotten_at_ms FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NOT NULL \
        AND forgotten_at_ms IS NULL AND released_at_ms <= $2 ORDER BY released_at_ms, id LIMIT $3";
    LIST_TO_REVIEW = "SELECT id, review_at_ms FROM legal_hold WHERE tenant_id = $1 AND released_at_ms IS NULL AND review_at_ms <= $2 \
        AND (review_told_ms IS NULL OR review_told_ms <> review_at_ms) ORDER BY id LIMIT $3";
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
    /// When its words were destroyed: some time after it was released.
    pub forgotten_at: Option<Timestamp>,
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
        forgotten_at: f.time_opt()?,
    })
}

fn read_day(row: &Row) -> Result<(HoldId, Timestamp)> {
    let mut f = row.fields();
    Ok((f.id()?, f.time()?))
}

async fn find(conn: &mut Conn, tenant: TenantId, id: HoldId) -> Result<Option<Hold>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Hold>> {
    conn.list(LIST, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn in_force(conn: &mut Conn, tenant: TenantId, after: Option<HoldId>, limit: u32) -> Result<Vec<Hold>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    conn.list(LIST_IN_FORCE, args![tenant, after, limit]).await?.iter().map(read).collect()
}

async fn with_words(conn: &mut Conn, tenant: TenantId, until: Timestamp, limit: u32) -> Result<Vec<Hold>> {
    conn.list(LIST_WITH_WORDS, args![tenant, until, limit]).await?.iter().map(read).collect()
}

async fn to_review(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(HoldId, Timestamp)>> {
    conn.list(LIST_TO_REVIEW, args![tenant, now, limit]).await?.iter().map(read_day).collect()
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
    /// Those in force, the oldest first, after `after`.
    list_holds_in_force(after: Option<HoldId>, limit: u32) -> Vec<Hold> = in_force;
    /// Those that were released by then and still say why they were placed, the first released first.
    list_holds_with_words(until: Timestamp, limit: u32) -> Vec<Hold> = with_words;
    /// Those in force that are to be looked at again by now, of which nobody was told yet; with that day.
    list_holds_to_review(now: Timestamp, limit: u32) -> Vec<(HoldId, Timestamp)> = to_review;
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
            h.ends_at,
            h.forgotten_at
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

    /// Puts other words in the place of those of a hold in force; [`StoreError::Conflict`] where it has others by now, or is
    /// released.
    pub async fn update_hold_words(
        &mut self,
        id: HoldId,
        old: ObjectId,
        content: &Sealed<LegalHold>,
    ) -> Result<()> {
        let args = args![self.tenant(), id, old, content.object(), content.as_bytes()];
        match self.conn().execute(WORDS, args).await? {
            0 => Err(StoreError::Conflict("legal hold")),
            _ => Ok(()),
        }
    }

    /// Puts none in the place of the words of a hold that was released. Nothing happens where others did.
    pub async fn forget_hold(
        &mut self,
        id: HoldId,
        old: ObjectId,
        empty: &Sealed<LegalHold>,
        at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), id, old, empty.object(), empty.as_bytes(), at];
        self.conn().execute(FORGET, args).await.map(drop)
    }

    /// Notes that people were told that a hold is to be looked at again since that day.
    pub async fn note_hold_review_told(&mut self, id: HoldId, review_at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, review_at];
        self.conn().execute(TOLD, args).await.map(drop)
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
