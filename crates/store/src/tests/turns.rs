//! Who waits to write comes between the steps of a long write.

use super::world::World;
use crate::{Change, ChangeKind};
use domain::Timestamp;

fn change(seconds: i64) -> Change {
    Change {
        seq: 0,
        kind: ChangeKind::Erased,
        ticket: None,
        message: None,
        cause: None,
        agent: None,
        by: None,
        at: Timestamp::from_millis(seconds * 1_000),
    }
}

/// Two steps of a write, and somebody who comes during the first: their write lies between the two.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_writes_before_the_next_step() {
    let w = World::sqlite().await;
    let mut tx = w.ours().begin().await.unwrap();
    tx.append_changes(&[change(1)]).await.unwrap();
    // Nobody waits: the same write goes on.
    tx = tx.make_way(&w.ours()).await.unwrap();
    assert_eq!(tx.change_seq(), 1);
    let other = w.ours();
    let waits = tokio::spawn(async move {
        let mut tx = other.begin().await.unwrap();
        tx.append_changes(&[change(2)]).await.unwrap();
        tx.commit().await.unwrap();
    });
    while !tx.conn().is_wanted() {
        tokio::task::yield_now().await;
    }
    tx = tx.make_way(&w.ours()).await.unwrap();
    tx.append_changes(&[change(3)]).await.unwrap();
    tx.commit().await.unwrap();
    waits.await.unwrap();
    let all = w.ours().list_changes_after(0, 10).await.unwrap();
    let times: Vec<i64> = all.iter().map(|one| one.at.as_millis() / 1_000).collect();
    assert_eq!(times, [1, 2, 3]);
}
