//! C86: nobody else on this machine reads the keys.

use super::looking::Found;
use crate::{App, Result};
use std::os::unix::fs::PermissionsExt as _;

/// The databases and key files of this installation are their owner's alone.
pub(super) fn files(app: &App) -> Result<Found> {
    let mut found = Found::default();
    let Some(folder) = app.settings().index_folder.parent() else { return Ok(found) };
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(found) };
    // A folder that nobody else may enter keeps what is in it, too; a key does not lean on that.
    let around = std::fs::metadata(folder).map_or(0o777, |folder| folder.permissions().mode());
    for entry in entries.flatten() {
        let path = entry.path();
        let ending = path.extension().and_then(std::ffi::OsStr::to_str);
        let is_key = ending == Some("key");
        if !is_key && ending != Some("db") {
            continue;
        }
        let mode = entry.metadata().map_or(0o777, |file| file.permissions().mode());
        let is_own = mode & 0o077 == 0 || (!is_key && around & 0o077 == 0);
        found.holds(is_own, "readable", entry.file_name().to_string_lossy());
    }
    Ok(found)
}
