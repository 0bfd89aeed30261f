//! Answers that wait: they go out at their time, also after a restart, and one that is taken back never does.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::agent::ProfileChange;
use app::jobs::delivery;
use app::view::{MessageView, ReplyDraft, TakenBack};
use app::{Error, message, reply, upload};
use domain::keyring::Tag;
use domain::record::Address;
use domain::{DeliveryState, MessageId, MessageKind, NoticeKind, TicketId, TicketStatus, Timestamp};
use std::path::PathBuf;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

crate::on_both_engines! {
    an_answer_goes_out_at_its_time_and_not_before
    an_answer_survives_a_restart_while_it_waits
    what_is_taken_back_comes_back_and_never_goes_out
    it_is_too_late_once_its_time_has_come
    of_two_who_take_back_at_once_one_gets_it
    another_agents_answer_is_left_to_them
    taking_back_and_sending_at_once_end_in_one_of_both
    the_ticket_gets_back_only_the_status_that_the_answer_took
    an_answer_from_a_page_waits_as_long_as_its_author_chose
    what_was_taken_back_is_not_found
}

async fn asked(world: &World, company: &Company) -> TicketId {
    world.take_in(company, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    world.tickets(company).await[0].id
}

fn draft(text: &str, send_at: Option<Timestamp>) -> ReplyDraft {
    ReplyDraft { text: text.to_owned(), send_at, ..ReplyDraft::default() }
}

/// An answer for tomorrow.
async fn tomorrow(world: &World, company: &Company, ticket: TicketId, text: &str) -> MessageId {
    let ctx = world.agent_ctx(company);
    let at = ctx.now.plus_millis(DAY_MS);
    reply::send(&world.app, &ctx, ticket, draft(text, Some(at))).await.unwrap()
}

async fn take_back(world: &World, company: &Company, id: MessageId) -> app::Result<TakenBack> {
    reply::take_back(&world.app, &world.agent_ctx(company), id).await
}

fn is_state(result: &app::Result<TakenBack>, expected: DeliveryState) -> bool {
    matches!(result, Err(Error::State { noun: "message", state }) if *state == expected.as_str())
}

/// The mails that went out.
fn sent(world: &World) -> Vec<String> {
    let folder: PathBuf = world.folder.path().join("maildir-acme/outgoing/new");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

async fn read(world: &World, company: &Company, id: MessageId) -> MessageView {
    message::read(&world.app, &world.agent_ctx(company), id).await.unwrap()
}

async fn an_answer_goes_out_at_its_time_and_not_before(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let id = tomorrow(&world, &acme, ticket, "Until tomorrow.").await;
    let at = world.app.now().plus_millis(DAY_MS);
    let waiting = read(&world, &acme, id).await;
    assert_eq!((waiting.delivery, waiting.goes_out_at_ms), (Some(DeliveryState::Queued), Some(at)));
    // It counts: whoever answers now has to have seen it.
    let late = ReplyDraft { mails_seen: Some(1), ..draft("Me too.", None) };
    let late = reply::send(&world.app, &world.agent_ctx(&acme), ticket, late).await;
    assert!(matches!(late, Err(Error::Answered { mails: 2 })), "{late:?}");
    world.clock.advance_ms(DAY_MS - 1);
    assert_eq!(delivery::round(&world.app).await.unwrap(), 0);
    assert!(sent(&world).is_empty());
    world.clock.advance_ms(1);
    assert_eq!(delivery::round(&world.app).await.unwrap(), 1);
    assert_eq!(sent(&world).len(), 1);
    // Its Date is when it went out, not when it was written: it is new to who gets it.
    assert!(sent(&world)[0].contains("Date: Wed, 25 Nov 2026 12:00:00 +0000"), "{}", sent(&world)[0]);
    let gone = read(&world, &acme, id).await;
    assert_eq!((gone.delivery, gone.goes_out_at_ms), (Some(DeliveryState::Sent), None));
    // A time that has passed is now; one beyond a year is refused.
    let ctx = world.agent_ctx(&acme);
    let send = async |ahead_ms: i64| {
        reply::send(&world.app, &ctx, ticket, draft("More.", Some(ctx.now.plus_millis(ahead_ms)))).await
    };
    send(-HOUR_MS).await.unwrap();
    assert_eq!(delivery::round(&world.app).await.unwrap(), 1);
    let far = send(367 * DAY_MS).await;
    assert!(matches!(far, Err(Error::Input { field: "send_at_ms", .. })), "{far:?}");
    send(366 * DAY_MS).await.unwrap();
}

async fn an_answer_survives_a_restart_while_it_waits(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let kept = tomorrow(&world, &acme, ticket, "This one goes.").await;
    let gone = tomorrow(&world, &acme, ticket, "This one does not.").await;
    take_back(&world, &acme, gone).await.unwrap();
    let world = world.reopened().await;
    delivery::interrupted(&world.app).await.unwrap();
    assert_eq!(delivery::round(&world.app).await.unwrap(), 0);
    assert_eq!(read(&world, &acme, kept).await.delivery, Some(DeliveryState::Queued));
    world.clock.advance_ms(DAY_MS);
    while delivery::round(&world.app).await.unwrap() > 0 {}
    let sent = sent(&world);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains("This one goes."));
}

async fn what_is_taken_back_comes_back_and_never_goes_out(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let signature = ProfileChange { signature: Some("Egon\nAcme".to_owned()), ..ProfileChange::default() };
    app::agent::change_profile(app, &ctx, signature).await.unwrap();
    let file = upload::add(app, &ctx, "saddle.txt", "text/plain", b"brown".to_vec()).await.unwrap();
    let person = |email: &str| vec![Address { name: "Dora".to_owned(), email: email.to_owned() }];
    let written = ReplyDraft {
        text: "With a file.\n\n-- \nnot a signature".to_owned(),
        html: Some("<p>With a <b>file</b>.</p>".to_owned()),
        cc: person("dora@x.test"),
        bcc: person("dora@y.test"),
        uploads: vec![file.id],
        send_at: Some(ctx.now.plus_millis(DAY_MS)),
        ..ReplyDraft::default()
    };
    let id = reply::send(app, &ctx, ticket, written.clone()).await.unwrap();
    let row = world.read(&acme, ticket).await;
    assert_eq!((row.row.message_count, row.row.attachment_count, row.mail_count), (2, 1, 2));
    let store = app.store().tenant(acme.info.scope);
    let stored = store.get_message(id).await.unwrap();
    let objects = [stored.content.object(), stored.raw_object.unwrap()];
    assert_eq!(app.keyring().list_object_keys(acme.info.scope, &objects).await.unwrap().len(), 2);
    let message_id = read(&world, &acme, id).await.message_id.unwrap();
    let tag: Tag = app.vault().tag(acme.info.scope, "message_reference.tag", message_id.as_bytes()).unwrap();
    assert_eq!(store.list_message_references(&[tag]).await.unwrap().len(), 1);

    world.clock.advance_ms(HOUR_MS);
    let before = app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
    // Another agent may; what comes back is theirs.
    let admin = world.admin_ctx(&acme);
    let back = reply::take_back(app, &admin, id).await.unwrap();
    assert_eq!(back.ticket, ticket);
    assert_eq!(back.text, written.text, "without the signature, and with what only looks like one");
    assert_eq!(back.html, written.html);
    assert_eq!((back.to[0].email.as_str(), &back.cc, &back.bcc), ("carla@x.test", &written.cc, &written.bcc));

    // Nothing of it is left: no row, no place, no key.
    assert!(store.find_message(id).await.unwrap().is_none());
    assert!(store.find_outbox(id).await.unwrap().is_none());
    assert!(store.list_message_references(&[tag]).await.unwrap().is_empty());
    assert!(store.list_blobs(&objects).await.unwrap().is_empty());
    assert!(app.keyring().list_object_keys(acme.info.scope, &objects).await.unwrap().is_empty());
    let row = world.read(&acme, ticket).await;
    assert_eq!((row.row.message_count, row.row.attachment_count, row.mail_count), (1, 0, 1));
    let told = store.list_changes_after(before, 10).await.unwrap();
    assert!(told.iter().any(|c| c.kind == store::ChangeKind::MessageDeleted && c.message == Some(id)));
    assert!(app::audit::verify(app, &acme.info).await.unwrap().fault.is_none());

    // It can be sent anew, file and all; the first one never goes.
    let again =
        ReplyDraft { uploads: back.uploads.iter().map(|file| file.id).collect(), ..draft("Anew.", None) };
    reply::send(app, &world.admin_ctx(&acme), ticket, again).await.unwrap();
    world.clock.advance_ms(2 * DAY_MS);
    while delivery::round(app).await.unwrap() > 0 {}
    let sent = sent(&world);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains("Anew.") && sent[0].contains("saddle.txt"), "{}", sent[0]);
}

async fn it_is_too_late_once_its_time_has_come(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let at_once = world.answer(&acme, ticket, "At once.").await;
    let late = take_back(&world, &acme, at_once).await;
    assert!(is_state(&late, DeliveryState::Queued), "{late:?}");
    assert_eq!(delivery::round(&world.app).await.unwrap(), 1);
    let late = take_back(&world, &acme, at_once).await;
    assert!(is_state(&late, DeliveryState::Sent), "{late:?}");
    let id = tomorrow(&world, &acme, ticket, "Tomorrow.").await;
    world.clock.advance_ms(DAY_MS);
    assert!(is_state(&take_back(&world, &acme, id).await, DeliveryState::Queued));
    assert_eq!(delivery::round(&world.app).await.unwrap(), 1);
    assert_eq!(sent(&world).len(), 2);
    // What came in cannot be taken back, nor can what another tenant has.
    let messages = world.read(&acme, ticket).await.messages;
    let came_in = messages.iter().find(|message| message.kind == MessageKind::Inbound).unwrap();
    assert!(matches!(take_back(&world, &acme, came_in.id).await, Err(Error::NotFound("delivery"))));
    let other = world.company("other").await;
    let id = tomorrow(&world, &acme, ticket, "Not yours.").await;
    assert!(matches!(take_back(&world, &other, id).await, Err(Error::NotFound("message"))));
}

async fn of_two_who_take_back_at_once_one_gets_it(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let id = tomorrow(&world, &acme, ticket, "Tomorrow.").await;
    let all = tokio::join!(
        take_back(&world, &acme, id),
        take_back(&world, &acme, id),
        take_back(&world, &acme, id)
    );
    let all = [all.0, all.1, all.2];
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "{all:?}");
    assert!(all.iter().all(|one| matches!(one, Ok(_) | Err(Error::NotFound("message")))), "{all:?}");
    assert_eq!(world.read(&acme, ticket).await.row.message_count, 1, "counted down once");
}

async fn another_agents_answer_is_left_to_them(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, admin, agent) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let later = draft("Tomorrow.", Some(agent.now.plus_millis(24 * 3_600_000)));
    let id = reply::send(app, &admin, ticket, later.clone()).await.unwrap();
    let refused = reply::take_back(app, &agent, id).await;
    assert!(matches!(refused, Err(Error::State { state: "another agent's", .. })), "{refused:?}");
    assert_eq!(world.read(&acme, ticket).await.row.message_count, 2, "it still waits");
    assert_eq!(app::scheduled::list(app, &agent).await.unwrap(), []);
    reply::take_back(app, &admin, id).await.unwrap();
    // An admin helps out where its author is away.
    let id = reply::send(app, &agent, ticket, later).await.unwrap();
    let sooner =
        reply::send(app, &admin, ticket, draft("Soon.", Some(agent.now.plus_millis(HOUR_MS)))).await.unwrap();
    reply::send(app, &admin, ticket, draft("Now.", None)).await.unwrap();
    let listed = async |who| -> Vec<_> {
        let all = app::scheduled::list(app, who).await.unwrap();
        all.iter().map(|one| (one.message, one.author, one.number)).collect()
    };
    let number = world.read(&acme, ticket).await.row.number;
    assert_eq!(listed(&agent).await, [(id, Some(acme.agent), number)]);
    assert_eq!(listed(&admin).await, [(sooner, Some(acme.admin), number), (id, Some(acme.agent), number)]);
    let other = world.company("other").await;
    assert_eq!(listed(&world.admin_ctx(&other)).await, []);
    reply::take_back(app, &admin, sooner).await.unwrap();
    assert_eq!(reply::take_back(app, &admin, id).await.unwrap().text, "Tomorrow.");
    // The author is told of that; who took their own back is not.
    app::jobs::notices::round(app).await.unwrap();
    for (who, told) in [(&agent, vec![NoticeKind::TakenBack]), (&admin, vec![])] {
        let unread = app::notice::list(app, who, true, None, 10).await.unwrap().items;
        assert_eq!(unread.iter().map(|one| one.kind).collect::<Vec<_>>(), told);
    }
}

async fn taking_back_and_sending_at_once_end_in_one_of_both(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (app, mut taken) = (&world.app, 0);
    for n in 0..8 {
        let id = tomorrow(&world, &acme, ticket, &format!("Answer {n}.")).await;
        // Both sides read their own clock: the sender's says that it is time, the other's says not yet.
        let ctx = world.agent_ctx(&acme);
        world.clock.advance_ms(DAY_MS);
        let (back, claimed) = tokio::join!(reply::take_back(app, &ctx, id), delivery::round(app));
        let claimed = claimed.unwrap();
        while delivery::round(app).await.unwrap() > 0 {}
        match back {
            Ok(_) => {
                taken += 1;
                assert!(!sent(&world).iter().any(|mail| mail.contains(&format!("Answer {n}."))));
            }
            Err(Error::State { .. }) => {
                assert_eq!(claimed, 1);
                assert_eq!(read(&world, &acme, id).await.delivery, Some(DeliveryState::Sent));
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(sent(&world).len(), 8 - taken, "each is sent or taken back, never both");
}

async fn the_ticket_gets_back_only_the_status_that_the_answer_took(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let app = &world.app;
    let send = async |status: TicketStatus| {
        let ctx = world.agent_ctx(&acme);
        let at = Some(ctx.now.plus_millis(DAY_MS));
        let draft = ReplyDraft { status: Some(status), ..draft("Tomorrow.", at) };
        reply::send(app, &ctx, ticket, draft).await.unwrap()
    };
    let set = async |change: app::view::TicketChange| {
        app::ticket::change(app, &world.agent_ctx(&acme), ticket, change).await.unwrap()
    };
    let status = async || world.read(&acme, ticket).await.row.status;
    let id = send(TicketStatus::Pending).await;
    assert_eq!(status().await, TicketStatus::Pending);
    assert_eq!(take_back(&world, &acme, id).await.unwrap().status, Some(TicketStatus::Pending));
    assert_eq!(status().await, TicketStatus::Open);
    // What somebody set since stays.
    let id = send(TicketStatus::Pending).await;
    set(app::view::TicketChange { status: Some(TicketStatus::Closed), ..Default::default() }).await;
    take_back(&world, &acme, id).await.unwrap();
    assert_eq!(status().await, TicketStatus::Closed);
    // Put aside it was, and put aside it is again, until the same time.
    let until = app.now().plus_millis(2 * DAY_MS);
    set(app::view::TicketChange { snooze: Some(app::view::Snooze::Until(until)), ..Default::default() })
        .await;
    let id = send(TicketStatus::Pending).await;
    take_back(&world, &acme, id).await.unwrap();
    let row = world.read(&acme, ticket).await.row;
    assert_eq!((row.status, row.snoozed_until_ms), (TicketStatus::Snoozed, Some(until)));
}

async fn an_answer_from_a_page_waits_as_long_as_its_author_chose(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let app = &world.app;
    let waits_ms = async || {
        let ctx = world.agent_ctx(&acme);
        let draft = ReplyDraft { undoable: true, ..draft("Soon.", None) };
        let id = reply::send(app, &ctx, ticket, draft).await.unwrap();
        read(&world, &acme, id).await.goes_out_at_ms.unwrap().millis_since(ctx.now)
    };
    assert_eq!(waits_ms().await, 10_000);
    for seconds in [30, 0] {
        let change = ProfileChange { send_undo_seconds: Some(seconds), ..ProfileChange::default() };
        let profile = app::agent::change_profile(app, &world.agent_ctx(&acme), change).await.unwrap();
        assert_eq!(profile.send_undo_seconds, seconds);
        assert_eq!(waits_ms().await, i64::from(seconds) * 1000);
    }
    let change = ProfileChange { send_undo_seconds: Some(11), ..ProfileChange::default() };
    let refused = app::agent::change_profile(app, &world.agent_ctx(&acme), change).await;
    assert!(matches!(refused, Err(Error::Input { field: "send_undo_seconds", .. })), "{refused:?}");
}

async fn what_was_taken_back_is_not_found(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let app = &world.app;
    let indexer = tokio::spawn(app::jobs::indexer::run(std::sync::Arc::clone(app)));
    let found = async || {
        let seq = app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
        app.index_caught_up(acme.info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
        let ctx = world.agent_ctx(&acme);
        let filter = app::view::TicketFilter::default();
        app::ticket::search(app, &ctx, "marzipan", &filter, None, 10).await.unwrap().items.len()
    };
    let id = tomorrow(&world, &acme, ticket, "A saddle of marzipan.").await;
    assert_eq!(found().await, 1);
    take_back(&world, &acme, id).await.unwrap();
    assert_eq!(found().await, 0);
    // Added and taken back in one breath.
    let id = tomorrow(&world, &acme, ticket, "More marzipan.").await;
    take_back(&world, &acme, id).await.unwrap();
    assert_eq!(found().await, 0);
    indexer.abort();
}
