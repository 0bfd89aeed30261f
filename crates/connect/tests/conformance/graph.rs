//! Microsoft Graph, against a stand-in that Microsoft's own client is driven against as well.

use crate::world::{
    ADDRESS, AFTER, BEFORE, LONG_AGO, Moment, Stored, World, blank, deadlines, drain, mail, raws,
};
use connect::{
    Access, AccessTokens, ApiServer, Batch, Code, ConnectError, Connector, Deadlines, Egress, Envelope,
    Limits, SendError, SourceRef, Watch, open_with,
};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Private, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testkit::graph::Graph as StandIn;
use testkit::proxy::{Mode, TcpProxy};

pub const ALICE: &str = "alice@example.test";
pub const SHARED: &str = "team@example.test";

/// Hands out one token after the other, the next one whenever one was refused. After the last the grant has ended.
#[derive(Debug)]
pub struct Rotating {
    pub tokens: Vec<&'static str>,
    pub refused: AtomicU32,
}

#[async_trait::async_trait]
impl AccessTokens for Rotating {
    async fn access_token(&self, was_refused: bool) -> Result<Private<String>, ConnectError> {
        let at = self.refused.fetch_add(u32::from(was_refused), Ordering::Relaxed) + u32::from(was_refused);
        let token = self.tokens.get(at as usize).ok_or_else(|| ConnectError::from(Code::GrantEnded))?;
        Ok(Private::new((*token).to_owned()))
    }
}

/// A mailbox at the stand-in.
pub struct Graph {
    pub stand_in: StandIn,
    pub egress: Egress,
}

impl Graph {
    pub fn start() -> Option<Self> {
        let stand_in = testkit::or_skip(StandIn::start(&[ADDRESS, ALICE, SHARED]))?;
        Some(Self { stand_in, egress: Egress::default() })
    }

    pub fn tell(&self, what: &str) -> serde_json::Value {
        self.stand_in.tell(what, b"").unwrap()
    }

    /// Access with these tokens to `me` or the mailbox of an address.
    pub fn access_of(&self, whose: &str, tokens: &[&'static str]) -> (Option<Access>, Arc<Rotating>) {
        let tokens = Arc::new(Rotating { tokens: tokens.to_vec(), refused: AtomicU32::new(0) });
        let api = ApiServer {
            host: "localhost".to_owned(),
            port: self.stand_in.port(),
            prefix: StandIn::PREFIX.to_owned(),
            ca_pem: Some(self.stand_in.ca_pem().unwrap()),
            user: whose.to_owned(),
        };
        (Some(Access { tokens: Arc::clone(&tokens) as Arc<dyn AccessTokens>, api: Some(api) }), tokens)
    }

    pub fn open_as(&self, whose: &str, tokens: &[&'static str]) -> Box<dyn Connector> {
        open_with(&self.settings(), self.access_of(whose, tokens).0, &self.egress, deadlines()).unwrap()
    }

    pub fn open_with(&self, settings: &MailboxSettings, deadlines: Deadlines) -> Box<dyn Connector> {
        open_with(settings, self.access(), &self.egress, deadlines).unwrap()
    }

    /// What was asked since the last call.
    pub fn seen(&self) -> Vec<String> {
        let seen = self.tell("seen");
        let one = |one: &serde_json::Value| {
            format!("{} {}", one["method"].as_str().unwrap(), one["path"].as_str().unwrap())
        };
        seen.as_array().unwrap().iter().map(one).collect()
    }
}

impl World for Graph {
    fn settings(&self) -> MailboxSettings {
        blank(ConnectorKind::Graph)
    }
    fn put(&mut self, raw: &[u8], is_seen: bool, at: Moment) {
        let more = format!("&seen={is_seen}&at={}", at.0);
        self.stand_in.put(ADDRESS, "INBOX", &more, raw).unwrap();
    }
    fn deliver(&mut self, raw: &[u8]) {
        self.stand_in.put(ADDRESS, "INBOX", "", raw).unwrap();
    }
    fn list(&mut self, folder: &str) -> Stored {
        self.stand_in.list(ADDRESS, folder).unwrap()
    }
    fn empty(&mut self) {
        self.tell(&format!("empty?address={ADDRESS}&folder=INBOX"));
    }
    fn outage(&mut self, mails: &[Vec<u8>]) {
        self.tell("away");
        mails.iter().for_each(|raw| self.deliver(raw));
        self.tell("back");
    }
    fn is_remote(&self) -> bool {
        true
    }
    fn egress(&self) -> Egress {
        self.egress.clone()
    }
    fn access(&self) -> Option<Access> {
        self.access_of("me", &[StandIn::TOKEN, StandIn::TOKEN]).0
    }
    fn sent(&self) -> &'static str {
        "Sent Items"
    }
    fn wakes(&self) -> bool {
        false
    }
    fn files_itself(&self) -> bool {
        true
    }
}

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

fn form(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
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

/// Folders of the settings, and where the last one lies.
fn with_folders(world: &Graph, folders: &[&str]) -> MailboxSettings {
    let folders = folders.iter().map(|name| (*name).to_owned()).collect();
    MailboxSettings { folders, ..world.settings() }
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
}

#[tokio::test(flavor = "multi_thread")]
async fn graph_calls_until_it_is_asked_to_stop() {
    let Some(mut world) = Graph::start() else { return };
    let mut one = world.open();
    let mut watch = Watch {
        target: world.stand_in.endpoint_url(),
        secret: Private::new("only we know".to_owned()),
        current: None,
    };
    let first = one.watch(&watch).await.unwrap().unwrap();
    world.deliver(&mail(0));
    let told = told(&world, 1);
    assert_eq!(
        (&told[0]["clientState"], &told[0]["changeType"]),
        (&"only we know".into(), &"created".into())
    );
    // The id that it tells is that of the mail that is fetched.
    let batches = drain(&mut *one, &mut Vec::new(), None).await;
    let SourceRef::Graph { id } = &batches[0].mails[0].source_ref else { panic!("another kind") };
    assert_eq!(told[0]["resourceData"]["id"], *id.as_str());
    watch.current = first.id.clone();
    let renewed = one.watch(&watch).await.unwrap().unwrap();
    assert!(renewed.id == first.id && renewed.until >= first.until);
    let id = first.id.clone().unwrap();
    for event in ["missed", "reauthorizationRequired", "subscriptionRemoved"] {
        world.tell(&format!("lifecycle?id={id}&event={event}"));
        let told = self::told(&world, 1);
        assert_eq!(
            (&told[0]["lifecycleEvent"], &told[0]["subscriptionId"]),
            (&event.into(), &id.as_str().into())
        );
    }
    // It is gone there: another one is made.
    let second = one.watch(&watch).await.unwrap().unwrap();
    assert_ne!(second.id, first.id);
    // For other folders, another one as well, and the one before ends.
    watch.current = second.id.clone();
    let mut other = world.open_with(&with_folders(&world, &["INBOX", "Archive"]), deadlines());
    let third = other.watch(&watch).await.unwrap().unwrap();
    let running = world.tell("subscriptions");
    assert_eq!(running.as_array().unwrap().len(), 1);
    assert_eq!(
        (&running[0]["id"], &running[0]["resource"]),
        (&third.id.clone().unwrap().into(), &"me/messages".into())
    );
    other.unwatch(&third).await.unwrap();
    other.unwatch(&third).await.unwrap();
    assert_eq!(world.tell("subscriptions").as_array().unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_prove_itself_is_not_called() {
    let Some(world) = Graph::start() else { return };
    let mut one = world.open();
    world.tell("proves?is=false");
    let watch = |target: String| Watch { target, secret: Private::new("x".to_owned()), current: None };
    let error = one.watch(&watch(world.stand_in.endpoint_url())).await.unwrap_err();
    assert!(error.code == Code::Refused && error.detail.reveal().contains("ValidationError"), "{error:?}");
    let error = one.watch(&watch("http://localhost/clear".to_owned())).await.unwrap_err();
    assert_eq!(error.code, Code::Settings);
    assert_eq!(world.tell("subscriptions").as_array().unwrap().len(), 0);
}

/// What the endpoint was told, once there is so much of it.
fn told(world: &Graph, count: usize) -> Vec<serde_json::Value> {
    let mut told = Vec::new();
    let all = testkit::deadline::poll(Duration::from_secs(20), || {
        told.extend(world.tell("told").as_array().unwrap().iter().cloned());
        (told.len() >= count).then(|| told.clone())
    });
    all.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_hangs_costs_a_deadline_and_loses_nothing() {
    let Some(mut world) = Graph::start() else { return };
    let proxy = TcpProxy::start(world.stand_in.port()).unwrap();
    // The addresses that Graph gives lead to the proxy as well.
    world.tell(&format!("elsewhere?root={}", form(&format!("https://localhost:{}/v1.0", proxy.port()))));
    let mut access = world.access().unwrap();
    access.api.as_mut().unwrap().port = proxy.port();
    let short = Duration::from_millis(400);
    let deadlines = Deadlines { connect: short, quiet: short, ..deadlines() };
    let mut one = open_with(&world.settings(), Some(access), &world.egress, deadlines).unwrap();
    let mut cursor = Vec::new();
    drain(&mut *one, &mut cursor, None).await;
    world.deliver(&mail(0));
    proxy.set_mode(Mode::Stall);
    let error = one.fetch(&cursor, None, Limits::default()).await.unwrap_err();
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

/// A mail with two files, of which only one fits into a request.
fn with_files() -> (Vec<u8>, [Vec<u8>; 2]) {
    let files =
        [2_000_000_u32, 7_000_001].map(|size| (0..size).map(|n| (n % 251) as u8).collect::<Vec<u8>>());
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
    let (raw, files) = with_files();
    let mut one = world.open();
    one.send(&envelope(ADDRESS, &[ALICE, SHARED]), &raw).await.unwrap();
    let put = world.seen();
    assert_eq!(put.iter().filter(|line| line.starts_with("PUT ")).count(), 3, "{put:?}");
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
    let (raw, _) = with_files();
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
    // Draft, file, session, three pieces; then the word; then nothing was cut.
    assert_eq!((count("not sent"), count("in doubt"), count("sent")), (12, 2, 2), "{outcomes:?}");
}
