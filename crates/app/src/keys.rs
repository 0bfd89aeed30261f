//! Keys: numbers and rotation.

use crate::{App, Ctx, Result};
use domain::keyring::WrappedKeys;
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
    let (generation, buckets) = renew(app, scope).await?;
    app.settle(permit).await?;
    Ok(Rotated { tenant: scope.tenant(), generation, buckets })
}

/// The same, for whoever has the tenant's turn. What another process puts under the old key meanwhile is wrapped anew too:
/// the old key goes only when nothing is under it.
///
/// # Errors
/// The keyring's failure; done again, it goes on.
pub(crate) async fn renew(app: &App, scope: TenantScope) -> Result<(i64, usize)> {
    app.load_tenant(scope).await?;
    let mut keys = app.vault().draft(scope);
    let generation = keys.rotate_tenant()?;
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    let mut wrapped = 0;
    loop {
        let buckets = app.keyring().list_buckets_before(scope, generation, BUCKETS_PER_READ).await?;
        if buckets.is_empty() {
            if app.keyring().delete_tenant_keys_before(scope, generation).await? {
                break;
            }
            continue;
        }
        wrapped += buckets.len();
        let tenants = app.keyring().list_tenant_keys(scope).await?;
        app.vault().admit(&WrappedKeys { tenants, buckets: buckets.clone(), ..WrappedKeys::default() })?;
        let mut keys = app.vault().draft(scope);
        for bucket in &buckets {
            keys.rewrap_bucket(bucket)?;
        }
        app.keyring().commit(keys.batch()).await?;
        app.vault().publish(keys);
    }
    app.vault().retire_tenant_before(scope, generation);
    Ok((generation, wrapped))
}
