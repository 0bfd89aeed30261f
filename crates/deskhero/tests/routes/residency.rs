//! A company that keeps its data in the European Economic Area reads that operator mail does not reach it then, before it
//! chooses; and the operator reads of which one that is so.

use crate::walk::{Ids, Key, call, nothing, operator, person};
use crate::world::World;
use app::operator_mail::OperatorMail;
use app::register::{self, Input};
use app::{Ctx, Settings};
use axum::http::Method;
use web::{Tenants, WebSettings};

crate::on_both_engines! { who_gets_no_mail_is_told_so }

const TO_COMPANY: &str = "go out by a mail server outside";
const TO_OPERATOR: &str = "operator mail goes out by a server outside";

async fn who_gets_no_mail_is_told_so(world: World) {
    let acme = world.company("acme").await;
    let server = domain::record::ServerSettings {
        host: "smtp.ch.example".to_owned(),
        port: 465,
        ..domain::record::ServerSettings::default()
    };
    let mail = OperatorMail { server, from: "desk@example.org".to_owned(), returns: None };
    let settings = Settings {
        operator_mail: Some(mail),
        index_folder: world.folder.path().join("index-of-another-node"),
        ..world.app.settings().clone()
    };
    let app = world.another_node_with(settings).await;
    let (ada, olga) = (person(&world, &acme, acme.admin, "ada").await, operator(&world).await);
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(app.clone(), settings);
    let ids = Ids { tenant: acme.info.scope.tenant().to_string(), ..nothing() };
    let says = async || {
        let at = (&Method::GET, "/sub-processors");
        let company = call(&router, at, &ids, &ada, Key::Session).await.1;
        let at = (&Method::GET, "/operator/tenants/{tenant}");
        let operators = call(&router, at, &ids, &olga, Key::Session).await.1;
        assert!(company.contains("residency") && operators.contains("/hosts"), "{company}\n{operators}");
        (company.contains(TO_COMPANY), operators.contains(TO_OPERATOR))
    };

    assert_eq!(says().await, (false, false), "a server of the operator's own");
    let input = Input {
        name: "Kurier Relay".to_owned(),
        service: "sends operator mail".to_owned(),
        adapters: vec!["operator-mail".to_owned()],
        hosts: vec!["smtp.ch.example".to_owned()],
        country: "CH".to_owned(),
        transfer: "adequacy".to_owned(),
        contract: "DPA 17".to_owned(),
        contract_on: "2026-01-01".to_owned(),
        in_use_since: "2026-01-01".to_owned(),
        measures: "TOM 3".to_owned(),
        flows_down: true,
        ..Input::default()
    };
    let shell = Ctx::operator(app::operator::SCOPE, app.now());
    register::put(&app, &shell, input.read(None).unwrap()).await.unwrap();
    assert_eq!(says().await, (true, false), "before it chooses");
    register::change_residency(&app, &world.admin_ctx(&acme), true).await.unwrap();
    assert_eq!(says().await, (true, true));
}
