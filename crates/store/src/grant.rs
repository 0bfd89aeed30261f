//! Providers' permissions for mailboxes, and who is on the way to a provider.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::{MailboxGrant, OauthAttempt};
use domain::{AgentId, AttemptId, GrantState, MailboxId, ObjectId, Provider, Sealed, TenantId, Timestamp};

queries! {
    UPSERT = "INSERT INTO mailbox_grant (tenant_id, mailbox_id, provider, state, grant_object, grant_sealed, \
        refreshed_at_ms, ended_at_ms, ended_code, asked_at_ms, notices) @rows \
        ON CONFLICT (tenant_id, mailbox_id) DO UPDATE SET provider = excluded.provider, state = excluded.state, \
        grant_object = excluded.grant_object, grant_sealed = excluded.grant_sealed, \
        refreshed_at_ms = excluded.refreshed_at_ms, ended_at_ms = excluded.ended_at_ms, \
        ended_code = excluded.ended_code, asked_at_ms = excluded.asked_at_ms, notices = excluded.notices";
    FIND = "SELECT mailbox_id, provider, state, grant_object, grant_sealed, refreshed_at_ms, ended_at_ms, ended_code, \
        asked_at_ms, notices FROM mailbox_grant WHERE tenant_id = $1 AND mailbox_id = $2";
    LIST = "SELECT mailbox_id, provider, state, grant_object, grant_sealed, refreshed_at_ms, ended_at_ms, ended_code, \
        asked_at_ms, notices FROM mailbox_grant WHERE tenant_id = $1 ORDER BY mailbox_id";
    // Waits for whoever gives it anew, and sees that they did.
    HOLD_ENDED = "UPDATE mailbox_grant SET notices = notices WHERE tenant_id = $1 AND mailbox_id = $2 AND state = 'ended' \
        AND ended_at_ms <= $3";
    COUNT_ENDED = "SELECT COUNT(*) FROM mailbox_grant WHERE tenant_id = $1 AND state = 'ended'";
    DELETE = "DELETE FROM mailbox_grant WHERE tenant_id = $1 AND mailbox_id = $2";
    DELETE_SEEN = "DELETE FROM mailbox_grant WHERE tenant_id = $1 AND mailbox_id = $2 AND grant_object = $3";
    INSERT_ATTEMPT = "INSERT INTO oauth_attempt (tenant_id, id, agent_id, content_object, content_sealed, \
        expires_at_ms) @rows";
    FIND_ATTEMPT = "SELECT id, agent_id, content_object, content_sealed, expires_at_ms FROM oauth_attempt \
        WHERE tenant_id = $1 AND id = $2";
    COUNT_ATTEMPTS = "SELECT COUNT(*) FROM oauth_attempt WHERE tenant_id = $1 AND expires_at_ms > $2";
    LIST_PASSED = "SELECT content_object FROM oauth_attempt WHERE tenant_id = $1 AND expires_at_ms <= $2";
    DELETE_PASSED = "DELETE FROM oauth_attempt WHERE tenant_id = $1 AND expires_at_ms <= $2";
    DELETE_ATTEMPT = "DELETE FROM oauth_attempt WHERE tenant_id = $1 AND id = $2";
    TENANT_OF = "SELECT tenant_id FROM oauth_attempt WHERE id = $1";
}

/// A provider's permission for a mailbox.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// Whose permission it is.
    pub provider: Provider,
    /// Where it stands.
    pub state: GrantState,
    /// Tokens.
    pub grant: Sealed<MailboxGrant>,
    /// When it was given, or last made fresh.
    pub refreshed_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// A fixed word for why.
    pub ended_code: Option<String>,
    /// When the next tokens were asked for, until they are kept.
    pub asked_at: Option<Timestamp>,
    /// How many times the tenant's admins were told that it ended.
    pub notices: u32,
}

/// Somebody on the way to a provider.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Id.
    pub id: AttemptId,
    /// Who.
    pub agent: AgentId,
    /// What they want, and what they have to bring back.
    pub content: Sealed<OauthAttempt>,
    /// Until when they may come back.
    pub expires_at: Timestamp,
}

fn read(row: &Row) -> Result<Grant> {
    let mut f = row.fields();
    Ok(Grant {
        mailbox: f.id()?,
        provider: f.state()?,
        state: f.state()?,
        grant: f.sealed()?,
        refreshed_at: f.time()?,
        ended_at: f.time_opt()?,
        ended_code: f.text_opt()?.map(str::to_owned),
        asked_at: f.time_opt()?,
        notices: f.u32()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, mailbox: MailboxId) -> Result<Option<Grant>> {
    conn.find(FIND, args![tenant, mailbox]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Grant>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn ended(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(COUNT_ENDED, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn attempt(conn: &mut Conn, tenant: TenantId, id: AttemptId) -> Result<Option<Attempt>> {
    let Some(row) = conn.find(FIND_ATTEMPT, args![tenant, id]).await? else { return Ok(None) };
    let mut f = row.fields();
    Ok(Some(Attempt { id: f.id()?, agent: f.id()?, content: f.sealed()?, expires_at: f.time()? }))
}

async fn count(conn: &mut Conn, tenant: TenantId, now: Timestamp) -> Result<i64> {
    conn.find(COUNT_ATTEMPTS, args![tenant, now]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn passed(conn: &mut Conn, tenant: TenantId, now: Timestamp) -> Result<Vec<ObjectId>> {
    conn.list(LIST_PASSED, args![tenant, now]).await?.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// The permission for a mailbox.
    find_grant(mailbox: MailboxId) -> Option<Grant> = find;
    /// Every permission.
    list_grants() -> Vec<Grant> = list;
    /// How many have ended.
    count_grants_ended() -> i64 = ended;
    /// Somebody on the way to a provider.
    find_oauth_attempt(id: AttemptId) -> Option<Attempt> = attempt;
    /// How many are on the way.
    count_oauth_attempts(now: Timestamp) -> i64 = count;
    /// What those wanted who did not come back in time.
    list_oauth_attempts_passed(now: Timestamp) -> Vec<ObjectId> = passed;
}

impl TenantTx {
    /// Keeps a permission, in the place of the one before.
    pub async fn put_grant(&mut self, g: &Grant) -> Result<()> {
        let row = args![
            self.tenant(),
            g.mailbox,
            g.provider,
            g.state,
            g.grant.object(),
            g.grant.as_bytes(),
            g.refreshed_at,
            g.ended_at,
            g.ended_code.as_deref(),
            g.asked_at,
            g.notices
        ];
        self.conn().insert(UPSERT, vec![row]).await.map(|_| ())
    }

    /// Whether a permission ended by then. Until this transaction ends nobody gives it anew.
    pub async fn hold_grant_ended(&mut self, mailbox: MailboxId, by: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), mailbox, by];
        Ok(self.conn().execute(HOLD_ENDED, args).await? > 0)
    }

    /// Removes a permission.
    pub async fn delete_grant(&mut self, mailbox: MailboxId) -> Result<()> {
        let args = args![self.tenant(), mailbox];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }

    /// Removes this very permission; false when another stands in its place, or none.
    pub async fn delete_grant_seen(&mut self, seen: &Grant) -> Result<bool> {
        let args = args![self.tenant(), seen.mailbox, seen.grant.object()];
        Ok(self.conn().execute(DELETE_SEEN, args).await? > 0)
    }

    /// Remembers who goes to a provider.
    pub async fn insert_oauth_attempt(&mut self, a: &Attempt) -> Result<()> {
        let row = args![self.tenant(), a.id, a.agent, a.content.object(), a.content.as_bytes(), a.expires_at];
        self.conn().insert(INSERT_ATTEMPT, vec![row]).await.map(|_| ())
    }

    /// Takes an attempt out: whoever does that, and nobody else, goes on with it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody was faster.
    pub async fn delete_oauth_attempt(&mut self, id: AttemptId) -> Result<()> {
        let args = args![self.tenant(), id];
        match self.conn().execute(DELETE_ATTEMPT, args).await? {
            0 => Err(StoreError::Conflict("attempt")),
            _ => Ok(()),
        }
    }

    /// Forgets those who did not come back in time.
    pub async fn delete_oauth_attempts_passed(&mut self, now: Timestamp) -> Result<u64> {
        let args = args![self.tenant(), now];
        self.conn().execute(DELETE_PASSED, args).await
    }
}

impl SystemStore {
    /// The tenant for which somebody went to a provider.
    pub async fn find_tenant_of_oauth_attempt(&self, id: AttemptId) -> Result<Option<TenantId>> {
        self.read().await?.find(TENANT_OF, args![id]).await?.map(|row| row.fields().id()).transpose()
    }
}
