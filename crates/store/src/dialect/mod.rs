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
        match self {
            Self::Sqlite(db) => db.begin().await,
            Self::Postgres(db) => db.begin(reach).await,
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
