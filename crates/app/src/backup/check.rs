//! Reads backups back: every piece is there, opens, and holds what its name says.

use super::alone::Alone;
use super::list::{self, List, Piece};
use super::place::piece_path;
use super::{Fault, Place, Setup, broken, heavy};
use crate::{App, Error, Result};
use crypto::BackupKey;
use serde::Serialize;
use std::collections::HashSet;
use std::sync::Arc;

/// What was found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Checked {
    /// Backups that were read.
    pub backups: u64,
    /// Pieces that were read; each once.
    pub pieces: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is wrong; nothing, where all is well.
    pub faults: Vec<String>,
}

/// Reads everything back.
///
/// # Errors
/// [`Fault::Busy`], a failure of the place. What is wrong with a backup is in the answer, not an error.
pub async fn check(app: &App, setup: &Setup) -> Result<Checked> {
    let mut alone = Alone::begin(app, setup).await?;
    let checked = read_all(app, setup, &mut alone).await;
    alone.end(app).await?;
    checked
}

async fn read_all(app: &App, setup: &Setup, alone: &mut Alone) -> Result<Checked> {
    let (mut out, mut seen) = (Checked::default(), HashSet::new());
    for id in list::ids(&setup.place).await? {
        out.backups += 1;
        let list = match list::read(&setup.place, &setup.key, app.vault(), &id).await {
            Ok(list) => list,
            Err(Error::Backup(fault)) => {
                out.faults.push(fault.to_string());
                continue;
            }
            Err(error) => return Err(error),
        };
        out.faults
            .extend(list.missing.iter().map(|pack| format!("backup {id} was made without the pack {pack}")));
        for piece in list.pieces().filter(|piece| seen.insert(piece.name())) {
            alone.keep(app).await?;
            match read_piece(&setup.place, &setup.key, piece).await {
                Ok(plain) => {
                    out.pieces += 1;
                    out.bytes += plain.len() as u64;
                }
                Err(Error::Backup(fault)) => out.faults.push(format!("{fault} (in backup {id})")),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(out)
}

/// Reads a piece, and proves that it is the one that was written.
pub(super) async fn read_piece(place: &Place, key: &Arc<BackupKey>, piece: &Piece) -> Result<Vec<u8>> {
    let (name, path) = (piece.name(), piece_path(&piece.name()));
    let Some(sealed) = place.get(&path).await? else {
        return Err(Fault::Broken { name: path, why: "it is not there" }.into());
    };
    let key = Arc::clone(key);
    let plain = heavy(move || key.open_piece(&name, &sealed)).await?.map_err(|why| broken(&path, why))?;
    if plain.len() as u64 != piece.plain_bytes {
        return Err(Fault::Broken { name: path, why: "it has another length than its backup says" }.into());
    }
    Ok(plain)
}

/// Reads every piece of one backup.
pub(super) async fn read_each(place: &Place, key: &Arc<BackupKey>, list: &List) -> Result<()> {
    let mut seen = HashSet::new();
    for piece in list.pieces().filter(|piece| seen.insert(piece.name())) {
        read_piece(place, key, piece).await?;
    }
    Ok(())
}
