//! Mentions and notices: who is told of what, once, and never of what they did themselves; by mail after the quiet hours.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, PASSWORD, World, incoming, mail};
use app::agent::{AgentChange, NewAgent, ProfileChange};
use app::jobs::{notices, waking};
use app::mention::Mentions;
use app::notice::{self, ChoicesChange, NoticeView, Reading};
use app::view::{Snooze, TicketChange};
use app::{Ctx, Error};
use domain::audit::Job;
use domain::limits::{NOTICE_DAYS_MAX, NOTICES_PER_AGENT_MAX};
use domain::record::{NoticeChoice, QuietHours};
use domain::{
    AgentId, AgentState, DeliveryState, NoticeId, NoticeKind, Private, Role, TicketId, TicketStatus,
};
use store::{Cause, ChangeKind};

const HOUR_MS: i64 = 3_600_000;

crate::on_both_engines! {
    a_note_keeps_whom_it_mentions_and_shows_what_they_are_called_now
    who_is_mentioned_follows_and_is_told
    mentions_have_limits
    a_mail_is_told_to_whom_the_ticket_is_and_to_nobody_else
    nobody_is_told_of_what_they_did_themselves
    who_has_a_ticket_no_more_is_not_told_of_having_got_it
    each_change_is_told_of_once_whatever_stops_it
    an_answer_that_fails_is_told_to_its_author
    a_ticket_that_wakes_is_told_to_whose_it_is
    a_new_ticket_is_told_to_who_wants_to_know
    opening_a_ticket_reads_its_notices
    history_is_nobodys_news
    what_is_old_or_too_much_goes
    who_is_deactivated_is_told_nothing_more
    other_agents_hear_nothing_of_it
}

async fn told(world: &World, ctx: &Ctx) -> Vec<(NoticeKind, u32)> {
    world.clock.advance_ms(1_000);
    notices::round(&world.app).await.unwrap();
    unread(world, ctx).await.iter().map(|notice| (notice.kind, notice.times)).collect()
}

async fn unread(world: &World, ctx: &Ctx) -> Vec<NoticeView> {
    notice::list(&world.app, ctx, true, None, 100).await.unwrap().items
}

async fn asked(world: &World, company: &Company) -> TicketId {
    world.take_in(company, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    world.tickets(company).await[0].id
}

async fn answered(world: &World, company: &Company, n: u8) {
    world.clock.advance_ms(1_000);
    let raw = mail("carla@x.test", &format!("a{n}@x.test"), Some("1@x.test"), "Re: Question", "More");
    world.take_in(company, &[(&format!("a{n}"), raw)]).await;
}

async fn change(world: &World, ctx: &Ctx, ticket: TicketId, change: TicketChange) {
    app::ticket::change(&world.app, ctx, ticket, change).await.unwrap();
}

async fn assign(world: &World, ctx: &Ctx, ticket: TicketId, to: AgentId) {
    change(world, ctx, ticket, TicketChange { assignee: Some(Some(to)), ..TicketChange::default() }).await;
}

async fn choose(world: &World, ctx: &Ctx, kind: NoticeKind, app: bool) {
    let choice = NoticeChoice { kind, app, mail: false, browser: false };
    let change = ChoicesChange { kinds: vec![choice], ..ChoicesChange::default() };
    notice::change_choices(&world.app, ctx, change).await.unwrap();
}

async fn rename(world: &World, ctx: &Ctx, name: &str) {
    let change = ProfileChange { name: Some(name.to_owned()), ..ProfileChange::default() };
    app::agent::change_profile(&world.app, ctx, change).await.unwrap();
}

async fn a_note_keeps_whom_it_mentions_and_shows_what_they_are_called_now(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    let id = app::note::add(&world.app, &ctx, ticket, "@Ada Admin, look. Not @Adam.").await.unwrap();
    let read = async || app::message::read(&world.app, &ctx, id).await.unwrap();
    let note = read().await;
    assert_eq!((note.text.as_str(), note.mentions.len()), ("@Ada Admin, look. Not @Adam.", 1));
    let row = world.app.store().tenant(acme.info.scope).get_message(id).await.unwrap();
    assert_eq!(row.mentions, [acme.admin]);
    rename(&world, &admin, "Ada Berg").await;
    assert_eq!(read().await.text, "@Ada Berg, look. Not @Adam.");
    assert_eq!(read().await.mentions[0].name, "Ada Berg");
    // Whoever leaves has a pseudonym there too, and their name is in no text that is kept.
    let boss = NewAgent {
        name: "Bo Boss".to_owned(),
        email: "bo@acme.test".to_owned(),
        role: Role::Admin,
        password: Private::new(PASSWORD.to_owned()),
    };
    let boss = app::agent::create(&world.app, &admin, boss).await.unwrap().id;
    let boss = Ctx::agent(acme.info.scope, boss, Role::Admin, world.app.now());
    let gone = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(&world.app, &boss, acme.admin, gone).await.unwrap();
    let text = read().await.text;
    assert!(text.starts_with("@Former agent ") && !text.contains("Ada "), "{text}");
}

async fn who_is_mentioned_follows_and_is_told(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    app::note::add(&world.app, &ctx, ticket, "@Ada Admin and @Egon Agent").await.unwrap();
    let row = world.read(&acme, ticket).await.row;
    assert_eq!(row.follower_ids, [acme.admin], "the author need not follow");
    assert_eq!(told(&world, &admin).await, [(NoticeKind::Mentioned, 1)]);
    assert_eq!(told(&world, &ctx).await, []);
    // A follower is told of a note too, as such.
    app::note::add(&world.app, &ctx, ticket, "One more thing").await.unwrap();
    assert_eq!(told(&world, &admin).await, [(NoticeKind::Noted, 1), (NoticeKind::Mentioned, 1)]);
    let seen = unread(&world, &admin).await;
    assert_eq!((seen[0].subject.as_str(), seen[0].ticket_number, seen[0].ticket_id), ("Question", 1, ticket));
}

async fn mentions_have_limits(world: World) {
    let acme = world.company("acme").await;
    let ctx = world.agent_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    let note = async |ids: &[AgentId]| {
        app::note::add_drafted(&world.app, &ctx, ticket, "Look", Mentions::Of(ids), None).await
    };
    let nobody = note(&[AgentId::generate(ctx.now)]).await;
    assert!(
        matches!(nobody, Err(Error::Input { field: "mentions", rule: "rule-unknown-agent" })),
        "{nobody:?}"
    );
    let id = note(&[acme.admin, acme.admin]).await.unwrap();
    let read = app::message::read(&world.app, &ctx, id).await.unwrap();
    assert_eq!((read.text.as_str(), read.mentions.len()), ("Look", 1));
    let other = world.company("beta").await;
    let theirs = note(&[other.admin]).await;
    assert!(matches!(theirs, Err(Error::Input { field: "mentions", .. })), "{theirs:?}");
    let mut names = String::new();
    for n in 0..21 {
        let new = NewAgent {
            name: format!("Colleague {n} X"),
            email: format!("c{n}@acme.test"),
            role: Role::Agent,
            password: Private::new(PASSWORD.to_owned()),
        };
        app::agent::create(&world.app, &world.admin_ctx(&acme), new).await.unwrap();
        names.push_str(&format!("@Colleague {n} X "));
    }
    let many = app::note::add(&world.app, &ctx, ticket, &names).await;
    assert!(matches!(many, Err(Error::Input { field: "mentions", rule: "rule-too-many" })), "{many:?}");
}

async fn a_mail_is_told_to_whom_the_ticket_is_and_to_nobody_else(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    assert_eq!(told(&world, &ctx).await, []);
    assign(&world, &admin, ticket, acme.agent).await;
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Assigned, 1)]);
    answered(&world, &acme, 1).await;
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Mail, 1), (NoticeKind::Assigned, 1)]);
    // What was not read yet is one line, however often it happens.
    answered(&world, &acme, 2).await;
    answered(&world, &acme, 3).await;
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Mail, 3), (NoticeKind::Assigned, 1)]);
    assert_eq!(told(&world, &admin).await, []);
    // In trash, nothing of it is news.
    change(
        &world,
        &admin,
        ticket,
        TicketChange { status: Some(TicketStatus::Trash), ..TicketChange::default() },
    )
    .await;
    notice::mark_read(&world.app, &ctx, &Reading::Until(None)).await.unwrap();
    answered(&world, &acme, 4).await;
    let after = told(&world, &ctx).await;
    assert!(
        after.is_empty() || world.read(&acme, ticket).await.row.status == TicketStatus::Open,
        "{after:?}"
    );
    // What an agent does not want to be told is not kept.
    choose(&world, &ctx, NoticeKind::Mail, false).await;
    notice::mark_read(&world.app, &ctx, &Reading::Until(None)).await.unwrap();
    answered(&world, &acme, 5).await;
    assert_eq!(told(&world, &ctx).await, []);
}

async fn nobody_is_told_of_what_they_did_themselves(world: World) {
    let acme = world.company("acme").await;
    let ctx = world.agent_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    assign(&world, &ctx, ticket, acme.agent).await;
    app::note::add(&world.app, &ctx, ticket, "For @Egon Agent").await.unwrap();
    world.answer(&acme, ticket, "Hello").await;
    assert_eq!(told(&world, &ctx).await, []);
    // One change of many tickets tells of each, its undo too.
    let admin = world.admin_ctx(&acme);
    let mine = TicketChange { assignee: Some(Some(acme.admin)), ..TicketChange::default() };
    let made = app::ticket::change_many(&world.app, &admin, &[ticket], &mine).await.unwrap();
    assert_eq!(told(&world, &admin).await, []);
    app::ticket::undo(&world.app, &admin, made.undo.unwrap()).await.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Assigned, 1)]);
}

async fn who_has_a_ticket_no_more_is_not_told_of_having_got_it(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let first = asked(&world, &acme).await;
    world.take_in(&acme, &[("2", mail("dora@x.test", "2@x.test", None, "Another", "Hello?"))]).await;
    let second = world.tickets(&acme).await.iter().find(|row| row.id != first).unwrap().id;
    app::note::add(&world.app, &admin, first, "For @Egon Agent").await.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Mentioned, 1)]);
    let theirs = TicketChange { assignee: Some(Some(acme.agent)), ..TicketChange::default() };
    let made = app::ticket::change_many(&world.app, &admin, &[first, second], &theirs).await.unwrap();
    assert_eq!(told(&world, &ctx).await.len(), 3);
    let store = world.app.store().tenant(acme.info.scope);
    let before = store.get_change_seq().await.unwrap();
    app::ticket::undo(&world.app, &admin, made.undo.unwrap()).await.unwrap();
    // What somebody wrote to them stays, and their pages look again.
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Mentioned, 1)]);
    let changes = store.list_changes_after(before, 10).await.unwrap();
    let heard = |c: &store::Change| c.kind == ChangeKind::NoticesChanged && c.agent == Some(acme.agent);
    assert!(changes.iter().any(heard), "{changes:?}");
    // What they have read is theirs to keep.
    assign(&world, &admin, second, acme.agent).await;
    notices::round(&world.app).await.unwrap();
    assert_eq!(notice::mark_ticket_read(&world.app, &ctx, second).await.unwrap(), 1);
    assign(&world, &admin, second, acme.admin).await;
    notices::round(&world.app).await.unwrap();
    let all = notice::list(&world.app, &ctx, false, None, 10).await.unwrap().items;
    assert!(all.iter().any(|one| one.kind == NoticeKind::Assigned), "{all:?}");
}

async fn each_change_is_told_of_once_whatever_stops_it(world: World) {
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.agent).await;
    let ctx = world.agent_ctx(&acme);
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Assigned, 1)]);
    // Another process that starts, or one that runs beside it, says nothing twice.
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Assigned, 1)]);
    let world = world.reopened().await;
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Assigned, 1)]);
    answered(&world, &acme, 1).await;
    let (one, other) = tokio::join!(notices::round(&world.app), notices::round(&world.app));
    one.unwrap();
    other.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Mail, 1), (NoticeKind::Assigned, 1)]);
    // Where nothing was to be told, that is kept too.
    let store = world.app.store().tenant(acme.info.scope);
    let changes = store.list_changes_after(store.get_notice_cursor().await.unwrap(), 10).await.unwrap();
    assert!(changes.iter().all(|change| change.kind == ChangeKind::NoticesChanged), "{changes:?}");
}

async fn an_answer_that_fails_is_told_to_its_author(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.admin).await;
    let message = world.answer(&acme, ticket, "Hello").await;
    // Its sender is interrupted: nobody can know whether it went out.
    let (app, now) = (&world.app, world.app.now());
    let claimed =
        app.store().system().claim_outbox(app.node(), now, now.plus_millis(60_000), 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    app::jobs::delivery::interrupted(app).await.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Undelivered, 1)]);
    assert_eq!(told(&world, &admin).await, [], "the ticket's assignee is not its author");
    // What a person decides on is no news; a bounce is.
    notice::mark_read(app, &ctx, &Reading::Until(None)).await.unwrap();
    app::message::give_up(app, &admin, message).await.unwrap();
    assert_eq!(told(&world, &ctx).await, []);
    let change = Ctx::job(acme.info.scope, Job::Delivery, app.now()).change_by(
        Cause::Undelivered,
        ChangeKind::MessageChanged,
        Some(ticket),
        Some(message),
    );
    let mut tx = app.store().tenant(acme.info.scope).begin().await.unwrap();
    tx.update_delivery(message, DeliveryState::Failed, DeliveryState::Bounced, None, None).await.unwrap();
    tx.append_changes(&[change]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Undelivered, 1)]);
}

async fn a_ticket_that_wakes_is_told_to_whose_it_is(world: World) {
    let acme = world.company("acme").await;
    let ctx = world.agent_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    assign(&world, &ctx, ticket, acme.agent).await;
    let until = Snooze::Until(ctx.now.plus_millis(HOUR_MS));
    change(&world, &ctx, ticket, TicketChange { snooze: Some(until), ..TicketChange::default() }).await;
    assert_eq!(told(&world, &ctx).await, []);
    world.clock.advance_ms(HOUR_MS);
    waking::round(&world.app).await.unwrap();
    assert_eq!(told(&world, &ctx).await, [(NoticeKind::Woken, 1)]);
    assert_eq!(told(&world, &world.admin_ctx(&acme)).await, []);
}

async fn a_new_ticket_is_told_to_who_wants_to_know(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    choose(&world, &admin, NoticeKind::Unassigned, true).await;
    asked(&world, &acme).await;
    assert_eq!(told(&world, &admin).await, [(NoticeKind::Unassigned, 1)]);
    assert_eq!(told(&world, &ctx).await, []);
    // A mail that joins is no new ticket.
    answered(&world, &acme, 1).await;
    assert_eq!(told(&world, &admin).await, [(NoticeKind::Unassigned, 1)]);
}

async fn opening_a_ticket_reads_its_notices(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.agent).await;
    answered(&world, &acme, 1).await;
    assert_eq!(told(&world, &ctx).await.len(), 2);
    assert_eq!(app::saved_view::side_bar(&world.app, &ctx).await.unwrap().bell.unread, 2);
    // Another's reading is another's.
    assert_eq!(notice::mark_ticket_read(&world.app, &admin, ticket).await.unwrap(), 0);
    assert_eq!(notice::mark_ticket_read(&world.app, &ctx, ticket).await.unwrap(), 2);
    assert_eq!(app::saved_view::side_bar(&world.app, &ctx).await.unwrap().bell.unread, 0);
    assert_eq!(unread(&world, &ctx).await, []);
    // They are still there, in pages.
    let first = notice::list(&world.app, &ctx, false, None, 1).await.unwrap();
    let rest = notice::list(&world.app, &ctx, false, first.next.as_deref(), 10).await.unwrap();
    assert_eq!(
        (first.items[0].kind, rest.items[0].kind, rest.next),
        (NoticeKind::Mail, NoticeKind::Assigned, None)
    );
    assert!(first.items[0].read_at_ms.is_some());
    // One by one, and never another's.
    answered(&world, &acme, 2).await;
    answered(&world, &acme, 3).await;
    notices::round(&world.app).await.unwrap();
    let one = unread(&world, &ctx).await[0].id;
    let these = Reading::These(vec![one, NoticeId::generate(ctx.now)]);
    assert_eq!(notice::mark_read(&world.app, &admin, &these).await.unwrap(), 0);
    assert_eq!(notice::mark_read(&world.app, &ctx, &these).await.unwrap(), 1);
}

async fn history_is_nobodys_news(world: World) {
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.agent).await;
    choose(&world, &admin, NoticeKind::Unassigned, true).await;
    let old = |id: &str, answers: Option<&str>| {
        let mut old = incoming(id, &mail("carla@x.test", id, answers, "Re: Question", "Old"));
        old.history = true;
        old
    };
    let mails = vec![old("o1@x.test", Some("1@x.test")), old("o2@x.test", None)];
    let prepared = world.app.prepare(&acme.target, mails, world.app.now()).await.unwrap();
    world.app.take_in(&acme.target, prepared, None, world.app.now()).await.unwrap();
    assert_eq!(told(&world, &world.agent_ctx(&acme)).await, [(NoticeKind::Assigned, 1)]);
    assert_eq!(told(&world, &admin).await, []);
}

async fn what_is_old_or_too_much_goes(world: World) {
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.agent).await;
    notices::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let before = store.list_notices(acme.agent, false, None, 10).await.unwrap()[0];
    let many = |n: i64| store::Notice { id: NoticeId::generate(before.made_at.plus_millis(n)), ..before };
    let mut tx = store.begin().await.unwrap();
    let all: Vec<_> = (1..=i64::from(NOTICES_PER_AGENT_MAX)).map(many).collect();
    tx.insert_notices(&all).await.unwrap();
    tx.delete_notices_beyond(acme.agent, NOTICES_PER_AGENT_MAX).await.unwrap();
    tx.commit().await.unwrap();
    let kept = store.list_notices(acme.agent, false, None, 1_000).await.unwrap();
    assert_eq!(kept.len(), NOTICES_PER_AGENT_MAX as usize);
    assert!(!kept.contains(&before), "the oldest goes");
    world.clock.advance_ms((NOTICE_DAYS_MAX * 24 + 1) * HOUR_MS);
    app::jobs::upkeep::round(&world.app).await.unwrap();
    assert_eq!(store.list_notices(acme.agent, false, None, 1_000).await.unwrap(), []);
    assert_eq!(told(&world, &ctx).await, []);
}

async fn who_is_deactivated_is_told_nothing_more(world: World) {
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    let ticket = asked(&world, &acme).await;
    assign(&world, &admin, ticket, acme.agent).await;
    notices::round(&world.app).await.unwrap();
    let gone = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(&world.app, &admin, acme.agent, gone).await.unwrap();
    let add = TicketChange { add_followers: vec![acme.agent], ..TicketChange::default() };
    change(&world, &admin, ticket, add).await;
    answered(&world, &acme, 1).await;
    notices::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.list_notices(acme.agent, false, None, 10).await.unwrap(), []);
}

async fn other_agents_hear_nothing_of_it(world: World) {
    use futures::StreamExt as _;
    let acme = world.company("acme").await;
    let (ctx, admin) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let ticket = asked(&world, &acme).await;
    let seq = world.app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
    assign(&world, &admin, ticket, acme.agent).await;
    notices::round(&world.app).await.unwrap();
    app::ticket::mark_seen(&world.app, &ctx, ticket).await.unwrap();
    app::note::add(&world.app, &admin, ticket, "The end").await.unwrap();
    let heard = async |ctx: &Ctx, n: usize| -> Vec<String> {
        let events = app::live::subscribe(&world.app, ctx, Some(seq)).await.unwrap();
        events.take(n).map(|event| event.kind).collect().await
    };
    assert_eq!(heard(&ctx, 3).await, ["ticket_changed", "notices_changed", "message_added"]);
    assert_eq!(heard(&admin, 2).await, ["ticket_changed", "message_added"]);
}

crate::on_both_engines! {
    choices_are_kept_and_checked
}

async fn choices_are_kept_and_checked(world: World) {
    let acme = world.company("acme").await;
    let ctx = world.agent_ctx(&acme);
    let usual = notice::choices(&world.app, &ctx).await.unwrap();
    let in_app: Vec<_> = usual.kinds.iter().filter(|choice| choice.app).map(|choice| choice.kind).collect();
    assert_eq!(in_app.len() + 1, NoticeKind::ALL.len());
    assert!(!in_app.contains(&NoticeKind::Unassigned) && !usual.mail_possible && usual.quiet.is_none());
    let night = QuietHours { from_minute: 22 * 60, until_minute: 7 * 60, days: [true; 7] };
    let quiet = async |hours: QuietHours, zone: Option<&str>| {
        let change = ChoicesChange {
            quiet: Some(Some(hours)),
            time_zone_else: zone.map(str::to_owned),
            ..ChoicesChange::default()
        };
        notice::change_choices(&world.app, &ctx, change).await
    };
    let without = quiet(night, None).await;
    assert!(matches!(without, Err(Error::Input { rule: "rule-quiet-zone", .. })), "{without:?}");
    let nowhere = quiet(night, Some("Europe/Nowhere")).await;
    assert!(matches!(nowhere, Err(Error::Input { rule: "rule-quiet-zone", .. })), "{nowhere:?}");
    let always = quiet(QuietHours { until_minute: 22 * 60, ..night }, Some("Europe/Copenhagen")).await;
    assert!(matches!(always, Err(Error::Input { rule: "rule-quiet", .. })), "{always:?}");
    quiet(night, Some("Europe/Copenhagen")).await.unwrap();
    choose(&world, &ctx, NoticeKind::Unassigned, true).await;
    let kept = notice::choices(&world.app, &ctx).await.unwrap();
    assert_eq!((kept.quiet, kept.time_zone.as_deref()), (Some(night), Some("Europe/Copenhagen")));
    assert!(kept.kinds.iter().all(|choice| choice.app));
    let profile = app::agent::profile(&world.app, &ctx).await.unwrap();
    assert_eq!(
        (profile.name.as_str(), profile.time_zone.as_deref()),
        ("Egon Agent", Some("Europe/Copenhagen"))
    );
}
