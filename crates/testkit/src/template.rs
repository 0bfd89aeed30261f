//! What takes long to make and is the same for many tests: one process makes it, the others wait, and each takes a copy.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};

/// Makes something unless it is there. Whoever comes meanwhile waits; the lock ends with its process.
pub(crate) async fn once(
    lock: &Path,
    is_there: impl Fn() -> Result<bool>,
    make: impl AsyncFnOnce() -> Result<()>,
) -> Result<()> {
    let lock = File::create(lock).context("making a lock for a template")?;
    lock.lock().context("waiting for a template")?;
    if is_there()? { Ok(()) } else { make().await }
}

/// Makes the file `to`, which begins as `fill` left one. `fill` is called once for each `kind` in the folder, has to close
/// its file and to leave nothing beside it; the others are copies.
///
/// # Errors
/// When a file cannot be written, or `fill` left more or less than one.
pub async fn copy_file(folder: &Path, kind: &str, to: &Path, fill: impl AsyncFnOnce(PathBuf)) -> Result<()> {
    let template = folder.join(kind);
    if !template.exists() {
        fs::create_dir_all(folder).context("making the folder of templates")?;
        let lock = folder.join(format!("{kind}.lock"));
        once(&lock, || Ok(template.exists()), async || make_file(folder, kind, &template, fill).await)
            .await?;
    }
    fs::copy(&template, to).context("copying a template").map(drop)
}

async fn make_file(
    folder: &Path,
    kind: &str,
    template: &Path,
    fill: impl AsyncFnOnce(PathBuf),
) -> Result<()> {
    let making = tempfile::Builder::new().prefix(kind).tempdir_in(folder).context("making a template")?;
    let file = making.path().join(kind);
    fill(file.clone()).await;
    // A database whose log lies beside it still is not all in its file.
    let left = fs::read_dir(making.path()).context("looking at a template")?.count();
    if left != 1 {
        return Err(Error::Failed(format!("{left} files are there where {kind} alone should be")));
    }
    // Nobody sees one that is half done.
    fs::rename(file, template).context("putting a template in its place")
}
