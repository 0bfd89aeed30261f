//! C32: nobody else on this machine reads the keys.

use super::looking::Found;
use crate::{App, Result};
use std::os::unix::fs::PermissionsExt as _;

/// The folders and key files of this installation are their owner's alone.
pub(super) fn files(app: &App) -> Result<Found> {
    let mut found = Found::default();
    let Some(folder) = app.settings().index_folder.parent() else { return Ok(found) };
    for name in ["root.key", "audit-signing.key", "backup.key", "kek.key", "keyring.db", "data.db"] {
        let Ok(metadata) = std::fs::metadata(folder.join(name)) else { continue };
        let around = std::fs::metadata(folder).map_or(0o777, |folder| folder.permissions().mode());
        // A folder that nobody else may enter keeps what is in it, too.
        let is_own = metadata.permissions().mode() & 0o077 == 0 || around & 0o077 == 0;
        let is_key = std::path::Path::new(name).extension().is_some_and(|ending| ending == "key");
        let own_mode = !is_key || metadata.permissions().mode() & 0o077 == 0;
        found.holds(is_own && own_mode, "readable", name);
    }
    Ok(found)
}
