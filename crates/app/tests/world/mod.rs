//! A whole Deskhero in a temporary folder, on either engine, with a clock that the test owns.

#![expect(dead_code, reason = "each test file uses its part of the world")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use app::clock::{Clock, SystemClock};
use app::erasure::{Scope, holds};
use app::inbound::{Incoming, Report, Target};
use app::tenant::TenantInfo;
use app::view::{ReplyDraft, TicketFilter, TicketRow, TicketView};
use app::{App, Ctx, Parts, Settings, agent, operator};
use crypto::password::Cost;
use crypto::{FileKek, FileRootStore, SigningKey, Vault};
use domain::record::MailboxSettings;
use domain::{
    AgentId, ConnectorKind, HoldId, MailboxId, MessageId, Private, RequestId, Role, SubjectRequestId,
    TicketId, Timestamp,
};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;
use testkit::template::copy_file;

pub mod dice;
pub mod servers;

/// 2026-11-24T12:00:00Z.
pub const START: Timestamp = Timestamp::from_millis(1_795_521_600_000);
pub const PASSWORD: &str = "correct horse battery staple";

/// Where the data lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The version of a request, as whoever looks at it now sees it.
pub async fn version(app: &App, ctx: &Ctx, id: SubjectRequestId) -> i64 {
    app.store().tenant(ctx.scope).find_subject_request(id).await.unwrap().unwrap().version
}

/// A request with its version.
pub async fn seen(app: &App, ctx: &Ctx, id: SubjectRequestId) -> (SubjectRequestId, i64) {
    (id, version(app, ctx, id).await)
}

/// A clock that stands still until it is moved, or goes with the servers' clocks.
#[derive(Debug)]
pub struct TestClock(AtomicI64, AtomicU64, OnceLock<SystemClock>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let moved = self.0.load(Ordering::SeqCst);
        match self.2.get() {
            Some(real) => real.now().plus_millis(moved - START.as_millis()),
            None => Timestamp::from_millis(moved),
        }
    }

    fn monotonic_us(&self) -> u64 {
        self.1.fetch_add(1, Ordering::SeqCst)
    }

    fn thread_cpu_us(&self) -> u64 {
        self.1.fetch_add(1, Ordering::SeqCst)
    }
}

impl TestClock {
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

/// One Deskhero.
pub struct World {
    pub folder: TempDir,
    pub app: Arc<App>,
    pub clock: Arc<TestClock>,
    pub urls: (String, String),
}

/// One tenant of it, with an admin, an agent and a Maildir mailbox.
pub struct Company {
    pub info: TenantInfo,
    pub admin: AgentId,
    pub agent: AgentId,
    pub mailbox: MailboxId,
    pub target: Target,
}

impl World {
    /// An operator with an account of their own.
    pub async fn operator_named(&self, name: &str) -> Ctx {
        let new = agent::NewAgent {
            name: name.to_owned(),
            email: format!("{}@desk.test", name.to_lowercase()),
            role: Role::Operator,
            password: Private::new(PASSWORD.to_owned()),
        };
        let shell = Ctx::operator(operator::SCOPE, self.app.now());
        let id = agent::create(&self.app, &shell, new).await.unwrap().id;
        Ctx::agent(operator::SCOPE, id, Role::Operator, self.app.now())
    }

    /// Gives a company's mailbox a provider's permission: one that is good, or has ended.
    pub async fn permit(&self, company: &Company, ended_at: Option<Timestamp>) -> store::Grant {
        let (app, mailbox, scope) = (&self.app, company.mailbox, company.info.scope);
        let record = domain::record::MailboxGrant {
            provider: domain::Provider::Google,
            subject: "1".to_owned(),
            account: "support@acme.test".to_owned(),
            scopes: Vec::new(),
            access_token: Private::new("SECRET-ACCESS-TOKEN".to_owned()),
            expires_at: app.now(),
            refresh_token: None,
            application: false,
        };
        let leaf = domain::keyring::LeafRef::mailbox(mailbox);
        let mut keys = app.vault().draft(scope);
        let grant = keys.seal(app.now(), mailbox.uuid(), &[leaf], &record).unwrap();
        app.keyring().commit(keys.batch()).await.unwrap();
        app.vault().publish(keys);
        let row = store::Grant {
            mailbox,
            provider: record.provider,
            state: if ended_at.is_some() { domain::GrantState::Ended } else { domain::GrantState::Good },
            grant,
            refreshed_at: app.now(),
            ended_at,
            ended_code: None,
            asked_at: None,
            notices: 0,
        };
        let mut tx = app.store().tenant(scope).begin().await.unwrap();
        tx.put_grant(&row).await.unwrap();
        tx.commit().await.unwrap();
        row
    }

    /// A fresh one; `None` (and a word on it) when PostgreSQL cannot be had.
    pub async fn new(engine: Engine) -> Option<Self> {
        Self::with(engine, |_| {}).await
    }

    pub async fn with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let urls = laid(engine, folder.path()).await?;
        let clock =
            Arc::new(TestClock(AtomicI64::new(START.as_millis()), AtomicU64::new(0), OnceLock::new()));
        let mut settings = Settings {
            index_folder: folder.path().join("index"),
            drill_folder: folder.path().join("drills"),
            node: Some(RequestId::generate(START)),
            usage_days: Some(30),
            password_cost: Cost::LEAST,
            ..Settings::default()
        };
        change(&mut settings);
        let app = open(folder.path(), &urls, &clock, settings).await;
        Some(Self { folder, app, clock, urls })
    }

    pub async fn company(&self, slug: &str) -> Company {
        let now = self.app.now();
        let info =
            app::tenant::create(&self.app, slug, "A company", &[format!("{slug}.test")], now).await.unwrap();
        let ctx = Ctx::operator(info.scope, now);
        let mut ids = Vec::new();
        for (name, role) in [("Ada Admin", Role::Admin), ("Egon Agent", Role::Agent)] {
            let email = format!("{}@{slug}.test", name.split(' ').next().unwrap().to_lowercase());
            let password = Private::new(PASSWORD.to_owned());
            let new = app::agent::NewAgent { name: name.to_owned(), email, role, password };
            ids.push(app::agent::create(&self.app, &ctx, new).await.unwrap().id);
        }
        self.release_dpa().await;
        self.agree(info.scope, ids[0], Role::Admin).await;
        let address = format!("support@{slug}.test");
        let folder = self.folder.path().join(format!("maildir-{slug}"));
        for part in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(folder.join(part)).unwrap();
        }
        let settings = maildir(&address, &folder);
        let mailbox = app::mailbox::connect(&self.app, &ctx, settings, None).await.unwrap().id;
        let server_hosts = vec![format!("{slug}.test")];
        let (own_addresses, intake) = (vec![address], Vec::new());
        let target = Target { scope: info.scope, mailbox, own_addresses, intake, server_hosts };
        Company { info, admin: ids[0], agent: ids[1], mailbox, target }
    }

    /// The operator releases a data processing agreement: without it, no mailbox.
    pub async fn release_dpa(&self) {
        let operator = Ctx::operator(operator::SCOPE, self.app.now());
        app::document::release_missing(&self.app, &operator, &[domain::DocumentKind::Dpa]).await.unwrap();
    }

    /// Somebody reads whatever they have to, and agrees.
    pub async fn agree(&self, scope: domain::TenantScope, agent: AgentId, role: Role) {
        let ctx = Ctx::agent(scope, agent, role, self.app.now());
        let mut texts = Vec::new();
        for one in app::document::pending(&self.app, &ctx).await.unwrap() {
            let text = app::document::read(&self.app, one.kind, Some(one.version), None, ctx.now).await;
            texts.push(text.unwrap().sha256);
        }
        app::document::accept(&self.app, &ctx, &texts).await.unwrap();
    }

    /// The clock goes with the servers' clocks from now on.
    pub fn follow_real_time(&self) {
        self.clock.2.get_or_init(SystemClock::new);
    }

    /// Every ticket that is not spam, newest first.
    pub async fn tickets(&self, company: &Company) -> Vec<TicketRow> {
        let (ctx, filter) = (self.agent_ctx(company), TicketFilter::default());
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = app::ticket::list(&self.app, &ctx, &filter, after.as_deref(), 100).await.unwrap();
            all.extend(page.items);
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    }

    pub async fn read(&self, company: &Company, ticket: TicketId) -> TicketView {
        app::ticket::read(&self.app, &self.agent_ctx(company), ticket).await.unwrap()
    }

    /// A legal hold, for three months.
    pub async fn hold(&self, company: &Company, scope: Scope) -> HoldId {
        let ctx = self.admin_ctx(company);
        let new = holds::NewHold {
            scope,
            reason: "A claim about the saddle".to_owned(),
            law: String::new(),
            review_at: ctx.now.plus_millis(90 * 24 * 3_600_000),
            ends_at: None,
        };
        holds::place(&self.app, &ctx, new).await.unwrap()
    }

    pub async fn answer(&self, company: &Company, ticket: TicketId, text: &str) -> MessageId {
        let draft = ReplyDraft { text: text.to_owned(), ..ReplyDraft::default() };
        app::reply::send(&self.app, &self.agent_ctx(company), ticket, draft).await.unwrap()
    }

    pub fn agent_ctx(&self, company: &Company) -> Ctx {
        Ctx::agent(company.info.scope, company.agent, Role::Agent, self.app.now())
    }

    /// The operator's command, about a company.
    pub fn operator_ctx(&self, company: &Company) -> Ctx {
        Ctx::operator(company.info.scope, self.app.now())
    }

    pub fn admin_ctx(&self, company: &Company) -> Ctx {
        Ctx::agent(company.info.scope, company.admin, Role::Admin, self.app.now())
    }

    /// Takes mails in, each under a source key of its own number.
    pub async fn take_in(&self, company: &Company, mails: &[(&str, String)]) -> Report {
        let mails = mails.iter().map(|(key, raw)| incoming(key, raw)).collect();
        let prepared = self.app.prepare(&company.target, mails, self.app.now()).await.unwrap();
        self.app.take_in(&company.target, prepared, None, self.app.now()).await.unwrap()
    }

    /// Another node on the same data.
    pub async fn another_node(&self) -> Arc<App> {
        let node = Some(RequestId::generate(START));
        let settings = Settings { node, ..self.app.settings().clone() };
        open(self.folder.path(), &self.urls, &self.clock, settings).await
    }

    /// Another node on the same data, with settings of its own.
    pub async fn another_node_with(&self, settings: Settings) -> Arc<App> {
        open(self.folder.path(), &self.urls, &self.clock, settings).await
    }

    /// Another node, with an index of its own, whose operator names a data protection officer.
    pub async fn with_dpo(&self) -> Arc<App> {
        let mut settings = self.app.settings().clone();
        settings.index_folder = self.folder.path().join("index-of-another-node");
        settings.policy.dpo = app::document::Dpo {
            name: "Karin Ek".to_owned(),
            email: "karin@example.com".to_owned(),
            phone: "+46 8 1".to_owned(),
        };
        self.another_node_with(settings).await
    }

    /// The same data, opened anew, as after a restart.
    pub async fn reopened(self) -> Self {
        let settings = self.app.settings().clone();
        let Self { folder, app, clock, urls } = self;
        app.store().close().await;
        app.keyring().close().await;
        drop(app);
        let app = open(folder.path(), &urls, &clock, settings).await;
        Self { folder, app, clock, urls }
    }
}

/// The places of data and keys, with their tables, which the first test of all has made: each has copies. Neither holds
/// anything else before it is opened for the first time.
async fn laid(engine: Engine, folder: &Path) -> Option<(String, String)> {
    let schema = store::schema_fingerprint();
    let kind = |what: &str| format!("{what}_{schema:016x}");
    let data = async |url: String| store::Store::open(&url).await.unwrap().close().await;
    let keys = async |url: String| store::Keyring::open(&url).await.unwrap().close().await;
    if engine == Engine::Postgres {
        let cluster = testkit::postgres::shared()?;
        let data = cluster.create_filled(&kind("data"), data).await.unwrap();
        return Some((data, cluster.create_filled(&kind("keys"), keys).await.unwrap()));
    }
    let url = |file: &Path| format!("sqlite:{}", file.display());
    let (data_file, keys_file) = (folder.join("data.db"), folder.join("keyring.db"));
    let templates = Path::new(env!("CARGO_TARGET_TMPDIR"));
    copy_file(templates, &kind("data"), &data_file, async |file| data(url(&file)).await).await.unwrap();
    copy_file(templates, &kind("keys"), &keys_file, async |file| keys(url(&file)).await).await.unwrap();
    Some((url(&data_file), url(&keys_file)))
}

async fn open(
    folder: &Path,
    urls: &(String, String),
    clock: &Arc<TestClock>,
    settings: Settings,
) -> Arc<App> {
    let kek: Arc<dyn crypto::Kek> = Arc::new(FileKek::open_or_create(&folder.join("kek.key")).unwrap());
    let root_store = FileRootStore::new(folder.join("root.key"), Arc::clone(&kek));
    let roots = root_store.load_or_create().unwrap();
    let signing = SigningKey::load_or_create(&folder.join("audit-signing.key"), kek.as_ref()).unwrap();
    let vault = Vault::new(&roots.current, signing).unwrap();
    if let Some(next) = &roots.next {
        vault.add_root(next).unwrap();
    }
    let parts = Parts {
        store: store::Store::open(&urls.0).await.unwrap(),
        keyring: store::Keyring::open(&urls.1).await.unwrap(),
        packs: store::Packs::open(folder.join("blobs")).unwrap(),
        vault,
        roots: Arc::new(root_store),
        indexes: search::Indexes::new(&settings.index_folder, search::PoolSizes::default()),
        egress: connect::Egress::default(),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        settings,
    };
    let app = App::new(parts).unwrap();
    app.load_system().await.unwrap();
    app
}

pub fn maildir(address: &str, folder: &Path) -> MailboxSettings {
    MailboxSettings {
        name: "Support".to_owned(),
        maildir: Some(folder.to_str().unwrap().to_owned()),
        ..MailboxSettings::new(ConnectorKind::Maildir, address)
    }
}

pub fn incoming(key: &str, raw: &str) -> Incoming {
    Incoming {
        source_key: key.as_bytes().to_vec(),
        check_digest: false,
        moved: false,
        raw: raw.as_bytes().to_vec().into(),
        internal_date: Some(START),
        history: false,
        too_large_bytes: None,
        thread: None,
    }
}

/// A plain mail.
pub fn mail(from: &str, id: &str, answers: Option<&str>, subject: &str, text: &str) -> String {
    let answers =
        answers.map(|id| format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n")).unwrap_or_default();
    format!(
        "From: {from}\r\nTo: support@acme.test\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n{answers}\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

/// Asks until there is an answer, for at most half a minute.
pub async fn until<T>(what: &str, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(found) = probe().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    match tokio::time::timeout(Duration::from_secs(30), asking).await {
        Ok(found) => found,
        Err(_) => panic!("in half a minute there was no sign that {what}"),
    }
}

/// Runs a test on both engines.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident)+) => { $(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                if let Some(world) = $crate::world::World::new($crate::world::Engine::Sqlite).await {
                    super::$name(world).await;
                }
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(world) = $crate::world::World::new($crate::world::Engine::Postgres).await {
                    super::$name(world).await;
                }
            }
        }
    )+ };
}

/// The same for a test that makes its own world.
#[macro_export]
macro_rules! with_either_engine {
    ($($name:ident),+ $(,)?) => {
        mod sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::world::Engine::Sqlite).await }
        )+ }
        mod postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::world::Engine::Postgres).await }
        )+ }
    };
}
