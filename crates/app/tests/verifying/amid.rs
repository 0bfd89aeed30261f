//! While something is being erased, its keys are gone and its rows are still there: that breaks no promise.

use crate::world::World;
use crate::{Company, contact_of, faults, kept, until_done};
use app::erasure::{self, Scope, Wanted};
use app::verify;
use domain::{ErasureReason, ErasureState};
use std::collections::BTreeSet;

/// An erasure, stopped after each of its steps.
async fn step_by_step(world: &World, company: &Company, scope: Scope) {
    let (app, of) = (&world.app, company.info.scope);
    let wanted = Wanted { scope, reason: ErasureReason::Instruction };
    let id = erasure::begin(app, &world.admin_ctx(company), wanted).await.unwrap();
    let mut row = app.store().tenant(of).find_erasure(id).await.unwrap().unwrap();
    let mut seen = vec![row.state];
    loop {
        match erasure::step(app, of, &mut row, app.now()).await {
            Ok(true) => seen.push(row.state),
            Ok(false) => break,
            // The index is in use for a moment.
            Err(error) => tracing::info!(%error, "it is done again"),
        }
        let report = verify::run(app, None).await.unwrap();
        assert_eq!(faults(&report), BTreeSet::new(), "{scope:?}: {:?}", row.state);
    }
    use ErasureState as S;
    assert_eq!(seen, [S::Begun, S::KeysGone, S::Purged], "{scope:?}");
    until_done(world, company, id).await;
}

pub async fn amid_an_erasure_nothing_is_broken(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, ..)) = kept(&world).await else { return };
    let acme = &scene.acme;
    let message = world.read(acme, scene.ticket).await.messages[1].id;
    let (_, dan) = contact_of(&world, acme, "Dan").await;
    for scope in [
        Scope::Message(message),
        Scope::Attachments(scene.ticket),
        Scope::Pseudonym(dan),
        Scope::Conversation(scene.ticket),
        Scope::Contact(scene.restricted),
        Scope::Mailbox(scene.ended),
    ] {
        Box::pin(step_by_step(&world, acme, scope)).await;
    }
    Box::pin(step_by_step(&world, &scene.other, Scope::Mailbox(scene.other.mailbox))).await;
    Box::pin(step_by_step(&world, &scene.other, Scope::Tenant)).await;
}
