//! What differs between the engines: how a database is opened, and a handful of words in SQL.

pub(crate) mod connections;
mod copying;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use crate::db::Conn;
use crate::{Result, StoreError};
use domain::TenantId;

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// Fills in the engine's words.
    pub(crate) fn words(self, text: &str) -> String {
        match self {
            Self::Sqlite => sqlite::words(text),
            Self::Postgres => postgres::words(text),
        }
    }
}

/// What a database holds: decides how carefully deleted bytes are overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holding {
    /// Sealed data.
    Data,
    /// Wrapped keys: deleting is destroying.
    Keyring,
}

/// For whom a connection works; PostgreSQL's row-level security enforces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// One tenant.
    Tenant(TenantId),
    /// The system (sign-in, migration, leases, job claims).
    System,
}

/// When a write survives a power cut. Whatever a commit leaves is seen by everybody at once, and survives the end of the
/// process, either way; and no write is lost without all that came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// When its commit returns: it has waited for the disk.
    #[default]
    AtCommit,
    /// With the next write that waits for the disk, whoever's that is. For what is found and done again where it was lost, and
    /// after which nothing is done that is right only while it stands: others wait for one write instead of two.
    WithTheNext,
}

/// An open database of either engine.
#[derive(Clone)]
pub(crate) enum Db {
    /// SQLite.
    Sqlite(sqlite::SqliteDb),
    /// PostgreSQL.
    Postgres(postgres::PostgresDb),
}

impl Db {
    /// Opens the database that the URL names.
    pub(crate) async fn open(url: &str, holding: Holding) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return Ok(Self::Sqlite(sqlite::SqliteDb::open(path, holding).await?));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(postgres::PostgresDb::open(url).await?));
        }
        Err(StoreError::BadUrl)
    }

    /// A connection for reading.
    pub(crate) async fn read(&self, reach: Reach) -> Result<Conn> {
        match self {
            Self::Sqlite(db) => db.read().await,
            Self::Postgres(db) => db.read(reach).await,
        }
    }

    /// A connection for reading that sees one moment, until it is dropped.
    pub(crate) async fn snapshot(&self, reach: Reach) -> Result<Conn> {
        match self {
            Self::Sqlite(db) => db.snapshot().await,
            Self::Postgres(db) => db.snapshot(reach).await,
        }
    }

    /// A transaction for writing.
    pub(crate) async fn begin(&self, reach: Reach) -> Result<Conn> {
        self.begin_as(reach, Durability::AtCommit).await
    }

    /// A transaction for writing.
    pub(crate) async fn begin_as(&self, reach: Reach, durability: Durability) -> Result<Conn> {
        match self {
            Self::Sqlite(db) => db.begin(durability).await,
            Self::Postgres(db) => db.begin(reach, durability).await,
        }
    }

    /// Waits until every write that was committed before is durable.
    pub(crate) async fn make_durable(&self) -> Result<()> {
        match self {
            Self::Sqlite(db) => db.make_durable().await,
            Self::Postgres(db) => db.make_durable().await,
        }
    }

    /// Waits until the files of an SQLite keyring hold nothing that was deleted before. In PostgreSQL its own upkeep reuses the
    /// room; there it waits until what was deleted is so also after a power cut.
    pub(crate) async fn empty_log(&self) -> Result<()> {
        match self {
            Self::Sqlite(db) => db.empty_log().await,
            Self::Postgres(db) => db.make_durable().await,
        }
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(db) => db.close().await,
            Self::Postgres(db) => db.pool.close().await,
        }
    }
}
