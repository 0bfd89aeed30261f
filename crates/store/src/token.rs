//! API tokens; the database knows the tag, never the token.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::record::TokenName;
use domain::{AgentId, Sealed, TenantId, Timestamp, TokenId};

queries! {
    INSERT = "INSERT INTO api_token (id, tenant_id, agent_id, tag, name_object, name_sealed, created_at_ms, \
        last_used_at_ms, revoked_at_ms) @rows";
    FIND = "SELECT id, tenant_id, agent_id, tag, name_object, name_sealed, created_at_ms, last_used_at_ms, \
        revoked_at_ms FROM api_token WHERE tag = $1 AND revoked_at_ms IS NULL";
    LIST = "SELECT id, tenant_id, agent_id, tag, name_object, name_sealed, created_at_ms, last_used_at_ms, \
        revoked_at_ms FROM api_token WHERE tenant_id = $1 ORDER BY id";
    USED = "UPDATE api_token SET last_used_at_ms = $2 WHERE id = $1";
    // A token that works no more keeps no name.
    REVOKE_OF_AGENT = "UPDATE api_token SET revoked_at_ms = $3, name_object = NULL, name_sealed = NULL \
        WHERE tenant_id = $1 AND agent_id = $2 AND revoked_at_ms IS NULL";
    REVOKE = "UPDATE api_token SET revoked_at_ms = $3, name_object = NULL, name_sealed = NULL \
        WHERE tenant_id = $1 AND id = $2 AND revoked_at_ms IS NULL";
}

/// A bearer token of an agent.
#[derive(Debug, Clone)]
pub struct ApiToken {
    /// Id.
    pub id: TokenId,
    /// The tenant.
    pub tenant: TenantId,
    /// Whose rights it carries.
    pub agent: AgentId,
    /// Digest of the token.
    pub tag: Tag,
    /// What its maker calls it.
    pub name: Option<Sealed<TokenName>>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<ApiToken> {
    let mut f = row.fields();
    Ok(ApiToken {
        id: f.id()?,
        tenant: f.id()?,
        agent: f.id()?,
        tag: f.tag()?,
        name: f.sealed_opt()?,
        created_at: f.time()?,
        last_used_at: f.time_opt()?,
        revoked_at: f.time_opt()?,
    })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<ApiToken>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

reads! {
    /// Every token of the tenant, revoked ones too.
    list_api_tokens() -> Vec<ApiToken> = list;
}

impl TenantTx {
    /// Makes a token.
    pub async fn insert_api_token(&mut self, t: &ApiToken) -> Result<()> {
        let row = args![
            t.id,
            self.tenant(),
            t.agent,
            t.tag,
            t.name.as_ref().map(|name| name.object()),
            t.name.as_ref().map(|name| name.as_bytes()),
            t.created_at,
            t.last_used_at,
            t.revoked_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Revokes every token of an agent.
    pub async fn update_api_tokens_of_agent_revoked(&mut self, agent: AgentId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), agent, at];
        self.conn().execute(REVOKE_OF_AGENT, args).await.map(|_| ())
    }

    /// Revokes a token; [`StoreError::NotFound`] when there is none that works.
    pub async fn update_api_token_revoked(&mut self, id: TokenId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, at];
        match self.conn().execute(REVOKE, args).await? {
            0 => Err(StoreError::NotFound("token")),
            _ => Ok(()),
        }
    }
}

impl SystemStore {
    /// The token with this tag, unless it is revoked.
    pub async fn find_api_token(&self, tag: Tag) -> Result<Option<ApiToken>> {
        self.read().await?.find(FIND, args![tag]).await?.as_ref().map(read).transpose()
    }

    /// Notes that a token was used.
    pub async fn update_api_token_used(&self, id: TokenId, at: Timestamp) -> Result<()> {
        self.write(USED, args![id, at]).await.map(|_| ())
    }
}
