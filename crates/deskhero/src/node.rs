//! Which node this is: an id kept in the data folder and held by one process at a time. After a restart it is
//! the same node, so its mailboxes go on at once instead of waiting for the lease of a process that is gone.

use anyhow::{Context, Result, bail};
use app::clock::{Clock, SystemClock};
use domain::RequestId;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::OnceLock;

/// The locked file; the lock lasts as long as the process, however it ends.
static HELD: OnceLock<File> = OnceLock::new();

/// Whether a server runs on the folder.
///
/// # Errors
/// When the file cannot be read.
pub fn is_claimed(folder: &Path) -> Result<bool> {
    let path = folder.join("node.id");
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("{}", path.display())),
    };
    Ok(matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// The node that serves from the folder, or did; none where none ever has.
///
/// # Errors
/// When the file cannot be read.
pub fn find(folder: &Path) -> Result<Option<RequestId>> {
    let path = folder.join("node.id");
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(text.trim().parse().ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{}", path.display())),
    }
}

/// Claims the folder for this process.
///
/// # Errors
/// When another server runs on it, or the file cannot be read or written.
pub fn claim(folder: &Path) -> Result<RequestId> {
    let path = folder.join("node.id");
    let what = || format!("{}", path.display());
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).create(true).mode(0o600).open(&path).with_context(what)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!("another Deskhero serves from {}", folder.display()),
        Err(TryLockError::Error(error)) => return Err(error).with_context(what),
    }
    let mut text = String::new();
    file.read_to_string(&mut text).with_context(what)?;
    let id = match text.trim().parse() {
        Ok(id) => id,
        // New, or written half before a crash: nothing was held under it yet.
        Err(_) => {
            let id = RequestId::generate(SystemClock::new().now());
            file.rewind().with_context(what)?;
            file.set_len(0).with_context(what)?;
            file.write_all(id.to_string().as_bytes()).with_context(what)?;
            file.sync_all().with_context(what)?;
            id
        }
    };
    if HELD.set(file).is_err() {
        bail!("this process serves already");
    }
    Ok(id)
}
