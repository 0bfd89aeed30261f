//! A tenant's teams: agents whom tickets are given to together.

use crate::db::{Conn, Row, args, queries, reads};
use crate::ticket_mark::pack;
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag as LookupTag;
use domain::record::TeamContent;
use domain::{AgentId, Sealed, TeamId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO team (tenant_id, id, name_tag, content_object, content_sealed, member_ids, created_at_ms) @rows";
    LIST = "SELECT id, name_tag, content_object, content_sealed, member_ids, created_at_ms FROM team \
        WHERE tenant_id = $1 ORDER BY id";
    FIND = "SELECT id, name_tag, content_object, content_sealed, member_ids, created_at_ms FROM team \
        WHERE tenant_id = $1 AND id = $2";
    FIND_BY_NAME = "SELECT id, name_tag, content_object, content_sealed, member_ids, created_at_ms FROM team \
        WHERE tenant_id = $1 AND name_tag = $2";
    LIST_MEMBERS = "SELECT id, member_ids FROM team WHERE tenant_id = $1 ORDER BY id";
    UPDATE = "UPDATE team SET name_tag = $3, content_object = $4, content_sealed = $5, member_ids = $6 \
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM team WHERE tenant_id = $1 AND id = $2";
}

/// A team.
#[derive(Debug, Clone)]
pub struct Team {
    /// Id.
    pub id: TeamId,
    /// Lookup tag of the name; unique in the tenant.
    pub name_tag: LookupTag,
    /// Name and signature.
    pub content: Sealed<TeamContent>,
    /// Who belongs to it.
    pub members: Vec<AgentId>,
    /// When it was made.
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<Team> {
    let mut f = row.fields();
    Ok(Team {
        id: f.id()?,
        name_tag: f.tag()?,
        content: f.sealed()?,
        members: f.ids()?,
        created_at: f.time()?,
    })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Team>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: TeamId) -> Result<Option<Team>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn find_by_name(conn: &mut Conn, tenant: TenantId, name: LookupTag) -> Result<Option<Team>> {
    conn.find(FIND_BY_NAME, args![tenant, name]).await?.as_ref().map(read).transpose()
}

pub(crate) async fn of_member(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<TeamId>> {
    let mut out = Vec::new();
    for row in &conn.list(LIST_MEMBERS, args![tenant]).await? {
        let mut f = row.fields();
        let (id, members): (TeamId, Vec<AgentId>) = (f.id()?, f.ids()?);
        if members.contains(&agent) {
            out.push(id);
        }
    }
    Ok(out)
}

reads! {
    /// Every team, oldest first.
    list_teams() -> Vec<Team> = list;
    /// A team.
    find_team(id: TeamId) -> Option<Team> = find;
    /// The team with this name.
    find_team_by_name(name: LookupTag) -> Option<Team> = find_by_name;
    /// The teams that an agent belongs to.
    list_team_ids_of(agent: AgentId) -> Vec<TeamId> = of_member;
}

impl TenantTx {
    /// Adds a team.
    pub async fn insert_team(&mut self, t: &Team) -> Result<()> {
        let row = args![
            self.tenant(),
            t.id,
            t.name_tag,
            t.content.object(),
            t.content.as_bytes(),
            pack(t.members.iter().map(AgentId::as_bytes)),
            t.created_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a team's name, signature and members.
    pub async fn update_team(&mut self, t: &Team) -> Result<()> {
        let args = args![
            self.tenant(),
            t.id,
            t.name_tag,
            t.content.object(),
            t.content.as_bytes(),
            pack(t.members.iter().map(AgentId::as_bytes))
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("team")),
            _ => Ok(()),
        }
    }

    /// Removes a team; tickets that it has are changed before.
    pub async fn delete_team(&mut self, id: TeamId) -> Result<()> {
        let args = args![self.tenant(), id];
        match self.conn().execute(DELETE, args).await? {
            0 => Err(StoreError::NotFound("team")),
            _ => Ok(()),
        }
    }
}
