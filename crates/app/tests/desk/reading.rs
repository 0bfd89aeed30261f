//! Reading a mail: the receiving server's word on its sender is kept sealed, its remote images stay where they are until
//! somebody asks, trackers always, and its source is handed out under a permit.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World};
use app::download::{Target, What};
use app::{Error, message};
use domain::record::{AuthResult, Authentication};
use domain::{MessageId, Timestamp};

crate::on_both_engines! {
    the_receiving_servers_word_is_kept
    trackers_stay_blocked_and_what_was_opened_is_logged
    the_source_is_readable_and_limited
    a_signed_address_opens_one_thing_for_a_while
}

const EDGE: &str =
    "Received: from out.x.test by mx.acme.test with ESMTPS id 1; Tue, 24 Nov 2026 11:00:00 +0000\r\n";
const WORD: &str =
    "Authentication-Results: mx.acme.test; spf=fail smtp.mailfrom=x.test; dkim=none; dmarc=fail\r\n";

const HTML: &str = "<p>Bells</p><img src=\"http://localhost/bell.png\">\
    <img src=\"https://x.list-manage.com/track/open.php?u=1\"><img src=\"https://a.test/p.gif\" width=1 height=1>";

fn mail(fields: &str, id: &str, content_type: &str, text: &str) -> String {
    format!(
        "{fields}From: Carla <carla@x.test>\r\nTo: support@acme.test\r\nSubject: =?utf-8?q?Gl=C3=B6ckchen?=\r\n\
         Message-ID: <{id}@x.test>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\nContent-Type: {content_type}\r\n\r\n{text}"
    )
}

async fn take_in(world: &World, company: &Company, raw: String) -> MessageId {
    world.take_in(company, &[("1", raw)]).await;
    let ticket = world.tickets(company).await[0].id;
    world.read(company, ticket).await.messages[0].id
}

async fn the_receiving_servers_word_is_kept(world: World) {
    let acme = world.company("acme").await;
    let raw = mail(&[WORD, EDGE].concat(), "1", "text/plain", "Hello");
    let id = take_in(&world, &acme, raw).await;
    let expected = Authentication {
        server: "mx.acme.test".to_owned(),
        spf: Some(AuthResult::Fail),
        dkim: Some(AuthResult::None),
        dmarc: Some(AuthResult::Fail),
    };
    let world = world.reopened().await;
    let read = message::read(&world.app, &world.agent_ctx(&acme), id).await.unwrap();
    assert_eq!(read.authentication, Some(expected));
    // What the sender may have written is kept as nothing.
    let praise = "Authentication-Results: mx.acme.test; spf=pass; dkim=pass; dmarc=pass\r\n";
    let forged = mail(&[EDGE, praise].concat(), "2", "text/plain", "Hello");
    world.take_in(&acme, &[("2", forged)]).await;
    for ticket in world.tickets(&acme).await {
        for read in world.read(&acme, ticket.id).await.messages {
            assert_eq!(read.authentication.is_some(), read.id == id);
        }
    }
}

async fn trackers_stay_blocked_and_what_was_opened_is_logged(world: World) {
    let acme = world.company("acme").await;
    let id = take_in(&world, &acme, mail("", "1", "text/html", HTML)).await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let shown = message::images::show(app, &ctx, id).await.unwrap();
    let found = message::images::of(&shown);
    let blocked: Vec<_> = found.iter().map(|image| image.tracker.is_some()).collect();
    assert_eq!(blocked, [false, true, true]);
    let html =
        message::images::with_sources(shown.html.as_deref().unwrap(), |place| Ok(format!("/at/{place}")));
    let html = html.unwrap();
    assert_eq!((html.matches(" src=").count(), html.contains("src=\"/at/0\"")), (1, true), "{html}");
    // Neither a tracker nor a place that does not exist nor a server of this network is asked.
    for place in [0, 1, 2, 3, u32::MAX] {
        let answer = message::images::fetch(app, &ctx, id, place).await;
        assert!(matches!(answer, Err(Error::NotFound("image"))), "{place}: {answer:?}");
    }
    assert_eq!((app.egress().opened(), app.egress().refused()), (0, 0));
    let report = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!((report.opened, report.fault), (app.vault().opens_total(), None));
    let other = world.company("other").await;
    let answer = message::images::show(app, &world.agent_ctx(&other), id).await;
    assert!(matches!(answer, Err(Error::NotFound("message"))), "{answer:?}");
}

async fn the_source_is_readable_and_limited(world: World) {
    let acme = world.company("acme").await;
    let text = format!("<script>\u{0}{}", "line\r\n".repeat(60_000));
    let raw = mail("X-Fold: one\r\n two\r\n", "1", "text/plain", &text);
    let id = take_in(&world, &acme, raw.clone()).await;
    let ctx = world.agent_ctx(&acme);
    let source = message::source(&world.app, &ctx, id).await.unwrap();
    assert_eq!(source.fields[0], ("X-Fold".to_owned(), "one two".to_owned()));
    assert_eq!(source.subject, "Glöckchen");
    assert_eq!((source.size_bytes, source.is_cut), (raw.len() as u64, true));
    assert_eq!(source.text.len(), domain::limits::SOURCE_SHOWN_BYTES_MAX);
    assert!(raw.starts_with(&source.text));
    assert_eq!(message::raw(&world.app, &ctx, id).await.unwrap(), raw.as_bytes());
    let report = app::audit::verify(&world.app, &acme.info).await.unwrap();
    assert_eq!((report.opened, report.fault), (world.app.vault().opens_total(), None));
}

async fn a_signed_address_opens_one_thing_for_a_while(world: World) {
    let acme = world.company("acme").await;
    let id = take_in(&world, &acme, mail("", "1", "text/html", HTML)).await;
    let ctx = world.agent_ctx(&acme);
    for what in [What::Raw, What::Part(7), What::Preview(u32::MAX), What::Image(7)] {
        let target = Target { message: id, what };
        let token = app::download::sign(&world.app, &ctx, target).unwrap();
        let (read_by, read) = app::download::verify(&world.app, &token, ctx.now).unwrap();
        assert_eq!((read_by.agent_id(), read), (ctx.agent_id(), target));
        let late = Timestamp::from_millis(ctx.now.as_millis() + 5 * 60 * 1000 + 1);
        assert!(app::download::verify(&world.app, &token, late).is_err());
        let mut bent = token.into_bytes();
        bent[90] ^= 1;
        assert!(app::download::verify(&world.app, &String::from_utf8(bent).unwrap(), ctx.now).is_err());
    }
}
