//! Erasures: what is to go, how far it has gone, and the receipt. Ids, words, times and numbers alone.

use crate::db::{Conn, Row, Value, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::LeafRef;
use domain::{AgentId, ErasureId, ErasureReason, ErasureScope, ErasureState, HoldId, TenantId, Timestamp};
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO erasure (tenant_id, id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, \
        tickets_purged, messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id) @rows";
    UPDATE = "UPDATE erasure SET state = $3, hold_id = $4, key_ids = $5, keys_destroyed = $6, tickets_purged = $7, \
        messages_purged = $8, bytes_purged = $9, keys_gone_at_ms = $10, purged_at_ms = $11, done_at_ms = $12, root_epoch = $13, receipt = $14 \
        WHERE tenant_id = $1 AND id = $2";
    FIND = "SELECT id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, tickets_purged, \
        messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id FROM erasure \
        WHERE tenant_id = $1 AND id = $2";
    LIST_OPEN = "SELECT id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, tickets_purged, \
        messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id FROM erasure \
        WHERE tenant_id = $1 AND state <> 'done' AND state <> 'held' \
        ORDER BY CASE WHEN reason = 'retention' OR whole_id IS NOT NULL THEN 1 ELSE 0 END, id LIMIT $2";
    LIST_HELD = "SELECT id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, tickets_purged, \
        messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id FROM erasure \
        WHERE tenant_id = $1 AND state <> 'done' AND state = 'held' AND id > $2 ORDER BY id LIMIT $3";
    DELETE = "DELETE FROM erasure WHERE tenant_id = $1 AND id = $2";
    DELETE_FOR = "DELETE FROM erasure WHERE tenant_id = $1 AND id = $2 AND reason = $3";
    // Waits for whoever takes it on, and sees that they did.
    DELETE_HELD = "DELETE FROM erasure WHERE tenant_id = $1 AND id = $2 AND state = 'held'";
    UPDATE_REASON = "UPDATE erasure SET reason = $3, policy_version = NULL WHERE tenant_id = $1 AND id = $2";
    LIST_OF_SUBJECT = "SELECT id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, tickets_purged, \
        messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id FROM erasure \
        WHERE tenant_id = $1 AND subject_id = $2 ORDER BY id";
    LIST = "SELECT id, scope, subject_id, reason, state, by_id, hold_id, key_ids, keys_destroyed, tickets_purged, \
        messages_purged, bytes_purged, begun_at_ms, keys_gone_at_ms, purged_at_ms, done_at_ms, root_epoch, receipt, policy_version, whole_id FROM erasure \
        WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
}

/// Something that is being erased, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Id.
    pub id: ErasureId,
    /// What kind of thing.
    pub scope: ErasureScope,
    /// Which one: an id of that noun.
    pub subject: Uuid,
    /// Why.
    pub reason: ErasureReason,
    /// How far it is.
    pub state: ErasureState,
    /// Who began it; nobody for what is due by a rule.
    pub by: Option<AgentId>,
    /// What holds it, while it is held.
    pub hold: Option<HoldId>,
    /// The keys that were destroyed, by name.
    pub keys: Vec<LeafRef>,
    /// How many keys were destroyed, with those of single objects.
    pub keys_destroyed: i64,
    /// Tickets that are gone.
    pub tickets: i64,
    /// Messages that are gone.
    pub messages: i64,
    /// Bytes of mails that were overwritten.
    pub bytes: i64,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When nothing of it could be read any more.
    pub keys_gone_at: Option<Timestamp>,
    /// When rows, bytes and index were gone.
    pub purged_at: Option<Timestamp>,
    /// When no older copy of the keyring opened it any more.
    pub done_at: Option<Timestamp>,
    /// The ROOT epoch under which nothing of it is wrapped any more.
    pub root_epoch: Option<i64>,
    /// The signed receipt.
    pub receipt: Option<Vec<u8>>,
    /// The version of the retention policy by which it was begun; none for what somebody asked for.
    pub policy_version: Option<i64>,
    /// The erasure that it is a part of.
    pub whole: Option<ErasureId>,
}

fn key_bytes(keys: &[LeafRef]) -> Vec<u8> {
    keys.iter().flat_map(|leaf| leaf.to_bytes()).collect()
}

fn read(row: &Row) -> Result<Erasure> {
    let mut f = row.fields();
    Ok(Erasure {
        id: f.id()?,
        scope: f.state()?,
        subject: f.id()?,
        reason: f.state()?,
        state: f.state()?,
        by: f.id_opt()?,
        hold: f.id_opt()?,
        keys: f
            .bytes()?
            .chunks(LeafRef::ENCODED_BYTES)
            .map(|bytes| LeafRef::from_bytes(bytes).ok_or(StoreError::Corrupt("leaf")))
            .collect::<Result<_>>()?,
        keys_destroyed: f.i64()?,
        tickets: f.i64()?,
        messages: f.i64()?,
        bytes: f.i64()?,
        begun_at: f.time()?,
        keys_gone_at: f.time_opt()?,
        purged_at: f.time_opt()?,
        done_at: f.time_opt()?,
        root_epoch: f.i64_opt()?,
        receipt: f.bytes_opt()?.map(<[u8]>::to_vec),
        policy_version: f.i64_opt()?,
        whole: f.id_opt()?,
    })
}

async fn some(conn: &mut Conn, text: &'static str, args: Vec<Value>) -> Result<Vec<Erasure>> {
    conn.list(text, args).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: ErasureId) -> Result<Option<Erasure>> {
    Ok(some(conn, FIND, args![tenant, id]).await?.pop())
}

async fn open(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Erasure>> {
    some(conn, LIST_OPEN, args![tenant, limit]).await
}

async fn held(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<ErasureId>,
    limit: u32,
) -> Result<Vec<Erasure>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    some(conn, LIST_HELD, args![tenant, after, limit]).await
}

async fn of_subject(conn: &mut Conn, tenant: TenantId, subject: Uuid) -> Result<Vec<Erasure>> {
    some(conn, LIST_OF_SUBJECT, args![tenant, subject]).await
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    before: Option<ErasureId>,
    limit: u32,
) -> Result<Vec<Erasure>> {
    let before = before.map_or([0xff; 16], |id| *id.as_bytes());
    some(conn, LIST, args![tenant, before, limit]).await
}

reads! {
    /// An erasure.
    find_erasure(id: ErasureId) -> Option<Erasure> = find;
    /// Those that are on their way, the oldest first.
    list_open_erasures(limit: u32) -> Vec<Erasure> = open;
    /// Those that a hold keeps waiting, the oldest first, after `after`.
    list_held_erasures(after: Option<ErasureId>, limit: u32) -> Vec<Erasure> = held;
    /// Those of one contact, ticket, message, mailbox.
    list_erasures_of(subject: Uuid) -> Vec<Erasure> = of_subject;
    /// All, the newest first, older than `before`.
    list_erasures(before: Option<ErasureId>, limit: u32) -> Vec<Erasure> = list;
}

impl TenantTx {
    /// Adds an erasure.
    pub async fn insert_erasure(&mut self, e: &Erasure) -> Result<()> {
        let row = args![
            self.tenant(),
            e.id,
            e.scope,
            e.subject,
            e.reason,
            e.state,
            e.by,
            e.hold,
            key_bytes(&e.keys),
            e.keys_destroyed,
            e.tickets,
            e.messages,
            e.bytes,
            e.begun_at,
            e.keys_gone_at,
            e.purged_at,
            e.done_at,
            e.root_epoch,
            e.receipt.clone(),
            e.policy_version,
            e.whole
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Takes back an erasure of which nothing was done yet.
    pub async fn delete_erasure(&mut self, id: ErasureId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE, args).await.map(drop)
    }

    /// Takes back what was begun for this reason and of which nothing was done yet; [`StoreError::Conflict`] once somebody wants it
    /// for another one.
    pub async fn delete_erasure_for(&mut self, id: ErasureId, reason: ErasureReason) -> Result<()> {
        let args = args![self.tenant(), id, reason];
        match self.conn().execute(DELETE_FOR, args).await? {
            0 => Err(StoreError::Conflict("erasure")),
            _ => Ok(()),
        }
    }

    /// Says for whom it is from now on: somebody wants what was begun for another reason.
    pub async fn update_erasure_reason(&mut self, id: ErasureId, reason: ErasureReason) -> Result<()> {
        let args = args![self.tenant(), id, reason];
        match self.conn().execute(UPDATE_REASON, args).await? {
            0 => Err(StoreError::NotFound("erasure")),
            _ => Ok(()),
        }
    }

    /// Takes back an erasure that a hold keeps waiting; false when it waits no more.
    pub async fn delete_erasure_held(&mut self, id: ErasureId) -> Result<bool> {
        let args = args![self.tenant(), id];
        Ok(self.conn().execute(DELETE_HELD, args).await? > 0)
    }

    /// Notes how far an erasure is.
    pub async fn update_erasure(&mut self, e: &Erasure) -> Result<()> {
        let args = args![
            self.tenant(),
            e.id,
            e.state,
            e.hold,
            key_bytes(&e.keys),
            e.keys_destroyed,
            e.tickets,
            e.messages,
            e.bytes,
            e.keys_gone_at,
            e.purged_at,
            e.done_at,
            e.root_epoch,
            e.receipt.clone()
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("erasure")),
            _ => Ok(()),
        }
    }
}
