//! Operators and their tokens: what they may do, where it is told, and that they see no mail.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Engine, PASSWORD, World, mail};
use app::operator_mail::{self, OperatorMail};
use app::tenant::{self, NewTenant, TenantChange};
use app::view::TicketFilter;
use app::{Ctx, Error, operator, token};
use domain::audit::{Actor, AuditEvent, Outcome, Purpose};
use domain::record::{Security, ServerSettings};
use domain::{AgentId, AgentState, Private, Role};

crate::on_both_engines! {
    a_token_works_until_it_is_withdrawn_or_its_owner_goes
    what_they_do_stands_in_both_logs
    no_mail_is_theirs_and_no_tenant_is_another_s
    a_change_is_made_whole_or_not_at_all
    tenants_come_in_pages
}

fn shell(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

async fn operator_named(world: &World, name: &str) -> AgentId {
    let new = app::agent::NewAgent {
        name: name.to_owned(),
        email: format!("{}@desk.test", name.to_lowercase()),
        role: Role::Operator,
        password: Private::new(PASSWORD.to_owned()),
    };
    app::agent::create(&world.app, &shell(world), new).await.unwrap().id
}

fn as_operator(world: &World, id: AgentId) -> Ctx {
    Ctx::agent(operator::SCOPE, id, Role::Operator, world.app.now())
}

fn base(host: String) -> String {
    format!("https://{host}")
}

fn acts_of(events: &[AuditEvent], actor: Actor) -> Vec<&str> {
    events.iter().filter(|event| event.actor == actor).map(|event| event.act.as_str()).collect()
}

async fn a_token_works_until_it_is_withdrawn_or_its_owner_goes(world: World) {
    let app = &world.app;
    let (olga, otto) = (operator_named(&world, "Olga").await, operator_named(&world, "Otto").await);
    let (hers, his) = (as_operator(&world, olga), as_operator(&world, otto));
    let (made, secret) = token::create(app, &hers, olga, "").await.unwrap();
    let got_in = token::authenticate(app, &secret, app.now()).await.unwrap();
    assert_eq!((got_in.scope, got_in.role), (operator::SCOPE, Some(Role::Operator)));
    assert_eq!(got_in.agent_id(), Some(olga));
    // Nobody makes one in another's name; whoever sees that one is in wrong hands withdraws it.
    assert!(matches!(token::create(app, &hers, otto, "").await, Err(Error::NotFound("agent"))));
    let listed = token::list(app, &his).await.unwrap();
    assert_eq!(listed.iter().map(|one| (one.id, one.agent_id)).collect::<Vec<_>>(), [(made.id, olga)]);
    assert!(listed[0].last_used_at_ms.is_some());
    token::withdraw(app, &his, made.id).await.unwrap();
    let out = |result: app::Result<Ctx>| matches!(result, Err(Error::Unauthenticated));
    assert!(out(token::authenticate(app, &secret, app.now()).await), "withdrawn is out");
    assert!(matches!(token::withdraw(app, &his, made.id).await, Err(Error::NotFound("token"))));

    // The command line does both too, and takes no token away twice.
    let (made, at_shell) = token::create(app, &shell(&world), olga, "").await.unwrap();
    token::authenticate(app, &at_shell, app.now()).await.unwrap();
    token::withdraw(app, &shell(&world), made.id).await.unwrap();
    assert!(out(token::authenticate(app, &at_shell, app.now()).await));

    // Who is deactivated is out at once, and a token that ended does not come back with its owner.
    let (_, secret) = token::create(app, &hers, olga, "").await.unwrap();
    for (state, what) in [(AgentState::Deactivated, "deactivated"), (AgentState::Active, "back again")] {
        let change = app::agent::AgentChange { state: Some(state), role: None };
        app::agent::change(app, &shell(&world), olga, change).await.unwrap();
        assert!(out(token::authenticate(app, &secret, app.now()).await), "{what}");
    }

    let events = log(&world, operator::SCOPE).await;
    let her_acts = acts_of(&events, Actor::Agent(olga));
    assert_eq!(her_acts.iter().filter(|act| **act == "token.create").count(), 2, "{her_acts:?}");
    assert!(acts_of(&events, Actor::Agent(otto)).contains(&"token.withdraw"));
    let about_tokens = events.iter().filter(|event| event.act.starts_with("token."));
    assert!(about_tokens.clone().count() >= 5);
    assert!(about_tokens.clone().all(|event| event.purpose == Purpose::Authentication));
    assert!(app::audit::verify(app, &operator::info()).await.unwrap().fault.is_none());
}

async fn what_they_do_stands_in_both_logs(world: World) {
    let app = &world.app;
    let olga = operator_named(&world, "Olga").await;
    let ctx = || as_operator(&world, olga);
    let new =
        NewTenant { name: "Beta".to_owned(), hosts: vec![" Beta.TEST.".to_owned()], ..NewTenant::default() };
    let made = tenant::create_with_admin(app, &ctx(), new, "Bo Beta", "bo@beta.test", base).await;
    let made = made.unwrap();
    assert!(made.admin.link.unwrap().reveal().starts_with("https://beta.test/invitations/"));
    let beta = made.info.scope;
    tenant::rename(app, &ctx(), beta, "Beta Bikes").await.unwrap();
    tenant::add_host(app, &ctx(), beta, "help.beta.test").await.unwrap();
    tenant::remove_host(app, &ctx(), beta, "help.beta.test").await.unwrap();
    tenant::suspend(app, &ctx(), beta).await.unwrap();
    tenant::resume(app, &ctx(), beta).await.unwrap();
    let view = tenant::manage_one(app, &ctx(), beta).await.unwrap();
    assert_eq!((view.info.name.as_str(), view.invited, view.info.served), ("Beta Bikes", 1, true));
    assert!(tenant::acceptances(app, &ctx(), beta).await.unwrap().is_empty());
    assert!(operator_mail::read(app, &ctx()).await.unwrap().is_none());
    // What is refused before anything happens is told nowhere as done.
    assert!(tenant::add_host(app, &ctx(), beta, "beta.test").await.is_err());

    let own = log(&world, operator::SCOPE).await;
    assert_eq!(
        acts_of(&own, Actor::Agent(olga)),
        [
            "tenant.create",
            "tenant.invite",
            "tenant.change",
            "tenant.change",
            "tenant.change",
            "tenant.suspend",
            "tenant.suspend",
            "tenant.read",
            "acceptance.read",
            "operator_mail.read",
        ]
    );
    let done = own.iter().filter(|event| event.actor == Actor::Agent(olga));
    assert!(done.clone().all(|event| event.purpose == Purpose::Administration));
    assert!(done.clone().all(|event| event.outcome == Outcome::Done));
    // The company finds the same in its own log, under the same requests.
    let theirs = log(&world, beta).await;
    for event in done.filter(|event| event.act.starts_with("tenant.") && event.act != "tenant.read") {
        let same = |other: &&AuditEvent| (other.request, &other.act) == (event.request, &event.act);
        assert!(theirs.iter().any(|other| same(&other)), "{} is not in the tenant's log", event.act);
    }
    for info in [operator::info(), view.info] {
        assert!(app::audit::verify(app, &info).await.unwrap().fault.is_none());
    }
}

async fn no_mail_is_theirs_and_no_tenant_is_another_s(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail("carla@x.test", "1@x.test", None, "Secret", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let olga = operator_named(&world, "Olga").await;
    let own = as_operator(&world, olga);
    // Whatever scope a context has, the role sees no mail.
    for ctx in [own, Ctx { scope: acme.info.scope, ..own }] {
        let filter = TicketFilter::default();
        let refused = [
            app::ticket::list(app, &ctx, &filter, None, 10).await.map(drop),
            app::ticket::read(app, &ctx, ticket).await.map(drop),
            app::message::list(app, &ctx, ticket, None, 10).await.map(drop),
            app::contact::list(app, &ctx, None, 10).await.map(drop),
            app::mailbox::list(app, &ctx).await.map(drop),
        ];
        assert!(refused.iter().all(|result| matches!(result, Err(Error::Refused(_)))), "{refused:?}");
    }
    // An agent, an admin and whoever is no operator do nothing of an operator's.
    for ctx in [world.agent_ctx(&acme), world.admin_ctx(&acme)] {
        let new = NewTenant { name: "Mine".to_owned(), ..NewTenant::default() };
        let scope = acme.info.scope;
        let refused = [
            tenant::manage_page(app, &ctx, None, 10).await.map(drop),
            tenant::manage_one(app, &ctx, scope).await.map(drop),
            tenant::change(app, &ctx, scope, TenantChange { served: Some(false), name: None }).await,
            tenant::create_with_admin(app, &ctx, new, "Eve", "eve@x.test", base).await.map(drop),
            tenant::acceptances(app, &ctx, scope).await.map(drop),
            operator_mail::read(app, &ctx).await.map(drop),
            operator_mail::test(app, &ctx, "eve@x.test").await,
        ];
        assert!(refused.iter().all(|result| matches!(result, Err(Error::NotFound(_)))), "{refused:?}");
    }
    assert_eq!(tenant::list(app).await.unwrap().len(), 1);
}

async fn a_change_is_made_whole_or_not_at_all(world: World) {
    let (app, acme) = (&world.app, world.company("acme").await);
    let ctx = as_operator(&world, operator_named(&world, "Olga").await);
    let both = |served| TenantChange { name: Some("Acme Inc.".to_owned()), served: Some(served) };
    let refused = tenant::change(app, &ctx, acme.info.scope, both(true)).await;
    assert!(matches!(refused, Err(Error::State { state: "active", .. })), "{refused:?}");
    let now = async || tenant::find(app, acme.info.scope).await.unwrap().unwrap();
    assert_eq!((now().await.name.as_str(), now().await.served), ("A company", true));
    tenant::change(app, &ctx, acme.info.scope, both(false)).await.unwrap();
    assert_eq!((now().await.name.as_str(), now().await.served), ("Acme Inc.", false));
    tenant::change(app, &ctx, acme.info.scope, TenantChange::default()).await.unwrap();
    assert_eq!((now().await.name.as_str(), now().await.served), ("Acme Inc.", false));
}

async fn tenants_come_in_pages(world: World) {
    let (app, ctx) = (&world.app, shell(&world));
    let mut made = Vec::new();
    for n in 0..5 {
        world.clock.advance_ms(1_000);
        let info = tenant::create(app, &format!("n{n}"), &format!("N{n}"), &[], app.now()).await.unwrap();
        made.push(info.scope);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = tenant::manage_page(app, &ctx, after.as_deref(), 2).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|view| view.info.scope));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, made);
    let bad = tenant::manage_page(app, &ctx, Some("x"), 2).await;
    assert!(matches!(bad, Err(Error::Input { field: "after", .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_is_tried_so_often_and_no_more() {
    // Nobody listens there, and nobody else takes it.
    let port = testkit::port::Port::claim().unwrap();
    let server = ServerSettings {
        host: "127.0.0.1".to_owned(),
        port: port.number(),
        security: Security::Tls,
        login: String::new(),
        password: String::new(),
        ca_pem: None,
    };
    let from = "desk@desk.test".to_owned();
    let world = World::with(Engine::Sqlite, |settings| {
        settings.operator_mail = Some(OperatorMail { server, from, returns: None });
    });
    let world = world.await.unwrap();
    let (app, ctx) = (&world.app, as_operator(&world, operator_named(&world, "Olga").await));
    let way = operator_mail::read(app, &ctx).await.unwrap().unwrap();
    assert_eq!((way.host.as_str(), way.from.as_str()), ("127.0.0.1", "desk@desk.test"));
    assert!(matches!(operator_mail::test(app, &ctx, "nowhere").await, Err(Error::Input { field: "to", .. })));
    for _ in 0..20 {
        let tried = operator_mail::test(app, &ctx, "me@desk.test").await;
        assert!(matches!(tried, Err(Error::Connect(_))), "{tried:?}");
    }
    let over = operator_mail::test(app, &ctx, "me@desk.test").await;
    assert!(matches!(over, Err(Error::TooMany { retry_after_s: 600 })), "{over:?}");
    let tried = log(&world, operator::SCOPE).await;
    assert_eq!(tried.iter().filter(|event| event.act == "operator_mail.test").count(), 20);
}
