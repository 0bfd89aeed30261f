//! Node packages of a test server, fetched once for all tests.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::process::need_program;

/// A folder of `node_modules` with what `lock`, a `package-lock.json`, names: below `target/`, called `name`. Whoever comes
/// first installs beside, and moves into place; the others wait.
///
/// # Errors
/// [`Error::Unavailable`] without npm, or when the packages cannot be fetched.
pub(crate) fn packages(name: &str, manifest: &str, lock: &str) -> Result<PathBuf> {
    let npm = need_program("npm", "npm")?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(name);
    let place = folder.join("node_modules");
    let parent = folder.parent().unwrap_or(&folder);
    fs::create_dir_all(parent).context("making the folder of packages")?;
    let turn = File::create(parent.join(format!("{name}.lock"))).context("waiting for the packages")?;
    turn.lock().context("waiting for the packages")?;
    let is_current = |found: String| found == lock;
    if fs::read_to_string(folder.join("package-lock.json")).is_ok_and(is_current) && place.is_dir() {
        return Ok(place);
    }
    let prefix = format!("{name}-");
    let fresh = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).context("making a folder")?;
    for (file, text) in [("package.json", manifest), ("package-lock.json", lock)] {
        fs::write(fresh.path().join(file), text).context("writing what is to be fetched")?;
    }
    let mut command = Command::new(npm);
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    let installed = command.args(arguments).current_dir(fresh.path()).stdin(Stdio::null()).output();
    if !installed.as_ref().is_ok_and(|output| output.status.success()) {
        return Err(Error::Unavailable(format!("the packages of {name} cannot be fetched")));
    }
    let _ = fs::remove_dir_all(&folder);
    fs::rename(fresh.path(), &folder).context("keeping the packages")?;
    let _ = fresh.keep();
    Ok(place)
}
