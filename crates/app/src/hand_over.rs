//! A business goes over to somebody else (C78): the keys of everything lie under the new one's KEK from then on, and the one
//! until then opens nothing of it. Whether that works is tried in a drill, on one company, of which nothing is changed.

use crate::backup::Plan;
use crate::{App, Ctx, Error, Result};
use crypto::{EnvKek, FileRootStore, Kek, KeyError, KeyFileError, Root, RootStore, SigningKey, Vault};
use domain::keyring::{WrappedBucketKey, WrappedKeys, WrappedLeafKey, WrappedTenantKey};
use domain::{TenantId, TenantScope};
use privacy::Act;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The form of a report.
const FORM: &str = "deskhero-key-drill-1";
/// Buckets read at once.
const BUCKETS_PER_READ: u32 = 500;
/// Keys of objects that are opened in a drill, at most.
const OBJECTS_PER_DRILL: u32 = 1_000;
/// Reports that are kept.
const REPORTS_MAX: usize = 100;

/// What a drill showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drilled {
    form: String,
    /// The company.
    pub tenant: TenantId,
    /// When.
    pub at_ms: i64,
    /// Buckets that were wrapped under the new key.
    pub buckets: usize,
    /// Leaf keys that opened under the new KEK.
    pub leaves: usize,
    /// Keys of objects that did.
    pub objects: usize,
    /// Keys at which the old KEK and the old keys were tried, in vain.
    pub refused: usize,
}

/// A report in its file.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    said: String,
    signature: Vec<u8>,
}

/// The keys of a company as they would be handed over.
struct Handed {
    tenants: Vec<WrappedTenantKey>,
    buckets: Vec<WrappedBucketKey>,
}

fn fault(what: &'static str) -> Error {
    Error::State { noun: "drill", state: what }
}

/// Tries the hand-over of a company's keys to a KEK that is made for it and forgotten. Nothing is written but the report, and
/// an event into the company's log. `kek` is the one in force.
///
/// # Errors
/// A refusal, a failure of the keyring or of a file, and [`Error::State`] where something opened that must not, or did not
/// that must.
pub async fn drill(app: &App, ctx: &Ctx, kek: &Arc<dyn Kek>) -> Result<Drilled> {
    let folder = app.settings().drill_folder.clone();
    let permit = app.permit(ctx, Act::KEYS_DRILL).await?;
    let tried = tried(app, ctx, kek).await;
    app.settle(permit).await?;
    let drilled = tried?;
    let said = serde_json::to_string(&drilled).map_err(|_| Error::NotFound("report"))?;
    let signature = app.vault().sign_receipt(said.as_bytes())?.to_vec();
    let report = serde_json::to_vec(&Report { said, signature }).map_err(|_| Error::NotFound("report"))?;
    let path = folder.join(format!("{}-{}.json", ctx.now.as_millis(), ctx.scope.tenant()));
    let written = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        std::io::Write::write_all(&mut file, &report)?;
        file.as_file().sync_all()?;
        file.persist(path).map(drop).map_err(|error| error.error)
    });
    written.await.map_err(|_| fault("unwritten"))?.map_err(|source| unwritten(&source))?;
    Ok(drilled)
}

fn unwritten(source: &std::io::Error) -> Error {
    tracing::error!(%source, "the report of a drill cannot be kept");
    fault("unwritten")
}

async fn tried(app: &App, ctx: &Ctx, kek: &Arc<dyn Kek>) -> Result<Drilled> {
    let scope = ctx.scope;
    let roots = app.roots().load()?.ok_or(Error::NotFound("root"))?;
    let old_epoch = roots.current.epoch();
    let new_root = Root::generate(old_epoch + 1)?;
    let theirs: Arc<dyn Kek> = Arc::new(EnvKek::generate().map_err(KeyFileError::from)?);
    let place = tempfile::tempdir().map_err(|source| unwritten(&source))?;
    let path = place.path().join("root.key");
    FileRootStore::new(path.clone(), Arc::clone(&theirs)).create(&new_root)?;

    let ours =
        WrappedKeys { tenants: app.keyring().list_tenant_keys(scope).await?, ..WrappedKeys::default() };
    let newest = ours.tenants.iter().map(|key| key.generation).max().ok_or(Error::NotFound("tenant key"))?;
    let handed = wrap_anew(app, scope, &roots.current, &new_root, &ours).await?;

    // Whoever takes over has the file with ROOT, the keys, and their KEK; no more.
    let taken = FileRootStore::new(path.clone(), theirs).load()?.ok_or(Error::NotFound("root"))?;
    let new = Vault::new(&taken.current, SigningKey::generate()?)?;
    new.admit(&WrappedKeys {
        tenants: handed.tenants.clone(),
        buckets: handed.buckets.clone(),
        ..WrappedKeys::default()
    })?;
    let leaves = leaves_opened(app, scope, &new, &handed).await?;
    let objects = objects_opened(app, scope, &new).await?;
    if leaves == 0 {
        return Err(fault("nothing-opened"));
    }

    let mut refused = 0;
    // The old KEK does not open the file.
    match FileRootStore::new(path, Arc::clone(kek)).load() {
        Err(_) => refused += 1,
        Ok(_) => return Err(fault("old-kek-opens")),
    }
    // Nor does the old ROOT a key of the company, even where it is said to lie under it.
    for key in &handed.tenants {
        let old = Vault::new(&roots.current, SigningKey::generate()?)?;
        let said = WrappedTenantKey { epoch: old_epoch, ..key.clone() };
        let tenants = vec![said];
        match old.admit(&WrappedKeys { tenants, ..WrappedKeys::default() }) {
            Err(KeyError::Tampered) => refused += 1,
            _ => return Err(fault("old-root-opens")),
        }
    }
    // Nor the company's old key what lies under it.
    let old = Vault::new(&roots.current, SigningKey::generate()?)?;
    if let Some(next) = &roots.next {
        old.add_root(next)?;
    }
    old.admit(&ours)?;
    for bucket in &handed.buckets {
        let said = WrappedBucketKey { tenant_generation: newest, ..bucket.clone() };
        let buckets = vec![said];
        match old.admit(&WrappedKeys { buckets, ..WrappedKeys::default() }) {
            Err(KeyError::Tampered) => refused += 1,
            _ => return Err(fault("old-key-opens")),
        }
    }
    Ok(Drilled {
        form: FORM.to_owned(),
        tenant: scope.tenant(),
        at_ms: ctx.now.as_millis(),
        buckets: handed.buckets.len(),
        leaves,
        objects,
        refused,
    })
}

/// Wraps what a company has under a new key below another ROOT, in memory.
async fn wrap_anew(
    app: &App,
    scope: TenantScope,
    current: &Root,
    next: &Root,
    ours: &WrappedKeys,
) -> Result<Handed> {
    let vault = Vault::new(current, SigningKey::generate()?)?;
    if let Some(prepared) = app.roots().load()?.and_then(|roots| roots.next) {
        vault.add_root(&prepared)?;
    }
    vault.admit(ours)?;
    vault.add_root(next)?;
    let mut keys = vault.draft(scope);
    keys.rotate_tenant()?;
    let mut after = None;
    loop {
        let buckets = app.keyring().list_bucket_keys_after(scope, after, BUCKETS_PER_READ).await?;
        let Some(last) = buckets.last() else { break };
        after = Some(last.bucket);
        for bucket in &buckets {
            keys.rewrap_bucket(bucket)?;
        }
    }
    let batch = keys.batch();
    Ok(Handed { tenants: batch.tenants.clone(), buckets: batch.buckets.clone() })
}

async fn leaves_opened(app: &App, scope: TenantScope, new: &Vault, handed: &Handed) -> Result<usize> {
    let mut opened = 0;
    for bucket in &handed.buckets {
        let leaves: Vec<WrappedLeafKey> =
            app.keyring().list_leaf_keys_of_bucket(scope, bucket.bucket).await?;
        opened += leaves.len();
        new.admit(&WrappedKeys { leaves, ..WrappedKeys::default() })?;
    }
    Ok(opened)
}

/// Keys of objects, each opened by whoever took over.
async fn objects_opened(app: &App, scope: TenantScope, new: &Vault) -> Result<usize> {
    let keys = app.keyring().list_object_keys_after(scope, None, OBJECTS_PER_DRILL).await?;
    let mut draft = new.draft(scope);
    for key in &keys {
        let leaves: Vec<_> = key.leaves.iter().map(|(leaf, _)| *leaf).collect();
        draft.rewrap(key, &leaves)?;
    }
    Ok(keys.len())
}

/// The reports that are kept, newest first; one that this Deskhero did not sign is nothing.
///
/// # Errors
/// A failure to read the folder.
pub(crate) fn reports(app: &App) -> Result<Vec<(PathBuf, Option<Drilled>)>> {
    let folder = &app.settings().drill_folder;
    let read = match std::fs::read_dir(folder) {
        Ok(read) => read,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unwritten(&error)),
    };
    let mut paths: Vec<PathBuf> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort_unstable();
    Ok(paths
        .into_iter()
        .rev()
        .take(REPORTS_MAX)
        .map(|path| (proved(app, &path), path))
        .map(|(a, b)| (b, a))
        .collect())
}

fn proved(app: &App, path: &Path) -> Option<Drilled> {
    let report: Report = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let key = app.vault().checkpoint_public_key();
    crypto::checkpoint::verify_receipt(report.said.as_bytes(), &report.signature, &key).ok()?;
    serde_json::from_str::<Drilled>(&report.said).ok().filter(|said| said.form == FORM)
}

/// The files that a KEK wraps, and the key of the backups.
#[derive(Debug)]
pub struct Files<'a> {
    /// The folder of the installation.
    pub folder: &'a Path,
    /// Where backups go, if they are made.
    pub backups: Option<&'a Plan>,
}

/// What a hand-over did.
#[derive(Debug, Clone, Serialize)]
pub struct HandedOver {
    /// Companies with a new key, the system's own among them.
    pub tenants: usize,
    /// The epoch of the new ROOT.
    pub epoch: i64,
    /// Files that lie under the new KEK now.
    pub files: usize,
}

/// Hands everything over to another KEK: each company gets a new key, under a new ROOT, and what the KEK wraps is wrapped under
/// the other one. Interrupted, it is run again; no server may run meanwhile.
///
/// # Errors
/// A refusal, a failure of the keyring, of a file or of the place of the backups; [`Error::State`] while another process
/// swaps ROOT.
pub async fn hand_over(
    app: &App,
    ctx: &Ctx,
    files: Files<'_>,
    (from, to): (&Arc<dyn Kek>, &dyn Kek),
) -> Result<HandedOver> {
    let permit = app.permit(ctx, Act::KEYS_HAND_OVER).await?;
    let renewed = crate::erasure::renew_all_keys(app, ctx.now).await;
    app.settle(permit).await?;
    let (tenants, epoch) = renewed?.ok_or(Error::State { noun: "root", state: "busy" })?;
    Ok(HandedOver { tenants, epoch, files: hand_over_files(files, (from, to)).await? })
}

/// The second half: what the KEK wraps. With one file under each KEK the program starts with neither, so whoever was
/// interrupted here goes on here. Returns how many files were wrapped anew.
///
/// # Errors
/// As [`hand_over`].
pub async fn hand_over_files(files: Files<'_>, (from, to): (&Arc<dyn Kek>, &dyn Kek)) -> Result<usize> {
    let mut done =
        usize::from(SigningKey::hand_over(&files.folder.join("audit-signing.key"), from.as_ref(), to)?);
    if let Some(plan) = files.backups {
        done += plan.hand_over(to).await?;
    }
    done += usize::from(FileRootStore::new(files.folder.join("root.key"), Arc::clone(from)).hand_over(to)?);
    Ok(done)
}
