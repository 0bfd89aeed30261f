//! SQLite's log is copied into the file (a checkpoint) beside the writes. The commit that reaches a limit would do it else,
//! and with it everybody who waits for the one writer: for 60 ms, measured, where a commit takes 3.

use super::sqlite::open;
use parking_lot::Mutex;
use rusqlite::hooks::Wal;
use rusqlite::wal::CheckpointMode;
use rusqlite::{Connection, ErrorCode};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;

/// Pages of 4 KB in the log before they are copied. A commit waits for the disk behind what is copied just then: with 4,000 it took 10
/// to 16 ms again and again, and take-in is no faster by more than 3 in a hundred (docs/benchmarks.md).
const PAGES: i64 = 1_000;
/// As many, where the commit is one of many that wait for no disk: what is copied then is little, for whoever does wait for the disk
/// waits behind it (docs/benchmarks.md).
const PAGES_GOING_ON: i64 = 100;
/// So few pages that the commit after which they are left copies them itself, and the log begins anew.
const LEFT: i64 = 64;
/// The commit that reaches this many copies them in any case, so that the log does not grow without end.
const PAGES_MAX: i64 = 16 * PAGES;
/// How long whoever empties the log waits for those who read from it; who writes waits with it.
const EMPTYING: Duration = Duration::from_millis(50);

/// The copying of one file's log.
#[derive(Clone)]
pub(super) struct Copying(Arc<State>);

struct State {
    path: PathBuf,
    /// Whether who commits waits for no disk.
    goes_on: Arc<AtomicBool>,
    on: Handle,
    conn: Mutex<Option<Connection>>,
    is_running: AtomicBool,
    /// Pages of the log that are in the file.
    copied: AtomicI64,
    /// How long it was when somebody who reads an older state kept the rest from being copied.
    blocked_at: AtomicI64,
}

impl Copying {
    /// For the file at this path; what is copied is copied on threads of this runtime. `goes_on` says whether who commits waits for
    /// no disk.
    pub(super) fn new(path: PathBuf, goes_on: Arc<AtomicBool>, on: Handle) -> Self {
        Self(Arc::new(State {
            path,
            goes_on,
            on,
            conn: Mutex::new(None),
            is_running: AtomicBool::new(false),
            copied: AtomicI64::new(0),
            blocked_at: AtomicI64::new(0),
        }))
    }

    /// From now on each commit of this connection says how long the log is.
    pub(super) fn follow(&self, writer: &mut Connection) -> rusqlite::Result<()> {
        let own = self.clone();
        writer.wal_hook(Some(move |log: &mut Wal, pages: i32| {
            own.committed(log, i64::from(pages));
            Ok(())
        }))
    }

    /// What was committed stands, so nothing that goes wrong here may be told as its error.
    fn committed(&self, log: &mut Wal, pages: i64) {
        let State { copied, blocked_at, .. } = &*self.0;
        // A log that began anew is shorter than what was copied of the one before.
        if pages < copied.load(Ordering::Acquire) || pages < blocked_at.load(Ordering::Acquire) {
            copied.store(0, Ordering::Release);
            blocked_at.store(0, Ordering::Release);
        }
        let many = if self.0.goes_on.load(Ordering::Acquire) { PAGES_GOING_ON } else { PAGES };
        if pages < many {
            return;
        }
        if pages - copied.load(Ordering::Acquire) <= LEFT {
            self.copy_by(log, pages);
            return;
        }
        // The longer the log is, the longer each try takes.
        let blocked_at = blocked_at.load(Ordering::Acquire);
        if pages - blocked_at < (many / 2).max(blocked_at / 8) {
            return;
        }
        if pages >= PAGES_MAX {
            // Whoever copies now does so to its end first: two cannot.
            let held = self.0.conn.lock();
            self.copy_by(log, pages);
            drop(held);
            return;
        }
        if !self.0.is_running.swap(true, Ordering::AcqRel) {
            let own = self.clone();
            drop(self.0.on.spawn_blocking(move || own.copy()));
        }
    }

    /// Copies it by the connection that committed.
    fn copy_by(&self, log: &mut Wal, pages: i64) {
        match log.checkpoint_v2(CheckpointMode::default()) {
            Ok((_, copied)) => self.note(pages, i64::from(copied)),
            Err(error) => {
                self.0.blocked_at.store(pages, Ordering::Release);
                told(&error);
            }
        }
    }

    fn note(&self, pages: i64, copied: i64) {
        self.0.copied.store(copied, Ordering::Release);
        self.0.blocked_at.store(if copied < pages { pages } else { 0 }, Ordering::Release);
    }

    /// Copies what is in the log. Nobody waits for it: neither who reads nor who writes.
    fn copy(&self) {
        let mut held = self.0.conn.lock();
        match self.copied(&mut held) {
            Ok((pages, copied)) => self.note(pages, copied),
            Err(error) => {
                *held = None;
                told(&error);
            }
        }
        drop(held);
        self.0.is_running.store(false, Ordering::Release);
    }

    fn copied(&self, held: &mut Option<Connection>) -> rusqlite::Result<(i64, i64)> {
        let conn = match held {
            Some(conn) => conn,
            None => held.insert(open(&self.0.path, "")?),
        };
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)))
    }

    /// Empties the log: what was deleted lies in it no more. `false` while somebody reads an older state, or copies it; who writes
    /// waits for [`EMPTYING`] at most.
    pub(super) fn empty(&self) -> rusqlite::Result<bool> {
        let mut held = self.0.conn.lock();
        let (pages, copied) = self.copied(&mut held)?;
        let Some(conn) = held.as_ref().filter(|_| copied >= pages) else { return Ok(false) };
        conn.busy_timeout(EMPTYING)?;
        let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))?;
        Ok(busy == 0)
    }

    /// Ends it: its connection is not the last one to the file.
    pub(super) async fn close(&self) {
        let own = self.clone();
        if tokio::task::spawn_blocking(move || drop(own.0.conn.lock().take())).await.is_err() {
            tracing::warn!("closing the database stopped half-way");
        }
    }
}

/// Another process that copies it at the moment, a backup say, is no fault.
fn told(error: &rusqlite::Error) {
    if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) {
        tracing::warn!(%error, "the database's log could not be copied; a later commit tries again");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Conn;
    use crate::dialect::sqlite::SqliteDb;
    use crate::dialect::{Durability, Holding};

    /// Commits of 256 pages, which are not in the log twice.
    async fn write(db: &SqliteDb, commits: usize) {
        for _ in 0..commits {
            let Conn::Sqlite(mut lent) = db.begin(Durability::AtCommit).await.unwrap() else {
                panic!("it is SQLite")
            };
            lent.away(|conn| {
                conn.execute_batch("INSERT INTO t (bytes) VALUES (randomblob(1048576)); COMMIT;")
            })
            .await
            .unwrap();
        }
    }

    async fn made(folder: &tempfile::TempDir) -> SqliteDb {
        let path = folder.path().join("data.db");
        let db = SqliteDb::open(path.to_str().unwrap(), Holding::Data).await.unwrap();
        let Conn::Sqlite(mut lent) = db.begin(Durability::AtCommit).await.unwrap() else {
            panic!("it is SQLite")
        };
        lent.here(|conn| conn.execute_batch("CREATE TABLE t (bytes BLOB); COMMIT;")).unwrap();
        drop(lent);
        db
    }

    fn bytes_of_log(folder: &tempfile::TempDir) -> u64 {
        std::fs::metadata(folder.path().join("data.db-wal")).map_or(0, |file| file.len())
    }

    fn bytes_of(pages: i64) -> u64 {
        u64::try_from(pages).unwrap() * 4_120
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_log_begins_anew_while_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let db = made(&folder).await;
        write(&db, 100).await;
        // Where a try was in vain, because somebody was reading just then, the next one comes an eighth later.
        let most = bytes_of(PAGES_MAX + PAGES_MAX / 8 + 600);
        assert!(bytes_of_log(&folder) < most, "{}", bytes_of_log(&folder));
        assert!(std::fs::metadata(folder.path().join("data.db")).unwrap().len() > 60 << 20);
        db.close().await;
        assert_eq!(bytes_of_log(&folder), 0, "nothing is left in a log");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_commit_stands_while_somebody_else_copies_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let db = made(&folder).await;
        // Who reads keeps the log from beginning anew: it passes its limit, and commits copy it.
        let reader = db.snapshot().await.unwrap();
        let Conn::Sqlite(mut lent) = reader else { panic!("it is SQLite") };
        lent.here(|conn| conn.query_row("SELECT count(*) FROM t", [], |_| Ok(()))).unwrap();
        let is_written = Arc::new(AtomicBool::new(false));
        let (other, seen) = (open(&folder.path().join("data.db"), "").unwrap(), is_written.clone());
        let copying = std::thread::spawn(move || {
            while !seen.load(Ordering::Acquire) {
                other.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
            }
        });
        write(&db, 120).await;
        is_written.store(true, Ordering::Release);
        copying.join().unwrap();
        drop(lent);
        db.close().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_reads_an_older_state_keeps_it_and_the_log_begins_anew_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let db = made(&folder).await;
        write(&db, 1).await;
        let Conn::Sqlite(mut reader) = db.snapshot().await.unwrap() else { panic!("it is SQLite") };
        let mut count = |rows: i64| {
            let found: Result<i64, _> =
                reader.here(|conn| conn.query_row("SELECT count(*) FROM t", [], |row| row.get(0)));
            assert_eq!(found.unwrap(), rows);
        };
        count(1);
        write(&db, 80).await;
        count(1);
        let held = bytes_of_log(&folder);
        assert!(held > bytes_of(PAGES_MAX), "{held}");
        drop(reader);
        write(&db, 40).await;
        // The file of the log is made shorter where it begins anew.
        assert!(bytes_of_log(&folder) < held, "{}", bytes_of_log(&folder));
        db.close().await;
    }
}
