//! A mailbox to which nothing comes: it is looked into all day, and that must cost next to nothing and fill no log.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::jobs::mailboxes;
use std::sync::Arc;
use std::time::Duration;

/// Long enough for many looks when there is no pause between them.
const LOOKS: Duration = Duration::from_millis(700);

fn put(world: &World, id: &str) {
    let raw = mail("Eva <eva@x.test>", id, None, "Saddle", "Where is my saddle?");
    std::fs::write(world.folder.path().join("maildir-acme/new").join(id), raw).unwrap();
}

/// How many events the log holds, and when the mailbox was last said to be well.
async fn written(world: &World, acme: &Company) -> (usize, domain::Timestamp) {
    let store = world.app.store().tenant(acme.info.scope);
    let sync = store.find_mailbox_sync(acme.mailbox).await.unwrap().unwrap();
    (store.list_audit_entries(0, 10_000).await.unwrap().len(), sync.last_success_at.unwrap())
}

/// What is written once the mail that came has been dealt with to the end.
async fn settled(world: &World, acme: &Company) -> (usize, domain::Timestamp) {
    until("nothing more is written", async || {
        let before = written(world, acme).await;
        tokio::time::sleep(LOOKS).await;
        (written(world, acme).await == before).then_some(before)
    })
    .await
}

async fn a_look_that_finds_nothing_opens_and_writes_nothing(engine: Engine) {
    let Some(world) = World::with(engine, |settings| settings.poll_s = 0).await else { return };
    let acme = world.company("acme").await;
    put(&world, "1");
    let mut jobs = tokio::task::JoinSet::new();
    jobs.spawn(mailboxes::run(Arc::clone(&world.app)));
    servers::until_tickets(&world, &acme, 1).await;
    let before = settled(&world, &acme).await;
    world.clock.advance_ms(60_000);
    tokio::time::sleep(LOOKS).await;
    assert_eq!(written(&world, &acme).await, before);
    // Now and then it is said that all is well, and what comes is found at once.
    world.clock.advance_ms(4 * 60_000);
    until("it is said again", async || (written(&world, &acme).await.1 > before.1).then_some(())).await;
    put(&world, "2");
    servers::until_tickets(&world, &acme, 2).await;
    let (system, name) = (world.app.store().system(), format!("mailbox/{}", acme.mailbox));
    let holder = system.find_lease_holder(&name, world.app.now()).await.unwrap();
    assert_eq!(holder, Some(world.app.node()));
    assert_eq!(privacy::unaudited_opens(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    a_look_that_finds_nothing_opens_and_writes_nothing(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    a_look_that_finds_nothing_opens_and_writes_nothing(Engine::Postgres).await;
}
