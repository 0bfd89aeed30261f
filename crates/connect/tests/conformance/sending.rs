//! Sending through a real Exim.

use crate::world::{ADDRESS, Imap, World};
use connect::{Code, Connector, Envelope, SendError};
use std::time::Duration;
use testkit::deadline::poll;

const ALICE: &str = "alice@example.test";

fn envelope(to: &[&str]) -> Envelope {
    Envelope { from: ADDRESS.into(), to: to.iter().map(|to| (*to).to_owned()).collect(), thread: None }
}

fn answer(id: &str) -> Vec<u8> {
    format!(
        "From: {ADDRESS}\r\nTo: {ALICE}\r\nSubject: Re: x\r\nMessage-ID: <{id}@example.test>\r\n\
         In-Reply-To: <q@example.test>\r\nReferences: <q@example.test>\r\n\r\n.\r\n..two dots\r\n.end\r\n\
         caf\u{e9}\r\n"
    )
    .into_bytes()
}

fn arrived(world: &Imap) -> Vec<Vec<u8>> {
    let found = poll(Duration::from_secs(30), || {
        let mails = world.dovecot.list(ALICE, "INBOX").unwrap();
        (!mails.is_empty()).then_some(mails)
    });
    found.unwrap().into_iter().map(|mail| mail.raw).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_arrives_as_it_was_written() {
    let Some(world) = Imap::with_exim() else { return };
    let mut one = world.open();
    let accepted = one.send(&envelope(&[ALICE]), &answer("1")).await.unwrap();
    assert!(accepted.refused.is_empty());
    let mails = arrived(&world);
    let text = String::from_utf8(mails[0].clone()).unwrap();
    assert!(text.contains("References: <q@example.test>\r\n"));
    assert!(text.contains(&format!("Return-path: <{ADDRESS}>")) || text.contains(&format!("<{ADDRESS}>")));
    assert!(text.ends_with("\r\n\r\n.\r\n..two dots\r\n.end\r\ncaf\u{e9}\r\n"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_recipient_has_its_own_refusal() {
    let Some(world) = Imap::with_exim() else { return };
    let mut one = world.open();
    let (reject, defer) = ("reject550@example.test", "defer451@example.test");
    let accepted = one.send(&envelope(&[reject, ALICE, defer]), &answer("2")).await.unwrap();
    let told: Vec<_> = accepted
        .refused
        .iter()
        .map(|one| (one.recipient.as_ref().unwrap().reveal().as_str(), one.code, one.status.as_deref()))
        .collect();
    assert_eq!(told, [(reject, 550, Some("5.1.1")), (defer, 451, Some("4.3.0"))]);
    assert!(accepted.refused[0].reason.reveal().contains("no such account"));
    assert_eq!(arrived(&world).len(), 1);
    let rejected = one.send(&envelope(&[reject]), &answer("3")).await.unwrap_err();
    assert!(matches!(&rejected, SendError::Rejected(all) if all[0].code == 550));
    assert!(!format!("{rejected} {rejected:?}").contains("reject550"));
    let deferred = one.send(&envelope(&[defer]), &answer("4")).await.unwrap_err();
    assert!(matches!(&deferred, SendError::Temporary(all) if all[0].code == 451));
    // One that may be accepted later keeps the mail alive, whatever the others are.
    let mixed = one.send(&envelope(&[reject, defer]), &answer("5")).await.unwrap_err();
    assert!(matches!(&mixed, SendError::Temporary(all) if all.len() == 2));
    let unusable = one.send(&envelope(&["two words@example.test"]), &answer("6")).await.unwrap_err();
    assert!(matches!(&unusable, SendError::Rejected(all) if all[0].code == 501));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_before_the_mail_is_handed_over_is_not_sent() {
    let Some(mut world) = Imap::with_exim() else { return };
    let mut settings = world.settings();
    settings.smtp.as_mut().unwrap().password = "wrong".into();
    let mut wrong = connect::open(&settings, None, &world.egress).unwrap();
    let error = wrong.send(&envelope(&[ALICE]), &answer("4")).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(error) if error.code == Code::AuthFailed));
    let mut one = world.open();
    world.exim.as_mut().unwrap().stop();
    let error = one.send(&envelope(&[ALICE]), &answer("5")).await.unwrap_err();
    // A child of the server that is just ending may still close the connection itself.
    let SendError::NotSent(error) = error else { panic!("{error:?}") };
    assert!(
        matches!(error.code, Code::PortRefused | Code::Lost),
        "{:?} {}",
        error.code,
        error.detail.reveal()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_without_a_recipient_goes_nowhere() {
    let Some(world) = Imap::with_exim() else { return };
    let mut one: Box<dyn Connector> = world.open();
    assert!(matches!(one.send(&envelope(&[]), &answer("6")).await, Err(SendError::Rejected(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maildir_hands_answers_to_its_outgoing_folder() {
    let Some(world) = crate::world::Maildir::start() else { return };
    let mut one = world.open();
    one.send(&envelope(&[ALICE]), &answer("7")).await.unwrap();
    let root = world.settings().maildir.unwrap();
    let files: Vec<_> = std::fs::read_dir(format!("{root}/outgoing/new")).unwrap().collect();
    let raw = std::fs::read(files[0].as_ref().unwrap().path()).unwrap();
    let head = format!("Return-Path: <{ADDRESS}>\r\nDelivered-To: {ALICE}\r\n");
    assert_eq!(raw, [head.into_bytes(), answer("7")].concat());
}
