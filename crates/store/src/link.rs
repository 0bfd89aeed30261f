//! One-time links: set-up, invitations, resets. The database knows a link's tag, never the link.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::{AgentId, LinkPurpose, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO one_time_link (tenant_id, tag, purpose, agent_id, created_at_ms, expires_at_ms) @rows";
    FIND = "SELECT tenant_id, tag, purpose, agent_id, created_at_ms, expires_at_ms FROM one_time_link \
        WHERE tag = $1 AND purpose = $2 AND expires_at_ms > $3";
    LIST = "SELECT tenant_id, tag, purpose, agent_id, created_at_ms, expires_at_ms FROM one_time_link \
        WHERE tenant_id = $1 AND purpose = $2 AND expires_at_ms > $3 ORDER BY created_at_ms";
    OF_AGENT = "SELECT tenant_id, tag, purpose, agent_id, created_at_ms, expires_at_ms FROM one_time_link \
        WHERE tenant_id = $1 AND agent_id = $2 AND expires_at_ms > $3 ORDER BY created_at_ms";
    USE = "DELETE FROM one_time_link WHERE tenant_id = $1 AND tag = $2 AND expires_at_ms > $3";
    DELETE_OF_AGENT = "DELETE FROM one_time_link WHERE tenant_id = $1 AND agent_id = $2";
    DELETE_OF_PURPOSE = "DELETE FROM one_time_link WHERE tenant_id = $1 AND purpose = $2";
    DELETE_EXPIRED = "DELETE FROM one_time_link WHERE expires_at_ms <= $1";
}

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// The tenant; the system's own for set-up.
    pub tenant: TenantId,
    /// Digest of the secret in it.
    pub tag: Tag,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// Whom it is for, when that person has an account.
    pub agent: Option<AgentId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

fn read(row: &Row) -> Result<OneTimeLink> {
    let mut f = row.fields();
    Ok(OneTimeLink {
        tenant: f.id()?,
        tag: f.tag()?,
        purpose: f.state()?,
        agent: f.id_opt()?,
        created_at: f.time()?,
        expires_at: f.time()?,
    })
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Vec<OneTimeLink>> {
    conn.list(LIST, args![tenant, purpose, now]).await?.iter().map(read).collect()
}

async fn of_agent(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    now: Timestamp,
) -> Result<Vec<OneTimeLink>> {
    conn.list(OF_AGENT, args![tenant, agent, now]).await?.iter().map(read).collect()
}

reads! {
    /// The links for an agent that work now, oldest first.
    list_links_of_agent(agent: AgentId, now: Timestamp) -> Vec<OneTimeLink> = of_agent;
    /// The links of this purpose that work now, oldest first.
    list_links(purpose: LinkPurpose, now: Timestamp) -> Vec<OneTimeLink> = list;
}

impl TenantTx {
    /// Makes a link.
    pub async fn insert_link(&mut self, l: &OneTimeLink) -> Result<()> {
        let row = args![self.tenant(), l.tag, l.purpose, l.agent, l.created_at, l.expires_at];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Uses a link up; `false` when it does not work (used, withdrawn, expired).
    pub async fn delete_link(&mut self, tag: Tag, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), tag, now];
        Ok(self.conn().execute(USE, args).await? == 1)
    }

    /// Withdraws every link of an agent.
    pub async fn delete_links_of_agent(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(DELETE_OF_AGENT, args).await.map(|_| ())
    }

    /// Withdraws every link of this purpose.
    pub async fn delete_links_of_purpose(&mut self, purpose: LinkPurpose) -> Result<()> {
        let args = args![self.tenant(), purpose];
        self.conn().execute(DELETE_OF_PURPOSE, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// The link with this tag, while it works.
    pub async fn find_link(
        &self,
        tag: Tag,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<OneTimeLink>> {
        self.read().await?.find(FIND, args![tag, purpose, now]).await?.as_ref().map(read).transpose()
    }

    /// Removes links that no longer work; returns how many there were.
    pub async fn delete_expired_links(&self, now: Timestamp) -> Result<u64> {
        self.write(DELETE_EXPIRED, args![now]).await
    }
}
