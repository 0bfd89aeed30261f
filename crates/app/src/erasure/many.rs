//! What a rule or an end takes, each by an erasure of its own (C41, C43): they come by the hundred, and nobody waits for a single
//! one. What takes as long for many as for one is done once for all of a round, and others get their turn at the disk between.

use super::rest::{AT_ONCE, Turns};
use super::run::{forget, log_failed, note_all};
use super::{parts, purge};
use crate::{App, Ctx, Result};
use domain::audit::Job;
use domain::{ErasureId, ErasureReason, ErasureState, TenantScope, Timestamp};
use std::collections::BTreeSet;
use store::{Durability, Erasure, TenantStore};

/// So many go in a round. In each, the index is written anew where it had their words: that takes as long for few as for many.
pub(super) const PER_ROUND: u32 = 500;

/// Whether such erasures come by the hundred, and nobody waits for a single one.
pub(super) fn is_one(row: &Erasure) -> bool {
    row.reason == ErasureReason::Retention || parts::is_part(row.scope, row.reason)
}

/// When a note of erasures survives a power cut. Where one of many was lost, the step is done again: for each the disk would
/// be waited for as long as for all. Of one that a hold keeps waiting the ledger tells next.
pub(super) fn durability(rows: &[&Erasure]) -> Durability {
    let can_wait = rows.iter().all(|row| is_one(row) && row.hold.is_none());
    if can_wait { Durability::WithTheNext } else { Durability::AtCommit }
}

/// Makes durable that they were begun: the ledger names none of which nobody would know.
pub(super) async fn are_begun(app: &App, rows: &[Erasure]) -> Result<()> {
    if rows.iter().any(|row| row.state == ErasureState::Begun && is_one(row)) {
        app.store().make_durable().await?;
    }
    Ok(())
}

/// What somebody has wanted since a round began: they don't wait for its end.
pub(super) async fn wanted_meanwhile(
    store: &TenantStore,
    seen: &mut BTreeSet<ErasureId>,
) -> Result<Vec<Erasure>> {
    let mut open = store.list_open_erasures(AT_ONCE).await?;
    open.retain(|row| !is_one(row) && row.state == ErasureState::Begun && seen.insert(row.id));
    Ok(open)
}

/// How far a round took an erasure.
pub(super) struct Advanced {
    pub(super) row: Erasure,
    pub(super) before: ErasureState,
    /// Its rows are out, its words may still be in the index.
    pub(super) is_out: bool,
}

impl Advanced {
    /// Its row, purged from now on, where it is out.
    fn purged(&mut self, at: Timestamp) -> Option<&Erasure> {
        if !std::mem::take(&mut self.is_out) {
            return None;
        }
        (self.row.state, self.row.purged_at) = (ErasureState::Purged, Some(at));
        Some(&self.row)
    }
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
    let mut turns = Turns::begin(app);
    for one in all.iter_mut().filter(|one| one.is_out) {
        if let Err(error) = forget(app, &ctx, &one.row).await {
            log_failed(&one.row, &error);
            one.is_out = false;
        }
        turns.next(app).await;
    }
    // Those of what was kept for it.
    if let Err(error) = app.keyring().overwrite_destroyed().await {
        return tracing::error!(%error, "destroyed keys were not overwritten; it is done again");
    }
    let at = app.now();
    let out: Vec<&Erasure> = all.iter_mut().filter_map(|one| one.purged(at)).collect();
    if let Err(error) = note_all(app, &ctx, &out).await {
        tracing::error!(%error, "it was not noted that erasures are purged; it is done again");
    }
}
