//! C67, C70, C71: restrictions and objections are in force as the ledger says that they were made.

use super::looking::{Found, Looking, id_of};
use crate::Result;
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Whoever the ledger says is restricted is, and nobody else.
pub(super) async fn restrictions(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut says: HashMap<Uuid, bool> = HashMap::new();
    for entry in l.ledger().await? {
        match entry.what.as_str() {
            "contact_restricted" => says.insert(entry.subject, true),
            "contact_lifted" => says.insert(entry.subject, false),
            _ => None,
        };
    }
    let because: HashSet<Uuid> = l.ids("restriction", "contact_id").await?.into_keys().collect();
    for row in l.rows("contact", &["tenant_id", "id", "state"]).await? {
        let Some(id) = id_of(&row, 1) else { continue };
        let is_restricted = row.get(2).is_some_and(|state| state.text() == "restricted");
        let should = says.get(&id).copied().unwrap_or(false);
        if should || is_restricted || because.contains(&id) {
            found.holds(should == is_restricted, "restriction", id);
            if is_restricted != because.contains(&id) {
                found.fault("restriction-reason", id);
            }
        }
    }
    Ok(found)
}

/// Whoever objected to a purpose, or took their consent back, is left alone.
pub(super) async fn objections(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut says: BTreeSet<(Uuid, String)> = BTreeSet::new();
    for entry in l.ledger().await? {
        let place = (entry.subject, entry.detail.clone());
        match entry.what.as_str() {
            "objection" | "consent_withdrawn" => says.insert(place),
            "objection_withdrawn" => says.remove(&place),
            _ => false,
        };
    }
    let people: HashSet<Uuid> = l.ids("contact", "id").await?.into_keys().collect();
    let mut is: BTreeSet<(Uuid, String)> = BTreeSet::new();
    for row in l.rows("objection", &["tenant_id", "contact_id", "purpose"]).await? {
        if let (Some(id), Some(purpose)) = (id_of(&row, 1), row.get(2)) {
            is.insert((id, purpose.text().to_owned()));
        }
    }
    // Without a purpose it was a wish about something else, which a person carried out.
    for one in says.iter().filter(|(id, purpose)| people.contains(id) && !purpose.is_empty()) {
        found.holds(is.contains(one), "objection", format!("{} {}", one.1, one.0));
    }
    Ok(found)
}
