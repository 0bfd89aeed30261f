//! Reviews of who has access: each line is confirmed or removed, and what is removed is gone at once (C89).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, PASSWORD, World};
use app::access_review::{self, ReviewView};
use app::{Ctx, Error, operator, sign_in, token};
use domain::{AccessReviewId, AgentState, AssessmentState, ReviewDecision};

crate::on_both_engines! {
    each_line_is_decided_and_the_report_is_signed
    operators_review_each_other
    nobody_reviews_who_may_not
    admins_see_that_theirs_is_old
    who_signed_out_was_here_all_the_same
}

const DAY_MS: i64 = 24 * 3_600_000;

fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

async fn view(world: &World, by: &Ctx, id: AccessReviewId) -> ReviewView {
    access_review::read(&world.app, &now(world, by), id).await.unwrap()
}

async fn state(world: &World, acme: &Company, id: domain::AgentId) -> AgentState {
    world.app.store().tenant(acme.info.scope).find_agent(id).await.unwrap().unwrap().state
}

async fn each_line_is_decided_and_the_report_is_signed(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    let (made, secret) = token::create(app, &admin, acme.admin, "script").await.unwrap();
    let id = access_review::begin(app, &admin).await.unwrap();
    let again = access_review::begin(app, &now(&world, &admin)).await;
    assert!(matches!(again, Err(Error::State { state: "open", .. })), "{again:?}");
    let lines = view(&world, &admin, id).await.content.lines;
    assert_eq!(lines.len(), 3, "two people and a token");
    let decide =
        async |line, decision| access_review::decide(app, &now(&world, &admin), id, line, decision).await;
    let own = decide(acme.admin.uuid(), ReviewDecision::Removed).await;
    assert!(matches!(own, Err(Error::Input { rule: "rule-review-own", .. })), "{own:?}");
    let early = access_review::finish(app, &now(&world, &admin), id).await;
    assert!(matches!(early, Err(Error::State { state: "waiting", .. })), "{early:?}");
    decide(acme.admin.uuid(), ReviewDecision::Kept).await.unwrap();
    decide(acme.agent.uuid(), ReviewDecision::Removed).await.unwrap();
    decide(made.id.uuid(), ReviewDecision::Removed).await.unwrap();
    assert_eq!(state(&world, &acme, acme.agent).await, AgentState::Deactivated);
    assert!(matches!(token::authenticate(app, &secret, app.now()).await, Err(Error::Unauthenticated)));
    let twice = decide(acme.agent.uuid(), ReviewDecision::Kept).await;
    assert!(matches!(twice, Err(Error::State { state: "decided", .. })), "{twice:?}");
    access_review::finish(app, &now(&world, &admin), id).await.unwrap();
    let done = view(&world, &admin, id).await;
    assert_eq!((done.row.state, done.row.removed), (AssessmentState::Finished, 2));
    let key = app.vault().checkpoint_public_key();
    crypto::checkpoint::verify_receipt(done.content.report.as_bytes(), &done.content.signature, &key)
        .unwrap();
    assert!(!done.content.report.contains("Egon"), "names are read where they are");
    let acts: Vec<_> = log(&world, acme.info.scope).await.iter().map(|event| event.act.to_string()).collect();
    for act in ["review.change", "agent.manage", "token.withdraw"] {
        assert!(acts.iter().any(|one| one == act), "{act}");
    }
}

async fn operators_review_each_other(world: World) {
    let app = &world.app;
    let (wim, yan) = (world.operator_named("Wim").await, world.operator_named("Yan").await);
    let id = access_review::begin(app, &now(&world, &wim)).await.unwrap();
    let other = yan.agent_id().unwrap();
    for line in view(&world, &wim, id).await.content.lines {
        let goes = line.agent == other;
        let decision = if goes { ReviewDecision::Removed } else { ReviewDecision::Kept };
        access_review::decide(app, &now(&world, &wim), id, line.id(), decision).await.unwrap();
    }
    access_review::finish(app, &now(&world, &wim), id).await.unwrap();
    let row = app.store().tenant(operator::SCOPE).find_agent(other).await.unwrap().unwrap();
    assert_eq!(row.state, AgentState::Deactivated);
    let due = app::assessment::due_reviews(app, app.now()).await.unwrap().unwrap();
    assert_eq!(due.last, Some(app.now()));
    let events = log(&world, operator::SCOPE).await;
    assert_eq!(events.iter().filter(|event| event.act == "operator.remove").count(), 1);
}

async fn nobody_reviews_who_may_not(world: World) {
    let app = &world.app;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let id = access_review::begin(app, &world.admin_ctx(&acme)).await.unwrap();
    let agent = access_review::list(app, &world.agent_ctx(&acme)).await;
    assert!(matches!(agent, Err(Error::NotFound(_))), "{agent:?}");
    let theirs = access_review::read(app, &world.admin_ctx(&other), id).await;
    assert!(matches!(theirs, Err(Error::NotFound(_))), "{theirs:?}");
}

async fn admins_see_that_theirs_is_old(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let admin = world.admin_ctx(&acme);
    assert!(!access_review::is_old(app, &admin).await.unwrap());
    world.clock.advance_ms(181 * DAY_MS);
    assert!(access_review::is_old(app, &now(&world, &admin)).await.unwrap());
    let id = access_review::begin(app, &now(&world, &admin)).await.unwrap();
    for line in view(&world, &admin, id).await.content.lines {
        let by = now(&world, &admin);
        access_review::decide(app, &by, id, line.id(), ReviewDecision::Kept).await.unwrap();
    }
    access_review::finish(app, &now(&world, &admin), id).await.unwrap();
    assert!(!access_review::is_old(app, &now(&world, &admin)).await.unwrap());
}

async fn who_signed_out_was_here_all_the_same(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let password = domain::Private::new(PASSWORD.to_owned());
    let scope = acme.info.scope;
    let began = app.now();
    let signed =
        sign_in::with_password(app, scope, "egon@acme.test", &password, "192.0.2.9", began).await.unwrap();
    world.clock.advance_ms(DAY_MS / 24);
    let known = sign_in::resume(app, &signed.session_token, app.now()).await.unwrap();
    let seen = app.now();
    sign_in::out(app, &known.ctx, &signed.session_token).await.unwrap();
    world.clock.advance_ms(90 * DAY_MS);
    let admin = now(&world, &world.admin_ctx(&acme));
    let id = access_review::begin(app, &admin).await.unwrap();
    let lines = view(&world, &admin, id).await.content.lines;
    let used = |agent| lines.iter().find(|line| line.agent == agent).unwrap().last_used_at;
    assert_eq!((used(acme.agent), used(acme.admin)), (Some(seen), None));
}
