//! Assessments and access reviews (C89).

use super::*;
use app::access_review;
use app::assessment::{self, Reply};
use domain::record::AssessmentContent;
use domain::{ItemResult, ReviewDecision};

/// A finished assessment with something that is not in order; a review of a company in which a token and a colleague went.
pub async fn lay(world: &World, acme: &Company) {
    let app = &world.app;
    let zoe = world.operator_named("Zoe").await;
    let id = assessment::run(app, &zoe, Vec::new()).await.unwrap();
    let until = Some(domain::Day::at(app.now()).plus(30));
    let view = assessment::read(app, &zoe, id).await.unwrap();
    let reply = |item: &domain::record::AssessmentItem| Reply {
        item: item.word.clone(),
        result: item.result.is_none().then_some(ItemResult::Yes),
        note: "It is being done".to_owned(),
        until,
    };
    let replies = view.content.items.iter().map(reply).collect();
    assessment::answer(app, &zoe, id, replies).await.unwrap();
    assessment::finish(app, &zoe, id).await.unwrap();
    let admin = world.admin_ctx(acme);
    let new = app::agent::NewAgent {
        name: "Gus".to_owned(),
        email: "gus@acme.test".to_owned(),
        role: domain::Role::Agent,
        password: domain::Private::new("correct horse battery".to_owned()),
    };
    let gus = app::agent::create(app, &admin, new).await.unwrap().id;
    app::token::create(app, &admin, acme.admin, "old").await.unwrap();
    world.clock.advance_ms(1_000);
    let admin = world.admin_ctx(acme);
    let review = access_review::begin(app, &admin).await.unwrap();
    let lines = access_review::read(app, &admin, review).await.unwrap().content.lines;
    for line in &lines {
        let goes = line.agent == gus || line.token.is_some();
        let decision = if goes { ReviewDecision::Removed } else { ReviewDecision::Kept };
        access_review::decide(app, &admin, review, line.id(), decision).await.unwrap();
    }
    access_review::finish(app, &admin, review).await.unwrap();
}

/// A report that was signed in which something failed without a word, sealed in the place of the one that is there.
async fn without_words(world: &World, hand: &Hand<'_>) -> String {
    let (app, scope) = (&world.app, app::operator::SCOPE);
    let row = app.store().tenant(scope).list_assessments().await.unwrap().pop().unwrap();
    let ctx = app::Ctx::operator(scope, app.now());
    let mut content: AssessmentContent = assessment::read(app, &ctx, row.id).await.unwrap().content;
    for item in &mut content.items {
        item.note = String::new();
    }
    let leaves = [domain::keyring::LeafRef::settings(scope.tenant())];
    let mut keys = app.vault().draft(scope);
    let sealed = keys.seal(app.now(), row.id.uuid(), &leaves, &content).unwrap();
    app.keyring().commit(keys.batch()).await.unwrap();
    app.vault().publish(keys);
    format!(
        "UPDATE assessment SET content_object = {}, content_sealed = {}",
        hand.bytes(sealed.object().as_bytes()),
        hand.bytes(sealed.as_bytes())
    )
}

/// What breaks the promise, from outside; each goes on from the one before.
pub async fn mutants(world: &World, hand: &Hand<'_>) -> Vec<Mutant> {
    let data = |word, sql: &str| super::data(89, word, sql.to_owned());
    vec![
        data("review-access", "UPDATE api_token SET revoked_at_ms = NULL"),
        data("assessment-report", "UPDATE access_review SET removed = 0"),
        data("assessment-report", "UPDATE assessment SET failed = 0"),
        data("assessment-unexplained", &without_words(world, hand).await),
        (89, "assessment-old", old(world)),
    ]
}

/// The last assessment, and what began everything, lies far back.
fn old(world: &World) -> Box<dyn Fn(&Hand<'_>)> {
    let long_ago = world.app.now().plus_millis(-100 * DAY_MS).as_millis();
    Box::new(move |hand: &Hand<'_>| {
        hand.data(&format!("UPDATE assessment SET finished_at_ms = {long_ago}"));
        hand.data(&format!("UPDATE tenant SET created_at_ms = {long_ago}"));
        hand.data(&format!("UPDATE agent SET created_at_ms = {long_ago}"));
    })
}
