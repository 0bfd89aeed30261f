//! What authorities asked of a company (C31, C61, C77).

use super::*;
use app::disclosure::{self, NewDisclosure};
use domain::{Private, Timestamp};

/// Two operators approved two requests of authorities; of one, the company may not be told yet.
pub async fn lay(world: &World, acme: &Company) {
    let app = &world.app;
    let (wim, xia) = (world.operator_named("Wim").await, world.operator_named("Xia").await);
    let number = world.tickets(acme).await.iter().find(|row| row.subject.starts_with("Ada")).unwrap().number;
    for gag_until in [None::<Timestamp>, Some(app.now().plus_millis(30 * DAY_MS))] {
        let new = NewDisclosure {
            scope: acme.info.scope,
            authority: "The court".to_owned(),
            basis: "A law".to_owned(),
            reference: "7/26".to_owned(),
            tickets: vec![number],
            from: None,
            until: None,
            gag_until,
        };
        let id = disclosure::ask(app, &wim, new).await.unwrap();
        for by in [wim, xia] {
            let password = Private::new(world::PASSWORD.to_owned());
            disclosure::approve(app, &by, id, &password).await.unwrap();
        }
        let by = app::Ctx { request: domain::RequestId::generate(app.now()), ..xia };
        disclosure::hand_out(app, &by, id).await.unwrap();
    }
}

/// From before that was refused: somebody said no after it was handed out. It breaks nothing.
pub fn refuse_late(hand: &Hand<'_>) {
    hand.data(
        "UPDATE disclosure SET refused_by_id = first_by_id, refused_at_ms = (SELECT f.made_at_ms + 1 \
         FROM disclosure_file f WHERE f.disclosure_id = disclosure.id) WHERE gag_until_ms IS NULL",
    );
}

/// What breaks the promises, from outside; each goes on from the one before.
pub fn mutants() -> Vec<Mutant> {
    let data = |clause, word, sql: &str| super::data(clause, word, sql.to_owned());
    vec![
        // Of the one that is gagged: what follows breaks the other.
        data(
            31,
            "disclosure-unapproved",
            "UPDATE disclosure SET refused_by_id = first_by_id, refused_at_ms = second_at_ms - 1 \
             WHERE gag_until_ms IS NOT NULL",
        ),
        data(
            31,
            "disclosure-unapproved",
            "UPDATE disclosure SET second_by_id = first_by_id WHERE gag_until_ms IS NULL",
        ),
        data(
            61,
            "disclosure-untold",
            "UPDATE disclosure SET gag_until_ms = 1 WHERE gag_until_ms IS NOT NULL",
        ),
        data(77, "disclosure-unregistered", "DELETE FROM disclosure_file"),
    ]
}
