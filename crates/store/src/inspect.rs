//! Looking at what is stored as it is, row after row, whether or not the program would read it so: for checks of a
//! running system. Reads only, of every tenant; it hands out sealed bytes and opens nothing.

use crate::db::{Conn, Row, Value, args};
use crate::dialect::{Db, Dialect, Holding, Reach};
use crate::schema::{self, Kind, Table};
use crate::{Keyring, Result, Store, StoreError};
use std::collections::BTreeSet;
use uuid::Uuid;

// What each engine says of itself: the only texts that the other one does not know.
const SQLITE_COLUMNS: &str = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text FROM information_schema.columns c \
    WHERE c.table_schema = current_schema()";

/// Rows read at once of a table that holds sealed texts, which may be long.
const LONG_ROWS: usize = 64;
/// Rows read at once of any other.
const SHORT_ROWS: usize = 1_024;

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number.
    Int(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A text.
    Text(String),
    /// Something of another kind than the column has: SQLite lets whoever writes past the program put it there.
    Odd,
}

impl Cell {
    /// An id.
    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        self.bytes().and_then(|bytes| Uuid::from_slice(bytes).ok())
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// A number.
    #[must_use]
    pub const fn int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// A text; empty when it is none.
    #[must_use]
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

/// A database at one moment. It holds a connection until it is dropped.
pub struct Inspection {
    conn: Conn,
    tables: &'static [Table],
}

impl Store {
    /// The data as they are.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn inspect(&self) -> Result<Inspection> {
        Inspection::begin(&self.db, Holding::Data).await
    }
}

impl Keyring {
    /// The keys as they are.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn inspect(&self) -> Result<Inspection> {
        Inspection::begin(self.db(), Holding::Keyring).await
    }
}

impl Inspection {
    async fn begin(db: &Db, holding: Holding) -> Result<Self> {
        let mut conn = db.snapshot(Reach::System).await?;
        // The first read is the moment.
        conn.list(columns_of(&conn), args![]).await?;
        Ok(Self { conn, tables: schema::all(holding) })
    }

    /// Every column that the engine has, of tables that the program knows and of others.
    ///
    /// # Errors
    /// The database's failure.
    pub async fn columns(&mut self) -> Result<BTreeSet<(String, String)>> {
        let text = columns_of(&self.conn);
        let name = |row: &Row| {
            let mut f = row.fields();
            Ok((f.text()?.to_owned(), f.text()?.to_owned()))
        };
        self.conn.list(text, args![]).await?.iter().map(name).collect()
    }

    /// The tables that have such a column, as the program knows them.
    #[must_use]
    pub fn tables_with(&self, column: &str) -> Vec<String> {
        let has = |table: &&Table| table.columns.iter().any(|(name, _)| name == column);
        self.tables.iter().filter(has).map(|table| table.name.clone()).collect()
    }

    /// Whether a table has such a column, as the program knows it.
    #[must_use]
    pub fn has(&self, table: &str, column: &str) -> bool {
        let named = |known: &&Table| known.name == table;
        self.tables
            .iter()
            .find(named)
            .is_some_and(|table| table.columns.iter().any(|(name, _)| name == column))
    }

    /// Shows each row of a table, these columns of it, in the order of its primary key. Returns how many there are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a table or column that the program does not know, the database's failure.
    pub async fn each(
        &mut self,
        table: &str,
        columns: &[&str],
        mut look: impl FnMut(&[Cell]) + Send,
    ) -> Result<u64> {
        let mut after: Option<Page> = None;
        let mut count = 0;
        loop {
            let (rows, next) = self.page(table, columns, after.as_ref()).await?;
            count += rows.len() as u64;
            rows.iter().for_each(|row| look(row));
            after = next;
            if after.is_none() {
                return Ok(count);
            }
        }
    }

    /// As [`Inspection::each`], a page at a time, for whoever has to wait for something else between them.
    ///
    /// # Errors
    /// As there.
    pub async fn page(
        &mut self,
        table: &str,
        columns: &[&str],
        after: Option<&Page>,
    ) -> Result<(Vec<Vec<Cell>>, Option<Page>)> {
        let known = self.tables.iter().find(|known| known.name == table);
        let known = known.ok_or(StoreError::NotFound("table"))?;
        let kind =
            |name: &&str| known.columns.iter().find(|(column, _)| column == name).map(|(_, kind)| *kind);
        let mut kinds: Vec<Kind> = Vec::with_capacity(columns.len());
        for name in columns {
            kinds.push(kind(name).ok_or(StoreError::NotFound("column"))?);
        }
        let keys: Vec<(&str, Kind)> = known
            .key
            .iter()
            .filter_map(|at| known.columns.get(*at))
            .map(|(name, kind)| (name.as_str(), *kind))
            .collect();
        let is_long = columns.iter().any(|name| name.ends_with("_sealed") || *name == "entry");
        let rows = if is_long { LONG_ROWS } else { SHORT_ROWS };
        let names: Vec<&str> = columns.iter().copied().chain(keys.iter().map(|(name, _)| *name)).collect();
        let order: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
        let beyond = after.map_or_else(String::new, |_| {
            let marks: Vec<String> = (1..=keys.len()).map(|n| format!("${n}")).collect();
            format!(" WHERE ({}) > ({})", order.join(", "), marks.join(", "))
        });
        let (names, order) = (names.join(", "), order.join(", "));
        let text = format!("SELECT {names} FROM {table}{beyond} ORDER BY {order} LIMIT {rows}");
        let found = self.conn.list_slowly(text, after.map(|page| page.0.clone()).unwrap_or_default()).await?;
        let mut out = Vec::with_capacity(found.len());
        let mut last = None;
        for row in &found {
            let mut f = row.fields();
            let mut cells = Vec::with_capacity(kinds.len());
            for kind in &kinds {
                cells.push(match kind {
                    Kind::Int => f.i64_opt().map_or(Cell::Odd, |n| n.map_or(Cell::Null, Cell::Int)),
                    Kind::Bytes => {
                        f.bytes_opt().map_or(Cell::Odd, |b| b.map_or(Cell::Null, |b| Cell::Bytes(b.to_vec())))
                    }
                    Kind::Text => {
                        f.text_opt().map_or(Cell::Odd, |t| t.map_or(Cell::Null, |t| Cell::Text(t.to_owned())))
                    }
                });
            }
            let mut key = Vec::with_capacity(keys.len());
            for (_, kind) in &keys {
                key.push(match kind {
                    Kind::Int => Value::I64(f.i64_opt()?),
                    Kind::Bytes => Value::Bytes(f.bytes_opt()?.map(<[u8]>::to_vec)),
                    Kind::Text => Value::Text(f.text_opt()?.map(|text| text.to_owned().into())),
                });
            }
            out.push(cells);
            last = Some(Page(key));
        }
        Ok((out, last.filter(|_| found.len() == rows)))
    }
}

/// Where a page ended.
#[derive(Debug, Clone)]
pub struct Page(Vec<Value>);

const fn columns_of(conn: &Conn) -> &'static str {
    match conn.dialect() {
        Dialect::Sqlite => SQLITE_COLUMNS,
        Dialect::Postgres => POSTGRES_COLUMNS,
    }
}
