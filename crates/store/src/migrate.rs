//! Migrations: embedded, numbered, one way, each in one transaction.

use crate::db::args;
use crate::dialect::{Db, Dialect, Holding, Reach};
use crate::{Result, StoreError};

const DATA: &[&str] = &[
    include_str!("../migrations/data/0001_start.sql"),
    include_str!("../migrations/data/0002_ordering.sql"),
    include_str!("../migrations/data/0003_links.sql"),
    include_str!("../migrations/data/0004_views.sql"),
    include_str!("../migrations/data/0005_merge.sql"),
    include_str!("../migrations/data/0006_later.sql"),
    include_str!("../migrations/data/0007_drafts.sql"),
];
const KEYRING: &[&str] = &[include_str!("../migrations/keyring/0001_start.sql")];

const VERSION_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (version @int NOT NULL PRIMARY KEY) @clustered";
const FIND_VERSION: &str = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
const INSERT_VERSION: &str = "INSERT INTO schema_version (version) VALUES ($1)";
/// Two processes that start at once migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7310579640211)::TEXT";

/// Brings a database to the newest schema.
///
/// # Errors
/// [`StoreError::Newer`] when a newer program wrote it.
pub(crate) async fn migrate(db: &Db, holding: Holding) -> Result<()> {
    let steps = match holding {
        Holding::Data => DATA,
        Holding::Keyring => KEYRING,
    };
    let mut tx = db.begin(Reach::System).await?;
    let dialect = tx.dialect();
    if dialect == Dialect::Postgres {
        tx.list(LOCK, args![]).await?;
    }
    tx.script(dialect.words(VERSION_TABLE)).await?;
    let row = tx.find(FIND_VERSION, args![]).await?.ok_or(StoreError::Corrupt("schema version"))?;
    let found = row.fields().i64()?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (version, step) in (1i64..).zip(steps).filter(|(version, _)| *version > found) {
        tx.script(dialect.words(step)).await?;
        if dialect == Dialect::Postgres && holding == Holding::Data {
            tx.script(crate::dialect::postgres::row_security(step)).await?;
        }
        tx.execute(INSERT_VERSION, args![version]).await?;
    }
    tx.commit().await
}
