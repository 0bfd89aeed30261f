//! Documents (C1, C2, C4, C9, C82, C101 to C104, C110, C111).

use super::*;
use app::document;
use domain::{DocumentKind, Role};

/// Everything is released, a year ago for all that anybody knows; and agreed to.
pub async fn lay(world: &World, acme: &Company) {
    world.clock.advance_ms(1_000);
    let operator = app::Ctx::operator(app::operator::SCOPE, world.app.now());
    document::release_missing(&world.app, &operator, DocumentKind::ALL).await.unwrap();
    world.agree(acme.info.scope, acme.admin, Role::Admin).await;
    world.agree(acme.info.scope, acme.agent, Role::Agent).await;
    app::jobs::document_letters::round(&world.app).await.unwrap();
    // Whatever it says at this moment: everybody can read it.
    app::trust::check(&world.app).await.unwrap();
}

/// Each promise about documents, kept until it is broken.
pub async fn are_kept_until_they_are_broken(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, _)) = kept(&world).await else { return };
    letters_have_a_day(&world, &hand).await;
    let ids = ids(&world, &scene, &hand).await;
    let (admin, zero) = (&ids.admin, &ids.zero);
    let of = |kind: &str, language: &str| format!("kind = '{kind}' AND language = '{language}'");
    let ago = |hours: i64| world.app.now().plus_millis(-hours * 3_600_000).as_millis();
    let record = "UPDATE document SET body = replace(body, '`ticket`', '') WHERE kind = 'processing-record'";
    let mut mutants = vec![
        data(4, "document", "UPDATE document SET body = body || ' ' WHERE kind = 'measures'".to_owned()),
        data(
            4,
            "acceptance-gone",
            format!("DELETE FROM acceptance WHERE kind = 'terms' AND agent_id = {}", ids.former),
        ),
        data(1, "untranslated", format!("DELETE FROM document_text WHERE {}", of("terms", "en"))),
        data(
            2,
            "text",
            format!("UPDATE document_text SET sha256 = {} WHERE {}", ids.zero, of("terms", "da")),
        ),
        data(82, "record", record.to_owned()),
        data(
            102,
            "unwritten",
            format!("DELETE FROM document_letter WHERE kind = 'terms' AND agent_id = {admin}"),
        ),
        data(102, "letter-unsent", format!("UPDATE document_letter SET made_at_ms = {}", ago(50))),
        data(
            102,
            "letter-in-doubt",
            format!(
                "UPDATE document_letter SET state = 'in-doubt', made_at_ms = {0}, ended_at_ms = {0}",
                ago(170)
            ),
        ),
        data(
            104,
            "acknowledged",
            format!("UPDATE acceptance SET version = 7 WHERE kind = 'terms' AND agent_id = {admin}"),
        ),
        data(
            110,
            "acknowledged",
            format!(
                "UPDATE acceptance SET accepted_at_ms = 1 WHERE kind = 'privacy-policy' AND agent_id = {admin}"
            ),
        ),
        // A gate that let somebody pass.
        data(
            103,
            "unacknowledged",
            format!(
                "DELETE FROM acceptance WHERE kind = 'privacy-policy' AND agent_id = {admin}; \
                INSERT INTO session (id, tag, tenant_id, agent_id, csrf_tag, created_at_ms, expires_at_ms, last_seen_at_ms, \
                page_at_ms) VALUES ({zero}, {zero}, {acme}, {admin}, {zero}, {now}, {far}, {now}, {now})",
                acme = ids.acme,
                far = ids.far,
                now = world.app.now().as_millis(),
            ),
        ),
    ];
    mutants.extend(later(&ids));
    each_is_found(&hand, mutants).await;
}

/// Those that come last: what they break, others need.
fn later(ids: &Ids) -> Vec<Mutant> {
    vec![
        data(101, "policy", "DELETE FROM document_release WHERE kind = 'cookie-policy'".to_owned()),
        data(111, "policy", "DELETE FROM document_release WHERE kind = 'privacy-policy'".to_owned()),
        // Another version than the one of then, and somebody who may not agree for the company.
        data(
            9,
            "unagreed",
            format!("UPDATE acceptance SET version = 0 WHERE kind = 'dpa' AND tenant_id = {}", ids.other),
        ),
        data(
            9,
            "unagreed",
            format!(
                "UPDATE acceptance SET version = 1 WHERE kind = 'dpa'; \
                UPDATE acceptance SET agent_id = {} WHERE kind = 'dpa' AND tenant_id = {}",
                ids.former, ids.acme
            ),
        ),
        data(9, "unagreed", "DELETE FROM acceptance WHERE kind = 'dpa'".to_owned()),
    ]
}

/// C102: a version that matters and has no letters at all is kept for a day, and then broken: nobody sends them, for whatever
/// reason. What was released before anybody had an account has nobody to tell.
async fn letters_have_a_day(world: &World, hand: &Hand<'_>) {
    let found = async || {
        let mut all = faults(&verify::run_some(&world.app, None, Some(102)).await.unwrap());
        all.retain(|(_, word, what)| *word == "unwritten" && what.starts_with("measures 1 to "));
        all
    };
    let ago = |hours: i64| world.app.now().plus_millis(-hours * 3_600_000).as_millis();
    let released = |hours: i64| {
        let at = ago(hours);
        hand.data(&format!(
            "UPDATE document_release SET letters_at_ms = NULL, released_at_ms = {at} WHERE kind = 'measures'; \
            DELETE FROM document_letter WHERE kind = 'measures'"
        ));
    };
    let made_later =
        |days: i64| hand.data(&format!("UPDATE agent SET created_at_ms = created_at_ms + {}", days * DAY_MS));
    made_later(400);
    released(25);
    assert_eq!(found().await, BTreeSet::new(), "nobody had an account then");
    made_later(-800);
    assert!(!found().await.is_empty(), "a day is over");
    released(23);
    assert_eq!(found().await, BTreeSet::new(), "it is not over yet");
    made_later(400);
}
