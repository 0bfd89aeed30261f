//! What the operator does with tenants: suspending stops everything and deletes nothing.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, PASSWORD, World, mail, until};
use app::{Ctx, Error, operator, tenant};
use domain::{Private, Role};
use futures::StreamExt as _;

crate::on_both_engines! {
    a_suspended_tenant_is_not_served_and_loses_nothing
    host_names_are_given_and_taken_away
    the_first_admin_is_invited_and_nobody_after
    only_operators_manage_tenants
}

fn by_operator(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

/// Whether an agent of the company gets in by password.
async fn sign_in(world: &World, company: &Company) -> app::Result<app::sign_in::SignedIn> {
    let email = format!("egon@{}.test", company.info.slug);
    let password = Private::new(PASSWORD.to_owned());
    let now = world.app.now();
    app::sign_in::with_password(&world.app, company.info.scope, &email, &password, "192.0.2.1", now).await
}

fn post(world: &World, company: &Company, id: &str) {
    let folder = world.folder.path().join(format!("maildir-{}/new", company.info.slug));
    std::fs::write(folder.join(id), mail("carla@x.test", &format!("{id}@x.test"), None, id, "Hello?"))
        .unwrap();
}

async fn a_suspended_tenant_is_not_served_and_loses_nothing(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx) = (&world.app, by_operator(&world));
    world.take_in(&acme, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let session = sign_in(&world, &acme).await.unwrap();
    let (_, token) = app::token::create(app, &world.admin_ctx(&acme), acme.agent, "").await.unwrap();
    world.answer(&acme, ticket, "On its way").await;

    let mut looking_on = Box::pin(app::live::subscribe(app, &world.agent_ctx(&acme), None).await.unwrap());
    tenant::suspend(app, &ctx, acme.info.scope).await.unwrap();
    assert!(looking_on.next().await.is_none(), "who looks on is let out");
    let again = tenant::suspend(app, &ctx, acme.info.scope).await;
    assert!(matches!(again, Err(Error::State { noun: "tenant", state: "suspended" })), "{again:?}");
    let now = app.now();
    assert!(matches!(sign_in(&world, &acme).await, Err(Error::Suspended)));
    let resumed = app::sign_in::resume(app, &session.session_token, now).await;
    assert!(matches!(resumed, Err(Error::Unauthenticated)), "everyone is signed out");
    let by_token = app::token::authenticate(app, &token, now).await;
    assert!(matches!(by_token, Err(Error::Suspended)));
    sign_in(&world, &other).await.unwrap();
    // Nothing is sent, and the job is not told that something is due, again and again.
    assert_eq!(app::jobs::delivery::round(app).await.unwrap(), 0);
    assert_eq!(app.store().system().find_outbox_next_due().await.unwrap(), None);
    // Mail is taken in for others only.
    post(&world, &acme, "waits");
    post(&world, &other, "comes");
    let jobs = app::jobs::start(app);
    until("the other company's mail came", async || (!world.tickets(&other).await.is_empty()).then_some(()))
        .await;
    assert_eq!(world.tickets(&acme).await.len(), 1);

    tenant::resume(app, &ctx, acme.info.scope).await.unwrap();
    until("the mail came", async || (world.tickets(&acme).await.len() == 2).then_some(())).await;
    let outgoing = world.folder.path().join("maildir-acme/outgoing/new");
    let went_out = || std::fs::read_dir(&outgoing).is_ok_and(|files| files.count() == 1);
    until("the answer went out", async || went_out().then_some(())).await;
    drop(jobs);
    assert_eq!(app::token::authenticate(app, &token, now).await.unwrap().scope, acme.info.scope);
    sign_in(&world, &acme).await.unwrap();
    // The company finds in its own log what the operator did.
    let verified = app::audit::verify(app, &acme.info).await.unwrap();
    assert!(verified.fault.is_none(), "{:?}", verified.fault);
}

async fn host_names_are_given_and_taken_away(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx, scope) = (&world.app, by_operator(&world), acme.info.scope);
    tenant::add_host(app, &ctx, scope, " Desk.Acme.TEST ").await.unwrap();
    let found = tenant::find_by_host(app, "desk.acme.test").await.unwrap().unwrap();
    assert_eq!(found.scope, scope);
    for host in ["desk.acme.test", "other.test"] {
        let taken = tenant::add_host(app, &ctx, scope, host).await;
        assert!(matches!(taken, Err(Error::Exists("host name"))), "{taken:?}");
    }
    assert!(matches!(
        tenant::add_host(app, &ctx, scope, "no host").await,
        Err(Error::Input { field: "host", .. })
    ));
    assert!(matches!(tenant::remove_host(app, &ctx, scope, "other.test").await, Err(Error::NotFound(_))));
    tenant::remove_host(app, &ctx, scope, "acme.test").await.unwrap();
    assert!(tenant::find_by_host(app, "acme.test").await.unwrap().is_none());
    let limit = domain::limits::HOST_NAMES_MAX;
    for n in 1..limit {
        tenant::add_host(app, &ctx, scope, &format!("n{n}.test")).await.unwrap();
    }
    let over = tenant::add_host(app, &ctx, scope, "more.test").await;
    assert!(matches!(over, Err(Error::Input { rule: "rule-too-many", .. })), "{over:?}");
    tenant::rename(app, &ctx, scope, "  Acme & Daughters ").await.unwrap();
    let views = tenant::manage(app, &ctx).await.unwrap();
    let of =
        |company: &Company| views.iter().find(|view| view.info.scope == company.info.scope).unwrap().clone();
    assert_eq!(of(&acme).info.name, "Acme & Daughters");
    assert_eq!((of(&acme).hosts.len(), of(&other).hosts), (limit, vec!["other.test".to_owned()]));
    assert_eq!((of(&acme).agents, of(&acme).mailboxes), (2, 1));
}

async fn the_first_admin_is_invited_and_nobody_after(world: World) {
    let (app, ctx, base) = (&world.app, by_operator(&world), "https://beta.test");
    let new = tenant::NewTenant {
        name: "Beta".to_owned(),
        hosts: vec!["beta.test".to_owned()],
        ..Default::default()
    };
    let beta = tenant::create_new(app, &ctx, new).await.unwrap().scope;
    let invite =
        async |email: &str| tenant::invite_first_admin(app, &ctx, beta, "Bo Beta", email, base).await;
    let first = invite("bo@beta.test").await.unwrap().link.unwrap();
    // Asked for again: a fresh link, the same person; the one before is dead.
    let link = invite("Bo@Beta.test").await.unwrap().link.unwrap();
    let secret = |link: &Private<String>| Private::new(link.reveal().rsplit('/').next().unwrap().to_owned());
    let accept = async |link: &Private<String>| {
        let password = Private::new(PASSWORD.to_owned());
        app::agent::accept(app, beta, &secret(link), "Bo", password, app.now()).await
    };
    assert!(accept(&first).await.is_err());
    let signed = accept(&link).await.unwrap();
    let signed = app::sign_in::resume(app, &signed.session_token, app.now()).await.unwrap();
    assert_eq!((signed.ctx.scope, signed.ctx.role), (beta, Some(Role::Admin)));
    let late = invite("eve@beta.test").await;
    assert!(matches!(late, Err(Error::State { noun: "tenant", state: "has-people" })), "{late:?}");
    assert_eq!(tenant::manage(app, &ctx).await.unwrap()[0].agents, 1);
}

async fn only_operators_manage_tenants(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx, scope) = (&world.app, world.admin_ctx(&acme), acme.info.scope);
    let refused = [
        tenant::suspend(app, &ctx, scope).await,
        tenant::rename(app, &ctx, scope, "Mine").await,
        tenant::add_host(app, &ctx, scope, "mine.test").await,
        tenant::remove_host(app, &ctx, scope, "acme.test").await,
        tenant::manage(app, &ctx).await.map(drop),
        tenant::invite_first_admin(app, &ctx, scope, "Eve", "eve@x.test", "").await.map(drop),
        // The system's own is no tenant.
        tenant::suspend(app, &by_operator(&world), operator::SCOPE).await,
    ];
    assert!(refused.iter().all(|result| matches!(result, Err(Error::NotFound("tenant")))), "{refused:?}");
}
