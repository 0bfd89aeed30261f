//! Reading connections to a SQLite file, kept open. A pool that asks each connection whether it is well, as one for
//! servers must, doubles the ways between threads of every query; a file does not hang up.

use crate::Result;
use parking_lot::Mutex;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A few connections for reading, opened when they are first needed.
#[derive(Clone)]
pub(crate) struct Readers {
    options: Arc<SqliteConnectOptions>,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
    room: Arc<Semaphore>,
    patience: Duration,
}

/// A connection in use; goes back when it is dropped.
pub(crate) struct Reader {
    conn: Option<SqliteConnection>,
    home: Arc<Mutex<Vec<SqliteConnection>>>,
    room: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn new(options: SqliteConnectOptions, most: usize, patience: Duration) -> Self {
        let room = Arc::new(Semaphore::new(most));
        Self { options: Arc::new(options), idle: Arc::default(), room, patience }
    }

    pub(super) async fn acquire(&self) -> Result<Reader> {
        let turn = tokio::time::timeout(self.patience, Arc::clone(&self.room).acquire_owned());
        let room = turn.await.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.idle.lock().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        Ok(Reader { conn: Some(conn), home: Arc::clone(&self.idle), room })
    }

    /// Closes what is idle; who still reads keeps theirs until the end.
    pub(super) async fn close(&self) {
        self.room.close();
        let idle = std::mem::take(&mut *self.idle.lock());
        for conn in idle {
            if let Err(error) = conn.close().await {
                tracing::warn!(%error, "a connection to the database did not close");
            }
        }
    }
}

impl Reader {
    pub(crate) fn conn(&mut self) -> Result<&mut SqliteConnection> {
        Ok(self.conn.as_mut().ok_or(sqlx::Error::PoolClosed)?)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take()
            && !self.room.semaphore().is_closed()
        {
            self.home.lock().push(conn);
        }
    }
}
