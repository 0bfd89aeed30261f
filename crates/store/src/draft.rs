//! Drafts: what agents are writing, kept while they type. Each is its author's alone.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::DraftContent;
use domain::{AgentId, DraftKind, ObjectId, Sealed, TenantId, TicketId, Timestamp};

queries! {
    INSERT = "INSERT INTO draft (tenant_id, ticket_id, agent_id, kind, content_object, content_sealed, upload_ids, saved_at_ms) \
        @rows ON CONFLICT (tenant_id, ticket_id, agent_id, kind) DO UPDATE SET content_object = excluded.content_object, \
        content_sealed = excluded.content_sealed, upload_ids = excluded.upload_ids, saved_at_ms = excluded.saved_at_ms";
    FIND = "SELECT ticket_id, agent_id, kind, content_object, content_sealed, upload_ids, saved_at_ms FROM draft \
        WHERE tenant_id = $1 AND ticket_id = $2 AND agent_id = $3 AND kind = $4";
    // Also those of tickets that were merged into it, directly or by way of others.
    LIST_FOR = "WITH RECURSIVE here (id) AS (SELECT id FROM ticket WHERE tenant_id = $1 AND id = $2 \
        UNION SELECT m.source_id FROM ticket_merge m JOIN here h ON m.target_id = h.id WHERE m.tenant_id = $1) \
        SELECT d.ticket_id, d.agent_id, d.kind, d.content_object, d.content_sealed, d.upload_ids, d.saved_at_ms \
        FROM here h JOIN draft d ON d.ticket_id = h.id \
        WHERE d.tenant_id = $1 AND d.agent_id = $3 ORDER BY d.kind, d.saved_at_ms";
    LIST_OF_TICKET = "SELECT ticket_id, agent_id, kind, content_object, content_sealed, upload_ids, saved_at_ms FROM draft \
        WHERE tenant_id = $1 AND ticket_id = $2 ORDER BY agent_id, kind";
    LIST_OF_AGENT = "SELECT ticket_id, agent_id, kind, content_object, content_sealed, upload_ids, saved_at_ms FROM draft \
        WHERE tenant_id = $1 AND agent_id = $2";
    LIST_OF_KIND = "SELECT ticket_id, agent_id, kind, content_object, content_sealed, upload_ids, saved_at_ms FROM draft \
        WHERE tenant_id = $1 AND agent_id = $2 AND kind = $3 ORDER BY saved_at_ms DESC, ticket_id LIMIT $4";
    LIST_DRAFTED = "SELECT ticket_id FROM draft WHERE tenant_id = $1 AND agent_id = $2 AND ticket_id IN (@many)";
    COUNT = "SELECT COUNT(*) FROM draft WHERE tenant_id = $1 AND agent_id = $2";
    MOVE = "UPDATE draft SET ticket_id = $3 WHERE tenant_id = $1 AND ticket_id = $2 AND agent_id = $4 AND kind = $5";
    DELETE = "DELETE FROM draft WHERE tenant_id = $1 AND ticket_id = $2 AND agent_id = $3 AND kind = $4";
    DELETE_OF_AGENT = "DELETE FROM draft WHERE tenant_id = $1 AND agent_id = $2";
}

/// What an agent is writing on a ticket.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The ticket. No ticket has a mail that begins one: it has an id of its own here.
    pub ticket: TicketId,
    /// Whose it is.
    pub agent: AgentId,
    /// What it becomes.
    pub kind: DraftKind,
    /// What is written.
    pub content: Sealed<DraftContent>,
    /// The uploads that it holds.
    pub uploads: Vec<ObjectId>,
    /// When.
    pub saved_at: Timestamp,
}

fn read(row: &Row) -> Result<Draft> {
    let mut f = row.fields();
    Ok(Draft {
        ticket: f.id()?,
        agent: f.id()?,
        kind: f.state()?,
        content: f.sealed()?,
        uploads: f.ids()?,
        saved_at: f.time()?,
    })
}

async fn find(
    conn: &mut Conn,
    tenant: TenantId,
    ticket: TicketId,
    agent: AgentId,
    kind: DraftKind,
) -> Result<Option<Draft>> {
    conn.find(FIND, args![tenant, ticket, agent, kind]).await?.as_ref().map(read).transpose()
}

async fn list_for(conn: &mut Conn, tenant: TenantId, ticket: TicketId, agent: AgentId) -> Result<Vec<Draft>> {
    conn.list(LIST_FOR, args![tenant, ticket, agent]).await?.iter().map(read).collect()
}

async fn of_ticket(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<Draft>> {
    conn.list(LIST_OF_TICKET, args![tenant, ticket]).await?.iter().map(read).collect()
}

async fn of_agent(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<Draft>> {
    conn.list(LIST_OF_AGENT, args![tenant, agent]).await?.iter().map(read).collect()
}

async fn of_kind(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    kind: DraftKind,
    limit: u32,
) -> Result<Vec<Draft>> {
    conn.list(LIST_OF_KIND, args![tenant, agent, kind, limit]).await?.iter().map(read).collect()
}

async fn drafted(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    tickets: &[TicketId],
) -> Result<Vec<TicketId>> {
    let many = tickets.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_DRAFTED, args![tenant, agent], many).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn count(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<i64> {
    let row = conn.find(COUNT, args![tenant, agent]).await?;
    row.map_or(Ok(0), |row| row.fields().i64())
}

reads! {
    /// An agent's draft.
    find_draft(ticket: TicketId, agent: AgentId, kind: DraftKind) -> Option<Draft> = find;
    /// An agent's drafts on a ticket, and those that stayed on tickets merged into it.
    list_drafts_for(ticket: TicketId, agent: AgentId) -> Vec<Draft> = list_for;
    /// Everyone's drafts on a ticket.
    list_drafts_of_ticket(ticket: TicketId) -> Vec<Draft> = of_ticket;
    /// Every draft of an agent.
    list_drafts_of_agent(agent: AgentId) -> Vec<Draft> = of_agent;
    /// An agent's drafts of a kind, the last saved first.
    list_drafts_of_kind(agent: AgentId, kind: DraftKind, limit: u32) -> Vec<Draft> = of_kind;
    /// Those of these tickets on which the agent has a draft.
    list_tickets_drafted(agent: AgentId, tickets: &[TicketId]) -> Vec<TicketId> = drafted;
    /// How many drafts an agent has.
    count_drafts_of_agent(agent: AgentId) -> i64 = count;
}

impl TenantTx {
    /// Keeps a draft, instead of the one that was there.
    pub async fn insert_draft(&mut self, d: &Draft) -> Result<()> {
        let uploads: Vec<u8> = d.uploads.iter().flat_map(|id| *id.as_bytes()).collect();
        let row = args![
            self.tenant(),
            d.ticket,
            d.agent,
            d.kind,
            d.content.object(),
            d.content.as_bytes(),
            (!uploads.is_empty()).then_some(uploads),
            d.saved_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Moves a draft to another ticket, where its author has none of its kind. The key that it depends on is the
    /// caller's to change.
    pub async fn move_draft(&mut self, d: &Draft, to: TicketId) -> Result<()> {
        let args = args![self.tenant(), d.ticket, to, d.agent, d.kind];
        self.conn().execute(MOVE, args).await.map(|_| ())
    }

    /// Removes a draft.
    pub async fn delete_draft(&mut self, d: &Draft) -> Result<()> {
        let args = args![self.tenant(), d.ticket, d.agent, d.kind];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }

    /// Removes every draft of an agent.
    pub async fn delete_drafts_of_agent(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(DELETE_OF_AGENT, args).await.map(|_| ())
    }
}
