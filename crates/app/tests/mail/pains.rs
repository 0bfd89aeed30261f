//! The pains of other helpdesks that concern mail: none of them may be here. The numbers are those of the
//! list of fifteen in the documentation.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::servers::{self, connect, drain, start, until_tickets, view};
use crate::world::{self, Company, Engine, START, World, incoming, until};
use app::inbound::Incoming;
use app::jobs::delivery;
use app::view::{TicketChange, TicketFilter};
use domain::{DeliveryState, MailKind, MessageKind, TicketStatus};
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::proxy::{Mode, TcpProxy};

const DESK: &str = "desk@example.test";
const SLOW: &str = "slow@example.test";

/// A port that nothing listens on: these tests send nothing through it.
const NO_SMTP: u16 = 1;

async fn world() -> World {
    let world = World::new(Engine::Sqlite).await.unwrap();
    world.follow_real_time();
    world
}

fn dovecot() -> Option<Dovecot> {
    testkit::or_skip(Dovecot::start(&[Account::new(DESK, "pw-desk"), Account::new(SLOW, "pw-slow")]))
}

fn desk(dovecot: &Dovecot) -> domain::record::MailboxSettings {
    servers::settings(dovecot, DESK, DESK, dovecot.imaps_port(), NO_SMTP)
}

fn mail(n: usize) -> String {
    servers::mail(&format!("p{n}@x.test"), DESK, &format!("{n}@x.test"), None, &format!("Text {n}"))
}

/// The texts of a tenant's mails, sorted: what arrived, and how often.
async fn texts(world: &World, company: &Company) -> Vec<String> {
    let mut all = Vec::new();
    for row in world.tickets(company).await {
        let view = world.read(company, row.id).await;
        all.extend(view.messages.into_iter().map(|message| message.visible_text.trim().to_owned()));
    }
    all.sort();
    all
}

fn numbered(range: std::ops::Range<usize>) -> Vec<String> {
    let mut all: Vec<_> = range.map(|n| format!("Text {n}")).collect();
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_01_take_in_goes_on_after_an_outage_that_is_shown() {
    let Some(mut dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    let proxy = TcpProxy::start(dovecot.imaps_port()).unwrap();
    let settings = servers::settings(&dovecot, DESK, DESK, proxy.port(), NO_SMTP);
    let mailbox = connect(&world, &acme, settings, None).await;
    let _jobs = start(&world, &[&mailbox]);
    dovecot.deliver(DESK, mail(0).as_bytes()).unwrap();
    until_tickets(&world, &acme, 1).await;
    assert_eq!(view(&world, &acme, &mailbox).await.last_error, None);
    for outage in 1..=2 {
        dovecot.stop();
        // The server's own process for a connection outlives its master for ten seconds.
        proxy.cut();
        until("the outage is shown", async || {
            let shown = view(&world, &acme, &mailbox).await;
            (shown.last_error.is_some() && shown.attempts > 0 && shown.next_attempt_at_ms.is_some())
                .then_some(())
        })
        .await;
        dovecot.start_again().unwrap();
        dovecot.deliver(DESK, mail(outage).as_bytes()).unwrap();
        until_tickets(&world, &acme, outage + 1).await;
        until("the mailbox is shown as well again", async || {
            let shown = view(&world, &acme, &mailbox).await;
            (shown.last_error.is_none() && shown.attempts == 0).then_some(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_02_what_came_during_an_outage_is_filled_in() {
    let Some(mut dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    let mailbox = connect(&world, &acme, desk(&dovecot), None).await;
    let jobs = start(&world, &[&mailbox]);
    dovecot.deliver(DESK, mail(0).as_bytes()).unwrap();
    until_tickets(&world, &acme, 1).await;
    let folder = servers::folder(&dovecot, DESK).join("new");
    dovecot.stop();
    // Both sides are away: the server gets mail meanwhile, and Deskhero starts anew.
    drop(jobs);
    for n in 1..60 {
        std::fs::write(folder.join(format!("4000000000.M{n}P9.other")), mail(n)).unwrap();
    }
    let world = world.reopened().await;
    let _jobs = start(&world, &[&mailbox]);
    dovecot.start_again().unwrap();
    until_tickets(&world, &acme, 60).await;
    assert_eq!(texts(&world, &acme).await, numbered(0..60));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_03_a_new_uid_validity_makes_no_second_ticket() {
    let Some(dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    let mailbox = connect(&world, &acme, desk(&dovecot), None).await;
    for n in 0..3 {
        dovecot.deliver(DESK, mail(n).as_bytes()).unwrap();
    }
    drain(&world, &mailbox).await;
    assert_eq!(texts(&world, &acme).await, numbered(0..3));
    for (round, validity) in [4_242, 4_243].into_iter().enumerate() {
        dovecot.set_uid_validity(DESK, "INBOX", validity).unwrap();
        dovecot.deliver(DESK, mail(3 + round).as_bytes()).unwrap();
        drain(&world, &mailbox).await;
        assert_eq!(texts(&world, &acme).await, numbered(0..4 + round));
    }
    assert_eq!(world.tickets(&acme).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_03_an_answer_goes_out_once() {
    let mut world = world().await;
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail(1))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    world.answer(&acme, ticket, "Once.").await;
    for _ in 0..5 {
        let rounds = (0..5).map(|_| delivery::round(&world.app));
        for round in rounds {
            round.await.unwrap();
        }
        world.clock.advance_ms(3_600_000);
        world = world.reopened().await;
    }
    let out = world.folder.path().join("maildir-acme/outgoing/new");
    assert_eq!(std::fs::read_dir(out).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_04_a_message_id_that_is_known_or_missing_hides_no_mail() {
    let Some(dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    let mailbox = connect(&world, &acme, desk(&dovecot), None).await;
    let without = |n: usize| {
        let id = format!("Message-ID: <{n}@x.test>\r\n");
        mail(n).replace(&id, "")
    };
    let same = |n: usize| mail(n).replace(&format!("<{n}@x.test>"), "<same@x.test>");
    // Two without an id, two that share one.
    for raw in [without(0), without(1), same(2), same(3), mail(4)] {
        dovecot.deliver(DESK, raw.as_bytes()).unwrap();
    }
    drain(&world, &mailbox).await;
    assert_eq!(texts(&world, &acme).await, numbered(0..5));
    assert_eq!(world.tickets(&acme).await.len(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_05_unrelated_mails_stay_apart() {
    let world = world().await;
    let acme = world.company("acme").await;
    let from = |id: &str, answers: Option<&str>, subject: &str| {
        world::mail("eva@x.test", id, answers, subject, &format!("Text of {id}"))
    };
    world
        .take_in(
            &acme,
            &[
                ("1", from("1@x.test", None, "Invoice")),
                // The same subject, the same sender, another matter.
                ("2", from("2@x.test", None, "Invoice")),
                ("3", from("3@x.test", None, "Re: Invoice")),
                // It answers a mail that nobody here knows.
                ("4", from("4@x.test", Some("unknown@elsewhere.test"), "Re: Invoice")),
                // Numbers in brackets that mean something else.
                ("5", from("5@x.test", None, "[#4711] Invoice")),
                ("6", from("6@x.test", None, "Order #1, ticket 1")),
            ],
        )
        .await;
    let rows = world.tickets(&acme).await;
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row.message_count == 1));
    // A true answer joins, whatever its subject says.
    world.take_in(&acme, &[("7", from("7@x.test", Some("1@x.test"), "Something else"))]).await;
    let rows = world.tickets(&acme).await;
    assert_eq!(rows.len(), 6);
    assert_eq!(rows.iter().find(|row| row.number == 1).unwrap().message_count, 2);
}

/// A mail in a charset, and the text that must be read in it.
const CHARSETS: &[(&str, &[u8], &str)] = &[
    ("iso-2022-jp", b"\x1b$B$3$s$K$A$O\x1b(B", "こんにちは"),
    ("windows-1258", b"ch\xe0o", "chào"),
    ("windows-1252", b"Gr\xfc\xdfe \x80", "Grüße €"),
    ("koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"),
    ("gb2312", b"\xc4\xe3\xba\xc3", "你好"),
    ("ks_c_5601-1987", b"\xbe\xc8\xb3\xe7", "안녕"),
    ("utf-7", b"Gr+APwA3w-e", "Grüße"),
    ("x-made-up", "Grüße".as_bytes(), "Grüße"),
    ("us-ascii", "Grüße".as_bytes(), "Grüße"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_07_no_charset_stops_the_take_in() {
    let world = world().await;
    let acme = world.company("acme").await;
    let mut mails = Vec::new();
    for (n, (charset, body, _)) in CHARSETS.iter().enumerate() {
        let head = format!(
            "From: p{n}@x.test\r\nTo: {DESK}\r\nSubject: Charset {n}\r\nMessage-ID: <{n}@x.test>\r\n\
             Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        );
        mails.push([head.as_bytes(), body, b"\r\n"].concat());
    }
    // Bytes that are wrong in the charset that they claim, and a subject in a charset that is none.
    mails.push(b"From: a@x.test\r\nSubject: =?x-none?B?4pyT?= =?utf-8?Q?=FF=FE?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe\xc3(\r\n".to_vec());
    mails.push(mail(100).into_bytes());
    let count = mails.len();
    let mails: Vec<Incoming> = mails
        .into_iter()
        .enumerate()
        .map(|(n, raw)| Incoming { raw: raw.into(), ..incoming(&n.to_string(), "") })
        .collect();
    let prepared = world.app.prepare(&acme.target, mails, START).await.unwrap();
    let report = world.app.take_in(&acme.target, prepared, None, START).await.unwrap();
    assert_eq!(report.taken_in, count);
    let rows = world.tickets(&acme).await;
    for (n, (charset, _, text)) in CHARSETS.iter().enumerate() {
        let row = rows.iter().find(|row| row.subject == format!("Charset {n}")).unwrap();
        let view = world.read(&acme, row.id).await;
        assert_eq!(view.messages[0].visible_text.trim(), *text, "{charset}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_09_a_page_costs_the_same_whatever_lies_behind_it() {
    let world = world().await;
    let acme = world.company("acme").await;
    let jobs = app::jobs::start_indexer(&world.app);
    let (ctx, filter) = (world.agent_ctx(&acme), TicketFilter::default());
    let mut costs = Vec::new();
    for hundred in 0..4 {
        let mails: Vec<_> = (0..100).map(|n| (format!("{hundred}-{n}"), mail(hundred * 100 + n))).collect();
        let mails: Vec<_> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
        let report = world.take_in(&acme, &mails).await;
        world
            .app
            .index_caught_up(acme.info.scope, report.change_seq, app::index::INDEX_PATIENCE)
            .await
            .unwrap();
        let opened = || world.app.vault().opens_total();
        let start = opened();
        let first = app::ticket::list(&world.app, &ctx, &filter, None, 25).await.unwrap();
        let listed = opened();
        let next = first.next.as_deref();
        let second = app::ticket::list(&world.app, &ctx, &filter, next, 25).await.unwrap();
        let turned = opened();
        let found = app::ticket::search(&world.app, &ctx, "text", &filter, None, 25).await.unwrap();
        assert_eq!((first.items.len(), second.items.len(), found.items.len()), (25, 25, 25));
        costs.push((listed - start, turned - listed, opened() - turned));
    }
    drop(jobs);
    // Opened objects are what a page costs; the plans of its queries are tested in the store.
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    assert!(costs[0].0 <= 3 * 25, "{costs:?}");
}

/// The mails that a company handed out since the last look.
fn handed_out(world: &World, slug: &str) -> Vec<String> {
    let folder = world.folder.path().join(format!("maildir-{slug}/outgoing/new"));
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).into_iter().flatten() {
        let path = file.unwrap().path();
        all.push(std::fs::read_to_string(&path).unwrap());
        std::fs::remove_file(path).unwrap();
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_10_two_helpdesks_do_not_answer_each_other() {
    let world = world().await;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let first = world::mail("support@other.test", "1@other.test", None, "Help", "Help.");
    world.take_in(&acme, &[("0", first)]).await;
    let ticket = world.tickets(&acme).await[0].id;
    // Three times a person at each side answers; nothing else ever goes out.
    let (mut n, mut total) = (0, 0);
    for _ in 0..3 {
        for (from, to, slug) in [(&acme, &other, "acme"), (&other, &acme, "other")] {
            let mine = if slug == "acme" { ticket } else { world.tickets(&other).await[0].id };
            world.answer(from, mine, "A person answers.").await;
            while delivery::round(&world.app).await.unwrap() > 0 {}
            let out = handed_out(&world, slug);
            assert_eq!(out.len(), 1);
            total += out.len();
            n += 1;
            world.take_in(to, &[(&format!("m{n}"), out[0].clone())]).await;
            while delivery::round(&world.app).await.unwrap() > 0 {}
            assert_eq!(handed_out(&world, "acme").len() + handed_out(&world, "other").len(), 0);
        }
    }
    assert_eq!(total, 6);
    assert_eq!(world.tickets(&acme).await.len(), 1);
    assert_eq!(world.tickets(&other).await.len(), 1);
    let theirs = world.read(&acme, ticket).await;
    assert!(theirs.messages.iter().all(|message| message.mail_kind == MailKind::Human));
    // Our own mail, come back by a rule or a copy, is no news.
    world.answer(&acme, ticket, "One more.").await;
    while delivery::round(&world.app).await.unwrap() > 0 {}
    let own = handed_out(&world, "acme").remove(0);
    let before = world.read(&acme, ticket).await.messages.len();
    world.take_in(&acme, &[("own", own)]).await;
    assert_eq!(world.read(&acme, ticket).await.messages.len(), before);
    assert_eq!(world.tickets(&acme).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_10_machines_neither_reopen_nor_are_answered() {
    let world = world().await;
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail(1))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let answer = world.answer(&acme, ticket, "Done.").await;
    while delivery::round(&world.app).await.unwrap() > 0 {}
    assert_eq!(handed_out(&world, "acme").len(), 1);
    let ctx = world.agent_ctx(&acme);
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(&world.app, &ctx, ticket, close).await.unwrap();
    let id = app::message::read(&world.app, &ctx, answer).await.unwrap().message_id.unwrap();
    let away = world::mail("p1@x.test", "away@x.test", Some(&id), "Away", "I am away.")
        .replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:");
    world.take_in(&acme, &[("2", away)]).await;
    let seen = world.read(&acme, ticket).await;
    assert_eq!((seen.messages.len(), seen.row.status), (3, TicketStatus::Closed));
    assert!(seen.messages.iter().any(|message| message.mail_kind == MailKind::AutoReply));
    // A bounce marks the answer; the bounce of that bounce is answered by nobody either.
    for n in 0..3 {
        let bounce = bounce(n, &id);
        world.take_in(&acme, &[(&format!("b{n}"), bounce)]).await;
    }
    let marked = app::message::read(&world.app, &ctx, answer).await.unwrap();
    assert_eq!(marked.delivery, Some(DeliveryState::Bounced));
    assert!(marked.delivery_reason.unwrap().contains("no such account"));
    assert_eq!(delivery::round(&world.app).await.unwrap(), 0);
    assert_eq!(handed_out(&world, "acme").len(), 0);
    let rows = world.tickets(&acme).await;
    assert_eq!(rows.len(), 1);
    let outbound = world.read(&acme, ticket).await.messages;
    assert_eq!(outbound.iter().filter(|m| m.kind == MessageKind::Outbound).count(), 1);
}

fn bounce(n: usize, about: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@x.test\r\nTo: support@acme.test\r\nSubject: Undelivered\r\n\
         Message-ID: <bounce{n}@x.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\n\
         Final-Recipient: rfc822; p1@x.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 no such account\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{about}>\r\nSubject: Re: Mail\r\n\r\n--b--\r\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_13_nothing_remote_loads_when_a_mail_is_read() {
    let world = world().await;
    let acme = world.company("acme").await;
    let html = r#"<p style="background:url(https://track.test/bg.png)">Hello</p>
        <img src="https://track.test/pixel.gif?who=eva" width="1" height="1">
        <img src="//track.test/no-scheme.gif" srcset="https://track.test/large.gif 2x">
        <IMG SRC = 'http://track.test/upper.gif'><svg><image href="https://track.test/svg.png"/></svg>
        <video poster="https://track.test/poster.png" src="https://track.test/video.mp4"></video>
        <link rel="stylesheet" href="https://track.test/style.css"><style>@import "https://track.test/i.css";</style>
        <iframe src="https://track.test/frame"></iframe><table background="https://track.test/table.png"></table>
        <object data="https://track.test/object"></object><embed src="https://track.test/embed">
        <input type="image" src="https://track.test/input.png"><script src="https://track.test/x.js"></script>"#;
    let raw = format!(
        "From: a@x.test\r\nTo: {DESK}\r\nSubject: News\r\nMessage-ID: <1@x.test>\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
    );
    world.take_in(&acme, &[("1", raw)]).await;
    let message = world.read(&acme, world.tickets(&acme).await[0].id).await.messages.remove(0);
    let clean = message.html.unwrap();
    assert!(message.remote_images >= 3, "{}", message.remote_images);
    assert!(clean.contains("Hello"), "{clean}");
    // What is left of a remote address stands only in an attribute that no browser loads.
    let harmless = clean
        .replace("data-remote-src=\"https://track.test", "")
        .replace("data-remote-src=\"http://track.test", "");
    let harmless = harmless.replace("data-remote-src=\"//track.test", "");
    assert!(!harmless.contains("track.test"), "{clean}");
    assert!(!harmless.to_lowercase().contains("url("), "{clean}");
}

/// Everything that a client can see of a folder.
fn snapshot(dovecot: &Dovecot) -> Vec<(u32, String, String, Vec<u8>)> {
    let mails = dovecot.list(DESK, "INBOX").unwrap();
    // \Recent belongs to the session that asks (RFC 3501, 2.3.2), not to the mail.
    let flags = |all: &str| all.split_whitespace().filter(|f| *f != "\\Recent").collect::<Vec<_>>().join(" ");
    mails.into_iter().map(|mail| (mail.uid, flags(&mail.flags), mail.internal_date, mail.raw)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_15_connecting_alters_nothing_skips_nothing_and_sends_nothing() {
    let Some(dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    for (n, flags) in ["", "\\Seen", "\\Seen \\Answered", "\\Flagged", "\\Seen \\Draft"].iter().enumerate() {
        let date = Some("14-Nov-2023 22:13:20 +0000");
        dovecot.append(DESK, "INBOX", mail(n).as_bytes(), flags, date).unwrap();
    }
    let before = snapshot(&dovecot);
    assert_eq!(before.len(), 5);
    let mailbox = connect(&world, &acme, desk(&dovecot), None).await;
    drain(&world, &mailbox).await;
    drain(&world, &mailbox).await;
    assert_eq!(texts(&world, &acme).await, numbered(0..5));
    assert_eq!(snapshot(&dovecot), before);
    assert_eq!(delivery::round(&world.app).await.unwrap(), 0);
    for row in world.tickets(&acme).await {
        let kinds: Vec<_> =
            world.read(&acme, row.id).await.messages.iter().map(|message| message.kind).collect();
        assert_eq!(kinds, [MessageKind::Inbound]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pain_15_a_slow_mailbox_starves_no_other_and_keeps_one_connection() {
    let Some(dovecot) = dovecot() else { return };
    let world = world().await;
    let acme = world.company("acme").await;
    let proxy = TcpProxy::start(dovecot.imaps_port()).unwrap();
    proxy.set_mode(Mode::Stall);
    let mut mailboxes = Vec::new();
    // More mailboxes that hang than batches are worked on at once.
    for n in 0..8 {
        let settings = servers::settings(&dovecot, &format!("s{n}@x.test"), SLOW, proxy.port(), NO_SMTP);
        mailboxes.push(connect(&world, &acme, settings, None).await);
    }
    mailboxes.push(connect(&world, &acme, desk(&dovecot), None).await);
    let _jobs = start(&world, &mailboxes.iter().collect::<Vec<_>>());
    until("every slow mailbox has knocked", async || (proxy.accepted() >= 8).then_some(())).await;
    for n in 0..30 {
        dovecot.deliver(DESK, mail(n).as_bytes()).unwrap();
    }
    until_tickets(&world, &acme, 30).await;
    dovecot.deliver(SLOW, mail(30).as_bytes()).unwrap();
    proxy.set_mode(Mode::Pass);
    // Eight mailboxes look at the one account: the mail comes in by each of them, into one ticket.
    until_tickets(&world, &acme, 31).await;
    until("each slow mailbox has taken it in", async || {
        let copies = texts(&world, &acme).await.into_iter().filter(|text| text == "Text 30").count();
        (copies == 8).then_some(())
    })
    .await;
    assert_eq!(proxy.accepted(), 8, "one connection for each mailbox");
}
