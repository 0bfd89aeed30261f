//! Files with key material: 0600, written whole or not at all, durable before anything relies on them.

use crate::kek::KekError;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// No key file is longer.
const BYTES_MAX: u64 = 64 * 1024;

/// Why a key file was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file or its folder could not be used.
    #[error("key file {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Others than the owner may read or write it.
    #[error("key file {path} has mode {mode:04o}: others may use it; run chmod 600 on it")]
    Lax {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not what it should be.
    #[error("key file {path} is not a {expected}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What was expected.
        expected: &'static str,
    },
    /// There is a file already: an existing key is never overwritten.
    #[error("key file {path} exists already")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The KEK refused.
    #[error(transparent)]
    Kek(#[from] KekError),
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> KeyFileError {
    let path = path.to_owned();
    move |source| KeyFileError::Io { path, source }
}

/// The file's bytes; `None` when there is no file.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, KeyFileError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(path)(error)),
    };
    let mode = file.metadata().map_err(io(path))?.mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::Lax { path: path.to_owned(), mode });
    }
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(io(path))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > BYTES_MAX) {
        return Err(KeyFileError::Malformed { path: path.to_owned(), expected: "key file: it is too long" });
    }
    Ok(Some(bytes))
}

/// Writes the file anew, atomically and durably: a temporary file beside it, fsync, rename, fsync of the
/// folder. A crash leaves the old file or the new one.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), KeyFileError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = path.with_file_name(name);
    match std::fs::remove_file(&temporary) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(&temporary)(error)),
        _ => {}
    }
    let mut options = OpenOptions::new();
    let mut file =
        options.write(true).create_new(true).mode(0o600).open(&temporary).map_err(io(&temporary))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(io(&temporary))?;
    std::fs::rename(&temporary, path).map_err(io(path))?;
    sync_folder(path)
}

/// Writes a file that must not exist yet, atomically and durably: a file without its name, fsync, the name if nobody
/// has it, fsync of the folder. A crash leaves the whole file or none; what it leaves beside it was never used.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), KeyFileError> {
    let mut file = tempfile::Builder::new()
        .suffix(".new")
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder_of(path))
        .map_err(io(path))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(io(path))?;
    file.persist_noclobber(path).map_err(|refused| match refused.error.kind() {
        ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.to_owned() },
        _ => io(path)(refused.error),
    })?;
    sync_folder(path)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn sync_folder(path: &Path) -> Result<(), KeyFileError> {
    let folder = folder_of(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io(folder))
}
