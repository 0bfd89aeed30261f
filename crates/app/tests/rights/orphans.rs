//! The sweep of keys: what a crash left goes, what anything has stays.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail};
use app::jobs::orphans::Sweep;
use domain::ObjectId;
use domain::keyring::LeafRef;
use domain::limits::BACKUP_DAYS_DEFAULT;
use domain::record::{ContactProfile, TicketSummary};
use uuid::Uuid;

const HOUR_MS: i64 = 3_600_000;

/// What a process leaves that is killed when its keys are durable and its data is not.
async fn killed_between_keys_and_data(world: &World, company: &Company) -> Vec<ObjectId> {
    let (app, scope, now) = (&world.app, company.info.scope, world.app.now());
    let ticket = world.tickets(company).await[0].clone();
    let leaves = [LeafRef::ticket(ticket.id), LeafRef::mailbox(company.mailbox)];
    let mut keys = app.vault().draft(scope);
    let new = Uuid::from_u128(7);
    let summary = keys.seal(now, new, &leaves, &TicketSummary::default()).unwrap();
    let agent = [LeafRef::agent(company.agent)];
    let profile = keys.seal(now, new, &agent, &ContactProfile::default()).unwrap();
    app.keyring().commit(keys.batch()).await.unwrap();
    vec![summary.object(), profile.object()]
}

async fn object_keys(world: &World) -> i64 {
    app::keys::status(&world.app).await.unwrap().objects
}

/// A company that has something in every place that holds sealed values.
async fn busy_company(world: &World) -> Company {
    let acme = world.company("acme").await;
    let file = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee.\r\n\
                --b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile\r\n--b--\r\n";
    let with_file = format!("From: eva@x.test\r\nTo: support@acme.test\r\nMessage-ID: <f@x.test>\r\n{file}");
    world
        .take_in(
            &acme,
            &[("1", mail("eva@x.test", "1@x.test", None, "Printer", "Broken.")), ("2", with_file)],
        )
        .await;
    let ctx = world.agent_ctx(&acme);
    let ticket = world.tickets(&acme).await[0].id;
    app::note::add(&world.app, &ctx, ticket, "Ask the supplier.").await.unwrap();
    world.answer(&acme, ticket, "It is on its way.").await;
    let team = app::team::TeamDraft { name: "Sales".to_owned(), ..Default::default() };
    app::team::create(&world.app, &world.admin_ctx(&acme), team).await.unwrap();
    app::upload::add(&world.app, &ctx, "b.txt", "text/plain", b"later".to_vec()).await.unwrap();
    acme
}

/// Every message of every ticket opens, and the name of every team.
async fn everything_opens(world: &World, company: &Company) -> usize {
    let mut messages = 0;
    assert_eq!(app::team::list(&world.app, &world.agent_ctx(company)).await.unwrap().len(), 1);
    for ticket in world.tickets(company).await {
        messages += world.read(company, ticket.id).await.messages.len();
    }
    messages
}

async fn keys_of_a_write_that_never_was_end_and_no_others(world: World) {
    let acme = busy_company(&world).await;
    let (before, messages) = (object_keys(&world).await, everything_opens(&world, &acme).await);
    assert_eq!(messages, 4);
    let orphans = killed_between_keys_and_data(&world, &acme).await;
    let scope = acme.info.scope;
    let left = async || world.app.keyring().list_object_keys(scope, &orphans).await.unwrap().len();
    let mut sweep = Sweep::default();
    // A write that is under way looks the same: nothing young goes, and nothing at the first look.
    for _ in 0..2 {
        assert_eq!(sweep.round(&world.app).await.unwrap(), 0);
    }
    world.clock.advance_ms(HOUR_MS + 1);
    assert_eq!(sweep.round(&world.app).await.unwrap(), 0);
    assert_eq!(left().await, 2);
    assert_eq!(sweep.round(&world.app).await.unwrap(), 2);
    // The one of an agent goes at once; the other one stays as long as a backup that may hold what it opens.
    assert_eq!(left().await, 1);
    for _ in 0..2 {
        assert_eq!(Sweep::default().round(&world.app).await.unwrap(), 0);
        assert_eq!(sweep.round(&world.app).await.unwrap(), 0);
    }
    world.clock.advance_ms((i64::from(BACKUP_DAYS_DEFAULT) * 24 + 1) * HOUR_MS);
    assert_eq!(sweep.round(&world.app).await.unwrap(), 1);
    assert_eq!(left().await, 0);
    assert_eq!(object_keys(&world).await, before);
    assert_eq!(everything_opens(&world, &acme).await, messages);
    // Nor does a process that starts afresh find anything else.
    let mut again = Sweep::default();
    for _ in 0..2 {
        assert_eq!(again.round(&world.app).await.unwrap(), 0);
    }
}

async fn a_write_that_ends_between_two_looks_keeps_its_keys(world: World) {
    let acme = busy_company(&world).await;
    let orphans = killed_between_keys_and_data(&world, &acme).await;
    world.clock.advance_ms(HOUR_MS + 1);
    let mut sweep = Sweep::default();
    sweep.round(&world.app).await.unwrap();
    // Its data comes after all.
    let store = world.app.store().tenant(acme.info.scope);
    let id = world.tickets(&acme).await[0].id;
    let mut tx = store.begin().await.unwrap();
    let mut ticket = tx.get_ticket(id).await.unwrap();
    let old = ticket.summary.object();
    ticket.summary = domain::Sealed::from_parts(orphans[0], vec![0; 8]);
    tx.update_tickets(&[ticket]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sweep.round(&world.app).await.unwrap(), 1, "only the other one");
    assert_eq!(world.app.keyring().list_object_keys(acme.info.scope, &[orphans[0]]).await.unwrap().len(), 1);
    // What it took the place of has become an orphan; its key was looked at before that, so a new process finds it. A
    // backup may hold it.
    let mut again = Sweep::default();
    again.round(&world.app).await.unwrap();
    assert_eq!(again.round(&world.app).await.unwrap(), 1);
    let kept = world.app.keyring().list_kept_object_keys(acme.info.scope, None, 10).await.unwrap();
    assert_eq!(kept.iter().map(|key| key.object).collect::<Vec<_>>(), [old]);
}

crate::on_both_engines! {
    keys_of_a_write_that_never_was_end_and_no_others
    a_write_that_ends_between_two_looks_keeps_its_keys
}

/// Held mail has no message yet: its bytes are all there is of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn held_mail_keeps_its_keys() {
    // A port that was just given back: nobody answers there.
    let nobody = testkit::port::Port::claim().unwrap().number();
    let clamd = Some(format!("127.0.0.1:{nobody}"));
    let world = World::with(Engine::Sqlite, |settings| settings.clamd = clamd).await.unwrap();
    let acme = world.company("acme").await;
    let report = world.take_in(&acme, &[("1", mail("eva@x.test", "1@x.test", None, "A", "B"))]).await;
    assert_eq!(report.held, 1);
    let before = object_keys(&world).await;
    world.clock.advance_ms(2 * HOUR_MS);
    let mut sweep = Sweep::default();
    for _ in 0..2 {
        assert_eq!(sweep.round(&world.app).await.unwrap(), 0);
    }
    assert_eq!(object_keys(&world).await, before);
}
