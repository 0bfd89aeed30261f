//! Ends that legal holds put off (C41, C42, C47), and what of them is taken back when somebody connects a mailbox again.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, World, mail, until};
use app::erasure::{self, Scope, Wanted, holds};
use app::mailbox::MailboxChange;
use app::view::MailboxView;
use app::{Ctx, Error};
use domain::audit::Job;
use domain::ledger::LedgerEntry;
use domain::{ErasureReason, ErasureState, LedgerWord, MailboxState, ObjectId, TicketId};
use store::ChangeKind;

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
    app::mailbox::connect(&world.app, &world.operator_ctx(acme), settings, None).await.unwrap()
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

async fn ticket(world: &World, acme: &Company, subject: &str) -> TicketId {
    let rows = world.tickets(acme).await;
    rows.iter().find(|row| row.subject == subject).unwrap().id
}

async fn ids(world: &World, acme: &Company) -> Vec<TicketId> {
    world.tickets(acme).await.into_iter().map(|row| row.id).collect()
}

/// Looks until only this is left: what a step began goes on at the next look.
async fn until_left(world: &World, acme: &Company, left: &[TicketId]) {
    until("what nothing holds is gone", async || {
        app::jobs::closing::round(&world.app).await.unwrap();
        look(world).await;
        (ids(world, acme).await == left).then_some(())
    })
    .await;
    for _ in 0..4 {
        look(world).await;
    }
    assert_eq!(ids(world, acme).await, left);
}

/// Whether what a message says can be opened by anybody.
async fn keys_of(world: &World, acme: &Company, objects: &[ObjectId]) -> usize {
    world.app.keyring().list_object_keys(acme.info.scope, objects).await.unwrap().len()
}

async fn objects(world: &World, acme: &Company, ticket: TicketId) -> Vec<ObjectId> {
    let store = world.app.store().tenant(acme.info.scope);
    let rows = store.list_messages_of_ticket(ticket, None, 10).await.unwrap();
    rows.iter().map(|row| row.content.object()).collect()
}

async fn contacts(world: &World, acme: &Company) -> usize {
    let store = world.app.store().tenant(acme.info.scope);
    store.list_contact_facts(None, 10).await.unwrap().len()
}

/// No fault in what was promised of ends, of erasures, of holds.
async fn is_kept(world: &World) {
    for clause in [41, 42, 43, 46, 47, 66, 115, 116] {
        let report = app::verify::run_some(&world.app, None, Some(clause)).await.unwrap();
        let faults: Vec<_> = report.checks.iter().flat_map(|one| one.faults.clone()).collect();
        assert_eq!(faults, [], "C{clause}");
    }
}

async fn of_a_mailbox_only_what_is_held_waits(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (saddle, bell) = (ticket(&world, &acme, "Zebra saddle").await, ticket(&world, &acme, "A bell").await);
    let (kept, gone) = (objects(&world, &acme, saddle).await, objects(&world, &acme, bell).await);
    let hold = world.hold(&acme, Scope::Conversation(saddle)).await;
    disconnect(&world, &acme, Some(1)).await;
    world.clock.advance_ms(DAY_MS);
    until_left(&world, &acme, &[saddle]).await;
    assert_eq!((keys_of(&world, &acme, &kept).await, keys_of(&world, &acme, &gone).await), (kept.len(), 0));
    assert_eq!(contacts(&world, &acme).await, 1, "whoever is held is kept with it, and nobody else");
    let of = of_mailbox(&world, &acme).await;
    assert_eq!((of.len(), of[0].state, of[0].hold), (1, ErasureState::Held, Some(hold)));
    world.clock.advance_ms(5 * DAY_MS);
    look(&world).await;
    is_kept(&world).await;
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    until_left(&world, &acme, &[]).await;
    let of = of_mailbox(&world, &acme).await;
    assert_eq!((of[0].state, of[0].tickets, of[0].messages), (ErasureState::Done, 2, 2));
    assert_eq!((keys_of(&world, &acme, &kept).await, contacts(&world, &acme).await), (0, 0));
    assert!(world.app.store().tenant(acme.info.scope).list_mailboxes().await.unwrap().is_empty());
    is_kept(&world).await;
}

/// Eva's conversation is held, eleven go.
async fn with_many(world: &World) -> (Company, TicketId) {
    let acme = with_mail(world).await;
    let mails: Vec<(String, String)> = (0..10)
        .map(|n| {
            let (from, id) = (format!("p{n}@x.test"), format!("more-{n}@x.test"));
            (id.clone(), mail(&from, &id, None, "A chain", "It jumps."))
        })
        .collect();
    let mails: Vec<(&str, String)> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
    world.take_in(&acme, &mails).await;
    let saddle = ticket(world, &acme, "Zebra saddle").await;
    world.hold(&acme, Scope::Conversation(saddle)).await;
    disconnect(world, &acme, Some(1)).await;
    world.clock.advance_ms(DAY_MS);
    (acme, saddle)
}

/// Each wait for the index takes as long for many as for one: hundreds of conversations wait for it together, then their people.
async fn parts_wait_for_the_index_together(world: World) {
    let (acme, saddle) = with_many(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    until_left(&world, &acme, &[saddle]).await;
    assert_eq!(contacts(&world, &acme).await, 1);
    let store = world.app.store().tenant(acme.info.scope);
    let parts = store.list_erasures(None, 100).await.unwrap();
    assert_eq!(parts.iter().filter(|row| row.state == ErasureState::Done && row.messages == 1).count(), 11);
    let changes = store.list_changes_after(0, 1_000).await.unwrap();
    assert_eq!(changes.iter().filter(|change| change.kind == ChangeKind::Erased).count(), 2);
}

/// Somebody wants a person erased while many conversations go: that is next, and not last.
async fn what_somebody_wants_does_not_wait_for_many(world: World) {
    let (acme, _) = with_many(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let bell = ticket(&world, &acme, "A bell").await;
    let store = world.app.store().tenant(acme.info.scope);
    let bo = store.find_ticket(bell).await.unwrap().unwrap().requester;
    let ledger = async || world.app.keyring().list_ledger(acme.info.scope, -1, 100).await.unwrap();
    // The first of them has come as far as its keys.
    let turn = world.app.tenant_turn(acme.info.scope).await;
    let meanwhile = async {
        let is_first = |entry: &LedgerEntry| entry.what == LedgerWord::ConversationErased;
        until("the first is in the ledger", async || ledger().await.iter().any(is_first).then_some(())).await;
        let wanted = Wanted { scope: Scope::Contact(bo), reason: ErasureReason::Request };
        erasure::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
        drop(turn);
    };
    tokio::join!(look(&world), meanwhile);
    let all: Vec<LedgerWord> = ledger().await.into_iter().map(|entry| entry.what).collect();
    let at = all.iter().position(|what| *what == LedgerWord::ContactErased).unwrap();
    let parts =
        |some: &[LedgerWord]| some.iter().filter(|what| **what == LedgerWord::ConversationErased).count();
    assert_eq!((parts(&all[..at]), parts(&all[at..])), (8, 3));
}

/// Connected again when the first part is out, it lives with what is left, and takes in anew what is at the source.
async fn a_mailbox_comes_back_with_what_is_left(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let saddle = ticket(&world, &acme, "Zebra saddle").await;
    let hold = world.hold(&acme, Scope::Conversation(saddle)).await;
    disconnect(&world, &acme, Some(1)).await;
    world.clock.advance_ms(DAY_MS);
    until_left(&world, &acme, &[saddle]).await;
    assert_eq!(connect(&world, &acme).await.id, acme.mailbox);
    let again = mail("Bo Berg <bo@x.test>", "2@x.test", None, "A bell", "The quaggabell is silent.");
    assert_eq!(world.take_in(&acme, &[("2", again)]).await.taken_in, 1);
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    for _ in 0..3 {
        look(&world).await;
    }
    assert_eq!(world.tickets(&acme).await.len(), 2);
}

/// A hold that comes between is heard: what was begun is let be.
async fn a_hold_that_comes_between_keeps_what_it_covers(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (saddle, bell) = (ticket(&world, &acme, "Zebra saddle").await, ticket(&world, &acme, "A bell").await);
    world.hold(&acme, Scope::Conversation(saddle)).await;
    disconnect(&world, &acme, Some(1)).await;
    world.clock.advance_ms(DAY_MS);
    app::jobs::mailbox_end::round(&world.app).await.unwrap();
    // As it is when the part has begun and nothing of it was done.
    let job = Ctx::job(acme.info.scope, Job::Erasure, world.app.now());
    let wanted = Wanted { scope: Scope::Conversation(bell), reason: ErasureReason::Disconnect };
    let id = erasure::begin(&world.app, &job, wanted).await.unwrap();
    world.hold(&acme, Scope::Conversation(bell)).await;
    look(&world).await;
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.find_erasure(id).await.unwrap(), None);
    assert_eq!(world.tickets(&acme).await.len(), 2);
}

/// Of a company what a law keeps is all that is left on its day; when that is over, its key goes.
async fn of_a_company_only_what_a_law_keeps_waits(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (saddle, bell) = (ticket(&world, &acme, "Zebra saddle").await, ticket(&world, &acme, "A bell").await);
    let (kept, gone) = (objects(&world, &acme, saddle).await, objects(&world, &acme, bell).await);
    let ctx = world.admin_ctx(&acme);
    let law = holds::NewHold {
        scope: Scope::Conversation(saddle),
        reason: "An invoice".to_owned(),
        law: "Bookkeeping act".to_owned(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: Some(ctx.now.plus_millis(60 * DAY_MS)),
    };
    holds::place(&world.app, &ctx, law).await.unwrap();
    let password = domain::Private::new(world::PASSWORD.to_owned());
    let close = app::closing::Close { days: Some(2), slug: "acme".to_owned(), password, keep_sums: false };
    app::closing::begin(&world.app, &ctx, close).await.unwrap();
    world.clock.advance_ms(2 * DAY_MS);
    until_left(&world, &acme, &[saddle]).await;
    assert_eq!((keys_of(&world, &acme, &kept).await, keys_of(&world, &acme, &gone).await), (kept.len(), 0));
    assert_eq!(contacts(&world, &acme).await, 1);
    let (scope, store) = (acme.info.scope, world.app.store().tenant(acme.info.scope));
    let company = async || store.list_erasures_of(scope.tenant().uuid()).await.unwrap().remove(0);
    assert_eq!(company().await.state, ErasureState::Held);
    world.clock.advance_ms(10 * DAY_MS);
    app::jobs::retention::round(&world.app).await.unwrap();
    look(&world).await;
    is_kept(&world).await;
    world.clock.advance_ms(50 * DAY_MS);
    app::jobs::retention::round(&world.app).await.unwrap();
    until("the company is gone", async || {
        look(&world).await;
        (company().await.state == ErasureState::Done).then_some(())
    })
    .await;
    assert!(world.app.keyring().list_tenant_keys(scope).await.unwrap().is_empty());
    assert_eq!((company().await.tickets, company().await.messages), (2, 2), "the receipt counts all of it");
    assert_eq!(store.count_messages().await.unwrap(), 0);
    until("every part is done", async || {
        look(&world).await;
        let all = store.list_erasures(None, 100).await.unwrap();
        all.iter().all(|one| one.state == ErasureState::Done).then_some(())
    })
    .await;
    is_kept(&world).await;
}

crate::on_both_engines! {
    of_a_mailbox_only_what_is_held_waits
    parts_wait_for_the_index_together
    what_somebody_wants_does_not_wait_for_many
    a_mailbox_comes_back_with_what_is_left
    a_hold_that_comes_between_keeps_what_it_covers
    of_a_company_only_what_a_law_keeps_waits
    a_suspended_company_hears_that_a_permission_ended
    connected_again_while_it_is_held_it_lives
    an_erasure_that_was_ordered_is_not_taken_back
    the_days_run_since_the_permission_ended
    a_permission_that_was_left_is_given_back_later
}
