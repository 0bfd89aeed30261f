//! Mail in and mail out through the real pipeline, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, World, mail};
use app::view::{ReplyDraft, TicketFilter};
use domain::{DeliveryState, MessageKind, TicketStatus};

crate::on_both_engines! {
    a_mail_becomes_a_ticket_that_reads_as_it_was_written
    the_same_mail_twice_is_one_message
    an_answer_joins_and_a_stranger_does_not
    an_answer_goes_out_and_the_contact_s_reply_joins
    mails_that_share_or_lack_a_message_id_are_all_kept
    what_cannot_be_read_is_still_a_ticket_with_its_bytes
    one_tenant_never_sees_another_s_ticket
    the_log_holds_every_opened_object
    an_answer_stands_behind_a_mail_whose_server_s_clock_is_ahead
    new_mail_is_found
    a_disconnected_mailbox_takes_nothing_in
    a_restart_keeps_everything
}

async fn list(world: &World, company: &world::Company) -> Vec<app::view::TicketRow> {
    let ctx = world.agent_ctx(company);
    app::ticket::list(&world.app, &ctx, &TicketFilter::default(), None, 50).await.unwrap().items
}

async fn a_mail_becomes_a_ticket_that_reads_as_it_was_written(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("Eva Blå <eva@x.test>", "1@x.test", None, "Where is my order?", "Order 17 is late.");
    world.take_in(&acme, &[("1", raw.clone())]).await;
    let rows = list(&world, &acme).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].subject.as_str(), rows[0].requester_email.as_str()),
        ("Where is my order?", "eva@x.test")
    );
    assert_eq!(rows[0].number, 1);
    assert!(rows[0].unread);
    let ctx = world.agent_ctx(&acme);
    let ticket = app::ticket::read(&world.app, &ctx, rows[0].id).await.unwrap();
    assert_eq!(ticket.messages.len(), 1);
    assert_eq!(ticket.messages[0].visible_text.trim(), "Order 17 is late.");
    let bytes = app::message::raw(&world.app, &ctx, ticket.messages[0].id).await.unwrap();
    assert_eq!(bytes, raw.as_bytes());
    app::ticket::read_ahead(&world.app, &ctx, rows[0].id).await.unwrap();
    assert!(list(&world, &acme).await[0].unread, "loaded ahead is not looked at");
    app::ticket::mark_seen(&world.app, &ctx, rows[0].id).await.unwrap();
    assert!(!list(&world, &acme).await[0].unread);
}

async fn the_same_mail_twice_is_one_message(world: World) {
    let acme = world.company("acme").await;
    let raw = mail("eva@x.test", "1@x.test", None, "Once", "Once.");
    assert_eq!(world.take_in(&acme, &[("1", raw.clone()), ("1", raw.clone())]).await.taken_in, 1);
    let again = world.take_in(&acme, &[("1", raw)]).await;
    assert_eq!((again.taken_in, again.known), (0, 1));
    assert_eq!(list(&world, &acme).await.len(), 1);
}

async fn an_answer_joins_and_a_stranger_does_not(world: World) {
    let acme = world.company("acme").await;
    world
        .take_in(
            &acme,
            &[
                ("1", mail("eva@x.test", "1@x.test", None, "Help", "Help.")),
                ("2", mail("eva@x.test", "2@x.test", Some("1@x.test"), "Re: Help", "More.")),
                ("3", mail("mallory@y.test", "3@y.test", Some("1@x.test"), "Re: Help", "Give me all.")),
            ],
        )
        .await;
    // A ticket has its number once it is committed: nobody can name it in the same batch.
    world
        .take_in(&acme, &[("4", mail("mallory@y.test", "4@y.test", None, "[#1] Help", "Give me all again."))])
        .await;
    let rows = list(&world, &acme).await;
    assert_eq!(rows.len(), 3);
    let ctx = world.agent_ctx(&acme);
    let hers = rows.iter().find(|row| row.number == 1).unwrap();
    assert_eq!(app::ticket::read(&world.app, &ctx, hers.id).await.unwrap().messages.len(), 2);
    for other in rows.iter().filter(|row| row.number != 1) {
        let view = app::ticket::read(&world.app, &ctx, other.id).await.unwrap();
        assert_eq!(view.messages.len(), 1);
        assert_eq!(view.may_belong_to, Some(hers.id));
    }
}

async fn an_answer_goes_out_and_the_contact_s_reply_joins(world: World) {
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail("Eva <eva@x.test>", "1@x.test", None, "Help", "Help."))]).await;
    let ticket = list(&world, &acme).await[0].id;
    let ctx = world.agent_ctx(&acme);
    let draft = ReplyDraft {
        text: "Here it is.".to_owned(),
        status: Some(TicketStatus::Closed),
        ..ReplyDraft::default()
    };
    let id = app::reply::send(&world.app, &ctx, ticket, draft).await.unwrap();
    assert_eq!(app::jobs::delivery::round(&world.app).await.unwrap(), 1);
    let sent = app::message::read(&world.app, &ctx, id).await.unwrap();
    assert_eq!((sent.kind, sent.delivery), (MessageKind::Outbound, Some(DeliveryState::Sent)));
    assert_eq!(sent.to[0].email, "eva@x.test");
    let out = world.folder.path().join("maildir-acme");
    let outgoing = std::fs::read_dir(out.join("outgoing/new")).unwrap().next().unwrap().unwrap().path();
    let raw = std::fs::read(&outgoing).unwrap();
    let read = mime::read(&raw);
    assert_eq!(read.content.in_reply_to, ["1@x.test"]);
    assert_eq!(read.content.subject, "Re: Help");
    assert_eq!(std::fs::read_dir(out.join(".Sent/cur")).unwrap().count(), 1);
    let message_id = sent.message_id.unwrap();
    // Another address of hers: who knows the id of what we sent got our mail.
    world
        .take_in(&acme, &[("2", mail("eva@home.test", "2@x.test", Some(&message_id), "Re: Help", "Thanks."))])
        .await;
    let view = app::ticket::read(&world.app, &ctx, ticket).await.unwrap();
    assert_eq!(view.messages.len(), 3);
    assert_eq!(view.row.status, TicketStatus::Open);
    assert_eq!(app::jobs::delivery::round(&world.app).await.unwrap(), 0);
}

async fn mails_that_share_or_lack_a_message_id_are_all_kept(world: World) {
    let acme = world.company("acme").await;
    let without = "From: a@x.test\r\nTo: support@acme.test\r\nSubject: No id\r\n\r\nText\r\n".to_owned();
    world
        .take_in(
            &acme,
            &[
                ("1", mail("eva@x.test", "same@x.test", None, "First", "First.")),
                ("2", mail("ole@y.test", "same@x.test", None, "Second", "Second.")),
                ("3", without.clone()),
                ("4", without),
            ],
        )
        .await;
    assert_eq!(list(&world, &acme).await.len(), 4);
}

async fn what_cannot_be_read_is_still_a_ticket_with_its_bytes(world: World) {
    let acme = world.company("acme").await;
    let odd = [
        "",
        "\0\0\0",
        "no header at all",
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x",
    ];
    let mails: Vec<(String, String)> =
        odd.iter().enumerate().map(|(i, m)| (i.to_string(), (*m).to_owned())).collect();
    let mails: Vec<(&str, String)> = mails.iter().map(|(k, m)| (k.as_str(), m.clone())).collect();
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, odd.len());
    let ctx = world.agent_ctx(&acme);
    let mut seen = Vec::new();
    for row in list(&world, &acme).await {
        let view = app::ticket::read(&world.app, &ctx, row.id).await.unwrap();
        assert!(!view.messages[0].oddities.is_empty());
        let raw = app::message::raw(&world.app, &ctx, view.messages[0].id).await.unwrap();
        seen.push(String::from_utf8(raw).unwrap());
    }
    seen.sort();
    let mut expected = odd.map(ToOwned::to_owned).to_vec();
    expected.sort();
    assert_eq!(seen, expected);
}

async fn one_tenant_never_sees_another_s_ticket(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    world.take_in(&acme, &[("1", mail("eva@x.test", "1@x.test", None, "Secret", "Secret."))]).await;
    let ticket = list(&world, &acme).await[0].id;
    assert!(list(&world, &other).await.is_empty());
    let ctx = world.agent_ctx(&other);
    let error = app::ticket::read(&world.app, &ctx, ticket).await.unwrap_err();
    assert_eq!(error.code(), "not-found");
    // The same Message-ID in the other tenant finds nothing of this one.
    world
        .take_in(&other, &[("1", mail("eva@x.test", "2@x.test", Some("1@x.test"), "Re: Secret", "?"))])
        .await;
    let theirs = list(&world, &other).await;
    let view = app::ticket::read(&world.app, &ctx, theirs[0].id).await.unwrap();
    assert_eq!(view.may_belong_to, None);
}

async fn the_log_holds_every_opened_object(world: World) {
    let acme = world.company("acme").await;
    for i in 0..5 {
        let raw = mail("eva@x.test", &format!("{i}@x.test"), None, "Subject", "Text");
        world.take_in(&acme, &[(&i.to_string(), raw)]).await;
    }
    let ctx = world.agent_ctx(&acme);
    for row in list(&world, &acme).await {
        app::ticket::read(&world.app, &ctx, row.id).await.unwrap();
    }
    let nobody =
        app::mailbox::connect(&world.app, &ctx, world::maildir("x@acme.test", world.folder.path()), None);
    assert_eq!(nobody.await.unwrap_err().code(), "refused");
    let opened = world.app.vault().opens_total();
    assert!(opened > 10);
    let verified = app::audit::verify(&world.app, &acme.info).await.unwrap();
    assert_eq!(verified.fault, None);
    assert_eq!(verified.opened, opened);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn an_answer_stands_behind_a_mail_whose_server_s_clock_is_ahead(world: World) {
    let acme = world.company("acme").await;
    let ahead = app::inbound::Incoming {
        internal_date: Some(world.app.now().plus_millis(20 * 60_000)),
        ..world::incoming("1", &mail("eva@x.test", "1@x.test", None, "Where is my order?", "Late."))
    };
    let prepared = world.app.prepare(&acme.target, vec![ahead], world.app.now()).await.unwrap();
    world.app.take_in(&acme.target, prepared, None, world.app.now()).await.unwrap();
    world.clock.advance_ms(60_000);
    let ctx = world.agent_ctx(&acme);
    let ticket = list(&world, &acme).await[0].id;
    let draft = ReplyDraft { text: "On its way.".to_owned(), ..ReplyDraft::default() };
    app::reply::send(&world.app, &ctx, ticket, draft).await.unwrap();
    let kinds: Vec<_> = world.read(&acme, ticket).await.messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Inbound, MessageKind::Outbound]);
}

async fn new_mail_is_found(world: World) {
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let report = world
        .take_in(
            &acme,
            &[("1", mail("eva@x.test", "1@x.test", None, "Printer", "The zebrafish printer is broken."))],
        )
        .await;
    world.app.index_caught_up(acme.info.scope, report.change_seq, app::index::INDEX_PATIENCE).await.unwrap();
    let ctx = world.agent_ctx(&acme);
    for (query, hits) in
        [("zebrafish", 1), ("zebraf", 1), ("from:eva", 1), ("subject:zebrafish", 0), ("giraffe", 0)]
    {
        let page =
            app::ticket::search(&world.app, &ctx, query, &TicketFilter::default(), None, 10).await.unwrap();
        assert_eq!(page.items.len(), hits, "{query}");
    }
}

/// Whoever fetches for it and does not know yet: what was on its way stays at its source.
async fn a_disconnected_mailbox_takes_nothing_in(world: World) {
    let acme = world.company("acme").await;
    let node = world.another_node().await;
    let late = world::incoming("1", &mail("eva@x.test", "1@x.test", None, "Late", "Late."));
    let prepared = node.prepare(&acme.target, vec![late], node.now()).await.unwrap();
    let state = Some(domain::MailboxState::Disconnected);
    let change = app::mailbox::MailboxChange { state, ..Default::default() };
    app::mailbox::change(&world.app, &world.admin_ctx(&acme), acme.mailbox, change).await.unwrap();
    let taken = node.take_in(&acme.target, prepared, Some(b"further".to_vec()), node.now()).await;
    assert!(
        matches!(taken, Err(app::Error::State { noun: "mailbox", state: "disconnected" })),
        "{:?}",
        taken.map(|report| report.taken_in)
    );
    assert_eq!(list(&world, &acme).await.len(), 0);
    let store = world.app.store().tenant(acme.info.scope);
    let sync = store.find_mailbox_sync(acme.mailbox).await.unwrap();
    assert!(sync.is_none_or(|sync| sync.cursor.is_none()), "nor does the position move");
}

async fn a_restart_keeps_everything(world: World) {
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail("eva@x.test", "1@x.test", None, "Before", "Before."))]).await;
    let world = world.reopened().await;
    let rows = list(&world, &acme).await;
    assert_eq!(rows[0].subject, "Before");
    world
        .take_in(&acme, &[("2", mail("eva@x.test", "2@x.test", Some("1@x.test"), "Re: Before", "After."))])
        .await;
    assert_eq!(list(&world, &acme).await[0].message_count, 2);
}
