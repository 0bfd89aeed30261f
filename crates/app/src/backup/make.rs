//! Makes a backup of a running system: the rows as they are at one moment, and the bytes that they refer to.

use super::alone::Alone;
use super::list::{self, LedgerPart, List, LogPart, PackPart, Piece, TablePart};
use super::place::{piece_at, piece_path};
use super::{Fault, Setup, heavy};
use crate::{App, Error, Result, operator};
use crypto::PieceName;
use domain::Timestamp;
use privacy::Act;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{PackFile, Snapshot};

/// A piece of rows is cut from this length on, where a row's key says so: rows that stay give the same pieces.
const ROWS_BYTES_MIN: usize = 64 * 1024;
/// One row in so many says so.
const ROWS_PER_CUT: u64 = 8;
/// A piece of rows is cut from this length on in any case.
const ROWS_BYTES_MAX: usize = 1024 * 1024;
/// Each piece of a pack but the last has this length.
const PACK_PIECE_BYTES: u64 = 1024 * 1024;
/// A pack that was written to so shortly before may be written to again without another time on it.
const SETTLED_NS: i64 = 2_000_000_000;
/// How often it is begun anew when packs are moved meanwhile.
const ATTEMPTS: u32 = 3;

/// What was made.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// When it goes.
    pub expires_at: Timestamp,
    /// Rows of all tables.
    pub rows: u64,
    /// Bytes that it holds, before compression.
    pub bytes: u64,
    /// Pieces that it consists of.
    pub pieces: u64,
    /// Pieces that were not there yet.
    pub new_pieces: u64,
    /// Bytes that were written.
    pub new_bytes: u64,
    /// Packs that rows refer to and that are gone.
    pub missing: Vec<String>,
}

/// Makes a backup.
///
/// # Errors
/// [`Fault::Busy`], a failure of the place or a store. What was written by then is of use to the next one.
pub async fn make(app: &App, setup: &Setup) -> Result<Made> {
    let mut alone = Alone::begin(app, setup).await?;
    // Before its moment: so it is in the backup itself.
    super::log(app, operator::SCOPE, Act::BACKUP_MAKE).await?;
    let mut attempt = 1;
    let made = loop {
        match write(app, setup, &mut alone, attempt == ATTEMPTS).await {
            Err(Error::Backup(Fault::Moved)) if attempt < ATTEMPTS => attempt += 1,
            other => break other,
        }
    };
    alone.end(app).await?;
    made
}

/// Writes pieces that are not there yet.
struct Writer<'a> {
    app: &'a App,
    setup: &'a Setup,
    alone: &'a mut Alone,
    known: HashMap<PieceName, u64>,
    new_pieces: u64,
    new_bytes: u64,
}

impl Writer<'_> {
    async fn put(&mut self, plain: Vec<u8>) -> Result<Piece> {
        self.alone.keep(self.app).await?;
        let (key, length) = (Arc::clone(&self.setup.key), plain.len() as u64);
        let (name, plain) = heavy(move || (key.name(&plain), plain)).await?;
        if let Some(stored) = self.known.get(&name) {
            return Ok(Piece::new(name, length, *stored));
        }
        let key = Arc::clone(&self.setup.key);
        let sealed = heavy(move || key.seal_piece(&name, &plain)).await??;
        let (path, stored) = (piece_path(&name), sealed.len() as u64);
        self.setup.place.put(&path, sealed.clone()).await?;
        if self.setup.place.get(&path).await?.as_deref() != Some(sealed.as_slice()) {
            return Err(Fault::ReadBack(path).into());
        }
        self.known.insert(name, stored);
        self.new_pieces += 1;
        self.new_bytes += stored;
        Ok(Piece::new(name, length, stored))
    }
}

async fn write(app: &App, setup: &Setup, alone: &mut Alone, is_last_attempt: bool) -> Result<Made> {
    let at = app.now();
    let before = newest(app, setup).await?;
    let found = setup.place.list("pieces").await?;
    let known = found.into_iter().filter_map(|(path, bytes)| Some((piece_at(&path)?, bytes))).collect();
    let mut writer = Writer { app, setup, alone, known, new_pieces: 0, new_bytes: 0 };
    if let Some(before) = &before {
        // What has another length than it was written with is written anew.
        for piece in before.pieces() {
            if writer.known.get(&piece.name()).is_some_and(|bytes| *bytes != piece.stored_bytes) {
                writer.known.remove(&piece.name());
            }
        }
    }
    // Before the rows: what is erased meanwhile is then newer than this backup, and a restore does it again.
    let ledger = app.keyring().ledger_heads().await?;
    let mut snapshot = app.store().snapshot().await?;
    let mut list = List::begin(at, snapshot.versions().to_vec());
    list.ledger = ledger.into_iter().map(|(tenant, seq)| LedgerPart { tenant, seq }).collect();
    for table in snapshot.tables() {
        let part = write_table(&mut writer, &mut snapshot, table).await?;
        list.tables.push(part);
    }
    let heads = snapshot.log_heads().await?.into_iter();
    list.logs = heads.map(|h| LogPart { tenant: h.tenant, size: h.size, peaks: h.peaks }).collect();
    let needed = snapshot.packs().await?;
    // Packs take longest, and need no moment: a place in one is never given to another blob.
    drop(snapshot);
    write_packs(&mut writer, &mut list, needed, before.as_ref(), is_last_attempt).await?;
    let (new_pieces, new_bytes) = (writer.new_pieces, writer.new_bytes);
    finish(app, setup, list, new_pieces, new_bytes).await
}

/// The newest backup that can be read.
async fn newest(app: &App, setup: &Setup) -> Result<Option<List>> {
    for id in list::ids(&setup.place).await?.iter().rev() {
        match list::read(&setup.place, &setup.key, app.vault(), id).await {
            Ok(list) => return Ok(Some(list)),
            Err(Error::Backup(fault)) => tracing::warn!(backup = %id, %fault, "a backup cannot be read"),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

async fn write_table(writer: &mut Writer<'_>, snapshot: &mut Snapshot, name: String) -> Result<TablePart> {
    let mut part = TablePart { name, rows: 0, pieces: Vec::new() };
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = snapshot.page(&part.name, after.as_ref()).await?;
        for row in page.rows {
            rows.extend_from_slice(&row.bytes);
            part.rows += 1;
            let cuts_here = rows.len() >= ROWS_BYTES_MIN && row.mark.is_multiple_of(ROWS_PER_CUT);
            if cuts_here || rows.len() >= ROWS_BYTES_MAX {
                part.pieces.push(writer.put(std::mem::take(&mut rows)).await?);
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if !rows.is_empty() {
        part.pieces.push(writer.put(rows).await?);
    }
    Ok(part)
}

async fn write_packs(
    writer: &mut Writer<'_>,
    list: &mut List,
    needed: Vec<(String, u64)>,
    before: Option<&List>,
    is_last_attempt: bool,
) -> Result<()> {
    let there = writer.app.packs().list().await?.into_iter();
    let there: BTreeMap<String, PackFile> = there.map(|pack| (pack.name.clone(), pack)).collect();
    let before: HashMap<&str, &PackPart> =
        before.into_iter().flat_map(|list| &list.packs).map(|pack| (pack.name.as_str(), pack)).collect();
    for (name, bytes) in needed {
        let Some(file) = there.get(&name).filter(|found| found.bytes >= bytes) else {
            if !is_last_attempt {
                return Err(Fault::Moved.into());
            }
            tracing::error!(pack = name, "rows refer to a pack of mail bytes that is gone or cut off");
            list.missing.push(name);
            continue;
        };
        // What was erased is overwritten: only a pack that nobody has written to since holds the same.
        let known = before.get(name.as_str()).filter(|pack| pack.altered_ns == file.altered_ns);
        let known = known.map_or(&[][..], |pack| pack.pieces.as_slice());
        let mut part = write_pack(writer, name, bytes, known).await?;
        let now_ns = writer.app.now().as_millis().saturating_mul(1_000_000);
        let is_settled = (1..=now_ns.saturating_sub(SETTLED_NS)).contains(&file.altered_ns);
        part.altered_ns = if is_settled { file.altered_ns } else { 0 };
        list.packs.push(part);
    }
    Ok(())
}

async fn write_pack(writer: &mut Writer<'_>, name: String, bytes: u64, before: &[Piece]) -> Result<PackPart> {
    let mut part = PackPart { name, bytes, pieces: Vec::new(), altered_ns: 0 };
    let mut offset = 0;
    // What was there before is still the same: it is not even read.
    for piece in before {
        let whole = piece.plain_bytes == PACK_PIECE_BYTES || offset + piece.plain_bytes == bytes;
        let fits = whole && offset + piece.plain_bytes <= bytes;
        if !fits || writer.known.get(&piece.name()) != Some(&piece.stored_bytes) {
            break;
        }
        part.pieces.push(*piece);
        offset += piece.plain_bytes;
    }
    while offset < bytes {
        let length = PACK_PIECE_BYTES.min(bytes - offset);
        let plain = match writer.app.packs().read_range(&part.name, offset, length).await {
            Err(store::StoreError::NotFound(_)) => return Err(Fault::Moved.into()),
            other => other?,
        };
        part.pieces.push(writer.put(plain).await?);
        offset += length;
    }
    Ok(part)
}

/// Writes the list, reads it back, and with that there is a backup.
async fn finish(app: &App, setup: &Setup, list: List, new_pieces: u64, new_bytes: u64) -> Result<Made> {
    let id = list::new_id(list.at)?;
    let sealed = list.seal(&id, &setup.key, app.vault())?;
    let new_bytes = new_bytes + sealed.len() as u64;
    setup.place.put(&list::path(&id), sealed).await?;
    if list::read(&setup.place, &setup.key, app.vault(), &id).await? != list {
        return Err(Fault::ReadBack(list::path(&id)).into());
    }
    Ok(Made {
        expires_at: list::expires(list.at, setup.retention_days),
        id,
        at: list.at,
        rows: list.rows(),
        bytes: list.bytes(),
        pieces: list.pieces().count() as u64,
        new_pieces,
        new_bytes,
        missing: list.missing,
    })
}
