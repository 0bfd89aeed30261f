//! A mailbox's servers over the API: read and changed, tested before anything is kept, and no password ever answered.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

use app::Ctx;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AgentId, ConnectorKind, MailboxId};
use serde_json::{Value, json};
use std::path::Path;
use tower::ServiceExt as _;
use web::WebSettings;
use world::{Company, World};

on_both_engines! {
    servers_are_changed_and_no_password_is_answered
    a_folder_is_changed_by_nobody_who_is_a_company_s
}

const PASSWORD: &str = "the stored password";

struct Programme {
    router: Router,
    host: String,
    token: String,
}

impl Programme {
    async fn of(world: &World, slug: &str, company: &Company, agent: AgentId) -> Self {
        let (_, secret) = app::token::create(&world.app, &world.admin_ctx(company), agent, "").await.unwrap();
        let settings = WebSettings { https: true, ..WebSettings::default() };
        let router = web::router(world.app.clone(), settings);
        Self { router, host: format!("{slug}.test"), token: secret.into_inner() }
    }

    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> (u16, String) {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/mailboxes/{path}").trim_end_matches('/'))
            .header(header::HOST, &self.host)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!text.contains(PASSWORD), "{method} {path}: {text}");
        (status, text)
    }

    async fn patch(&self, mailbox: MailboxId, change: Value) -> (u16, Value) {
        let (status, text) = self.send("PATCH", &mailbox.to_string(), Some(change)).await;
        (status, serde_json::from_str(&text).unwrap())
    }

    async fn servers(&self, mailbox: MailboxId) -> (u16, Value) {
        let (status, text) = self.send("GET", &format!("{mailbox}/servers"), None).await;
        (status, serde_json::from_str(&text).unwrap())
    }
}

/// A mailbox on servers where nothing answers.
async fn unreachable(world: &World, company: &Company) -> MailboxId {
    let server = |port| ServerSettings {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::Tls,
        login: "sales".to_owned(),
        password: PASSWORD.to_owned(),
        ca_pem: None,
    };
    let settings = MailboxSettings {
        kind: ConnectorKind::Imap,
        maildir: None,
        imap: Some(server(1)),
        smtp: Some(server(2)),
        ..world::maildir("sales@acme.test", Path::new("/"))
    };
    let ctx = Ctx::operator(company.info.scope, world.app.now());
    app::mailbox::connect(&world.app, &ctx, settings, None).await.unwrap().id
}

async fn servers_are_changed_and_no_password_is_answered(world: World) {
    let acme = world.company("acme").await;
    let beta = world.company("beta").await;
    let id = unreachable(&world, &acme).await;
    let ada = Programme::of(&world, "acme", &acme, acme.admin).await;
    let server = |port: u16| json!({ "host": "127.0.0.1", "port": port, "security": "tls", "login": "sales", "ca_pem": null });
    let known = json!({
        "imap": server(1), "smtp": server(2), "maildir": null, "folders": [], "sent_folder": null,
        "sent_by_server": false,
    });
    assert_eq!(ada.servers(id).await, (200, known.clone()));

    // Nothing answers at the new port either: both sides are said, and nothing is kept.
    let (status, refused) = ada.patch(id, json!({ "imap": { "port": 3 }, "folders": ["Sales"] })).await;
    assert_eq!(
        (status, refused["type"].as_str().unwrap()),
        (422, "urn:deskhero:problem:mailbox-faults"),
        "{refused}"
    );
    let codes: Vec<_> = refused["faults"].as_array().unwrap().iter().map(|fault| &fault["side"]).collect();
    assert_eq!(codes, ["incoming", "outgoing"]);
    let (status, refused) =
        ada.patch(id, json!({ "smtp": { "host": "mail.example", "password": "" } })).await;
    assert_eq!(status, 422, "{refused}");
    assert!(refused.to_string().contains("password again"), "{refused}");
    for change in [
        json!({ "imap": { "secret": "x" } }),
        json!({ "imap": { "port": 70_000 } }),
        json!({ "imap": { "port": 0 } }),
        json!({ "maildir": "/tmp" }),
        json!({ "folders": vec!["x"; 101] }),
    ] {
        let (status, refused) = ada.patch(id, change).await;
        assert_eq!(status, 422, "{refused}");
    }
    assert_eq!(ada.servers(id).await.1, known);
    // A change that says nothing of servers is not tested, as before.
    let (status, named) = ada.patch(id, json!({ "name": "Sales" })).await;
    assert_eq!((status, named["name"].as_str().unwrap()), (200, "Sales"));

    let egon = Programme::of(&world, "acme", &acme, acme.agent).await;
    assert_eq!(egon.servers(id).await.0, 403);
    assert_eq!(egon.patch(id, json!({ "imap": { "port": 3 } })).await.0, 403);
    let bea = Programme::of(&world, "beta", &beta, beta.admin).await;
    assert_eq!(bea.servers(id).await.0, 404);
    assert_eq!(bea.patch(id, json!({ "imap": { "port": 3 } })).await.0, 404);
}

/// In which folder of the machine its mail lies, no program of a company says.
async fn a_folder_is_changed_by_nobody_who_is_a_company_s(world: World) {
    let acme = world.company("acme").await;
    let ada = Programme::of(&world, "acme", &acme, acme.admin).await;
    let (_, before) = ada.servers(acme.mailbox).await;
    let other = world.company("other").await;
    let folder = world.folder.path().join("maildir-other");
    let (status, refused) = ada.patch(acme.mailbox, json!({ "maildir": folder.to_str().unwrap() })).await;
    assert_eq!(status, 422, "{refused}");
    let new = json!({ "name": "Spy", "address": "spy@acme.test", "kind": "maildir" });
    let (status, refused) = ada.send("POST", "", Some(new)).await;
    assert_eq!(status, 422, "{refused}");
    let (status, changed) = ada.patch(acme.mailbox, json!({ "sent_folder": "Gesendet" })).await;
    assert_eq!(status, 200, "{changed}");
    let (_, servers) = ada.servers(acme.mailbox).await;
    assert_eq!(
        (&servers["maildir"], servers["sent_folder"].as_str()),
        (&before["maildir"], Some("Gesendet"))
    );
    assert_eq!(servers["imap"], Value::Null);
    assert_eq!(world.tickets(&other).await.len(), 0);
}
