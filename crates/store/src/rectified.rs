//! What was put right of people, sealed, beside the keyring: a backup of the data that is restored holds what was wrong.

use crate::db::{args, queries};
use crate::dialect::Reach;
use crate::{Keyring, Result};
use domain::record::ContactProfile;
use domain::{ContactId, ObjectId, Sealed, TenantScope, Timestamp};

queries! {
    FIND = "SELECT profile_object FROM rectified WHERE tenant_id = $1 AND contact_id = $2";
    PUT = "INSERT INTO rectified (tenant_id, contact_id, profile_object, profile_sealed, at_ms) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id, contact_id) DO UPDATE SET profile_object = excluded.profile_object, \
        profile_sealed = excluded.profile_sealed, at_ms = excluded.at_ms";
    LIST_AFTER = "SELECT contact_id, profile_object, profile_sealed, at_ms FROM rectified WHERE tenant_id = $1 AND contact_id > $2 \
        ORDER BY contact_id LIMIT $3";
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
}
