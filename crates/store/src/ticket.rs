//! Tickets.

use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::TicketSummary;
use domain::{AgentId, ContactId, MailboxId, Sealed, TenantId, TicketId, TicketStatus, Timestamp};
use std::collections::HashMap;

queries! {
    INSERT = "INSERT INTO ticket (tenant_id, id, number, status, assignee_id, mailbox_id, requester_contact_id, \
        summary_object, summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, \
        last_inbound_at_ms, related_ticket_id, version) @rows";
    // An upsert of rows that are known to exist: several updates in one statement, found by their key whatever
    // the planner thinks.
    UPDATE = "INSERT INTO ticket (tenant_id, id, number, status, assignee_id, mailbox_id, requester_contact_id, \
        summary_object, summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, \
        last_inbound_at_ms, related_ticket_id, version) @rows \
        ON CONFLICT (tenant_id, id) DO UPDATE SET status = excluded.status, assignee_id = excluded.assignee_id, \
        mailbox_id = excluded.mailbox_id, requester_contact_id = excluded.requester_contact_id, \
        summary_object = excluded.summary_object, summary_sealed = excluded.summary_sealed, \
        message_count = excluded.message_count, attachment_count = excluded.attachment_count, \
        updated_at_ms = excluded.updated_at_ms, last_inbound_at_ms = excluded.last_inbound_at_ms, \
        related_ticket_id = excluded.related_ticket_id, version = excluded.version";
    LIST_PLACES = "SELECT id, mailbox_id, status, assignee_id, version FROM ticket \
        WHERE tenant_id = $1 AND id IN (@many)";
    LIST_BY_IDS = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version FROM ticket WHERE tenant_id = $1 AND id IN (@many)";
    FIND_BY_NUMBER = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version FROM ticket WHERE tenant_id = $1 AND number = $2";
    DELETE = "DELETE FROM ticket WHERE tenant_id = $1 AND id IN (@many)";
    DELETE_REFERENCES = "DELETE FROM message_reference WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_PARTICIPANTS = "DELETE FROM ticket_participant WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_SEEN = "DELETE FROM ticket_seen WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_MESSAGES = "DELETE FROM message WHERE tenant_id = $1 AND ticket_id IN (@many)";
    UPSERT_SEEN = "INSERT INTO ticket_seen (tenant_id, agent_id, ticket_id, seen_at_ms) @rows \
        ON CONFLICT (tenant_id, agent_id, ticket_id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms \
        WHERE excluded.seen_at_ms > ticket_seen.seen_at_ms";
    LIST_SEEN = "SELECT ticket_id, seen_at_ms FROM ticket_seen WHERE tenant_id = $1 AND agent_id = $2 \
        AND ticket_id IN (@many)";
}

/// A conversation.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Id.
    pub id: TicketId,
    /// Its number in the tenant, from 1 (see `next_ticket_number`).
    pub number: i64,
    /// Where it stands.
    pub status: TicketStatus,
    /// Who answers it.
    pub assignee: Option<AgentId>,
    /// The mailbox that it is listed under.
    pub mailbox: MailboxId,
    /// Who asked.
    pub requester: ContactId,
    /// What the list shows.
    pub summary: Sealed<TicketSummary>,
    /// Messages.
    pub message_count: u32,
    /// Attachments of all messages.
    pub attachment_count: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something last happened: the order of lists.
    pub updated_at: Timestamp,
    /// When the last mail came in.
    pub last_inbound_at: Option<Timestamp>,
    /// A ticket that it may belong to.
    pub related: Option<TicketId>,
    /// Counts changes, from 1; a change of a stale version is refused.
    pub version: i64,
}

pub(crate) fn read(row: &Row) -> Result<Ticket> {
    let mut f = row.fields();
    Ok(Ticket {
        id: f.id()?,
        number: f.i64()?,
        status: f.state()?,
        assignee: f.id_opt()?,
        mailbox: f.id()?,
        requester: f.id()?,
        summary: f.sealed()?,
        message_count: f.u32()?,
        attachment_count: f.u32()?,
        created_at: f.time()?,
        updated_at: f.time()?,
        last_inbound_at: f.time_opt()?,
        related: f.id_opt()?,
        version: f.i64()?,
    })
}

fn write(tenant: TenantId, t: &Ticket, version: i64) -> Vec<Value> {
    args![
        tenant,
        t.id,
        t.number,
        t.status,
        t.assignee,
        t.mailbox,
        t.requester,
        t.summary.object(),
        t.summary.as_bytes(),
        t.message_count,
        t.attachment_count,
        t.created_at,
        t.updated_at,
        t.last_inbound_at,
        t.related,
        version
    ]
}

/// Where a ticket is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) mailbox: MailboxId,
    pub(crate) status: TicketStatus,
    pub(crate) assignee: Option<AgentId>,
}

impl Place {
    const fn of(t: &Ticket) -> Self {
        Self { mailbox: t.mailbox, status: t.status, assignee: t.assignee }
    }
}

fn values(ids: &[TicketId]) -> Vec<Value> {
    ids.iter().map(|id| id.into_value()).collect()
}

async fn places(
    conn: &mut Conn,
    tenant: TenantId,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, (Place, i64)>> {
    let rows = conn.list_many(LIST_PLACES, args![tenant], values(ids)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let id = f.id()?;
            let place = Place { mailbox: f.id()?, status: f.state()?, assignee: f.id_opt()? };
            Ok((id, (place, f.i64()?)))
        })
        .collect()
}

pub(crate) async fn by_ids(conn: &mut Conn, tenant: TenantId, ids: &[TicketId]) -> Result<Vec<Ticket>> {
    conn.list_many(LIST_BY_IDS, args![tenant], values(ids)).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: TicketId) -> Result<Option<Ticket>> {
    Ok(by_ids(conn, tenant, &[id]).await?.pop())
}

async fn get(conn: &mut Conn, tenant: TenantId, id: TicketId) -> Result<Ticket> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("ticket"))
}

async fn by_number(conn: &mut Conn, tenant: TenantId, number: i64) -> Result<Option<Ticket>> {
    conn.find(FIND_BY_NUMBER, args![tenant, number]).await?.as_ref().map(read).transpose()
}

async fn seen(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, Timestamp>> {
    let rows = conn.list_many(LIST_SEEN, args![tenant, agent], values(tickets)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.id()?, f.time()?))
        })
        .collect()
}

reads! {
    /// A ticket.
    find_ticket(id: TicketId) -> Option<Ticket> = find;
    /// A ticket; an error when there is none.
    get_ticket(id: TicketId) -> Ticket = get;
    /// The ticket with this number.
    find_ticket_by_number(number: i64) -> Option<Ticket> = by_number;
    /// These tickets, in no order; unknown ids are left out.
    list_tickets_by_ids(ids: &[TicketId]) -> Vec<Ticket> = by_ids;
    /// When the agent last looked at these tickets.
    list_tickets_seen(agent: AgentId, tickets: &[TicketId]) -> HashMap<TicketId, Timestamp> = seen;
}

impl TenantTx {
    /// Adds tickets, as version 1.
    pub async fn insert_tickets(&mut self, tickets: &[Ticket]) -> Result<()> {
        let tenant = self.tenant();
        self.conn().insert(INSERT, tickets.iter().map(|t| write(tenant, t, 1)).collect()).await?;
        for t in tickets {
            self.counts.add(Place::of(t), 1);
        }
        Ok(())
    }

    /// Changes tickets, each once; `version` is the one that was read and grows by one.
    /// Id, number and time of making do not change.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when one was changed since it was read.
    pub async fn update_tickets(&mut self, tickets: &[Ticket]) -> Result<()> {
        let tenant = self.tenant();
        let ids: Vec<TicketId> = tickets.iter().map(|t| t.id).collect();
        let mut before = places(self.conn(), tenant, &ids).await?;
        let mut rows = Vec::with_capacity(tickets.len());
        for t in tickets {
            let (place, version) = before.get_mut(&t.id).ok_or(StoreError::NotFound("ticket"))?;
            if *version != t.version {
                return Err(StoreError::Conflict("ticket"));
            }
            *version += 1;
            let (old, new) = (*place, Place::of(t));
            rows.push(write(tenant, t, *version));
            self.counts.add(old, -1);
            self.counts.add(new, 1);
        }
        self.conn().insert(UPDATE, rows).await.map(|_| ())
    }

    /// Removes tickets with their messages, references, participants and marks of reading.
    /// Blobs and keys are the caller's to remove. Returns how many there were.
    pub async fn delete_tickets(&mut self, ids: &[TicketId]) -> Result<u64> {
        let tenant = self.tenant();
        let before = places(self.conn(), tenant, ids).await?;
        for text in [DELETE_REFERENCES, DELETE_PARTICIPANTS, DELETE_SEEN, DELETE_MESSAGES] {
            self.conn().execute_many(text, args![tenant], values(ids)).await?;
        }
        for (place, _) in before.values() {
            self.counts.add(*place, -1);
        }
        self.conn().execute_many(DELETE, args![tenant], values(ids)).await
    }

    /// Notes that an agent has looked at a ticket; an older time changes nothing.
    pub async fn update_ticket_seen(
        &mut self,
        agent: AgentId,
        ticket: TicketId,
        at: Timestamp,
    ) -> Result<()> {
        let row = args![self.tenant(), agent, ticket, at];
        self.conn().insert(UPSERT_SEEN, vec![row]).await.map(|_| ())
    }
}
