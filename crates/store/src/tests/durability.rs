//! Which writes wait for the disk, and what a power cut leaves of those that do not.

use super::on_both;
use super::world::{NOW, World};
use crate::db::args;
use crate::dialect::Dialect;
use crate::{Change, ChangeKind, Durability, Store, TenantTx};

on_both!(a_write_waits_for_the_disk_whatever_the_one_before_did);

fn change() -> Change {
    let kind = ChangeKind::Erased;
    Change { seq: 0, kind, ticket: None, message: None, cause: None, agent: None, by: None, at: NOW }
}

/// Whether the end of a write waits for the disk, as the engine says.
async fn waits(tx: &mut TenantTx) -> bool {
    match tx.conn().dialect() {
        Dialect::Sqlite => {
            let row = tx.conn().find("PRAGMA synchronous", args![]).await.unwrap().unwrap();
            row.fields().i64().unwrap() == 2
        }
        Dialect::Postgres => {
            let text = "SELECT current_setting('synchronous_commit')";
            tx.conn().find(text, args![]).await.unwrap().unwrap().fields().text().unwrap() == "on"
        }
    }
}

async fn a_write_waits_for_the_disk_whatever_the_one_before_did(w: World) {
    for is_committed in [true, false, true] {
        let mut tx = w.ours().begin().await.unwrap();
        assert!(waits(&mut tx).await);
        tx.append_changes(&[change()]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = w.ours().begin_as(Durability::WithTheNext).await.unwrap();
        assert!(!waits(&mut tx).await);
        tx.append_changes(&[change()]).await.unwrap();
        if is_committed {
            tx.commit().await.unwrap();
        } else {
            drop(tx);
        }
    }
    let mut tx = w.ours().begin().await.unwrap();
    assert!(waits(&mut tx).await);
    assert_eq!(tx.get_change_seq().await.unwrap(), 5, "everybody sees what is not durable yet");
    drop(tx);
    w.store.make_durable().await.unwrap();
}

/// A power cut loses the end of the log. What waited for the disk is there, and no write without those before it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_power_cut_the_writes_up_to_one_are_there() {
    let w = World::sqlite().await;
    let log = w.folder.path().join("data.db-wal");
    let mut ends = Vec::new();
    for durability in [Durability::AtCommit, Durability::WithTheNext, Durability::WithTheNext] {
        let mut tx = w.ours().begin_as(durability).await.unwrap();
        tx.append_changes(&[change()]).await.unwrap();
        tx.commit().await.unwrap();
        ends.push(std::fs::metadata(&log).unwrap().len());
    }
    let (file, log) = (std::fs::read(w.folder.path().join("data.db")).unwrap(), std::fs::read(log).unwrap());
    for (expected, length) in [(1, ends[0]), (1, ends[1] - 1), (2, ends[2] - 1), (3, ends[2])] {
        let cut = tempfile::tempdir().unwrap();
        std::fs::write(cut.path().join("data.db"), &file).unwrap();
        std::fs::write(cut.path().join("data.db-wal"), &log[..usize::try_from(length).unwrap()]).unwrap();
        let store = Store::open(&format!("sqlite:{}/data.db", cut.path().display())).await.unwrap();
        assert_eq!(store.tenant(w.scope()).get_change_seq().await.unwrap(), expected);
        store.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_there_is_no_log_everything_is_durable() {
    let w = World::sqlite().await;
    w.store.make_durable().await.unwrap();
    std::fs::remove_file(w.folder.path().join("data.db-wal")).unwrap();
    w.store.make_durable().await.unwrap();
}
