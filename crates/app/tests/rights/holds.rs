//! Legal holds as they grow old (C47): what is said of one that was released ends, those of years ago stand in nobody's way,
//! and the day on which one is to be looked at again comes.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::erasure::hold_words::{self, HoldChange};
use app::erasure::{self, Scope, Wanted, holds};
use app::{Ctx, Error, jobs};
use domain::limits::{HOLD_WORDS_KEPT_DAYS, LEGAL_HOLDS_MAX};
use domain::{
    AlertRule, AlertState, ContactId, ErasureId, ErasureReason, ErasureState, HoldId, TicketId, Timestamp,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// A conversation of somebody's.
async fn wrote(world: &World, acme: &Company, name: &str) -> (TicketId, ContactId) {
    let (id, from) = (format!("{name}@in.test"), format!("{name} <{name}@x.test>"));
    let text = mail(&from, &id, None, name, "About the zebra saddle.");
    world.take_in(acme, &[(name, text)]).await;
    let ticket = world.tickets(acme).await.into_iter().find(|row| row.subject == name).unwrap().id;
    let row = world.app.store().tenant(acme.info.scope).find_ticket(ticket).await.unwrap().unwrap();
    (ticket, row.requester)
}

async fn begin(world: &World, acme: &Company, scope: Scope) -> ErasureId {
    let wanted = Wanted { scope, reason: ErasureReason::Instruction };
    erasure::begin(&world.app, &world.admin_ctx(acme), wanted).await.unwrap()
}

async fn release(world: &World, acme: &Company, id: HoldId) {
    holds::release(&world.app, &world.admin_ctx(acme), id).await.unwrap();
}

async fn row(world: &World, acme: &Company, id: HoldId) -> store::Hold {
    world.app.store().tenant(acme.info.scope).find_hold(id).await.unwrap().unwrap()
}

/// Whether there is a key for what a row has sealed.
async fn has_key(world: &World, acme: &Company, row: &store::Hold) -> bool {
    let keys = world.app.keyring().list_object_keys(acme.info.scope, &[row.content.object()]).await.unwrap();
    !keys.is_empty()
}

/// What is said of it.
async fn words(world: &World, acme: &Company, id: HoldId) -> String {
    holds::read(&world.app, &world.admin_ctx(acme), id).await.unwrap().reason
}

async fn why_it_was_placed_ends_a_year_after_its_release(world: World) {
    let acme = world.company("acme").await;
    let (ticket, _) = wrote(&world, &acme, "eva").await;
    let released = world.hold(&acme, Scope::Conversation(ticket)).await;
    let in_force = world.hold(&acme, Scope::Conversation(ticket)).await;
    release(&world, &acme, released).await;
    let before = row(&world, &acme, released).await;
    world.clock.advance_ms(HOLD_WORDS_KEPT_DAYS * DAY_MS - 1);
    jobs::retention::round(&world.app).await.unwrap();
    assert!(!words(&world, &acme, released).await.is_empty());
    world.clock.advance_ms(1);
    jobs::retention::round(&world.app).await.unwrap();
    let after = row(&world, &acme, released).await;
    assert_eq!(after.forgotten_at, Some(world.app.now()));
    assert_eq!((after.subject, after.owner), (before.subject, before.owner));
    assert_eq!((after.made_at, after.released_at), (before.made_at, before.released_at));
    assert!(!has_key(&world, &acme, &before).await, "nothing opens it any more");
    let view = holds::read(&world.app, &world.admin_ctx(&acme), released).await.unwrap();
    assert_eq!((view.reason.as_str(), view.law.as_str(), view.is_restored), ("", "", false));
    assert!(!words(&world, &acme, in_force).await.is_empty(), "one in force keeps its reason");
    // Once is enough.
    jobs::retention::round(&world.app).await.unwrap();
    assert_eq!(row(&world, &acme, released).await.content.object(), after.content.object());
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
}

async fn why_somebody_was_held_goes_with_them(world: World) {
    let acme = world.company("acme").await;
    let _jobs = jobs::start_indexer(&world.app);
    let (evas, eva) = wrote(&world, &acme, "eva").await;
    let (bos, bo) = wrote(&world, &acme, "bo").await;
    let mut all = Vec::new();
    for scope in
        [Scope::Contact(eva), Scope::Conversation(evas), Scope::Conversation(bos), Scope::Contact(bo)]
    {
        let id = world.hold(&acme, scope).await;
        release(&world, &acme, id).await;
        all.push(id);
    }
    let before = row(&world, &acme, all[1]).await;
    begin(&world, &acme, Scope::Contact(eva)).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    let mut left = Vec::new();
    for id in &all {
        left.push(!words(&world, &acme, *id).await.is_empty());
    }
    assert_eq!(left, [false, false, true, true], "hers, and that of the conversation that went with her");
    assert!(!has_key(&world, &acme, &before).await);
    begin(&world, &acme, Scope::Conversation(bos)).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert!(words(&world, &acme, all[2]).await.is_empty());
    assert!(!words(&world, &acme, all[3]).await.is_empty(), "he himself is still there");
}

/// Holds that were released long ago, newer than any in force.
async fn released_by_the_thousand(world: &World, acme: &Company, like: HoldId) {
    let like = row(world, acme, like).await;
    let mut tx = world.app.store().tenant(acme.info.scope).begin().await.unwrap();
    for n in 0..i64::from(LEGAL_HOLDS_MAX) {
        let at = like.made_at.plus_millis(n + 1);
        let one =
            store::Hold { id: HoldId::generate(at), released_at: Some(at), made_at: at, ..like.clone() };
        tx.insert_hold(&one).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn a_thousand_released_holds_stand_in_nobodys_way(world: World) {
    let acme = world.company("acme").await;
    let _jobs = jobs::start_indexer(&world.app);
    let (evas, eva) = wrote(&world, &acme, "eva").await;
    let (bos, _) = wrote(&world, &acme, "bo").await;
    let oldest = world.hold(&acme, Scope::Conversation(evas)).await;
    released_by_the_thousand(&world, &acme, oldest).await;
    // The oldest one is still in force, for its conversation and whoever takes part in it.
    let waiting = begin(&world, &acme, Scope::Contact(eva)).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.find_erasure(waiting).await.unwrap().unwrap().state, ErasureState::Held);
    // And another one can be placed.
    world.clock.advance_ms(DAY_MS);
    world.hold(&acme, Scope::Conversation(bos)).await;
}

/// More wait than are read at once, and what is free to go is the last of them.
async fn what_is_free_goes_however_much_waits_before_it(world: World) {
    let acme = world.company("acme").await;
    let _jobs = jobs::start_indexer(&world.app);
    let (evas, _) = wrote(&world, &acme, "eva").await;
    let (bos, _) = wrote(&world, &acme, "bo").await;
    world.hold(&acme, Scope::Conversation(evas)).await;
    let bo = world.hold(&acme, Scope::Conversation(bos)).await;
    let store = world.app.store().tenant(acme.info.scope);
    let first = begin(&world, &acme, Scope::Conversation(evas)).await;
    let first = store.find_erasure(first).await.unwrap().unwrap();
    let mut tx = store.begin().await.unwrap();
    for n in 0..250 {
        let id = ErasureId::generate(first.begun_at.plus_millis(n + 1));
        tx.insert_erasure(&store::Erasure { id, ..first.clone() }).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.clock.advance_ms(DAY_MS);
    let last = begin(&world, &acme, Scope::Conversation(bos)).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert_eq!(store.find_erasure(last).await.unwrap().unwrap().state, ErasureState::Held);
    release(&world, &acme, bo).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert_eq!(store.find_erasure(last).await.unwrap().unwrap().state, ErasureState::Done);
    assert!(
        store.find_ticket(bos).await.unwrap().is_none() && store.find_ticket(evas).await.unwrap().is_some()
    );
}

/// How often admins were alerted that a hold is to be looked at.
async fn alerted(world: &World, ctx: &Ctx) -> u32 {
    let open = app::alert::list(&world.app, ctx, AlertState::Open, None, 50).await.unwrap().items;
    open.iter().filter(|row| row.rule == AlertRule::HoldReview).map(|row| row.times).sum()
}

async fn look(world: &World) {
    for _ in 0..2 {
        jobs::retention::round(&world.app).await.unwrap();
    }
}

async fn the_day_to_look_again_is_told_once_and_can_be_put_off(world: World) {
    let acme = world.company("acme").await;
    let (evas, _) = wrote(&world, &acme, "eva").await;
    let (bos, _) = wrote(&world, &acme, "bo").await;
    let hold = world.hold(&acme, Scope::Conversation(evas)).await;
    let released = world.hold(&acme, Scope::Conversation(bos)).await;
    release(&world, &acme, released).await;
    world.clock.advance_ms(90 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(alerted(&world, &world.admin_ctx(&acme)).await, 0);
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(alerted(&world, &world.admin_ctx(&acme)).await, 1);
    let ctx = world.admin_ctx(&acme);
    let put_off = |at: Timestamp| HoldChange { review_at: Some(at), words: None };
    let past = hold_words::change(&world.app, &ctx, hold, put_off(ctx.now)).await;
    assert!(matches!(past, Err(Error::Input { field: "review_at_ms", rule: "rule-future" })), "{past:?}");
    let next = ctx.now.plus_millis(30 * DAY_MS);
    let refused = hold_words::change(&world.app, &world.agent_ctx(&acme), hold, put_off(next)).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    hold_words::change(&world.app, &ctx, hold, put_off(next)).await.unwrap();
    assert_eq!(holds::read(&world.app, &ctx, hold).await.unwrap().review_at_ms, next);
    look(&world).await;
    assert_eq!(alerted(&world, &world.admin_ctx(&acme)).await, 1);
    world.clock.advance_ms(30 * DAY_MS);
    look(&world).await;
    assert_eq!(alerted(&world, &world.admin_ctx(&acme)).await, 2);
    // Its words stand as they were written; what is over is not changed any more.
    let words = Some(("Something else".to_owned(), String::new()));
    let other = hold_words::change(&world.app, &ctx, hold, HoldChange { words, review_at: None }).await;
    assert!(matches!(other, Err(Error::State { noun: "hold", state: "said" })), "{other:?}");
    let late = hold_words::change(&world.app, &ctx, released, put_off(next.plus_millis(DAY_MS))).await;
    assert!(matches!(late, Err(Error::State { noun: "hold", state: "released" })), "{late:?}");
}

crate::on_both_engines! {
    why_it_was_placed_ends_a_year_after_its_release
    why_somebody_was_held_goes_with_them
    a_thousand_released_holds_stand_in_nobodys_way
    what_is_free_goes_however_much_waits_before_it
    the_day_to_look_again_is_told_once_and_can_be_put_off
}
