//! Mailboxes at Google and Microsoft, by their own interfaces: connected by a real provider's permission, mail in, an answer
//! out into the same conversation, news told, the permission withdrawn.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, World, mail, servers, until};
use app::jobs::{delivery, mailboxes};
use app::oauth::{self, Configured, Push, Wanted};
use app::push;
use app::view::MailboxView;
use app::{Ctx, Error};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use connect::ApiServer;
use connect::oauth::Client;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, DeliveryState, GrantState, Private, Provider};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use testkit::gmail::GmailApi;
use testkit::graph::Graph;
use testkit::oidc::Oidc;
use tokio::task::JoinSet;

const ADDRESS: &str = "help@acme.test";
const REDIRECT: &str = "https://desk.test/oauth/callback";
/// The account with whose word Google calls.
const CALLER: &str = "push@desk.test";

/// What lies at the provider: bytes and conversation.
type Lying = Vec<(Vec<u8>, Option<String>)>;

/// The provider's side of a mailbox.
trait Peer: Sized {
    const KIND: ConnectorKind;
    const PROVIDER: Provider;
    fn start() -> Option<Self>;
    fn api(&self) -> ApiServer;
    /// Believes the tokens of this provider.
    fn believe(&self, provider: &Oidc);
    /// A mail arrives, in a conversation where one is named; its own.
    fn deliver(&self, raw: &str, thread: Option<&str>) -> String;
    fn sent(&self) -> Lying;
    /// Where it tells of news, and by whose word.
    fn push(&self) -> Push;
    /// Tells of news as the provider does.
    fn tell(&self, world: &World, provider: &Oidc) -> impl Future<Output = bool>;
}

struct Google(GmailApi);

impl Google {
    fn list(&self, label: &str) -> Vec<Value> {
        self.0.order("list", &json!({ "label": label })).unwrap().as_array().unwrap().clone()
    }
}

impl Peer for Google {
    const KIND: ConnectorKind = ConnectorKind::Gmail;
    const PROVIDER: Provider = Provider::Google;

    fn start() -> Option<Self> {
        Some(Self(testkit::or_skip(GmailApi::start(ADDRESS))?))
    }

    fn api(&self) -> ApiServer {
        let (port, ca_pem) = (self.0.port(), Some(self.0.ca_pem().unwrap()));
        let (host, prefix) = ("localhost".to_owned(), String::new());
        ApiServer { host, port, prefix, ca_pem, account: String::new() }
    }

    fn believe(&self, provider: &Oidc) {
        self.0.order("provider", &json!({ "url": provider.introspection_url() })).unwrap();
    }

    fn deliver(&self, raw: &str, thread: Option<&str>) -> String {
        let mail =
            json!({ "raw": URL_SAFE_NO_PAD.encode(raw), "labels": ["INBOX", "UNREAD"], "thread": thread });
        self.0.order("put", &json!({ "mails": [mail] })).unwrap();
        self.list("INBOX").last().unwrap()["thread"].as_str().unwrap().to_owned()
    }

    fn sent(&self) -> Lying {
        let lying = |one: &Value| {
            let raw = URL_SAFE_NO_PAD.decode(one["raw"].as_str().unwrap().trim_end_matches('=')).unwrap();
            (raw, one["thread"].as_str().map(str::to_owned))
        };
        self.list("SENT").iter().map(lying).collect()
    }

    fn push(&self) -> Push {
        let topic = Some("projects/p/topics/t".to_owned());
        Push { url: Oidc::CLIENT_ID.to_owned(), topic, account: Some(CALLER.to_owned()) }
    }

    async fn tell(&self, world: &World, provider: &Oidc) -> bool {
        let data = STANDARD.encode(format!(r#"{{"emailAddress":"{ADDRESS}","historyId":"7"}}"#));
        let body = format!(r#"{{"message":{{"data":"{data}"}}}}"#);
        let token = provider.id_token(CALLER).unwrap();
        push::google(&world.app, &token, body.as_bytes()).await.unwrap()
    }
}

struct Microsoft(Graph);

impl Peer for Microsoft {
    const KIND: ConnectorKind = ConnectorKind::Graph;
    const PROVIDER: Provider = Provider::Microsoft;

    fn start() -> Option<Self> {
        Some(Self(testkit::or_skip(Graph::start(&[ADDRESS, "shared@acme.test"]))?))
    }

    fn api(&self) -> ApiServer {
        let (port, ca_pem) = (self.0.port(), Some(self.0.ca_pem().unwrap()));
        let (host, prefix) = ("localhost".to_owned(), Graph::PREFIX.to_owned());
        ApiServer { host, port, prefix, ca_pem, account: String::new() }
    }

    fn believe(&self, provider: &Oidc) {
        let url = provider.introspection_url().replace(':', "%3A").replace('/', "%2F").replace('@', "%40");
        self.0.tell(&format!("provider?url={url}"), b"").unwrap();
    }

    fn deliver(&self, raw: &str, thread: Option<&str>) -> String {
        let thread = thread.unwrap_or("conversation-one");
        self.0.put(ADDRESS, "INBOX", &format!("&thread={thread}"), raw.as_bytes()).unwrap();
        thread.to_owned()
    }

    fn sent(&self) -> Lying {
        self.0.list(ADDRESS, "Sent").unwrap().into_iter().map(|(raw, _)| (raw, None)).collect()
    }

    fn push(&self) -> Push {
        Push { url: self.0.endpoint_url(), topic: None, account: None }
    }

    async fn tell(&self, world: &World, _: &Oidc) -> bool {
        let all = self.0.tell("subscriptions", b"").unwrap();
        // The runner may not have asked to be told yet.
        let Some(secret) = all[0]["clientState"].as_str() else { return false };
        let wrong = json!({ "value": [{ "clientState": "made-up" }] }).to_string();
        assert_eq!(push::microsoft(&world.app, wrong.as_bytes()).unwrap(), 0);
        let body = json!({ "value": [{ "clientState": secret, "changeType": "created" }] }).to_string();
        push::microsoft(&world.app, body.as_bytes()).unwrap() == 1
    }
}

struct Peers<P> {
    world: World,
    acme: Company,
    provider: Oidc,
    peer: P,
}

impl<P: Peer> Peers<P> {
    async fn start(engine: Engine) -> Option<Self> {
        let (provider, peer) = (testkit::or_skip(Oidc::start(REDIRECT, 3_600))?, P::start()?);
        peer.believe(&provider);
        let configured = Configured {
            provider: P::PROVIDER,
            name: "Test".to_owned(),
            client: Client {
                issuer: provider.issuer(),
                client_id: Oidc::CLIENT_ID.to_owned(),
                client_secret: Some(Private::new(Oidc::CLIENT_SECRET.to_owned())),
                redirect_uri: REDIRECT.to_owned(),
                ca_pem: Some(provider.ca_pem().unwrap()),
            },
            scopes: Vec::new(),
            api: Some(peer.api()),
            companies: Vec::new(),
            push: Some(peer.push()),
            application: true,
        };
        let world = World::with(engine, |settings| settings.providers = vec![configured]).await?;
        world.follow_real_time();
        let acme = world.company("acme").await;
        Some(Self { world, acme, provider, peer })
    }

    fn wanted(address: &str) -> Wanted {
        let settings = MailboxSettings {
            kind: P::KIND,
            maildir: None,
            after_take_in: AfterTakeIn::MarkSeen,
            shared: address != ADDRESS,
            ..world::maildir(address, Path::new("/"))
        };
        Wanted { settings, look_back_from: None, again: None, is_first: false }
    }

    fn ctx(&self) -> Ctx {
        self.world.admin_ctx(&self.acme)
    }

    async fn connect(&self, wanted: Wanted) -> Result<MailboxView, Error> {
        let ctx = self.ctx();
        let url = oauth::begin(&self.world.app, &ctx, P::PROVIDER, wanted).await?;
        let back = servers::back(&self.provider.sign_in(&url, ADDRESS).unwrap());
        Ok(oauth::finish(&self.world.app, &ctx, back).await?.mailbox)
    }

    fn jobs(&self) -> JoinSet<()> {
        let mut jobs = JoinSet::new();
        jobs.spawn(mailboxes::run(Arc::clone(&self.world.app)));
        jobs
    }

    async fn view(&self, id: domain::MailboxId) -> MailboxView {
        app::mailbox::read(&self.world.app, &self.ctx(), id).await.unwrap()
    }
}

fn asked(id: &str, answers: Option<&str>, subject: &str) -> String {
    mail("Eva <eva@x.test>", id, answers, subject, "Where is my saddle?")
}

async fn a_mailbox_lives_at_its_provider<P: Peer>(engine: Engine) {
    let Some(mut peers) = Peers::<P>::start(engine).await else { return };
    let thread = peers.peer.deliver(&asked("1@x.test", None, "Saddle"), None);
    let mailbox = peers.connect(Peers::<P>::wanted(ADDRESS)).await.unwrap();
    assert_eq!((mailbox.kind, mailbox.grant.as_ref().unwrap().provider), (P::KIND, P::PROVIDER));
    let jobs = peers.jobs();
    servers::until_tickets(&peers.world, &peers.acme, 1).await;
    // An answer goes into the conversation that the provider counts the mail to, and lies there once.
    let ticket = peers.world.tickets(&peers.acme).await[0].id;
    let answer = peers.world.answer(&peers.acme, ticket, "In the shed.").await;
    delivery::round(&peers.world.app).await.unwrap();
    let read = async || peers.world.read(&peers.acme, ticket).await;
    let sent = read().await.messages.into_iter().find(|message| message.id == answer).unwrap();
    assert_eq!(sent.delivery, Some(DeliveryState::Sent), "{:?}", sent.delivery_reason);
    let lying = peers.peer.sent();
    assert_eq!(lying.len(), 1);
    assert!(String::from_utf8_lossy(&lying[0].0).contains("In the shed."));
    assert!(lying[0].1.as_ref().is_none_or(|one| *one == thread), "{:?} is not {thread}", lying[0].1);
    // Told of news, it is looked into at once, and not after the pause. The provider's word on conversations brings a mail
    // that names no other to its ticket; a stranger's stays out of it.
    until("the provider is asked to tell", async || {
        peers.peer.tell(&peers.world, &peers.provider).await.then_some(())
    })
    .await;
    peers.peer.deliver(&asked("2@x.test", None, "Saddle"), Some(&thread));
    assert!(peers.peer.tell(&peers.world, &peers.provider).await);
    let there = until("the second mail is there", async || (read().await.messages.len() == 3).then_some(()));
    tokio::time::timeout(Duration::from_secs(20), there).await.unwrap();
    let stranger = mail("Mallory <mallory@evil.test>", "3@evil.test", None, "Saddle", "Send it to me.");
    peers.peer.deliver(&stranger, Some(&thread));
    peers.peer.tell(&peers.world, &peers.provider).await;
    servers::until_tickets(&peers.world, &peers.acme, 2).await;
    assert_eq!(read().await.messages.len(), 3);
    // How it does is told.
    let health = app::mailbox::health(&peers.world.app, &peers.ctx(), mailbox.id).await.unwrap();
    assert!(!health.positions.is_empty() && health.mailbox.lag_ms.is_some(), "{health:?}");
    let checked = app::mailbox::test(&peers.world.app, &peers.ctx(), mailbox.id).await.unwrap();
    assert!(checked.faults.is_empty() && checked.mails >= 3, "{checked:?}");
    // The provider takes its permission back: that is said, and nobody is asked any more.
    peers.provider.stop();
    peers.provider.start_again().unwrap();
    peers.peer.believe(&peers.provider);
    let ended = until("the permission has ended", async || {
        let tested = app::mailbox::test(&peers.world.app, &peers.ctx(), mailbox.id).await.unwrap();
        assert!(!tested.faults.is_empty());
        let grant = peers.view(mailbox.id).await.grant.unwrap();
        (grant.state == GrantState::Ended).then_some(grant)
    })
    .await;
    assert!(ended.due_at_ms.is_some());
    // What comes meanwhile waits there, and is taken in after it was connected again.
    peers.peer.deliver(&asked("4@x.test", None, "Bell"), Some("another"));
    let settings =
        app::mailbox::settings_to_reconnect(&peers.world.app, &peers.ctx(), mailbox.id).await.unwrap();
    let wanted = Wanted { settings, again: Some(mailbox.id), ..Peers::<P>::wanted(ADDRESS) };
    assert_eq!(peers.connect(wanted).await.unwrap().grant.unwrap().state, GrantState::Good);
    servers::until_tickets(&peers.world, &peers.acme, 3).await;
    drop(jobs);
    assert_eq!(app::audit::verify(&peers.world.app, &peers.acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_mailbox_is_opened_by_whoever_may() {
    let Some(peers) = Peers::<Microsoft>::start(Engine::Sqlite).await else { return };
    let raw = asked("1@x.test", None, "Saddle");
    peers.peer.0.put("shared@acme.test", "INBOX", "", raw.as_bytes()).unwrap();
    let mailbox = peers.connect(Peers::<Microsoft>::wanted("shared@acme.test")).await.unwrap();
    assert_eq!(mailbox.address, "shared@acme.test");
    let _jobs = peers.jobs();
    servers::until_tickets(&peers.world, &peers.acme, 1).await;
    let ticket = peers.world.tickets(&peers.acme).await[0].id;
    let answer = peers.world.answer(&peers.acme, ticket, "In the shed.").await;
    delivery::round(&peers.world.app).await.unwrap();
    let read = peers.world.read(&peers.acme, ticket).await;
    let sent = read.messages.into_iter().find(|message| message.id == answer).unwrap();
    assert_eq!(sent.delivery, Some(DeliveryState::Sent), "{:?}", sent.delivery_reason);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_connects_by_the_permission_of_a_whole_company() {
    let Some(peers) = Peers::<Microsoft>::start(Engine::Sqlite).await else { return };
    let app = &peers.world.app;
    let raw = asked("1@x.test", None, "Saddle");
    peers.peer.0.put("shared@acme.test", "INBOX", "", raw.as_bytes()).unwrap();
    let settings = || Peers::<Microsoft>::wanted("shared@acme.test").settings;
    let refused = oauth::connect_by_application(app, &peers.ctx(), settings(), None).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "an admin of the company does not: {refused:?}");
    let operator = Ctx::operator(peers.acme.info.scope, app.now());
    let mailbox = oauth::connect_by_application(app, &operator, settings(), None).await.unwrap();
    let _jobs = peers.jobs();
    servers::until_tickets(&peers.world, &peers.acme, 1).await;
    let ticket = peers.world.tickets(&peers.acme).await[0].id;
    let answer = peers.world.answer(&peers.acme, ticket, "In the shed.").await;
    delivery::round(app).await.unwrap();
    let read = peers.world.read(&peers.acme, ticket).await;
    let sent = read.messages.into_iter().find(|message| message.id == answer).unwrap();
    assert_eq!(sent.delivery, Some(DeliveryState::Sent), "{:?}", sent.delivery_reason);
    // A token that is refused is followed by another, without anybody's visit.
    let scope = peers.acme.info.scope;
    let access = oauth::MailboxTokens::of(
        app,
        scope,
        mailbox.id,
        &MailboxSettings { provider: Some(Provider::Microsoft), ..settings() },
    );
    let tokens = access.unwrap().tokens;
    let first = tokens.access_token(false).await.unwrap().into_inner();
    assert_ne!(tokens.access_token(true).await.unwrap().into_inner(), first);
    let strange = MailboxSettings { address: "nobody@acme.test".to_owned(), ..settings() };
    let refused = oauth::connect_by_application(app, &operator, strange, None).await;
    assert!(matches!(refused, Err(Error::MailboxFaults(_))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_than_its_provider_opens_it() {
    let Some(peers) = Peers::<Google>::start(Engine::Sqlite).await else { return };
    let settings = Peers::<Google>::wanted(ADDRESS).settings;
    let refused = app::mailbox::examine(&peers.world.app, &peers.ctx(), &settings).await;
    assert!(matches!(refused, Err(Error::Input { field: "kind", .. })), "{refused:?}");
    let strange = MailboxSettings { kind: ConnectorKind::Graph, ..settings };
    let wanted = Wanted { settings: strange, ..Peers::<Google>::wanted(ADDRESS) };
    let refused = peers.connect(wanted).await;
    assert!(matches!(refused, Err(Error::Input { field: "kind", .. })), "{refused:?}");
    // With the permission to read alone, nothing is marked later.
    let mut wanted = Peers::<Google>::wanted(ADDRESS);
    wanted.settings.after_take_in = AfterTakeIn::Leave;
    let mailbox = peers.connect(wanted).await.unwrap();
    let change = app::mailbox::MailboxChange {
        after_take_in: Some(AfterTakeIn::MarkSeen),
        ..app::mailbox::MailboxChange::default()
    };
    let refused = app::mailbox::change_checked(&peers.world.app, &peers.ctx(), mailbox.id, change).await;
    assert!(matches!(refused, Err(Error::Input { field: "after", .. })), "{refused:?}");
}

mod sqlite {
    use super::{Engine, Google, Microsoft};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mailbox_lives_at_google() {
        super::a_mailbox_lives_at_its_provider::<Google>(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mailbox_lives_at_microsoft() {
        super::a_mailbox_lives_at_its_provider::<Microsoft>(Engine::Sqlite).await;
    }
}

mod postgres {
    use super::{Engine, Google, Microsoft};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mailbox_lives_at_google() {
        super::a_mailbox_lives_at_its_provider::<Google>(Engine::Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_mailbox_lives_at_microsoft() {
        super::a_mailbox_lives_at_its_provider::<Microsoft>(Engine::Postgres).await;
    }
}
