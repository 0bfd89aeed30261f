//! Whom new tickets of a mailbox or a team go to. Read and written in the transaction of take-in, in which the tenant's
//! head is held: two batches, of any node, never give to the same one in one turn.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::{AgentId, AgentState, AssignWay, MailboxId, TeamId, TenantId};
use uuid::Uuid;

queries! {
    LIST = "SELECT owner_id, team_id, way, last_agent_id FROM assign_rule WHERE tenant_id = $1";
    PUT = "INSERT INTO assign_rule (tenant_id, owner_id, team_id, way) @rows \
        ON CONFLICT (tenant_id, owner_id) DO UPDATE SET team_id = excluded.team_id, way = excluded.way";
    UPDATE_LAST = "UPDATE assign_rule SET last_agent_id = $3 WHERE tenant_id = $1 AND owner_id = $2";
    DELETE = "DELETE FROM assign_rule WHERE tenant_id = $1 AND owner_id = $2";
    FORGET_TEAM = "UPDATE assign_rule SET team_id = NULL WHERE tenant_id = $1 AND team_id = $2";
    LIST_AVAILABILITIES = "SELECT id, state, away FROM agent WHERE tenant_id = $1 ORDER BY id";
}

/// Whose rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleOwner(Uuid);

impl RuleOwner {
    /// The mailbox's or team's id.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl From<MailboxId> for RuleOwner {
    fn from(id: MailboxId) -> Self {
        Self(id.uuid())
    }
}

impl From<TeamId> for RuleOwner {
    fn from(id: TeamId) -> Self {
        Self(id.uuid())
    }
}

/// Whom new tickets go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignRule {
    /// Whose rule it is.
    pub owner: RuleOwner,
    /// A mailbox's tickets go to this team, whose own rule then says to whom.
    pub team: Option<TeamId>,
    /// How somebody is chosen.
    pub way: AssignWay,
    /// Who was chosen last; not changed by [`TenantTx::put_assign_rule`].
    pub last: Option<AgentId>,
}

/// Whether an agent can be given tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    /// The agent.
    pub agent: AgentId,
    /// Whether they may sign in.
    pub is_active: bool,
    /// Whether they said that they are away.
    pub is_away: bool,
}

impl Availability {
    /// Whether they are there.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.is_active && !self.is_away
    }
}

fn read(row: &Row) -> Result<AssignRule> {
    let mut f = row.fields();
    let owner = Uuid::from_slice(f.bytes()?).map_err(|_| StoreError::Corrupt("owner of a rule"))?;
    Ok(AssignRule { owner: RuleOwner(owner), team: f.id_opt()?, way: f.state()?, last: f.id_opt()? })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<AssignRule>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn availabilities(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Availability>> {
    let rows = conn.list(LIST_AVAILABILITIES, args![tenant]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (agent, state): (AgentId, AgentState) = (f.id()?, f.state()?);
            Ok(Availability { agent, is_active: state == AgentState::Active, is_away: f.flag()? })
        })
        .collect()
}

reads! {
    /// Every rule.
    list_assign_rules() -> Vec<AssignRule> = list;
    /// Who is there, of all agents, oldest first.
    list_availabilities() -> Vec<Availability> = availabilities;
}

impl TenantTx {
    /// Sets a rule; whose turn it is stays.
    pub async fn put_assign_rule(&mut self, rule: &AssignRule) -> Result<()> {
        let row = args![self.tenant(), *rule.owner.0.as_bytes(), rule.team, rule.way];
        self.conn().insert(PUT, vec![row]).await.map(|_| ())
    }

    /// Remembers who was chosen last.
    pub async fn update_assigned_last(&mut self, of: RuleOwner, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), *of.0.as_bytes(), agent];
        self.conn().execute(UPDATE_LAST, args).await.map(|_| ())
    }

    /// Removes a team's rule, and takes the team out of those of mailboxes.
    pub async fn delete_assign_rules_of_team(&mut self, team: TeamId) -> Result<()> {
        let tenant = self.tenant();
        self.conn().execute(DELETE, args![tenant, team]).await?;
        self.conn().execute(FORGET_TEAM, args![tenant, team]).await.map(|_| ())
    }
}
