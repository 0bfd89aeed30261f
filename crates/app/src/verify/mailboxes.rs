//! C41: what a disconnected mailbox took in ends, and nothing that opens the mailbox is left.

use super::looking::{Found, Looking};
use super::uncovered::uncovered;
use crate::{App, Result};
use domain::limits::DISCONNECTED_DAYS_MAX;
use std::collections::{HashMap, HashSet};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Every disconnected mailbox has its day, thirty days after at most, which has not passed; and no provider's permission. Of
/// one that is held no more is there than what the hold covers.
pub(super) async fn ends(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    uncovered(app, l, &["mailbox"], &mut found).await?;
    let now = l.now.as_millis();
    let mut ends = HashMap::new();
    for row in l.rows("mailbox_end", &["tenant_id", "mailbox_id", "ended_at_ms", "erase_at_ms"]).await? {
        if let [_, id, ended, erase] = row.as_slice()
            && let (Some(id), Some(ended), Some(erase)) = (id.id(), ended.int(), erase.int())
        {
            ends.insert(id, (ended, erase));
        }
    }
    let grants: HashSet<_> = l.ids("mailbox_grant", "mailbox_id").await?.into_keys().collect();
    let going: HashSet<_> = l.erasures().await?.into_iter().map(|one| one.subject).collect();
    for row in l.rows("mailbox", &["tenant_id", "id", "state"]).await? {
        let [_, id, state] = row.as_slice() else { continue };
        let Some(id) = id.id().filter(|_| state.text() == "disconnected") else { continue };
        found.looked_at += 1;
        match ends.get(&id) {
            None if going.contains(&id) => {}
            None => found.fault("no-end", id),
            Some((ended, erase))
                if *erase > ended + i64::from(DISCONNECTED_DAYS_MAX) * DAY_MS || *ended > now =>
            {
                found.fault("late-end", id);
            }
            // A hold may keep an erasure that was begun.
            Some((_, erase)) if erase + DAY_MS < now && !going.contains(&id) => found.fault("past-end", id),
            Some(_) => {}
        }
        if grants.contains(&id) {
            found.fault("grant", id);
        }
    }
    Ok(found)
}
