//! Incidents (C38).

use super::*;
use app::incident::{self, NewFacts, NewIncident, Step};
use domain::IncidentSeverity;

/// Two incidents, one of them reported late with a reason; the company was told of the other.
pub async fn lay(world: &World, acme: &Company) {
    let app = &world.app;
    let yan = world.operator_named("Yan").await;
    for days in [0, 4] {
        let facts = NewFacts {
            title: "A backup disk was lost".to_owned(),
            severity: Some(IncidentSeverity::High),
            what: "It was sealed".to_owned(),
            tenants: vec![acme.info.scope.tenant()],
            categories: vec!["mail".to_owned()],
            ..NewFacts::default()
        };
        let aware_at = app.now().plus_millis(-days * DAY_MS);
        let id = incident::open(app, &yan, NewIncident { facts, aware_at }).await.unwrap();
        let text = "Nobody could open it".to_owned();
        let step = match days {
            0 => Step::NotNeeded { text },
            _ => Step::Report {
                at: app.now(),
                authority: "The authority".to_owned(),
                reference: "1/26".to_owned(),
                why_late: text,
            },
        };
        incident::take(app, &yan, id, step).await.unwrap();
        incident::take(app, &yan, id, Step::Notice { text: "Nothing".to_owned() }).await.unwrap();
    }
    incident::round(app).await.unwrap();
}

/// What breaks the promise, from outside; each goes on from the one before.
pub fn mutants() -> Vec<Mutant> {
    let data = |word, sql: &str| super::data(38, word, sql.to_owned());
    vec![
        data("incident-unexplained", "UPDATE incident SET late_explained = 0"),
        data("incident-untold", "DELETE FROM incident_letter"),
        data("incident-unnoticed", "DELETE FROM incident_told"),
        data(
            "incident-plan-old",
            "UPDATE document_release SET released_at_ms = 1 WHERE kind = 'incident-plan'",
        ),
        data(
            "incident-unreported",
            "UPDATE incident SET reported_at_ms = NULL, not_needed_at_ms = NULL, aware_at_ms = 1",
        ),
    ]
}
