//! Mails seen at their source: the idempotency of take-in.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag;
use domain::{IntakeId, IntakeState, MailboxId, MessageId, ObjectId, TenantId, Timestamp};

queries! {
    DELETE = "DELETE FROM intake WHERE tenant_id = $1 AND id IN (@many)";
    INSERT = "INSERT INTO intake (tenant_id, id, mailbox_id, source_tag, digest_tag, state, message_id, raw_object, \
        received_at_ms, attempts, next_attempt_at_ms) @rows";
    LIST_BY_SOURCE = "SELECT id, mailbox_id, source_tag, digest_tag, state, message_id, raw_object, received_at_ms, \
        attempts, next_attempt_at_ms FROM intake WHERE tenant_id = $1 AND mailbox_id = $2 AND source_tag IN (@many)";
    LIST_BY_DIGEST = "SELECT id, mailbox_id, source_tag, digest_tag, state, message_id, raw_object, received_at_ms, \
        attempts, next_attempt_at_ms FROM intake WHERE tenant_id = $1 AND digest_tag IN (@many)";
    LIST_DUE = "SELECT id, mailbox_id, source_tag, digest_tag, state, message_id, raw_object, received_at_ms, \
        attempts, next_attempt_at_ms FROM intake WHERE tenant_id = $1 AND state = 'held' \
        AND next_attempt_at_ms <= $2 ORDER BY next_attempt_at_ms, id LIMIT $3";
    COUNT_HELD = "SELECT COUNT(*) FROM intake WHERE tenant_id = $1 AND state = 'held' AND next_attempt_at_ms >= 0";
    UPDATE = "UPDATE intake SET state = $4, message_id = $5, attempts = $6, next_attempt_at_ms = $7 \
        WHERE tenant_id = $1 AND id = $2 AND state = $3";
}

/// One mail seen at its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Id.
    pub id: IntakeId,
    /// Where it was seen.
    pub mailbox: MailboxId,
    /// Tag of the provider's stable id, or of folder, UIDVALIDITY and UID; unique in the mailbox.
    pub source_tag: Tag,
    /// Tag of the raw bytes' digest.
    pub digest_tag: Tag,
    /// Where it stands.
    pub state: IntakeState,
    /// What it became.
    pub message: Option<MessageId>,
    /// Its raw bytes, when they were fetched.
    pub raw_object: Option<ObjectId>,
    /// When it was seen.
    pub received_at: Timestamp,
    /// Scan attempts so far.
    pub attempts: u32,
    /// When the next one is due.
    pub next_attempt_at: Timestamp,
}

fn read(row: &Row) -> Result<Intake> {
    let mut f = row.fields();
    Ok(Intake {
        id: f.id()?,
        mailbox: f.id()?,
        source_tag: f.tag()?,
        digest_tag: f.tag()?,
        state: f.state()?,
        message: f.id_opt()?,
        raw_object: f.id_opt()?,
        received_at: f.time()?,
        attempts: f.u32()?,
        next_attempt_at: f.time()?,
    })
}

async fn by_source(
    conn: &mut Conn,
    tenant: TenantId,
    mailbox: MailboxId,
    tags: &[Tag],
) -> Result<Vec<Intake>> {
    let many = tags.iter().map(|tag| tag.into_value()).collect();
    conn.list_many(LIST_BY_SOURCE, args![tenant, mailbox], many).await?.iter().map(read).collect()
}

async fn by_digest(conn: &mut Conn, tenant: TenantId, tags: &[Tag]) -> Result<Vec<Intake>> {
    let many = tags.iter().map(|tag| tag.into_value()).collect();
    conn.list_many(LIST_BY_DIGEST, args![tenant], many).await?.iter().map(read).collect()
}

async fn due(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<Intake>> {
    conn.list(LIST_DUE, args![tenant, now, limit]).await?.iter().map(read).collect()
}

async fn count_held(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(COUNT_HELD, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

reads! {
    /// What was taken in of a mailbox under these source tags.
    list_intakes_by_source(mailbox: MailboxId, tags: &[Tag]) -> Vec<Intake> = by_source;
    /// What was taken in of the tenant with these raw bytes.
    list_intakes_by_digest(tags: &[Tag]) -> Vec<Intake> = by_digest;
    /// Held mails whose next scan is due, the longest waiting first.
    list_held_intakes(now: Timestamp, limit: u32) -> Vec<Intake> = due;
    /// How many mails wait for the scanner.
    count_held_intakes() -> i64 = count_held;
}

impl TenantTx {
    /// Adds intakes; [`StoreError::Taken`] when a source tag of the mailbox is known already.
    pub async fn insert_intakes(&mut self, intakes: &[Intake]) -> Result<()> {
        let t = self.tenant();
        let rows = intakes
            .iter()
            .map(|i| {
                args![
                    t,
                    i.id,
                    i.mailbox,
                    i.source_tag,
                    i.digest_tag,
                    i.state,
                    i.message,
                    i.raw_object,
                    i.received_at,
                    i.attempts,
                    i.next_attempt_at
                ]
            })
            .collect();
        self.conn().insert(INSERT, rows).await.map(|_| ())
    }

    /// Removes intakes (a held mail that goes on as a message).
    pub async fn delete_intakes(&mut self, ids: &[IntakeId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE, args![t], ids.iter().map(|id| id.into_value()).collect()).await
    }

    /// Moves an intake on from the state `from`; [`StoreError::Conflict`] when it is in another.
    pub async fn update_intake(&mut self, from: IntakeState, i: &Intake) -> Result<()> {
        let args = args![self.tenant(), i.id, from, i.state, i.message, i.attempts, i.next_attempt_at];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("intake")),
            _ => Ok(()),
        }
    }
}
