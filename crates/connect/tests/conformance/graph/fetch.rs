//! Take-in: positions, pages, folders, tokens, and what goes wrong on the way.

use super::{Graph, SHARED, form, with_folders};
use crate::world::{ADDRESS, AFTER, BEFORE, LONG_AGO, Moment, World, deadlines, drain, mail, raws};
use connect::{Batch, Code, Deadlines, Limits, Wake, open_with};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Timestamp};
use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::Duration;
use testkit::graph::Graph as StandIn;
use testkit::proxy::{Mode, TcpProxy};

#[tokio::test(flavor = "multi_thread")]
async fn a_position_that_is_lost_costs_a_list_and_no_mail() {
    let Some(mut world) = Graph::start() else { return };
    (0..7).for_each(|n| world.put(&mail(n), false, Moment(BEFORE.0 + n as i64, "")));
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = drain(&mut *one, &mut cursor, Some(BEFORE)).await;
    world.tell("expire");
    world.deliver(&mail(7));
    let again = drain(&mut *one, &mut cursor, Some(BEFORE)).await;
    let mails = |batches: &[connect::Batch]| -> Vec<_> {
        batches.iter().flat_map(|batch| batch.mails.clone()).collect()
    };
    let (first, again) = (mails(&first), mails(&again));
    assert_eq!((first.len(), again.len()), (7, 8));
    for (old, new) in first.iter().zip(&again) {
        assert!(old.source_key == new.source_key && old.thread == new.thread && new.before_connect);
    }
    // What came meanwhile is news all the same.
    assert!(again[7].raw == mail(7) && !again[7].before_connect);
    assert!(raws(&drain(&mut *one, &mut cursor, Some(BEFORE)).await).is_empty());
    // One that is refused for ever is an error, not a loop.
    world.put(&mail(8), false, AFTER);
    assert_eq!(world.tell("throttle?times=99&status=410")["status"], 410);
    let error = one.fetch(&cursor, None, connect::Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::Refused);
}

/// What was taken, by key: each mail once, however often it was handed out.
#[derive(Default)]
struct Taken(HashMap<Vec<u8>, Vec<u8>>);

impl Taken {
    fn take(&mut self, batch: &Batch) {
        for mail in &batch.mails {
            assert!(!mail.check_digest, "the key alone tells");
            self.0.insert(mail.source_key.as_bytes().to_vec(), mail.raw.to_vec());
        }
    }

    fn sorted(&self) -> Vec<Vec<u8>> {
        let mut all: Vec<_> = self.0.values().cloned().collect();
        all.sort();
        all
    }
}

/// Begins anew from what was stored, as often as it fails, until everything is taken.
async fn take_all(world: &Graph, cursor: &mut Vec<u8>, taken: &mut Taken) -> u32 {
    let limits = Limits { mails: 3, ..Limits::default() };
    let mut failures = 0;
    let mut one = world.open();
    loop {
        match one.fetch(cursor, Some(at(BEFORE)), limits).await {
            Ok(batch) => {
                taken.take(&batch);
                cursor.clone_from(&batch.cursor);
                if !batch.more {
                    return failures;
                }
            }
            Err(error) => {
                assert!(error.is_temporary(), "{error:?}");
                failures += 1;
                assert!(failures < 5, "it goes on failing: {error:?}");
                // As after kill -9: nothing is left but the cursor.
                one = world.open();
            }
        }
    }
}

fn at(moment: Moment) -> Timestamp {
    Timestamp::from_millis(moment.0 * 1_000)
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_at_any_request_it_goes_on_where_it_was() {
    let Some(mut world) = Graph::start() else { return };
    (0..8).for_each(|n| world.put(&mail(n), false, Moment(BEFORE.0 + n as i64, "")));
    world.put(&mail(90), false, LONG_AGO);
    let mut wanted: Vec<_> = (0..8).map(mail).collect();
    wanted.sort();
    let (mut cuts, mut broken) = (0, 0);
    for how in ["before", "after"] {
        for n in 1.. {
            // Twice, since what only reads is asked once more when a kept connection turns out to be closed.
            world.tell(&format!("cut?after={n}&how={how}&times=2"));
            let (mut cursor, mut taken) = (Vec::new(), Taken::default());
            broken += take_all(&world, &mut cursor, &mut taken).await;
            assert_eq!(taken.sorted(), wanted, "cut {how} request {n}");
            // A cut that met nobody: every request has had its turn.
            let is_over = world.tell("cut?after=0&how=none")["pending"] == true;
            // What comes afterwards comes once, and nothing comes again.
            let one = world.stand_in.put(ADDRESS, "INBOX", "", &mail(50)).unwrap();
            let mut later = Taken::default();
            take_all(&world, &mut cursor, &mut later).await;
            assert_eq!(later.sorted(), [mail(50)]);
            world.tell(&format!("remove?address={ADDRESS}&id={}", form(&one)));
            if is_over {
                break;
            }
            cuts += 1;
        }
    }
    // The others met a batch that had mails already: those are handed out.
    assert!(cuts > 20 && broken > 12, "{cuts} cuts, {broken} failures");
}

/// More than a list that is bounded by a date holds (5,000), with a process that dies after each batch.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_first_fill_never_starts_again() {
    const COUNT: usize = 5_200;
    let Some(mut world) = Graph::start() else { return };
    world.tell(&format!("fill?address={ADDRESS}&folder=INBOX&count={COUNT}&at={}", BEFORE.0));
    world.tell(&format!("fill?address={ADDRESS}&folder=INBOX&count=300&at={}", LONG_AGO.0));
    world.seen();
    let (mut cursor, mut taken, mut largest) = (Vec::new(), Taken::default(), 0);
    loop {
        let batch = world.open().fetch(&cursor, Some(at(BEFORE)), Limits::default()).await.unwrap();
        taken.take(&batch);
        assert!(batch.mails.iter().all(|mail| mail.before_connect));
        largest = largest.max(batch.cursor.len());
        cursor = batch.cursor;
        if !batch.more {
            break;
        }
    }
    let asked = world.seen();
    let count = |what: &str| asked.iter().filter(|line| line.contains(what)).count();
    assert_eq!((taken.0.len(), count("$value")), (COUNT, COUNT), "each is taken, and asked for once");
    assert!(count("/delta") < 60 && largest < 64 * 1024, "{} pages, a cursor of {largest}", count("/delta"));
    world.deliver(&mail(0));
    assert_eq!(raws(&drain(&mut *world.open(), &mut cursor, Some(BEFORE)).await), [mail(0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_is_told_with_the_wait_that_was_asked_for() {
    let Some(mut world) = Graph::start() else { return };
    (0..4).for_each(|n| world.put(&mail(n), false, BEFORE));
    let mut one = world.open();
    for (status, seconds, code) in [
        (429, 17, Code::Throttled),
        (503, 3, Code::Throttled),
        (503, 0, Code::Unavailable),
        (504, 0, Code::Unavailable),
    ] {
        world.tell(&format!("throttle?times=1&seconds={seconds}&status={status}"));
        let error = one.fetch(&[], None, Limits::default()).await.unwrap_err();
        let wait = (seconds > 0).then(|| Duration::from_secs(seconds));
        assert_eq!((error.code, error.wait), (code, wait));
        assert!(error.is_temporary());
    }
    // What was taken before is handed out first.
    let all = drain(&mut *one, &mut Vec::new(), None).await;
    assert_eq!(raws(&all).len(), 4);
    let refs: Vec<_> = all[0].mails.iter().map(|mail| mail.source_ref.clone()).collect();
    world.tell("throttle?times=1&seconds=9");
    let error = one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap_err();
    assert_eq!((error.code, error.wait), (Code::Throttled, Some(Duration::from_secs(9))));
    // Parts of a batch that are put off are done a moment later: nobody asks for them again.
    world.tell("throttle?times=3&seconds=0&part=true");
    one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    assert!(world.list("INBOX").iter().all(|(_, is_seen)| *is_seen));
    world.tell("throttle?times=99&seconds=0&part=true");
    let error = one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap_err();
    assert_eq!(error.code, Code::Throttled);
}

/// A mailbox that Microsoft moves elsewhere: what was known of its folders is worth nothing, its inbox is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_there_is_found_again() {
    let Some(world) = Graph::start() else { return };
    world.stand_in.put(ADDRESS, "Kunder", "", &mail(0)).unwrap();
    let mut one = world.open_with(&with_folders(&world, &["Kunder"]), deadlines());
    let mut cursor = Vec::new();
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    world.tell(&format!("remove-folder?address={ADDRESS}&folder=Kunder"));
    assert_eq!(one.fetch(&cursor, None, Limits::default()).await.unwrap_err().code, Code::NoSuchFolder);
    world.stand_in.put(ADDRESS, "Kunder", "", &mail(1)).unwrap();
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(1)]);
    world.tell(&format!("remove-folder?address={ADDRESS}&folder=Kunder"));
    world.stand_in.put(ADDRESS, "Kunder", "", &mail(2)).unwrap();
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(2)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_refused_in_mid_run_is_replaced_once() {
    let Some(mut world) = Graph::start() else { return };
    (0..6).for_each(|n| world.put(&mail(n), false, BEFORE));
    let next = |token: &str| world.tell(&format!("token?token={token}&address={ADDRESS}"));
    next("second");
    let (access, tokens) = world.access_of("me", &[StandIn::TOKEN, "second"]);
    let mut one = connect::open_with(&world.settings(), access, &world.egress, deadlines()).unwrap();
    let limits = Limits { mails: 2, ..Limits::default() };
    let first = one.fetch(&[], None, limits).await.unwrap();
    world.tell(&format!("withdraw?token={}", StandIn::TOKEN));
    let mut cursor = first.cursor;
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await).len(), 4);
    assert_eq!(tokens.refused.load(Ordering::Relaxed), 1, "replaced once, not with every request");
    // The grant is withdrawn: no further token is to be had.
    world.tell("withdraw?token=second");
    let error = one.fetch(&cursor, None, limits).await.unwrap_err();
    assert_eq!((error.code, error.is_temporary()), (Code::GrantEnded, false));
    // One that is refused although it is fresh.
    let strange = || world.open_as("me", &["no", "neither"]);
    assert_eq!(strange().fetch(&[], None, limits).await.unwrap_err().code, Code::AuthFailed);
    assert_eq!(strange().check().await.unwrap_err().code, Code::AuthFailed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_moved_away_and_back_has_its_key() {
    let Some(mut world) = Graph::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let id = world.stand_in.put(ADDRESS, "INBOX", "", &mail(1)).unwrap();
    let (mut one, mut cursor) = (world.open(), Vec::new());
    let first = drain(&mut *one, &mut cursor, None).await;
    for folder in ["Archive", "INBOX"] {
        world.tell(&format!("move?address={ADDRESS}&id={}&folder={folder}", form(&id)));
        let moved = drain(&mut *one, &mut cursor, None).await;
        match folder {
            "INBOX" => assert_eq!(moved[0].mails[0].source_key, first[0].mails[1].source_key),
            _ => assert!(raws(&moved).is_empty()),
        }
    }
    // A server that tells of everything, whatever was asked for: what was deleted or read is no mail.
    world.tell("chatty?is=true");
    let refs = [first[0].mails[1].source_ref.clone()];
    one.settle(&refs, AfterTakeIn::Move, Some("archive")).await.unwrap();
    assert!(raws(&drain(&mut *one, &mut cursor, None).await).is_empty());
    world.put(&mail(2), false, AFTER);
    let news = drain(&mut *one, &mut cursor, None).await;
    assert_eq!(raws(&news), [mail(2)]);
    one.settle(&[news[0].mails[0].source_ref.clone()], AfterTakeIn::MarkSeen, None).await.unwrap();
    let again = drain(&mut *one, &mut cursor, None).await;
    let keys: Vec<_> = again.iter().flat_map(|batch| &batch.mails).map(|mail| &mail.source_key).collect();
    assert_eq!(keys, [&news[0].mails[0].source_key]);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_lead_elsewhere_are_not_followed() {
    let Some(mut world) = Graph::start() else { return };
    (0..9).for_each(|n| world.put(&mail(n), false, BEFORE));
    let port = world.stand_in.port();
    for root in [
        "https://elsewhere.test/v1.0".to_owned(),
        format!("http://localhost:{port}/v1.0"),
        format!("https://localhost:{port}/beta"),
        format!("https://localhost:{}/v1.0", port + 1),
        format!("https://localhost:{port}@elsewhere.test/v1.0"),
        format!("https://localhost:{port}/v1.0/../beta"),
        format!("https://localhost:{port}.elsewhere.test/v1.0"),
    ] {
        world.tell(&format!("elsewhere?root={}", form(&root)));
        let error = world.open().fetch(&[], None, Limits::default()).await.unwrap_err();
        assert_eq!(error.code, Code::Protocol, "{root}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("elsewhere.test"), "{shown}");
    }
    world.tell("elsewhere?root=");
    assert_eq!(raws(&drain(&mut *world.open(), &mut Vec::new(), None).await).len(), 9);
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_too_large_stays_where_it_is() {
    let Some(mut world) = Graph::start() else { return };
    world.deliver(&mail(0));
    // One whose size is known beforehand, and one that turns out to be so: neither ever comes.
    let size = 151 * 1024 * 1024;
    world.stand_in.put(ADDRESS, "INBOX", &format!("&endless=true&size={size}"), b"").unwrap();
    world.stand_in.put(ADDRESS, "INBOX", "&endless=true&size=5", b"").unwrap();
    world.deliver(&mail(1));
    world.seen();
    let batches = drain(&mut *world.open(), &mut Vec::new(), None).await;
    let mails: Vec<_> = batches.iter().flat_map(|batch| &batch.mails).collect();
    let sizes: Vec<_> = mails.iter().map(|mail| mail.too_large).collect();
    assert_eq!(sizes, [None, Some(size), Some(150 * 1024 * 1024 + 1), None]);
    let loaded = world.seen().into_iter().filter(|line| line.contains("$value")).count();
    assert_eq!(loaded, 3, "the first of them is not even asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_are_found_by_path_and_starve_nobody() {
    let Some(world) = Graph::start() else { return };
    let put =
        |folder: &str, more: &str, n: usize| world.stand_in.put(ADDRESS, folder, more, &mail(n)).unwrap();
    (0..20).for_each(|n| drop(put("INBOX", "", n)));
    put("INBOX/North/Deep", "", 100);
    put("Kunder", "", 101);
    put("Kunder", "&draft=true", 102);
    let settings = with_folders(&world, &["inbox", "INBOX/North/Deep", "kunder", "Nowhere"]);
    let mut one = world.open_with(&settings, deadlines());
    let (mut cursor, mut found) = (Vec::new(), Vec::new());
    let limits = Limits { mails: 4, ..Limits::default() };
    for _ in 0..3 {
        let batch = one.fetch(&cursor, None, limits).await.unwrap();
        cursor.clone_from(&batch.cursor);
        found.extend(raws(&[batch]));
    }
    assert!(found.contains(&mail(100)) && found.contains(&mail(101)), "each has its turn");
    // The one that is missing is told, once the others have nothing more.
    let error = loop {
        match one.fetch(&cursor, None, limits).await {
            Ok(batch) => {
                cursor.clone_from(&batch.cursor);
                found.extend(raws(&[batch]));
            }
            Err(error) => break error,
        }
    };
    assert_eq!((found.len(), error.code), (22, Code::NoSuchFolder));
    // Another folder of the same name is another folder.
    world.tell(&format!("remove-folder?address={ADDRESS}&folder=Kunder"));
    let mut one = world.open_with(&with_folders(&world, &["Kunder"]), deadlines());
    assert_eq!(one.fetch(&cursor, None, limits).await.unwrap_err().code, Code::NoSuchFolder);
    put("Kunder", "", 103);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(103)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_live_test_names_everything_that_is_wrong() {
    let Some(mut world) = Graph::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let examine = async |settings: &MailboxSettings, whose: &str, token: &'static str| {
        let access = world.access_of(whose, &[token, token]).0;
        connect::examine(settings, access, &world.egress).await.unwrap()
    };
    let mut settings = with_folders(&world, &["INBOX", "Nowhere"]);
    (settings.after_take_in, settings.move_to) = (AfterTakeIn::Move, Some("Done".to_owned()));
    let found = examine(&settings, "me", StandIn::TOKEN).await;
    let faults: Vec<_> = found.faults.iter().map(|one| (one.error.code, one.folder.as_deref())).collect();
    assert_eq!(faults, [(Code::NoSuchFolder, Some("Nowhere")), (Code::NoSuchFolder, Some("Done"))]);
    assert_eq!((found.report.mails, found.report.folders.len()), (1, 6));
    // A permission that does not reach the mailbox, and one that was not given for reading.
    world.tell(&format!("token?token=sender&address={ADDRESS}&scopes=Mail.Send"));
    for (whose, token) in [(SHARED, StandIn::TOKEN), ("me", "sender")] {
        let found = examine(&world.settings(), whose, token).await;
        let codes: Vec<_> = found.faults.iter().map(|one| one.error.code).collect();
        assert_eq!(codes, [Code::AccessDenied]);
        assert!(found.faults[0].error.detail.reveal().contains("ErrorAccessDenied"));
    }
    let nobody = examine(&world.settings(), "nobody@example.test", StandIn::TOKEN).await;
    assert_eq!(nobody.faults[0].error.code, Code::Refused);
    assert_eq!(world.egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_costs_a_deadline_and_loses_nothing() {
    let Some(mut world) = Graph::start() else { return };
    let proxy = TcpProxy::start(world.stand_in.port()).unwrap();
    // The addresses that Graph gives lead to the proxy as well.
    world.tell(&format!("elsewhere?root={}", form(&format!("https://localhost:{}/v1.0", proxy.port()))));
    let mut access = world.access().unwrap();
    access.api.as_mut().unwrap().port = proxy.port();
    let mut one = open_with(&world.settings(), Some(access.clone()), &world.egress, deadlines()).unwrap();
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    world.deliver(&mail(0));
    let short = Duration::from_millis(300);
    let deadlines = Deadlines { connect: short, quiet: short, ..deadlines() };
    let mut impatient = open_with(&world.settings(), Some(access), &world.egress, deadlines).unwrap();
    proxy.set_mode(Mode::Stall);
    let error = impatient.fetch(&cursor, None, Limits::default()).await.unwrap_err();
    assert_eq!((error.code, error.is_temporary()), (Code::Deadline, true));
    proxy.set_mode(Mode::Pass);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    // Cut in the middle of a mail: an error, and the whole mail afterwards.
    let large = [mail(1), vec![b'x'; 3_000_000], b"\r\n".to_vec()].concat();
    world.deliver(&large);
    proxy.set_mode(Mode::CutAfter(1_000_000));
    assert!(one.fetch(&cursor, None, Limits::default()).await.is_err());
    proxy.set_mode(Mode::Pass);
    assert!(raws(&drain(&mut *one, &mut cursor, None).await) == [large]);
}

/// Where the mailbox moved to, keys are those of another place, and bytes tell what was here before.
#[tokio::test(flavor = "multi_thread")]
async fn another_source_is_listed_from_its_start_with_keys_of_its_own() {
    let Some(mut world) = Graph::start() else { return };
    world.put(&mail(0), false, BEFORE);
    world.put(&mail(9), false, LONG_AGO);
    let mut cursor = Vec::new();
    let first = drain(&mut *world.open(), &mut cursor, Some(BEFORE)).await;
    let mut settings = world.settings();
    settings.source = 1;
    let mut moved = world.open_with(&settings, deadlines());
    let again = drain(&mut *moved, &mut cursor, Some(BEFORE)).await;
    assert_eq!(raws(&again), [mail(0)]);
    let (old, new) = (&first[0].mails[0], &again[0].mails[0]);
    assert!(new.check_digest && new.moved && !new.before_connect && new.source_key != old.source_key);
    // What is brought there later and is too old stays out.
    world.put(&mail(8), false, LONG_AGO);
    world.put(&mail(1), false, AFTER);
    assert_eq!(raws(&drain(&mut *moved, &mut cursor, Some(BEFORE)).await), [mail(1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_ends_with_news_in_any_folder_and_with_a_position_that_is_lost() {
    let Some(world) = Graph::start() else { return };
    let mut one = world.open_with(&with_folders(&world, &["INBOX", "Archive"]), deadlines());
    // Nothing is known yet: there may be news.
    assert_eq!(one.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    assert_eq!(one.wait(Duration::from_millis(150)).await.unwrap(), Wake::Deadline);
    world.stand_in.put(ADDRESS, "Archive", "", &mail(0)).unwrap();
    assert_eq!(one.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    assert_eq!(raws(&drain(&mut *one, &mut cursor, None).await), [mail(0)]);
    let quiet = cursor.clone();
    drain(&mut *one, &mut cursor, None).await;
    assert!(quiet == cursor, "where nothing comes, nothing has to be stored");
    let positions = connect::positions(ConnectorKind::Graph, &cursor).unwrap();
    let places: Vec<_> = positions.iter().map(|one| one.place.as_str()).collect();
    assert!(
        places == ["INBOX", "Archive"]
            && positions.iter().all(|one| one.at.ends_with('Z') && one.at.starts_with("20"))
    );
    world.tell("expire");
    assert_eq!(one.wait(Duration::from_secs(60)).await.unwrap(), Wake::Changed);
    world.tell("throttle?times=1&seconds=30");
    let error = one.wait(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!((error.code, error.wait), (Code::Throttled, Some(Duration::from_secs(30))));
}

/// Somebody in Graph's place, or Graph in a bad hour.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_understood_is_an_error_and_moves_nothing() {
    let Some(mut world) = Graph::start() else { return };
    world.put(&mail(0), false, BEFORE);
    let mut cursor = Vec::new();
    drain(&mut *world.open(), &mut cursor, None).await;
    world.deliver(&mail(1));
    let long = "x".repeat(2_000);
    let many =
        format!("{{\"value\":[{}],\"@odata.deltaLink\":\"x\"}}", vec!["{\"id\":\"a\"}"; 5_001].join(","));
    let cases = [
        "<html>busy</html>".to_owned(),
        "{}".to_owned(),
        "{\"value\":[]}".to_owned(),
        "{\"value\":7}".to_owned(),
        "{\"value\":[{\"receivedDateTime\":\"2026-01-01T00:00:00Z\"}],\"@odata.deltaLink\":\"x\"}".to_owned(),
        "{\"value\":[{\"id\":\"a\\u0000b\"}],\"@odata.deltaLink\":\"x\"}".to_owned(),
        format!("{{\"value\":[{{\"id\":\"{long}\"}}],\"@odata.deltaLink\":\"x\"}}"),
        "{\"value\":[],\"@odata.deltaLink\":\"https://localhost/else\"}".to_owned(),
        "[".repeat(100_000),
        " ".repeat(9_000_000),
        many,
    ];
    for (n, body) in cases.iter().enumerate() {
        world.stand_in.tell("says?on=/delta", body.as_bytes()).unwrap();
        let error = world.open().fetch(&cursor, None, Limits::default()).await.unwrap_err();
        assert_eq!(error.code, Code::Protocol, "case {n}");
        assert!(error.is_temporary());
    }
    // Pages without end and without mails: each fetch ends all the same.
    let root = format!(
        "https://localhost:{}/v1.0/me/mailFolders/inbox/messages/delta?$skiptoken=x",
        world.stand_in.port()
    );
    let endless =
        format!("{{\"value\":[{{\"id\":\"a\",\"@removed\":{{}}}}],\"@odata.nextLink\":\"{root}\"}}");
    world.stand_in.tell("says?on=/delta", endless.as_bytes()).unwrap();
    world.seen();
    let batch = world.open().fetch(&cursor, None, Limits::default()).await.unwrap();
    assert!(batch.mails.is_empty() && batch.more && world.seen().len() <= 30);
    world.tell("says?on=");
    assert_eq!(raws(&drain(&mut *world.open(), &mut cursor, None).await), [mail(1)]);
    // What is no cursor of ours.
    let error = world.open().fetch(b"nonsense", None, Limits::default()).await.unwrap_err();
    assert_eq!(error.code, Code::BadCursor);
}
