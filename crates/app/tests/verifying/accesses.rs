//! What the operator read of a company (C35, C55, C56).

use super::*;
use app::operator_access::{self, Ask};
use domain::{AccessReason, Private};

/// An operator was let in, and read a conversation; and looked in by itself, where somebody's data was in danger.
pub async fn lay(world: &World, acme: &Company) {
    let (app, scope) = (&world.app, acme.info.scope);
    let operator = world.operator_named("Vera").await;
    let ask = |reason| Ask {
        scope,
        reason,
        words: Private::new("A mail does not show.".to_owned()),
        minutes: Some(20),
        password: Private::new(world::PASSWORD.to_owned()),
    };
    let id = operator_access::ask(app, &operator, ask(AccessReason::SupportRequested)).await.unwrap();
    operator_access::approve(app, &world.admin_ctx(acme), id).await.unwrap();
    let ticket = world.tickets(acme).await.iter().find(|row| row.subject.starts_with("Ada")).unwrap().id;
    operator_access::read_ticket(app, &operator, scope, id, ticket).await.unwrap();
    operator_access::end(app, &world.admin_ctx(acme), scope, id).await.unwrap();
    operator_access::ask(app, &operator, ask(AccessReason::Security)).await.unwrap();
}

/// What breaks the promises, from outside; each goes on from the one before.
pub fn mutants() -> Vec<Mutant> {
    let data = |clause, word, sql: &str| super::data(clause, word, sql.to_owned());
    vec![
        data(
            35,
            "read-without-access",
            "UPDATE operator_access SET ended_at_ms = opened_at_ms - 60000 WHERE ended_at_ms IS NOT NULL",
        ),
        data(
            35,
            "access-not-let-in",
            "UPDATE operator_access SET decided_by_id = operator_id WHERE reason = 'support_requested'",
        ),
        data(
            35,
            "access-not-logged",
            "UPDATE operator_access SET opened_at_ms = opened_at_ms + 1, until_ms = until_ms + 1 \
            WHERE reason = 'security'",
        ),
        data(
            55,
            "access-long",
            "UPDATE operator_access SET minutes = 600, until_ms = opened_at_ms + 36000000",
        ),
        data(56, "access-reason", "UPDATE operator_access SET reason = 'model_training'"),
    ]
}
