//! Messages that go from one ticket to another: merges, which remember what they moved so that they can be undone,
//! splits, and links between tickets.

use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::ticket_mark::pack;
use crate::{Result, TenantTx};
use domain::{
    AgentId, FieldId, MergeId, MessageId, ObjectId, TagId, TenantId, TicketId, TicketStatus, Timestamp,
};

queries! {
    INSERT = "INSERT INTO ticket_merge (tenant_id, id, source_id, target_id, agent_id, source_status, target_status, \
        made_at_ms, draft_ids, tag_ids, field_ids) @rows";
    INSERT_MESSAGES = "INSERT INTO ticket_merge_message (tenant_id, merge_id, message_id) @rows";
    FIND = "SELECT id, source_id, target_id, agent_id, source_status, target_status, made_at_ms, draft_ids, tag_ids, field_ids \
        FROM ticket_merge \
        WHERE tenant_id = $1 AND id = $2";
    LIST_INTO = "SELECT id, source_id, target_id, agent_id, source_status, target_status, made_at_ms, draft_ids, tag_ids, field_ids \
        FROM ticket_merge \
        WHERE tenant_id = $1 AND target_id = $2 ORDER BY id";
    LIST_MESSAGES = "SELECT message_id FROM ticket_merge_message WHERE tenant_id = $1 AND merge_id = $2";
    DELETE = "DELETE FROM ticket_merge WHERE tenant_id = $1 AND id = $2";
    DELETE_MESSAGES = "DELETE FROM ticket_merge_message WHERE tenant_id = $1 AND merge_id = $2";
    MOVE_MESSAGES = "UPDATE message SET ticket_id = $2 WHERE tenant_id = $1 AND id IN (@many)";
    MOVE_REFERENCES = "UPDATE message_reference SET ticket_id = $2 WHERE tenant_id = $1 AND (tag, message_id) IN \
        (SELECT tag, message_id FROM message_reference WHERE tenant_id = $1 AND ticket_id = $3 AND message_id IN (@many))";
    LIST_PEOPLE = "SELECT contact_id FROM ticket_participant WHERE tenant_id = $1 AND ticket_id = $2";
    COPY_PEOPLE = "INSERT INTO ticket_participant (tenant_id, ticket_id, contact_id) \
        SELECT p.tenant_id, x.id, p.contact_id FROM ticket_participant p JOIN ticket x ON x.tenant_id = p.tenant_id \
        WHERE p.tenant_id = $1 AND p.ticket_id = $2 AND x.id = $3 \
        ON CONFLICT (tenant_id, ticket_id, contact_id) DO NOTHING";
    INSERT_LINK = "INSERT INTO ticket_link (tenant_id, ticket_id, other_id) @rows \
        ON CONFLICT (tenant_id, ticket_id, other_id) DO NOTHING";
    DELETE_LINK = "DELETE FROM ticket_link WHERE tenant_id = $1 AND ticket_id = $2 AND other_id = $3";
    LIST_LINKS = "SELECT other_id FROM ticket_link WHERE tenant_id = $1 AND ticket_id = $2";
}

/// A merge that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Id.
    pub id: MergeId,
    /// The ticket that was merged away.
    pub source: TicketId,
    /// The one that has its messages.
    pub target: TicketId,
    /// Who did it.
    pub agent: AgentId,
    /// Where the source stood.
    pub source_status: TicketStatus,
    /// Where the target stood.
    pub target_status: TicketStatus,
    /// When.
    pub made_at: Timestamp,
    /// The drafts that went along, as they were.
    pub drafts: Vec<ObjectId>,
    /// The tags that the target did not have.
    pub tags: Vec<TagId>,
    /// The fields that were empty at the target, and hold what they held at the source.
    pub fields: Vec<FieldId>,
}

fn read(row: &Row) -> Result<Merge> {
    let mut f = row.fields();
    Ok(Merge {
        id: f.id()?,
        source: f.id()?,
        target: f.id()?,
        agent: f.id()?,
        source_status: f.state()?,
        target_status: f.state()?,
        made_at: f.time()?,
        drafts: f.ids()?,
        tags: f.ids()?,
        fields: f.ids()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: MergeId) -> Result<Option<Merge>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn into(conn: &mut Conn, tenant: TenantId, target: TicketId) -> Result<Vec<Merge>> {
    conn.list(LIST_INTO, args![tenant, target]).await?.iter().map(read).collect()
}

async fn moved(conn: &mut Conn, tenant: TenantId, merge: MergeId) -> Result<Vec<MessageId>> {
    conn.list(LIST_MESSAGES, args![tenant, merge]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn people(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<domain::ContactId>> {
    conn.list(LIST_PEOPLE, args![tenant, ticket]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn links(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<TicketId>> {
    conn.list(LIST_LINKS, args![tenant, ticket]).await?.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// A merge.
    find_merge(id: MergeId) -> Option<Merge> = find;
    /// The merges into a ticket, oldest first.
    list_merges_into(target: TicketId) -> Vec<Merge> = into;
    /// The messages that a merge moved.
    list_merged_messages(merge: MergeId) -> Vec<MessageId> = moved;
    /// Who takes part in a ticket.
    list_people_of_ticket(ticket: TicketId) -> Vec<domain::ContactId> = people;
    /// The tickets that a ticket is linked with.
    list_ticket_links(ticket: TicketId) -> Vec<TicketId> = links;
}

fn values(ids: &[MessageId]) -> Vec<Value> {
    ids.iter().map(|id| id.into_value()).collect()
}

impl TenantTx {
    /// Moves messages with their references from one ticket to another; whoever takes part there takes part here too.
    /// The keys that they depend on and the tickets' own numbers are the caller's to change.
    pub async fn move_messages(&mut self, ids: &[MessageId], from: TicketId, to: TicketId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute_many(MOVE_MESSAGES, args![t, to], values(ids)).await?;
        self.conn().execute_many(MOVE_REFERENCES, args![t, to, from], values(ids)).await?;
        Ok(())
    }

    /// Lets everyone who takes part in one ticket take part in another.
    pub async fn copy_participants(&mut self, from: TicketId, to: TicketId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(COPY_PEOPLE, args![t, from, to]).await.map(|_| ())
    }

    /// Remembers a merge.
    pub async fn insert_merge(&mut self, m: &Merge, messages: &[MessageId]) -> Result<()> {
        let t = self.tenant();
        let (drafts, tags) =
            (pack(m.drafts.iter().map(ObjectId::as_bytes)), pack(m.tags.iter().map(TagId::as_bytes)));
        let fields = pack(m.fields.iter().map(FieldId::as_bytes));
        let row = args![
            t,
            m.id,
            m.source,
            m.target,
            m.agent,
            m.source_status,
            m.target_status,
            m.made_at,
            drafts,
            tags,
            fields
        ];
        self.conn().insert(INSERT, vec![row]).await?;
        let rows = messages.iter().map(|id| args![t, m.id, *id]).collect();
        self.conn().insert(INSERT_MESSAGES, rows).await.map(|_| ())
    }

    /// Forgets a merge that was undone.
    pub async fn delete_merge(&mut self, id: MergeId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(DELETE_MESSAGES, args![t, id]).await?;
        self.conn().execute(DELETE, args![t, id]).await.map(|_| ())
    }

    /// Links two tickets, each with the other.
    pub async fn insert_ticket_link(&mut self, one: TicketId, other: TicketId) -> Result<()> {
        let t = self.tenant();
        self.conn().insert(INSERT_LINK, vec![args![t, one, other], args![t, other, one]]).await.map(|_| ())
    }

    /// Takes a link away, from both.
    pub async fn delete_ticket_link(&mut self, one: TicketId, other: TicketId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(DELETE_LINK, args![t, one, other]).await?;
        self.conn().execute(DELETE_LINK, args![t, other, one]).await.map(|_| ())
    }
}
