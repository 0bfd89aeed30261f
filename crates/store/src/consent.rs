//! How agents decided about what needs their consent. Decisions are added and never changed: the newest holds.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{AgentId, ConsentDecision, ConsentId, ConsentPurpose, ConsentWay, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO consent (tenant_id, id, agent_id, purpose, decision, words, sha256, decided_at_ms, way) @rows";
    FIND_LAST = "SELECT id, agent_id, purpose, decision, words, sha256, decided_at_ms, way FROM consent \
        WHERE tenant_id = $1 AND agent_id = $2 AND purpose = $3 ORDER BY id DESC LIMIT 1";
    LIST_OF_AGENT = "SELECT id, agent_id, purpose, decision, words, sha256, decided_at_ms, way FROM consent \
        WHERE tenant_id = $1 AND agent_id = $2 ORDER BY purpose, id";
    DELETE_OF_AGENT = "DELETE FROM consent WHERE tenant_id = $1 AND agent_id = $2";
    LIST = "SELECT id, agent_id, purpose, decision, words, sha256, decided_at_ms, way FROM consent \
        WHERE tenant_id = $1 ORDER BY id";
}

/// A decision about a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Id; later ones are greater.
    pub id: ConsentId,
    /// Whose.
    pub agent: AgentId,
    /// About what.
    pub purpose: ConsentPurpose,
    /// How.
    pub decision: ConsentDecision,
    /// What they were shown; empty where nobody was asked.
    pub words: String,
    /// SHA-256 of that.
    pub sha256: [u8; 32],
    /// When.
    pub decided_at: Timestamp,
    /// By which way, where it is known.
    pub way: Option<ConsentWay>,
}

fn read(row: &Row) -> Result<Consent> {
    let mut f = row.fields();
    Ok(Consent {
        id: f.id()?,
        agent: f.id()?,
        purpose: f.state()?,
        decision: f.state()?,
        words: f.text()?.to_owned(),
        sha256: f.hash()?,
        decided_at: f.time()?,
        way: f.state_opt()?,
    })
}

async fn find_last(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    purpose: ConsentPurpose,
) -> Result<Option<Consent>> {
    conn.find(FIND_LAST, args![tenant, agent, purpose]).await?.as_ref().map(read).transpose()
}

async fn of_agent(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<Consent>> {
    conn.list(LIST_OF_AGENT, args![tenant, agent]).await?.iter().map(read).collect()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Consent>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// An agent's last decision about a purpose.
    find_last_consent(agent: AgentId, purpose: ConsentPurpose) -> Option<Consent> = find_last;
    /// Every decision of an agent, in order.
    list_consents_of_agent(agent: AgentId) -> Vec<Consent> = of_agent;
    /// Every decision of the tenant's agents, in order.
    list_consents() -> Vec<Consent> = list;
}

impl TenantTx {
    /// Adds a decision.
    pub async fn insert_consent(&mut self, one: &Consent) -> Result<()> {
        let Consent { id, agent, purpose, decision, words, sha256, decided_at, way } = one;
        let row = args![
            self.tenant(),
            *id,
            *agent,
            *purpose,
            *decision,
            words.as_str(),
            *sha256,
            *decided_at,
            *way
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Takes out every decision of an agent.
    pub async fn delete_consents_of_agent(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(DELETE_OF_AGENT, args).await.map(|_| ())
    }
}
