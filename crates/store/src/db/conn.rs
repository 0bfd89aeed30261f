//! One connection, inside a transaction or not.

use super::statement::{CACHED_SQL_BYTES_MAX, expand, length_for, rows_for};
use super::{Row, Value, sqlite};
use crate::Result;
use crate::dialect::Dialect;
use crate::dialect::connections::Lent;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{Arguments, AssertSqlSafe, Postgres, Transaction};
use std::sync::Arc;

/// A connection of either engine. A transaction that is dropped is rolled back.
pub(crate) enum Conn {
    /// SQLite.
    Sqlite(Lent),
    /// PostgreSQL, reading.
    Postgres(PoolConnection<Postgres>),
    /// PostgreSQL, in a transaction.
    PostgresTx(Transaction<'static, Postgres>),
}

enum Handle<'c> {
    Sqlite(&'c mut Lent),
    Postgres(&'c mut PgConnection),
}

/// Rows of an INSERT from which on it does not hold up whoever else runs on this thread.
const ROWS_HERE_MAX: usize = 16;

fn postgres_arguments(args: Vec<Value>) -> Result<PgArguments, sqlx::Error> {
    let mut out = PgArguments::default();
    for value in args {
        match value {
            Value::I64(v) => out.add(v),
            Value::Bytes(v) => out.add(v),
            Value::Text(v) => out.add(v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(out)
}

impl Conn {
    /// The engine's dialect.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) | Self::PostgresTx(_) => Dialect::Postgres,
        }
    }

    fn handle(&mut self) -> Handle<'_> {
        match self {
            Self::Sqlite(lent) => Handle::Sqlite(lent),
            Self::Postgres(conn) => Handle::Postgres(conn),
            Self::PostgresTx(tx) => Handle::Postgres(tx),
        }
    }

    fn text(&self, text: &'static str) -> Arc<str> {
        expand(text, self.dialect(), 1, 0, 0)
    }

    async fn run_rows(&mut self, sql: Arc<str>, args: Vec<Value>) -> Result<Vec<Row>> {
        Ok(match self.handle() {
            Handle::Sqlite(lent) => {
                lent.here(|conn| sqlite::rows(conn, &sql, &args))?.into_iter().map(Row::Sqlite).collect()
            }
            Handle::Postgres(conn) => {
                let keep = sql.len() <= CACHED_SQL_BYTES_MAX;
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(args)?).persistent(keep);
                query.fetch_all(conn).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    async fn run(&mut self, sql: Arc<str>, args: Vec<Value>) -> Result<u64> {
        match self.handle() {
            Handle::Sqlite(lent) => lent.here(|conn| sqlite::run(conn, &sql, &args)),
            Handle::Postgres(conn) => {
                let keep = sql.len() <= CACHED_SQL_BYTES_MAX;
                let query = sqlx::query_with(AssertSqlSafe(sql), postgres_arguments(args)?).persistent(keep);
                Ok(query.execute(conn).await?.rows_affected())
            }
        }
    }

    /// Rows of a query.
    pub(crate) async fn list(&mut self, text: &'static str, args: Vec<Value>) -> Result<Vec<Row>> {
        let sql = self.text(text);
        self.run_rows(sql, args).await
    }

    /// Rows of a query whose text was built, for this dialect, from static parts and numbers.
    pub(crate) async fn list_built(&mut self, text: String, args: Vec<Value>) -> Result<Vec<Row>> {
        self.run_rows(self.dialect().words(&text).into(), args).await
    }

    /// The first row of a query that goes through a whole table.
    pub(crate) async fn find_slowly(&mut self, text: &'static str, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.list_slowly(text.to_owned(), args).await?.into_iter().next())
    }

    /// Rows of a query that goes through a whole table.
    pub(crate) async fn list_slowly(&mut self, text: String, args: Vec<Value>) -> Result<Vec<Row>> {
        let sql: Arc<str> = self.dialect().words(&text).into();
        match self {
            Self::Sqlite(lent) => {
                let found = lent.away(move |conn| sqlite::rows(conn, &sql, &args)).await?;
                Ok(found.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(_) | Self::PostgresTx(_) => self.run_rows(sql, args).await,
        }
    }

    /// Goes through rows of a number and two byte strings without keeping them, on a thread that may be blocked.
    pub(crate) async fn scan<T: Send + 'static>(
        &mut self,
        text: &'static str,
        args: Vec<Value>,
        mut sum: T,
        each: fn(&mut T, i64, &[u8], &[u8]),
    ) -> Result<T> {
        let sql = self.text(text);
        if let Self::Sqlite(lent) = self {
            return lent.away(move |conn| sqlite::scan(conn, &sql, &args, sum, each)).await;
        }
        for row in self.run_rows(sql, args).await? {
            let mut f = row.fields();
            each(&mut sum, f.i64()?, f.bytes()?, f.bytes()?);
        }
        Ok(sum)
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

    fn with_list(&self, text: &'static str, fixed: &[Value], chunk: &[Value]) -> (Arc<str>, Vec<Value>) {
        let n = length_for(chunk.len());
        let sql = expand(text, self.dialect(), fixed.len() + 1, 0, n);
        let mut args = Vec::with_capacity(fixed.len() + n);
        args.extend_from_slice(fixed);
        args.extend_from_slice(chunk);
        if let Some(last) = chunk.last() {
            args.resize(fixed.len() + n, last.clone());
        }
        (sql, args)
    }

    /// Executes a statement; returns the rows that it touched.
    pub(crate) async fn execute(&mut self, text: &'static str, args: Vec<Value>) -> Result<u64> {
        let sql = self.text(text);
        self.run(sql, args).await
    }

    /// Inserts rows (`@rows`), several per statement; returns the rows that it touched.
    pub(crate) async fn insert(&mut self, text: &'static str, rows: Vec<Vec<Value>>) -> Result<u64> {
        let many = rows.len() > ROWS_HERE_MAX;
        let mut left = rows.len();
        let mut rows = rows.into_iter();
        let mut statements = Vec::new();
        while left > 0 {
            let n = rows_for(left);
            left -= n;
            let chunk: Vec<Vec<Value>> = rows.by_ref().take(n).collect();
            let width = chunk.first().map_or(0, Vec::len);
            let sql = expand(text, self.dialect(), 1, width, n);
            statements.push((sql, chunk.into_iter().flatten().collect::<Vec<_>>()));
        }
        match self {
            Self::Sqlite(lent) if many => {
                let inserting = move |conn: &mut rusqlite::Connection| {
                    statements.iter().map(|(sql, args)| sqlite::run(conn, sql, args)).sum()
                };
                lent.away(inserting).await
            }
            _ => {
                let mut touched = 0;
                for (sql, args) in statements {
                    touched += self.run(sql, args).await?;
                }
                Ok(touched)
            }
        }
    }

    /// Executes statements whose texts were built from the schema and numbers.
    pub(crate) async fn run_built(&mut self, statements: Vec<(String, Vec<Value>)>) -> Result<()> {
        let dialect = self.dialect();
        let statements: Vec<(Arc<str>, Vec<Value>)> =
            statements.into_iter().map(|(text, args)| (dialect.words(&text).into(), args)).collect();
        if let Self::Sqlite(lent) = self {
            let running = move |conn: &mut rusqlite::Connection| {
                statements.iter().try_for_each(|(sql, args)| sqlite::run(conn, sql, args).map(|_| ()))
            };
            return lent.away(running).await;
        }
        for (sql, args) in statements {
            self.run(sql, args).await?;
        }
        Ok(())
    }

    /// Executes statements that take no argument (schema).
    pub(crate) async fn script(&mut self, text: String) -> Result<()> {
        match self.handle() {
            Handle::Sqlite(lent) => lent.away(move |conn| conn.execute_batch(&text)).await,
            Handle::Postgres(conn) => {
                Ok(sqlx::raw_sql(AssertSqlSafe(text)).execute(conn).await.map(|_| ())?)
            }
        }
    }

    /// Prepares a statement without running it.
    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, text: String) -> Result<()> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        match self.handle() {
            Handle::Sqlite(lent) => lent.here(|conn| conn.prepare(&text).map(|_| ())),
            Handle::Postgres(conn) => {
                Ok(conn.prepare(AssertSqlSafe(text).into_sql_str()).await.map(|_| ())?)
            }
        }
    }

    /// Makes the transaction durable.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(mut lent) => lent.away(|conn| sqlite::run(conn, "COMMIT", &[]).map(|_| ())).await?,
            Self::PostgresTx(tx) => tx.commit().await?,
            Self::Postgres(_) => {}
        }
        Ok(())
    }
}
