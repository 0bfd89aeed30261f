//! The folder that tantivy sees: every file in encrypted pages.
//!
//! - `.managed.json`, tantivy's list of its own files, is not kept: the folder itself is the list, so that
//!   what a crash left behind is collected like any other old file.
//! - Files are made durable together, when tantivy asks for the folder to be synced (always before it
//!   writes `meta.json`).
//! - Locks are held in memory; one lock file, held through the operating system, keeps other processes out
//!   and is released by the system when the process dies.

use crypto::IndexSecret;
use crypto::page::{self, PageBytes, PageCache, PageReader, PageWriter};
use parking_lot::{Condvar, Mutex};
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchCallbackList, WatchHandle, WritePtr,
};

const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";
const PROCESS_LOCK: &str = ".open.lock";
const NEW_META: &str = ".meta.json.new";

/// An encrypted folder; clones are the same one.
#[derive(Clone)]
pub struct EncryptedDirectory {
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    secret: Arc<IndexSecret>,
    cache: Arc<PageCache>,
    unsynced: Mutex<Vec<File>>,
    locks: Mutex<HashSet<PathBuf>>,
    unlocked: Condvar,
    watchers: WatchCallbackList,
    destroy_keys: AtomicBool,
    process_lock: Mutex<Option<File>>,
}

impl EncryptedDirectory {
    /// The folder, made when it is absent, and locked against other processes.
    pub fn open(
        folder: &Path,
        secret: Arc<IndexSecret>,
        cache: Arc<PageCache>,
    ) -> Result<Self, crate::Error> {
        fs::create_dir_all(folder)?;
        let process_lock = lock_folder(folder)?;
        let directory = Self::look(folder, secret, cache);
        *directory.shared.process_lock.lock() = Some(process_lock);
        Ok(directory)
    }

    /// The folder as it is, for reading alone: nothing is made and nothing locked, whoever has it open.
    pub fn look(folder: &Path, secret: Arc<IndexSecret>, cache: Arc<PageCache>) -> Self {
        let shared = Shared {
            folder: folder.to_owned(),
            secret,
            cache,
            unsynced: Mutex::default(),
            locks: Mutex::default(),
            unlocked: Condvar::new(),
            watchers: WatchCallbackList::default(),
            destroy_keys: AtomicBool::new(false),
            process_lock: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Lets another handle open the folder. The index library's threads may hold clones of this directory a
    /// little longer; they write nothing any more.
    pub fn unlock(&self) {
        drop(self.shared.process_lock.lock().take());
    }

    /// Whether the keys of deleted files are overwritten before the files go: on while documents are
    /// deleted that nobody may read again. Merging alone deletes nothing, and needs no sync for it.
    pub fn destroy_keys(&self, on: bool) {
        self.shared.destroy_keys.store(on, Ordering::Release);
    }

    /// Names of the files there are, without locks and half-written ones.
    pub fn files(&self) -> io::Result<HashSet<PathBuf>> {
        let mut names = HashSet::new();
        for entry in fs::read_dir(&self.shared.folder)? {
            let name = entry?.file_name();
            if !is_own(&name) {
                names.insert(PathBuf::from(name));
            }
        }
        Ok(names)
    }

    /// Bytes on disk of each segment, by the segment's id.
    pub fn segment_sizes(&self) -> io::Result<HashMap<String, u64>> {
        let mut sizes = HashMap::new();
        for name in self.files()? {
            if let Some((segment, _)) = name.to_str().and_then(|n| n.split_once('.')) {
                let bytes = fs::metadata(self.at(&name)).map_or(0, |m| m.len());
                *sizes.entry(segment.to_owned()).or_default() += bytes;
            }
        }
        Ok(sizes)
    }

    fn at(&self, name: &Path) -> PathBuf {
        self.shared.folder.join(name)
    }

    fn sync(&self) -> io::Result<()> {
        let files = std::mem::take(&mut *self.shared.unsynced.lock());
        // Side by side: the file system then makes them durable in one step instead of one after the other.
        std::thread::scope(|scope| {
            let syncs: Vec<_> = files.iter().map(|file| scope.spawn(|| file.sync_all())).collect();
            let stopped = |_| Err(io::Error::other("a thread that synced a file stopped"));
            syncs.into_iter().try_for_each(|sync| sync.join().unwrap_or_else(stopped))
        })?;
        File::open(&self.shared.folder)?.sync_all()
    }

    fn reader(&self, name: &Path) -> Result<PageReader, OpenReadError> {
        let path = self.at(name);
        PageReader::open(&path, bytes_of(name), &self.shared.secret, &self.shared.cache).map_err(|error| {
            match io::Error::from(error) {
                gone if gone.kind() == io::ErrorKind::NotFound => {
                    OpenReadError::FileDoesNotExist(name.into())
                }
                other => OpenReadError::wrap_io_error(other, name.into()),
            }
        })
    }

    fn remove(&self, name: &Path) -> io::Result<()> {
        let path = self.at(name);
        if self.shared.destroy_keys.load(Ordering::Acquire) {
            match page::destroy(&path) {
                // A file without a whole header has no key that could be destroyed.
                Ok(()) | Err(page::PageError::Format) => {}
                Err(error) => return Err(error.into()),
            }
        }
        fs::remove_file(path)
    }
}

/// Removes an index: keys first, then files, then waits for the disk.
pub fn remove_all(folder: &Path) -> Result<(), crate::Error> {
    if !folder.exists() {
        return Ok(());
    }
    let _lock = lock_folder(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == PROCESS_LOCK || entry.file_type()?.is_dir() {
            continue;
        }
        match page::destroy(&entry.path()) {
            Ok(()) | Err(page::PageError::Format) => {}
            Err(error) => return Err(io::Error::from(error).into()),
        }
        fs::remove_file(entry.path())?;
    }
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn lock_folder(folder: &Path) -> Result<File, crate::Error> {
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(PROCESS_LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(crate::Error::Busy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn is_own(name: &OsStr) -> bool {
    name == PROCESS_LOCK || name == NEW_META
}

fn bytes_of(name: &Path) -> &[u8] {
    name.as_os_str().as_encoded_bytes()
}

impl std::fmt::Debug for EncryptedDirectory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EncryptedDirectory")
    }
}

/// A lock held in memory until it is dropped.
struct Held {
    shared: Arc<Shared>,
    name: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.shared.locks.lock().remove(&self.name);
        self.shared.unlocked.notify_all();
    }
}

impl Directory for EncryptedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(Handle(self.reader(path)?)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.remove(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.into()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.into() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(path == Path::new(MANAGED) || self.at(path).exists())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let writer = PageWriter::create(&self.at(path), bytes_of(path), &self.shared.secret);
        let pages = writer.map_err(|error| match io::Error::from(error) {
            there if there.kind() == io::ErrorKind::AlreadyExists => {
                OpenWriteError::FileAlreadyExists(path.into())
            }
            other => OpenWriteError::wrap_io_error(other, path.into()),
        })?;
        Ok(BufWriter::new(Box::new(Pages { pages, shared: Arc::clone(&self.shared) })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            let list = self.files().map_err(|e| OpenReadError::wrap_io_error(e, path.into()))?;
            return Ok(json_list(&list));
        }
        let reader = self.reader(path)?;
        let bytes = reader.read(0..reader.len());
        let bytes = bytes.map_err(|e| OpenReadError::wrap_io_error(e.into(), path.into()))?;
        Ok(bytes.as_ref().to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        let new = self.at(Path::new(NEW_META));
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut writer = PageWriter::create(&new, bytes_of(path), &self.shared.secret)?;
        writer.write_all(data)?;
        writer.finish()?.sync_all()?;
        fs::rename(&new, self.at(path))?;
        self.sync()?;
        if path == Path::new(META) {
            drop(self.shared.watchers.broadcast());
        }
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.sync()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let mut locks = self.shared.locks.lock();
        while locks.contains(&lock.filepath) {
            if !lock.is_blocking {
                return Err(LockError::LockBusy);
            }
            self.shared.unlocked.wait(&mut locks);
        }
        locks.insert(lock.filepath.clone());
        drop(locks);
        let held = Held { shared: Arc::clone(&self.shared), name: lock.filepath.clone() };
        Ok(DirectoryLock::from(Box::new(held)))
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(self.shared.watchers.subscribe(watch_callback))
    }
}

/// A JSON array of names; tantivy's own, which hold no character that JSON escapes.
fn json_list(names: &HashSet<PathBuf>) -> Vec<u8> {
    let mut out = String::from("[");
    for name in names.iter().filter_map(|n| n.to_str()) {
        if name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')) {
            if out.len() > 1 {
                out.push(',');
            }
            out.push('"');
            out.push_str(name);
            out.push('"');
        }
    }
    out.push(']');
    out.into_bytes()
}

struct Handle(PageReader);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl HasLen for Handle {
    fn len(&self) -> usize {
        usize::try_from(self.0.len()).unwrap_or(usize::MAX)
    }
}

impl FileHandle for Handle {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let start = u64::try_from(range.start).map_err(io::Error::other)?;
        let end = u64::try_from(range.end).map_err(io::Error::other)?;
        Ok(match self.0.read(start..end)? {
            PageBytes::Shared(page, within) => OwnedBytes::new(page).slice(within),
            PageBytes::Own(bytes) => OwnedBytes::new(bytes),
        })
    }
}

struct Pages {
    pages: PageWriter,
    shared: Arc<Shared>,
}

impl Write for Pages {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pages.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pages.flush()
    }
}

impl TerminatingWrite for Pages {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let file = self.pages.finish()?;
        self.shared.unsynced.lock().push(file);
        Ok(())
    }
}
