//! Ends that legal holds put off (C41, C42, C47), and what of them is taken back when somebody connects a mailbox again.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail};
use app::erasure::{self, Scope, Wanted, holds};
use app::mailbox::MailboxChange;
use app::view::MailboxView;
use app::{Ctx, Error};
use domain::audit::Job;
use domain::{ErasureReason, ErasureState, LedgerWord, MailboxState};

const DAY_MS: i64 = 24 * 3_600_000;

async fn with_mail(world: &World) -> Company {
    let acme = world.company("acme").await;
    let mails = [
        ("1", mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra saddle", "It broke.")),
        ("2", mail("Bo Berg <bo@x.test>", "2@x.test", None, "A bell", "The quaggabell is silent.")),
    ];
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, 2);
    acme
}

async fn disconnect(world: &World, acme: &Company, erase_after_days: Option<u32>) -> MailboxView {
    let state = Some(MailboxState::Disconnected);
    let change = MailboxChange { state, erase_after_days, ..MailboxChange::default() };
    app::mailbox::change(&world.app, &world.admin_ctx(acme), acme.mailbox, change).await.unwrap()
}

async fn connect(world: &World, acme: &Company) -> MailboxView {
    let settings = world::maildir("support@acme.test", &world.folder.path().join("maildir-acme"));
    app::mailbox::connect(&world.app, &world.admin_ctx(acme), settings, None).await.unwrap()
}

/// One look at what is due, and everything that follows from it.
async fn look(world: &World) {
    app::jobs::mailbox_end::round(&world.app).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

async fn of_mailbox(world: &World, acme: &Company) -> Vec<store::Erasure> {
    let store = world.app.store().tenant(acme.info.scope);
    store.list_erasures_of(acme.mailbox.uuid()).await.unwrap()
}

async fn connected_again_while_it_is_held_it_lives(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let hold = world.hold(&acme, Scope::Tenant).await;
    disconnect(&world, &acme, Some(1)).await;
    world.clock.advance_ms(DAY_MS);
    look(&world).await;
    let held = of_mailbox(&world, &acme).await;
    assert_eq!(
        (held.len(), held[0].state, held[0].reason),
        (1, ErasureState::Held, ErasureReason::Disconnect)
    );
    let back = connect(&world, &acme).await;
    assert_eq!((back.id, back.state, back.erase_at_ms), (acme.mailbox, MailboxState::Active, None));
    assert_eq!(of_mailbox(&world, &acme).await, []);
    let ledger = world.app.keyring().list_ledger(acme.info.scope, -1, 10).await.unwrap();
    let last = ledger.last().unwrap();
    assert_eq!((last.what, last.subject), (LedgerWord::ErasureTakenBack, held[0].id.uuid()));
    // A job that did not hear of it begins nothing either.
    let job = Ctx::job(acme.info.scope, Job::Erasure, world.app.now());
    let wanted = Wanted { scope: Scope::Mailbox(acme.mailbox), reason: ErasureReason::Disconnect };
    let stale = erasure::begin(&world.app, &job, wanted).await;
    assert!(matches!(stale, Err(Error::NotFound("mailbox end"))), "{stale:?}");
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    world.clock.advance_ms(40 * DAY_MS);
    look(&world).await;
    assert_eq!(world.tickets(&acme).await.len(), 2);
    assert_eq!(state_of(&world, &acme).await, MailboxState::Active);
}

async fn state_of(world: &World, acme: &Company) -> MailboxState {
    app::mailbox::read(&world.app, &world.admin_ctx(acme), acme.mailbox).await.unwrap().state
}

/// What somebody ordered is carried out; the same address is another mailbox.
async fn an_erasure_that_was_ordered_is_not_taken_back(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let hold = world.hold(&acme, Scope::Tenant).await;
    let wanted = Wanted { scope: Scope::Mailbox(acme.mailbox), reason: ErasureReason::Instruction };
    erasure::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
    assert_ne!(connect(&world, &acme).await.id, acme.mailbox);
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    look(&world).await;
    assert!(world.tickets(&acme).await.is_empty());
}

/// The thirty days run since the provider ended the permission, whatever is pressed since.
async fn the_days_run_since_the_permission_ended(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ended_at = world.app.now();
    world.permit(&acme, Some(ended_at)).await;
    world.clock.advance_ms(20 * DAY_MS);
    let last = Some(ended_at.plus_millis(30 * DAY_MS));
    assert_eq!(disconnect(&world, &acme, Some(3)).await.erase_at_ms, Some(ended_at.plus_millis(23 * DAY_MS)));
    assert_eq!(disconnect(&world, &acme, Some(30)).await.erase_at_ms, last);
    connect(&world, &acme).await;
    world.permit(&acme, Some(ended_at)).await;
    world.clock.advance_ms(9 * DAY_MS);
    assert_eq!(disconnect(&world, &acme, Some(7)).await.erase_at_ms, last);
    world.clock.advance_ms(DAY_MS - 1);
    look(&world).await;
    assert_eq!(world.tickets(&acme).await.len(), 2);
    world.clock.advance_ms(1);
    look(&world).await;
    assert!(world.tickets(&acme).await.is_empty());
}

/// Whoever disconnected it was interrupted before its permission was given back: the job does that, and says where the
/// provider did not take it.
async fn a_permission_that_was_left_is_given_back_later(world: World) {
    let acme = with_mail(&world).await;
    disconnect(&world, &acme, None).await;
    let left = world.permit(&acme, None).await;
    app::jobs::mailbox_end::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert!(store.find_grant(acme.mailbox).await.unwrap().is_none());
    let keys = world.app.keyring().list_object_keys(acme.info.scope, &[left.grant.object()]).await.unwrap();
    assert!(keys.is_empty());
    let admin = world.admin_ctx(&acme);
    let view = app::mailbox::read(&world.app, &admin, acme.mailbox).await.unwrap();
    assert_eq!(view.permission_left.as_deref(), Some("oauth-left-no-way"));
    let refused = app::audit::Sought { act: "mailbox.connect".to_owned(), ..app::audit::Sought::default() };
    let filter = app::audit::AuditFilter::of(&world.app, &admin, &refused).await.unwrap();
    let log = app::audit::read(&world.app, &admin, &filter, None, 50).await.unwrap();
    let told = |line: &app::audit::AuditLine| {
        line.event.as_ref().is_some_and(|event| event.reason == "oauth-left-no-way")
    };
    assert!(log.items.iter().any(told), "the log says that somebody has to withdraw it there");
    // Connected again, it is said no more.
    assert_eq!(connect(&world, &acme).await.permission_left, None);
}

/// Erased without being served, it is told of it, too.
async fn a_suspended_company_hears_that_a_permission_ended(world: World) {
    let acme = with_mail(&world).await;
    let operator = Ctx::operator(app::operator::SCOPE, world.app.now());
    app::tenant::suspend(&world.app, &operator, acme.info.scope).await.unwrap();
    world.permit(&acme, Some(world.app.now())).await;
    let store = world.app.store().tenant(acme.info.scope);
    for (days, notices) in [(0, 1), (7, 2), (14, 3)] {
        world.clock.advance_ms(days * DAY_MS);
        app::jobs::grant_notice::round(&world.app).await.unwrap();
        assert_eq!(store.find_grant(acme.mailbox).await.unwrap().unwrap().notices, notices);
    }
}

crate::on_both_engines! {
    a_suspended_company_hears_that_a_permission_ended
    connected_again_while_it_is_held_it_lives
    an_erasure_that_was_ordered_is_not_taken_back
    the_days_run_since_the_permission_ended
    a_permission_that_was_left_is_given_back_later
}
