//! The full-text index follows the store through trouble of its own: whoever waits for it is told, and what it
//! missed is found once the trouble is over.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail};
use app::inbound::Report;
use app::index::INDEX_PATIENCE;
use app::view::TicketFilter;
use std::path::{Path, PathBuf};
use std::time::Duration;

async fn take_in(world: &World, company: &Company, n: usize) -> Report {
    let raw = mail("eva@x.test", &format!("{n}@x.test"), None, "Printer", &format!("zebrafish{n} is here"));
    world.take_in(company, &[(n.to_string().as_str(), raw)]).await
}

async fn caught_up(world: &World, company: &Company, report: &Report) -> app::Result<()> {
    world.app.index_caught_up(company.info.scope, report.change_seq, INDEX_PATIENCE).await
}

/// How many tickets have the word of mail `n`.
async fn found(world: &World, company: &Company, n: usize) -> usize {
    let (ctx, filter) = (world.agent_ctx(company), TicketFilter::default());
    let query = format!("zebrafish{n}");
    app::ticket::search(&world.app, &ctx, &query, &filter, None, 10).await.unwrap().items.len()
}

/// A file lies where a folder belongs: no account, not even root, gets past that.
fn replace_by_file(folder: &Path) -> PathBuf {
    let aside = folder.with_extension("aside");
    if folder.exists() {
        std::fs::rename(folder, &aside).unwrap();
    }
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    std::fs::write(folder, "not a folder").unwrap();
    aside
}

async fn an_index_that_does_not_open_is_an_error_and_then_filled(world: World) {
    let acme = world.company("acme").await;
    let folder = world.app.indexes().folder(acme.info.scope);
    replace_by_file(&folder);
    let _jobs = app::jobs::start_indexer(&world.app);
    let report = take_in(&world, &acme, 1).await;
    let error = caught_up(&world, &acme, &report).await.unwrap_err();
    assert_eq!(error.code(), "try-again");
    let text = error.to_string();
    assert!(text.contains("cannot be brought up to date") && text.contains("could not be read"), "{text}");
    // The mail itself is there, and found as soon as the folder can be used.
    assert_eq!(world.tickets(&acme).await.len(), 1);
    std::fs::remove_file(&folder).unwrap();
    caught_up(&world, &acme, &report).await.unwrap();
    assert_eq!(found(&world, &acme, 1).await, 1);
}

async fn what_a_failed_commit_lost_is_indexed_again(world: World) {
    let acme = world.company("acme").await;
    let folder = world.app.indexes().folder(acme.info.scope);
    let _jobs = app::jobs::start_indexer(&world.app);
    let report = take_in(&world, &acme, 1).await;
    caught_up(&world, &acme, &report).await.unwrap();
    let aside = replace_by_file(&folder);
    let report = take_in(&world, &acme, 2).await;
    caught_up(&world, &acme, &report).await.unwrap_err();
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(aside, &folder).unwrap();
    let report = take_in(&world, &acme, 3).await;
    caught_up(&world, &acme, &report).await.unwrap();
    for n in 1..=3 {
        assert_eq!(found(&world, &acme, n).await, 1, "mail {n}");
    }
}

async fn an_index_that_was_lost_while_running_is_filled_anew(world: World) {
    let acme = world.company("acme").await;
    let folder = world.app.indexes().folder(acme.info.scope);
    let _jobs = app::jobs::start_indexer(&world.app);
    let report = take_in(&world, &acme, 1).await;
    caught_up(&world, &acme, &report).await.unwrap();
    // The indexer says that it has caught up before it lets go of the index.
    world::until("nobody has the index open", async || {
        world.app.indexes().close_idle().unwrap();
        (world.app.indexes().open_count() == 0).then_some(())
    })
    .await;
    std::fs::remove_dir_all(&folder).unwrap();
    let report = take_in(&world, &acme, 2).await;
    caught_up(&world, &acme, &report).await.unwrap();
    for n in 1..=2 {
        assert_eq!(found(&world, &acme, n).await, 1, "mail {n}");
    }
}

async fn a_mail_is_found_while_something_happens_all_the_time(world: World) {
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    take_in(&world, &acme, 1).await;
    let (ctx, ticket) = (world.agent_ctx(&acme), world.tickets(&acme).await[0].id);
    let mut unread = false;
    world::until("the mail is found", async || {
        unread = !unread;
        app::ticket::seen::mark(&world.app, &ctx, &[ticket], unread).await.unwrap();
        (found(&world, &acme, 1).await == 1).then_some(())
    })
    .await;
}

async fn nobody_waits_for_ever(world: World) {
    let acme = world.company("acme").await;
    let report = take_in(&world, &acme, 1).await;
    // No indexer runs here.
    let waiting = world.app.index_caught_up(acme.info.scope, report.change_seq, Duration::from_millis(50));
    assert!(matches!(waiting.await, Err(app::Error::IndexBehind(_))));
}

crate::on_both_engines! {
    an_index_that_does_not_open_is_an_error_and_then_filled
    what_a_failed_commit_lost_is_indexed_again
    an_index_that_was_lost_while_running_is_filled_anew
    a_mail_is_found_while_something_happens_all_the_time
    nobody_waits_for_ever
}
