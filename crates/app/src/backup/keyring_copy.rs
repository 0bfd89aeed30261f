//! Copies of the keyring, apart from backups of the data and short-lived: for the day on which the keyring itself is lost.
//! Each is sealed under a key of its own that the KEK wraps. ROOT is in none of them, so once an erasure has swapped
//! ROOT, every copy from before opens nothing any more; and none is kept longer than the hours that the operator states.

use super::{Fault, broken, heavy};
use crate::Result;
use crypto::{BackupKey, Kek};
use domain::Timestamp;
use minicbor::{Decode, Encode};
use serde::Serialize;
use std::sync::Arc;
use store::ArchiveFolder;
use store::restore::Restoring;

/// What the KEK wraps the key of a copy for.
const KEY_USE: &str = "copy of the keyring";
/// Rows of one part.
const PART_BYTES: usize = 4 * 1024 * 1024;
const HOUR_MS: i64 = 3600 * 1000;

/// Rows of a table.
#[derive(Encode, Decode)]
struct Part {
    #[n(0)]
    table: String,
    #[cbor(n(1), with = "minicbor::bytes")]
    rows: Vec<u8>,
}

/// The end of a copy, without which it is none.
#[derive(Encode, Decode)]
struct End {
    #[n(0)]
    versions: Vec<i64>,
    #[n(1)]
    parts: u64,
}

/// A copy that was made.
#[derive(Debug, Clone, Serialize)]
pub struct Copied {
    /// Its name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// When it goes.
    pub expires_at: Timestamp,
    /// Keys and what belongs to them.
    pub rows: u64,
    /// Older copies that went.
    pub removed: u64,
}

fn part_name(name: &str, number: u64) -> String {
    format!("{name}/part-{number:08}")
}

/// Copies the keyring into a folder, and removes the copies there whose hours are over.
///
/// # Errors
/// [`Fault::Busy`], a failure of the folder or the keyring.
pub async fn copy(
    keyring: &store::Keyring,
    kek: &dyn Kek,
    folder: &ArchiveFolder,
    hours: u32,
    now: Timestamp,
) -> Result<Copied> {
    let _lock = folder.lock().await?.ok_or(Fault::Busy)?;
    let removed = remove_old(folder, hours, now).await?;
    let random: [u8; 4] = crypto::random::bytes()?;
    let name = format!("keyring-{:013}-{:08x}", now.as_millis(), u32::from_be_bytes(random));
    let key = Arc::new(BackupKey::generate()?);
    folder.put(&format!("{name}/key"), key.wrap(KEY_USE, kek).map_err(Fault::from)?).await?;
    let mut writer = Parts { folder, name: &name, key, parts: 0 };
    let mut snapshot = keyring.snapshot().await?;
    let mut count = 0;
    for table in snapshot.tables() {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = snapshot.page(&table, after.as_ref()).await?;
            for row in page.rows {
                rows.extend_from_slice(&row.bytes);
                count += 1;
                if rows.len() >= PART_BYTES {
                    writer.put(&table, std::mem::take(&mut rows)).await?;
                }
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        if !rows.is_empty() {
            writer.put(&table, rows).await?;
        }
    }
    writer.end(snapshot.versions().to_vec()).await?;
    let expires_at = now.plus_millis(i64::from(hours) * HOUR_MS);
    Ok(Copied { name, at: now, expires_at, rows: count, removed })
}

struct Parts<'a> {
    folder: &'a ArchiveFolder,
    name: &'a str,
    key: Arc<BackupKey>,
    parts: u64,
}

impl Parts<'_> {
    async fn put(&mut self, table: &str, rows: Vec<u8>) -> Result<()> {
        let part = minicbor::to_vec(Part { table: table.to_owned(), rows });
        let (part, key) = (part.map_err(|_| crypto::KeyError::BadRecord)?, Arc::clone(&self.key));
        let name = part_name(self.name, self.parts);
        let label = name.clone();
        let sealed = heavy(move || key.seal_document(&label, &part)).await??;
        self.folder.put(&name, sealed).await?;
        self.parts += 1;
        Ok(())
    }

    async fn end(self, versions: Vec<i64>) -> Result<()> {
        let end = minicbor::to_vec(End { versions, parts: self.parts });
        let name = format!("{}/end", self.name);
        let sealed = self.key.seal_document(&name, &end.map_err(|_| crypto::KeyError::BadRecord)?)?;
        Ok(self.folder.put(&name, sealed).await?)
    }
}

fn time_of(name: &str) -> Option<Timestamp> {
    let (time, _) = name.strip_prefix("keyring-")?.split_once('-')?;
    time.parse().ok().map(Timestamp::from_millis)
}

/// Removes the copies whose hours are over; with no hours, all of them. Returns how many.
///
/// # Errors
/// A failure of the folder.
pub async fn prune(folder: &ArchiveFolder, hours: u32, now: Timestamp) -> Result<u64> {
    let _lock = folder.lock().await?.ok_or(Fault::Busy)?;
    remove_old(folder, hours, now).await
}

async fn remove_old(folder: &ArchiveFolder, hours: u32, now: Timestamp) -> Result<u64> {
    let mut removed = 0;
    for name in names(folder).await? {
        let is_over = time_of(&name).is_some_and(|at| at.plus_millis(i64::from(hours) * HOUR_MS) <= now);
        if is_over {
            let mut files = folder.list(&name).await?;
            // The key first: without it the rest is nothing.
            files.sort_by_key(|(file, _)| !file.ends_with("/key"));
            for (file, _) in files {
                folder.delete(&file).await?;
            }
            removed += 1;
        }
    }
    Ok(removed)
}

/// The copies in a folder, oldest first, with the time at which each was made.
///
/// # Errors
/// A failure of the folder.
pub async fn list(folder: &ArchiveFolder) -> Result<Vec<(String, Timestamp)>> {
    let timed = |name: String| time_of(&name).map(|at| (name, at));
    Ok(names(folder).await?.into_iter().filter_map(timed).collect())
}

/// The copies in a folder, oldest first, those that were broken off among them.
async fn names(folder: &ArchiveFolder) -> Result<Vec<String>> {
    let files = folder.list_all().await?.into_iter();
    let copy = |(file, _): (String, u64)| Some(file.split_once('/')?.0.to_owned());
    let mut names: Vec<String> = files.filter_map(copy).filter(|name| time_of(name).is_some()).collect();
    names.dedup();
    Ok(names)
}

/// Puts the newest whole copy of a folder (or this one) into an empty keyring; returns its name.
///
/// # Errors
/// [`Fault::Nothing`], [`Fault::OtherKey`], [`Fault::Broken`], a failure of the folder or the keyring.
pub async fn restore(folder: &ArchiveFolder, name: Option<&str>, kek: &dyn Kek, url: &str) -> Result<String> {
    let name = match name {
        Some(name) => name.to_owned(),
        None => newest(folder).await?.ok_or(Fault::Nothing)?,
    };
    let wrapped = folder.get(&format!("{name}/key")).await?.ok_or_else(|| Fault::Unknown(name.clone()))?;
    let key = Arc::new(BackupKey::unwrap(KEY_USE, &wrapped, kek).map_err(|_| Fault::OtherKey)?);
    let end: End = read(folder, &key, format!("{name}/end")).await?;
    let mut restoring = Restoring::keyring(url, &end.versions).await?;
    for number in 0..end.parts {
        let part: Part = read(folder, &key, part_name(&name, number)).await?;
        restoring.insert(&part.table, &part.rows).await?;
    }
    restoring.finish().await?;
    Ok(name)
}

/// Puts the keys as they are now into an empty keyring elsewhere.
///
/// # Errors
/// A failure of either keyring.
pub async fn duplicate(keyring: &store::Keyring, url: &str) -> Result<()> {
    let mut snapshot = keyring.snapshot().await?;
    let mut restoring = Restoring::keyring(url, snapshot.versions()).await?;
    for table in snapshot.tables() {
        let mut after = None;
        loop {
            let page = snapshot.page(&table, after.as_ref()).await?;
            let rows: Vec<u8> = page.rows.into_iter().flat_map(|row| row.bytes).collect();
            restoring.insert(&table, &rows).await?;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(restoring.finish().await?)
}

async fn newest(folder: &ArchiveFolder) -> Result<Option<String>> {
    for name in names(folder).await?.into_iter().rev() {
        if folder.get(&format!("{name}/end")).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

async fn read<T: for<'b> Decode<'b, ()>>(
    folder: &ArchiveFolder,
    key: &Arc<BackupKey>,
    name: String,
) -> Result<T> {
    let Some(sealed) = folder.get(&name).await? else {
        return Err(Fault::Broken { name, why: "it is not there" }.into());
    };
    let (key, label) = (Arc::clone(key), name.clone());
    let plain = heavy(move || key.open_document(&label, &sealed)).await?.map_err(|why| broken(&name, why))?;
    let read = minicbor::decode(&plain);
    Ok(read.map_err(|_| Fault::Broken { name, why: "it is of a form that this program does not read" })?)
}
