//! One backup, check or pruning at a time: on this machine by a locked file, over all nodes by a lease. Who crashed on
//! this machine holds up nobody: the file is free again, and it names the holder of the lease.

use super::{Fault, Setup};
use crate::{App, Result};
use domain::RequestId;
use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};

const LEASE: &str = "backup";
/// How long another node waits for one that fell silent, in milliseconds.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// How often it is prolonged.
const RENEW_MS: i64 = 60 * 1000;

/// The right to work alone. It has to be ended; when it is not, the lease runs out by itself.
pub(super) struct Alone {
    holder: RequestId,
    renewed_ms: i64,
    // The locks end with the files.
    _files: (File, Option<File>),
}

impl Alone {
    /// Takes it.
    pub(super) async fn begin(app: &App, setup: &Setup) -> Result<Self> {
        let mut file = store::lock_file(&setup.lock)?.ok_or(Fault::Busy)?;
        let place = setup.place.lock().await?;
        let now = app.now();
        let holder = holder(&mut file, app)?;
        let until = now.plus_millis(LEASE_MS);
        if !app.store().system().acquire_lease(LEASE, holder, now, until).await? {
            return Err(Fault::Busy.into());
        }
        Ok(Self { holder, renewed_ms: now.as_millis(), _files: (file, place) })
    }

    /// Says that the work goes on.
    pub(super) async fn keep(&mut self, app: &App) -> Result<()> {
        let now = app.now();
        if now.as_millis() - self.renewed_ms < RENEW_MS {
            return Ok(());
        }
        let until = now.plus_millis(LEASE_MS);
        if !app.store().system().renew_lease(LEASE, self.holder, now, until).await? {
            return Err(Fault::Lost.into());
        }
        self.renewed_ms = now.as_millis();
        Ok(())
    }

    /// Gives it back.
    pub(super) async fn end(self, app: &App) -> Result<()> {
        Ok(app.store().system().release_lease(LEASE, self.holder).await?)
    }
}

/// The id under which this machine holds the lease: kept in the locked file.
fn holder(file: &mut File, app: &App) -> Result<RequestId> {
    let mut text = String::new();
    // What is no text was written half, before anything was held under it.
    let _ = file.take(64).read_to_string(&mut text);
    if let Ok(known) = text.trim().parse() {
        return Ok(known);
    }
    let made = RequestId::generate(app.now());
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(made.to_string().as_bytes())?;
    file.sync_all()?;
    Ok(made)
}
