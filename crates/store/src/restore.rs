//! Rows put back into an empty database, on either engine, in one transaction. Until the restore has passed its gate the
//! database is marked, and nobody else opens it.

use crate::db::{Value, args, queries};
use crate::dialect::{Db, Dialect, Holding, Reach};
use crate::export::Rows;
use crate::migrate::{self, RESTORING};
use crate::schema::{self, Table};
use crate::{Keyring, Result, Store, StoreError, SystemStore};
use domain::TenantId;
use std::fmt::Write as _;

queries! {
    END = "DELETE FROM schema_version WHERE version = $1";
    // Nobody can know whether what was on its way went out after the backup: a person decides.
    QUARANTINE_MESSAGES = "UPDATE message SET delivery_state = 'in_doubt' WHERE EXISTS (SELECT 1 FROM outbox o \
        WHERE o.tenant_id = message.tenant_id AND o.message_id = message.id AND o.state IN ('queued', 'sending'))";
    QUARANTINE = "UPDATE outbox SET state = 'in_doubt', holder = NULL, lease_until_ms = NULL \
        WHERE state IN ('queued', 'sending')";
}

/// How many fields one INSERT has at most; both engines take more.
const FIELDS_MAX: usize = 900;

/// What stands where a restore wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Empty,
    /// A restore that was broken off.
    Unfinished,
    /// A database in use.
    Occupied,
}

/// A restore under way. Dropped without [`Restoring::finish`], nothing has happened.
pub struct Restoring {
    db: Db,
    conn: crate::db::Conn,
    holding: Holding,
    tables: Vec<Table>,
}

/// What stands at a data store's URL. Makes an empty file where there is none (SQLite).
///
/// # Errors
/// [`StoreError::BadUrl`], the database's failure.
pub async fn standing(url: &str) -> Result<Standing> {
    let db = Db::open(url, Holding::Data).await?;
    let found = migrate::versions(&db).await;
    db.close().await;
    Ok(match found?.as_slice() {
        [] => Standing::Empty,
        all if all.contains(&RESTORING) => Standing::Unfinished,
        _ => Standing::Occupied,
    })
}

impl Restoring {
    /// Begins to restore data with this schema; whatever is there goes.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when this program does not know the schema, the database's failure.
    pub async fn data(url: &str, versions: &[i64]) -> Result<Self> {
        Self::begin(url, Holding::Data, versions).await
    }

    /// Begins to restore a keyring with this schema; whatever is there goes.
    ///
    /// # Errors
    /// As [`Restoring::data`].
    pub async fn keyring(url: &str, versions: &[i64]) -> Result<Self> {
        Self::begin(url, Holding::Keyring, versions).await
    }

    async fn begin(url: &str, holding: Holding, versions: &[i64]) -> Result<Self> {
        let known = migrate::steps(holding);
        let newest = known.iter().map(|(version, _)| *version).max().unwrap_or(0);
        if let Some(found) = versions.iter().copied().find(|v| known.iter().all(|(step, _)| step != v)) {
            return Err(StoreError::Newer { found, known: newest });
        }
        remove_file(url)?;
        let db = Db::open(url, holding).await?;
        let mut conn = db.begin(Reach::System).await?;
        // What is there may be of an older schema, with tables that are gone since.
        for table in schema::ever_made(holding).iter().rev() {
            let end = if conn.dialect() == Dialect::Postgres { " CASCADE" } else { "" };
            conn.script(format!("DROP TABLE IF EXISTS {table}{end}")).await?;
        }
        conn.script("DROP TABLE IF EXISTS schema_version".to_owned()).await?;
        migrate::run(&mut conn, holding, |version| versions.contains(&version)).await?;
        let tables = schema::tables(holding, versions);
        // What the steps put in themselves is in the backup, or was taken out since.
        for table in tables.iter().rev() {
            conn.script(format!("DELETE FROM {}", table.name)).await?;
        }
        Ok(Self { db, conn, holding, tables })
    }

    /// Puts rows into a table, as an export gave them; returns how many.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when they are not rows of it, the database's failure.
    pub async fn insert(&mut self, table: &str, rows: &[u8]) -> Result<u64> {
        let table =
            self.tables.iter().find(|known| known.name == table).ok_or(StoreError::NotFound("table"))?;
        let per_statement = (FIELDS_MAX / table.columns.len().max(1)).max(1);
        let mut reader = Rows::new(rows);
        let mut statements = Vec::new();
        let mut some: Vec<Vec<Value>> = Vec::new();
        let mut count = 0;
        while let Some(row) = reader.next(table)? {
            some.push(row);
            count += 1;
            if some.len() == per_statement {
                statements.push(statement(table, std::mem::take(&mut some)));
            }
        }
        if !some.is_empty() {
            statements.push(statement(table, some));
        }
        self.conn.run_built(statements).await?;
        Ok(count)
    }

    /// Makes it durable, and brings it to the newest schema. Data stays marked until [`SystemStore::end_restore`].
    ///
    /// # Errors
    /// The database's failure.
    pub async fn finish(mut self) -> Result<()> {
        if self.holding == Holding::Data {
            migrate::mark(&mut self.conn, RESTORING).await?;
        }
        migrate::run(&mut self.conn, self.holding, |_| true).await?;
        self.conn.commit().await?;
        self.db.close().await;
        Ok(())
    }
}

/// A file is made anew: emptied, it would keep what was in it.
fn remove_file(url: &str) -> Result<()> {
    let Some(path) = url.strip_prefix("sqlite:") else { return Ok(()) };
    let path = path.strip_prefix("//").unwrap_or(path);
    for end in ["", "-wal", "-shm"] {
        match std::fs::remove_file(format!("{path}{end}")) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::Blob { act: "removing the database that is replaced", source });
            }
            _ => {}
        }
    }
    Ok(())
}

fn statement(table: &Table, rows: Vec<Vec<Value>>) -> (String, Vec<Value>) {
    let mut text = format!("INSERT INTO {} ({}) VALUES ", table.name, table.column_list());
    let mut next = 1;
    for at in 0..rows.len() {
        text.push_str(if at == 0 { "(" } else { ", (" });
        for column in 0..table.columns.len() {
            let _ = write!(text, "{}${next}", if column == 0 { "" } else { ", " });
            next += 1;
        }
        text.push(')');
    }
    (text, rows.into_iter().flatten().collect())
}

impl Store {
    /// Opens data that was restored and has not passed the gate yet.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_restored(url: &str) -> Result<Self> {
        Self::open_as(url, true).await
    }
}

impl SystemStore {
    /// Holds whatever was on its way when the backup was made; returns how many answers.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn quarantine_outbox(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        tx.execute(QUARANTINE_MESSAGES, args![]).await?;
        let held = tx.execute(QUARANTINE, args![]).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// The restored data has passed the gate: it may be opened by anybody.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn end_restore(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.execute(END, args![RESTORING]).await?;
        tx.commit().await
    }
}

impl Keyring {
    /// Whether a keyring is there, with at least one tenant's key.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(self.list_all_tenant_keys().await?.is_empty())
    }

    /// How far the ledger of erasures is, by tenant; none while there is no ledger.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn ledger_heads(&self) -> Result<Vec<(TenantId, i64)>> {
        let tables = schema::all(Holding::Keyring);
        if tables.iter().all(|table| table.name != "ledger") {
            return Ok(Vec::new());
        }
        let text = "SELECT tenant_id, MAX(seq) FROM ledger GROUP BY tenant_id ORDER BY tenant_id";
        let found = self.db().read(Reach::System).await?.list_slowly(text.to_owned(), args![]).await?;
        let head = |row: &crate::db::Row| {
            let mut f = row.fields();
            Ok((f.id()?, f.i64()?))
        };
        found.iter().map(head).collect()
    }
}
