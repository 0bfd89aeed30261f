//! What every connector does alike. Each case runs against a Maildir, a real IMAP server, an independent emulator of
//! Google's API, and a stand-in for Microsoft's.

use crate::world::{self, AFTER, BEFORE, LONG_AGO, World, drain, mail, raws};
use connect::{Access, AccessTokens, Code, ConnectError, Envelope, Limits, Tokens, Wake};
use domain::{AfterTakeIn, Private};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use testkit::proxy::{Mode, TcpProxy};

macro_rules! conform {
    ($($case:ident),+ $(,)?) => {
        mod maildir {
            $(#[tokio::test(flavor = "multi_thread")] async fn $case() {
                if let Some(mut world) = super::world::Maildir::start() { super::$case(&mut world).await; }
            })+
        }
        mod imap {
            $(#[tokio::test(flavor = "multi_thread")] async fn $case() {
                if let Some(mut world) = super::world::Imap::start() { super::$case(&mut world).await; }
            })+
        }
        mod graph {
            $(#[tokio::test(flavor = "multi_thread")] async fn $case() {
                if let Some(mut world) = super::super::graph::Graph::start() { super::$case(&mut world).await; }
            })+
        }
        mod imap_by_token {
            $(#[tokio::test(flavor = "multi_thread")] async fn $case() {
                if let Some(mut world) = super::super::oauth::ByToken::start().await { super::$case(&mut world).await; }
            })+
        }
        mod gmail {
            $(#[tokio::test(flavor = "multi_thread")] async fn $case() {
                if let Some(mut world) = super::super::gmail::Gmail::start() { super::$case(&mut world).await; }
            })+
        }
    };
}

conform!(
    the_first_fill_takes_read_and_unread_and_alters_nothing,
    what_comes_later_comes_once,
    the_same_cursor_brings_the_same_mails,
    an_outage_is_filled_whole,
    whoever_ends_at_any_step_begins_where_it_stood,
    a_token_that_is_refused_is_replaced_and_one_that_is_gone_is_said,
    the_same_bytes_twice_are_two_mails,
    what_is_deleted_meanwhile_is_passed_over,
    bytes_are_exact,
    a_large_mail_comes_alone,
    seen_is_set_when_asked_for,
    mails_are_moved_when_asked_for,
    a_copy_of_an_answer_is_filed_once,
    waiting_ends_with_news_or_the_deadline,
    a_live_test_alters_nothing,
);

async fn the_first_fill_takes_read_and_unread_and_alters_nothing(world: &mut dyn World) {
    world.put(&mail(0), true, LONG_AGO);
    world.put(&mail(1), true, BEFORE);
    world.put(&mail(2), false, AFTER);
    let stored = world.list("INBOX");
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let batches = drain(&mut *one, &mut cursor, Some(BEFORE)).await;
    assert_eq!(raws(&batches), [mail(1), mail(2)]);
    let mails: Vec<_> = batches.iter().flat_map(|batch| &batch.mails).collect();
    assert!(mails.iter().all(|mail| mail.before_connect && mail.too_large.is_none()));
    assert_eq!(mails[0].internal_date.unwrap().as_millis() / 1_000, BEFORE.0);
    assert_eq!(world.list("INBOX"), stored);
    // What is too old stays out later, too.
    assert!(raws(&drain(&mut *one, &mut cursor, Some(BEFORE)).await).is_empty());
    assert!(raws(&drain(&mut *world.open(), &mut cursor, Some(BEFORE)).await).is_empty());
}

async fn what_comes_later_comes_once(world: &mut dyn World) {
    world.put(&mail(0), true, LONG_AGO);
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    for n in 1..6 {
        world.deliver(&mail(n));
        let batches = drain(&mut *one, &mut cursor, None).await;
        assert_eq!(raws(&batches), [mail(n)]);
        assert!(!batches[0].mails[0].before_connect);
        assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
    }
}

async fn the_same_cursor_brings_the_same_mails(world: &mut dyn World) {
    for n in 0..10 {
        world.put(&mail(n), false, BEFORE);
    }
    let limits = Limits { mails: 4, ..Limits::default() };
    let mut one = world.open();
    let first = one.fetch(&[], None, limits).await.unwrap();
    let second = one.fetch(&first.cursor, None, limits).await.unwrap();
    let keys = |batch: &connect::Batch| batch.mails.iter().map(|m| m.source_key.clone()).collect::<Vec<_>>();
    // The caller could not store the second batch: again, with this connection and with a new one.
    let again = one.fetch(&first.cursor, None, limits).await.unwrap();
    let anew = world.open().fetch(&first.cursor, None, limits).await.unwrap();
    assert_eq!(keys(&first).len(), 4);
    assert_eq!((keys(&second), keys(&second)), (keys(&again), keys(&anew)));
    assert!(keys(&first).iter().all(|key| !keys(&second).contains(key)));
}

async fn an_outage_is_filled_whole(world: &mut dyn World) {
    world.deliver(&mail(0));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    drain(&mut *one, &mut cursor, None).await;
    let missed: Vec<_> = (1..=200).map(mail).collect();
    world.outage(&missed);
    // The connector's old connection is dead; the next fetch makes a new one.
    let batches = drain(&mut *one, &mut cursor, None).await;
    let found: HashSet<_> = raws(&batches).into_iter().collect();
    assert_eq!(raws(&batches).len(), 200);
    assert_eq!(found, missed.into_iter().collect());
    assert!(batches.iter().flat_map(|batch| &batch.mails).all(|mail| !mail.before_connect));
}

/// Whoever is killed has the cursor and nothing else. Each time, a new connector is cut off a little later than the one
/// before, until its batch is whole; the next batch begins so again.
async fn whoever_ends_at_any_step_begins_where_it_stood(world: &mut dyn World) {
    let all: Vec<_> = (0..8).map(mail).collect();
    all.iter().for_each(|raw| world.put(raw, false, BEFORE));
    let proxy = world.port().map(|port| TcpProxy::start(port).unwrap());
    let (mut cursor, mut found, mut cuts) = (Vec::new(), Vec::new(), 0);
    if let Some(proxy) = &proxy {
        world.move_to(proxy.port());
    }
    loop {
        let batch = cut_until_whole(world, proxy.as_ref(), &cursor, &mut cuts).await;
        let (is_first, is_last) = (found.is_empty(), batch.mails.is_empty() && !batch.more);
        cursor.clone_from(&batch.cursor);
        found.extend(raws(&[batch]));
        if is_first && !found.is_empty() {
            // What comes in the middle of it comes too.
            world.deliver(&mail(100));
        }
        if is_last {
            break;
        }
    }
    found.sort_unstable();
    let mut wanted = [all, vec![mail(100)]].concat();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert!(proxy.is_none() || cuts > 10, "cut {cuts} times");
}

async fn cut_until_whole(
    world: &dyn World,
    proxy: Option<&TcpProxy>,
    cursor: &[u8],
    cuts: &mut u32,
) -> connect::Batch {
    let limits = Limits { mails: 3, ..Limits::default() };
    let Some(proxy) = proxy else { return world.open().fetch(cursor, None, limits).await.unwrap() };
    for step in 1.. {
        proxy.set_mode(Mode::CutAfter(step * 700));
        match world.open_at(proxy.port()).fetch(cursor, None, limits).await {
            Ok(batch) => return batch,
            Err(error) => assert!(error.is_temporary() || error.code == Code::TlsFailed, "{:?}", error.code),
        }
        *cuts += 1;
        assert!(step < 1_000, "it never comes through");
    }
    unreachable!("the steps go on until one is whole")
}

/// Tokens of which the one at hand has become worthless; or there are none any more.
#[derive(Debug)]
struct Stale {
    good: Tokens,
    refused: AtomicU32,
    is_over: AtomicBool,
}

#[async_trait::async_trait]
impl AccessTokens for Stale {
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError> {
        if self.is_over.load(Ordering::Relaxed) {
            return Err(Code::GrantEnded.into());
        }
        let refused = self.refused.fetch_add(u32::from(was_refused), Ordering::Relaxed);
        match was_refused || refused > 0 {
            true => self.good.access_token(false).await,
            false => Ok(Private::new("worthless".to_owned())),
        }
    }
}

async fn a_token_that_is_refused_is_replaced_and_one_that_is_gone_is_said(world: &mut dyn World) {
    world.put(&mail(0), false, BEFORE);
    // Who signs in by password, or not at all, has no tokens: the mail comes.
    let Some(Access { tokens, api }) = world.access() else {
        assert_eq!(raws(&drain(&mut *world.open(), &mut Vec::new(), None).await), [mail(0)]);
        return;
    };
    let (refused, is_over) = (AtomicU32::new(0), AtomicBool::new(false));
    let stale = Arc::new(Stale { good: tokens, refused, is_over });
    let open = || {
        let access = Access { tokens: Arc::clone(&stale) as Tokens, api: api.clone() };
        connect::open_with(&world.settings(), Some(access), &world.egress(), world::deadlines()).unwrap()
    };
    let (mut one, mut cursor) = (open(), Vec::new());
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    assert_eq!(stale.refused.load(Ordering::Relaxed), 1, "another one was asked for once");
    stale.is_over.store(true, Ordering::Relaxed);
    let error = open().fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::GrantEnded);
    assert!(!error.is_temporary());
}

async fn the_same_bytes_twice_are_two_mails(world: &mut dyn World) {
    world.deliver(&mail(0));
    world.deliver(&mail(0));
    let batches = drain(&mut *world.open(), &mut Vec::new(), None).await;
    let keys: HashSet<_> = batches.iter().flat_map(|b| &b.mails).map(|m| m.source_key.clone()).collect();
    assert_eq!((raws(&batches).len(), keys.len()), (2, 2));
}

async fn what_is_deleted_meanwhile_is_passed_over(world: &mut dyn World) {
    for n in 0..9 {
        world.put(&mail(n), false, BEFORE);
    }
    let limits = Limits { mails: 2, ..Limits::default() };
    let mut one = world.open();
    let first = one.fetch(&[], None, limits).await.unwrap();
    world.empty();
    world.deliver(&mail(50));
    let mut cursor = first.cursor;
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(50)]);
}

async fn bytes_are_exact(world: &mut dyn World) {
    let odd: [&[u8]; 6] = [
        b"Subject: \x1b$B%F%9%H\x1b(B\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B$\"\x1b(B\r\n",
        b"Subject: \xe9\xff\xfe\r\nContent-Type: text/plain; charset=windows-1258\r\n\r\n\xd2\xec\xf2\r\n",
        b"no header at all",
        b"\r\n",
        b"Subject: x\r\n\r\n* 1 FETCH (UID 9 BODY[] {5}\r\nD3 OK done\r\n.\r\n..\r\n",
        b"X: a\r\n b\r\n\tc\r\n\r\n) \"\\ {3}\r\n",
    ];
    odd.iter().for_each(|raw| world.deliver(raw));
    assert_eq!(raws(&drain(&mut *world.open(), &mut Vec::new(), None).await), odd);
}

async fn a_large_mail_comes_alone(world: &mut dyn World) {
    let mut huge = b"Subject: huge\r\n\r\n".to_vec();
    (0..400_000).for_each(|n| huge.extend_from_slice(format!("line {n:>20}\r\n").as_bytes()));
    world.deliver(&mail(0));
    world.deliver(&huge);
    world.deliver(&mail(1));
    let limits = Limits { mails: 64, bytes: 1024 * 1024 };
    let (mut one, mut cursor, mut counts) = (world.open(), Vec::new(), Vec::new());
    let mut found = Vec::new();
    loop {
        let batch = one.fetch(&cursor, None, limits).await.unwrap();
        cursor.clone_from(&batch.cursor);
        if batch.mails.is_empty() {
            break;
        }
        counts.push(batch.mails.len());
        found.extend(raws(&[batch]));
    }
    assert_eq!(counts, [1, 1, 1]);
    assert!(found == [mail(0), huge, mail(1)]);
}

async fn seen_is_set_when_asked_for(world: &mut dyn World) {
    (0..3).for_each(|n| world.deliver(&mail(n)));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let batches = drain(&mut *one, &mut cursor, None).await;
    let refs: Vec<_> = batches[0].mails.iter().take(2).map(|mail| mail.source_ref.clone()).collect();
    one.settle(&refs, AfterTakeIn::Leave, None).await.unwrap();
    assert!(world.list("INBOX").iter().all(|(_, is_seen)| !is_seen));
    one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    let seen: Vec<_> = world.list("INBOX").into_iter().filter(|(_, is_seen)| *is_seen).collect();
    assert_eq!(seen, [(mail(0), true), (mail(1), true)]);
    one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
}

async fn mails_are_moved_when_asked_for(world: &mut dyn World) {
    (0..3).for_each(|n| world.deliver(&mail(n)));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let batches = drain(&mut *one, &mut cursor, None).await;
    let refs: Vec<_> = batches[0].mails.iter().take(2).map(|mail| mail.source_ref.clone()).collect();
    assert!(one.settle(&refs, AfterTakeIn::Move, None).await.is_err());
    one.settle(&refs, AfterTakeIn::Move, Some("Archive")).await.unwrap();
    assert_eq!(world.list("INBOX"), [(mail(2), false)]);
    let moved: Vec<_> = world.list("Archive").into_iter().map(|(raw, _)| raw).collect();
    assert_eq!(moved, [mail(0), mail(1)]);
    // Settling what is no longer there is no error.
    one.settle(&refs, AfterTakeIn::Move, Some("Archive")).await.unwrap();
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
}

async fn a_copy_of_an_answer_is_filed_once(world: &mut dyn World) {
    let mut one = world.open();
    let answer =
        b"From: support@example.test\r\nTo: a@x.test\r\nMessage-ID: <answer@example.test>\r\n\r\nHello\r\n";
    if world.files_itself() {
        // Then filing does nothing, and there is one copy all the same: that of the sending.
        let (from, to) = (world::ADDRESS.to_owned(), vec!["a@x.test".to_owned()]);
        one.send(&Envelope { from, to, thread: None }, answer).await.unwrap();
    }
    one.file_sent(answer, "answer@example.test").await.unwrap();
    one.file_sent(answer, "answer@example.test").await.unwrap();
    world.open().file_sent(answer, "answer@example.test").await.unwrap();
    assert_eq!(world.list(world.sent()), [(answer.to_vec(), true)]);
    let mut settings = world.settings();
    settings.sent_by_server = true;
    let mut other = connect::open(&settings, world.access(), &world.egress()).unwrap();
    other.file_sent(&mail(9), "9@elsewhere.test").await.unwrap();
    assert_eq!(world.list(world.sent()).len(), 1);
}

async fn waiting_ends_with_news_or_the_deadline(world: &mut dyn World) {
    let (mut one, mut cursor) = (world.open(), Vec::new());
    // Twice: a Maildir that was just listed is looked at once more.
    drain(&mut *one, &mut cursor, None).await;
    drain(&mut *one, &mut cursor, None).await;
    assert_eq!(one.wait(Duration::from_millis(200)).await.unwrap(), Wake::Deadline);
    // What came between fetch and wait is not slept over.
    world.deliver(&mail(0));
    assert_eq!(one.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    let waiting = tokio::spawn(async move {
        let wake = one.wait(Duration::from_secs(60)).await.unwrap();
        (one, wake)
    });
    world.deliver(&mail(1));
    let (mut one, wake) = waiting.await.unwrap();
    assert_eq!(wake, Wake::Changed);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(1)]);
    // A wait that is given up leaves the connector usable.
    drop(tokio::time::timeout(Duration::from_millis(100), one.wait(Duration::from_secs(60))).await);
    world.deliver(&mail(2));
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(2)]);
}

async fn a_live_test_alters_nothing(world: &mut dyn World) {
    world.put(&mail(0), false, BEFORE);
    let stored = world.list("INBOX");
    let report = world.open().check().await.unwrap();
    assert_eq!(report.mails, 1);
    assert_eq!(report.sent_folder.as_deref(), Some(world.sent()));
    assert!(report.folders.iter().any(|folder| folder == "INBOX"));
    assert_eq!(report.wakes, world.wakes());
    assert_eq!(world.list("INBOX"), stored);
}
