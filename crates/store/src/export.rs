//! Every table of a database as it was at one moment, engine-neutral: rows in the order of their primary keys, in one
//! encoding. This is what a backup keeps, and what comes back from one, on either engine.
//!
//! A row is its fields in the order of the columns: a byte for the kind (null, number, bytes, text), then eight bytes of
//! a number, or four of a length and so many bytes; big-endian.

use crate::db::{Conn, Row, Value, args, queries};
use crate::dialect::{Db, Holding, Reach};
use crate::schema::{self, Kind, Table};
use crate::{Keyring, Result, Store, StoreError};
use domain::TenantId;
use std::borrow::Cow;

queries! {
    LIST_VERSIONS = "SELECT version FROM schema_version WHERE version > 0 ORDER BY version";
    LIST_HEADS = "SELECT tenant_id, audit_size, audit_peaks FROM tenant_head ORDER BY tenant_id";
    LIST_PACKS = "SELECT pack, MAX(offset_bytes + size_bytes) FROM blob GROUP BY pack ORDER BY pack";
}

/// Tables whose rows end with the moment: who has signed in, links that work once, who holds which work. They are in
/// no backup, so nothing of the kind comes back to life.
const MOMENTARY: &[&str] = &[
    "clock_mark",
    "learned_model",
    "lease",
    "session",
    "one_time_link",
    "oauth_attempt",
    "sign_up",
    "usage_part",
];
/// Rows read at once of a table that holds sealed texts, which may be long.
const LONG_ROWS: usize = 32;
/// Rows read at once of any other.
const SHORT_ROWS: usize = 512;

const NULL: u8 = 0;
const INT: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;

/// Where a page of a table ended.
#[derive(Debug, Clone)]
pub struct Place(Vec<Value>);

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedRow {
    /// A number that follows from its primary key alone: rows that stay give the same cuts.
    pub mark: u64,
    /// Its fields.
    pub bytes: Vec<u8>,
}

/// Some rows of a table.
#[derive(Debug)]
pub struct ExportedPage {
    /// The rows.
    pub rows: Vec<ExportedRow>,
    /// Where to go on; `None` when this was the last.
    pub next: Option<Place>,
}

/// The tree of a tenant's audit log, as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// The tenant.
    pub tenant: TenantId,
    /// Entries.
    pub size: i64,
    /// Peaks of the tree.
    pub peaks: Vec<u8>,
}

/// A database at one moment: whatever is written meanwhile is not seen. It holds a connection until it is dropped.
pub struct Snapshot {
    conn: Conn,
    versions: Vec<i64>,
    tables: Vec<Table>,
}

impl Store {
    /// The data as it is now.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::begin(&self.db, Holding::Data).await
    }
}

impl Keyring {
    /// The keys as they are now.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::begin(self.db(), Holding::Keyring).await
    }
}

impl Snapshot {
    async fn begin(db: &Db, holding: Holding) -> Result<Self> {
        let mut conn = db.snapshot(Reach::System).await?;
        // The first read is the moment.
        let rows = conn.list(LIST_VERSIONS, args![]).await?;
        let versions: Vec<i64> = rows.iter().map(|row| row.fields().i64()).collect::<Result<_>>()?;
        let mut tables = schema::tables(holding, &versions);
        tables.retain(|table| !MOMENTARY.contains(&table.name.as_str()));
        Ok(Self { conn, versions, tables })
    }

    /// The steps of the schema that it has.
    #[must_use]
    pub fn versions(&self) -> &[i64] {
        &self.versions
    }

    /// The tables, each after those that it refers to.
    #[must_use]
    pub fn tables(&self) -> Vec<String> {
        self.tables.iter().map(|table| table.name.clone()).collect()
    }

    /// Some rows of a table, after a place or from the beginning.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such table, the database's failure.
    pub async fn page(&mut self, table: &str, after: Option<&Place>) -> Result<ExportedPage> {
        let table =
            self.tables.iter().find(|known| known.name == table).ok_or(StoreError::NotFound("table"))?;
        let is_long = table.columns.iter().any(|(name, _)| name.ends_with("_sealed"));
        let rows = if is_long { LONG_ROWS } else { SHORT_ROWS };
        let text = table.page(after.is_some(), rows);
        let args = after.map(|place| place.0.clone()).unwrap_or_default();
        let found = self.conn.list_slowly(text, args).await?;
        let mut out = Vec::with_capacity(found.len());
        let mut last = None;
        for row in &found {
            let values = read(table, row)?;
            let key: Vec<Value> = table.key.iter().filter_map(|at| values.get(*at).cloned()).collect();
            out.push(ExportedRow { mark: mark(&encode(&key)), bytes: encode(&values) });
            last = Some(Place(key));
        }
        Ok(ExportedPage { next: last.filter(|_| found.len() == rows), rows: out })
    }

    /// The heads of all audit logs.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn log_heads(&mut self) -> Result<Vec<LogHead>> {
        let head = |row: &Row| {
            let mut f = row.fields();
            Ok(LogHead { tenant: f.id()?, size: f.i64()?, peaks: f.bytes()?.to_vec() })
        };
        self.conn.list(LIST_HEADS, args![]).await?.iter().map(head).collect()
    }

    /// The packs that blobs lie in, with the length that each must have at least.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn packs(&mut self) -> Result<Vec<(String, u64)>> {
        let pack = |row: &Row| {
            let mut f = row.fields();
            let name = f.text()?.to_owned();
            Ok((name, u64::try_from(f.i64()?).map_err(|_| StoreError::Corrupt("blob place"))?))
        };
        self.conn.list_slowly(LIST_PACKS.to_owned(), args![]).await?.iter().map(pack).collect()
    }
}

fn read(table: &Table, row: &Row) -> Result<Vec<Value>> {
    let mut fields = row.fields();
    let value = |(_, kind): &(String, Kind)| {
        Ok(match kind {
            Kind::Int => Value::I64(fields.i64_opt()?),
            Kind::Bytes => Value::Bytes(fields.bytes_opt()?.map(<[u8]>::to_vec)),
            Kind::Text => Value::Text(fields.text_opt()?.map(|text| Cow::Owned(text.to_owned()))),
        })
    };
    table.columns.iter().map(value).collect()
}

fn encode(values: &[Value]) -> Vec<u8> {
    let mut out = Vec::new();
    for value in values {
        let (kind, bytes) = match value {
            Value::Bytes(Some(bytes)) => (BYTES, bytes.as_slice()),
            Value::Text(Some(text)) => (TEXT, text.as_bytes()),
            Value::I64(Some(number)) => {
                out.push(INT);
                out.extend_from_slice(&number.to_be_bytes());
                continue;
            }
            Value::I64(None) | Value::Bytes(None) | Value::Text(None) => {
                out.push(NULL);
                continue;
            }
        };
        out.push(kind);
        out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(bytes);
    }
    out
}

/// FNV-1a: spreads well enough for cuts, and stays the same for ever.
fn mark(key: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = key.iter().fold(0xcbf2_9ce4_8422_2325, step);
    // The low bits alone follow the last bytes too closely.
    hash ^ (hash >> 29)
}

/// Reads rows of a table one after the other.
pub(crate) struct Rows<'b> {
    left: &'b [u8],
}

impl<'b> Rows<'b> {
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        Self { left: bytes }
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8]> {
        let (taken, left) = self.left.split_at_checked(length).ok_or(StoreError::Corrupt("exported row"))?;
        self.left = left;
        Ok(taken)
    }

    fn long(&mut self) -> Result<Vec<u8>> {
        let length = self.take(4)?.try_into().map_err(|_| StoreError::Corrupt("exported row"))?;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        Ok(self.take(length)?.to_vec())
    }

    /// The next row, as the columns of the table want it.
    pub(crate) fn next(&mut self, table: &Table) -> Result<Option<Vec<Value>>> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let mut row = Vec::with_capacity(table.columns.len());
        for (_, kind) in &table.columns {
            let found = self.take(1)?.first().copied().unwrap_or(NULL);
            row.push(match (kind, found) {
                (Kind::Int, NULL) => Value::I64(None),
                (Kind::Bytes, NULL) => Value::Bytes(None),
                (Kind::Text, NULL) => Value::Text(None),
                (Kind::Int, INT) => {
                    let number = self.take(8)?.try_into().map_err(|_| StoreError::Corrupt("exported row"))?;
                    Value::I64(Some(i64::from_be_bytes(number)))
                }
                (Kind::Bytes, BYTES) => Value::Bytes(Some(self.long()?)),
                (Kind::Text, TEXT) => {
                    let text = String::from_utf8(self.long()?);
                    Value::Text(Some(Cow::Owned(text.map_err(|_| StoreError::Corrupt("exported row"))?)))
                }
                _ => return Err(StoreError::Corrupt("exported row")),
            });
        }
        Ok(Some(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table() -> Table {
        let columns = [("n", Kind::Int), ("b", Kind::Bytes), ("t", Kind::Text)];
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
        Table { name: "x".to_owned(), columns, key: vec![0] }
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_were(rows in proptest::collection::vec(
            (any::<Option<i64>>(), any::<Option<Vec<u8>>>(), any::<Option<String>>()), 0..20)) {
            let rows: Vec<Vec<Value>> = rows.into_iter()
                .map(|(n, b, t)| vec![Value::I64(n), Value::Bytes(b), Value::Text(t.map(Cow::Owned))]).collect();
            let bytes: Vec<u8> = rows.iter().flat_map(|row| encode(row)).collect();
            let mut reader = Rows::new(&bytes);
            let mut back = Vec::new();
            while let Some(row) = reader.next(&table()).unwrap() {
                back.push(row);
            }
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn whatever_bytes_come_they_are_rows_or_refused(bytes in any::<Vec<u8>>()) {
            let mut reader = Rows::new(&bytes);
            while let Ok(Some(_)) = reader.next(&table()) {}
        }
    }
}
