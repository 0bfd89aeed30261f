//! A folder that keeps named bytes: whole or not at all, durable when the call returns. Backups lie in one.

use crate::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Nothing that is kept here is longer.
const BYTES_MAX: u64 = 512 * 1024 * 1024;
/// How the name of a file ends that is being written; after a crash it may stay behind.
const UNFINISHED: &str = ".part";

/// The folder. Names are of lower-case letters, digits, dashes and dots, in folders one below the other.
#[derive(Debug, Clone)]
pub struct ArchiveFolder {
    folder: Arc<PathBuf>,
}

fn failed(act: &'static str) -> impl Fn(std::io::Error) -> StoreError {
    move |source| StoreError::Blob { act, source }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let ended = tokio::task::spawn_blocking(work).await;
    ended.map_err(|error| StoreError::Blob { act: "waiting", source: std::io::Error::other(error) })?
}

fn make(folder: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all())
}

/// Only plain names reach the file system.
fn is_name(name: &str) -> bool {
    let plain = |part: &str| {
        let known = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'.';
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(known)
    };
    name.split('/').all(plain)
}

fn write_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        make(folder)?;
        // The new folder's own name has to last, too.
        if let Some(above) = folder.parent() {
            sync(above)?;
        }
    }
    let mut part = path.as_os_str().to_owned();
    part.push(UNFINISHED);
    let part = PathBuf::from(part);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    sync(folder)
}

fn collect(folder: &Path, name: &str, found: &mut Vec<(String, u64)>) -> std::io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let Some(own) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            // Pruned meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if metadata.is_dir() {
            collect(&entry.path(), &name, found)?;
        } else {
            found.push((name, metadata.len()));
        }
    }
    Ok(())
}

impl ArchiveFolder {
    /// The folder at this path; it is made when something is first written.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Arc::new(folder) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    fn place(&self, name: &str) -> Result<PathBuf> {
        if is_name(name) {
            Ok(self.folder.join(name))
        } else {
            Err(StoreError::Corrupt("name in an archive"))
        }
    }

    /// Writes these bytes under a name, anew where there are some.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let (path, folder) = (self.place(name)?, Arc::clone(&self.folder));
        blocking(move || {
            make(&folder).and_then(|()| write_file(&path, &bytes)).map_err(failed("writing to an archive"))
        })
        .await
    }

    /// The bytes of this name, if there are some.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.place(name)?;
        blocking(move || {
            let file = match File::open(path) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(failed("opening a file of an archive")(error)),
            };
            let mut bytes = Vec::new();
            file.take(BYTES_MAX).read_to_end(&mut bytes).map_err(failed("reading an archive"))?;
            Ok(Some(bytes))
        })
        .await
    }

    /// The names in a folder of it and below, with their lengths, in order. Files that were left half written are among
    /// them.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn list(&self, folder: &str) -> Result<Vec<(String, u64)>> {
        self.collect(self.place(folder)?, folder.to_owned()).await
    }

    /// As [`ArchiveFolder::list`], of the whole folder.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn list_all(&self) -> Result<Vec<(String, u64)>> {
        self.collect(self.folder.to_path_buf(), String::new()).await
    }

    async fn collect(&self, path: PathBuf, name: String) -> Result<Vec<(String, u64)>> {
        blocking(move || {
            let mut found = Vec::new();
            collect(&path, &name, &mut found).map_err(failed("listing an archive"))?;
            found.sort();
            Ok(found)
        })
        .await
    }

    /// Deletes what has this name.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn delete(&self, name: &str) -> Result<()> {
        let path = self.place(name)?;
        blocking(move || match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(failed("deleting from an archive")(error))
            }
            Err(_) => Ok(()),
            Ok(()) => {
                let folder = path.parent().unwrap_or(Path::new("."));
                sync(folder).map_err(failed("deleting from an archive"))?;
                // A folder that is empty now goes; one that is not stays.
                let _ = std::fs::remove_dir(folder);
                Ok(())
            }
        })
        .await
    }

    /// Locks it for this process, as long as the file is held; `None` when another process has it.
    ///
    /// # Errors
    /// [`StoreError::Blob`].
    pub async fn lock(&self) -> Result<Option<File>> {
        let folder = Arc::clone(&self.folder);
        blocking(move || {
            make(&folder).map_err(failed("making an archive"))?;
            lock_file(&folder.join("lock"))
        })
        .await
    }
}

/// Locks a file for this process, as long as it is held; `None` when another process has it.
///
/// # Errors
/// [`StoreError::Blob`].
pub fn lock_file(path: &Path) -> Result<Option<File>> {
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
    let file = file.map_err(failed("opening a lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed("locking")(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_lie_under_their_names_until_they_are_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let archive = ArchiveFolder::new(folder.path().join("new"));
        assert_eq!(archive.get("pieces/ab/abc").await.unwrap(), None);
        assert!(archive.list("pieces").await.unwrap().is_empty());
        archive.put("pieces/ab/abc", vec![1, 2, 3]).await.unwrap();
        archive.put("pieces/ab/abc", vec![4]).await.unwrap();
        archive.put("pieces/cd/cde", vec![0; 10]).await.unwrap();
        assert_eq!(archive.get("pieces/ab/abc").await.unwrap(), Some(vec![4]));
        let all = [("pieces/ab/abc".to_owned(), 1), ("pieces/cd/cde".to_owned(), 10)];
        assert_eq!(archive.list("pieces").await.unwrap(), all);
        archive.delete("pieces/ab/abc").await.unwrap();
        archive.delete("pieces/ab/abc").await.unwrap();
        assert_eq!(archive.list("pieces").await.unwrap().len(), 1);
        for bad in ["../x", "/etc/x", "a//b", ".hidden", "", "a/../b"] {
            assert!(archive.put(bad, vec![]).await.is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn one_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let archive = ArchiveFolder::new(folder.path().to_owned());
        let held = archive.lock().await.unwrap();
        assert!(held.is_some());
        assert!(archive.lock().await.unwrap().is_none());
        drop(held);
        assert!(archive.lock().await.unwrap().is_some());
    }
}
