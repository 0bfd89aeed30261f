//! A clock that was set wrong: far ahead it ends no term, until it has stood for a day or somebody says that it is right.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::erasure::{Scope, holds};
use app::mailbox::MailboxChange;
use app::retention::{self, NewRule};
use app::terms::{self, Belief};
use app::view::TicketChange;
use app::{Ctx, alert, erasure, jobs, operator};
use domain::{
    AgentId, AlertRule, AlertState, RetentionSubject, RetentionTerms, Role, TenantScope, TicketStatus,
    Timestamp,
};
use store::{TicketFilter, TicketOrder};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn every_state() -> TicketFilter {
    TicketFilter { statuses: TicketStatus::SETTABLE.to_vec(), ..Default::default() }
}

/// A company whose conversation is held by law for a hundred days, and a rule that takes what is closed after a year.
async fn company(world: &World) -> Company {
    let acme = world.company("acme").await;
    let mails = [("1", mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra", "The saddle broke."))];
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, 1);
    let ctx = world.admin_ctx(&acme);
    let store = world.app.store().tenant(acme.info.scope);
    let ticket =
        store.list_tickets(&every_state(), TicketOrder::Created, None, 1).await.unwrap().remove(0).id;
    let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(&world.app, &world.agent_ctx(&acme), ticket, change).await.unwrap();
    let hold = holds::NewHold {
        scope: Scope::Conversation(ticket),
        reason: "Bookkeeping".to_owned(),
        law: "Bokföringslagen 7:2 (SFS 1999:1078)".to_owned(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: Some(ctx.now.plus_millis(100 * DAY_MS)),
    };
    holds::place(&world.app, &ctx, hold).await.unwrap();
    let terms = RetentionTerms {
        days: 365,
        notice_days: 0,
        statuses: vec![TicketStatus::Closed],
        ..RetentionTerms::default_of(RetentionSubject::Conversation)
    };
    retention::create(&world.app, &ctx, NewRule { name: "A year".to_owned(), terms }).await.unwrap();
    acme
}

/// What the jobs do when they look by themselves.
async fn look(world: &World) {
    jobs::retention::look(&world.app).await.unwrap();
    jobs::mailbox_end::look(&world.app).await.unwrap();
    jobs::closing::look(&world.app).await.unwrap();
    for _ in 0..3 {
        erasure::round(&world.app, world.app.now()).await.unwrap();
    }
}

async fn told(world: &World) -> usize {
    let ctx =
        Ctx::agent(operator::SCOPE, AgentId::generate(crate::world::START), Role::Operator, world.app.now());
    let all = alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items;
    all.iter().filter(|one| one.rule == AlertRule::Clock).map(|one| one.times as usize).sum()
}

/// Holds in force, and conversations.
async fn left(world: &World, scope: TenantScope) -> (usize, usize) {
    let store = world.app.store().tenant(scope);
    let held =
        store.list_holds(10).await.unwrap().into_iter().filter(|hold| hold.released_at.is_none()).count();
    (held, store.list_tickets(&every_state(), TicketOrder::Created, None, 10).await.unwrap().len())
}

async fn a_clock_far_ahead_ends_nothing_until_it_is_set_right(world: World) {
    let acme = company(&world).await;
    let _jobs = jobs::start_indexer(&world.app);
    look(&world).await;
    world.clock.advance_ms(2_000 * DAY_MS);
    look(&world).await;
    look(&world).await;
    assert_eq!(left(&world, acme.info.scope).await, (1, 1));
    assert_eq!(told(&world).await, 1, "once");
    world.clock.advance_ms(-2_000 * DAY_MS);
    look(&world).await;
    assert_eq!(terms::look(&world.app).await.unwrap(), Belief::Believed);
    // Whoever goes on from there finds each term at its time.
    for _ in 0..50 {
        world.clock.advance_ms(2 * DAY_MS);
        look(&world).await;
    }
    assert_eq!(left(&world, acme.info.scope).await, (0, 1));
}

async fn one_that_stands_for_a_day_is_believed(world: World) {
    let acme = company(&world).await;
    let _jobs = jobs::start_indexer(&world.app);
    look(&world).await;
    world.clock.advance_ms(2_000 * DAY_MS);
    look(&world).await;
    for _ in 0..24 * 6 - 1 {
        world.clock.advance_ms(HOUR_MS / 6);
        assert!(!terms::may_end(&world.app).await.unwrap());
    }
    assert_eq!(left(&world, acme.info.scope).await, (1, 1));
    world.clock.advance_ms(HOUR_MS / 6);
    look(&world).await;
    assert_eq!(left(&world, acme.info.scope).await, (0, 0));
}

async fn one_that_somebody_vouches_for_is_believed_at_once(world: World) {
    let acme = company(&world).await;
    let _jobs = jobs::start_indexer(&world.app);
    look(&world).await;
    world.clock.advance_ms(2_000 * DAY_MS);
    let Belief::Doubted { seen_at, .. } = terms::look(&world.app).await.unwrap() else { panic!("doubted") };
    assert!(seen_at < Timestamp::from_millis(world.app.now().as_millis() - 1_999 * DAY_MS));
    terms::believe(&world.app, &Ctx::operator(operator::SCOPE, world.app.now())).await.unwrap();
    look(&world).await;
    assert_eq!(left(&world, acme.info.scope).await, (0, 0));
}

async fn who_asks_for_it_at_once_waits_for_no_clock(world: World) {
    let acme = world.company("acme").await;
    let mails = [("1", mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra", "The saddle broke."))];
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, 1);
    let _jobs = jobs::start_indexer(&world.app);
    look(&world).await;
    world.clock.advance_ms(2_000 * DAY_MS);
    let disconnect = async |days| {
        let state = Some(domain::MailboxState::Disconnected);
        let change = MailboxChange { state, erase_after_days: Some(days), ..MailboxChange::default() };
        app::mailbox::change(&world.app, &world.admin_ctx(&acme), acme.mailbox, change).await.unwrap();
        look(&world).await;
    };
    disconnect(1).await;
    world.clock.advance_ms(2 * DAY_MS);
    look(&world).await;
    assert_eq!(
        left(&world, acme.info.scope).await,
        (0, 1),
        "its day has come by a clock that nobody believes"
    );
    disconnect(0).await;
    assert_eq!(left(&world, acme.info.scope).await, (0, 0));
}

/// Every job looks when the process starts.
async fn many_that_look_at_once_tell_once(world: World) {
    look(&world).await;
    world.clock.advance_ms(2_000 * DAY_MS);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let app = std::sync::Arc::clone(&world.app);
        all.spawn(async move { terms::may_end(&app).await.unwrap() });
    }
    assert_eq!(all.join_all().await, [false; 8]);
    assert_eq!(told(&world).await, 1);
}

crate::on_both_engines! {
    who_asks_for_it_at_once_waits_for_no_clock
    many_that_look_at_once_tell_once
    a_clock_far_ahead_ends_nothing_until_it_is_set_right
    one_that_stands_for_a_day_is_believed
    one_that_somebody_vouches_for_is_believed_at_once
}
