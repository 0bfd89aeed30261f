//! Finding a place in the log by time. Entries are sealed, but in order: a few looks suffice.

use crate::{App, Result};
use domain::Timestamp;
use domain::audit::AuditEvent;
use privacy::Permit;
use store::{AuditEntry, TenantStore};

/// How much later than its time an event may stand in the log: a request or a batch carries the time of its beginning.
pub(crate) const LATE_MS: i64 = 15 * 60 * 1000;

/// Opens an entry; nothing when it was changed.
pub(crate) fn opened(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    entry: &AuditEntry,
) -> Option<AuditEvent> {
    app.vault().open_event(permit, store.tenant(), &entry.bytes).ok()
}

/// The first place of a log of `size` entries from which on all are later than `at`.
pub(crate) async fn first_after(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    size: i64,
    at: Timestamp,
) -> Result<i64> {
    let late = at.plus_millis(LATE_MS);
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low + (high - low) / 2;
        let entry = store.list_audit_entries(middle, 1).await?.into_iter().next();
        let event = entry.and_then(|entry| opened(app, permit, store, &entry));
        // One that was changed says nothing: what is later than it is not left out.
        if event.is_some_and(|event| event.at > late) { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}
