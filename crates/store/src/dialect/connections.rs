//! Connections to a SQLite file, kept open and lent out. What is asked of one runs where it is asked: finding a few
//! rows takes a tenth of the time of handing the question to another thread and its answer back. What may wait for
//! the disk, or takes long, goes to a thread that may be blocked ([`Lent::away`]).

use crate::{Result, StoreError};
use parking_lot::Mutex;
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Opens a connection.
type Open = dyn Fn() -> rusqlite::Result<Connection> + Send + Sync;

/// A few connections, opened when they are first needed; who comes first is served first.
#[derive(Clone)]
pub(crate) struct Connections {
    open: Arc<Open>,
    idle: Arc<Mutex<Vec<Connection>>>,
    room: Arc<Semaphore>,
    most: u32,
    patience: Duration,
}

/// A connection in use. When it is dropped, a transaction that was not committed is rolled back, and it goes back.
pub(crate) struct Lent {
    held: Option<(Connection, OwnedSemaphorePermit)>,
    home: Arc<Mutex<Vec<Connection>>>,
}

impl Connections {
    pub(super) fn new(
        most: u32,
        patience: Duration,
        open: impl Fn() -> rusqlite::Result<Connection> + Send + Sync + 'static,
    ) -> Self {
        let room = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(1)));
        Self { open: Arc::new(open), idle: Arc::default(), room, most, patience }
    }

    pub(super) async fn acquire(&self) -> Result<Lent> {
        let turn = tokio::time::timeout(self.patience, Arc::clone(&self.room).acquire_owned());
        let room = turn.await.map_err(|_| StoreError::Busy)?.map_err(|_| StoreError::Closed)?;
        let idle = self.idle.lock().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => (self.open)()?,
        };
        Ok(Lent { held: Some((conn, room)), home: Arc::clone(&self.idle) })
    }

    /// Closes them all when what is being done has ended.
    pub(super) async fn close(&self) {
        let all = tokio::time::timeout(self.patience, self.room.acquire_many(self.most)).await;
        self.room.close();
        drop(all);
        let idle = std::mem::take(&mut *self.idle.lock());
        // The last connection to a file writes its log into it.
        let closing = tokio::task::spawn_blocking(move || {
            for conn in idle {
                if let Err((_, error)) = conn.close() {
                    tracing::warn!(%error, "a connection to the database did not close");
                }
            }
        });
        if closing.await.is_err() {
            tracing::warn!("closing the database stopped half-way");
        }
    }
}

impl Lent {
    /// Works with the connection here and now.
    pub(crate) fn here<T>(&mut self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let (conn, _) = self.held.as_mut().ok_or(StoreError::Closed)?;
        Ok(work(conn)?)
    }

    /// Works with the connection on a thread that may be blocked. The work ends even if nobody waits for it any
    /// more; the connection goes back when it has ended.
    pub(crate) async fn away<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut there = Self { held: self.held.take(), home: Arc::clone(&self.home) };
        let working = tokio::task::spawn_blocking(move || {
            let done = there.here(work);
            (there, done)
        });
        let (mut back, done) = working.await.map_err(|_| StoreError::Closed)?;
        self.held = back.held.take();
        done
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some((conn, room)) = self.held.take() else { return };
        // A connection whose transaction cannot be ended is of no more use.
        let sound = conn.is_autocommit() || conn.execute_batch("ROLLBACK").is_ok();
        if sound && !room.semaphore().is_closed() {
            self.home.lock().push(conn);
        }
    }
}
