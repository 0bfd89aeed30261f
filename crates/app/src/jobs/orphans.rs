//! Ends keys of objects that nothing has: a crash between keys and data leaves some, and one between new data and the
//! end of the old key does. They open nothing that is there, but backups may hold what they open: so they end like those
//! of whatever was replaced. What a backup is not to open either (passwords, permissions, drafts) goes at once.

use crate::tenant::Apart;
use crate::{App, Result, keys, tenant};
use domain::keyring::{LeafKind, WrappedObjectKey};
use domain::{ObjectId, TenantScope};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// How often. A key goes at the second look that finds nothing, so a write has at least this long to end, in
/// time that this machine was awake.
const EVERY: Duration = Duration::from_secs(3600);
/// Younger keys are not looked at, in milliseconds.
const AGE_MIN_MS: i64 = 3_600_000;
/// Keys read at once.
const KEYS_PER_READ: u32 = 500;
/// More than so many of one tenant is no crash: older data has been put beside a newer keyring. Nothing is
/// destroyed then, since the newer data may come back.
const ORPHANS_MAX: usize = 10_000;

/// What one process knows from earlier rounds.
#[derive(Debug, Default)]
pub struct Sweep {
    tenants: HashMap<TenantScope, Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// Objects that nothing had at the last look.
    suspects: BTreeSet<ObjectId>,
    /// Up to which object keys were looked at.
    upto: Option<ObjectId>,
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut sweep = Sweep::default();
    loop {
        // First of all: the first round goes through every key, and a start has better things to do.
        tokio::time::sleep(EVERY).await;
        match sweep.round(&app).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "ended keys of objects that nothing has"),
            Err(error) => tracing::error!(%error, "the sweep of keys failed"),
        }
    }
}

impl Sweep {
    /// One look at every tenant; returns how many keys were ended.
    ///
    /// # Errors
    /// The keyring's or the store's failure; the next round looks again.
    pub async fn round(&mut self, app: &App) -> Result<u64> {
        let (mut ended, mut apart) = (0, Apart::default());
        for info in tenant::list(app).await? {
            let seen = self.tenants.entry(info.scope).or_default();
            ended += apart.of(info.scope, sweep_of(app, info.scope, seen).await).unwrap_or_default();
        }
        apart.end()?;
        Ok(ended)
    }
}

async fn sweep_of(app: &App, scope: TenantScope, seen: &mut Seen) -> Result<u64> {
    let ended = end_suspects(app, scope, seen).await?;
    look_further(app, scope, seen).await?;
    Ok(ended + end_kept(app, scope).await?)
}

/// Ends the keys of those suspects that nothing has at this second look either.
async fn end_suspects(app: &App, scope: TenantScope, seen: &mut Seen) -> Result<u64> {
    if seen.suspects.len() > ORPHANS_MAX {
        let (tenant, keys) = (scope.tenant(), seen.suspects.len());
        tracing::error!(%tenant, keys, "so many keys open nothing: is this older data? none is destroyed");
        return Ok(0);
    }
    let mut ended = 0;
    let suspects: Vec<ObjectId> = seen.suspects.iter().copied().collect();
    for some in suspects.chunks(KEYS_PER_READ as usize) {
        let keys = app.keyring().list_object_keys(scope, some).await?;
        let orphans = app.store().tenant(scope).list_orphans(&keys).await?;
        let (at_once, replaced) = orphans.into_iter().partition::<Vec<_>, _>(|object| {
            keys.iter().any(|key| key.object == *object && goes_at_once(key))
        });
        keys::replaced(app, scope, &replaced).await?;
        ended += replaced.len() as u64 + app.keyring().delete_unkept_object_keys(scope, &at_once).await?;
        for object in some {
            seen.suspects.remove(object);
        }
    }
    Ok(ended)
}

/// Passwords, permissions and cursors depend on a mailbox alone; drafts, and what an agent is let in by, on the agent.
fn goes_at_once(key: &WrappedObjectKey) -> bool {
    let is_of = |kind: LeafKind| key.leaves.iter().any(|(leaf, _)| leaf.kind == kind);
    is_of(LeafKind::Agent) || (is_of(LeafKind::Mailbox) && key.leaves.len() == 1)
}

/// Destroys the keys of what was replaced so long ago that no backup holds it. What is in use again, since a backup was
/// restored, is kept like anything else.
async fn end_kept(app: &App, scope: TenantScope) -> Result<u64> {
    let mut destroyed = 0;
    loop {
        let keys = app.keyring().list_kept_passed(scope, app.now(), KEYS_PER_READ).await?;
        if keys.is_empty() {
            return Ok(destroyed);
        }
        let orphans = app.store().tenant(scope).list_orphans(&keys).await?;
        let in_use: Vec<ObjectId> =
            keys.iter().map(|key| key.object).filter(|object| !orphans.contains(object)).collect();
        app.keyring().keep_object_keys(scope, &in_use, None).await?;
        destroyed += app.keyring().delete_object_keys(scope, &orphans).await?;
    }
}

/// Looks at the keys that have become old enough since the last round.
async fn look_further(app: &App, scope: TenantScope, seen: &mut Seen) -> Result<()> {
    let before = app.now().plus_millis(-AGE_MIN_MS);
    loop {
        let mut keys = app.keyring().list_object_keys_after(scope, seen.upto, KEYS_PER_READ).await?;
        let read = keys.len();
        keys.retain(|key| key.object.generated_at() < before);
        let Some(last) = keys.last().map(|key| key.object) else { return Ok(()) };
        seen.suspects.extend(app.store().tenant(scope).list_orphans(&keys).await?);
        seen.upto = Some(last);
        if keys.len() < read {
            return Ok(());
        }
    }
}
