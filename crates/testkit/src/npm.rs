//! Packages of npm that a server of the test world needs, fetched once for all tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::process::need_program;

/// Where the packages of `name` are, as its lock file says: whoever comes first installs beside, and moves into place.
///
/// # Errors
/// [`Error::Unavailable`] without npm, or when they cannot be fetched.
pub(crate) fn packages(name: &str, package: &str, lock: &str) -> Result<PathBuf> {
    let npm = need_program("npm", "npm")?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target").join(name);
    let place = folder.join("node_modules");
    if fs::read_to_string(folder.join("package-lock.json")).is_ok_and(|found| found == lock) && place.is_dir()
    {
        return Ok(place);
    }
    let parent = folder.parent().unwrap_or(&folder);
    fs::create_dir_all(parent).context("making the folder of the packages")?;
    let fresh = tempfile::Builder::new().prefix(name).tempdir_in(parent).context("making a folder")?;
    for (name, text) in [("package.json", package), ("package-lock.json", lock)] {
        fs::write(fresh.path().join(name), text).context("writing the packages' files")?;
    }
    let mut command = Command::new(npm);
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    let installed = command.args(arguments).current_dir(fresh.path()).stdin(Stdio::null()).output();
    if !installed.as_ref().is_ok_and(|output| output.status.success()) {
        return Err(Error::Unavailable(format!("the npm packages of {name} cannot be fetched")));
    }
    let _ = fs::remove_dir_all(&folder);
    // Another test may have been faster: then its packages are used.
    if fs::rename(fresh.path(), &folder).is_ok() {
        let _ = fresh.keep();
    }
    Ok(place)
}
