//! Agents.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag;
use domain::record::{AgentCredential, AgentProfile};
use domain::{AgentId, AgentState, Role, Sealed, TenantId, Timestamp};
use std::collections::HashMap;

queries! {
    INSERT = "INSERT INTO agent (tenant_id, id, role, state, email_tag, profile_object, profile_sealed, \
        credential_object, credential_sealed, created_at_ms, away, erased_at_ms) @rows";
    FIND = "SELECT id, role, state, email_tag, profile_object, profile_sealed, credential_object, \
        credential_sealed, created_at_ms, away, erased_at_ms FROM agent WHERE tenant_id = $1 AND id = $2";
    FIND_BY_TAG = "SELECT id, role, state, email_tag, profile_object, profile_sealed, credential_object, \
        credential_sealed, created_at_ms, away, erased_at_ms FROM agent WHERE tenant_id = $1 AND email_tag = $2";
    LIST = "SELECT id, role, state, email_tag, profile_object, profile_sealed, credential_object, \
        credential_sealed, created_at_ms, away, erased_at_ms FROM agent WHERE tenant_id = $1 ORDER BY id";
    UPDATE = "UPDATE agent SET role = $3, state = $4, email_tag = $5, profile_object = $6, profile_sealed = $7, \
        credential_object = $8, credential_sealed = $9, away = $10, erased_at_ms = $11, \
        last_seen_at_ms = CASE WHEN $11 >= created_at_ms THEN NULL ELSE last_seen_at_ms END WHERE tenant_id = $1 AND id = $2";
    LIST_SEEN = "SELECT id, last_seen_at_ms FROM agent WHERE tenant_id = $1 AND last_seen_at_ms IS NOT NULL";
}

/// A person who works for the tenant.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Id.
    pub id: AgentId,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub state: AgentState,
    /// Lookup tag of the address; unique in the tenant.
    pub email_tag: Tag,
    /// Name and address.
    pub profile: Sealed<AgentProfile>,
    /// How they prove who they are.
    pub credential: Sealed<AgentCredential>,
    /// When they were added.
    pub created_at: Timestamp,
    /// Whether they said that they are away: no new ticket is given to them by a rule.
    pub away: bool,
    /// When the account was erased: it has no person any more, and nobody can sign in with it again.
    pub erased_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Agent> {
    let mut f = row.fields();
    Ok(Agent {
        id: f.id()?,
        role: f.state()?,
        state: f.state()?,
        email_tag: f.tag()?,
        profile: f.sealed()?,
        credential: f.sealed()?,
        created_at: f.time()?,
        away: f.flag()?,
        erased_at: f.time_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: AgentId) -> Result<Option<Agent>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn get(conn: &mut Conn, tenant: TenantId, id: AgentId) -> Result<Agent> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("agent"))
}

async fn find_by_tag(conn: &mut Conn, tenant: TenantId, tag: Tag) -> Result<Option<Agent>> {
    conn.find(FIND_BY_TAG, args![tenant, tag]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Agent>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn list_seen(conn: &mut Conn, tenant: TenantId) -> Result<HashMap<AgentId, Timestamp>> {
    let seen = |row: &Row| {
        let mut f = row.fields();
        Ok((f.id()?, f.time()?))
    };
    conn.list(LIST_SEEN, args![tenant]).await?.iter().map(seen).collect()
}

reads! {
    /// When each agent was last signed in, to ten minutes.
    list_agents_seen() -> HashMap<AgentId, Timestamp> = list_seen;
    /// An agent.
    find_agent(id: AgentId) -> Option<Agent> = find;
    /// An agent; an error when there is none.
    get_agent(id: AgentId) -> Agent = get;
    /// The agent whose address has this tag.
    find_agent_by_email_tag(tag: Tag) -> Option<Agent> = find_by_tag;
    /// Every agent, oldest first.
    list_agents() -> Vec<Agent> = list;
}

impl TenantTx {
    /// Adds an agent; [`StoreError::Taken`] when the address is known.
    pub async fn insert_agent(&mut self, a: &Agent) -> Result<()> {
        let row = args![
            self.tenant(),
            a.id,
            a.role,
            a.state,
            a.email_tag,
            a.profile.object(),
            a.profile.as_bytes(),
            a.credential.object(),
            a.credential.as_bytes(),
            a.created_at,
            a.away,
            a.erased_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes an agent.
    pub async fn update_agent(&mut self, a: &Agent) -> Result<()> {
        let args = args![
            self.tenant(),
            a.id,
            a.role,
            a.state,
            a.email_tag,
            a.profile.object(),
            a.profile.as_bytes(),
            a.credential.object(),
            a.credential.as_bytes(),
            a.away,
            a.erased_at
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("agent")),
            _ => Ok(()),
        }
    }
}
