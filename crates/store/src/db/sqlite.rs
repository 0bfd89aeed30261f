//! Statements on a SQLite connection.

use super::Value;
use super::statement::CACHED_SQL_BYTES_MAX;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, Result, Statement};

fn prepared<T>(
    conn: &Connection,
    sql: &str,
    work: impl FnOnce(&mut Statement<'_>) -> Result<T>,
) -> Result<T> {
    if sql.len() <= CACHED_SQL_BYTES_MAX {
        work(&mut *conn.prepare_cached(sql)?)
    } else {
        work(&mut conn.prepare(sql)?)
    }
}

fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<()> {
    for (at, value) in (1..).zip(args) {
        match value {
            Value::I64(v) => statement.raw_bind_parameter(at, v)?,
            Value::Bytes(v) => statement.raw_bind_parameter(at, v.as_deref())?,
            Value::Text(v) => statement.raw_bind_parameter(at, v.as_deref())?,
        }
    }
    Ok(())
}

/// Rows of a query.
pub(crate) fn rows(conn: &Connection, sql: &str, args: &[Value]) -> Result<Vec<Vec<Cell>>> {
    prepared(conn, sql, |statement| {
        bind(statement, args)?;
        let width = statement.column_count();
        let mut found = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            out.push((0..width).map(|at| row.get(at)).collect::<Result<_>>()?);
        }
        Ok(out)
    })
}

/// Goes through rows of a number and two byte strings, which are looked at where they lie.
pub(crate) fn scan<T>(
    conn: &Connection,
    sql: &str,
    args: &[Value],
    mut sum: T,
    each: fn(&mut T, i64, &[u8], &[u8]),
) -> Result<T> {
    prepared(conn, sql, |statement| {
        bind(statement, args)?;
        let mut found = statement.raw_query();
        while let Some(row) = found.next()? {
            let (number, one, two) = (row.get(0)?, row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
            each(&mut sum, number, one, two);
        }
        Ok(sum)
    })
}

/// Executes a statement; returns the rows that it touched.
pub(crate) fn run(conn: &Connection, sql: &str, args: &[Value]) -> Result<u64> {
    prepared(conn, sql, |statement| {
        bind(statement, args)?;
        statement.raw_execute().map(|touched| touched as u64)
    })
}
