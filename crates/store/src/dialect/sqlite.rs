//! SQLite: WAL, every commit synced unless it says otherwise, one writer, a few readers.

use super::connections::Connections;
use super::copying::Copying;
use super::{Durability, Holding};
use crate::db::Conn;
use crate::{Result, StoreError};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// Readers beside the one writer.
const READERS_MAX: u32 = 4;
/// How long a write waits for the writer, or for another process.
const WAIT: Duration = Duration::from_secs(60);
/// How soon it is looked again whether the log can be emptied.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Statements that a connection keeps prepared.
const STATEMENTS_KEPT: usize = 160;
/// Who copies the log into the file is told by [`Copying`].
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -4000; \
    PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 0;";
const BEGIN: &str = "BEGIN IMMEDIATE";
/// A commit waits for the disk, and takes along what was committed before (sqlite.org/pragma.html#pragma_synchronous).
const WAITING: &str = "PRAGMA synchronous = FULL";
/// A commit waits for no disk. What copies the log into the file syncs the log first, and before it begins anew.
const GOING_ON: &str = "PRAGMA synchronous = NORMAL";

/// An open SQLite file.
#[derive(Clone)]
pub(crate) struct SqliteDb {
    /// One connection: who waits for it is the queue of the writers.
    writer: Connections,
    /// Whether the writer's connection is [`GOING_ON`]. Read and changed by whoever has it.
    goes_on: Arc<AtomicBool>,
    path: PathBuf,
    readers: Connections,
    copying: Copying,
}

/// Makes the file, when it is missing, for its owner alone; SQLite gives its log the same mode.
fn make_private(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt;
    // Why it cannot be made is told when it is opened. A file that is there is left alone: closing it here would take away
    // the locks that this process holds on it by other connections (sqlite.org/howtocorrupt.html 2.2).
    let _ = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
}

pub(super) fn open(path: &Path, pragmas: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(WAIT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    conn.execute_batch(PRAGMAS)?;
    conn.execute_batch(pragmas)?;
    Ok(conn)
}

/// Begins a write, waiting for another process's write to end at most so long.
fn begin_within(conn: &Connection, patience: Duration) -> rusqlite::Result<()> {
    conn.busy_timeout(patience)?;
    conn.prepare_cached(BEGIN)?.raw_execute().map(|_| ())
}

impl SqliteDb {
    /// Opens or creates the file.
    pub(crate) async fn open(path: &str, holding: Holding) -> Result<Self> {
        let path = PathBuf::from(path);
        let file = path.clone();
        make_private(&file);
        let careful = match holding {
            Holding::Data => "PRAGMA secure_delete = OFF;",
            Holding::Keyring => "PRAGMA secure_delete = ON;",
        };
        let (goes_on, data) = (Arc::<AtomicBool>::default(), path.clone());
        let copying = Copying::new(path.clone(), Arc::clone(&goes_on), Handle::current());
        let followed = copying.clone();
        let writer = Connections::new(1, WAIT, move || {
            let mut conn = open(&file, careful)?;
            followed.follow(&mut conn)?;
            Ok(conn)
        });
        let readers = Connections::new(READERS_MAX, WAIT, move || open(&path, "PRAGMA query_only = ON;"));
        // A file that cannot be opened is told now.
        drop(writer.acquire().await?);
        Ok(Self { writer, goes_on, path: data, readers, copying })
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<Conn> {
        Ok(Conn::Sqlite(self.readers.acquire().await?))
    }

    /// A connection for reading that sees the moment of its first read, until it is dropped.
    pub(crate) async fn snapshot(&self) -> Result<Conn> {
        let mut reader = self.readers.acquire().await?;
        reader.here(|conn| conn.execute_batch("BEGIN"))?;
        Ok(Conn::Sqlite(reader))
    }

    /// A transaction that holds the write lock from the start.
    pub(crate) async fn begin(&self, durability: Durability) -> Result<Conn> {
        let mut writer = self.writer.acquire().await?;
        let goes_on = durability == Durability::WithTheNext;
        // It cannot be changed inside a transaction. A connection that is new waits for the disk, whatever the last one did.
        if self.goes_on.load(Ordering::Acquire) != goes_on {
            writer.here(|conn| conn.execute_batch(if goes_on { GOING_ON } else { WAITING }))?;
            self.goes_on.store(goes_on, Ordering::Release);
        }
        let free = writer.here(|conn| match begin_within(conn, Duration::ZERO) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(false),
            other => other.map(|()| true),
        })?;
        if !free {
            writer.away(|conn| begin_within(conn, WAIT)).await?;
        }
        Ok(Conn::Sqlite(writer))
    }

    /// Waits until every write that was committed before is durable: what lies in the log is, once the log is synced.
    pub(crate) async fn make_durable(&self) -> Result<()> {
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        let syncing = tokio::task::spawn_blocking(move || match std::fs::File::open(log) {
            Ok(log) => log.sync_data(),
            // What is in no log is in the file.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        });
        let synced = syncing.await.map_err(|_| StoreError::Closed)?;
        synced.map_err(|error| StoreError::Database(error.into()))
    }

    /// Waits until nothing of what was deleted lies in the log, or in the file where deleted bytes are overwritten.
    pub(crate) async fn empty_log(&self) -> Result<()> {
        let until = Instant::now() + WAIT;
        loop {
            let copying = self.copying.clone();
            let emptying = tokio::task::spawn_blocking(move || copying.empty());
            match emptying.await.map_err(|_| StoreError::Closed)? {
                Ok(true) => return Ok(()),
                Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) => {
                    return Err(error.into());
                }
                Ok(false) | Err(_) if Instant::now() >= until => return Err(StoreError::Busy),
                Ok(false) | Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.copying.close().await;
        self.writer.close().await;
    }
}

/// SQLite's words. A write transaction is alone already, so rows need no lock. `?1` is the first argument, `$1` would
/// be an argument of that name.
pub(crate) fn words(text: &str) -> String {
    text.replace('$', "?")
        .replace("@int", "INTEGER")
        .replace("@bytes", "BLOB")
        .replace("@clustered", "STRICT, WITHOUT ROWID")
        .replace("@table", "STRICT")
        .replace("@lock", "")
        .replace("@skip_locked", "")
        .replace("@month(", "CAST(strftime('%Y%m', ")
        .replace(")@month", " / 1000, 'unixepoch') AS INTEGER)")
        .replace("@by(", "INDEXED BY ")
        .replace(")@", "")
}
