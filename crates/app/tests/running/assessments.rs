//! Self-assessments: looked at, answered, finished, reminded of (C89).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Engine, World, servers};
use app::assessment::{self, Finding, Reply};
use app::{Ctx, Error, operator};
use domain::record::ExternalTest;
use domain::{ASSESSED_ITEMS, AssessmentId, AssessmentState, Day, ItemResult, ReminderKind};

crate::with_either_engine!(an_assessment_is_looked_at_answered_and_signed);

crate::on_both_engines! {
    what_was_finished_is_never_changed
    what_others_tested_is_written_down
    a_term_reminds_twice_each_once
}

const DAY_MS: i64 = 24 * 3_600_000;

fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

/// Says yes to everything that waits, with a note and a day.
async fn answer_all(world: &World, by: &Ctx, id: AssessmentId) {
    let by = now(world, by);
    let view = assessment::read(&world.app, &by, id).await.unwrap();
    let reply = |item: &domain::record::AssessmentItem| Reply {
        item: item.word.clone(),
        result: item.result.is_none().then_some(ItemResult::Yes),
        note: "It is being done".to_owned(),
        until: Some(Day::at(world.app.now()).plus(30)),
    };
    let replies = view.content.items.iter().map(reply).collect();
    assessment::answer(&world.app, &by, id, replies).await.unwrap();
}

async fn an_assessment_is_looked_at_answered_and_signed(engine: Engine) {
    // It looks at how passwords are hashed.
    let cost = crypto::password::Cost::TODAY;
    let Some(world) = World::with(engine, |settings| settings.password_cost = cost).await else { return };
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    let seen = vec![Finding::of("page-policy", true, "default-src 'none'")];
    let id = assessment::run(app, &now(&world, &wim), seen).await.unwrap();
    let view = assessment::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!(view.content.items.len(), ASSESSED_ITEMS.len());
    let result = |word: &str| view.content.items.iter().find(|one| one.word == word).unwrap().result;
    assert_eq!(result("page-policy"), Some(ItemResult::Passed));
    assert_eq!(result("page-headers"), Some(ItemResult::Failed), "nobody looked at it");
    assert_eq!(result("password-hashes"), Some(ItemResult::Passed));
    assert_eq!(result("virus-scan"), Some(ItemResult::Failed));
    assert_eq!(result("up-to-date"), None);
    // It is not finished before each item is answered, and each that failed has words.
    let early = assessment::finish(app, &now(&world, &wim), id).await;
    assert!(matches!(early, Err(Error::State { state: "waiting", .. })), "{early:?}");
    // What the program looks at, nobody answers.
    let reply = Reply { item: "virus-scan".to_owned(), result: Some(ItemResult::Yes), ..Reply::default() };
    let said = assessment::answer(app, &now(&world, &wim), id, vec![reply]).await;
    assert!(matches!(said, Err(Error::Input { field: "result", .. })), "{said:?}");
    let no = Reply { item: "up-to-date".to_owned(), result: Some(ItemResult::No), ..Reply::default() };
    assessment::answer(app, &now(&world, &wim), id, vec![no]).await.unwrap();
    answer_all(&world, &wim, id).await;
    assessment::finish(app, &now(&world, &wim), id).await.unwrap();
    let done = assessment::read(app, &now(&world, &wim), id).await.unwrap();
    let key = app.vault().checkpoint_public_key();
    crypto::checkpoint::verify_receipt(done.content.report.as_bytes(), &done.content.signature, &key)
        .unwrap();
    let report: serde_json::Value = serde_json::from_str(&done.content.report).unwrap();
    assert_eq!((&report["number"], &report["counts"]["no"]), (&1.into(), &1.into()));
    assert_eq!(report["failed"], done.row.failed);
    // Nobody of a company sees them.
    let admin = assessment::list(app, &world.admin_ctx(&acme)).await;
    assert!(matches!(admin, Err(Error::NotFound(_))));
    assert!(log(&world, operator::SCOPE).await.iter().any(|event| event.act == "assessment.change"));
}

async fn what_was_finished_is_never_changed(world: World) {
    let app = &world.app;
    let wim = world.operator_named("Wim").await;
    let shell = Ctx::operator(operator::SCOPE, app.now());
    let id = assessment::run(app, &shell, Vec::new()).await.unwrap();
    answer_all(&world, &wim, id).await;
    // The program looks again, and what was answered stays.
    assert_eq!(assessment::run(app, &now(&world, &wim), Vec::new()).await.unwrap(), id);
    let view = assessment::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!((view.waiting(), view.row.begun_by), (0, None));
    assessment::finish(app, &now(&world, &wim), id).await.unwrap();
    let reply = Reply { item: "threats".to_owned(), result: Some(ItemResult::No), ..Reply::default() };
    let after = assessment::answer(app, &now(&world, &wim), id, vec![reply]).await;
    assert!(matches!(after, Err(Error::State { state: "finished", .. })), "{after:?}");
    // The next one is another.
    let next = assessment::run(app, &now(&world, &wim), Vec::new()).await.unwrap();
    assert_ne!(next, id);
    let all = assessment::list(app, &now(&world, &wim)).await.unwrap();
    assert_eq!(all.iter().map(|one| one.row.number).collect::<Vec<_>>(), [2, 1]);
}

async fn what_others_tested_is_written_down(world: World) {
    let app = &world.app;
    let wim = world.operator_named("Wim").await;
    let test = |days: i32| ExternalTest {
        on: Day::at(app.now()).plus(days),
        by: "Nordsec".to_owned(),
        summary: "The pages and the API; nothing grave.".to_owned(),
        open: String::new(),
    };
    let ahead = assessment::external(app, &now(&world, &wim), test(1)).await;
    assert!(matches!(ahead, Err(Error::Input { field: "on", .. })), "{ahead:?}");
    let id = assessment::external(app, &now(&world, &wim), test(-3)).await.unwrap();
    let view = assessment::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!(view.row.state, AssessmentState::Finished);
    assert!(view.content.report.contains("Nordsec"));
    // It is no self-assessment.
    assert_eq!(assessment::due(app, app.now()).await.unwrap().unwrap().last, None);
}

async fn letters(world: &World, kind: ReminderKind) -> usize {
    let due = assessment::due(&world.app, world.app.now()).await.unwrap().unwrap();
    let store = world.app.store().tenant(operator::SCOPE);
    store.list_assessment_letters(kind, due.at).await.unwrap().len()
}

async fn a_term_reminds_twice_each_once(world: World) {
    let app = &world.app;
    let wim = world.operator_named("Wim").await;
    let rounds = async |days: i64| {
        world.clock.advance_ms(days * DAY_MS);
        for _ in 0..3 {
            assessment::round(app).await.unwrap();
        }
        let reminded = log(&world, operator::SCOPE).await;
        reminded.iter().filter(|event| event.act == "assessment.remind").count()
    };
    // The assessment and the review of the operators have the same term here.
    assert_eq!(rounds(75).await, 0);
    assert_eq!(rounds(2).await, 2);
    assert_eq!(letters(&world, ReminderKind::AssessmentDue).await, 1);
    assert_eq!(letters(&world, ReminderKind::AssessmentOverdue).await, 0);
    assert_eq!(rounds(14).await, 4);
    assert_eq!(letters(&world, ReminderKind::AssessmentOverdue).await, 1);
    assert_eq!(rounds(30).await, 4);
    let id = assessment::run(app, &now(&world, &wim), Vec::new()).await.unwrap();
    answer_all(&world, &wim, id).await;
    assessment::finish(app, &now(&world, &wim), id).await.unwrap();
    // A term of its own begins.
    assert!(!assessment::due(app, app.now()).await.unwrap().unwrap().is_near);
    assert_eq!(rounds(80).await, 5);
}

mod by_mail {
    use super::*;

    /// Handed over twice, a reminder is the same mail.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_reminder_is_one_mail() {
        let placed =
            servers::with_operator_mail(crate::world::Engine::Sqlite, &["wim@acme.test"], |_| {}).await;
        let Some((world, dovecot, _exim)) = placed else { return };
        let app = &world.app;
        let new = app::agent::NewAgent {
            name: "Wim".to_owned(),
            email: "wim@acme.test".to_owned(),
            role: domain::Role::Operator,
            password: domain::Private::new("correct horse battery".to_owned()),
        };
        app::agent::create(app, &Ctx::operator(operator::SCOPE, app.now()), new).await.unwrap();
        world.clock.advance_ms(80 * DAY_MS);
        assessment::round(app).await.unwrap();
        assessment::round(app).await.unwrap();
        let store = app.store().tenant(operator::SCOPE);
        let due = assessment::due(app, app.now()).await.unwrap().unwrap();
        let letters = store.list_assessment_letters(ReminderKind::AssessmentDue, due.at).await.unwrap();
        assert_eq!(letters[0].state, domain::LetterState::Sent);
        drop(dovecot);
    }
}
