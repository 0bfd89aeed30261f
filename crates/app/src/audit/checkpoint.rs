//! Signed heads of the log: kept beside it, and in a second place that the operator names, so that whoever cuts the
//! log or signs another one is found by what lies there.

use crate::tenant::TenantInfo;
use crate::{App, Ctx, Error, Result};
use domain::{TenantId, Timestamp};
use privacy::Act;
use std::collections::HashMap;
use std::path::Path;

/// How the files of the second place end.
pub(crate) const ENDING: &str = "checkpoint";

/// Signs the head of a tenant's log, if it has grown since the last checkpoint, and writes it to the second place.
///
/// # Errors
/// A store's failure, or the second place's.
pub async fn checkpoint(app: &App, info: &TenantInfo, now: Timestamp) -> Result<Option<crypto::Checkpoint>> {
    let scope = info.scope;
    let store = app.store().tenant(scope);
    let head = store.get_audit_head().await?;
    let size = i64::try_from(head.size).unwrap_or(i64::MAX);
    if size == 0 || store.find_last_checkpoint().await?.is_some_and(|last| last.size >= size) {
        return Ok(None);
    }
    let signed = app.vault().sign_checkpoint(scope.tenant(), head.size, head.root, now)?;
    let mut tx = store.begin().await?;
    let row = store::Checkpoint { size, root: head.root, signature: signed.to_bytes()?, at: now };
    tx.insert_checkpoint(&row).await?;
    tx.commit().await?;
    if let Some(folder) = &app.settings().checkpoint_folder {
        let name = format!("{}-{:012}.{ENDING}", info.slug, signed.size);
        let bytes = signed.to_bytes()?;
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(folder.join(name), bytes))?;
    }
    Ok(Some(signed))
}

/// The newest signed head of the caller's log, for keeping elsewhere.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn newest_checkpoint(app: &App, ctx: &Ctx) -> Result<crypto::Checkpoint> {
    let permit = app.permit(ctx, Act::AUDIT_READ).await?;
    app.settle(permit).await?;
    signed(app, ctx).await
}

/// Signs the head as it is now, and returns the newest checkpoint.
pub(super) async fn signed(app: &App, ctx: &Ctx) -> Result<crypto::Checkpoint> {
    let info = match ctx.scope == crate::operator::SCOPE {
        true => crate::operator::info(),
        false => crate::tenant::find(app, ctx.scope).await?.ok_or(Error::NotFound("tenant"))?,
    };
    if let Some(signed) = checkpoint(app, &info, ctx.now).await? {
        return Ok(signed);
    }
    let last = app.store().tenant(ctx.scope).find_last_checkpoint().await?;
    let last = last.ok_or(Error::NotFound("checkpoint"))?;
    crypto::Checkpoint::from_bytes(&last.signature).map_err(|_| Error::LogBroken)
}

/// What lies in the second place: checkpoints by tenant, and the names of files that are none.
#[derive(Debug, Default)]
pub(super) struct SecondPlace {
    pub(super) by_tenant: HashMap<TenantId, Vec<crypto::Checkpoint>>,
    pub(super) unreadable: Vec<String>,
}

/// Reads the second place.
pub(super) fn second_place(folder: &Path) -> std::io::Result<SecondPlace> {
    let mut found = SecondPlace::default();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_none_or(|ending| ending != ENDING) {
            continue;
        }
        match crypto::Checkpoint::from_bytes(&std::fs::read(&path)?) {
            Ok(one) => found.by_tenant.entry(one.tenant).or_default().push(one),
            Err(_) => {
                found.unreadable.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned())
            }
        }
    }
    found.unreadable.sort_unstable();
    Ok(found)
}
