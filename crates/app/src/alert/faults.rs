//! Alerts about the log itself: what lies in the second place is not what stands here, or a head cannot be signed. They
//! are raised in the log's own tenant and in the system's.

use super::{Raised, raise};
use crate::tenant::TenantInfo;
use crate::{App, Result, operator};
use domain::{AlertRule, TenantScope};
use std::path::{Path, PathBuf};

/// Files of one tenant that are read for its newest checkpoint: others of its name were another company's.
const FILES_MAX: usize = 1_000;

/// Tells of something about a log. What cannot be told is logged.
pub(crate) async fn log_fault(app: &App, scope: TenantScope, rule: AlertRule) {
    if let Err(error) = tell_both(app, scope, rule).await {
        tracing::error!(tenant = %scope.tenant(), rule = rule.as_str(), %error, "an alert cannot be raised");
    }
}

/// Raises an alert about what nobody did, in the tenant.
///
/// # Errors
/// The failure of a store, or of a log.
pub(crate) async fn tell(app: &App, scope: TenantScope, rule: AlertRule) -> Result<()> {
    raise(app, scope, vec![Raised::of_log(rule, Vec::new(), app.now())], None).await.map(drop)
}

/// Raises an alert about what nobody did, in the tenant and in the system, which is told of whom it is: in each, whatever
/// becomes of the other.
///
/// # Errors
/// The failure of a store, or of a log.
pub(crate) async fn tell_both(app: &App, scope: TenantScope, rule: AlertRule) -> Result<()> {
    let one = Raised::of_log(rule, Vec::new(), app.now());
    let theirs = raise(app, scope, vec![one.clone()], None).await;
    if scope != operator::SCOPE {
        let one = Raised { tenants: vec![scope.tenant()], ..one };
        raise(app, operator::SCOPE, vec![one], None).await?;
    }
    theirs.map(drop)
}

/// The tenants whose newest checkpoint in the second place is not one of their log; none without a second place.
///
/// # Errors
/// A store's failure.
pub(crate) async fn checkpoints(app: &App, all: &[TenantInfo]) -> Result<Vec<TenantScope>> {
    let Some(folder) = &app.settings().checkpoint_folder else { return Ok(Vec::new()) };
    if !folder.exists() {
        // Nothing was signed yet.
        return Ok(Vec::new());
    }
    let Ok(names) = names(folder) else {
        return Ok(vec![operator::SCOPE]);
    };
    let mut wrong = Vec::new();
    for info in all {
        if !agrees(app, info, &names).await? {
            wrong.push(info.scope);
        }
    }
    Ok(wrong)
}

/// The files, the newest first.
fn names(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut names =
        std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<PathBuf>>>()?;
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names)
}

async fn agrees(app: &App, info: &TenantInfo, names: &[PathBuf]) -> Result<bool> {
    let own = |path: &&PathBuf| {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_file = path.extension().is_some_and(|ending| ending == crate::audit::CHECKPOINT_ENDING);
        is_file && stem.rsplit_once('-').is_some_and(|(slug, _)| slug == info.slug)
    };
    let store = app.store().tenant(info.scope);
    for path in names.iter().filter(own).take(FILES_MAX) {
        let Ok(bytes) = std::fs::read(path) else { return Ok(false) };
        let Ok(signed) = crypto::Checkpoint::from_bytes(&bytes) else { return Ok(false) };
        if signed.tenant != info.scope.tenant() {
            continue;
        }
        let size = i64::try_from(signed.size).unwrap_or(i64::MAX);
        let row = store.list_checkpoints(size - 1, 1).await?.into_iter().find(|row| row.size == size);
        let is_ours = row.is_some_and(|row| row.root == signed.root);
        let is_whole = store.get_audit_head().await?.size >= signed.size;
        return Ok(is_ours && is_whole && app.vault().verify_checkpoint(&signed).is_ok());
    }
    Ok(true)
}
