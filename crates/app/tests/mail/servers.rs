//! With real servers around: held mail and clamd; a conversation through Dovecot and Exim.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::jobs::{delivery, held};
use domain::record::Address;
use domain::{DeliveryState, MessageKind, ScanState};
use std::sync::Arc;
use testkit::Account;
use testkit::clamd::{Clamd, MARKER, MARKER_SIGNATURE};
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

fn infected() -> String {
    format!(
        "From: eva@x.test\r\nTo: support@acme.test\r\nSubject: Invoice\r\nMessage-ID: <bad@x.test>\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee file.\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.exe\r\n\r\n\
         {MARKER}\r\n--b--\r\n"
    )
}

async fn shown_as_held(world: &World, company: &Company) -> i64 {
    app::mailbox::read(&world.app, &world.agent_ctx(company), company.mailbox).await.unwrap().held
}

async fn mail_is_held_until_the_scanner_speaks(engine: Engine) {
    let Some(mut clamd) = testkit::or_skip(Clamd::start()) else { return };
    let address = format!("127.0.0.1:{}", clamd.port());
    let Some(world) = World::with(engine, |settings| settings.clamd = Some(address)).await else { return };
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("0", mail("eva@x.test", "0@x.test", None, "Before", "Before."))]).await;
    assert_eq!(world.tickets(&acme).await.len(), 1);
    clamd.stop();
    let mails = [("1", mail("eva@x.test", "1@x.test", None, "Clean", "The clean text.")), ("2", infected())];
    let report = world.take_in(&acme, &mails).await;
    assert_eq!((report.taken_in, report.held), (0, 2));
    assert_eq!(world.tickets(&acme).await.len(), 1);
    assert_eq!(shown_as_held(&world, &acme).await, 2);
    // The source offers them again: they are known. A restart forgets nothing.
    let again = world.take_in(&acme, &mails).await;
    assert_eq!((again.known, again.held), (2, 0));
    held::round(&world.app).await.unwrap();
    assert_eq!(shown_as_held(&world, &acme).await, 2);
    let world = world.reopened().await;
    assert_eq!(shown_as_held(&world, &acme).await, 2);

    clamd.start_again().unwrap();
    for _ in 0..3 {
        held::round(&world.app).await.unwrap();
        assert_eq!(shown_as_held(&world, &acme).await, 0);
        assert_eq!(world.tickets(&acme).await.len(), 3);
    }
    assert_eq!(world.take_in(&acme, &mails).await.known, 2);
    let ctx = world.agent_ctx(&acme);
    for row in world.tickets(&acme).await {
        let message = &world.read(&acme, row.id).await.messages[0];
        let file = app::message::attachment(&world.app, &ctx, message.id, 2).await;
        match row.subject.as_str() {
            "Invoice" => {
                assert_eq!(message.scan, ScanState::Infected);
                assert_eq!(message.virus.as_deref(), Some(MARKER_SIGNATURE));
                assert_eq!(message.visible_text.trim(), "See file.");
                for file in &message.attachments {
                    let refused = app::message::attachment(&world.app, &ctx, message.id, file.part).await;
                    assert_eq!(refused.unwrap_err().code(), "infected");
                }
                assert_eq!(message.attachments.len(), 1);
                assert_eq!(file.unwrap_err().code(), "infected");
            }
            _ => assert_eq!((message.scan, message.virus.as_deref()), (ScanState::Clean, None)),
        }
    }
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_is_held_until_the_scanner_speaks_sqlite() {
    mail_is_held_until_the_scanner_speaks(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_is_held_until_the_scanner_speaks_postgres() {
    mail_is_held_until_the_scanner_speaks(Engine::Postgres).await;
}

const DESK: &str = "desk@example.test";
const EVA: &str = "eva@example.test";
/// Further addresses of the desk; the servers let it put one of them on the envelope.
const SALES: &str = "desk+sales@example.test";
const UNOWNED: &str = "unowned@example.test";

/// What lies in an account's INBOX once there are so many mails.
async fn inbox(dovecot: &Dovecot, address: &str, count: usize) -> Vec<Vec<u8>> {
    until(&format!("{address} has {count} mails"), async || {
        let mails = dovecot.list(address, "INBOX").unwrap();
        (mails.len() == count).then(|| mails.into_iter().map(|mail| mail.raw).collect())
    })
    .await
}

/// What stands on the envelope, as the server that delivered it wrote it down.
fn return_path(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).to_lowercase();
    let line = text.lines().find(|line| line.starts_with("return-path:")).unwrap_or_default();
    line.trim_start_matches("return-path:").trim().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_comes_from_a_further_address_and_its_envelope_where_the_server_lets_it() {
    let accounts = [Account::new(DESK, "pw-desk"), Account::new(EVA, "pw-eva")];
    let Some(dovecot) = testkit::or_skip(Dovecot::start(&accounts)) else { return };
    let Some(exim) = testkit::or_skip(Exim::start(&dovecot)) else { return };
    let Some(world) = World::new(Engine::Sqlite).await else { return };
    world.follow_real_time();
    let acme = world.company("acme").await;
    let mut settings = servers::settings(&dovecot, DESK, DESK, dovecot.imaps_port(), exim.smtps_port());
    let further = |name: &str, email: &str| Address { name: name.to_owned(), email: email.to_owned() };
    settings.identities = vec![further("Sales", SALES), further("", UNOWNED)];
    let desk = servers::connect(&world, &acme, settings, None).await;
    let mut jobs = servers::start(&world, &[&desk]);
    jobs.spawn(delivery::run(Arc::clone(&world.app)));

    let question = servers::mail("Eva <eva@example.test>", SALES, "1@eva.test", None, "How much is it?");
    exim.receive(EVA, SALES, question.as_bytes()).unwrap();
    servers::until_tickets(&world, &acme, 1).await;
    let ticket = world.tickets(&acme).await[0].id;
    let contacts = app::contact::list(&world.app, &world.agent_ctx(&acme), None, 10).await.unwrap().items;
    assert_eq!(contacts.len(), 1, "a further address is no contact");
    world.answer(&acme, ticket, "It is ten.").await;
    let arrived = inbox(&dovecot, EVA, 1).await;
    let read = mime::read(&arrived[0]).content;
    assert_eq!((read.from[0].name.as_str(), read.from[0].email.as_str()), ("Egon Agent (Sales)", SALES));
    assert_eq!(return_path(&arrived[0]), format!("<{SALES}>"));

    // A server that lets this sign-in put no other address on the envelope still takes the mail.
    let draft = app::view::ReplyDraft {
        text: "Or nine.".to_owned(),
        from: Some(UNOWNED.to_owned()),
        ..app::view::ReplyDraft::default()
    };
    app::reply::send(&world.app, &world.agent_ctx(&acme), ticket, draft).await.unwrap();
    let arrived = inbox(&dovecot, EVA, 2).await;
    let second = arrived.iter().find(|raw| mime::read(raw).content.from[0].email == UNOWNED).unwrap();
    assert_eq!(mime::read(second).content.from[0].name, "Egon Agent (Support)");
    assert_eq!(return_path(second), format!("<{DESK}>"));

    // Her answer to the further address joins, and is answered from it.
    let ours = read.message_id.unwrap();
    let thanks = servers::mail("Eva <eva@example.test>", SALES, "2@eva.test", Some(&ours), "Thank you!");
    exim.receive(EVA, SALES, thanks.as_bytes()).unwrap();
    until("her reply joins the ticket", async || {
        (world.read(&acme, ticket).await.messages.len() == 4).then_some(())
    })
    .await;
    let last = world.answer(&acme, ticket, "You are welcome.").await;
    let sent = app::message::read(&world.app, &world.agent_ctx(&acme), last).await.unwrap();
    assert_eq!(sent.from[0].email, SALES);
    drop(jobs);
    drop(exim);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_through_real_servers() {
    let accounts = [Account::new(DESK, "pw-desk"), Account::new(EVA, "pw-eva")];
    let Some(dovecot) = testkit::or_skip(Dovecot::start(&accounts)) else { return };
    let Some(exim) = testkit::or_skip(Exim::start(&dovecot)) else { return };
    let Some(world) = World::new(Engine::Sqlite).await else { return };
    world.follow_real_time();
    let acme = world.company("acme").await;
    let settings = servers::settings(&dovecot, DESK, DESK, dovecot.imaps_port(), exim.smtps_port());
    let desk = servers::connect(&world, &acme, settings, None).await;
    let mut jobs = servers::start(&world, &[&desk]);
    jobs.spawn(delivery::run(Arc::clone(&world.app)));

    let question = servers::mail("Eva <eva@example.test>", DESK, "1@eva.test", None, "Where is it?");
    exim.receive(EVA, DESK, question.as_bytes()).unwrap();
    servers::until_tickets(&world, &acme, 1).await;
    let ticket = world.tickets(&acme).await[0].id;
    let answer = world.answer(&acme, ticket, "It is on its way.").await;

    let arrived = inbox(&dovecot, EVA, 1).await;
    let read = mime::read(&arrived[0]).content;
    assert_eq!((read.from[0].name.as_str(), read.from[0].email.as_str()), ("Egon Agent (Support)", DESK));
    assert_eq!(read.to[0].email, EVA);
    assert_eq!(read.subject, "Re: Mail 1@eva.test");
    assert_eq!(
        (read.in_reply_to.as_slice(), read.references.as_slice()),
        (["1@eva.test".to_owned()].as_slice(), ["1@eva.test".to_owned()].as_slice())
    );
    assert_eq!(read.visible_text.trim(), "It is on its way.");
    until("the answer is marked as sent", async || {
        let sent = app::message::read(&world.app, &world.agent_ctx(&acme), answer).await.unwrap();
        (sent.delivery == Some(DeliveryState::Sent)).then_some(())
    })
    .await;
    let filed = until("the copy lies in Sent", async || {
        let mails = dovecot.list(DESK, "Sent").unwrap();
        (!mails.is_empty()).then_some(mails)
    })
    .await;
    assert_eq!(mime::read(&filed[0].raw).content.message_id, read.message_id);

    let ours = read.message_id.unwrap();
    let thanks = servers::mail("Eva <eva@home.test>", DESK, "2@eva.test", Some(&ours), "Thank you!");
    exim.receive("eva@home.test", DESK, thanks.as_bytes()).unwrap();
    until("her reply joins the ticket", async || {
        (world.read(&acme, ticket).await.messages.len() == 3).then_some(())
    })
    .await;
    // Then the answer to that carries the whole conversation.
    world.answer(&acme, ticket, "You are welcome.").await;
    assert_eq!(world.tickets(&acme).await.len(), 1);
    let second = until("the second answer reaches the queue", async || {
        let view = world.read(&acme, ticket).await;
        let last = view.messages.into_iter().rfind(|m| m.kind == MessageKind::Outbound)?;
        (last.delivery == Some(DeliveryState::Sent)).then_some(last)
    })
    .await;
    let raw = app::message::raw(&world.app, &world.agent_ctx(&acme), second.id).await.unwrap();
    let read = mime::read(&raw).content;
    assert_eq!(read.in_reply_to, ["2@eva.test"]);
    assert_eq!(read.references, ["1@eva.test", &ours, "2@eva.test"]);
    assert_eq!(read.to[0].email, "eva@home.test");
    drop(jobs);
    drop(exim);
}
