//! Keys: numbers and rotation.

use crate::{App, Ctx, Result};
use domain::keyring::{WrappedBucketKey, WrappedKeys};
use domain::{TenantId, TenantScope, Timestamp};
use privacy::Act;

/// Buckets read at once.
const BUCKETS_PER_READ: u32 = 500;

/// What a rotation did.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Rotated {
    /// The tenant.
    pub tenant: TenantId,
    /// Its key's generation now.
    pub generation: i64,
    /// Buckets that are wrapped under the new key now.
    pub buckets: usize,
}

/// Numbers of the keyring.
///
/// # Errors
/// The keyring's failure.
pub async fn status(app: &App) -> Result<store::KeyCounts> {
    Ok(app.keyring().count_keys().await?)
}

/// Makes a new tenant key, wraps every bucket under it, and destroys the old one.
///
/// # Errors
/// A refusal or the keyring's failure.
pub async fn rotate(app: &App, scope: TenantScope, now: Timestamp) -> Result<Rotated> {
    let ctx = Ctx::operator(scope, now);
    let permit = app.permit(&ctx, Act::KEYS_ROTATE).await?;
    let _turn = app.tenant_turn(scope).await;
    app.load_tenant(scope).await?;
    let mut keys = app.vault().draft(scope);
    let buckets = every_bucket(app, scope).await?;
    let tenants = app.keyring().list_tenant_keys(scope).await?;
    app.vault().admit(&WrappedKeys { tenants, buckets: buckets.clone(), ..WrappedKeys::default() })?;
    let generation = keys.rotate_tenant()?;
    for bucket in &buckets {
        keys.rewrap_bucket(bucket)?;
    }
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    for old in app.keyring().list_tenant_keys(scope).await?.iter().filter(|key| key.generation < generation) {
        app.keyring().delete_tenant_key(scope, old.generation).await?;
    }
    app.settle(permit).await?;
    Ok(Rotated { tenant: scope.tenant(), generation, buckets: buckets.len() })
}

async fn every_bucket(app: &App, scope: TenantScope) -> Result<Vec<WrappedBucketKey>> {
    let mut all: Vec<WrappedBucketKey> = Vec::new();
    loop {
        let after = all.last().map(|bucket| bucket.bucket);
        let page = app.keyring().list_bucket_keys_after(scope, after, BUCKETS_PER_READ).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
