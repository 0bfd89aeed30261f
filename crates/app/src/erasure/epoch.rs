//! The end of every key above what was destroyed: its bucket, the tenant's key, ROOT. An older copy of the keyring holds
//! them wrapped under a ROOT that is nowhere any more; today's ROOT opens nothing in it. Many erasures share one turn.

use crate::{App, Error, Result, keys};
use crypto::Root;
use domain::keyring::WrappedKeys;
use domain::{TenantId, TenantScope, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Buckets emptied at once.
const BUCKETS_PER_READ: u32 = 16;
/// A turn takes no longer, or somebody else goes on with it.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// Ends the keys above everything that was destroyed until now. Returns the epoch of the new ROOT; nothing while another
/// process does it.
///
/// # Errors
/// The keyring's failure, or that of the file with ROOT; done again, it goes on.
pub async fn turn(app: &App, now: Timestamp) -> Result<Option<i64>> {
    let (system, holder) = (app.store().system(), app.node());
    if !system.acquire_lease("root", holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    let turned = turn_alone(app, now).await;
    system.release_lease("root", holder).await?;
    turned.map(Some)
}

async fn turn_alone(app: &App, now: Timestamp) -> Result<i64> {
    for tenant in app.keyring().list_tenants_retiring().await? {
        let scope = TenantScope::of(tenant);
        let _turn = app.tenant_turn(scope).await;
        empty_buckets(app, scope, now).await?;
        keys::renew(app, scope).await?;
    }
    swap(app).await
}

/// A new key for every tenant, the system's own too, under a new ROOT; the ones before are destroyed. Nothing while another
/// process does the like.
///
/// # Errors
/// As [`turn`].
pub(crate) async fn renew_all(app: &App, now: Timestamp) -> Result<Option<(usize, i64)>> {
    let (system, holder) = (app.store().system(), app.node());
    if !system.acquire_lease("root", holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    let renewed = renew_each(app).await;
    system.release_lease("root", holder).await?;
    renewed.map(Some)
}

async fn renew_each(app: &App) -> Result<(usize, i64)> {
    let tenants: BTreeSet<TenantId> =
        app.keyring().list_all_tenant_keys().await?.into_iter().map(|key| key.tenant).collect();
    for tenant in &tenants {
        let scope = TenantScope::of(*tenant);
        let _turn = app.tenant_turn(scope).await;
        keys::renew(app, scope).await?;
    }
    Ok((tenants.len(), swap(app).await?))
}

/// Moves what stays in the buckets that are going away into new ones, and ends those.
async fn empty_buckets(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    app.load_tenant(scope).await?;
    loop {
        let buckets = app.keyring().list_retiring_buckets(scope, BUCKETS_PER_READ).await?;
        if buckets.is_empty() {
            return Ok(());
        }
        let tenants = app.keyring().list_tenant_keys(scope).await?;
        for bucket in buckets {
            let leaves = app.keyring().list_leaf_keys_of_bucket(scope, bucket.bucket).await?;
            let id = bucket.bucket;
            let (tenants, buckets) = (tenants.clone(), vec![bucket]);
            let read = WrappedKeys { tenants, buckets, leaves, ..WrappedKeys::default() };
            app.vault().admit(&read)?;
            let mut keys = app.vault().draft(scope);
            for leaf in &read.leaves {
                keys.move_leaf(now, leaf)?;
            }
            app.keyring().commit(keys.batch()).await?;
            app.vault().publish(keys);
            app.keyring().delete_empty_bucket(scope, id).await?;
        }
    }
}

/// Puts another ROOT in the place of the one in force, which is destroyed. One that was interrupted goes on.
async fn swap(app: &App) -> Result<i64> {
    let roots = app.roots().load()?.ok_or(Error::NotFound("root"))?;
    let next = match roots.next {
        Some(next) => next,
        None => {
            let next = Root::generate(roots.current.epoch() + 1)?;
            app.roots().prepare(&next)?;
            next
        }
    };
    let epoch = next.epoch();
    app.vault().add_root(&next)?;
    // From here on nobody wraps a tenant's key under the one before.
    app.keyring().put_root_epoch(epoch).await?;
    loop {
        let mut old = app.keyring().list_all_tenant_keys().await?;
        old.retain(|key| key.epoch < epoch);
        if old.is_empty() {
            break;
        }
        let mut by_tenant: BTreeMap<TenantId, Vec<_>> = BTreeMap::new();
        for key in old {
            by_tenant.entry(key.tenant).or_default().push(key);
        }
        for (tenant, generations) in by_tenant {
            let mut keys = app.vault().draft(TenantScope::of(tenant));
            for key in &generations {
                keys.rewrap_tenant(key)?;
            }
            app.keyring().commit(keys.batch()).await?;
            app.vault().publish(keys);
        }
    }
    app.roots().commit(epoch)?;
    app.vault().drop_roots_before(epoch);
    Ok(epoch)
}
