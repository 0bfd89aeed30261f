//! The work whose traces are looked for: everything that a company, its people and whoever runs Deskhero do, once.

use crate::filled::Filled;
use crate::words::{address, canary, imap_address};
use crate::world::{self, Engine, World};
use crate::{answers, ends, granted, house, mails, people};
use app::Ctx;
use app::agent::NewAgent;
use app::backup::{Place, Plan};
use app::jobs::upkeep;
use app::operator_mail::OperatorMail;
use app::tenant::TenantInfo;
use app::view::{TicketFilter, TicketRow};
use domain::{AgentId, DocumentKind, Private, Role, TenantScope};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tracing_subscriber::filter::{FilterExt, LevelFilter, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

pub const DAY_MS: i64 = 24 * 3_600_000;

/// Works, and ends the process as it stands: nothing is closed or removed.
pub fn run(engine: Engine, source: &Path) {
    let ours = filter_fn(|metadata| app::log::is_ours(metadata.target()));
    let out = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(std::io::stderr);
    let out = out.with_filter(LevelFilter::TRACE.and(ours));
    tracing_subscriber::registry().with(out).init();
    tracing::trace!(target: "app", "the log is kept at TRACE");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let source = source.to_owned();
    // On a thread of its own, with room for what is polled within what is polled.
    let thread = std::thread::Builder::new().stack_size(32 << 20);
    thread.spawn(move || runtime.block_on(all(engine, source))).unwrap().join().unwrap();
}

pub struct Desk {
    pub world: World,
    pub info: TenantInfo,
    pub scope: TenantScope,
    pub agent: AgentId,
    /// The Maildir.
    pub source: PathBuf,
    admin: AgentId,
}

impl Desk {
    pub fn ctx(&self) -> Ctx {
        Ctx::agent(self.scope, self.agent, Role::Agent, self.world.app.now())
    }

    pub fn admin(&self) -> Ctx {
        Ctx::agent(self.scope, self.admin, Role::Admin, self.world.app.now())
    }

    pub fn store(&self) -> store::TenantStore {
        self.world.app.store().tenant(self.scope)
    }

    pub async fn tickets(&self) -> Vec<TicketRow> {
        let filter = TicketFilter::default();
        app::ticket::list(&self.world.app, &self.admin(), &filter, None, 100).await.unwrap().items
    }
}

/// Everything that there is to set up, in a folder that is looked at.
async fn world(engine: Engine) -> World {
    let folder = tempfile::tempdir().unwrap().keep();
    let kek: Arc<dyn crypto::Kek> =
        Arc::new(crypto::FileKek::open_or_create(&folder.join("backup-kek.key")).unwrap());
    let (provider, operator) = (granted::provider(), mails::imap(canary("imap password")));
    let world = World::with(engine, |settings| {
        settings.providers = vec![provider];
        settings.operator_mail =
            Some(OperatorMail { server: operator.smtp.unwrap(), from: imap_address(), returns: None });
        settings.sign_up = Some(app::sign_up::Offer { domain: "desk.test".to_owned() });
        settings.public_url = Some("https://desk.test".to_owned());
        settings.billing = Some(house::billing());
        // Nobody listens there: whether a signature is good stays open.
        settings.resolver = Some(([127, 0, 0, 1], 9).into());
        settings.checkpoint_folder = Some(folder.join("checkpoints"));
        settings.backups = Some(Plan {
            place: Place::folder(folder.join("backups")),
            kek,
            folder: folder.clone(),
            retention_days: 30,
            every_hours: 24,
        });
    });
    let world = world.await.unwrap();
    world.follow_real_time();
    world
}

async fn begin(engine: Engine, source: PathBuf) -> Desk {
    let world = world(engine).await;
    let (app, hosts) = (&world.app, ["acme.test".to_owned()]);
    let info = app::tenant::create(app, "acme", "A company", &hosts, app.now()).await.unwrap();
    let ctx = Ctx::operator(info.scope, app.now());
    let new = |who: &str, role| NewAgent {
        name: canary(&format!("{who} name")),
        email: address(&format!("{who} address")),
        role,
        password: Private::new(canary("agent password")),
    };
    let agent = app::agent::create(app, &ctx, new("agent", Role::Agent)).await.unwrap().id;
    let admin = app::agent::create(app, &ctx, new("admin", Role::Admin)).await.unwrap().id;
    let operator = Ctx::operator(app::operator::SCOPE, app.now());
    app::document::release_missing(app, &operator, DocumentKind::ALL).await.unwrap();
    world.agree(info.scope, admin, Role::Admin).await;
    world.agree(info.scope, agent, Role::Agent).await;
    Desk { scope: info.scope, world, info, admin, agent, source }
}

async fn all(engine: Engine, source: PathBuf) {
    let desk = Box::pin(begin(engine, source)).await;
    let app = &desk.world.app;
    let (mut filled, mut secrets) = (Filled::default(), String::new());
    let _jobs = app::jobs::start_indexer(app);
    let maildir = Box::pin(mails::take_in(&desk)).await;
    secrets += &Box::pin(answers::doors(&desk)).await;
    secrets += &Box::pin(granted::granted(&desk, &mut filled)).await;
    Box::pin(answers::read_and_answer(&desk)).await;
    mails::everybody_writes(&desk, &maildir).await;
    filled.look(app).await;
    app::jobs::signatures::round(app).await.unwrap();
    Box::pin(answers::order(&desk)).await;
    secrets += &Box::pin(people::ask(&desk)).await;
    secrets += &Box::pin(house::keep(&desk, &mut filled)).await;
    Box::pin(ends::erase_between_backups(&desk, &mut filled)).await;
    upkeep::round(app).await.unwrap();
    let verified = app::audit::verify(app, &desk.info).await.unwrap();
    assert!(verified.fault.is_none() && verified.checkpoints > 0, "{verified:?}");
    filled.look(app).await;
    filled.check();
    let source = desk.source.to_str().unwrap();
    writeln!(secrets, "maildir={source}\noperator password={}", world::PASSWORD).unwrap();
    std::fs::write(std::env::var_os("DESKHERO_CANARY_SECRETS").unwrap(), secrets).unwrap();
    // Before anything is closed or removed.
    std::process::exit(0);
}
