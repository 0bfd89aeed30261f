//! Microsoft Graph, against a stand-in that Microsoft's own client is driven against as well.

use crate::world::{ADDRESS, AFTER, BEFORE, LONG_AGO, Moment, Stored, World, blank, deadlines, drain, mail, raws};
use connect::{
    Access, AccessTokens, ApiServer, Batch, Code, ConnectError, Connector, Deadlines, Egress, Limits, open_with,
};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Private, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use testkit::graph::Graph as StandIn;

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

    /// Access with these tokens to the mailbox of this user.
    pub fn access_of(&self, user: &str, tokens: &[&'static str]) -> (Option<Access>, Arc<Rotating>) {
        let tokens = Arc::new(Rotating { tokens: tokens.to_vec(), refused: AtomicU32::new(0) });
        let api = ApiServer {
            host: "localhost".to_owned(),
            port: self.stand_in.port(),
            prefix: StandIn::PREFIX.to_owned(),
            ca_pem: Some(self.stand_in.ca_pem().unwrap()),
            user: user.to_owned(),
        };
        (Some(Access { tokens: Arc::clone(&tokens) as Arc<dyn AccessTokens>, api: Some(api) }), tokens)
    }

    pub fn open_as(&self, user: &str, tokens: &[&'static str]) -> Box<dyn Connector> {
        open_with(&self.settings(), self.access_of(user, tokens).0, &self.egress, deadlines()).unwrap()
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
    fn sent_folder(&self) -> &'static str {
        "Sent Items"
    }
    fn wakes(&self) -> bool {
        false
    }
    fn files_what_it_sends(&self) -> bool {
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
    let mut cuts = 0;
    for how in ["before", "after"] {
        for n in 1.. {
            world.tell(&format!("cut?after={n}&how={how}"));
            let (mut cursor, mut taken) = (Vec::new(), Taken::default());
            let failures = take_all(&world, &mut cursor, &mut taken).await;
            assert_eq!(taken.sorted(), wanted, "cut {how} request {n}");
            // What comes afterwards comes once, and nothing comes again.
            let one = world.stand_in.put(ADDRESS, "INBOX", "", &mail(50)).unwrap();
            let (mut later, mut end) = (Taken::default(), cursor);
            take_all(&world, &mut end, &mut later).await;
            assert_eq!(later.sorted(), [mail(50)]);
            world.tell(&format!("remove?address={ADDRESS}&id={}", form(&one)));
            cuts += 1;
            // A cut that met nobody: every request has had its turn.
            if world.tell("cut?after=0&how=none")["pending"] == true {
                break;
            }
            assert!(failures <= 1);
        }
    }
    assert!(cuts > 20, "{cuts}");
}

fn form(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_is_told_with_the_wait_that_was_asked_for() {
    let Some(mut world) = Graph::start() else { return };
    (0..4).for_each(|n| world.put(&mail(n), false, BEFORE));
    let mut one = world.open();
    for (status, seconds, code) in
        [(429, 17, Code::Throttled), (503, 3, Code::Throttled), (503, 0, Code::Unavailable), (504, 0, Code::Unavailable)]
    {
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
    let mut other = world.open_as("me", &["no", "neither"]);
    assert_eq!(other.fetch(&[], None, limits).await.unwrap_err().code, Code::AuthFailed);
    assert_eq!(other.check().await.unwrap_err().code, Code::AuthFailed);
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
