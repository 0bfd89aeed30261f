//! Blobs in append-only pack files: one sync per batch. A pack's name is never used again, so a torn tail
//! after a crash is harmless: only committed rows name places in it.

use crate::{Result, StoreError};
use domain::ObjectId;
use domain::blob::BlobRef;
use rustix::fs::FallocateFlags;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Mutex;

/// A pack that has reached this size is closed and a new one begun.
const PACK_BYTES_MAX: u64 = 256 * 1024 * 1024;

struct Pack {
    name: String,
    file: File,
    size: u64,
}

/// Where sealed bytes lie: a folder of packs (S3 takes its place beside this one later).
#[derive(Clone)]
pub struct Packs {
    folder: Arc<PathBuf>,
    open: Arc<Mutex<Option<Pack>>>,
    pack_bytes_max: u64,
}

fn failed(act: &'static str) -> impl Fn(std::io::Error) -> StoreError {
    move |source| StoreError::Blob { act, source }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Blob { act: "waiting", source: std::io::Error::other(error) })?
}

fn begin_pack(folder: &Path, name: String) -> Result<Pack> {
    let file = OpenOptions::new()
        .append(true)
        .create_new(true)
        .open(folder.join(&name))
        .map_err(failed("making a pack"))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("syncing the folder"))?;
    Ok(Pack { name, file, size: 0 })
}

/// The places that blobs will have at the end of a pack.
fn places(pack: &Pack, blobs: &[(ObjectId, Vec<u8>)]) -> Result<Vec<BlobRef>> {
    let mut refs = Vec::with_capacity(blobs.len());
    let mut end = pack.size;
    for (object, bytes) in blobs {
        let offset_bytes = i64::try_from(end).map_err(|_| StoreError::Corrupt("pack size"))?;
        let size_bytes = i64::try_from(bytes.len()).map_err(|_| StoreError::Corrupt("blob size"))?;
        end += bytes.len() as u64;
        refs.push(BlobRef { object: *object, pack: pack.name.clone(), offset_bytes, size_bytes });
    }
    Ok(refs)
}

fn append_to(pack: &mut Pack, blobs: &[(ObjectId, Vec<u8>)]) -> Result<()> {
    for (_, bytes) in blobs {
        pack.file.write_all(bytes).map_err(failed("writing a pack"))?;
        pack.size += bytes.len() as u64;
    }
    pack.file.sync_data().map_err(failed("syncing a pack"))
}

/// Blobs that are being written. Their places are known; nothing may refer to them before
/// [`Appending::durable`] has returned.
#[must_use = "a place is valid only when the blobs are durable"]
pub struct Appending {
    places: Vec<BlobRef>,
    written: Option<tokio::task::JoinHandle<Result<()>>>,
}

impl Appending {
    /// Where they will lie.
    #[must_use]
    pub fn places(&self) -> &[BlobRef] {
        &self.places
    }

    /// Waits until the blobs are durable.
    ///
    /// # Errors
    /// [`StoreError::Blob`]; then no place is valid, and the next batch begins a new pack.
    pub async fn durable(self) -> Result<Vec<BlobRef>> {
        if let Some(written) = self.written {
            let lost = |error| StoreError::Blob { act: "waiting", source: std::io::Error::other(error) };
            written.await.map_err(lost)??;
        }
        Ok(self.places)
    }
}

/// A pack's name is one path component of letters, digits and dashes: nothing else reaches the file system.
fn is_name(name: &str) -> bool {
    let stem = name.strip_suffix(".pack").unwrap_or("");
    !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

impl Packs {
    /// Opens the folder, makes it when it is missing.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder).map_err(failed("making the folder"))?;
        Ok(Self {
            folder: Arc::new(folder),
            open: Arc::new(Mutex::new(None)),
            pack_bytes_max: PACK_BYTES_MAX,
        })
    }

    #[cfg(test)]
    pub(crate) const fn with_pack_bytes_max(mut self, max: u64) -> Self {
        self.pack_bytes_max = max;
        self
    }

    /// Appends sealed blobs and returns their places once they are durable.
    ///
    /// # Errors
    /// As [`Appending::durable`].
    pub async fn append(&self, blobs: Vec<(ObjectId, Vec<u8>)>) -> Result<Vec<BlobRef>> {
        self.begin_append(blobs).await?.durable().await
    }

    /// Starts appending sealed blobs: one sync for all of them, beside whatever the caller does meanwhile.
    /// A new pack is named after the batch's first object, whose id nobody else has.
    ///
    /// # Errors
    /// [`StoreError::Blob`] when no pack can be made.
    pub async fn begin_append(&self, blobs: Vec<(ObjectId, Vec<u8>)>) -> Result<Appending> {
        let Some((first, _)) = blobs.first() else {
            return Ok(Appending { places: Vec::new(), written: None });
        };
        let name = format!("{first}.pack");
        let mut open = Arc::clone(&self.open).lock_owned().await;
        let (folder, max) = (Arc::clone(&self.folder), self.pack_bytes_max);
        // Taken out: after a failure nobody appends behind a torn write.
        let mut pack = match open.take() {
            Some(pack) => pack,
            None => blocking(move || begin_pack(&folder, name)).await?,
        };
        let places = places(&pack, &blobs)?;
        let written = tokio::task::spawn_blocking(move || {
            append_to(&mut pack, &blobs)?;
            if pack.size < max {
                *open = Some(pack);
            }
            Ok(())
        });
        Ok(Appending { places, written: Some(written) })
    }

    /// Reads the sealed bytes at a place.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the pack is gone, [`StoreError::Blob`] otherwise.
    pub async fn read(&self, place: &BlobRef) -> Result<Vec<u8>> {
        let size = u64::try_from(place.size_bytes).map_err(|_| StoreError::Corrupt("blob size"))?;
        let offset = u64::try_from(place.offset_bytes).map_err(|_| StoreError::Corrupt("blob offset"))?;
        self.read_range(&place.pack, offset, size).await
    }

    /// Reads so many bytes of a pack.
    ///
    /// # Errors
    /// As [`Packs::read`].
    pub async fn read_range(&self, pack: &str, offset: u64, length: u64) -> Result<Vec<u8>> {
        if !is_name(pack) {
            return Err(StoreError::Corrupt("pack name"));
        }
        let path = self.folder.join(pack);
        let size = usize::try_from(length).map_err(|_| StoreError::Corrupt("blob size"))?;
        blocking(move || {
            let file = File::open(path).map_err(|source| match source.kind() {
                std::io::ErrorKind::NotFound => StoreError::NotFound("pack"),
                _ => StoreError::Blob { act: "opening a pack", source },
            })?;
            let end = file.metadata().map_err(failed("reading a pack"))?.len();
            if offset.saturating_add(length) > end {
                return Err(StoreError::Corrupt("blob place"));
            }
            let mut bytes = vec![0; size];
            file.read_exact_at(&mut bytes, offset).map_err(failed("reading a pack"))?;
            Ok(bytes)
        })
        .await
    }

    /// Overwrites the sealed bytes at these places; where the file system can, their room is given back too. Other
    /// blobs keep their places. A pack that is gone has none.
    ///
    /// # Errors
    /// [`StoreError::Blob`]; done again, it goes on.
    pub async fn erase(&self, places: &[BlobRef]) -> Result<u64> {
        let mut by_pack: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
        for place in places {
            if !is_name(&place.pack) {
                return Err(StoreError::Corrupt("pack name"));
            }
            let offset = u64::try_from(place.offset_bytes).map_err(|_| StoreError::Corrupt("blob offset"))?;
            let size = u64::try_from(place.size_bytes).map_err(|_| StoreError::Corrupt("blob size"))?;
            by_pack.entry(place.pack.clone()).or_default().push((offset, size));
        }
        let folder = Arc::clone(&self.folder);
        blocking(move || {
            let mut erased = 0;
            for (name, spans) in by_pack {
                erased += overwrite(&folder.join(name), &joined(spans))?;
            }
            Ok(erased)
        })
        .await
    }

    /// The packs that there are, in the order of their names.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn list(&self) -> Result<Vec<PackFile>> {
        let folder = Arc::clone(&self.folder);
        blocking(move || {
            let mut found = Vec::new();
            for entry in std::fs::read_dir(folder.as_path()).map_err(failed("listing packs"))? {
                let entry = entry.map_err(failed("listing packs"))?;
                let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
                if is_name(&name) {
                    let metadata = entry.metadata().map_err(failed("listing packs"))?;
                    let altered_ns =
                        metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec());
                    found.push(PackFile { name, bytes: metadata.len(), altered_ns });
                }
            }
            found.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(found)
        })
        .await
    }

    /// Makes a pack that comes out of a backup, piece by piece; one that is there goes.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when that is no pack's name, [`StoreError::Blob`].
    pub async fn begin_restore(&self, name: &str) -> Result<RestoredPack> {
        if !is_name(name) {
            return Err(StoreError::Corrupt("pack name"));
        }
        let path = self.folder.join(name);
        let file = blocking(move || {
            OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .open(path)
                .map_err(failed("making a pack"))
        })
        .await?;
        Ok(RestoredPack { file: Arc::new(file), folder: Arc::clone(&self.folder) })
    }

    /// Deletes every pack: what lies in them is being replaced.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn delete_all(&self) -> Result<()> {
        for pack in self.list().await? {
            let path = self.folder.join(pack.name);
            blocking(move || std::fs::remove_file(path).map_err(failed("deleting a pack"))).await?;
        }
        Ok(())
    }
}

/// A pack, as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// When it was last written to, in nanoseconds since 1970: more is appended, and what was erased is overwritten.
    pub altered_ns: i64,
}

/// A pack that is being restored.
pub struct RestoredPack {
    file: Arc<File>,
    folder: Arc<PathBuf>,
}

impl RestoredPack {
    /// Appends a piece.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn append(&mut self, bytes: Vec<u8>) -> Result<()> {
        let file = Arc::clone(&self.file);
        blocking(move || (&*file).write_all(&bytes).map_err(failed("writing a pack"))).await
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn finish(self) -> Result<()> {
        blocking(move || {
            self.file.sync_all().map_err(failed("syncing a pack"))?;
            File::open(self.folder.as_path())
                .and_then(|folder| folder.sync_all())
                .map_err(failed("syncing the folder"))
        })
        .await
    }
}

/// Zeroes are written in pieces of this size where holes cannot be made.
static ZEROES: [u8; 64 * 1024] = [0; 64 * 1024];

/// Spans of offset and size, those that touch as one: mails that came together lie together, and each hole is a change of the
/// file system's journal.
fn joined(mut spans: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    spans.sort_unstable();
    let mut all: Vec<(u64, u64)> = Vec::with_capacity(spans.len());
    for (offset, size) in spans {
        match all.last_mut() {
            Some((first, length)) if offset <= first.saturating_add(*length) => {
                let end = first.saturating_add(*length).max(offset.saturating_add(size));
                *length = end - *first;
            }
            _ => all.push((offset, size)),
        }
    }
    all
}

fn overwrite(path: &Path, spans: &[(u64, u64)]) -> Result<u64> {
    let file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(source) => return Err(StoreError::Blob { act: "opening a pack", source }),
    };
    let end = file.metadata().map_err(failed("reading a pack"))?.len();
    let mut erased = 0;
    for (offset, size) in spans {
        // Never longer than it is: a place that a crash left without bytes stays without.
        let size = end.saturating_sub(*offset).min(*size);
        if size == 0 {
            continue;
        }
        let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        if rustix::fs::fallocate(&file, hole, *offset, size).is_err() {
            zero(&file, *offset, size)?;
        }
        erased += size;
    }
    file.sync_data().map_err(failed("syncing a pack"))?;
    Ok(erased)
}

fn zero(file: &File, mut offset: u64, mut size: u64) -> Result<()> {
    while size > 0 {
        let piece = usize::try_from(size).unwrap_or(usize::MAX).min(ZEROES.len());
        let bytes = ZEROES.get(..piece).unwrap_or(&ZEROES);
        file.write_all_at(bytes, offset).map_err(failed("overwriting a pack"))?;
        offset += bytes.len() as u64;
        size -= bytes.len() as u64;
    }
    Ok(())
}
