//! Everyday things: who there is, how mail goes in and out, what is found, and what is said of cookies (C3, C5 to C8, C10, C11,
//! C13, C15 to C26, C58, C59, C96 to C99, C105, C112).

use super::*;
use domain::audit::{Actor, AuditEvent, LegalBasis, Operation, Outcome, Purpose};

/// Each is kept until it is broken.
pub async fn everyday_things_are_kept_until_they_are_broken(world: World) {
    let mut jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, _)) = kept(&world).await else { return };
    let ids = ids(&world, &scene, &hand).await;
    let mut all = of_mail(&ids, &hand);
    all.extend(of_people(&ids, &hand));
    all.extend(of_sealed(&ids));
    all.extend(of_words(&ids));
    each_is_found(&hand, all).await;
    an_entry_without_a_basis_is_found(&world, &scene).await;
    jobs.shutdown().await;
}

fn of_mail(ids: &Ids, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, ticket, zero, far, .. } = ids;
    let id = hand.bytes(&[3; 16]);
    // Somebody runs, and what happened long ago is in no index.
    let running = format!("UPDATE node SET until_ms = {far}");
    let change =
        format!("INSERT INTO change (tenant_id, seq, kind, at_ms) VALUES ({acme}, 1000000, 'erased', 1)");
    vec![
        data(
            22,
            "twice",
            format!(
                "UPDATE intake SET digest_tag = {zero} WHERE tenant_id = {acme} AND state = 'done' AND message_id IS NOT NULL"
            ),
        ),
        data(
            22,
            "held-long",
            format!("UPDATE intake SET state = 'held', received_at_ms = 1 WHERE tenant_id = {other}"),
        ),
        data(
            22,
            "no-message",
            format!(
                "UPDATE intake SET message_id = {id} WHERE tenant_id = {other} AND message_id IS NOT NULL"
            ),
        ),
        data(23, "foreign-mailbox", format!("UPDATE message SET mailbox_id = {id} WHERE kind = 'outbound'")),
        data(
            23,
            "not-queued",
            "UPDATE message SET delivery_state = 'sending' WHERE kind = 'outbound'".to_owned(),
        ),
        data(
            24,
            "auto-replies",
            format!(
                "INSERT INTO auto_reply (tenant_id, tag, window_start_ms, n) VALUES ({acme}, {zero}, {far} - 90000000, 9)"
            ),
        ),
        data(
            25,
            "miscounted",
            format!("UPDATE ticket SET message_count = message_count + 1 WHERE id = {ticket}"),
        ),
        (26, "index-behind", Box::new(move |hand: &Hand<'_>| hand.both(&running, &change))),
        data(58, "connector", format!("UPDATE mailbox SET kind = 'exchange' WHERE tenant_id = {other}")),
        keys(58, "connector", format!("DELETE FROM leaf_key WHERE tenant_id = {acme}")),
    ]
}

fn of_people(ids: &Ids, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, admin, zero, far, .. } = ids;
    let (id, tag) = (hand.bytes(&[6; 16]), hand.bytes(&[6; 32]));
    let mailbox = format!("(SELECT id FROM mailbox WHERE tenant_id = {other} LIMIT 1)");
    vec![
        data(5, "role", format!("UPDATE agent SET role = 'owner' WHERE id = {admin}")),
        data(
            5,
            "stranger",
            format!(
                "INSERT INTO one_time_link (tenant_id, tag, purpose, agent_id, created_at_ms, expires_at_ms) \
                VALUES ({other}, {tag}, 'reset', {admin}, 1, {far})"
            ),
        ),
        data(10, "undeclared", "ALTER TABLE agent ADD COLUMN birthday TEXT".to_owned()),
        data(11, "weak-password", format!("UPDATE agent SET credential_sealed = {zero} WHERE id = {admin}")),
        data(13, "unreached", "CREATE TABLE shadow (tenant_id TEXT, contact_id TEXT)".to_owned()),
        data(
            16,
            "unbound-attempt",
            format!(
                "INSERT INTO oauth_attempt (tenant_id, id, agent_id, content_object, content_sealed, expires_at_ms) \
                VALUES ({acme}, {id}, {admin}, {id}, {zero}, {far})"
            ),
        ),
        data(16, "ungranted", format!("UPDATE mailbox SET kind = 'gmail' WHERE tenant_id = {other}")),
        data(
            17,
            "scopes",
            format!(
                "INSERT INTO mailbox_grant (tenant_id, mailbox_id, provider, state, grant_object, grant_sealed, \
                refreshed_at_ms, notices) VALUES ({other}, {mailbox}, 'google', 'active', {id}, {zero}, 0, 0)"
            ),
        ),
        data(105, "no-admin", format!("UPDATE agent SET state = 'deactivated' WHERE tenant_id = {other}")),
    ]
}

fn of_sealed(ids: &Ids) -> Vec<Mutant> {
    let Ids { acme, ticket, zero, .. } = ids;
    vec![
        data(18, "altered", format!("UPDATE message SET content_sealed = {zero} WHERE ticket_id = {ticket}")),
        data(19, "bytes", format!("DELETE FROM blob WHERE tenant_id = {acme}")),
        data(20, "altered", format!("UPDATE ticket SET summary_sealed = {zero} WHERE id = {ticket}")),
        data(21, "altered", format!("UPDATE mailbox SET settings_sealed = {zero} WHERE tenant_id = {acme}")),
    ]
}

fn of_words(ids: &Ids) -> Vec<Mutant> {
    let Ids { zero, .. } = ids;
    let lacks = |kind: &str, what: &str| {
        format!("UPDATE document SET body = replace(body, '{what}', '') WHERE kind = '{kind}'")
    };
    vec![
        data(7, "instruction-broken", "UPDATE instruction SET features_off = 'forwarding'".to_owned()),
        data(7, "instruction-gap", "UPDATE instruction SET version = 2".to_owned()),
        data(3, "policy-purposes", lacks("privacy-policy", "Signing people in")),
        data(15, "cookie", lacks("cookie-policy", "__Host-deskhero-operator")),
        data(96, "cookie", lacks("cookie-policy", "`__Host-deskhero`")),
        data(15, "cookie", lacks("cookie-policy", "deskhero-popped")),
        data(98, "consent-words", format!("UPDATE consent SET sha256 = {zero}")),
        data(99, "decision", "UPDATE consent SET decision = 'assumed'".to_owned()),
    ]
}

/// Sealed by somebody who has every key, and still found: it says nothing that may be done.
async fn an_entry_without_a_basis_is_found(world: &World, scene: &Scene) {
    let scope = scene.other.info.scope;
    let event = AuditEvent {
        tenant: scope.tenant(),
        at: world.app.now(),
        request: domain::RequestId::generate(world.app.now()),
        actor: Actor::Agent(scene.other.admin),
        purpose: Purpose::UsageAnalysis,
        legal_basis: LegalBasis::LegitimateInterest,
        operation: Operation::Use,
        outcome: Outcome::Done,
        act: "ticket.read".to_owned(),
        opened: Vec::new(),
        made: Vec::new(),
        tickets: Vec::new(),
        reason: String::new(),
        version: None,
        operator_access: None,
    };
    let sealed = world.app.vault().seal_event(&event).unwrap();
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.append_audit(&[(sealed.bytes, sealed.leaf_hash)]).await.unwrap();
    tx.commit().await.unwrap();
    for clause in [6, 8, 59, 112] {
        let report = verify::run_some(&world.app, Some(scope), Some(clause)).await.unwrap();
        let found: Vec<_> =
            faults(&report).into_iter().filter(|one| one.0 == clause && one.1 == "deed").collect();
        assert_eq!(found.len(), 1, "C{clause}: {found:?}");
    }
}
