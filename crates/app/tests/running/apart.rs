//! One company's trouble is not another's: where everything of one fails, every job goes on for the others.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, until};
use app::erasure::{self, Scope, Wanted};
use app::jobs::{mailboxes, notices, upkeep, waking};
use app::view::{Snooze, TicketChange};
use domain::{ErasureReason, ErasureState, TicketId, TicketStatus};
use std::sync::Arc;

crate::on_both_engines! {
    what_fails_at_one_company_goes_on_at_the_others
}

/// A ticket of Eva's and one of Bo's, which sleeps for a minute and is Egon's.
async fn lived_in(world: &World, company: &Company) -> (TicketId, TicketId) {
    let mail =
        |name: &str| world::mail(&format!("{name}@x.test"), &format!("{name}-1@x.test"), None, name, "Hello");
    world.take_in(company, &[("1", mail("eva")), ("2", mail("bo"))]).await;
    let rows = world.tickets(company).await;
    let of = |subject: &str| rows.iter().find(|row| row.subject == subject).unwrap().id;
    let snooze = TicketChange {
        snooze: Some(Snooze::Until(world.app.now().plus_millis(60_000))),
        assignee: Some(Some(company.agent)),
        ..TicketChange::default()
    };
    app::ticket::change_many(&world.app, &world.admin_ctx(company), &[of("bo")], &snooze).await.unwrap();
    (of("eva"), of("bo"))
}

async fn what_fails_at_one_company_goes_on_at_the_others(world: World) {
    // The one that fails has its turn first.
    let (acme, beta) = (world.company("acme").await, world.company("beta").await);
    lived_in(&world, &acme).await;
    let (evas, bos) = lived_in(&world, &beta).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let store = world.app.store().tenant(beta.info.scope);
    let eva = store.find_ticket(evas).await.unwrap().unwrap().requester;
    let wanted = Wanted { scope: Scope::Contact(eva), reason: ErasureReason::Request };
    let erased = erasure::begin(&world.app, &world.admin_ctx(&beta), wanted).await.unwrap();
    // Nothing of theirs opens any more, and all of it is there.
    world.app.keyring().destroy_tenant(acme.info.scope).await.unwrap();
    world.app.vault().forget_tenant(acme.info.scope);
    world.clock.advance_ms(60_000);
    let app = &world.app;

    assert!(waking::round(app).await.is_err());
    assert_eq!(store.find_ticket(bos).await.unwrap().unwrap().status, TicketStatus::Open);
    assert!(notices::round(app).await.is_err());
    let told = app::notice::list(app, &world.agent_ctx(&beta), false, None, 10).await.unwrap();
    assert!(!told.items.is_empty());
    let before = store.find_last_checkpoint().await.unwrap().map(|one| one.size);
    upkeep::round(app).await.unwrap();
    assert!(store.find_last_checkpoint().await.unwrap().map(|one| one.size) > before);
    let left = erasure::round(app, app.now()).await;
    assert!(left.is_ok_and(|left| left == 0));
    assert_eq!(store.find_erasure(erased).await.unwrap().unwrap().state, ErasureState::Done);
    let jobs = tokio::spawn(mailboxes::run(Arc::clone(app)));
    let mail = world::mail("di@x.test", "di-1@x.test", None, "A lamp", "It glows.");
    std::fs::write(world.folder.path().join("maildir-beta/new/1.mail"), mail).unwrap();
    until("beta's mail", async || world.tickets(&beta).await.into_iter().find(|row| row.subject == "A lamp"))
        .await;
    jobs.abort();
}
