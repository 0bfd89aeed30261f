//! The register of sub-processors, and whoever alters it, or what is known of what left, from outside.

use super::{Hand, Mutant, World, data, faults};
use app::register::{self, Input};
use app::{App, Ctx, alert, operator, verify};
use connect::egress::S3;
use domain::{AgentId, AlertRule, AlertState, Role};
use std::sync::Arc;
use std::time::Duration;

fn input(name: &str, host: &str) -> Input {
    Input {
        name: name.to_owned(),
        service: "keeps sealed backups".to_owned(),
        adapters: vec!["s3".to_owned()],
        hosts: vec![host.to_owned()],
        country: "SE".to_owned(),
        contract: "DPA 17".to_owned(),
        contract_on: "2026-01-01".to_owned(),
        measures: "TOM 3".to_owned(),
        flows_down: true,
        ..Input::default()
    }
}

async fn put(app: &App, input: Input) {
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    register::put(app, &ctx, input.read(None).unwrap()).await.unwrap();
}

/// On a thread of its own: the frames of a test are deep already.
async fn apart(doing: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(doing).await.unwrap();
}

/// Before there is any company.
pub async fn begin(app: &Arc<App>) {
    let app = Arc::clone(app);
    apart(async move {
        put(&app, input("Firn Storage", "127.0.0.1")).await;
        put(&app, Input { contract: String::new(), ..input("Bare", "127.0.0.2") }).await;
    })
    .await;
}

/// Something left, a company said where its data stays, and somebody new was announced.
pub async fn lay(app: &Arc<App>, admin: Ctx) {
    let app = Arc::clone(app);
    apart(async move {
        put(&app, input("Later", "127.0.0.3")).await;
        register::change_residency(&app, &admin, true).await.unwrap();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let egress = app.egress();
        let _allowance = egress.allow(&S3, "127.0.0.1", port);
        egress.connect(&S3, "127.0.0.1", port, Duration::from_secs(5)).await.unwrap();
        register::round(&app).await.unwrap();
    })
    .await;
}

/// Nothing holds before each company has had its notice for its days; whoever takes a notice out, or makes it younger, is found.
pub async fn a_company_that_was_never_told_is_found(world: World) {
    let sqlite = world.urls.0.starts_with("sqlite:");
    let hand = Hand { world: &world, sqlite };
    let day = 24 * 3_600_000;
    world.company("acme").await;
    put(&world.app, input("Later", "127.0.0.3")).await;
    let look = async || {
        let report = verify::run_some(&world.app, None, Some(80)).await.unwrap();
        faults(&report).into_iter().map(|one| one.1).collect::<Vec<_>>()
    };
    // The job has not looked yet; after days it is late, whether anything goes there or not.
    assert!(look().await.is_empty());
    world.clock.advance_ms(3 * day);
    assert_eq!(look().await, ["not-announced"]);
    register::round(&world.app).await.unwrap();
    assert!(look().await.is_empty());
    world.clock.advance_ms(31 * day);
    register::round(&world.app).await.unwrap();
    assert!(look().await.is_empty());
    app::trust::check(&world.app).await.unwrap();
    let before = broken(&world).await;
    hand.data("DELETE FROM register_notice");
    assert_eq!(look().await, ["not-announced"]);
    // The daily check tells the operators once of what it did not find broken before, and their page shows what it found.
    world.clock.advance_ms(1_000);
    app::trust::check(&world.app).await.unwrap();
    let told = broken(&world).await;
    assert!(told > before, "{told}");
    world.clock.advance_ms(1_000);
    app::trust::check(&world.app).await.unwrap();
    assert_eq!(broken(&world).await, told);
    let report = verify::latest(&world.app, None).report.unwrap();
    assert!(report.checks.iter().any(|one| one.clause == 80 && one.state == verify::State::Broken));
}

/// Promises that alerts tell were found broken.
async fn broken(world: &World) -> u32 {
    let now = world.app.now();
    let ctx = Ctx::agent(operator::SCOPE, AgentId::generate(now), Role::Operator, now);
    let all = alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items;
    all.iter().filter(|one| one.rule == AlertRule::Promise).map(|one| one.times).sum()
}

pub fn mutants() -> Vec<Mutant> {
    let used = |adapter: &str| {
        format!(
            "INSERT INTO egress_use (tenant_id, day, adapter, way, opened, refused) \
             SELECT tenant_id, 1, '{adapter}', 'registered', 1, 0 FROM register_entry WHERE seq = 1"
        )
    };
    vec![
        data(27, "unknown-way", used("trainer")),
        data(80, "sent-early", used("s3")),
        data(30, "not-stopped", "UPDATE register_stop SET reason = 'ended'".to_owned()),
        data(83, "residency", "UPDATE residency SET only_eea = 0".to_owned()),
        data(
            28,
            "register-short",
            "DELETE FROM register_entry WHERE seq = (SELECT MAX(seq) FROM register_entry)".to_owned(),
        ),
        data(28, "register", "UPDATE register_entry SET at_ms = at_ms + 1 WHERE seq = 1".to_owned()),
    ]
}
