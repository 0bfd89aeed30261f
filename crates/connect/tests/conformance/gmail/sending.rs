//! Sending through Google.

use super::{Gmail, Renewing, bytes};
use crate::world::{ADDRESS, World, drain, mail, raws};
use connect::{Accepted, Code, Envelope, SendError};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

const ALICE: &str = "alice@elsewhere.test";

fn envelope(to: &[&str], thread: Option<&str>) -> Envelope {
    let to = to.iter().map(|to| (*to).to_owned()).collect();
    Envelope { from: ADDRESS.into(), to, thread: thread.map(str::to_owned) }
}

fn answer(id: &str) -> Vec<u8> {
    format!(
        "From: {ADDRESS}\nTo: {ALICE}\nSubject: Re: mail 0\nMessage-ID: <{id}@example.test>\n\
         In-Reply-To: <0@elsewhere.test>\nReferences: <0@elsewhere.test>\n\n.\n..two dots\ncaf\u{e9}\n"
    )
    .into_bytes()
}

fn crlf(raw: &[u8]) -> Vec<u8> {
    String::from_utf8(raw.to_vec()).unwrap().replace('\n', "\r\n").into_bytes()
}

async fn send(world: &Gmail, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
    world.open().send(envelope, raw).await
}

fn sends(asked: &[String]) -> usize {
    asked.iter().filter(|line| line.contains("/messages/send")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_into_its_conversation_and_lies_there_once() {
    let Some(mut world) = Gmail::start() else { return };
    world.deliver(&mail(0));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let thread = drain(&mut *one, &mut cursor, None).await[0].mails[0].thread.clone().unwrap();
    let accepted = one.send(&envelope(&[ALICE], Some(&thread)), &answer("1")).await.unwrap();
    assert_eq!((accepted.thread.as_deref(), accepted.refused.len()), (Some(thread.as_str()), 0));
    one.file_sent(&answer("1"), "1@example.test").await.unwrap();
    let sent = world.stored("SENT");
    assert_eq!((sent.len(), bytes(&sent[0])), (1, crlf(&answer("1"))));
    assert_eq!(sent[0]["thread"], json!(thread));
    // What we sent is not taken in.
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
    // A mail that answers none is no part of a conversation, whatever is wanted.
    let other = format!("From: {ADDRESS}\r\nTo: {ALICE}\r\nSubject: New\r\n\r\nx\r\n").into_bytes();
    let accepted = one.send(&envelope(&[ALICE], Some(&thread)), &other).await.unwrap();
    assert_ne!(accepted.thread.as_deref(), Some(thread.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_that_is_gone_keeps_no_answer_back() {
    let Some(world) = Gmail::start() else { return };
    for status in [400, 404] {
        world.fail(json!([{ "on": "/send", "status": status, "body": {} }]));
        send(&world, &envelope(&[ALICE], Some("gone")), &answer("1")).await.unwrap();
        assert_eq!(sends(&world.asked()), 2);
    }
    assert_eq!(world.stored("SENT").len(), 2);
    world.fail(json!([{ "on": "/send", "status": 400, "times": 2, "body": {} }]));
    let refused = send(&world, &envelope(&[ALICE], Some("gone")), &answer("1")).await.unwrap_err();
    assert!(matches!(refused, SendError::Rejected(_)));
    // A conversation that cannot be one of Google's is not named.
    send(&world, &envelope(&[ALICE], Some("\"x")), &answer("2")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_recipients_are_named_to_google_alone_and_nobody_else_is() {
    let Some(world) = Gmail::start() else { return };
    let hidden = ["b@elsewhere.test", "c@elsewhere.test"];
    send(&world, &envelope(&[ALICE, hidden[0], hidden[1]], None), &answer("1")).await.unwrap();
    let sent = String::from_utf8(bytes(&world.stored("SENT")[0])).unwrap();
    let expected = format!("Bcc: {},\r\n {}\r\n", hidden[0], hidden[1]);
    assert_eq!(sent.as_bytes(), [expected.as_bytes(), &crlf(&answer("1"))].concat());
    world.asked();
    for to in [&["b@elsewhere.test"][..], &[], &["two words@x.test"], &["a@x.test\r\nCc: z@x.test", ALICE]] {
        let refused = send(&world, &envelope(to, None), &answer("2")).await.unwrap_err();
        assert!(matches!(&refused, SendError::Rejected(all) if all[0].code >= 500), "{to:?}");
        assert!(!format!("{refused:?}").contains("elsewhere"));
    }
    assert!(world.asked().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_been_sent_is_in_doubt_and_not_sent_again() {
    let Some(mut world) = Gmail::start() else { return };
    world.deliver(&mail(0));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    let faults = [
        (json!({ "on": "/send", "cut": "after" }), 1),
        (json!({ "on": "/send", "cut": "before" }), 0),
        (json!({ "on": "/send", "cut": "middle" }), 1),
        (json!({ "on": "/send", "status": 500, "body": {} }), 0),
        (json!({ "on": "/send", "status": 502, "raw": "<html>" }), 0),
    ];
    let mut there = 0;
    for (fault, count) in faults {
        world.asked();
        world.fail(json!([fault]));
        let error = one.send(&envelope(&[ALICE], None), &answer("1")).await.unwrap_err();
        assert!(matches!(error, SendError::InDoubt(_)), "{fault}: {error:?}");
        assert_eq!(sends(&world.asked()), 1, "{fault}");
        there += count;
        assert_eq!(world.stored("SENT").len(), there, "{fault}");
    }
    // A kept connection that was closed meanwhile puts nothing in doubt.
    drain(&mut *one, &mut cursor, None).await;
    world.order("away", json!({ "is": true }));
    world.order("away", json!({ "is": false }));
    one.send(&envelope(&[ALICE], None), &answer("2")).await.unwrap();
    // Nobody there: it went nowhere.
    world.order("away", json!({ "is": true }));
    let error = one.send(&envelope(&[ALICE], None), &answer("3")).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error:?}");
    world.order("away", json!({ "is": false }));
    assert_eq!(world.stored("SENT").len(), there + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_says_whether_to_try_again() {
    let Some(world) = Gmail::start() else { return };
    let because = |status: u16, reason: &str| {
        let error = json!({ "error": { "message": "words", "errors": [{ "reason": reason }] } });
        json!([{ "on": "/send", "status": status, "headers": { "retry-after": "9" }, "body": error }])
    };
    let seen = |error: &SendError| match error {
        SendError::Rejected(all) => format!("rejected {}", all[0].code),
        SendError::Temporary(all) => format!("temporary {}", all[0].code),
        SendError::NotSent(error) => format!("{:?} {:?}", error.code, error.wait.map(|wait| wait.as_secs())),
        SendError::InDoubt(_) => "in doubt".to_owned(),
    };
    for (status, reason, expected) in [
        (400, "invalidArgument", "rejected 554"),
        (403, "domainPolicy", "rejected 554"),
        (413, "uploadTooLarge", "rejected 552"),
        (429, "rateLimitExceeded", "Throttled Some(9)"),
        (403, "userRateLimitExceeded", "Throttled Some(9)"),
        (403, "insufficientPermissions", "ScopeMissing Some(9)"),
        (503, "backendError", "temporary 451"),
    ] {
        world.fail(because(status, reason));
        let error = send(&world, &envelope(&[ALICE], None), &answer("1")).await.unwrap_err();
        assert_eq!(seen(&error), expected, "{status} {reason}");
        assert!(!format!("{error} {error:?}").contains("words"));
    }
    assert!(world.stored("SENT").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_is_replaced_and_the_mail_sent_once() {
    let Some(mut world) = Gmail::start() else { return };
    let renewing = Renewing::new(&["old", "good"]);
    world.tokens = renewing.clone();
    send(&world, &envelope(&[ALICE], None), &answer("1")).await.unwrap();
    assert_eq!((world.stored("SENT").len(), renewing.at.load(Ordering::Relaxed)), (1, 1));
    world.tokens = Renewing::new(&["old"]);
    let error = send(&world, &envelope(&[ALICE], None), &answer("2")).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(error) if error.code == Code::GrantEnded));
    world.tokens = Renewing::new(&["old", "older"]);
    let error = send(&world, &envelope(&[ALICE], None), &answer("3")).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(error) if error.code == Code::AuthFailed));
    assert_eq!(world.stored("SENT").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_mail_is_uploaded_into_its_conversation() {
    let Some(mut world) = Gmail::start() else { return };
    world.deliver(&mail(0));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let thread = drain(&mut *one, &mut cursor, None).await[0].mails[0].thread.clone().unwrap();
    let mut large = crlf(&answer("1"));
    (0..200_000).for_each(|n| large.extend_from_slice(format!("line {n:>20}\r\n").as_bytes()));
    world.asked();
    let accepted = one.send(&envelope(&[ALICE], Some(&thread)), &large).await.unwrap();
    assert_eq!(accepted.thread.as_deref(), Some(thread.as_str()));
    assert!(world.asked()[0].contains("/upload/gmail/v1/users/me/messages/send?uploadType=multipart"));
    let sent: Vec<Value> = world.stored("SENT");
    assert!(sent.len() == 1 && bytes(&sent[0]) == large);
    large.resize(36_700_161, b'x');
    let refused = one.send(&envelope(&[ALICE], None), &large).await.unwrap_err();
    assert!(matches!(&refused, SendError::Rejected(all) if all[0].code == 552));
}
