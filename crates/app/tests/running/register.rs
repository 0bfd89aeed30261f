//! The register of sub-processors: nothing goes to whom it does not name, and whatever ends stops (C28 to C30, C80 to C85).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, servers, until};
use app::operator_mail::OperatorMail;
use app::register::{self, Input, Standing, Wanted};
use app::{Ctx, Error, alert, operator};
use connect::egress::{CLAMD, IMAGES, OPERATOR_MAIL, S3};
use connect::{Code, Egress};
use domain::{AgentId, AlertRule, AlertState, Day, Role, SubProcessorId, TenantId};
use std::time::Duration;

const DAY_MS: i64 = 86_400_000;

fn operators(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

fn input(host: &str) -> Input {
    Input {
        name: "Firn Storage".to_owned(),
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

async fn put(world: &World, id: Option<SubProcessorId>, input: Input) -> (SubProcessorId, i64) {
    let wanted: Wanted = input.read(id).unwrap();
    let (id, from) = register::put(&world.app, &operators(world), wanted).await.unwrap();
    (id, from.as_millis())
}

/// What comes of trying to reach a port that nobody listens on.
async fn reach(egress: &Egress, adapter: &connect::egress::Adapter, host: &str) -> Code {
    let _allowance = egress.allow(adapter, host, 9);
    egress.connect(adapter, host, 9, Duration::from_secs(5)).await.unwrap_err().code
}

async fn alerts(world: &World, rule: AlertRule) -> usize {
    let ctx =
        Ctx::agent(operator::SCOPE, AgentId::generate(world.app.now()), Role::Operator, world.app.now());
    let all = alert::list(&world.app, &ctx, AlertState::Open, None, 50).await.unwrap().items;
    all.iter().filter(|one| one.rule == rule).count()
}

async fn nothing_goes_to_whom_nobody_wrote_down(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let egress = world.app.egress();
    // On the own network nobody has to stand in it; the port is closed.
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::PortRefused);
    for adapter in [&S3, &CLAMD, &OPERATOR_MAIL] {
        assert_eq!(reach(egress, adapter, "9.9.9.9").await, Code::EgressRefused, "{}", adapter.id);
    }
    assert_eq!(egress.refused(), 3);
    assert_eq!(alerts(&world, AlertRule::EgressRefused).await, 0);
    register::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, AlertRule::EgressRefused).await, 1);
    let uses = world.app.store().tenant(operator::SCOPE).list_egress_uses().await.unwrap();
    assert_eq!(uses.iter().map(|one| one.refused).sum::<i64>(), 3);
}

async fn a_new_one_waits_until_companies_were_told(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let now = world.app.now().as_millis();
    // Nobody is there yet that could be told.
    let (first, from) = put(&world, None, input("127.0.0.1")).await;
    assert_eq!(from, now);
    let acme = world.company("acme").await;
    let (second, from) = put(&world, None, Input { name: "Other".to_owned(), ..input("127.0.0.2") }).await;
    assert_eq!(from, world.app.now().as_millis() + 30 * DAY_MS);
    let egress = world.app.egress();
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::PortRefused);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressNotActive);
    // Another contract is nothing that companies have a say in; another country is.
    let renewed = Input { contract: "DPA 18".to_owned(), ..input("127.0.0.1") };
    assert_eq!(put(&world, Some(first), renewed.clone()).await.1, world.app.now().as_millis());
    let moved = Input { country: "NO".to_owned(), ..renewed };
    assert!(put(&world, Some(first), moved).await.1 > world.app.now().as_millis());
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::PortRefused);
    objecting(&world, &acme, second).await;
    // Its day comes, and nobody was told.
    world.clock.advance_ms(30 * DAY_MS);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressNotActive);
    told_on_its_pages(&world, &acme).await;
    world.clock.advance_ms(30 * DAY_MS - 1);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressNotActive);
    world.clock.advance_ms(1);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::PortRefused);
    // So another node knows, which looked at nothing before.
    let node = world.another_node().await;
    assert_eq!(reach(node.egress(), &S3, "127.0.0.2").await, Code::PortRefused);
    register::end(&world.app, &operators(&world), second).await.unwrap();
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressRefused);
    put_in_again(&world, second).await;
}

/// Whoever was taken out is as new: companies are told again, and until its day it gets nothing.
async fn put_in_again(world: &World, second: SubProcessorId) {
    let egress = world.app.egress();
    world.clock.advance_ms(DAY_MS);
    let same = Input { name: "Other".to_owned(), ..input("127.0.0.2") };
    let in_use = Input { in_use_since: "2020-01-01".to_owned(), ..same.clone() };
    let (_, from) = put(world, Some(second), in_use).await;
    assert_eq!(from, world.app.now().as_millis() + 30 * DAY_MS);
    let news = register::news(&world.app);
    assert!(news[0].is_new && news[0].id == second && news[0].waits);
    let listed = register::listed(&world.app, world.app.now()).unwrap();
    assert_eq!(listed.iter().find(|one| one.id == second).unwrap().standing, Standing::Announced);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressNotActive);
    // What is said of it meanwhile changes nothing of that.
    put(world, Some(second), Input { contract: "DPA 19".to_owned(), ..same }).await;
    register::round(&world.app).await.unwrap();
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressNotActive);
    world.clock.advance_ms(30 * DAY_MS);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::PortRefused);
}

/// There is no operator mail here: companies are told on their pages, once.
async fn told_on_its_pages(world: &World, acme: &Company) {
    let ctx = world.admin_ctx(acme);
    let stands = async || app::saved_view::side_bar(&world.app, &ctx).await.unwrap().register_news;
    assert!(!stands().await);
    register::round(&world.app).await.unwrap();
    assert!(stands().await);
    assert!(!app::saved_view::side_bar(&world.app, &world.agent_ctx(acme)).await.unwrap().register_news);
    let store = world.app.store().tenant(acme.info.scope);
    let told = store.list_register_notices().await.unwrap();
    assert_eq!(told.iter().map(|one| one.told_at).collect::<Vec<_>>(), vec![world.app.now(); told.len()]);
    // What was there before the company did is no news to it; what is said of whom it knows is none, either.
    assert_eq!(told.iter().map(|one| one.seq).collect::<Vec<_>>(), [2, 4]);
    register::seen(&world.app, &ctx).await.unwrap();
    register::round(&world.app).await.unwrap();
    assert!(!stands().await);
    assert_eq!(store.list_register_notices().await.unwrap(), told);
}

/// With operator mail each admin has one letter, in their language, whoever sends it; until it could be handed over, it is
/// written at each look.
async fn each_admin_has_one_letter_about_it(engine: Engine) {
    let people = ["ada@acme.test", "egon@acme.test"];
    let public = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test".to_owned());
    let Some((world, dovecot, _exim)) = servers::with_operator_mail(engine, &people, public).await else {
        return;
    };
    let acme = world.company("acme").await;
    let ctx = world.admin_ctx(&acme);
    let danish = app::agent::ProfileChange { language: Some("da".to_owned()), ..Default::default() };
    app::agent::change_profile(&world.app, &ctx, danish).await.unwrap();
    put(&world, None, input("127.0.0.9")).await;
    let is_mailed = async || {
        let told = world.app.store().tenant(acme.info.scope).list_register_notices().await.unwrap();
        told.iter().map(|one| one.mailed).collect::<Vec<_>>()
    };
    let mut settings = world.app.settings().clone();
    settings.index_folder = world.folder.path().join("index-away");
    settings.operator_mail.as_mut().unwrap().server.port = 9;
    let away = world.another_node_with(settings).await;
    register::round(&away).await.unwrap();
    assert_eq!(is_mailed().await, [false], "it is put up, and the server was away");
    // A company's letters are one node's for so long.
    world.clock.advance_ms(120_000);
    let node = world.another_node().await;
    let (one, two) = tokio::join!(register::round(&world.app), register::round(&node));
    one.and(two).unwrap();
    register::round(&world.app).await.unwrap();
    assert_eq!(is_mailed().await, [true]);
    let letters = until("the letter is there", async || {
        let all = dovecot.list("ada@acme.test", "INBOX").unwrap();
        (!all.is_empty()).then_some(all)
    })
    .await;
    assert_eq!(letters.len(), 1);
    let text = mime::read(&letters[0].raw).content.text;
    for words in ["skal Firn Storage", "A company", "Sverige", "https://acme.test/sub-processors"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(dovecot.list("egon@acme.test", "INBOX").unwrap().is_empty(), "no admin");
}

async fn objecting(world: &World, acme: &Company, second: SubProcessorId) {
    let ctx = world.admin_ctx(acme);
    let seq = register::news(&world.app).iter().find(|news| news.id == second).unwrap().seq;
    register::object(&world.app, &ctx, seq, "We do not know them.").await.unwrap();
    let again = register::object(&world.app, &ctx, seq, "Still.").await.unwrap_err();
    assert!(matches!(again, Error::State { state: "objected", .. }), "{again}");
    let active = register::object(&world.app, &ctx, 1, "Too late.").await.unwrap_err();
    assert!(matches!(active, Error::State { state: "active", .. }), "{active}");
    assert!(register::object(&world.app, &operators(world), seq, "x").await.is_err());
    let all = register::list_objections(&world.app, &operators(world)).await.unwrap();
    assert_eq!((all.len(), all[0].words.as_str()), (1, "We do not know them."));
    assert_eq!(all[0].of, acme.info.scope.tenant());
    assert!(register::own_objections(&world.app, &ctx).await.unwrap().contains_key(&seq));
    assert!(register::list_objections(&world.app, &ctx).await.is_err());
    assert_eq!(alerts(world, AlertRule::Objection).await, 1);
}

async fn what_ends_stops_and_says_why(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let ends = Input { contract_until: Day::at(world.app.now()).plus(10).to_string(), ..input("127.0.0.1") };
    put(&world, None, ends).await;
    let swiss = Input {
        name: "Alp".to_owned(),
        country: "CH".to_owned(),
        transfer: "adequacy".to_owned(),
        ..input("127.0.0.2")
    };
    put(&world, None, swiss).await;
    let bare = Input { name: "Bare".to_owned(), flows_down: false, ..input("127.0.0.3") };
    put(&world, None, bare).await;
    let egress = world.app.egress();
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::PortRefused);
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::PortRefused);
    assert_eq!(reach(egress, &S3, "127.0.0.3").await, Code::EgressContract);
    register::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, AlertRule::EgressStopped).await, 1);
    register::put_country(&world.app, &operators(&world), "ch", false, "annulled").await.unwrap();
    assert_eq!(reach(egress, &S3, "127.0.0.2").await, Code::EgressTransfer);
    world.clock.advance_ms(11 * DAY_MS);
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::EgressContract);
    register::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, AlertRule::EgressStopped).await, 2);
    // Told once.
    register::round(&world.app).await.unwrap();
    assert_eq!(alerts(&world, AlertRule::EgressStopped).await, 2);
    let stops = world.app.store().tenant(operator::SCOPE).list_register_stops().await.unwrap();
    let mut reasons: Vec<&str> = stops.iter().map(|stop| stop.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["adequacy_lost", "contract_expired", "obligations_missing"]);
}

/// What can never hold is not announced for a month first.
async fn nothing_is_written_down_that_cannot_hold(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    world.company("acme").await;
    let refused = async |field: &str, input: Input| {
        let wanted = input.read(None).unwrap();
        let put = register::put(&world.app, &operators(&world), wanted).await;
        assert!(matches!(&put, Err(Error::Input { field: of, .. }) if *of == field), "{put:?}");
    };
    let of = |country: &str, transfer: &str| Input {
        country: country.to_owned(),
        transfer: transfer.to_owned(),
        ..input("127.0.0.1")
    };
    refused("transfer", of("US", "not_needed")).await;
    refused("transfer", of("US", "adequacy")).await;
    refused("transfer", of("CN", "adequacy")).await;
    put(
        &world,
        None,
        Input { proof: "https://www.dataprivacyframework.gov/42".to_owned(), ..of("US", "adequacy") },
    )
    .await;
    // A contract that is over before the entry holds.
    let until = |days| Day::at(world.app.now()).plus(days).to_string();
    refused("contract_until", Input { contract_until: until(-1), ..input("127.0.0.2") }).await;
    refused("contract_until", Input { contract_until: until(20), ..input("127.0.0.2") }).await;
    put(&world, None, Input { contract_until: until(60), ..input("127.0.0.2") }).await;
}

async fn a_company_keeps_its_data_where_it_says(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let swiss = Input {
        country: "CH".to_owned(),
        transfer: "adequacy".to_owned(),
        adapters: vec!["s3".to_owned(), "clamd".to_owned()],
        ..input("127.0.0.1")
    };
    put(&world, None, swiss).await;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let of = |company: &Company| -> TenantId { company.info.scope.tenant() };
    let ctx = world.admin_ctx(&acme);
    assert!(!register::residency(&world.app, &ctx).await.unwrap().only_eea);
    let egress = world.app.egress();
    assert_eq!(reach(&egress.of(of(&acme)), &CLAMD, "127.0.0.1").await, Code::PortRefused);
    let node = world.another_node().await;
    assert_eq!(reach(&node.egress().of(of(&acme)), &CLAMD, "127.0.0.1").await, Code::PortRefused);
    let now = register::change_residency(&world.app, &ctx, true).await.unwrap();
    assert_eq!((now.only_eea, now.outside.as_slice()), (true, &["Firn Storage".to_owned()][..]));
    assert_eq!(reach(&egress.of(of(&acme)), &CLAMD, "127.0.0.1").await, Code::EgressResidency);
    assert_eq!(reach(&egress.of(of(&acme)), &IMAGES, "127.0.0.1").await, Code::EgressResidency);
    assert_eq!(reach(&egress.of(of(&other)), &CLAMD, "127.0.0.1").await, Code::PortRefused);
    // A backup is of every company.
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::EgressResidency);
    // Another node knows it at once, and each company's log says by which version nothing left; nobody else's does.
    assert_eq!(reach(&node.egress().of(of(&acme)), &CLAMD, "127.0.0.1").await, Code::EgressResidency);
    register::round(&node).await.unwrap();
    let kept = async |company: &Company| -> Vec<_> {
        let (admin, filter) = (world.admin_ctx(company), app::audit::AuditFilter::default());
        let log = app::audit::read(&world.app, &admin, &filter, None, 100).await.unwrap();
        let events = log.items.into_iter().filter_map(|line| line.event);
        events.filter(|one| one.act == "residency.leave").map(|one| (one.reason, one.version)).collect()
    };
    assert_eq!(kept(&acme).await, [("instructed".to_owned(), Some(1))]);
    assert_eq!(kept(&other).await, []);
    // Where the installation itself is outside, it cannot be said, and what was said before is told as broken.
    let settings = app::Settings { country: Some("US".to_owned()), ..world.app.settings().clone() };
    let outside = world.another_node_with(settings).await;
    let broken = app::verify::run_some(&outside, None, Some(83)).await.unwrap().broken;
    assert_eq!((broken, app::verify::run_some(&world.app, None, Some(83)).await.unwrap().broken), (1, 0));
    register::change_residency(&world.app, &ctx, false).await.unwrap();
    assert_eq!(reach(&node.egress().of(of(&acme)), &CLAMD, "127.0.0.1").await, Code::PortRefused);
    let refused = register::change_residency(&outside, &ctx, true).await;
    assert!(matches!(refused, Err(Error::Input { rule: "rule-installation-outside", .. })), "{refused:?}");
    assert_eq!(reach(egress, &S3, "127.0.0.1").await, Code::PortRefused);
    assert!(register::change_residency(&world.app, &world.agent_ctx(&acme), true).await.is_err());
}

/// Whoever chooses it is told beforehand that operator mail does not reach them then, and the operator sees of whom that is so.
async fn a_company_without_operator_mail_is_told_so(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let swiss = Input {
        country: "CH".to_owned(),
        transfer: "adequacy".to_owned(),
        adapters: vec!["operator-mail".to_owned()],
        ..input("smtp.ch.example")
    };
    put(&world, None, swiss).await;
    let here = Input { adapters: vec!["operator-mail".to_owned()], ..input("smtp.se.example") };
    put(&world, None, here).await;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let by = async |host: &str, n: u8| {
        let mut settings = world.app.settings().clone();
        settings.index_folder = world.folder.path().join(format!("index-{n}"));
        settings.operator_mail = Some(OperatorMail {
            server: domain::record::ServerSettings {
                host: host.to_owned(),
                port: 25,
                security: domain::record::Security::Tls,
                login: String::new(),
                password: String::new(),
                ca_pem: None,
            },
            from: "desk@example.org".to_owned(),
            returns: None,
        });
        world.another_node_with(settings).await
    };
    let (outside, inside) = (by("SMTP.ch.example", 1).await, by("smtp.se.example", 2).await);
    let ctx = world.admin_ctx(&acme);
    let seen = async |app: &app::App| register::residency(app, &ctx).await.unwrap().mail_outside;
    assert_eq!((seen(&outside).await, seen(&inside).await, seen(&world.app).await), (true, false, false));
    let without = |app: &app::App, company: &Company| {
        register::is_without_mail(app, company.info.scope.tenant(), app.now())
    };
    assert!(!without(&outside, &acme), "it has not said so yet");
    assert!(register::change_residency(&outside, &ctx, true).await.unwrap().mail_outside);
    register::load(&inside).await.unwrap();
    assert_eq!((without(&outside, &acme), without(&outside, &other)), (true, false));
    assert!(!without(&inside, &acme) && !without(&world.app, &acme));
}

async fn what_was_in_use_is_written_down_when_the_register_begins(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    world.company("acme").await;
    let since = Day::at(world.app.now()).plus(-100).to_string();
    let in_use = Input { in_use_since: since, ..input("127.0.0.1") };
    assert_eq!(put(&world, None, in_use.clone()).await.1, world.app.now().as_millis());
    world.clock.advance_ms(8 * DAY_MS);
    let late = register::put(&world.app, &operators(&world), in_use.read(None).unwrap()).await.unwrap_err();
    assert!(matches!(late, Error::Input { rule: "rule-in-use", .. }), "{late}");
    let all = register::listed(&world.app, world.app.now()).unwrap();
    assert_eq!(all.iter().map(|one| one.standing).collect::<Vec<_>>(), [Standing::Active]);
}

macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(mod $name {
        use super::*;
        #[tokio::test]
        async fn sqlite() { super::$name(Engine::Sqlite).await; }
        #[tokio::test]
        async fn postgres() { super::$name(Engine::Postgres).await; }
    })+};
}
on_both!(
    nothing_goes_to_whom_nobody_wrote_down,
    a_new_one_waits_until_companies_were_told,
    each_admin_has_one_letter_about_it,
    what_ends_stops_and_says_why,
    nothing_is_written_down_that_cannot_hold,
    a_company_keeps_its_data_where_it_says,
    a_company_without_operator_mail_is_told_so,
    what_was_in_use_is_written_down_when_the_register_begins,
);
