//! What is taken in from Google, and what is not.

use super::{Gmail, Renewing};
use crate::world::{ADDRESS, BEFORE, LONG_AGO, World, deadlines, drain, mail, raws};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::{Batch, Code, Deadlines, Limits, SourceMail, Wake, open_with};
use domain::AfterTakeIn;
use serde_json::json;
use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

const INBOX: [&str; 2] = ["INBOX", "UNREAD"];

fn mails(batches: &[Batch]) -> Vec<SourceMail> {
    batches.iter().flat_map(|batch| batch.mails.clone()).collect()
}

fn keys(mails: &[SourceMail]) -> HashSet<Vec<u8>> {
    mails.iter().map(|mail| mail.source_key.as_bytes().to_vec()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_is_too_old_loses_nothing_and_doubles_nothing() {
    let Some(mut world) = Gmail::start() else { return };
    for n in 0..40 {
        world.put(&mail(n), false, LONG_AGO);
    }
    world.put(&mail(40), false, BEFORE);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = mails(&drain(&mut *one, &mut cursor, None).await);
    assert_eq!(keys(&first).len(), 41);
    world.deliver(&mail(41));
    world.order("expire", json!({}));
    world.deliver(&mail(42));
    world.asked();
    assert_eq!(one.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    let again = mails(&drain(&mut *one, &mut cursor, None).await);
    let new: Vec<_> = again.iter().filter(|one| !keys(&first).contains(one.source_key.as_bytes())).collect();
    assert_eq!(new.iter().map(|one| one.raw.to_vec()).collect::<Vec<_>>(), [mail(41), mail(42)]);
    assert!(new.iter().all(|one| !one.before_connect));
    // Bounded: the mails of long ago are not asked for again, and whatever is comes under its old key.
    assert_eq!(again.len(), 3);
    assert!(again[0].before_connect && again[0].raw == mail(40));
    // From here on the history is good again.
    world.deliver(&mail(43));
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(43)]);
    assert!(world.asked().iter().filter(|line| line.contains("/messages?")).count() == 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_ends_in_the_middle_of_the_first_fill_loses_nothing() {
    let Some(mut world) = Gmail::start() else { return };
    for n in 0..9 {
        world.put_all([&*mail(n)], &INBOX, Some(BEFORE.0 * 1_000 + n as i64));
    }
    let limits = Limits { mails: 4, ..Limits::default() };
    let mut one = world.open();
    let first = one.fetch(&[], None, limits).await.unwrap();
    world.deliver(&mail(9));
    world.order("expire", json!({}));
    world.deliver(&mail(10));
    let mut cursor = first.cursor.clone();
    let rest = drain(&mut *one, &mut cursor, None).await;
    let (first, rest) = (mails(&[first]), mails(&rest));
    assert!(keys(&first).is_disjoint(&keys(&rest)));
    let found: Vec<_> = first.iter().chain(&rest).map(|one| one.raw.to_vec()).collect();
    assert_eq!(found, (0..11).map(mail).collect::<Vec<_>>());
    let is_news = |one: &SourceMail| !one.before_connect;
    assert_eq!(first.iter().chain(&rest).map(is_news).filter(|is| *is).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_while_the_first_list_is_made_is_news_once() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let late = json!({ "raw": URL_SAFE_NO_PAD.encode(mail(1)), "labels": INBOX });
    world.fail(json!([{ "on": "messages.labelIds", "first": { "put": { "mails": [late] } } }]));
    let found = mails(&drain(&mut *world.open(), &mut Vec::new(), None).await);
    let seen: Vec<_> = found.iter().map(|one| (one.raw.to_vec(), one.before_connect)).collect();
    assert_eq!(seen, [(mail(0), true), (mail(1), false)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_with_more_mails_than_fit_is_taken_in_parts() {
    let Some(world) = Gmail::start() else { return };
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    let all: Vec<_> = (0..5).map(mail).collect();
    let ids = world.put_all(all.iter().map(Vec::as_slice), &INBOX, None);
    let now = world.order("history", json!({}));
    let added: Vec<_> = ids.iter().map(|id| json!({ "message": { "id": id } })).collect();
    let page = json!({ "historyId": now, "history": [{ "id": now, "messagesAdded": added }] });
    world.fail(json!([{ "on": "history", "times": 3, "patch": page }]));
    let limits = Limits { mails: 2, ..Limits::default() };
    let mut found = Vec::new();
    for _ in 0..3 {
        // A new connector each time: the cursor alone knows.
        let batch = world.open().fetch(&cursor, None, limits).await.unwrap();
        cursor = batch.cursor;
        found.extend(batch.mails.into_iter().map(|one| one.raw.to_vec()));
    }
    assert_eq!(found, all);
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_go_wrong_lose_nothing() {
    let Some(mut world) = Gmail::start() else { return };
    // A mail from the future lies there, and the newest mail goes while it is looked at.
    let future = 4_000_000_000_000;
    world.put(&mail(0), false, LONG_AGO);
    world.put_all([&*mail(1)], &INBOX, Some(future));
    let newest = world.put_all([&*mail(2)], &INBOX, Some(future + 1)).remove(0);
    world.fail(json!([{ "on": "format=minimal", "first": { "remove": { "ids": [newest] } } }]));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = mails(&drain(&mut *one, &mut cursor, None).await);
    assert!(first.len() == 2 && first.iter().all(|one| one.before_connect));
    // What comes from the past, or later, is news all the same.
    world.put_all([&*mail(3)], &INBOX, Some(1_000));
    world.deliver(&mail(4));
    let news = mails(&drain(&mut *one, &mut cursor, None).await);
    assert!(news.len() == 2 && news.iter().all(|one| !one.before_connect));
    // And hides nothing when the history is too old.
    world.put_all([&*mail(5)], &INBOX, Some(future + 2));
    world.deliver(&mail(6));
    drain(&mut *one, &mut cursor, None).await;
    world.deliver(&mail(7));
    world.order("expire", json!({}));
    world.deliver(&mail(8));
    let again = raws(&drain(&mut *one, &mut cursor, None).await);
    assert!(again.contains(&mail(7)) && again.contains(&mail(8)), "{}", again.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wait_that_google_asks_for_is_told_and_nothing_is_lost() {
    let Some(mut world) = Gmail::start() else { return };
    for n in 0..6 {
        world.put(&mail(n), false, BEFORE);
    }
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let because = |status: u16, reason: &str, wait: &str| {
        let error =
            json!({ "error": { "code": status, "message": "words", "errors": [{ "reason": reason }] } });
        json!({ "on": "=raw", "status": status, "headers": { "retry-after": wait }, "body": error })
    };
    let cases = [
        (429, "rateLimitExceeded", "7", Code::Throttled, Some(7)),
        (403, "userRateLimitExceeded", "30", Code::Throttled, Some(30)),
        (403, "rateLimitExceeded", "tomorrow", Code::Throttled, None),
        (503, "backendError", "1", Code::Unavailable, Some(1)),
        (403, "insufficientPermissions", "x", Code::ScopeMissing, None),
        (403, "domainPolicy", "x", Code::Refused, None),
        (400, "invalid", "x", Code::Refused, None),
    ];
    for (status, reason, wait, code, seconds) in cases {
        world.fail(json!([because(status, reason, wait)]));
        let error = one.fetch(&cursor, None, Limits::default()).await.unwrap_err();
        assert_eq!((error.code, error.wait), (code, seconds.map(Duration::from_secs)), "{reason}");
        assert!(!format!("{error} {error:?}").contains("words"));
        assert!(error.detail.reveal().contains("words"));
    }
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_to_wait_in_every_batch_gets_on() {
    let Some(world) = Gmail::start() else { return };
    let all: Vec<_> = (0..60).map(mail).collect();
    let (there, late) = all.split_at(40);
    let mut late = Some(late);
    for (n, raw) in (0..).zip(there) {
        world.put_all([raw.as_slice()], &INBOX, Some(BEFORE.0 * 1_000 + n));
    }
    let spent =
        json!([{ "on": "=raw", "skip": 5, "times": 2, "status": 429, "headers": { "retry-after": "60" } }]);
    let (mut one, mut cursor, mut found, mut waits) = (world.open(), Vec::new(), Vec::new(), 0);
    world.asked();
    world.fail(spent.clone());
    while found.len() < all.len() {
        match one.fetch(&cursor, None, Limits::default()).await {
            Ok(batch) => {
                cursor = batch.cursor;
                found.extend(batch.mails.into_iter().map(|one| one.raw.to_vec()));
            }
            Err(error) => {
                assert_eq!((error.code, error.wait), (Code::Throttled, Some(Duration::from_secs(60))));
                waits += 1;
                world.fail(spent.clone());
            }
        }
        if let Some(late) = late.take_if(|_| found.len() == there.len()) {
            world.put_all(late.iter().map(Vec::as_slice), &INBOX, None);
        }
    }
    assert!(found == all && waits >= 11, "{waits}");
    let asked = world.asked();
    let looks = asked.iter().filter(|line| line.contains("=raw")).count();
    assert!(looks <= all.len() + 2 * waits, "no mail was asked for twice: {looks}");
    assert_eq!(asked.iter().filter(|line| line.contains("/messages?")).count(), 1, "listed once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_understood_is_an_error_and_nothing_is_passed_over() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let get = "messages/[^?]*.format=raw";
    let faults = [
        json!({ "on": get, "status": 200, "raw": "{\"raw\":" }),
        json!({ "on": get, "status": 200, "body": { "threadId": "t" } }),
        json!({ "on": get, "patch": { "raw": "%%%" } }),
        json!({ "on": get, "status": 302, "headers": { "location": "https://elsewhere.test/" } }),
        json!({ "on": "messages.labelIds", "status": 200, "body": { "messages": [{ "id": "../../x" }] } }),
        json!({ "on": "messages.labelIds", "status": 200, "body": { "nextPageToken": "same" }, "times": 3 }),
        json!({ "on": "labels", "status": 200, "raw": format!("[{}]", " ".repeat(9_000_000)) }),
        json!({ "on": "profile", "status": 200, "raw": "<html>" }),
    ];
    for fault in faults {
        world.fail(json!([fault]));
        let error = world.open().fetch(&cursor, None, Limits::default()).await.unwrap_err();
        assert_eq!(error.code, Code::Protocol, "{}", fault["on"]);
    }
    world.fail(json!([]));
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_in_mid_run_is_replaced_once() {
    let Some(mut world) = Gmail::start() else { return };
    for n in 0..4 {
        world.put(&mail(n), false, BEFORE);
    }
    let renewing = Renewing::new(&["good", "second"]);
    world.tokens = renewing.clone();
    let gone = json!([{ "on": "messages/", "skip": 2, "first": { "tokens": { "good": ["second"] } } }]);
    world.fail(gone);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await).len(), 4);
    assert_eq!(renewing.at.load(Ordering::Relaxed), 1);
    // Withdrawn: the tokens' own words are passed on.
    world.order("tokens", json!({ "good": [] }));
    let error = one.fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::GrantEnded);
    assert_eq!(one.wait(Duration::from_secs(1)).await.unwrap_err().code, Code::GrantEnded);
    // A new token that is refused as well.
    world.tokens = Renewing::new(&["a", "b", "c"]);
    let error = world.open().fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::AuthFailed);
    // Connected anew, nothing is missing.
    world.deliver(&mail(4));
    world.order("tokens", json!({ "good": ["c"] }));
    world.tokens = Renewing::new(&["c"]);
    assert_eq!(raws(&drain(&mut *world.open(), &mut cursor, None).await), [mail(4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_goes_between_list_and_look_is_passed_over() {
    let Some(world) = Gmail::start() else { return };
    let ids = world.put_all([&*mail(0), &*mail(1), &*mail(2), &*mail(3)], &INBOX, Some(BEFORE.0 * 1_000));
    world.fail(json!([
        { "on": format!("messages/{}", ids[0]), "first": { "remove": { "ids": [ids[0]] } } },
        { "on": format!("messages/{}.*raw", ids[1]), "first": { "label": { "ids": [ids[1]], "remove": ["INBOX"] } } },
        { "on": format!("messages/{}.*raw", ids[2]), "first": { "label": { "ids": [ids[2]], "add": ["TRASH"] } } },
    ]));
    let mut cursor = Vec::new();
    assert_eq!(raws(&drain(&mut *world.open(), &mut cursor, None).await), [mail(3)]);
    // News as well.
    let id = world.put_one(&mail(4), &INBOX);
    world.fail(json!([{ "on": format!("messages/{id}"), "first": { "remove": { "ids": [id] } } }]));
    world.put_one(&mail(5), &INBOX);
    assert_eq!(raws(&drain(&mut *world.open(), &mut cursor, None).await), [mail(5)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_too_large_is_told_and_left() {
    let Some(world) = Gmail::start() else { return };
    let mut huge = b"Subject: huge\r\n\r\n".to_vec();
    huge.resize(25 * 1024 * 1024, b'x');
    let id = world.put_one(&huge, &INBOX);
    world.put_one(&mail(1), &INBOX);
    let limit = domain::limits::MAIL_BYTES_HARD_MAX as u64;
    let estimate = json!({ "sizeEstimate": limit + 7 });
    world.fail(json!([{ "on": "format=minimal", "times": 9, "patch": estimate }]));
    let found = mails(&drain(&mut *world.open(), &mut Vec::new(), None).await);
    assert_eq!((found.len(), found[0].too_large, found[0].raw.len()), (2, Some(limit + 7), 0));
    assert!(!format!("{found:?}").contains("Subject"));
    assert_eq!(found[1].raw, mail(1));
    let raw = world.asked().iter().filter(|line| line.contains(&id) && line.contains("=raw")).count();
    assert_eq!(raw, 1, "what turned out to be large was not asked for again");
    // Large, and not too large.
    world.fail(json!([]));
    let found = mails(&drain(&mut *world.open(), &mut Vec::new(), None).await);
    assert!(found[0].raw == huge && found[0].too_large.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_sent_mail_spam_and_trash_stay_out_unless_chosen() {
    let Some(mut world) = Gmail::start() else { return };
    let all: [(&[&str], bool); 7] = [
        (&["INBOX"], true),
        (&["DRAFT"], false),
        (&["SENT"], false),
        (&["INBOX", "SPAM"], false),
        (&["INBOX", "TRASH"], false),
        (&["Archive", "SENT"], false),
        (&["INBOX", "SENT"], true),
    ];
    let expected: Vec<_> = (0..).zip(&all).filter(|(_, (_, is))| *is).map(|(n, _)| mail(n)).collect();
    for (n, (labels, _)) in all.iter().enumerate() {
        world.put_all([&*mail(n)], labels, Some(BEFORE.0 * 1_000 + n as i64));
    }
    let mut one = world.open_with_folders(&["INBOX", "Archive"]);
    let mut cursor = Vec::new();
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), expected);
    // What comes later is chosen alike.
    for (n, (labels, _)) in all.iter().enumerate() {
        world.put_one(&mail(n), labels);
    }
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), expected);
    let mut spam = world.open_with_folders(&["SPAM"]);
    assert_eq!(raws(&drain(&mut *spam, &mut Vec::new(), None).await), [mail(3), mail(3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_folder_starves_no_other_and_a_mail_in_two_comes_once() {
    let Some(mut world) = Gmail::start() else { return };
    let at = |n: i64| Some(BEFORE.0 * 1_000 + n);
    for n in 0..20 {
        world.put_all([&*mail(n)], &["INBOX"], at(n as i64));
    }
    world.put_all([&*mail(100)], &["INBOX", "Archive"], at(10));
    world.put_all([&*mail(101)], &["Archive"], at(11));
    let mut one = world.open_with_folders(&["INBOX", "Archive"]);
    let (mut cursor, mut found) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let limits = Limits { mails: 4, ..Limits::default() };
        let batch = one.fetch(&cursor, None, limits).await.unwrap();
        cursor.clone_from(&batch.cursor);
        found.extend(raws(&[batch]));
    }
    assert!(found.contains(&mail(100)) && found.contains(&mail(101)));
    world.deliver(&mail(102));
    found.extend(raws(&drain(&mut *one, &mut cursor, None).await));
    assert_eq!(found.len(), 23);
    assert_eq!(found.iter().collect::<HashSet<_>>().len(), 23);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_somebody_puts_into_a_folder_is_news_of_an_old_mail() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), true, BEFORE);
    let old = world.put_all([&*mail(1)], &["Archive"], Some(LONG_AGO.0 * 1_000)).remove(0);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    world.order("label", json!({ "ids": [old], "add": ["INBOX"] }));
    let put = mails(&drain(&mut *one, &mut cursor, None).await);
    assert!(put.len() == 1 && put[0].raw == mail(1) && put[0].before_connect);
    // A label that is no folder is no news.
    world.order("label", json!({ "ids": [old], "add": ["STARRED"] }));
    world.order("label", json!({ "ids": [old], "remove": ["INBOX"] }));
    assert_eq!(one.wait(Duration::from_millis(200)).await.unwrap(), Wake::Deadline);
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_moved_to_google_brings_its_mails_to_be_compared() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), true, LONG_AGO);
    world.put(&mail(1), true, BEFORE);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = mails(&drain(&mut *one, &mut cursor, Some(BEFORE)).await);
    let mut settings = world.settings();
    settings.source = 1;
    let mut moved = open_with(&settings, world.access(), &world.egress, deadlines()).unwrap();
    let again = mails(&drain(&mut *moved, &mut cursor, Some(BEFORE)).await);
    assert_eq!((again.len(), again[0].raw.to_vec()), (1, mail(1)));
    assert!(again[0].check_digest && again[0].moved && !again[0].before_connect);
    assert!(keys(&first).is_disjoint(&keys(&again)));
    world.put(&mail(2), true, LONG_AGO);
    world.deliver(&mail(3));
    assert_eq!(raws(&drain(&mut *moved, &mut cursor, Some(BEFORE)).await), [mail(3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_are_told_and_many_mails_are_settled_at_once() {
    let Some(mut world) = Gmail::start() else { return };
    let all: Vec<_> = (0..12).map(mail).collect();
    let ids = world.put_all(all.iter().map(Vec::as_slice), &["Archive", "UNREAD"], None);
    let mut one = world.open_with_folders(&["Archive"]);
    let mut cursor = Vec::new();
    let found = mails(&drain(&mut *one, &mut cursor, None).await);
    let threads: Vec<_> = found.iter().map(|one| one.thread.clone().unwrap()).collect();
    let known: Vec<_> =
        world.stored("Archive").iter().map(|one| one["thread"].as_str().unwrap().to_owned()).collect();
    assert_eq!(threads, known);
    let refs: Vec<_> = found.iter().map(|one| one.source_ref.clone()).collect();
    world.order("remove", json!({ "ids": [ids[3]] }));
    world.asked();
    one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    assert_eq!(world.asked().len(), 1);
    assert_eq!(world.list("UNREAD").len(), 0);
    let unknown = one.settle(&refs, AfterTakeIn::Move, Some("Nowhere")).await.unwrap_err();
    assert_eq!(unknown.code, Code::NoSuchFolder);
    let done = world.order("create", json!({ "label": "Done/2024" }));
    one.settle(&refs, AfterTakeIn::Move, Some("done/2024")).await.unwrap();
    assert_eq!((world.stored("Archive").len(), world.stored(done.as_str().unwrap()).len()), (0, 11));
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_of_somebody_else_is_named_in_every_path() {
    let Some(mut world) = Gmail::start() else { return };
    world.account = ADDRESS.to_owned();
    world.deliver(&mail(0));
    assert_eq!(raws(&drain(&mut *world.open(), &mut Vec::new(), None).await), [mail(0)]);
    assert!(world.asked().iter().all(|line| line.contains("/users/support%40example.test/")));
    world.account = "nobody@example.test".to_owned();
    let error = world.open().fetch(&[], None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::Refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_google_that_hangs_costs_a_deadline_and_loses_nothing() {
    let Some(mut world) = Gmail::start() else { return };
    let mut one = world.open();
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    world.deliver(&mail(0));
    world.fail(json!([{ "on": "history", "delay": 900 }]));
    let short = Duration::from_millis(300);
    let deadlines = Deadlines { connect: short, quiet: short, command: 2 * short, ..deadlines() };
    let mut impatient = open_with(&world.settings(), world.access(), &world.egress, deadlines).unwrap();
    let error = impatient.fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::Deadline);
    assert!(error.is_temporary());
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    // It ends in the middle of a mail.
    world.deliver(&mail(1));
    world.fail(json!([{ "on": "=raw", "times": 2, "cut": "middle" }]));
    let error = one.fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::Lost);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(1)]);
}
