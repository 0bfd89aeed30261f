//! Access of the operator to a company: asked for, let in, for a while, told, ended (C35, C55, C56, C88).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, PASSWORD, World, mail};
use app::operator_access::{self as access, Ask};
use app::{Ctx, Error, jobs, operator};
use domain::audit::{Actor, Outcome, Purpose};
use domain::{
    AccessReason, AccessStanding, AlertRule, AlertState, OperatorAccessId, Private, TenantScope, TicketId,
};

crate::on_both_engines! {
    for_help_the_company_lets_them_in_and_every_object_stands_in_its_log
    for_safety_and_by_law_it_opens_at_once_and_admins_are_told
    it_ends_by_time_by_the_operator_and_by_the_company
    nothing_else_opens_one
    it_is_for_one_operator_and_one_company
    only_what_is_looked_for_is_found
}

const MINUTE_MS: i64 = 60_000;

fn ask(scope: TenantScope, reason: AccessReason) -> Ask {
    Ask {
        scope,
        reason,
        words: Private::new("Mail from Oda does not show.".to_owned()),
        minutes: None,
        password: Private::new(PASSWORD.to_owned()),
    }
}

async fn scene(world: &World) -> (Company, TicketId) {
    let acme = world.company("acme").await;
    let mails = [
        ("a", mail("Oda <oda@example.org>", "a@x.test", None, "A red saddle", "It squeaks in the rain.")),
        ("b", mail("Per <per@example.org>", "b@x.test", None, "Another bell", "A saddle would be nice.")),
    ];
    world.take_in(&acme, &mails).await;
    let rows = world.tickets(&acme).await;
    let ticket = rows.iter().find(|row| row.subject == "A red saddle").unwrap().id;
    (acme, ticket)
}

/// The operator, now.
fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

async fn standing(world: &World, ctx: &Ctx, scope: TenantScope, id: OperatorAccessId) -> AccessStanding {
    access::read_one(&world.app, &now(world, ctx), scope, id).await.unwrap().standing
}

fn refused<T>(result: app::Result<T>) -> bool {
    matches!(result, Err(Error::Refused(_)))
}

async fn for_help_the_company_lets_them_in_and_every_object_stands_in_its_log(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let (scope, vera) = (acme.info.scope, world.operator_named("Vera").await);
    let id = access::ask(app, &vera, ask(scope, AccessReason::SupportRequested)).await.unwrap();
    assert_eq!(standing(&world, &vera, scope, id).await, AccessStanding::Asked);
    assert!(refused(access::read_ticket(app, &vera, scope, id, ticket).await));
    assert!(refused(access::find_tickets(app, &vera, scope, id, "saddle").await));
    // The operator does not let itself in, and neither does an agent.
    assert!(access::approve(app, &vera, id).await.is_err());
    assert!(access::approve(app, &Ctx { scope, ..vera }, id).await.is_err());
    assert!(refused(access::approve(app, &world.agent_ctx(&acme), id).await));
    access::approve(app, &world.admin_ctx(&acme), id).await.unwrap();
    assert!(matches!(access::approve(app, &world.admin_ctx(&acme), id).await, Err(Error::State { .. })));
    let shown = access::read_ticket(app, &vera, scope, id, ticket).await.unwrap();
    assert_eq!(shown.messages.len(), 1);
    assert!(shown.messages[0].text.contains("squeaks"));

    let events = log(&world, scope).await;
    let reading = events.iter().find(|event| event.act == "operator_access.read" && !event.opened.is_empty());
    let reading = reading.unwrap();
    assert_eq!(reading.actor, Actor::Agent(vera.agent_id().unwrap()));
    assert_eq!((reading.purpose, reading.outcome), (Purpose::OperatorAccess, Outcome::Done));
    let under = reading.operator_access.unwrap();
    assert_eq!((under.id, under.reason), (id, AccessReason::SupportRequested));
    assert_eq!(reading.tickets, [ticket]);
    let store = app.store().tenant(scope);
    let message = store.find_message(shown.messages[0].id).await.unwrap().unwrap();
    let summary = store.find_ticket(ticket).await.unwrap().unwrap().summary.object();
    assert!(reading.opened.contains(&message.content.object()) && reading.opened.contains(&summary));
    let refusals = events.iter().filter(|event| event.reason == "no_access").count();
    assert_eq!(refusals, 2);
    // Both sides see it, and who it was.
    let seen = access::list(app, &world.admin_ctx(&acme), None, 10).await.unwrap().items;
    assert_eq!((seen.len(), seen[0].operator.as_str(), seen[0].standing), (1, "Vera", AccessStanding::Open));
    assert_eq!(seen[0].words, "Mail from Oda does not show.");
    assert_eq!(seen[0].decided_by, Some(acme.admin));
    assert!(log(&world, operator::SCOPE).await.iter().any(|event| event.act == "operator_access.ask"));
    assert_eq!(privacy::unaudited_opens(), 0);
    // An admin says no to another one.
    let id = access::ask(app, &vera, ask(scope, AccessReason::SupportRequested)).await.unwrap();
    access::refuse(app, &world.admin_ctx(&acme), id).await.unwrap();
    assert_eq!(standing(&world, &vera, scope, id).await, AccessStanding::Refused);
    assert!(refused(access::read_ticket(app, &vera, scope, id, ticket).await));
}

async fn for_safety_and_by_law_it_opens_at_once_and_admins_are_told(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let (scope, vera) = (acme.info.scope, world.operator_named("Vera").await);
    jobs::monitoring::round(app).await.unwrap();
    let alerts = async || {
        jobs::monitoring::round(app).await.unwrap();
        let found = app::alert::list(app, &world.admin_ctx(&acme), AlertState::Open, None, 50).await.unwrap();
        found.items.into_iter().map(|row| row.rule).collect::<Vec<_>>()
    };
    access::ask(app, &vera, ask(scope, AccessReason::SupportRequested)).await.unwrap();
    let found = alerts().await;
    assert!(found.contains(&AlertRule::OperatorAsks) && !found.contains(&AlertRule::OperatorAccess));
    for reason in [AccessReason::Security, AccessReason::Legal] {
        let id = access::ask(app, &vera, ask(scope, reason)).await.unwrap();
        access::read_ticket(app, &vera, scope, id, ticket).await.unwrap();
        assert!(alerts().await.contains(&AlertRule::OperatorAccess), "{reason}");
    }
    assert!(alerts().await.contains(&AlertRule::Operator));
}

async fn it_ends_by_time_by_the_operator_and_by_the_company(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let (scope, vera) = (acme.info.scope, world.operator_named("Vera").await);
    let open = async || {
        let ctx = now(&world, &vera);
        let id = access::ask(app, &ctx, ask(scope, AccessReason::Security)).await.unwrap();
        access::read_ticket(app, &ctx, scope, id, ticket).await.unwrap();
        id
    };
    let reads = async |id| access::read_ticket(app, &now(&world, &vera), scope, id, ticket).await;
    let id = open().await;
    world.clock.advance_ms(30 * MINUTE_MS - 1);
    assert!(reads(id).await.is_ok());
    world.clock.advance_ms(1);
    assert!(refused(reads(id).await));
    assert_eq!(standing(&world, &vera, scope, id).await, AccessStanding::Expired);
    let id = open().await;
    access::end(app, &now(&world, &vera), scope, id).await.unwrap();
    assert!(refused(reads(id).await));
    let id = open().await;
    access::end(app, &world.admin_ctx(&acme), scope, id).await.unwrap();
    assert!(refused(reads(id).await));
    assert_eq!(standing(&world, &vera, scope, id).await, AccessStanding::Ended);
    let again = access::end(app, &world.admin_ctx(&acme), scope, id).await;
    assert!(matches!(again, Err(Error::State { .. })));
    // What nobody decided about in a day is not decided any more.
    let id = access::ask(app, &now(&world, &vera), ask(scope, AccessReason::SupportRequested)).await.unwrap();
    world.clock.advance_ms(24 * 60 * MINUTE_MS + 1);
    assert_eq!(standing(&world, &vera, scope, id).await, AccessStanding::Lapsed);
    let late = access::approve(app, &world.admin_ctx(&acme), id).await;
    assert!(matches!(late, Err(Error::State { .. })));
}

async fn nothing_else_opens_one(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let (scope, vera) = (acme.info.scope, world.operator_named("Vera").await);
    let asks = async |ctx: &Ctx, ask| access::ask(app, ctx, ask).await;
    let good = || ask(scope, AccessReason::Legal);
    for minutes in [0, 61, u32::MAX] {
        assert!(matches!(
            asks(&vera, Ask { minutes: Some(minutes), ..good() }).await,
            Err(Error::Input { field: "minutes", .. })
        ));
    }
    let wrong = Ask { password: Private::new("another".to_owned()), ..good() };
    assert!(matches!(asks(&vera, wrong).await, Err(Error::Input { field: "password", .. })));
    let silent = Ask { words: Private::new(" ".to_owned()), ..good() };
    assert!(matches!(asks(&vera, silent).await, Err(Error::Input { field: "words", .. })));
    // Neither a company's admin nor the command line, which cannot prove who it is.
    assert!(asks(&world.admin_ctx(&acme), good()).await.is_err());
    assert!(asks(&Ctx::operator(operator::SCOPE, app.now()), good()).await.is_err());
    assert!(asks(&vera, ask(operator::SCOPE, AccessReason::Legal)).await.is_err());
    assert!(access::list_all(app, &vera).await.unwrap().is_empty());
    // Nothing of a company opens for an operator by any other way.
    let theirs = Ctx { scope, ..vera };
    for act in privacy::Act::ALL {
        let permit = privacy::decide(&theirs.access(*act));
        let opens = permit.is_ok_and(|permit| {
            permit.covers_class(privacy::DataClass::Mail).is_ok()
                || permit.covers_class(privacy::DataClass::Contact).is_ok()
                || permit.covers_class(privacy::DataClass::Draft).is_ok()
        });
        assert!(!opens, "{}", act.word);
    }
    assert!(app::ticket::read(app, &theirs, ticket).await.is_err());
    assert!(app::ticket::read(app, &vera, ticket).await.is_err());
}

async fn it_is_for_one_operator_and_one_company(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let other = world.company("other").await;
    let (vera, walt) = (world.operator_named("Vera").await, world.operator_named("Walt").await);
    let id = access::ask(app, &vera, ask(acme.info.scope, AccessReason::Security)).await.unwrap();
    assert!(refused(access::read_ticket(app, &walt, acme.info.scope, id, ticket).await));
    let elsewhere = access::read_ticket(app, &vera, other.info.scope, id, ticket).await;
    assert!(matches!(elsewhere, Err(Error::NotFound("access"))));
    let admin = world.admin_ctx(&other);
    assert!(matches!(access::end(app, &admin, acme.info.scope, id).await, Err(Error::NotFound("access"))));
    assert!(matches!(access::end(app, &admin, other.info.scope, id).await, Err(Error::NotFound("access"))));
    assert!(access::list(app, &admin, None, 10).await.unwrap().items.is_empty());
    // Another operator may end it: whoever sees that it is not needed.
    access::end(app, &walt, acme.info.scope, id).await.unwrap();
    assert!(refused(access::read_ticket(app, &vera, acme.info.scope, id, ticket).await));
}

async fn only_what_is_looked_for_is_found(world: World) {
    let app = &world.app;
    let (acme, ticket) = scene(&world).await;
    let _jobs = jobs::start_indexer(app);
    let (scope, vera) = (acme.info.scope, world.operator_named("Vera").await);
    let id = access::ask(app, &vera, ask(scope, AccessReason::Security)).await.unwrap();
    let found = async |text: &str| {
        let found = access::find_tickets(app, &now(&world, &vera), scope, id, text).await.unwrap();
        found.items.into_iter().map(|row| row.subject).collect::<Vec<_>>()
    };
    crate::world::until("mails are indexed", async || {
        (found("saddle").await == ["A red saddle"]).then_some(())
    })
    .await;
    assert!(found("").await.is_empty() && found("-saddle").await.is_empty());
    // Who wrote, and what it says, is not looked through.
    assert!(found("squeaks").await.is_empty() && found("oda@example.org").await.is_empty());
    let number = app.store().tenant(scope).find_ticket(ticket).await.unwrap().unwrap().number;
    assert_eq!(found(&format!("#{number}")).await, ["A red saddle"]);
    assert!(found("999999").await.is_empty());
}
