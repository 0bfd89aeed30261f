//! Keys: numbers and rotation.

use crate::{App, Ctx, Result};
use domain::keyring::{LeafRef, WrappedKeys, WrappedObjectKey};
use domain::limits::BACKUP_DAYS_DEFAULT;
use domain::{ObjectId, TenantId, TenantScope, Timestamp};
use privacy::Act;
use std::collections::HashSet;
use store::Condemned;

/// Buckets read at once.
const BUCKETS_PER_READ: u32 = 500;
/// Keys of what was replaced that are read at once.
const KEPT_PER_READ: u32 = 1_000;
const DAY_MS: i64 = 24 * 3_600_000;

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

/// The public key of receipts and checkpoints, hex: to be kept where whoever checks them can trust it.
#[must_use]
pub fn public_key(app: &App) -> String {
    app.vault().checkpoint_public_key().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Ends the keys of what was replaced when no backup can hold it any more: until then one that is restored finds what it
/// saw. What is erased is not replaced: its keys go at once.
///
/// # Errors
/// The keyring's failure; then the sweep finds them.
pub(crate) async fn replaced(app: &App, scope: TenantScope, objects: &[ObjectId]) -> Result<()> {
    if objects.is_empty() {
        return Ok(());
    }
    let plan = app.settings().backups.as_ref();
    let days = plan.map_or(BACKUP_DAYS_DEFAULT, |plan| plan.retention_days);
    let until = app.now().plus_millis(i64::from(days) * DAY_MS);
    Ok(app.keyring().keep_object_keys(scope, objects, Some(until)).await?)
}

/// Destroys the keys of everything of some conversations that was replaced: what goes out of them goes out of what they
/// said before, too. Returns how many there were. It goes through all that is kept, so it is asked once for many.
///
/// # Errors
/// The keyring's failure; done again, it goes on.
pub(crate) async fn end_replaced(app: &App, scope: TenantScope, leaves: &HashSet<LeafRef>) -> Result<u64> {
    end_kept(app, scope, |key| key.leaves.iter().any(|(leaf, _)| leaves.contains(leaf))).await
}

/// Destroys the keys of everything that was replaced and depended on this leaf alone: earlier passwords and permissions of
/// a mailbox that go with the last of them. Returns how many there were.
///
/// # Errors
/// The keyring's failure; done again, it goes on.
pub(crate) async fn end_replaced_of(app: &App, scope: TenantScope, leaf: LeafRef) -> Result<u64> {
    end_kept(app, scope, |key| matches!(key.leaves.as_slice(), [(only, _)] if *only == leaf)).await
}

async fn end_kept(app: &App, scope: TenantScope, is_it: impl Fn(&WrappedObjectKey) -> bool) -> Result<u64> {
    let (mut gone, mut after) = (0, None);
    loop {
        let keys = app.keyring().list_kept_object_keys(scope, after, KEPT_PER_READ).await?;
        let Some(last) = keys.last() else { return Ok(gone) };
        after = Some(last.object);
        let objects: Vec<ObjectId> = keys.iter().filter(|key| is_it(key)).map(|key| key.object).collect();
        gone += app.keyring().destroy(scope, &Condemned { objects, ..Condemned::default() }).await?;
    }
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
