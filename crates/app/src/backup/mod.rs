//! Backups of the data: online, incremental, verified, sealed under a key of their own. **No key of the keyring is ever
//! in one**, so what was erased stays unreadable in every backup, and a restore needs the keyring as it is now.
//!
//! What lies in a place:
//! - `key`: the backup key, wrapped under the KEK;
//! - `pieces/ab/ab…`: rows of a table or bytes of a pack, sealed, named by an HMAC of what they hold. Whatever has not
//!   changed since the last backup is only named again;
//! - `lists/TIME-RANDOM`: what one backup consists of, sealed and signed. It is written last: without it there is none.
//!
//! A crash leaves pieces that no list names; the next pruning removes them.

mod alone;
pub mod check;
mod gate;
pub mod keyring_copy;
mod list;
pub mod make;
mod place;
pub mod prune;
pub mod restore;

pub use gate::{Passed, pass};
pub use list::{Entry, list, list_tables};
pub use make::{Made, make};
pub use place::Place;

use crate::Result;
use crypto::{BackupKey, BadPiece, Kek, KekError};
use domain::TenantScope;
use domain::audit::Job;
use std::path::PathBuf;
use std::sync::Arc;

/// What the KEK wraps the backup key for.
const KEY_USE: &str = "backup";
/// Where the wrapped key lies in a place.
const KEY_NAME: &str = "key";

/// Why a backup could not be made, read or restored. What to do stands in each.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Another one is at it.
    #[error("another backup, check or pruning is under way: try again when it has ended")]
    Busy,
    /// The lease was lost: another node may be at it.
    #[error("this backup took too long to say that it goes on, so another one may have begun: run it again")]
    Lost,
    /// No backups.
    #[error("there is no backup here")]
    Nothing,
    /// No such one.
    #[error("there is no backup {0} here: `deskhero backup list` shows those that are")]
    Unknown(String),
    /// The key does not fit.
    #[error(
        "the backups here are another Deskhero's, or were made under another KEK: use the place and the KEK that belong together"
    )]
    OtherKey,
    /// Bytes of the place that are not what was written.
    #[error("{name} is broken: {why}")]
    Broken {
        /// Its name in the place.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A place that does not keep what it was given.
    #[error("{0} was written but reads back as something else: the place cannot be trusted")]
    ReadBack(String),
    /// A pack was compacted away while it was being read.
    #[error("a pack of mail bytes was moved meanwhile")]
    Moved,
    /// The target is in use.
    #[error("there is data already: restore into an empty place, or give --force to replace it")]
    Occupied,
    /// No keys at hand.
    #[error("the keyring here has no keys: a restore needs the keyring as it was last, and its root.key")]
    NoKeys,
    /// The keyring knows none of the backup's tenants.
    #[error("the keyring here is not the one of this backup: it knows none of its tenants")]
    OtherKeyring,
    /// The keyring is older than what a later backup has seen.
    #[error(
        "the keyring here is older than this place knows it to have been: what was erased since would come back. Use the newest keyring"
    )]
    OldKeyring,
    /// The keyring and ROOT do not belong together.
    #[error(
        "the keyring here does not open with the root.key here: it is a copy from before an erasure, or another one's. Use the newest of both"
    )]
    ClosedKeyring,
    /// Key files.
    #[error(transparent)]
    KeyFile(#[from] crypto::KeyFileError),
    /// The KEK.
    #[error(transparent)]
    Kek(#[from] KekError),
}

/// A piece of a place that does not open.
fn broken(name: &str, why: BadPiece) -> Fault {
    let why = match why {
        BadPiece::Form => "it is not a piece of a backup, or it was cut off",
        BadPiece::OtherKey => "it belongs to another backup, or was put in another's place",
        BadPiece::Tampered => "it was altered or cut off",
    };
    Fault::Broken { name: name.to_owned(), why }
}

/// Where backups go, and how long they stay.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where.
    pub place: Place,
    /// Under which key.
    pub key: Arc<BackupKey>,
    /// A file of this machine that one backup at a time locks.
    pub lock: PathBuf,
    /// After how many days a backup goes: 365 at most (C45).
    pub retention_days: u32,
    /// After how many hours `serve` makes the next one; 0: it makes none.
    pub every_hours: u32,
}

/// What is planned: opened anew for each backup, since a place may be out of reach for a while.
#[derive(Clone)]
pub struct Plan {
    /// Where.
    pub place: Place,
    /// What wraps the backup key.
    pub kek: Arc<dyn Kek>,
    /// The folder of this installation.
    pub folder: PathBuf,
    /// As [`Setup::retention_days`].
    pub retention_days: u32,
    /// As [`Setup::every_hours`].
    pub every_hours: u32,
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Plan {
    /// Opens the place with a key that this installation keeps a wrapped copy of. Both are made when this is the first
    /// backup.
    ///
    /// # Errors
    /// [`Fault::OtherKey`] when the place is another installation's, a failure of the place or the key's file.
    pub async fn open(&self) -> Result<Setup> {
        let path = self.folder.join("backup.key");
        let ours = BackupKey::read_wrapped(&path).map_err(Fault::from)?;
        let theirs = self.place.get(KEY_NAME).await?;
        let unwrap = |wrapped: &[u8]| BackupKey::unwrap(KEY_USE, wrapped, self.kek.as_ref());
        let key = match (&ours, &theirs) {
            (None, None) => {
                let key = BackupKey::generate()?;
                let wrapped = key.wrap(KEY_USE, self.kek.as_ref()).map_err(Fault::from)?;
                BackupKey::write_wrapped(&path, &wrapped).map_err(Fault::from)?;
                self.place.put(KEY_NAME, wrapped).await?;
                key
            }
            (Some(ours), None) => {
                let key = unwrap(ours).map_err(Fault::from)?;
                self.place.put(KEY_NAME, ours.clone()).await?;
                key
            }
            (None, Some(theirs)) => {
                let key = unwrap(theirs).map_err(|_| Fault::OtherKey)?;
                BackupKey::write_wrapped(&path, theirs).map_err(Fault::from)?;
                key
            }
            (Some(ours), Some(theirs)) => {
                let ours = unwrap(ours).map_err(Fault::from)?;
                if !unwrap(theirs).is_ok_and(|theirs| theirs.is_same(&ours)) {
                    return Err(Fault::OtherKey.into());
                }
                ours
            }
        };
        Ok(Setup {
            place: self.place.clone(),
            key: Arc::new(key),
            lock: self.folder.join("backup.lock"),
            retention_days: self.retention_days,
            every_hours: self.every_hours,
        })
    }
}

impl Plan {
    /// Wraps the key of the backups under another KEK, here and where they lie. Returns how many copies were.
    ///
    /// # Errors
    /// A failure of the place or the key's file.
    pub async fn hand_over(&self, to: &dyn Kek) -> Result<usize> {
        let anew = |wrapped: &[u8]| {
            BackupKey::hand_over(KEY_USE, wrapped, self.kek.as_ref(), to).map_err(|_| Fault::OtherKey)
        };
        let mut done = 0;
        if let Some(wrapped) = self.place.get(KEY_NAME).await?.as_deref().map(anew).transpose()?.flatten() {
            self.place.put(KEY_NAME, wrapped).await?;
            done += 1;
        }
        let path = self.folder.join("backup.key");
        let ours = BackupKey::read_wrapped(&path).map_err(Fault::from)?;
        if let Some(wrapped) = ours.as_deref().map(anew).transpose()?.flatten() {
            BackupKey::replace_wrapped(&path, &wrapped).map_err(Fault::from)?;
            done += 1;
        }
        Ok(done)
    }
}

/// The key of the backups in a place, for whoever restores from it.
///
/// # Errors
/// [`Fault::Nothing`], [`Fault::OtherKey`], a failure of the place.
pub async fn key_of(place: &Place, kek: &dyn Kek) -> Result<Arc<BackupKey>> {
    let wrapped = place.get(KEY_NAME).await?.ok_or(Fault::Nothing)?;
    let key = BackupKey::unwrap(KEY_USE, &wrapped, kek).map_err(|_| Fault::OtherKey)?;
    Ok(Arc::new(key))
}

/// When the newest backup of a place was made.
///
/// # Errors
/// A failure of the place.
pub async fn last_made_at(setup: &Setup) -> Result<Option<domain::Timestamp>> {
    Ok(list::ids(&setup.place).await?.last().and_then(|id| list::time_of(id)))
}

/// Writes into the operator's log what was done with all backups; of a restore each company's log tells, too.
async fn log(app: &crate::App, scope: TenantScope, act: privacy::Act) -> Result<()> {
    let permit = app.permit(&crate::Ctx::job(scope, Job::Backup, app.now()), act).await?;
    app.settle(permit).await
}

/// The cipher works on a thread that may be busy.
async fn heavy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| crate::Error::Interrupted)
}
