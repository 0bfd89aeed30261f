//! The register of sub-processors, and whoever alters it, or what is known of what left, from outside.

use super::{Mutant, data};
use app::register::{self, Input};
use app::{App, Ctx, operator};
use connect::egress::S3;
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
