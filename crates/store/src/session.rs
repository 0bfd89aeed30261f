//! Server-side sessions; the database knows the tag of the cookie, never the cookie.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::{AgentId, SessionId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO session (id, tag, tenant_id, agent_id, csrf_tag, created_at_ms, expires_at_ms, \
        last_seen_at_ms, page_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIND = "SELECT id, tag, tenant_id, agent_id, csrf_tag, created_at_ms, expires_at_ms, last_seen_at_ms, \
        page_at_ms FROM session WHERE tag = $1 AND expires_at_ms > $2";
    OF_AGENT = "SELECT id, tag, tenant_id, agent_id, csrf_tag, created_at_ms, expires_at_ms, last_seen_at_ms, \
        page_at_ms FROM session WHERE tenant_id = $1 AND agent_id = $2 AND expires_at_ms > $3 ORDER BY created_at_ms, id";
    SEEN = "UPDATE session SET last_seen_at_ms = $2 WHERE id = $1";
    AGENT_SEEN = "UPDATE agent SET last_seen_at_ms = $3 WHERE tenant_id = $1 AND id = $2";
    PAGE = "UPDATE session SET page_at_ms = $2 WHERE id = $1";
    DELETE = "DELETE FROM session WHERE id = $1";
    DELETE_OF_AGENT = "DELETE FROM session WHERE tenant_id = $1 AND agent_id = $2";
    DELETE_OF_TENANT = "DELETE FROM session WHERE tenant_id = $1";
    DELETE_EXPIRED = "DELETE FROM session WHERE expires_at_ms <= $1";
}

/// A signed-in agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// Digest of the cookie's secret.
    pub tag: Tag,
    /// The tenant.
    pub tenant: TenantId,
    /// The agent.
    pub agent: AgentId,
    /// Digest of the form secret.
    pub csrf_tag: Tag,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// When a page was last opened in it, past what its owner has to take note of.
    pub page_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Session> {
    let mut f = row.fields();
    Ok(Session {
        id: f.id()?,
        tag: f.tag()?,
        tenant: f.id()?,
        agent: f.id()?,
        csrf_tag: f.tag()?,
        created_at: f.time()?,
        expires_at: f.time()?,
        last_seen_at: f.time()?,
        page_at: f.time_opt()?,
    })
}

async fn of_agent(conn: &mut Conn, tenant: TenantId, agent: AgentId, now: Timestamp) -> Result<Vec<Session>> {
    conn.list(OF_AGENT, args![tenant, agent, now]).await?.iter().map(read).collect()
}

reads! {
    /// The sessions of an agent that have not ended, oldest first.
    list_sessions_of_agent(agent: AgentId, now: Timestamp) -> Vec<Session> = of_agent;
}

impl SystemStore {
    /// Begins a session.
    pub async fn insert_session(&self, s: &Session) -> Result<()> {
        let args = args![
            s.id,
            s.tag,
            s.tenant,
            s.agent,
            s.csrf_tag,
            s.created_at,
            s.expires_at,
            s.last_seen_at,
            s.page_at
        ];
        let mut tx = self.begin().await?;
        tx.execute(INSERT, args).await?;
        tx.execute(AGENT_SEEN, args![s.tenant, s.agent, s.last_seen_at]).await?;
        tx.commit().await
    }

    /// The session with this tag, unless it has ended.
    pub async fn find_session(&self, tag: Tag, now: Timestamp) -> Result<Option<Session>> {
        self.read().await?.find(FIND, args![tag, now]).await?.as_ref().map(read).transpose()
    }

    /// Notes that a session was used.
    pub async fn update_session_seen(&self, s: &Session, at: Timestamp) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.execute(SEEN, args![s.id, at]).await?;
        tx.execute(AGENT_SEEN, args![s.tenant, s.agent, at]).await?;
        tx.commit().await
    }

    /// Notes that a page was opened in it.
    pub async fn update_session_page(&self, id: SessionId, at: Timestamp) -> Result<()> {
        self.write(PAGE, args![id, at]).await.map(|_| ())
    }

    /// Ends a session.
    pub async fn delete_session(&self, id: SessionId) -> Result<()> {
        self.write(DELETE, args![id]).await.map(|_| ())
    }

    /// Removes what has ended; returns how many there were.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<u64> {
        self.write(DELETE_EXPIRED, args![now]).await
    }

    /// One statement in a transaction of its own.
    pub(crate) async fn write(&self, text: &'static str, args: Vec<crate::db::Value>) -> Result<u64> {
        let mut tx = self.begin().await?;
        let touched = tx.execute(text, args).await?;
        tx.commit().await?;
        Ok(touched)
    }
}

impl TenantTx {
    /// Ends every session of the tenant.
    pub async fn delete_sessions(&mut self) -> Result<()> {
        let args = args![self.tenant()];
        self.conn().execute(DELETE_OF_TENANT, args).await.map(|_| ())
    }

    /// Ends every session of an agent.
    pub async fn delete_sessions_of_agent(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(DELETE_OF_AGENT, args).await.map(|_| ())
    }
}
