//! Sending: whom it goes to, what is in doubt, mails that do not fit into one request, and mailboxes that are shared.

use super::{ALICE, Graph, SHARED, form};
use crate::world::{ADDRESS, World, drain, mail, raws};
use connect::{Code, Envelope, SendError};
use domain::AfterTakeIn;
use std::time::Duration;
use testkit::graph::Graph as StandIn;
use testkit::proxy::TcpProxy;

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_mailbox_is_reached_by_its_address() {
    let Some(world) = Graph::start() else { return };
    world.stand_in.put(SHARED, "INBOX", "", &mail(0)).unwrap();
    world.stand_in.put(ADDRESS, "INBOX", "", &mail(1)).unwrap();
    world.tell(&format!("token?token=delegate&address={ADDRESS}&shared={SHARED}"));
    // Delegated, and the tenant's own permission, which reaches every mailbox and is nobody.
    world.tell("token?token=tenant&address=&all=true");
    for token in ["delegate", "tenant"] {
        let mut one = world.open_as(SHARED, &[token]);
        let batches = drain(&mut *one, &mut Vec::new(), None).await;
        assert_eq!(raws(&batches), [mail(0)]);
        let refs = [batches[0].mails[0].source_ref.clone()];
        one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
        assert_eq!(world.stand_in.list(SHARED, "INBOX").unwrap(), [(mail(0), true)]);
        one.send(&envelope(SHARED, &[ALICE]), &answer(SHARED, token)).await.unwrap();
    }
    assert_eq!(world.stand_in.list(SHARED, "Sent").unwrap().len(), 2);
    assert!(world.stand_in.list(ADDRESS, "Sent").unwrap().is_empty());
}

fn envelope(from: &str, to: &[&str]) -> Envelope {
    Envelope { from: from.to_owned(), to: to.iter().map(|to| (*to).to_owned()).collect(), thread: None }
}

fn answer(from: &str, id: &str) -> Vec<u8> {
    format!(
        "From: {from}\nTo: A <{ALICE}>\nSubject: Re: x\nMessage-ID: <{id}@example.test>\nReferences: <q@x.test>\n\n\
         .\n..two dots\ncaf\u{e9}\n"
    )
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_to_its_envelope_and_nobody_sees_who_was_hidden() {
    let Some(world) = Graph::start() else { return };
    let mut one = world.open_as("me", &[StandIn::TOKEN]);
    let accepted = one.send(&envelope(ADDRESS, &[ALICE, SHARED]), &answer(ADDRESS, "1")).await.unwrap();
    assert!(accepted.refused.is_empty());
    let written = String::from_utf8(answer(ADDRESS, "1")).unwrap().replace('\n', "\r\n").into_bytes();
    for address in [ALICE, SHARED] {
        assert_eq!(world.stand_in.list(address, "INBOX").unwrap(), [(written.clone(), false)]);
    }
    one.file_sent(&answer(ADDRESS, "1"), "1@example.test").await.unwrap();
    let sent = world.stand_in.list(ADDRESS, "Sent").unwrap();
    assert!(
        sent.len() == 1 && String::from_utf8_lossy(&sent[0].0).contains("\r\nBcc: team@example.test\r\n")
    );
    // Whom it is not meant for is not written to.
    let error = one.send(&envelope(ADDRESS, &[SHARED]), &answer(ADDRESS, "2")).await.unwrap_err();
    let SendError::Rejected(refusals) = &error else { panic!("{error:?}") };
    assert_eq!(refusals[0].recipient.as_ref().unwrap().reveal(), ALICE);
    assert!(!format!("{error} {error:?}").contains(ALICE));
    // A sender that the mailbox may not use, and a mail that is too large for Graph.
    let error = one.send(&envelope(ADDRESS, &[ALICE]), &answer("other@example.test", "3")).await.unwrap_err();
    assert!(matches!(&error, SendError::Rejected(all) if all[0].code == 550));
    // Without an attachment that could go by itself.
    let large = [answer(ADDRESS, "4"), vec![b'x'; 3_200_000]].concat();
    let error = one.send(&envelope(ADDRESS, &[ALICE]), &large).await.unwrap_err();
    assert!(matches!(&error, SendError::Rejected(all) if all[0].code == 552));
    assert_eq!(world.stand_in.list(ADDRESS, "Sent").unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_that_is_cut_off_is_in_doubt_and_one_that_never_left_is_not() {
    let Some(world) = Graph::start() else { return };
    let mut one = world.open_as("me", &[StandIn::TOKEN, StandIn::TOKEN]);
    let envelope = envelope(ADDRESS, &[ALICE]);
    one.check().await.unwrap();
    world.tell("cut?after=1&how=after");
    let error = one.send(&envelope, &answer(ADDRESS, "1")).await.unwrap_err();
    assert!(matches!(&error, SendError::InDoubt(error) if error.code == Code::Lost), "{error:?}");
    assert_eq!(world.stand_in.list(ADDRESS, "Sent").unwrap().len(), 1, "it was sent, and not twice");
    for (times, status, seconds) in [(1, 429, 5), (1, 503, 0)] {
        world.tell(&format!("throttle?times={times}&status={status}&seconds={seconds}"));
        let error = one.send(&envelope, &answer(ADDRESS, "2")).await.unwrap_err();
        let wait = (seconds > 0).then(|| Duration::from_secs(seconds));
        assert!(matches!(&error, SendError::NotSent(error) if error.wait == wait), "{error:?}");
    }
    world.tell("throttle?times=1&status=504");
    let error = one.send(&envelope, &answer(ADDRESS, "2")).await.unwrap_err();
    assert!(matches!(&error, SendError::InDoubt(_)), "{error:?}");
    let mut strange = world.open_as("me", &["no", "neither"]);
    let error = strange.send(&envelope, &answer(ADDRESS, "2")).await.unwrap_err();
    assert!(matches!(&error, SendError::NotSent(error) if error.code == Code::AuthFailed), "{error:?}");
    world.tell("away");
    let error = one.send(&envelope, &answer(ADDRESS, "2")).await.unwrap_err();
    assert!(matches!(&error, SendError::NotSent(error) if error.code == Code::PortRefused), "{error:?}");
    world.tell("back");
    assert_eq!(world.stand_in.list(ADDRESS, "Sent").unwrap().len(), 1);
    // A kept connection that was closed meanwhile leaves no doubt.
    one.check().await.unwrap();
    world.tell("away");
    world.tell("back");
    one.send(&envelope, &answer(ADDRESS, "2")).await.unwrap();
    assert_eq!(world.stand_in.list(ADDRESS, "Sent").unwrap().len(), 2);
    // What is sent goes over a connection of its own: of a kept one nobody knows whether it stands.
    let proxy = TcpProxy::start(world.stand_in.port()).unwrap();
    let mut access = world.access().unwrap();
    access.api.as_mut().unwrap().port = proxy.port();
    let mut one = connect::open(&world.settings(), Some(access), &world.egress).unwrap();
    world.tell(&format!("elsewhere?root={}", form(&format!("https://localhost:{}/v1.0", proxy.port()))));
    drain(&mut *one, &mut Vec::new(), None).await;
    assert_eq!(proxy.accepted(), 1);
    one.send(&envelope, &answer(ADDRESS, "3")).await.unwrap();
    assert_eq!(proxy.accepted(), 2);
}

/// A mail with two files, of which only one fits into a request.
fn with_files(sizes: [u32; 2]) -> (Vec<u8>, [Vec<u8>; 2]) {
    let files = sizes.map(|size| (0..size).map(|n| (n % 251) as u8).collect::<Vec<u8>>());
    let mut mail = format!(
        "From: {ADDRESS}\r\nTo: {ALICE}\r\nMessage-ID: <large@example.test>\r\nReferences: <q@x.test>\r\n\
         Content-Type: multipart/mixed;\r\n boundary=\"=_m_1\"\r\n\r\n--=_m_1\r\nContent-Type: text/plain\r\n\r\nText\r\n"
    );
    for (name, bytes) in ["a.bin", "%C3%A6.bin"].iter().zip(&files) {
        let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
        mail.push_str(&format!(
            "--=_m_1\r\nContent-Type: application/x-data\r\nContent-Disposition: attachment;\r\n filename*=utf-8''{name}\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{data}\r\n"
        ));
    }
    mail.push_str("--=_m_1--\r\n");
    (mail.into_bytes(), files)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_with_large_files_goes_out_whole() {
    let Some(world) = Graph::start() else { return };
    let (raw, files) = with_files([300_000, 3_500_001]);
    let mut one = world.open();
    one.send(&envelope(ADDRESS, &[ALICE, SHARED]), &raw).await.unwrap();
    let put = world.seen();
    assert_eq!(put.iter().filter(|line| line.starts_with("PUT ")).count(), 2, "{put:?}");
    for address in [ALICE, SHARED] {
        let arrived = world.stand_in.list(address, "INBOX").unwrap();
        let text = String::from_utf8_lossy(&arrived[0].0).into_owned();
        assert!(arrived.len() == 1 && text.contains("References: <q@x.test>") && !text.contains("Bcc"));
        for (part, (name, bytes)) in ["a.bin", "\u{e6}.bin"].iter().zip(&files).enumerate() {
            let file = mime::attachment(&arrived[0].0, part as u32 + 2).unwrap();
            assert!(file.name == *name && file.content_type == "application/x-data" && file.bytes == *bytes);
        }
    }
    assert_eq!(world.stand_in.list(ADDRESS, "Sent").unwrap().len(), 1);
    assert!(world.stand_in.list(ADDRESS, "Drafts").unwrap().is_empty());
    // An address for the files that is not Microsoft's.
    for root in
        ["https://elsewhere.test", "http://outlook.office.com", "https://outlook.office.com.elsewhere.test"]
    {
        world.tell(&format!("uploads?root={}", form(root)));
        let error = one.send(&envelope(ADDRESS, &[ALICE]), &raw).await.unwrap_err();
        assert!(matches!(&error, SendError::NotSent(error) if error.code == Code::Protocol), "{error:?}");
        assert!(world.stand_in.list(ADDRESS, "Drafts").unwrap().is_empty(), "the draft is taken back");
    }
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_mail_that_is_cut_off_is_in_doubt_only_at_its_last_word() {
    let Some(world) = Graph::start() else { return };
    let (raw, _) = with_files([1_000, 3_300_000]);
    let (mut sent, mut outcomes) = (0, Vec::new());
    for how in ["before", "after"] {
        for n in 1.. {
            world.tell(&format!("cut?after={n}&how={how}"));
            let result = world.open().send(&envelope(ADDRESS, &[ALICE]), &raw).await;
            let is_over = world.tell("cut?after=0&how=none")["pending"] == true;
            let now = world.stand_in.list(ALICE, "INBOX").unwrap().len();
            outcomes.push(match result {
                Ok(_) => {
                    assert_eq!(now, sent + 1);
                    "sent"
                }
                Err(SendError::NotSent(error)) => {
                    assert!(error.is_temporary() && now == sent);
                    "not sent"
                }
                Err(SendError::InDoubt(_)) => "in doubt",
                Err(error) => panic!("{error:?}"),
            });
            sent = now;
            if is_over {
                break;
            }
        }
    }
    let count = |what: &str| outcomes.iter().filter(|outcome| **outcome == what).count();
    assert!(
        world.stand_in.list(ADDRESS, "Drafts").unwrap().is_empty(),
        "what an attempt left behind is gone"
    );
    // Drafts, draft, file, session, two pieces; then the word; then nothing was cut.
    // After a doubt there is one request more, which takes back the draft that did not go out.
    assert_eq!((count("not sent"), count("in doubt"), count("sent")), (12, 3, 2), "{outcomes:?}");
}
