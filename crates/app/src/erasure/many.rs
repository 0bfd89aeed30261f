//! What a rule or an end takes, each by an erasure of its own (C41, C43): they come by the hundred, and nobody waits for a single
//! one. What takes as long for many as for one is done once for all of a round, and others get their turn at the disk between.

use super::run::{end_purge, forget, log_failed};
use super::{parts, purge};
use crate::{App, Ctx};
use domain::audit::Job;
use domain::{ErasureReason, ErasureState, TenantScope, Timestamp};
use std::time::Duration;
use store::Erasure;

/// Of those that come by the hundred so many go without a rest.
pub(super) const AT_ONCE: u32 = 8;
/// Then it rests after each so many times as long as it took.
const RESTS: u32 = 2;
/// It rests no longer than that.
const REST_MAX: Duration = Duration::from_millis(400);

/// Whether such erasures come by the hundred, and nobody waits for a single one.
pub(super) fn is_one(row: &Erasure) -> bool {
    row.reason == ErasureReason::Retention || parts::is_part(row.scope, row.reason)
}

/// How far a round took an erasure.
pub(super) struct Advanced {
    pub(super) row: Erasure,
    pub(super) before: ErasureState,
    /// Its rows are out, its words may still be in the index.
    pub(super) is_out: bool,
}

/// Others wait for the same disk.
pub(super) async fn rest(app: &App, began_us: u64) {
    let took = Duration::from_micros(app.clock().monotonic_us().saturating_sub(began_us));
    tokio::time::sleep((took * RESTS).min(REST_MAX)).await;
}

/// Overwrites the keys of all whose rows are out, and has the index forget their words: each time waits as long as for one. Keys
/// first: the index may keep it waiting.
pub(super) async fn end_purges(app: &App, scope: TenantScope, all: &mut [Advanced], now: Timestamp) {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let Some(first) = all.iter().find(|one| one.is_out) else { return };
    if let Err(error) = app.keyring().overwrite_destroyed().await {
        return log_failed(&first.row, &error.into());
    }
    if let Err(error) = purge::leave_no_word(app, &ctx).await {
        return log_failed(&first.row, &error);
    }
    for one in all.iter_mut().filter(|one| one.is_out) {
        if let Err(error) = forget(app, &ctx, &one.row).await {
            log_failed(&one.row, &error);
            one.is_out = false;
        }
    }
    // Those of what was kept for it.
    if let Err(error) = app.keyring().overwrite_destroyed().await {
        return tracing::error!(%error, "destroyed keys were not overwritten; it is done again");
    }
    for one in all.iter_mut().filter(|one| one.is_out) {
        one.is_out = false;
        if let Err(error) = end_purge(app, &ctx, &mut one.row).await {
            log_failed(&one.row, &error);
        }
    }
}
