//! C47: what is under a legal hold is kept, and somebody looks after it.

use super::looking::{Found, Looking, id_of};
use crate::Result;
use domain::keyring::{LeafKind, LeafRef};
use std::collections::HashSet;
use uuid::Uuid;

/// Every hold that is in force has an owner who is there, a day of review that has not passed, and its subject's key; and
/// nothing under it was erased since.
pub(super) async fn holds(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let leaves = l.leaves().await?;
    let mut there: HashSet<Uuid> = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "id", "state"]).await? {
        if row.get(2).is_some_and(|state| state.text() != "deactivated") {
            there.extend(id_of(&row, 1));
        }
    }
    let erasures = l.erasures().await?;
    let columns = [
        "tenant_id",
        "id",
        "scope",
        "subject_id",
        "owner_id",
        "review_at_ms",
        "made_at_ms",
        "released_at_ms",
    ];
    for row in l.rows("legal_hold", &columns).await? {
        let [tenant, id, scope, subject, owner, review, made, released] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(subject)) = (tenant.id(), id.id(), subject.id()) else { continue };
        if released.int().is_some() {
            continue;
        }
        found.looked_at += 1;
        if !owner.id().is_some_and(|owner| there.contains(&owner)) {
            found.fault("hold-owner", id);
        }
        if review.int().is_none_or(|review| review < l.now.as_millis()) {
            found.fault("hold-review", id);
        }
        let kind = match scope.text() {
            "contact" => Some(LeafKind::Contact),
            "conversation" => Some(LeafKind::Ticket),
            "mailbox" => Some(LeafKind::Mailbox),
            _ => None,
        };
        let leaf = kind.map(|kind| LeafRef { kind, id: subject }.to_bytes().to_vec());
        if leaf.is_some_and(|leaf| !leaves.contains(&(tenant, leaf))) {
            found.fault("hold-key", id);
        }
        let made = made.int().unwrap_or_default();
        let gone = |one: &super::looking::Erased| {
            one.subject == subject && one.state != "held" && one.begun_at_ms >= made
        };
        if erasures.iter().any(gone) {
            found.fault("hold-erased", id);
        }
    }
    Ok(found)
}
