//! Tags, followers, priorities, putting aside, spam and trash, and changes of many tickets with their way back.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::Error;
use app::saved_view::{ViewChange, ViewDraft};
use app::view::{BuiltInView, Snooze, TicketChange, TicketFilter, TicketOrder, TicketRow};
use domain::{Priority, TagColour, TicketId, TicketStatus};

crate::on_both_engines! {
    a_tag_is_one_word_for_everyone_and_goes_from_every_ticket
    a_ticket_put_aside_wakes_at_its_time
    a_ticket_put_aside_wakes_with_a_reply
    trash_is_in_no_list_and_no_search_and_an_answer_brings_it_back
    spam_goes_back_to_where_it_was
    many_tickets_change_at_once_and_back
    what_somebody_changed_since_is_not_taken_back
    only_who_made_a_change_takes_it_back_and_only_once
    a_view_is_counted_from_its_first_moment_and_with_every_change
    a_view_is_ones_own_or_everyones
}

async fn fill(world: &World, company: &Company, n: usize) -> Vec<TicketId> {
    for i in 0..n {
        let (key, id) = (format!("k{i}"), format!("m{i}@x.test"));
        let raw = mail(&format!("p{i}@x.test"), &id, None, &format!("Subject {i}"), &format!("Zebra {i}"));
        world.take_in(company, &[(&key, raw)]).await;
        world.clock.advance_ms(1_000);
    }
    let mut rows = world.tickets(company).await;
    rows.sort_by_key(|row| row.number);
    rows.iter().map(|row| row.id).collect()
}

async fn listed(world: &World, company: &Company, filter: &TicketFilter) -> Vec<TicketRow> {
    app::ticket::list(&world.app, &world.agent_ctx(company), filter, None, 50).await.unwrap().items
}

fn ids(rows: &[TicketRow]) -> Vec<TicketId> {
    rows.iter().map(|row| row.id).collect()
}

async fn change(world: &World, company: &Company, id: TicketId, change: TicketChange) -> TicketRow {
    app::ticket::change(&world.app, &world.agent_ctx(company), id, change).await.unwrap()
}

fn to(status: TicketStatus) -> TicketChange {
    TicketChange { status: Some(status), ..TicketChange::default() }
}

async fn a_tag_is_one_word_for_everyone_and_goes_from_every_ticket(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 3).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let vip = app::tag::create(app, &ctx, " Very  important ", TagColour::Red).await.unwrap();
    assert_eq!(vip.name, "Very important");
    let again = app::tag::create(app, &ctx, "VERY important", TagColour::Red).await;
    assert!(matches!(again, Err(Error::Exists("tag"))));
    assert_eq!(app::tag::named(app, &ctx, "very Important").await.unwrap(), vip.id);
    for id in &tickets[..2] {
        let add = TicketChange { add_tags: vec![vip.id], ..TicketChange::default() };
        assert_eq!(change(&world, &acme, *id, add).await.tag_ids, [vip.id]);
    }
    let filter = TicketFilter { tags: vec![vip.id], ..TicketFilter::default() };
    assert_eq!(ids(&listed(&world, &acme, &filter).await), [tickets[1], tickets[0]]);
    assert_eq!(app::tag::ticket_counts(app, &ctx).await.unwrap().get(&vip.id), Some(&2));
    // A change that names a version is a conflict with a newer one, also where it can be taken back.
    let stale = TicketChange { version: Some(1), ..to(TicketStatus::Closed) };
    let refused = app::ticket::change_many(app, &ctx, &tickets[..1], &stale).await;
    assert!(matches!(refused, Err(Error::Stale { .. })));
    // Agents make tags; renaming and removing is the admin's.
    assert!(matches!(app::tag::delete(app, &ctx, vip.id).await, Err(Error::Refused(_))));
    let admin = world.admin_ctx(&acme);
    app::tag::change(app, &admin, vip.id, Some("VIP"), None).await.unwrap();
    assert_eq!(app::tag::list(app, &ctx).await.unwrap()[0].name, "VIP");
    app::tag::delete(app, &admin, vip.id).await.unwrap();
    assert!(app::tag::list(app, &ctx).await.unwrap().is_empty());
    assert!(listed(&world, &acme, &TicketFilter::default()).await.iter().all(|row| row.tag_ids.is_empty()));
    let gone = TicketChange { add_tags: vec![vip.id], ..TicketChange::default() };
    let refused = app::ticket::change(app, &ctx, tickets[0], gone).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-unknown-tag", .. })));
}

async fn a_ticket_put_aside_wakes_at_its_time(world: World) {
    let acme = world.company("acme").await;
    let ticket = fill(&world, &acme, 1).await[0];
    let at = world.app.now().plus_millis(60_000);
    let row = change(
        &world,
        &acme,
        ticket,
        TicketChange { snooze: Some(Snooze::Until(at)), ..to(TicketStatus::Pending) },
    )
    .await;
    assert_eq!((row.status, row.snoozed_until_ms), (TicketStatus::Snoozed, Some(at)));
    assert_eq!(app::jobs::waking::round(&world.app).await.unwrap(), 15_000);
    world.clock.advance_ms(59_000);
    assert_eq!(app::jobs::waking::round(&world.app).await.unwrap(), 1_000);
    assert_eq!(listed(&world, &acme, &TicketFilter::default()).await[0].status, TicketStatus::Snoozed);
    world.clock.advance_ms(1_000);
    app::jobs::waking::round(&world.app).await.unwrap();
    let row = listed(&world, &acme, &TicketFilter::default()).await.remove(0);
    assert_eq!((row.status, row.snoozed_until_ms), (TicketStatus::Open, None));
    let past = TicketChange { snooze: Some(Snooze::Until(at)), ..TicketChange::default() };
    let refused = app::ticket::change(&world.app, &world.agent_ctx(&acme), ticket, past).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-snooze-time", .. })));
}

async fn a_ticket_put_aside_wakes_with_a_reply(world: World) {
    let acme = world.company("acme").await;
    let ticket = fill(&world, &acme, 1).await[0];
    for (n, snooze) in
        [Snooze::UntilReply, Snooze::Until(world.app.now().plus_millis(9_000_000))].into_iter().enumerate()
    {
        change(&world, &acme, ticket, TicketChange { snooze: Some(snooze), ..TicketChange::default() }).await;
        let raw = mail("p0@x.test", &format!("again{n}@x.test"), Some("m0@x.test"), "Re: Subject 0", "And?");
        world.take_in(&acme, &[(&format!("again{n}"), raw)]).await;
        let row = listed(&world, &acme, &TicketFilter::default()).await.remove(0);
        assert_eq!((row.status, row.snoozed_until_ms), (TicketStatus::Open, None), "{snooze:?}");
    }
}

async fn trash_is_in_no_list_and_no_search_and_an_answer_brings_it_back(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 2).await;
    let jobs = app::jobs::start_indexer(&world.app);
    let seq = world.app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
    world.app.index_caught_up(acme.info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    drop(jobs);
    let search = async || {
        let ctx = world.agent_ctx(&acme);
        let page = app::ticket::search(&world.app, &ctx, "zebra", &TicketFilter::default(), None, 10).await;
        ids(&page.unwrap().items).len()
    };
    assert_eq!(search().await, 2);
    change(&world, &acme, tickets[0], to(TicketStatus::Trash)).await;
    assert_eq!(ids(&listed(&world, &acme, &TicketFilter::default()).await), [tickets[1]]);
    assert_eq!(search().await, 1);
    let trash = TicketFilter { statuses: vec![TicketStatus::Trash], ..TicketFilter::default() };
    assert_eq!(ids(&listed(&world, &acme, &trash).await), [tickets[0]]);
    let raw = mail("p0@x.test", "back@x.test", Some("m0@x.test"), "Re: Subject 0", "Hello?");
    world.take_in(&acme, &[("back", raw)]).await;
    assert_eq!(listed(&world, &acme, &TicketFilter::default()).await[0].status, TicketStatus::Open);
}

async fn spam_goes_back_to_where_it_was(world: World) {
    let acme = world.company("acme").await;
    let ticket = fill(&world, &acme, 1).await[0];
    change(&world, &acme, ticket, to(TicketStatus::Pending)).await;
    change(&world, &acme, ticket, to(TicketStatus::Spam)).await;
    change(&world, &acme, ticket, to(TicketStatus::Trash)).await;
    let raw = mail("p0@x.test", "spam@x.test", Some("m0@x.test"), "Re: Subject 0", "Buy!");
    change(&world, &acme, ticket, to(TicketStatus::Spam)).await;
    world.take_in(&acme, &[("spam", raw)]).await;
    assert!(listed(&world, &acme, &TicketFilter::default()).await.is_empty(), "spam that answers stays spam");
    let back = TicketChange { restore: true, ..TicketChange::default() };
    assert_eq!(change(&world, &acme, ticket, back).await.status, TicketStatus::Pending);
}

async fn many_tickets_change_at_once_and_back(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 4).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    change(&world, &acme, tickets[1], to(TicketStatus::Pending)).await;
    change(
        &world,
        &acme,
        tickets[2],
        TicketChange { priority: Some(Priority::Urgent), ..TicketChange::default() },
    )
    .await;
    let tag = app::tag::create(app, &ctx, "batch", TagColour::Blue).await.unwrap().id;
    let before = listed(&world, &acme, &TicketFilter::default()).await;
    let entries = app::audit::verify(app, &acme.info).await.unwrap().entries;
    let all = TicketChange {
        status: Some(TicketStatus::Closed),
        assignee: Some(Some(acme.agent)),
        priority: Some(Priority::Urgent),
        add_tags: vec![tag],
        add_followers: vec![acme.agent],
        ..TicketChange::default()
    };
    let absent = TicketId::generate(world.app.now());
    let asked = [tickets[0], tickets[1], tickets[2], absent, tickets[0]];
    let made = app::ticket::change_many(app, &ctx, &asked, &all).await.unwrap();
    assert_eq!((made.tickets.as_slice(), made.missing.as_slice()), (&tickets[..3], &[absent][..]));
    // One event says it all; the other one is of the first look into the log.
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().entries, entries + 2);
    let following =
        TicketFilter { follower: Some(acme.agent), order: TicketOrder::Created, ..TicketFilter::default() };
    assert_eq!(ids(&listed(&world, &acme, &following).await), [tickets[2], tickets[1], tickets[0]]);
    // What is so already is left alone.
    let again = app::ticket::change_many(app, &ctx, &tickets[..3], &all).await.unwrap();
    assert_eq!((again.undo, again.tickets.len()), (None, 0));
    let restored = app::ticket::undo(app, &ctx, made.undo.unwrap()).await.unwrap();
    assert_eq!((restored.tickets.len(), restored.kept.len()), (3, 0));
    let after = listed(&world, &acme, &TicketFilter::default()).await;
    let state = |rows: &[TicketRow]| -> Vec<_> {
        rows.iter()
            .map(|r| (r.id, r.status, r.assignee_id, r.priority, r.tag_ids.clone(), r.updated_at_ms))
            .collect()
    };
    assert_eq!(state(&after), state(&before), "as it was, and where it was");
}

async fn what_somebody_changed_since_is_not_taken_back(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 2).await;
    let ctx = world.agent_ctx(&acme);
    let made = app::ticket::change_many(&world.app, &ctx, &tickets, &to(TicketStatus::Closed)).await.unwrap();
    let pending = to(TicketStatus::Pending);
    app::ticket::change(&world.app, &world.admin_ctx(&acme), tickets[0], pending).await.unwrap();
    let restored = app::ticket::undo(&world.app, &ctx, made.undo.unwrap()).await.unwrap();
    assert_eq!((restored.tickets, restored.kept), (vec![tickets[1]], vec![tickets[0]]));
    let mut rows = listed(&world, &acme, &TicketFilter::default()).await;
    rows.sort_by_key(|row| row.number);
    assert_eq!(
        rows.iter().map(|row| row.status).collect::<Vec<_>>(),
        [TicketStatus::Pending, TicketStatus::Open]
    );
}

async fn only_who_made_a_change_takes_it_back_and_only_once(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let tickets = fill(&world, &acme, 1).await;
    let ctx = world.agent_ctx(&acme);
    let made = app::ticket::change_many(&world.app, &ctx, &tickets, &to(TicketStatus::Closed)).await.unwrap();
    let undo = made.undo.unwrap();
    for stranger in [world.admin_ctx(&acme), world.agent_ctx(&other)] {
        let refused = app::ticket::undo(&world.app, &stranger, undo).await;
        assert!(matches!(refused, Err(Error::NotFound("undo"))));
    }
    app::ticket::undo(&world.app, &ctx, undo).await.unwrap();
    assert!(matches!(app::ticket::undo(&world.app, &ctx, undo).await, Err(Error::NotFound("undo"))));
    let made = app::ticket::change_many(&world.app, &ctx, &tickets, &to(TicketStatus::Closed)).await.unwrap();
    world.clock.advance_ms(25 * 3600 * 1000);
    let late = app::ticket::undo(&world.app, &world.agent_ctx(&acme), made.undo.unwrap()).await;
    assert!(matches!(late, Err(Error::NotFound("undo"))));
    app::jobs::upkeep::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert!(store.find_undo(made.undo.unwrap()).await.unwrap().is_none());
}

fn view(name: &str, shared: bool, line: &str) -> ViewDraft {
    ViewDraft { name: name.to_owned(), shared, conditions: line.parse().unwrap(), order: TicketOrder::Oldest }
}

async fn a_view_is_counted_from_its_first_moment_and_with_every_change(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 4).await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    for id in &tickets[..3] {
        change(
            &world,
            &acme,
            *id,
            TicketChange { assignee: Some(Some(acme.agent)), ..TicketChange::default() },
        )
        .await;
    }
    let draft = view("Mine, waiting", true, "status=open&status=pending&assignee=me");
    let made = app::saved_view::create(app, &ctx, draft).await.unwrap();
    assert_eq!(made.count, Some(3));
    let count = async |ctx| {
        let bar = app::saved_view::side_bar(app, ctx).await.unwrap();
        let built_in = |view| bar.built_in.iter().find(|(known, _)| *known == view).unwrap().1;
        (bar.saved[0].count.unwrap(), built_in(BuiltInView::Mine), built_in(BuiltInView::Open))
    };
    assert_eq!((count(&ctx).await, count(&admin).await), ((3, 3, 4), (0, 0, 4)));
    world.clock.advance_ms(1_000);
    change(&world, &acme, tickets[0], to(TicketStatus::Pending)).await;
    change(
        &world,
        &acme,
        tickets[1],
        TicketChange { assignee: Some(Some(acme.admin)), ..TicketChange::default() },
    )
    .await;
    let raw = mail("p3@x.test", "more@x.test", None, "Another", "Text");
    world.take_in(&acme, &[("more", raw)]).await;
    assert_eq!((count(&ctx).await, count(&admin).await), ((2, 1, 4), (1, 1, 4)));
    // The list of the view is what it counts, in its own order.
    let (conditions, order) = app::saved_view::conditions(app, &ctx, made.id).await.unwrap();
    let filter = TicketFilter::of(conditions, order, Some(acme.agent));
    assert_eq!(ids(&listed(&world, &acme, &filter).await), [tickets[2], tickets[0]]);
    let narrower =
        ViewChange { conditions: Some("status=pending".parse().unwrap()), ..ViewChange::default() };
    assert_eq!(app::saved_view::change(app, &ctx, made.id, narrower).await.unwrap().count, Some(1));
    let world = world.reopened().await;
    let bar = app::saved_view::side_bar(&world.app, &ctx).await.unwrap();
    assert_eq!((bar.saved[0].name.as_str(), bar.saved[0].count), ("Mine, waiting", Some(1)));
}

async fn a_view_is_ones_own_or_everyones(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let own = app::saved_view::create(app, &admin, view("Own", false, "priority=urgent")).await.unwrap();
    world.clock.advance_ms(5);
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let shared = app::saved_view::create(app, &admin, view("Shared", true, "unread=yes")).await.unwrap();
    assert_eq!(shared.count, None, "what is unread differs between agents");
    let names = |views: Vec<app::saved_view::ViewView>| -> Vec<String> {
        views.into_iter().map(|view| view.name).collect()
    };
    assert_eq!(names(app::saved_view::list(app, &admin).await.unwrap()), ["Own", "Shared"]);
    assert_eq!(names(app::saved_view::list(app, &ctx).await.unwrap()), ["Shared"]);
    assert!(app::saved_view::list(app, &world.admin_ctx(&other)).await.unwrap().is_empty());
    assert!(matches!(app::saved_view::read(app, &ctx, own.id).await, Err(Error::NotFound("view"))));
    let rename = || ViewChange { name: Some("Ours".to_owned()), ..ViewChange::default() };
    let refused = app::saved_view::change(app, &ctx, shared.id, rename()).await;
    assert!(matches!(refused, Err(Error::State { noun: "view", .. })));
    let theirs = app::saved_view::create(app, &ctx, view("Agent's", true, "")).await.unwrap();
    assert_eq!(app::saved_view::change(app, &admin, theirs.id, rename()).await.unwrap().name, "Ours");
    app::saved_view::delete(app, &admin, theirs.id).await.unwrap();
    assert!(matches!(app::saved_view::delete(app, &admin, theirs.id).await, Err(Error::NotFound("view"))));
}
