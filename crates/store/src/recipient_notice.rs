//! Those who got a person's data from a company and are told of its rectification, erasure or restriction (GDPR Art. 19):
//! each once, by a mail of its own. The state is written before the mail goes out.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::RecipientNoticeContent;
use domain::{MailboxId, RecipientNoticeId, RecipientState, Sealed, SubjectRequestId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO recipient_notice (tenant_id, id, request_id, mailbox_id, state, content_object, \
        content_sealed, attempts, next_attempt_at_ms, made_at_ms, ended_at_ms, version) @rows";
    UPDATE = "UPDATE recipient_notice SET state = $3, content_object = $4, content_sealed = $5, attempts = $6, \
        next_attempt_at_ms = $7, ended_at_ms = $8, version = version + 1 \
        WHERE tenant_id = $1 AND id = $2 AND version = $9";
    LIST_OF_REQUEST = "SELECT id, request_id, mailbox_id, state, content_object, content_sealed, attempts, \
        next_attempt_at_ms, made_at_ms, ended_at_ms, version FROM recipient_notice \
        WHERE tenant_id = $1 AND request_id = $2 ORDER BY id";
    LIST_DUE = "SELECT id, request_id, mailbox_id, state, content_object, content_sealed, attempts, \
        next_attempt_at_ms, made_at_ms, ended_at_ms, version FROM recipient_notice \
        WHERE tenant_id = $1 AND state = 'queued' AND next_attempt_at_ms <= $2 ORDER BY next_attempt_at_ms, id LIMIT $3";
    LIST_SENDING = "SELECT id, request_id, mailbox_id, state, content_object, content_sealed, attempts, \
        next_attempt_at_ms, made_at_ms, ended_at_ms, version FROM recipient_notice \
        WHERE tenant_id = $1 AND state = 'sending' ORDER BY id LIMIT $2";
    DELETE_OF_REQUEST = "DELETE FROM recipient_notice WHERE tenant_id = $1 AND request_id = $2";
    QUARANTINE = "UPDATE recipient_notice SET state = 'in_doubt' WHERE state IN ('queued', 'sending')";
}

/// One who is told, or is not.
#[derive(Debug, Clone)]
pub struct RecipientNotice {
    /// Id; the mail's Message-ID is made of it.
    pub id: RecipientNoticeId,
    /// The case.
    pub request: SubjectRequestId,
    /// Through which mailbox it goes.
    pub mailbox: MailboxId,
    /// Where it stands.
    pub state: RecipientState,
    /// Who, what they had, and the mail while it is on its way.
    pub content: Sealed<RecipientNoticeContent>,
    /// Attempts so far.
    pub attempts: u32,
    /// When it may be sent.
    pub next_attempt_at: Timestamp,
    /// When it was written.
    pub made_at: Timestamp,
    /// When it was sent, given up, or decided not to.
    pub ended_at: Option<Timestamp>,
    /// Counts up with every change.
    pub version: i64,
}

fn read(row: &Row) -> Result<RecipientNotice> {
    let mut f = row.fields();
    Ok(RecipientNotice {
        id: f.id()?,
        request: f.id()?,
        mailbox: f.id()?,
        state: f.state()?,
        content: f.sealed()?,
        attempts: f.u32()?,
        next_attempt_at: f.time()?,
        made_at: f.time()?,
        ended_at: f.time_opt()?,
        version: f.i64()?,
    })
}

async fn of_request(
    conn: &mut Conn,
    tenant: TenantId,
    request: SubjectRequestId,
) -> Result<Vec<RecipientNotice>> {
    conn.list(LIST_OF_REQUEST, args![tenant, request]).await?.iter().map(read).collect()
}

async fn due(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<RecipientNotice>> {
    conn.list(LIST_DUE, args![tenant, now, limit]).await?.iter().map(read).collect()
}

async fn sending(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<RecipientNotice>> {
    conn.list(LIST_SENDING, args![tenant, limit]).await?.iter().map(read).collect()
}

reads! {
    /// Everybody of a case.
    list_recipient_notices(request: SubjectRequestId) -> Vec<RecipientNotice> = of_request;
    /// Those whose mail may go out now, the longest waiting first.
    list_due_recipient_notices(now: Timestamp, limit: u32) -> Vec<RecipientNotice> = due;
    /// Those whose mail was being sent.
    list_sending_recipient_notices(limit: u32) -> Vec<RecipientNotice> = sending;
}

impl TenantTx {
    /// Keeps who is told.
    pub async fn insert_recipient_notices(&mut self, all: &[RecipientNotice]) -> Result<()> {
        let t = self.tenant();
        let row = |n: &RecipientNotice| {
            args![
                t,
                n.id,
                n.request,
                n.mailbox,
                n.state,
                n.content.object(),
                n.content.as_bytes(),
                n.attempts,
                n.next_attempt_at,
                n.made_at,
                n.ended_at,
                n.version
            ]
        };
        self.conn().insert(INSERT, all.iter().map(row).collect()).await.map(|_| ())
    }

    /// Changes one that is still at the version that was read.
    pub async fn update_recipient_notice(&mut self, n: &RecipientNotice) -> Result<()> {
        let args = args![
            self.tenant(),
            n.id,
            n.state,
            n.content.object(),
            n.content.as_bytes(),
            n.attempts,
            n.next_attempt_at,
            n.ended_at,
            n.version
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("recipient")),
            _ => Ok(()),
        }
    }

    /// Forgets everybody of a case.
    pub async fn delete_recipient_notices(&mut self, request: SubjectRequestId) -> Result<()> {
        let args = args![self.tenant(), request];
        self.conn().execute(DELETE_OF_REQUEST, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// Holds what was on its way when the backup was made: nobody can know whether it went out.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn quarantine_recipient_notices(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        let held = tx.execute(QUARANTINE, args![]).await?;
        tx.commit().await?;
        Ok(held)
    }
}
