//! The register of sub-processors, and whoever alters it, or what is known of what left, from outside.

use super::{Company, Mutant, World, data};
use app::register::{self, Input};
use app::{Ctx, operator};
use connect::egress::S3;
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

async fn put(world: &World, input: Input) {
    let ctx = Ctx::operator(operator::SCOPE, world.app.now());
    register::put(&world.app, &ctx, input.read(None).unwrap()).await.unwrap();
}

/// Before there is any company.
pub async fn begin(world: &World) {
    put(world, input("Firn Storage", "127.0.0.1")).await;
    put(world, Input { contract: String::new(), ..input("Bare", "127.0.0.2") }).await;
}

/// Something left, a company said where its data stays, and somebody new was announced.
pub async fn lay(world: &World, acme: &Company) {
    put(world, input("Later", "127.0.0.3")).await;
    register::change_residency(&world.app, &world.admin_ctx(acme), true).await.unwrap();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let egress = world.app.egress();
    let _allowance = egress.allow(&S3, "127.0.0.1", port);
    egress.connect(&S3, "127.0.0.1", port, Duration::from_secs(5)).await.unwrap();
    register::round(&world.app).await.unwrap();
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
