//! One connection, inside a transaction or not.

use super::statement::{expand, length_for, rows_for};
use super::{Row, Value};
use crate::Result;
use crate::dialect::Dialect;
use crate::dialect::readers::Reader;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{Arguments, AssertSqlSafe, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction};

/// A connection of either engine. A transaction that is dropped is rolled back.
pub(crate) enum Conn {
    /// SQLite, reading.
    Sqlite(Reader),
    /// SQLite, in a transaction.
    SqliteTx(Transaction<'static, Sqlite>),
    /// PostgreSQL, reading.
    Postgres(PoolConnection<Postgres>),
    /// PostgreSQL, in a transaction.
    PostgresTx(Transaction<'static, Postgres>),
}

enum Handle<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// Statements longer than this are prepared for one use.
const CACHED_SQL_BYTES_MAX: usize = 16 * 1024;

fn encode(error: sqlx::error::BoxDynError) -> sqlx::Error {
    sqlx::Error::Encode(error)
}

fn sqlite_arguments(args: Vec<Value>) -> Result<SqliteArguments, sqlx::Error> {
    let mut out = SqliteArguments::default();
    for value in args {
        match value {
            Value::I64(v) => out.add(v),
            Value::Bytes(v) => out.add(v),
            Value::Text(v) => out.add(v),
        }
        .map_err(encode)?;
    }
    Ok(out)
}

fn postgres_arguments(args: Vec<Value>) -> Result<PgArguments, sqlx::Error> {
    let mut out = PgArguments::default();
    for value in args {
        match value {
            Value::I64(v) => out.add(v),
            Value::Bytes(v) => out.add(v),
            Value::Text(v) => out.add(v),
        }
        .map_err(encode)?;
    }
    Ok(out)
}

impl Conn {
    /// The engine's dialect.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) | Self::SqliteTx(_) => Dialect::Sqlite,
            Self::Postgres(_) | Self::PostgresTx(_) => Dialect::Postgres,
        }
    }

    fn handle(&mut self) -> Result<Handle<'_>> {
        Ok(match self {
            Self::Sqlite(reader) => Handle::Sqlite(reader.conn()?),
            Self::SqliteTx(tx) => Handle::Sqlite(tx),
            Self::Postgres(conn) => Handle::Postgres(conn),
            Self::PostgresTx(tx) => Handle::Postgres(tx),
        })
    }

    fn text(&self, text: &'static str) -> SqlStr {
        if text.contains('@') {
            AssertSqlSafe(expand(text, self.dialect(), 1, 0, 0)).into_sql_str()
        } else {
            SqlStr::from_static(text)
        }
    }

    async fn run_rows(&mut self, sql: SqlStr, args: Vec<Value>) -> Result<Vec<Row>> {
        let keep = sql.as_str().len() <= CACHED_SQL_BYTES_MAX;
        Ok(match self.handle()? {
            Handle::Sqlite(conn) => {
                let query = sqlx::query_with(sql, sqlite_arguments(args)?).persistent(keep);
                query.fetch_all(conn).await?.into_iter().map(Row::Sqlite).collect()
            }
            Handle::Postgres(conn) => {
                let query = sqlx::query_with(sql, postgres_arguments(args)?).persistent(keep);
                query.fetch_all(conn).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    async fn run(&mut self, sql: SqlStr, args: Vec<Value>) -> Result<u64> {
        let keep = sql.as_str().len() <= CACHED_SQL_BYTES_MAX;
        Ok(match self.handle()? {
            Handle::Sqlite(conn) => {
                let query = sqlx::query_with(sql, sqlite_arguments(args)?).persistent(keep);
                query.execute(conn).await?.rows_affected()
            }
            Handle::Postgres(conn) => {
                let query = sqlx::query_with(sql, postgres_arguments(args)?).persistent(keep);
                query.execute(conn).await?.rows_affected()
            }
        })
    }

    /// Rows of a query.
    pub(crate) async fn list(&mut self, text: &'static str, args: Vec<Value>) -> Result<Vec<Row>> {
        let sql = self.text(text);
        self.run_rows(sql, args).await
    }

    /// Rows of a query whose text was built from static parts and numbers.
    pub(crate) async fn list_built(&mut self, text: String, args: Vec<Value>) -> Result<Vec<Row>> {
        self.run_rows(AssertSqlSafe(text).into_sql_str(), args).await
    }

    /// The first row of a query.
    pub(crate) async fn find(&mut self, text: &'static str, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.list(text, args).await?.into_iter().next())
    }

    /// Rows of a query with a list (`@many`), in as few statements as the list needs.
    pub(crate) async fn list_many(
        &mut self,
        text: &'static str,
        fixed: Vec<Value>,
        many: Vec<Value>,
    ) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for chunk in many.chunks(64) {
            let (sql, args) = self.with_list(text, &fixed, chunk);
            rows.append(&mut self.run_rows(sql, args).await?);
        }
        Ok(rows)
    }

    /// Executes a statement with a list (`@many`); returns the rows that it touched.
    pub(crate) async fn execute_many(
        &mut self,
        text: &'static str,
        fixed: Vec<Value>,
        many: Vec<Value>,
    ) -> Result<u64> {
        let mut touched = 0;
        for chunk in many.chunks(64) {
            let (sql, args) = self.with_list(text, &fixed, chunk);
            touched += self.run(sql, args).await?;
        }
        Ok(touched)
    }

    fn with_list(&self, text: &'static str, fixed: &[Value], chunk: &[Value]) -> (SqlStr, Vec<Value>) {
        let n = length_for(chunk.len());
        let sql = expand(text, self.dialect(), fixed.len() + 1, 0, n);
        let mut args = Vec::with_capacity(fixed.len() + n);
        args.extend_from_slice(fixed);
        args.extend_from_slice(chunk);
        if let Some(last) = chunk.last() {
            args.resize(fixed.len() + n, last.clone());
        }
        (AssertSqlSafe(sql).into_sql_str(), args)
    }

    /// Executes a statement; returns the rows that it touched.
    pub(crate) async fn execute(&mut self, text: &'static str, args: Vec<Value>) -> Result<u64> {
        let sql = self.text(text);
        self.run(sql, args).await
    }

    /// Inserts rows (`@rows`), several per statement; returns the rows that it touched.
    pub(crate) async fn insert(&mut self, text: &'static str, rows: Vec<Vec<Value>>) -> Result<u64> {
        let mut touched = 0;
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        while left > 0 {
            let n = rows_for(left);
            left -= n;
            let chunk: Vec<Vec<Value>> = rows.by_ref().take(n).collect();
            let width = chunk.first().map_or(0, Vec::len);
            let sql = expand(text, self.dialect(), 1, width, n);
            touched +=
                self.run(AssertSqlSafe(sql).into_sql_str(), chunk.into_iter().flatten().collect()).await?;
        }
        Ok(touched)
    }

    /// Executes statements that take no argument (schema).
    pub(crate) async fn script(&mut self, text: String) -> Result<()> {
        let sql = AssertSqlSafe(text);
        match self.handle()? {
            Handle::Sqlite(conn) => sqlx::raw_sql(sql).execute(conn).await.map(|_| ())?,
            Handle::Postgres(conn) => sqlx::raw_sql(sql).execute(conn).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Prepares a statement without running it.
    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, text: String) -> Result<()> {
        use sqlx::Executor as _;
        let sql = AssertSqlSafe(text).into_sql_str();
        match self.handle()? {
            Handle::Sqlite(conn) => conn.prepare(sql).await.map(|_| ())?,
            Handle::Postgres(conn) => conn.prepare(sql).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Makes the transaction durable.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::SqliteTx(tx) => tx.commit().await?,
            Self::PostgresTx(tx) => tx.commit().await?,
            Self::Sqlite(_) | Self::Postgres(_) => {}
        }
        Ok(())
    }
}
