//! Notices: what agents are told about tickets, as ids and words of fixed lists, and how far the changes were followed
//! for them.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{AgentId, NoticeId, NoticeKind, RequestId, TenantId, TicketId, Timestamp};

queries! {
    INSERT = "INSERT INTO notice (tenant_id, agent_id, id, kind, ticket_id, times, in_app, pops_up, made_at_ms, \
        read_at_ms, mail_at_ms) @rows";
    LIST = "SELECT agent_id, id, kind, ticket_id, times, in_app, pops_up, made_at_ms, read_at_ms, mail_at_ms \
        FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND in_app = 1 AND id < $3 ORDER BY id DESC LIMIT $4";
    LIST_UNREAD = "SELECT agent_id, id, kind, ticket_id, times, in_app, pops_up, made_at_ms, read_at_ms, mail_at_ms \
        FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND in_app = 1 AND read_at_ms IS NULL AND id < $3 \
        ORDER BY id DESC LIMIT $4";
    FIND_UNREAD = "SELECT agent_id, id, kind, ticket_id, times, in_app, pops_up, made_at_ms, read_at_ms, mail_at_ms \
        FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND ticket_id = $3 AND kind = $4 AND read_at_ms IS NULL \
        ORDER BY id DESC LIMIT 1";
    COUNT_UNREAD = "SELECT COUNT(*) FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND in_app = 1 \
        AND read_at_ms IS NULL";
    COUNT_UNREAD_OF_TICKET = "SELECT COUNT(*) FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND ticket_id = $3 \
        AND read_at_ms IS NULL";
    LIST_POP_UPS = "SELECT n.id, n.kind, n.ticket_id, t.number FROM notice n \
        JOIN ticket t ON t.tenant_id = n.tenant_id AND t.id = n.ticket_id \
        WHERE n.tenant_id = $1 AND n.agent_id = $2 AND n.read_at_ms IS NULL AND n.pops_up = 1 AND n.made_at_ms > $3 \
        ORDER BY n.id DESC LIMIT $4";
    READ = "UPDATE notice SET read_at_ms = $3, mail_at_ms = NULL WHERE tenant_id = $1 AND agent_id = $2 \
        AND read_at_ms IS NULL AND id IN (@many)";
    READ_UNTIL = "UPDATE notice SET read_at_ms = $3, mail_at_ms = NULL WHERE tenant_id = $1 AND agent_id = $2 \
        AND read_at_ms IS NULL AND id <= $4";
    READ_OF_TICKET = "UPDATE notice SET read_at_ms = $4, mail_at_ms = NULL WHERE tenant_id = $1 AND agent_id = $2 \
        AND ticket_id = $3 AND read_at_ms IS NULL";
    DELETE = "DELETE FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND id IN (@many)";
    DELETE_ASSIGNED = "DELETE FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND kind = $3 AND read_at_ms IS NULL \
        AND ticket_id IN (@many)";
    DELETE_OF_AGENT = "DELETE FROM notice WHERE tenant_id = $1 AND agent_id = $2";
    DELETE_BEFORE = "DELETE FROM notice WHERE tenant_id = $1 AND made_at_ms < $2";
    DELETE_BEYOND = "DELETE FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND id <= (SELECT id FROM notice \
        WHERE tenant_id = $1 AND agent_id = $2 ORDER BY id DESC LIMIT 1 OFFSET $3)";
    FIND_CURSOR = "SELECT seq FROM notice_cursor WHERE tenant_id = $1";
    UPSERT_CURSOR = "INSERT INTO notice_cursor (tenant_id, seq) @rows \
        ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq";
    LIST_MAIL_DUE = "SELECT DISTINCT agent_id FROM notice WHERE tenant_id = $1 AND mail_at_ms <= $2 ORDER BY agent_id";
    NEXT_MAIL = "SELECT MIN(mail_at_ms) FROM notice WHERE tenant_id = $1 AND mail_at_ms IS NOT NULL";
    LIST_TO_MAIL = "SELECT agent_id, id, kind, ticket_id, times, in_app, pops_up, made_at_ms, read_at_ms, mail_at_ms \
        FROM notice WHERE tenant_id = $1 AND agent_id = $2 AND mail_at_ms IS NOT NULL ORDER BY id";
    MAIL_AT = "UPDATE notice SET mail_at_ms = $3 WHERE tenant_id = $1 AND agent_id = $2 AND mail_at_ms IS NOT NULL \
        AND id IN (@many)";
    NOT_MAILED = "UPDATE notice SET mail_at_ms = NULL WHERE tenant_id = $1 AND agent_id = $2 AND mail_at_ms IS NOT NULL";
    FIND_MAIL = "SELECT batch_id, mailed_at_ms, lease_until_ms FROM notice_mail WHERE tenant_id = $1 AND agent_id = $2";
    UPSERT_MAIL = "INSERT INTO notice_mail (tenant_id, agent_id, batch_id, mailed_at_ms, lease_until_ms) @rows \
        ON CONFLICT (tenant_id, agent_id) DO UPDATE SET batch_id = excluded.batch_id, \
        mailed_at_ms = excluded.mailed_at_ms, lease_until_ms = excluded.lease_until_ms";
    DELETE_MAIL = "DELETE FROM notice_mail WHERE tenant_id = $1 AND agent_id = $2";
}

/// What an agent is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub agent: AgentId,
    /// Id; later ones are greater.
    pub id: NoticeId,
    /// Of what.
    pub kind: NoticeKind,
    /// On which ticket.
    pub ticket: TicketId,
    /// How often that happened since they last looked.
    pub times: u32,
    /// Whether it stands in the app.
    pub in_app: bool,
    /// Whether the browser shows it outside of the page.
    pub pops_up: bool,
    /// When it last happened.
    pub made_at: Timestamp,
    /// When they read it.
    pub read_at: Option<Timestamp>,
    /// When it is mailed; `None` when it is not, or was.
    pub mail_at: Option<Timestamp>,
}

/// A notice that the browser shows outside of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticePopUp {
    /// Id.
    pub id: NoticeId,
    /// Of what.
    pub kind: NoticeKind,
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: i64,
}

/// Where mailing notices to an agent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeMail {
    /// The mail that is being sent, or was when its sender ended.
    pub batch: Option<RequestId>,
    /// When the last one was tried.
    pub mailed_at: Timestamp,
    /// Until when somebody is sending.
    pub lease_until: Timestamp,
}

fn read(row: &Row) -> Result<Notice> {
    let mut f = row.fields();
    Ok(Notice {
        agent: f.id()?,
        id: f.id()?,
        kind: f.state()?,
        ticket: f.id()?,
        times: f.u32()?,
        in_app: f.flag()?,
        pops_up: f.flag()?,
        made_at: f.time()?,
        read_at: f.time_opt()?,
        mail_at: f.time_opt()?,
    })
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    unread: bool,
    before: Option<NoticeId>,
    limit: u32,
) -> Result<Vec<Notice>> {
    let before = before.map_or([0xff; 16], |id| *id.as_bytes());
    let text = if unread { LIST_UNREAD } else { LIST };
    conn.list(text, args![tenant, agent, before, limit]).await?.iter().map(read).collect()
}

async fn find_unread(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    ticket: TicketId,
    kind: NoticeKind,
) -> Result<Option<Notice>> {
    conn.find(FIND_UNREAD, args![tenant, agent, ticket, kind]).await?.as_ref().map(read).transpose()
}

async fn count_unread(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<i64> {
    conn.find(COUNT_UNREAD, args![tenant, agent]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn count_of_ticket(conn: &mut Conn, tenant: TenantId, agent: AgentId, ticket: TicketId) -> Result<i64> {
    let row = conn.find(COUNT_UNREAD_OF_TICKET, args![tenant, agent, ticket]).await?;
    row.map_or(Ok(0), |row| row.fields().i64())
}

async fn pop_ups(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<NoticePopUp>> {
    let rows = conn.list(LIST_POP_UPS, args![tenant, agent, since, limit]).await?;
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(NoticePopUp { id: f.id()?, kind: f.state()?, ticket: f.id()?, number: f.i64()? })
    };
    rows.iter().map(read).collect()
}

async fn cursor(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(FIND_CURSOR, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn mail_due(conn: &mut Conn, tenant: TenantId, now: Timestamp) -> Result<Vec<AgentId>> {
    conn.list(LIST_MAIL_DUE, args![tenant, now]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn next_mail(conn: &mut Conn, tenant: TenantId) -> Result<Option<Timestamp>> {
    conn.find(NEXT_MAIL, args![tenant]).await?.map_or(Ok(None), |row| row.fields().time_opt())
}

async fn to_mail(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<Notice>> {
    conn.list(LIST_TO_MAIL, args![tenant, agent]).await?.iter().map(read).collect()
}

async fn find_mail(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Option<NoticeMail>> {
    let Some(row) = conn.find(FIND_MAIL, args![tenant, agent]).await? else { return Ok(None) };
    let mut f = row.fields();
    Ok(Some(NoticeMail { batch: f.id_opt()?, mailed_at: f.time()?, lease_until: f.time()? }))
}

/// Removes what an agent has not read of having got these tickets; returns how much that was.
pub(crate) async fn delete_assigned(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    tickets: &[TicketId],
) -> Result<u64> {
    let tickets = tickets.iter().map(|id| id.into_value()).collect();
    conn.execute_many(DELETE_ASSIGNED, args![tenant, agent, NoticeKind::Assigned], tickets).await
}

reads! {
    /// An agent's notices in the app, newest first, before `before`.
    list_notices(agent: AgentId, unread: bool, before: Option<NoticeId>, limit: u32) -> Vec<Notice> = list;
    /// The newest notice of a kind on a ticket that the agent has not read.
    find_unread_notice(agent: AgentId, ticket: TicketId, kind: NoticeKind) -> Option<Notice> = find_unread;
    /// How many notices in the app the agent has not read.
    count_unread_notices(agent: AgentId) -> i64 = count_unread;
    /// How many notices on a ticket the agent has not read, in the app or not.
    count_unread_notices_of_ticket(agent: AgentId, ticket: TicketId) -> i64 = count_of_ticket;
    /// Notices since then that the browser shows outside of the page, newest first.
    list_notice_pop_ups(agent: AgentId, since: Timestamp, limit: u32) -> Vec<NoticePopUp> = pop_ups;
    /// Up to which change notices were made.
    get_notice_cursor() -> i64 = cursor;
    /// Agents with notices that are to be mailed by now.
    list_notice_mail_due(now: Timestamp) -> Vec<AgentId> = mail_due;
    /// When the next notice is to be mailed.
    find_next_notice_mail() -> Option<Timestamp> = next_mail;
    /// An agent's notices that are to be mailed, oldest first.
    list_notices_to_mail(agent: AgentId) -> Vec<Notice> = to_mail;
    /// Where mailing to an agent stands.
    find_notice_mail(agent: AgentId) -> Option<NoticeMail> = find_mail;
}

impl TenantTx {
    /// Adds notices.
    pub async fn insert_notices(&mut self, notices: &[Notice]) -> Result<()> {
        let t = self.tenant();
        let row = |n: &Notice| {
            args![
                t, n.agent, n.id, n.kind, n.ticket, n.times, n.in_app, n.pops_up, n.made_at, n.read_at,
                n.mail_at
            ]
        };
        self.conn().insert(INSERT, notices.iter().map(row).collect()).await.map(|_| ())
    }

    /// Marks these notices as read; they are not mailed any more. Returns how many were not read before.
    pub async fn update_notices_read(
        &mut self,
        agent: AgentId,
        ids: &[NoticeId],
        at: Timestamp,
    ) -> Result<u64> {
        let args = args![self.tenant(), agent, at];
        self.conn().execute_many(READ, args, ids.iter().map(|id| id.into_value()).collect()).await
    }

    /// Marks the notices up to this one as read, as [`TenantTx::update_notices_read`].
    pub async fn update_notices_read_until(
        &mut self,
        agent: AgentId,
        until: NoticeId,
        at: Timestamp,
    ) -> Result<u64> {
        let args = args![self.tenant(), agent, at, until];
        self.conn().execute(READ_UNTIL, args).await
    }

    /// Marks the notices on a ticket as read, as [`TenantTx::update_notices_read`].
    pub async fn update_notices_of_ticket_read(
        &mut self,
        agent: AgentId,
        ticket: TicketId,
        at: Timestamp,
    ) -> Result<u64> {
        let args = args![self.tenant(), agent, ticket, at];
        self.conn().execute(READ_OF_TICKET, args).await
    }

    /// Removes notices.
    pub async fn delete_notices(&mut self, agent: AgentId, ids: &[NoticeId]) -> Result<u64> {
        let args = args![self.tenant(), agent];
        self.conn().execute_many(DELETE, args, ids.iter().map(|id| id.into_value()).collect()).await
    }

    /// Removes every notice of an agent.
    pub async fn delete_notices_of_agent(&mut self, agent: AgentId) -> Result<()> {
        for text in [DELETE_OF_AGENT, DELETE_MAIL] {
            let args = args![self.tenant(), agent];
            self.conn().execute(text, args).await?;
        }
        Ok(())
    }

    /// Removes the tenant's notices that were made before; returns how many there were.
    pub async fn delete_notices_before(&mut self, at: Timestamp) -> Result<u64> {
        let args = args![self.tenant(), at];
        self.conn().execute(DELETE_BEFORE, args).await
    }

    /// Removes an agent's oldest notices beyond `keep`.
    pub async fn delete_notices_beyond(&mut self, agent: AgentId, keep: u32) -> Result<u64> {
        let args = args![self.tenant(), agent, keep];
        self.conn().execute(DELETE_BEYOND, args).await
    }

    /// Notes up to which change notices were made.
    pub async fn update_notice_cursor(&mut self, seq: i64) -> Result<()> {
        let row = args![self.tenant(), seq];
        self.conn().insert(UPSERT_CURSOR, vec![row]).await.map(|_| ())
    }

    /// Sets when these notices are mailed; `None`: they were, or are not.
    pub async fn update_notices_mail_at(
        &mut self,
        agent: AgentId,
        ids: &[NoticeId],
        at: Option<Timestamp>,
    ) -> Result<()> {
        let args = args![self.tenant(), agent, at];
        let ids = ids.iter().map(|id| id.into_value()).collect();
        self.conn().execute_many(MAIL_AT, args, ids).await.map(|_| ())
    }

    /// Nothing of an agent's is mailed.
    pub async fn update_notices_not_mailed(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(NOT_MAILED, args).await.map(|_| ())
    }

    /// Notes where mailing to an agent stands.
    pub async fn update_notice_mail(&mut self, agent: AgentId, mail: &NoticeMail) -> Result<()> {
        let row = args![self.tenant(), agent, mail.batch, mail.mailed_at, mail.lease_until];
        self.conn().insert(UPSERT_MAIL, vec![row]).await.map(|_| ())
    }
}
