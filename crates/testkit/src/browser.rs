//! The browser for end-to-end tests.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::process::find_program;

/// Path of Chromium: `DESKHERO_CHROMIUM`, or the first one installed.
///
/// # Errors
/// [`Error::Unavailable`] when there is none.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("DESKHERO_CHROMIUM") {
        return Ok(PathBuf::from(path));
    }
    for name in ["chromium", "chromium-browser", "google-chrome"] {
        if let Some(path) = find_program(name) {
            return Ok(path);
        }
    }
    Err(Error::Unavailable("no Chromium: install the package chromium".to_owned()))
}
