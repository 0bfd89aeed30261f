//! What a change of tickets can be taken back to: their earlier state, and the version they have to be at still.

use crate::db::{Conn, Row, args, queries, reads};
use crate::ticket_mark::pack;
use crate::{Result, StoreError, TenantTx};
use domain::{
    AgentId, MailboxId, Priority, TagId, TeamId, TenantId, TicketId, TicketStatus, Timestamp, UndoId,
};

queries! {
    INSERT = "INSERT INTO ticket_undo (tenant_id, id, agent_id, made_at_ms) @rows";
    FIND = "SELECT id, agent_id, made_at_ms FROM ticket_undo WHERE tenant_id = $1 AND id = $2";
    INSERT_ITEMS = "INSERT INTO ticket_undo_item (tenant_id, undo_id, ticket_id, version_after, status, status_before, \
        assignee_id, priority, tag_ids, follower_ids, snoozed_until_ms, updated_at_ms, mailbox_id, team_id) @rows";
    LIST_ITEMS = "SELECT ticket_id, version_after, status, status_before, assignee_id, priority, tag_ids, follower_ids, \
        snoozed_until_ms, updated_at_ms, mailbox_id, team_id FROM ticket_undo_item WHERE tenant_id = $1 AND undo_id = $2";
    DELETE = "DELETE FROM ticket_undo WHERE tenant_id = $1 AND id = $2";
    DELETE_ITEMS = "DELETE FROM ticket_undo_item WHERE tenant_id = $1 AND undo_id = $2";
    LIST_OLD = "SELECT id, agent_id, made_at_ms FROM ticket_undo WHERE tenant_id = $1 AND made_at_ms < $2 \
        ORDER BY made_at_ms LIMIT $3";
}

/// A change that can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo {
    /// Id.
    pub id: UndoId,
    /// Who made the change; nobody else takes it back.
    pub agent: AgentId,
    /// When.
    pub made_at: Timestamp,
}

/// One ticket of it, as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoItem {
    /// The ticket.
    pub ticket: TicketId,
    /// The version that the change left; at any other, somebody changed it since.
    pub version_after: i64,
    /// Status.
    pub status: TicketStatus,
    /// Status before spam or trash.
    pub status_before: Option<TicketStatus>,
    /// Assignee.
    pub assignee: Option<AgentId>,
    /// Priority.
    pub priority: Priority,
    /// Tags.
    pub tags: Vec<TagId>,
    /// Followers.
    pub followers: Vec<AgentId>,
    /// Put aside until.
    pub snoozed_until: Option<Timestamp>,
    /// Its place in the list.
    pub updated_at: Timestamp,
    /// The mailbox that it is listed under; absent in what was kept before that could change.
    pub mailbox: Option<MailboxId>,
    /// The team whose it was.
    pub team: Option<TeamId>,
}

impl UndoItem {
    /// A ticket as it is before a change.
    #[must_use]
    pub fn of(t: &crate::Ticket) -> Self {
        Self {
            ticket: t.id,
            version_after: t.version + 1,
            status: t.status,
            status_before: t.status_before,
            assignee: t.assignee,
            priority: t.priority,
            tags: t.tags.clone(),
            followers: t.followers.clone(),
            snoozed_until: t.snoozed_until,
            updated_at: t.updated_at,
            mailbox: Some(t.mailbox),
            team: t.team,
        }
    }

    /// Puts a ticket back to how it was.
    pub fn restore(self, t: &mut crate::Ticket) {
        t.status = self.status;
        t.status_before = self.status_before;
        t.assignee = self.assignee;
        t.priority = self.priority;
        t.tags = self.tags;
        t.followers = self.followers;
        t.snoozed_until = self.snoozed_until;
        t.updated_at = self.updated_at;
        t.mailbox = self.mailbox.unwrap_or(t.mailbox);
        t.team = self.team;
    }
}

fn read(row: &Row) -> Result<Undo> {
    let mut f = row.fields();
    Ok(Undo { id: f.id()?, agent: f.id()?, made_at: f.time()? })
}

fn read_item(row: &Row) -> Result<UndoItem> {
    let mut f = row.fields();
    Ok(UndoItem {
        ticket: f.id()?,
        version_after: f.i64()?,
        status: f.state()?,
        status_before: f.state_opt()?,
        assignee: f.id_opt()?,
        priority: Priority::from_rank(f.i64()?).ok_or(StoreError::Corrupt("priority"))?,
        tags: f.ids()?,
        followers: f.ids()?,
        snoozed_until: f.time_opt()?,
        updated_at: f.time()?,
        mailbox: f.id_opt()?,
        team: f.id_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: UndoId) -> Result<Option<Undo>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn items(conn: &mut Conn, tenant: TenantId, id: UndoId) -> Result<Vec<UndoItem>> {
    conn.list(LIST_ITEMS, args![tenant, id]).await?.iter().map(read_item).collect()
}

async fn old(conn: &mut Conn, tenant: TenantId, before: Timestamp, limit: u32) -> Result<Vec<Undo>> {
    conn.list(LIST_OLD, args![tenant, before, limit]).await?.iter().map(read).collect()
}

reads! {
    /// A change that can be taken back.
    find_undo(id: UndoId) -> Option<Undo> = find;
    /// Its tickets.
    list_undo_items(id: UndoId) -> Vec<UndoItem> = items;
    /// Those that were made before a time, oldest first.
    list_undos_before(before: Timestamp, limit: u32) -> Vec<Undo> = old;
}

impl TenantTx {
    /// Keeps what is needed to take a change back.
    pub async fn insert_undo(&mut self, undo: &Undo, items: &[UndoItem]) -> Result<()> {
        let t = self.tenant();
        self.conn().insert(INSERT, vec![args![t, undo.id, undo.agent, undo.made_at]]).await?;
        let row = |i: &UndoItem| {
            args![
                t,
                undo.id,
                i.ticket,
                i.version_after,
                i.status,
                i.status_before,
                i.assignee,
                i.priority.rank(),
                pack(i.tags.iter().map(TagId::as_bytes)),
                pack(i.followers.iter().map(AgentId::as_bytes)),
                i.snoozed_until,
                i.updated_at,
                i.mailbox,
                i.team
            ]
        };
        self.conn().insert(INSERT_ITEMS, items.iter().map(row).collect()).await.map(|_| ())
    }

    /// Forgets it.
    pub async fn delete_undo(&mut self, id: UndoId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(DELETE_ITEMS, args![t, id]).await?;
        self.conn().execute(DELETE, args![t, id]).await.map(|_| ())
    }
}
