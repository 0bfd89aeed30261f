//! What was put right of people, sealed, beside the keyring: a backup of the data that is restored holds what was wrong.

use crate::db::{args, queries};
use crate::dialect::Reach;
use crate::{Keyring, Result};
use domain::record::{AgentProfile, ContactProfile};
use domain::{AgentId, ContactId, ObjectId, Sealed, TenantScope, Timestamp};

queries! {
    FIND = "SELECT profile_object FROM rectified WHERE tenant_id = $1 AND contact_id = $2";
    PUT = "INSERT INTO rectified (tenant_id, contact_id, profile_object, profile_sealed, at_ms) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id, contact_id) DO UPDATE SET profile_object = excluded.profile_object, \
        profile_sealed = excluded.profile_sealed, at_ms = excluded.at_ms";
    LIST_AFTER = "SELECT contact_id, profile_object, profile_sealed, at_ms FROM rectified WHERE tenant_id = $1 AND contact_id > $2 \
        ORDER BY contact_id LIMIT $3";
    FIND_ACCOUNT = "SELECT profile_object FROM rectified_account WHERE tenant_id = $1 AND agent_id = $2";
    PUT_ACCOUNT = "INSERT INTO rectified_account (tenant_id, agent_id, profile_object, profile_sealed, at_ms) \
        VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id, agent_id) DO UPDATE SET profile_object = excluded.profile_object, \
        profile_sealed = excluded.profile_sealed, at_ms = excluded.at_ms";
    LIST_ACCOUNTS = "SELECT agent_id, profile_object, profile_sealed, at_ms FROM rectified_account WHERE tenant_id = $1 \
        ORDER BY agent_id";
    DELETE_ACCOUNT = "DELETE FROM rectified_account WHERE tenant_id = $1 AND agent_id = $2";
}

/// What is right of a person.
#[derive(Debug, Clone)]
pub struct RectifiedProfile {
    /// Whose it is.
    pub contact: ContactId,
    /// Their profile, sealed under their leaf alone.
    pub profile: Sealed<ContactProfile>,
    /// When it was put right.
    pub at: Timestamp,
}

/// What is right of an agent's account.
#[derive(Debug, Clone)]
pub struct RectifiedAccount {
    /// Whose it is.
    pub agent: AgentId,
    /// Their profile, sealed under their leaf alone.
    pub profile: Sealed<AgentProfile>,
    /// When it was put right.
    pub at: Timestamp,
}

impl Keyring {
    /// Remembers what is right of a person; returns the object that stood there before.
    pub async fn put_rectified(
        &self,
        scope: TenantScope,
        new: &RectifiedProfile,
    ) -> Result<Option<ObjectId>> {
        let t = scope.tenant();
        let mut tx = self.db.begin(Reach::System).await?;
        let before = tx.find(FIND, args![t, new.contact]).await?;
        let before = before.map(|row| row.fields().id()).transpose()?;
        let profile = new.profile.as_bytes().to_vec();
        tx.execute(PUT, args![t, new.contact, new.profile.object(), profile, new.at]).await?;
        tx.commit().await?;
        Ok(before)
    }

    /// What is right of people, after a person, in order.
    pub async fn list_rectified(
        &self,
        scope: TenantScope,
        after: Option<ContactId>,
        limit: u32,
    ) -> Result<Vec<RectifiedProfile>> {
        let after = after.map_or([0; 16], |id| *id.as_bytes());
        let rows = self.read().await?.list(LIST_AFTER, args![scope.tenant(), after, limit]).await?;
        let read = |row: &crate::db::Row| {
            let mut f = row.fields();
            Ok(RectifiedProfile { contact: f.id()?, profile: f.sealed()?, at: f.time()? })
        };
        rows.iter().map(read).collect()
    }

    /// Remembers what is right of an account; returns the object that stood there before.
    pub async fn put_rectified_account(
        &self,
        scope: TenantScope,
        new: &RectifiedAccount,
    ) -> Result<Option<ObjectId>> {
        let t = scope.tenant();
        let mut tx = self.db.begin(Reach::System).await?;
        let before = tx.find(FIND_ACCOUNT, args![t, new.agent]).await?;
        let before = before.map(|row| row.fields().id()).transpose()?;
        let profile = new.profile.as_bytes().to_vec();
        tx.execute(PUT_ACCOUNT, args![t, new.agent, new.profile.object(), profile, new.at]).await?;
        tx.commit().await?;
        Ok(before)
    }

    /// What is right of a tenant's accounts.
    pub async fn list_rectified_accounts(&self, scope: TenantScope) -> Result<Vec<RectifiedAccount>> {
        let rows = self.read().await?.list(LIST_ACCOUNTS, args![scope.tenant()]).await?;
        let read = |row: &crate::db::Row| {
            let mut f = row.fields();
            Ok(RectifiedAccount { agent: f.id()?, profile: f.sealed()?, at: f.time()? })
        };
        rows.iter().map(read).collect()
    }

    /// Forgets what was right of an account.
    pub async fn delete_rectified_account(&self, scope: TenantScope, agent: AgentId) -> Result<()> {
        let mut tx = self.db.begin(Reach::System).await?;
        tx.execute(DELETE_ACCOUNT, args![scope.tenant(), agent]).await?;
        tx.commit().await
    }
}
