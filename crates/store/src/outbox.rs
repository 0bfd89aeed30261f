//! Answers on their way out. A row is claimed under a lease, and every step names the state that it
//! expects: nothing is sent twice silently.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::DeliveryDetail;
use domain::{
    AgentId, DeliveryState, MailboxId, MessageId, RequestId, Sealed, TenantId, TicketId, TicketStatus,
    Timestamp,
};

queries! {
    INSERT = "INSERT INTO outbox (tenant_id, message_id, mailbox_id, state, attempts, next_attempt_at_ms, \
        answered_ticket_id, status_set, status_before, snoozed_before_ms) @rows";
    FIND = "SELECT message_id, mailbox_id, state, attempts, next_attempt_at_ms, answered_ticket_id, status_set, \
        status_before, snoozed_before_ms FROM outbox WHERE tenant_id = $1 AND message_id = $2";
    LIST = "SELECT message_id, mailbox_id, state, attempts, next_attempt_at_ms, answered_ticket_id, status_set, \
        status_before, snoozed_before_ms FROM outbox WHERE tenant_id = $1 AND message_id IN (@many)";
    LIST_IN_DOUBT = "SELECT message_id, mailbox_id, state, attempts, next_attempt_at_ms, answered_ticket_id, \
        status_set, status_before, snoozed_before_ms FROM outbox \
        WHERE tenant_id = $1 AND state = 'in_doubt' ORDER BY message_id LIMIT $2";
    LIST_WAITING = "SELECT o.message_id, m.ticket_id, m.agent_id, o.next_attempt_at_ms FROM outbox o \
        JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id WHERE o.tenant_id = $1 \
        AND o.state = 'queued' AND o.attempts = 0 AND o.next_attempt_at_ms > $2 \
        ORDER BY o.next_attempt_at_ms, o.message_id LIMIT $3";
    LIST_WAITING_OF = "SELECT o.message_id, m.ticket_id, m.agent_id, o.next_attempt_at_ms FROM outbox o \
        JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id WHERE o.tenant_id = $1 \
        AND o.state = 'queued' AND o.attempts = 0 AND o.next_attempt_at_ms > $2 AND m.agent_id = $4 \
        ORDER BY o.next_attempt_at_ms, o.message_id LIMIT $3";
    CLAIM = "UPDATE outbox SET state = 'sending', holder = $1, lease_until_ms = $2, attempts = attempts + 1 \
        WHERE (tenant_id, message_id) IN (SELECT tenant_id, message_id FROM outbox WHERE state = 'queued' \
        AND next_attempt_at_ms <= $3 AND tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended') \
        ORDER BY next_attempt_at_ms LIMIT $4 @skip_locked) \
        RETURNING tenant_id, message_id, mailbox_id, attempts";
    RENEW = "UPDATE outbox SET lease_until_ms = $3 WHERE tenant_id = $1 AND message_id = $2 AND state = 'sending' \
        AND holder = $4";
    EXPIRE = "UPDATE outbox SET state = 'in_doubt', holder = NULL, lease_until_ms = NULL \
        WHERE state = 'sending' AND lease_until_ms < $1 RETURNING tenant_id, message_id, mailbox_id, attempts";
    INTERRUPT = "UPDATE outbox SET state = 'in_doubt', holder = NULL, lease_until_ms = NULL \
        WHERE state = 'sending' AND holder = $1 RETURNING tenant_id, message_id, mailbox_id, attempts";
    MARK_MESSAGE = "UPDATE message SET delivery_state = $3 WHERE tenant_id = $1 AND id = $2";
    NEXT_DUE = "SELECT MIN(next_attempt_at_ms) FROM outbox WHERE state = 'queued' \
        AND tenant_id NOT IN (SELECT id FROM tenant WHERE state = 'suspended')";
    UPDATE = "UPDATE outbox SET state = $4, next_attempt_at_ms = $5, holder = NULL, lease_until_ms = NULL \
        WHERE tenant_id = $1 AND message_id = $2 AND state = $3";
    DELETE = "DELETE FROM outbox WHERE tenant_id = $1 AND message_id = $2 AND state = $3";
    TAKE_BACK = "DELETE FROM outbox WHERE tenant_id = $1 AND message_id = $2 AND state = 'queued' AND attempts = 0 \
        AND next_attempt_at_ms > $3";
    // What waits for its time, or for being taken back, was not tried yet.
    HASTEN = "UPDATE outbox SET next_attempt_at_ms = $3, attempts = 0 WHERE tenant_id = $1 AND mailbox_id = $2 \
        AND state = 'queued' AND attempts > 0";
    UPDATE_MESSAGE = "UPDATE message SET delivery_state = $3, delivery_detail_object = $4, \
        delivery_detail_sealed = $5, sent_at_ms = COALESCE($6, sent_at_ms) WHERE tenant_id = $1 AND id = $2";
}

/// An answer that waits to be sent, or for a person's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The message.
    pub message: MessageId,
    /// Through which mailbox it goes.
    pub mailbox: MailboxId,
    /// Where it stands.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// When it may be sent: later than now while sending can be undone, or after a failure.
    pub next_attempt_at: Timestamp,
    /// The status that it gave its ticket, if that had another.
    pub status: Option<StatusSet>,
}

impl OutboxEntry {
    /// Whether it waits for its time, and nothing was tried yet: then it can be taken back.
    #[must_use]
    pub fn waits(&self, now: Timestamp) -> bool {
        self.state == DeliveryState::Queued && self.attempts == 0 && self.next_attempt_at > now
    }
}

/// What an answer made of its ticket's status, so that taking it back can undo that too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSet {
    /// The ticket that was answered; the message may be another's by now.
    pub ticket: TicketId,
    /// The status that was set.
    pub status: TicketStatus,
    /// The one before.
    pub before: TicketStatus,
    /// Until when the ticket was put aside.
    pub snoozed_until: Option<Timestamp>,
}

/// An answer that waits for its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The message.
    pub message: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Who wrote it.
    pub agent: Option<AgentId>,
    /// When it goes out.
    pub at: Timestamp,
}

/// An answer that this holder, and nobody else, may send now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxClaim {
    /// The tenant.
    pub tenant: TenantId,
    /// The message.
    pub message: MessageId,
    /// Its mailbox.
    pub mailbox: MailboxId,
    /// This attempt's number, from 1.
    pub attempts: u32,
}

/// What became of an attempt.
#[derive(Debug, Clone)]
pub struct OutboxUpdate {
    /// The new state. `Sent` and `Failed` end it: the row goes, the message keeps the state.
    pub state: DeliveryState,
    /// For `Queued`: when to try again.
    pub next_attempt_at: Timestamp,
    /// The reason.
    pub detail: Option<Sealed<DeliveryDetail>>,
    /// For `Sent`: when the server took it.
    pub sent_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<OutboxEntry> {
    let mut f = row.fields();
    Ok(OutboxEntry {
        message: f.id()?,
        mailbox: f.id()?,
        state: f.state()?,
        attempts: f.u32()?,
        next_attempt_at: f.time()?,
        status: match (f.id_opt()?, f.state_opt()?, f.state_opt()?, f.time_opt()?) {
            (Some(ticket), Some(status), Some(before), snoozed_until) => {
                Some(StatusSet { ticket, status, before, snoozed_until })
            }
            _ => None,
        },
    })
}

fn claim(row: &Row) -> Result<OutboxClaim> {
    let mut f = row.fields();
    Ok(OutboxClaim { tenant: f.id()?, message: f.id()?, mailbox: f.id()?, attempts: f.u32()? })
}

async fn find(conn: &mut Conn, tenant: TenantId, message: MessageId) -> Result<Option<OutboxEntry>> {
    conn.find(FIND, args![tenant, message]).await?.as_ref().map(read).transpose()
}

async fn by_messages(conn: &mut Conn, tenant: TenantId, ids: &[MessageId]) -> Result<Vec<OutboxEntry>> {
    let many = ids.iter().map(|id| id.into_value()).collect();
    conn.list_many(LIST, args![tenant], many).await?.iter().map(read).collect()
}

async fn in_doubt(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<OutboxEntry>> {
    conn.list(LIST_IN_DOUBT, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn waiting(
    conn: &mut Conn,
    tenant: TenantId,
    of: Option<AgentId>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Waiting>> {
    let rows = match of {
        Some(agent) => conn.list(LIST_WAITING_OF, args![tenant, now, limit, agent]).await?,
        None => conn.list(LIST_WAITING, args![tenant, now, limit]).await?,
    };
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(Waiting { message: f.id()?, ticket: f.id()?, agent: f.id_opt()?, at: f.time()? })
    };
    rows.iter().map(read).collect()
}

reads! {
    /// Answers that wait for their time, an agent's or everybody's; the next one first.
    list_outbox_waiting(of: Option<AgentId>, now: Timestamp, limit: u32) -> Vec<Waiting> = waiting;
    /// An answer that was not sent yet.
    find_outbox(message: MessageId) -> Option<OutboxEntry> = find;
    /// Which of these answers were not sent yet.
    list_outbox(messages: &[MessageId]) -> Vec<OutboxEntry> = by_messages;
    /// Answers that a person has to decide on.
    list_outbox_in_doubt(limit: u32) -> Vec<OutboxEntry> = in_doubt;
}

impl TenantTx {
    /// Queues an answer; the message itself is inserted with delivery state `Queued` in the same write.
    pub async fn insert_outbox(&mut self, o: &OutboxEntry) -> Result<()> {
        let row = args![
            self.tenant(),
            o.message,
            o.mailbox,
            o.state,
            o.attempts,
            o.next_attempt_at,
            o.status.map(|s| s.ticket),
            o.status.map(|s| s.status),
            o.status.map(|s| s.before),
            o.status.and_then(|s| s.snoozed_until)
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Moves an answer on from the state `from`, in the outbox and on the message.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is in another state: somebody else has decided.
    pub async fn update_outbox(
        &mut self,
        message: MessageId,
        from: DeliveryState,
        to: &OutboxUpdate,
    ) -> Result<()> {
        let tenant = self.tenant();
        let ended = matches!(to.state, DeliveryState::Sent | DeliveryState::Failed | DeliveryState::Bounced);
        let touched = if ended {
            self.conn().execute(DELETE, args![tenant, message, from]).await?
        } else {
            self.conn().execute(UPDATE, args![tenant, message, from, to.state, to.next_attempt_at]).await?
        };
        if touched == 0 {
            return Err(StoreError::Conflict("answer"));
        }
        let detail = to.detail.as_ref();
        let args = args![
            tenant,
            message,
            to.state,
            detail.map(|d| d.object()),
            detail.map(|d| d.as_bytes()),
            to.sent_at
        ];
        self.conn().execute(UPDATE_MESSAGE, args).await.map(|_| ())
    }

    /// Takes an answer back that waits for its time; [`StoreError::Conflict`] when it is too late. This row alone
    /// decides between who takes back and who sends.
    pub async fn delete_outbox(&mut self, message: MessageId, now: Timestamp) -> Result<()> {
        let args = args![self.tenant(), message, now];
        match self.conn().execute(TAKE_BACK, args).await? {
            0 => Err(StoreError::Conflict("answer")),
            _ => Ok(()),
        }
    }
}

impl TenantTx {
    /// Lets the answers of a mailbox that failed before be tried at once, with as many attempts as a new one has. Those
    /// that wait for their time go on waiting. Says how many.
    pub async fn update_outbox_of_mailbox_due(&mut self, mailbox: MailboxId, at: Timestamp) -> Result<u64> {
        let args = args![self.tenant(), mailbox, at];
        self.conn().execute(HASTEN, args).await
    }
}

impl SystemStore {
    /// Claims answers that are due, of any tenant that is served, until `until`.
    pub async fn claim_outbox(
        &self,
        holder: RequestId,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<OutboxClaim>> {
        self.mark(CLAIM, args![holder, until, now, limit], DeliveryState::Sending).await
    }

    /// Sets answers whose sender has vanished (its lease ended) to `InDoubt`, and returns them.
    pub async fn expire_outbox(&self, now: Timestamp) -> Result<Vec<OutboxClaim>> {
        self.mark(EXPIRE, args![now], DeliveryState::InDoubt).await
    }

    /// Sets answers that this holder was sending when it ended to `InDoubt`, and returns them. Only for a
    /// holder that has just started and sends nothing yet.
    pub async fn interrupt_outbox(&self, holder: RequestId) -> Result<Vec<OutboxClaim>> {
        self.mark(INTERRUPT, args![holder], DeliveryState::InDoubt).await
    }

    async fn mark(
        &self,
        text: &'static str,
        args: Vec<crate::db::Value>,
        state: DeliveryState,
    ) -> Result<Vec<OutboxClaim>> {
        let mut tx = self.begin().await?;
        let claims: Vec<OutboxClaim> = tx.list(text, args).await?.iter().map(claim).collect::<Result<_>>()?;
        for c in &claims {
            tx.execute(MARK_MESSAGE, args![c.tenant, c.message, state]).await?;
        }
        tx.commit().await?;
        Ok(claims)
    }

    /// Prolongs the lease on an answer that is being sent; false when it is lost.
    pub async fn renew_outbox(&self, c: &OutboxClaim, holder: RequestId, until: Timestamp) -> Result<bool> {
        let mut tx = self.begin().await?;
        let touched = tx.execute(RENEW, args![c.tenant, c.message, until, holder]).await?;
        tx.commit().await?;
        Ok(touched > 0)
    }

    /// When the next queued answer of a tenant that is served is due.
    pub async fn find_outbox_next_due(&self) -> Result<Option<Timestamp>> {
        let row = self.read().await?.find(NEXT_DUE, args![]).await?;
        row.map_or(Ok(None), |row| row.fields().time_opt())
    }
}
