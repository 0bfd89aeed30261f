//! What accounts asked for in vain, for an hour: so that every node counts each id once.

use crate::db::{Conn, args, queries, reads};
use crate::{Result, TenantTx};
use domain::keyring::Tag;
use domain::{AgentId, TenantId, Timestamp};

queries! {
    LIST = "SELECT tag, others, deed, at_ms FROM asked_absent WHERE tenant_id = $1 AND agent_id = $2 AND at_ms > $3";
    HAS_BEFORE = "SELECT at_ms FROM asked_absent WHERE tenant_id = $1 AND at_ms <= $2 LIMIT 1";
    PUT = "INSERT INTO asked_absent (tenant_id, agent_id, tag, others, deed, at_ms) @rows \
        ON CONFLICT (tenant_id, agent_id, tag) DO UPDATE SET others = excluded.others, deed = excluded.deed, \
        at_ms = excluded.at_ms";
    DELETE = "DELETE FROM asked_absent WHERE tenant_id = $1 AND at_ms <= $2";
}

/// An id that an account asked for in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAbsent {
    /// The id, as a tag.
    pub tag: Tag,
    /// Whether it is another tenant's.
    pub others: bool,
    /// Whether something was to be done with it, and not only a page was opened.
    pub deed: bool,
    /// When it was asked for first.
    pub at: Timestamp,
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    since: Timestamp,
) -> Result<Vec<AskedAbsent>> {
    let rows = conn.list(LIST, args![tenant, agent, since]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(AskedAbsent { tag: f.tag()?, others: f.flag()?, deed: f.flag()?, at: f.time()? })
        })
        .collect()
}

async fn has_before(conn: &mut Conn, tenant: TenantId, until: Timestamp) -> Result<bool> {
    Ok(conn.find(HAS_BEFORE, args![tenant, until]).await?.is_some())
}

reads! {
    /// What an account asked for in vain since then.
    list_asked_absent(agent: AgentId, since: Timestamp) -> Vec<AskedAbsent> = list;
    /// Whether something was asked for up to then.
    has_asked_absent_before(until: Timestamp) -> bool = has_before;
}

impl TenantTx {
    /// Remembers an id.
    pub async fn put_asked_absent(&mut self, agent: AgentId, one: &AskedAbsent) -> Result<()> {
        let row = args![self.tenant(), agent, one.tag, one.others, one.deed, one.at];
        self.conn().insert(PUT, vec![row]).await.map(|_| ())
    }

    /// Forgets what was asked for up to then.
    pub async fn delete_asked_absent(&mut self, until: Timestamp) -> Result<()> {
        let args = args![self.tenant(), until];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }
}
