//! One look into a Maildir folder: which files are there, and when each came.

use super::cursor::Nanos;
use crate::error::{Code, ConnectError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file of `new/` or `cur/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Change time of the inode: when it came, or when its flags were last altered.
    pub(super) changed: Nanos,
    /// When it was delivered, in milliseconds: by its name, else by its modification time.
    pub(super) delivered_ms: i64,
    /// Unique base name: without flags.
    pub(super) base: String,
    /// Size.
    pub(super) size: u64,
    /// Where it lies.
    pub(super) path: PathBuf,
}

/// A local file could not be read or written.
pub(super) fn io_error(error: &std::io::Error) -> ConnectError {
    ConnectError::new(Code::LocalIo, error.to_string())
}

/// The name without flags: what stands before the last `:2,` (or `;2,` and `!2,` of other systems).
pub(super) fn base_of(name: &str) -> &str {
    [":2,", ";2,", "!2,"].iter().find_map(|mark| name.rsplit_once(mark)).map_or(name, |(base, _)| base)
}

/// A 64-bit FNV-1a digest of a name; stands in cursors, so it never changes.
pub(super) fn digest(base: &str) -> u64 {
    base.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Modification times of `new/` and `cur/`; a missing one counts as 0.
pub(super) fn times(folder: &Path) -> Result<(Nanos, Nanos), ConnectError> {
    let time = |name: &str| match std::fs::metadata(folder.join(name)) {
        Ok(meta) => Ok(nanos(meta.mtime(), meta.mtime_nsec())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(io_error(&error)),
    };
    Ok((time("new")?, time("cur")?))
}

/// Every mail of a folder that `wanted` asks for.
///
/// `new/` is read before `cur/`: a file that is moved meanwhile is then seen twice at worst, never missed.
pub(super) fn entries(folder: &Path, wanted: impl Fn(&Entry) -> bool) -> Result<Vec<Entry>, ConnectError> {
    let mut found: Vec<Entry> = Vec::new();
    for name in ["new", "cur"] {
        let listing = match std::fs::read_dir(folder.join(name)) {
            Ok(listing) => listing,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(io_error(&error)),
        };
        for file in listing {
            let file = file.map_err(|error| io_error(&error))?;
            if let Some(entry) = entry(&file)?.filter(|entry| wanted(entry)) {
                found.push(entry);
            }
        }
    }
    Ok(found)
}

fn entry(file: &std::fs::DirEntry) -> Result<Option<Entry>, ConnectError> {
    let name = file.file_name();
    // Names are ASCII by every writer we know; others are mails nevertheless.
    let name = name.to_string_lossy();
    if name.starts_with('.') {
        return Ok(None);
    }
    let meta = match file.metadata() {
        Ok(meta) if meta.is_file() => meta,
        Ok(_) => return Ok(None),
        // Gone between listing and look: moved (then the other folder or the next look has it) or deleted.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error(&error)),
    };
    let base = base_of(&name).to_owned();
    let by_name = delivered_ms(&base);
    let delivered_ms = by_name.unwrap_or_else(|| nanos(meta.mtime(), meta.mtime_nsec()) / 1_000_000);
    let changed = nanos(meta.ctime(), meta.ctime_nsec());
    Ok(Some(Entry { changed, delivered_ms, base, size: meta.len(), path: file.path() }))
}

fn nanos(seconds: i64, nanoseconds: i64) -> Nanos {
    seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds)
}

/// The delivery time that Maildir names begin with: seconds, and microseconds behind `.M`.
fn delivered_ms(base: &str) -> Option<i64> {
    let (seconds, rest) = base.split_once('.')?;
    let seconds: i64 = seconds.parse().ok().filter(|s| (100_000_000..100_000_000_000).contains(s))?;
    let micros: String = match rest.strip_prefix('M') {
        Some(rest) => rest.chars().take_while(char::is_ascii_digit).collect(),
        None => String::new(),
    };
    let micros: i64 = micros.parse().ok().filter(|m| *m < 1_000_000).unwrap_or(0);
    Some(seconds * 1_000 + micros / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_flags_and_keep_their_times() {
        assert_eq!(base_of("1700000000.M5P1.host,S=3:2,FS"), "1700000000.M5P1.host,S=3");
        assert_eq!(base_of("1700000000.M5P1.host"), "1700000000.M5P1.host");
        assert_eq!(delivered_ms("1700000000.M250000P1.host"), Some(1_700_000_000_250));
        assert_eq!(delivered_ms("1700000000.1_2.host"), Some(1_700_000_000_000));
        assert_eq!(delivered_ms("letter.eml"), None);
        assert_eq!(delivered_ms("17.host"), None);
    }
}
