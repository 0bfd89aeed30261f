//! What the installation keeps about people for its own running ends by itself (C90), by the clock.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{self, Company, World};
use domain::keyring::{LeafRef, Tag};
use domain::record::OauthAttempt;
use domain::{AttemptId, Private};
use store::Attempt;

const HOUR_MS: i64 = 3_600_000;

fn tag(n: u8) -> Tag {
    Tag([n; 32])
}

async fn somebody_goes_to_a_provider(world: &World, company: &Company) -> Attempt {
    let (app, scope, now) = (&world.app, company.info.scope, world.app.now());
    let id = AttemptId::generate(now);
    let content = OauthAttempt {
        provider: domain::Provider::Google,
        state: Private::new("state".to_owned()),
        nonce: Private::new("nonce".to_owned()),
        verifier: Private::new("verifier".to_owned()),
        settings: world::maildir("support@acme.test", std::path::Path::new("/nowhere")),
        look_back_from: None,
        again: None,
        is_first: false,
    };
    app.load_tenant(scope).await.unwrap();
    app.admit(scope, &[LeafRef::agent(company.agent)]).await.unwrap();
    let mut keys = app.vault().draft(scope);
    let content = keys.seal(now, id.uuid(), &[LeafRef::agent(company.agent)], &content).unwrap();
    app.keyring().commit(keys.batch()).await.unwrap();
    let row = Attempt { id, agent: company.agent, content, expires_at: now.plus_millis(HOUR_MS / 2) };
    let mut tx = app.store().tenant(scope).begin().await.unwrap();
    tx.insert_oauth_attempt(&row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

async fn counts_and_attempts_end_with_their_time(world: World) {
    let acme = world.company("acme").await;
    let (app, scope) = (&world.app, acme.info.scope);
    let (system, store, begun) = (app.store().system(), app.store().tenant(scope), app.now());
    let long_ago = begun.plus_millis(-24 * HOUR_MS);
    assert_eq!(system.insert_sign_in_failure(tag(1), begun, long_ago).await.unwrap(), 1);
    let attempt = somebody_goes_to_a_provider(&world, &acme).await;
    let keys =
        async || app.keyring().list_object_keys(scope, &[attempt.content.object()]).await.unwrap().len();
    let mut tx = store.begin().await.unwrap();
    tx.count_auto_reply(tag(2), 1, begun).await.unwrap();
    tx.commit().await.unwrap();
    // How many counts there are, whatever their age; the transaction keeps nothing.
    let counts = async || {
        store.begin().await.unwrap().delete_rates_passed(begun.plus_millis(99 * 24 * HOUR_MS)).await.unwrap()
    };

    // All of it still counts.
    world.clock.advance_ms(HOUR_MS / 2 - 1);
    app::jobs::upkeep::round(app).await.unwrap();
    assert_eq!((counts().await, keys().await), (1, 1));
    assert!(store.find_oauth_attempt(attempt.id).await.unwrap().is_some());
    // The permission was not given in time.
    world.clock.advance_ms(HOUR_MS);
    app::jobs::upkeep::round(app).await.unwrap();
    assert_eq!((counts().await, keys().await), (1, 0));
    assert!(store.find_oauth_attempt(attempt.id).await.unwrap().is_none());
    assert_eq!(system.get_sign_in_failures(tag(1)).await.unwrap().failures, 1);
    // The day is over.
    world.clock.advance_ms(24 * HOUR_MS);
    app::jobs::upkeep::round(app).await.unwrap();
    assert_eq!(counts().await, 0);
    assert_eq!(system.get_sign_in_failures(tag(1)).await.unwrap().failures, 0);
}

crate::on_both_engines! {
    counts_and_attempts_end_with_their_time
}
