//! Python libraries that tests use, fetched once for all tests.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::process::need_program;

/// The machine's own Python: that of an account may lie where a server's account may not look.
///
/// # Errors
/// [`Error::Unavailable`] without one.
pub(crate) fn own() -> Result<PathBuf> {
    let usual = PathBuf::from("/usr/bin/python3");
    if usual.is_file() { Ok(usual) } else { need_program("python3", "python3-venv") }
}

/// The folder with the libraries of `requirements`, for `PYTHONPATH`; below `target/`, in `name`.
///
/// # Errors
/// [`Error::Unavailable`] without Python, or when they cannot be fetched.
pub(crate) fn library(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = once(name, requirements, |fresh| {
        fs::write(fresh.join("requirements.txt"), requirements).context("writing what is to be fetched")?;
        let wanted = ["-m", "pip", "install", "--quiet", "--no-deps", "--target"];
        let mut fetch = Command::new(fresh.join("venv/bin/python"));
        step(fetch.args(wanted).arg(fresh.join("library")).arg("-r").arg(fresh.join("requirements.txt")))
    })?;
    Ok(folder.join("library"))
}

/// One step of fetching.
pub(crate) fn step(command: &mut Command) -> Result<()> {
    let done = command.stdin(Stdio::null()).output();
    match done.is_ok_and(|output| output.status.success()) {
        true => Ok(()),
        false => Err(Error::Unavailable("a Python library cannot be fetched".to_owned())),
    }
}

/// A folder below `target/` that `fill` made for `wanted`, with a Python of its own in `venv`. Whoever comes first fills it;
/// the others wait.
///
/// # Errors
/// [`Error::Unavailable`] without Python; what `fill` says.
pub(crate) fn once(name: &str, wanted: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let python = own()?;
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    fs::create_dir_all(&target).context("making the folder of libraries")?;
    let folder = target.join(name);
    let turn = File::create(target.join(format!("{name}.lock"))).context("waiting for the library")?;
    turn.lock().context("waiting for the library")?;
    if fs::read_to_string(folder.join("wanted")).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    // Not moved into place: a Python of its own knows where it lies.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context("making the folder of the library")?;
    step(Command::new(&python).args(["-m", "venv"]).arg(folder.join("venv")))?;
    fill(&folder)?;
    fs::write(folder.join("wanted"), wanted).context("keeping the library")?;
    Ok(folder)
}
