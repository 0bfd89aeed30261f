//! SQLite: WAL, every commit synced, one writer, a few readers.

use super::Holding;
use super::readers::Readers;
use crate::Result;
use crate::db::Conn;
use sqlx::ConnectOptions;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::time::Duration;

/// Readers beside the one writer.
const READERS_MAX: usize = 4;
/// Pages (of 4 KB) in the log after which the commit that reaches them copies them into the file: rarely
/// enough that take-in does not copy the same pages over and over.
const CHECKPOINT_PAGES: &str = "4000";
/// How long a write waits for the writer, or for another process.
const WAIT: Duration = Duration::from_secs(60);

/// An open SQLite file. The writer pool has one connection: it is the queue of the writers.
#[derive(Clone)]
pub(crate) struct SqliteDb {
    writer: SqlitePool,
    readers: Readers,
}

impl SqliteDb {
    /// Opens or creates the file.
    pub(crate) async fn open(path: &str, holding: Holding) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .row_buffer_size(128)
            .statement_cache_capacity(160)
            .pragma("secure_delete", if holding == Holding::Keyring { "ON" } else { "OFF" })
            .pragma("temp_store", "MEMORY")
            .pragma("mmap_size", "0")
            .pragma("journal_size_limit", "67108864")
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
            .pragma("cache_size", "-4000")
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await?;
        let readers = Readers::new(options.pragma("query_only", "ON"), READERS_MAX, WAIT);
        Ok(Self { writer, readers })
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<Conn> {
        Ok(Conn::Sqlite(self.readers.acquire().await?))
    }

    /// A transaction that holds the write lock from the start.
    pub(crate) async fn begin(&self) -> Result<Conn> {
        Ok(Conn::SqliteTx(self.writer.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// SQLite's words. A write transaction is alone already, so rows need no lock.
pub(crate) fn words(text: &str) -> String {
    text.replace("@int", "INTEGER")
        .replace("@bytes", "BLOB")
        .replace("@clustered", "STRICT, WITHOUT ROWID")
        .replace("@table", "STRICT")
        .replace("@lock", "")
        .replace("@skip_locked", "")
        .replace("@by(", "INDEXED BY ")
        .replace(")@", "")
}
