//! What was learned of a company (C49, C51, C52, C54, C113).

use super::*;
use app::learning;
use app::view::TicketChange;
use domain::TagColour;

/// Somebody tagged what three people wrote; the company asked for it at its beginning.
pub async fn lay(world: &World, acme: &Company) {
    let admin = world.admin_ctx(acme);
    let tag = app::tag::create(&world.app, &admin, "Saddles", TagColour::Blue).await.unwrap().id;
    for name in ["Ada", "Bea", "Dan"] {
        let (ticket, _) = contact_of(world, acme, name).await;
        let change = TicketChange { add_tags: vec![tag], ..TicketChange::default() };
        app::ticket::change(&world.app, &admin, ticket, change).await.unwrap();
    }
    learning::round(&world.app).await.unwrap();
    let (ticket, _) = contact_of(world, acme, "Ada").await;
    learning::suggest(&world.app, &admin, ticket).await.unwrap();
    let learned = world.app.store().tenant(acme.info.scope).find_learned().await.unwrap();
    assert_eq!(learned.model.map(|model| model.conversations), Some(3));
}

/// What breaks the promises, from outside; each goes on from the one before.
pub async fn mutants(world: &World, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let (_, contact) = contact_of(world, &scene.acme, "Ada").await;
    let store = world.app.store().tenant(scene.acme.info.scope);
    let profile = store.find_contact(contact).await.unwrap().unwrap().profile.object();
    let acme = hand.bytes(scene.acme.info.scope.tenant().as_bytes());
    let other = hand.bytes(scene.other.info.scope.tenant().as_bytes());
    let (ada, nobody) = (hand.bytes(contact.as_bytes()), hand.bytes(&[0; 16]));
    // What the job made, by its log, is somebody's profile.
    let profiled = format!(
        "UPDATE contact SET profile_object = (SELECT content_object FROM learned_model WHERE tenant_id = {acme}) \
        WHERE id = {ada}"
    );
    let objects = format!(
        "INSERT INTO objection (tenant_id, contact_id, purpose, request_id, made_at_ms) \
        VALUES ({acme}, {ada}, 'learning', {nobody}, 1)"
    );
    let old = "UPDATE learned_model SET ledger_size = 0".to_owned();
    let after = |undo: String, sql: String| -> Box<dyn Fn(&Hand<'_>)> {
        Box::new(move |hand: &Hand<'_>| {
            hand.data(&undo);
            hand.data(&sql);
        })
    };
    let profile = hand.bytes(profile.as_bytes());
    let own = format!("UPDATE contact SET profile_object = {profile} WHERE id = {ada}");
    let agrees = format!("DELETE FROM objection WHERE contact_id = {ada} AND purpose = 'learning'");
    let off = format!("UPDATE instruction SET features_off = 'remote_images' WHERE tenant_id = {acme}");
    let moved = format!("UPDATE learned_model SET tenant_id = {other} WHERE tenant_id = {acme}");
    let back = format!("UPDATE learned_model SET tenant_id = {acme} WHERE tenant_id = {other}");
    vec![
        data(113, "learning-person", profiled),
        (54, "model-closed", after(own, objects)),
        (54, "model-old", after(agrees, old)),
        data(49, "model-unasked", off),
        data(52, "model-foreign", moved),
        (51, "model-foreign", after(back, format!("UPDATE learned_model SET model_id = {nobody}"))),
    ]
}
