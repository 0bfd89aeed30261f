//! Removes backups whose time is over, and pieces that no backup names any more (C44, C45).

use super::alone::Alone;
use super::{Setup, list};
use crate::backup::place::piece_at;
use crate::{App, Error, Result, operator};
use crypto::PieceName;
use domain::Timestamp;
use privacy::Act;
use serde::Serialize;
use std::collections::HashSet;

/// What was removed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pruned {
    /// Backups whose time was over.
    pub backups: u64,
    /// Backups that are left.
    pub left: u64,
    /// Pieces that nothing named any more.
    pub pieces: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Why no piece was removed: a backup that cannot be read may need any of them.
    pub fault: Option<String>,
}

/// Removes what has to go. No backup is under way meanwhile, so a piece that nothing names is no one's.
///
/// # Errors
/// [`super::Fault::Busy`], a failure of the place.
pub async fn prune(app: &App, setup: &Setup, now: Timestamp) -> Result<Pruned> {
    let mut alone = Alone::begin(app, setup).await?;
    let pruned = work(app, setup, &mut alone, now).await;
    alone.end(app).await?;
    let pruned = pruned?;
    if pruned.backups > 0 {
        super::log(app, operator::SCOPE, Act::BACKUP_REMOVE).await?;
    }
    Ok(pruned)
}

async fn work(app: &App, setup: &Setup, alone: &mut Alone, now: Timestamp) -> Result<Pruned> {
    let (mut out, mut named) = (Pruned::default(), HashSet::<PieceName>::new());
    for id in list::ids(&setup.place).await? {
        // By its name: one that cannot be read has to go in time, too.
        let is_over = list::time_of(&id).is_some_and(|at| list::expires(at, setup.retention_days) <= now);
        if is_over {
            setup.place.delete(&list::path(&id)).await?;
            out.backups += 1;
            continue;
        }
        out.left += 1;
        match list::read(&setup.place, &setup.key, app.vault(), &id).await {
            Ok(list) => named.extend(list.pieces().map(list::Piece::name)),
            Err(Error::Backup(fault)) => out.fault = Some(fault.to_string()),
            Err(error) => return Err(error),
        }
    }
    if out.fault.is_some() {
        return Ok(out);
    }
    for (path, bytes) in setup.place.list("pieces").await? {
        // What is no piece was left half written.
        if piece_at(&path).is_none_or(|name| !named.contains(&name)) {
            alone.keep(app).await?;
            setup.place.delete(&path).await?;
            out.pieces += 1;
            out.bytes += bytes;
        }
    }
    for (path, _) in setup.place.list("lists").await? {
        if path.strip_prefix("lists/").and_then(list::time_of).is_none() {
            setup.place.delete(&path).await?;
        }
    }
    Ok(out)
}
