//! C64, C69, C72, C75: what people ask about their own data is answered in time, and ends.

use super::looking::{Found, Looking, id_of};
use crate::Result;
use crate::subject_request::clock;
use domain::Timestamp;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// How long after its end a row may lie there until it is swept.
const SWEPT_MS: i64 = 2 * 24 * 3600 * 1000;
/// How long after it is due an alarm may come.
const ALARM_MS: i64 = 24 * 3600 * 1000;

/// Every case that is open, or of which it is not known yet who asks, is due when the law says, not later, and has had its
/// alarms: the month runs from the receipt.
pub(super) async fn clock(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let columns = ["tenant_id", "id", "state", "number", "received_at_ms", "due_at_ms", "alarms"];
    for row in l.rows("subject_request", &columns).await? {
        let [_, id, state, number, received, due, alarms] = row.as_slice() else { continue };
        let (Some(id), Some(received), Some(due)) = (id.id(), received.int(), due.int()) else { continue };
        let extended = match state.text() {
            "open" => false,
            // What waits for its address to be proved is no case, and has no number.
            "identity" if number.int().is_some() => false,
            "extended" => true,
            _ => continue,
        };
        found.looked_at += 1;
        let (received, due) = (Timestamp::from_millis(received), Timestamp::from_millis(due));
        if due > clock::due(received, extended) {
            found.fault("due-late", id);
        }
        if due < l.now {
            found.fault("overdue", id);
        }
        let should = clock::alarms(received, due, extended, l.now.plus_millis(-ALARM_MS));
        if alarms.int().is_none_or(|alarms| alarms < i64::from(should)) {
            found.fault("no-alarm", id);
        }
    }
    Ok(found)
}

/// Whoever did not prove that an address is theirs left nothing behind.
pub(super) async fn challenges(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let latest = l.now.as_millis() - SWEPT_MS;
    for row in l.rows("subject_request", &["tenant_id", "id", "state", "proof_tag", "proof_until_ms"]).await?
    {
        let [_, id, state, tag, until] = row.as_slice() else { continue };
        let waits = state.text() == "identity" && tag.bytes().is_some();
        if let (true, Some(id)) = (waits, id.id()) {
            found.holds(until.int().is_some_and(|until| until > latest), "unproved", id);
        }
    }
    Ok(found)
}

/// What was put together, for somebody or of a whole company, is whole while it can be fetched, and gone afterwards.
pub(super) async fn exports(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let blobs: HashSet<Uuid> = l.ids("blob", "object_id").await?.into_keys().collect();
    let mut keys: HashSet<Uuid> = HashSet::new();
    l.keys.each("object_key", &["object_id"], |row| keys.extend(row.first().and_then(Cell::id))).await?;
    let latest = l.now.as_millis() - SWEPT_MS;
    // While an account is being closed, what was put together of all of it stays until the end.
    let closing: HashSet<Uuid> =
        l.rows("tenant_end", &["tenant_id"]).await?.iter().filter_map(|row| id_of(row, 0)).collect();
    for (table, of_pieces) in
        [("access_export", "access_export_piece"), ("company_export", "company_export_piece")]
    {
        let mut pieces: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for row in l.rows(of_pieces, &["tenant_id", "export_id", "object_id"]).await? {
            if let (Some(export), Some(object)) = (id_of(&row, 1), id_of(&row, 2)) {
                pieces.entry(export).or_default().push(object);
            }
        }
        for row in l.rows(table, &["tenant_id", "id", "state", "expires_at_ms"]).await? {
            let [tenant, id, state, expires] = row.as_slice() else { continue };
            let Some(id) = id.id() else { continue };
            let own = pieces.remove(&id).unwrap_or_default();
            let is_whole = !own.is_empty() && own.iter().all(|one| blobs.contains(one) && keys.contains(one));
            let stays = table == "company_export" && tenant.id().is_some_and(|id| closing.contains(&id));
            match state.text() {
                "ready" => {
                    found.holds(is_whole, "export-torn", id);
                    if !stays && expires.int().is_none_or(|expires| expires < latest) {
                        found.fault("export-old", id);
                    }
                }
                "waiting" | "making" => {}
                _ => found.holds(own.is_empty(), "export-old", id),
            }
        }
        for id in pieces.keys() {
            found.fault("export-old", *id);
        }
    }
    Ok(found)
}
