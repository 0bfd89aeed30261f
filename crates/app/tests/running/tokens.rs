//! API tokens have names, sealed under the key of whose they are, and gone with the token.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World};
use app::{Error, token};
use domain::limits::TOKEN_NAME_CHARS_MAX;
use domain::{AgentState, ObjectId, TokenId};

async fn object(world: &World, company: &Company, id: TokenId) -> Option<ObjectId> {
    let rows = world.app.store().tenant(company.info.scope).list_api_tokens().await.unwrap();
    rows.iter().find(|row| row.id == id).unwrap().name.as_ref().map(|name| name.object())
}

async fn has_key(world: &World, company: &Company, object: ObjectId) -> bool {
    let keys = world.app.keyring().list_object_keys(company.info.scope, &[object]).await.unwrap();
    !keys.is_empty()
}

async fn a_token_has_a_name(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let (app, egon, ada) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let (nameless, _) = token::create(app, &egon, acme.agent, "  ").await.unwrap();
    let (zapier, secret) = token::create(app, &egon, acme.agent, " Zapier ").await.unwrap();
    let (report, _) = token::create(app, &ada, acme.admin, "Wöchentlicher Bericht").await.unwrap();
    assert_eq!((nameless.name.as_str(), zapier.name.as_str()), ("", "Zapier"));
    let names = async |ctx| {
        let all = token::list(app, ctx).await.unwrap();
        let mut all: Vec<_> = all.into_iter().map(|one| (one.id, one.name)).collect();
        all.sort_by(|one, other| one.1.cmp(&other.1));
        all
    };
    let own = [(nameless.id, String::new()), (zapier.id, "Zapier".to_owned())];
    assert_eq!(names(&egon).await, own);
    let (before, after) = own.split_at(1);
    let all = [before, &[(report.id, "Wöchentlicher Bericht".to_owned())], after].concat();
    assert_eq!(names(&ada).await, all);
    assert_eq!(object(&world, &acme, nameless.id).await, None);
    // It works as before, and its use is known.
    token::authenticate(app, &secret, app.now()).await.unwrap();
    let used = token::list(app, &egon).await.unwrap();
    assert!(used.iter().all(|one| one.last_used_at_ms.is_some() == (one.id == zapier.id)));

    for name in ["two\nlines".to_owned(), "x".repeat(TOKEN_NAME_CHARS_MAX + 1)] {
        let refused = token::create(app, &egon, acme.agent, &name).await.unwrap_err();
        assert!(matches!(refused, Error::Input { field: "name", rule: "rule-name" }), "{refused}");
    }
    let (last, _) = token::create(app, &egon, acme.agent, &"ü".repeat(TOKEN_NAME_CHARS_MAX)).await.unwrap();

    // With the token its name goes, and the key of it.
    let name = object(&world, &acme, zapier.id).await.unwrap();
    assert!(has_key(&world, &acme, name).await);
    token::withdraw(app, &egon, zapier.id).await.unwrap();
    assert_eq!(object(&world, &acme, zapier.id).await, None);
    assert!(!has_key(&world, &acme, name).await);
    let name = object(&world, &acme, last.id).await.unwrap();
    let gone = app::agent::AgentChange { state: Some(AgentState::Deactivated), role: None };
    app::agent::change(app, &ada, acme.agent, gone).await.unwrap();
    assert!(!has_key(&world, &acme, name).await);
    assert_eq!(names(&ada).await, [(report.id, "Wöchentlicher Bericht".to_owned())]);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_has_a_name_sqlite() {
    a_token_has_a_name(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_has_a_name_postgres() {
    a_token_has_a_name(Engine::Postgres).await;
}
