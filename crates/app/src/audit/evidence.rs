//! Entries of a log's time as they lie there, sealed, each with its way to the signed root: what stood in the log is proved by whoever
//! has the public key, and read by whoever may export that log.

use super::checkpoint::signed;
use super::export::{block_of, place_in_block, tree_of};
use super::format;
use super::scan::{LATE_MS, first_after};
use crate::{App, Ctx, Result};
use domain::inclusion::BLOCK_ENTRIES;
use domain::keyring::LeafRef;
use domain::limits::INCIDENT_ENTRIES_MAX;
use domain::{TenantScope, Timestamp};
use privacy::Act;
use serde_json::json;

/// Entries of a log.
pub(crate) struct Evidence {
    /// A line with the signed head, then one for each entry.
    pub lines: String,
    /// How many entries.
    pub entries: u64,
}

/// The entries of a time; of too many, the newest.
pub(crate) async fn of(
    app: &App,
    scope: TenantScope,
    (from, until): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Evidence> {
    let ctx = Ctx::operator(scope, now);
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let permit = app.permit(&ctx, Act::AUDIT_VERIFY).await?;
    let store = app.store().tenant(scope);
    let checkpoint = signed(app, &ctx).await?;
    let (mut tree, beginning) = tree_of(&store, &checkpoint).await?;
    let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
    let end = first_after(app, &permit, &store, size, until).await?;
    let begin = first_after(app, &permit, &store, size, from.plus_millis(-3 * LATE_MS)).await?;
    app.settle(permit).await?;
    let most = i64::try_from(INCIDENT_ENTRIES_MAX).unwrap_or(i64::MAX);
    let first = i64::try_from(beginning.entries()).unwrap_or(i64::MAX);
    let begin = begin.saturating_sub(1).max(end - most).max(first);
    let head = json!({
        "tenant": scope.tenant(),
        "checkpoint": format::coded(&checkpoint.to_bytes()?),
        "public_key": super::hex(&checkpoint.public_key),
        "entries_in_log": checkpoint.size,
    });
    let (mut lines, mut entries) = (format!("{head}\n"), 0);
    let per_block = i64::try_from(BLOCK_ENTRIES).unwrap_or(i64::MAX);
    let mut block_at = begin / per_block;
    while block_at * per_block < end {
        let first = block_at * per_block;
        let (rows, block) = block_of(&store, &beginning, (first, size)).await?;
        let above = tree.above(usize::try_from(block_at).unwrap_or(usize::MAX)).to_vec();
        for row in rows.iter().filter(|row| (begin..end).contains(&row.seq)) {
            let path = block.path(place_in_block(row)).into_iter().chain(above.iter().copied());
            let proof: Vec<String> = path.map(|hash| format::coded(&hash)).collect();
            let line = json!({ "seq": row.seq, "entry": format::coded(&row.bytes), "proof": proof });
            lines.push_str(&format!("{line}\n"));
            entries += 1;
        }
        block_at += 1;
    }
    Ok(Evidence { lines, entries })
}
