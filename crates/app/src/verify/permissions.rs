//! C41: what a provider's permission leaves behind: its tokens end with it, and what was taken in by it thirty days later.

use super::looking::{Found, Looking};
use crate::Result;
use crate::jobs::grant_notice::KEPT_MS;
use std::collections::HashSet;
use store::Cell;
use uuid::Uuid;

/// How long after its end a row may lie there until it is swept.
const SWEPT_MS: i64 = 24 * 3600 * 1000;

/// Every permission that ended has no key of its tokens any more; and its thirty days have not passed, or its mailbox is being
/// erased.
pub(super) async fn ended(l: &mut Looking, found: &mut Found) -> Result<()> {
    let columns = ["tenant_id", "mailbox_id", "state", "grant_object", "ended_at_ms"];
    let mut ended = l.rows("mailbox_grant", &columns).await?;
    ended.retain(|row| row.get(2).is_some_and(|state| state.text() == "ended"));
    if ended.is_empty() {
        return Ok(());
    }
    let going: HashSet<Uuid> = l.erasures().await?.into_iter().map(|one| one.subject).collect();
    let mut keys: HashSet<Uuid> = HashSet::new();
    l.keys.each("object_key", &["object_id"], |row| keys.extend(row.first().and_then(Cell::id))).await?;
    let now = l.now.as_millis();
    for row in ended {
        let [_, id, _, object, ended_at] = row.as_slice() else { continue };
        let Some(id) = id.id() else { continue };
        found.looked_at += 1;
        if object.id().is_some_and(|object| keys.contains(&object)) {
            found.fault("grant-key", id);
        }
        // A hold may keep an erasure that was begun.
        let is_past = ended_at.int().is_none_or(|at| at.saturating_add(KEPT_MS + SWEPT_MS) < now);
        if is_past && !going.contains(&id) {
            found.fault("grant-past", id);
        }
    }
    Ok(())
}
