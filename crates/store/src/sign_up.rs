//! Asking for an account: who asked, until they prove their address.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::keyring::Tag;
use domain::record::SignUpContent;
use domain::{Sealed, TenantId, Timestamp};

queries! {
    INSERT_SIGN_UP = "INSERT INTO sign_up (tenant_id, tag, content_object, content_sealed, asked_at_ms, expires_at_ms) @rows";
    FIND_SIGN_UP = "SELECT tag, content_object, content_sealed, asked_at_ms, expires_at_ms FROM sign_up \
        WHERE tenant_id = $1 AND tag = $2 AND expires_at_ms > $3";
    COUNT_SIGN_UPS = "SELECT COUNT(*) FROM sign_up WHERE tenant_id = $1 AND expires_at_ms > $2";
    DELETE_SIGN_UP = "DELETE FROM sign_up WHERE tenant_id = $1 AND tag = $2";
    DELETE_EXPIRED = "DELETE FROM sign_up WHERE expires_at_ms <= $1";
}

/// Who asked for an account.
#[derive(Debug, Clone)]
pub struct SignUp {
    /// Digest of the secret in their link.
    pub tag: Tag,
    /// Who, for which company, and what they accepted.
    pub content: Sealed<SignUpContent>,
    /// When.
    pub asked_at: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
}

async fn find_sign_up(conn: &mut Conn, tenant: TenantId, tag: Tag, now: Timestamp) -> Result<Option<SignUp>> {
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(SignUp { tag: f.tag()?, content: f.sealed()?, asked_at: f.time()?, expires_at: f.time()? })
    };
    conn.find(FIND_SIGN_UP, args![tenant, tag, now]).await?.as_ref().map(read).transpose()
}

async fn count_sign_ups(conn: &mut Conn, tenant: TenantId, now: Timestamp) -> Result<i64> {
    let row = conn.find(COUNT_SIGN_UPS, args![tenant, now]).await?;
    row.ok_or(StoreError::Corrupt("count of sign-ups"))?.fields().i64()
}

reads! {
    /// Who asked under this link, while it works.
    find_sign_up(tag: Tag, now: Timestamp) -> Option<SignUp> = find_sign_up;
    /// How many have asked and not proved their address yet.
    count_sign_ups(now: Timestamp) -> i64 = count_sign_ups;
}

impl TenantTx {
    /// Keeps that somebody asked.
    pub async fn insert_sign_up(&mut self, s: &SignUp) -> Result<()> {
        let row =
            args![self.tenant(), s.tag, s.content.object(), s.content.as_bytes(), s.asked_at, s.expires_at];
        self.conn().insert(INSERT_SIGN_UP, vec![row]).await.map(|_| ())
    }

    /// Uses a link up; `false` when somebody else has.
    pub async fn delete_sign_up(&mut self, tag: Tag) -> Result<bool> {
        let args = args![self.tenant(), tag];
        Ok(self.conn().execute(DELETE_SIGN_UP, args).await? == 1)
    }
}

impl SystemStore {
    /// Removes what nobody proved in time; their keys belong to nothing then, and are swept.
    pub async fn delete_expired_sign_ups(&self, now: Timestamp) -> Result<u64> {
        self.write(DELETE_EXPIRED, args![now]).await
    }
}
