//! The connector against a second emulator, which shares nothing with the first one: two mailboxes that write to each other.

use super::Renewing;
use crate::oauth::tokens;
use crate::world::{ADDRESS, blank, deadlines, drain};
use connect::{Access, AccessTokens, ApiServer, Code, Connector, Egress, Envelope, Limits, Wake, open_with};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind};
use std::sync::Arc;
use std::time::Duration;
use testkit::myworld::MyWorld;

const ALICE: &str = "alice@elsewhere.test";
const BOB: &str = "bob@elsewhere.test";

fn access(world: &MyWorld, tokens: Arc<dyn AccessTokens>) -> Access {
    let server = ApiServer {
        host: "localhost".to_owned(),
        port: world.port(),
        prefix: MyWorld::PREFIX.to_owned(),
        ca_pem: Some(world.ca_pem().unwrap()),
        account: "me".to_owned(),
    };
    Access { tokens, api: Some(server) }
}

fn settings(address: &str) -> MailboxSettings {
    MailboxSettings { address: address.to_owned(), ..blank(ConnectorKind::Gmail) }
}

fn open(world: &MyWorld, address: &str) -> Box<dyn Connector> {
    let token = world.token(address);
    let access = access(world, tokens(&token, &token));
    open_with(&settings(address), Some(access), &Egress::default(), deadlines()).unwrap()
}

fn letter(from: &str, to: &str, subject: &str, more: &str) -> Vec<u8> {
    format!("From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\n{more}\r\nHello {subject}\r\n").into_bytes()
}

fn envelope(from: &str, to: &[&str], thread: Option<String>) -> Envelope {
    let to = to.iter().map(|to| (*to).to_owned()).collect();
    Envelope { from: from.to_owned(), to, thread }
}

fn texts(batches: &[connect::Batch]) -> Vec<String> {
    let mails = batches.iter().flat_map(|batch| &batch.mails);
    mails.map(|mail| String::from_utf8_lossy(&mail.raw).into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_goes_to_and_fro() {
    let Some(world) = testkit::or_skip(MyWorld::start(&[ADDRESS, ALICE, BOB])) else { return };
    let (mut desk, mut alice, mut bob) = (open(&world, ADDRESS), open(&world, ALICE), open(&world, BOB));
    let (mut cursor, mut at_alice, mut at_bob) = (Vec::new(), Vec::new(), Vec::new());
    assert!(texts(&drain(&mut *desk, &mut cursor, None).await).is_empty());
    drain(&mut *alice, &mut at_alice, None).await;
    drain(&mut *bob, &mut at_bob, None).await;
    for n in 0..5 {
        let mail = letter(ALICE, ADDRESS, &format!("question {n}"), "");
        alice.send(&envelope(ALICE, &[ADDRESS], None), &mail).await.unwrap();
    }
    assert_eq!(desk.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    let batches = drain(&mut *desk, &mut cursor, None).await;
    let came = texts(&batches);
    assert_eq!(came.len(), 5);
    assert!((0..5).all(|n| came[n].contains(&format!("Hello question {n}"))), "{came:?}");
    let mail = &batches[0].mails[0];
    assert!(!mail.before_connect && mail.internal_date.is_some());
    // The answer, of which Bob gets a copy that nobody sees.
    let thread = mail.thread.clone();
    let answer = letter(ADDRESS, ALICE, "Re: question 0", "In-Reply-To: <q@x.test>\r\n");
    let accepted = desk.send(&envelope(ADDRESS, &[ALICE, BOB], thread.clone()), &answer).await.unwrap();
    assert_eq!(accepted.thread, thread);
    let got = texts(&drain(&mut *alice, &mut at_alice, None).await);
    assert!(got.len() == 1 && got[0].contains("Hello Re: question 0") && !got[0].contains(BOB), "{got:?}");
    assert_eq!(texts(&drain(&mut *bob, &mut at_bob, None).await).len(), 1);
    assert!(texts(&drain(&mut *desk, &mut cursor, None).await).is_empty());
    // A conversation that does not exist keeps nothing back.
    let gone = Some("feedfeedfeedfeed".to_owned());
    desk.send(&envelope(ADDRESS, &[ALICE], gone), &answer).await.unwrap();
    assert_eq!(texts(&drain(&mut *alice, &mut at_alice, None).await).len(), 1);
    // Somebody else begins from nothing: all of it lay there before, the oldest first.
    let anew = drain(&mut *open(&world, ADDRESS), &mut Vec::new(), None).await;
    assert_eq!(texts(&anew), came);
    assert!(anew[0].mails.iter().all(|mail| mail.before_connect));
    let refs: Vec<_> = batches[0].mails.iter().map(|mail| mail.source_ref.clone()).collect();
    desk.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    desk.settle(&refs, AfterTakeIn::Move, Some("TRASH")).await.unwrap();
    assert!(texts(&drain(&mut *open(&world, ADDRESS), &mut Vec::new(), None).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_there_is_understood() {
    let Some(world) = testkit::or_skip(MyWorld::start(&[ADDRESS, ALICE])) else { return };
    let egress = Egress::default();
    let wrong = access(&world, tokens("no", "no"));
    let mut one = open_with(&settings(ADDRESS), Some(wrong), &egress, deadlines()).unwrap();
    let error = one.fetch(&[], None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::AuthFailed);
    assert!(matches!(
        one.send(&envelope(ADDRESS, &[ALICE], None), &letter(ADDRESS, ALICE, "x", "")).await,
        Err(connect::SendError::NotSent(error)) if error.code == Code::AuthFailed
    ));
    let token: &'static str = world.token(ADDRESS).leak();
    let renewed = access(&world, Renewing::new(&["old", token]));
    let mut one = open_with(&settings(ADDRESS), Some(renewed), &egress, deadlines()).unwrap();
    let report = one.check().await.unwrap();
    assert_eq!((report.mails, report.sent_folder.as_deref()), (0, Some("SENT")));
    assert_eq!(one.identities().await.unwrap()[0].address, ADDRESS);
    // Its history begins at 1000: whoever stands before that is too late, and lists again.
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    let old: Vec<u8> = cursor.iter().map(|byte| if *byte == b'1' { b'0' } else { *byte }).collect();
    assert_ne!(old, cursor);
    let mut alice = open(&world, ALICE);
    alice.send(&envelope(ALICE, &[ADDRESS], None), &letter(ALICE, ADDRESS, "late", "")).await.unwrap();
    let mut cursor = old;
    assert_eq!(texts(&drain(&mut *one, &mut cursor, None).await).len(), 1);
    assert!(texts(&drain(&mut *one, &mut cursor, None).await).is_empty());
}
