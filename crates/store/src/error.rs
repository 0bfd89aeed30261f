//! What can go wrong in the store. No message carries a value of a row.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Every connection was in use for too long.
    #[error("the database is busy: a connection did not become free in time")]
    Busy,
    /// The database was closed.
    #[error("the database is closed")]
    Closed,
    /// The blob folder failed.
    #[error("the blob store failed while {act}: {source}")]
    Blob {
        /// What was being done.
        act: &'static str,
        /// The operating system's answer.
        source: std::io::Error,
    },
    /// A row that must exist does not (or belongs to another tenant).
    #[error("no such {0}")]
    NotFound(&'static str),
    /// A row was changed by somebody else since it was read, or is not in the expected state.
    #[error("the {0} was changed meanwhile")]
    Conflict(&'static str),
    /// A unique value is taken.
    #[error("already taken: {0}")]
    Taken(&'static str),
    /// A stored value could not be read: the schema and the program do not fit.
    #[error("stored {0} could not be read")]
    Corrupt(&'static str),
    /// The URL names no engine that is known.
    #[error("unknown database URL: expected sqlite:PATH or postgres://…")]
    BadUrl,
    /// A restore into the database was broken off, or has not passed its gate.
    #[error("a restore into this database is not finished: run deskhero restore again")]
    Restoring,
    /// The database was written by a newer Deskhero.
    #[error(
        "the database has schema version {found}, this program knows up to {known}: use the newer program"
    )]
    Newer {
        /// Version found.
        found: i64,
        /// Newest version known.
        known: i64,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) if db.is_unique_violation() => Self::Taken("a unique value"),
            sqlx::Error::Database(db) if db.is_foreign_key_violation() => {
                Self::NotFound("row that is referred to")
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::PoolClosed => Self::Closed,
            _ => Self::Database(error.into()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        match error.sqlite_extended_error_code() {
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Taken("a unique value")
            }
            Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::NotFound("row that is referred to"),
            _ => Self::Database(error.into()),
        }
    }
}

/// Result of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
