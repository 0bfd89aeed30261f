//! Wakes tickets that were put aside, when their time has come. (A reply wakes them as it is taken in.)

use crate::tenant::Apart;
use crate::ticket::alter::set_status;
use crate::{App, Ctx, Result, tenant};
use domain::audit::Job;
use domain::{TenantScope, TicketId, TicketStatus, Timestamp};
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{Cause, ChangeKind};

/// Longest time between two looks; another node may have put something aside.
const LOOK_EVERY_MS: i64 = 15_000;
/// Tickets woken in one transaction.
const WAKE_MAX: u32 = 200;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        // Asked for before looking: what is put aside in between wakes the next look.
        let changed = app.snoozes_changed().notified();
        let wait_ms = match round(&app).await {
            Ok(wait_ms) => wait_ms,
            Err(error) => {
                tracing::error!(%error, "tickets that were put aside cannot be woken");
                LOOK_EVERY_MS
            }
        };
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())) => {}
        }
    }
}

/// Wakes what is due in every tenant; returns how many milliseconds there are until the next look.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<i64> {
    let mut wait_ms = LOOK_EVERY_MS;
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        if let Some(Some(next)) = apart.of(info.scope, round_of(app, info.scope).await) {
            wait_ms = wait_ms.min(next.millis_since(app.now()).max(1));
        }
    }
    apart.end()?;
    Ok(wait_ms)
}

/// Wakes what is due; when the next is.
async fn round_of(app: &App, scope: TenantScope) -> Result<Option<Timestamp>> {
    while wake(app, scope).await? > 0 {}
    Ok(app.store().tenant(scope).find_next_snoozed().await?)
}

/// Wakes what is due in one tenant, at most a transaction full; returns how many.
async fn wake(app: &App, scope: TenantScope) -> Result<usize> {
    let store = app.store().tenant(scope);
    let ctx = Ctx::job(scope, Job::Waking, app.now());
    if store.list_snoozed_due(ctx.now, 1).await?.is_empty() {
        return Ok(0);
    }
    let permit = app.permit(&ctx, Act::TICKET_WAKE).await?;
    let mut tx = store.begin().await?;
    let mut due = tx.list_snoozed_due(ctx.now, WAKE_MAX).await?;
    for ticket in &mut due {
        set_status(ticket, TicketStatus::Open);
        ticket.snoozed_until = None;
        ticket.updated_at = ctx.now;
    }
    let ids: Vec<TicketId> = due.iter().map(|ticket| ticket.id).collect();
    permit.record_tickets(&ids);
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    tx.update_tickets(&due).await?;
    tx.append_audit(&entries).await?;
    let woken = |id: &TicketId| ctx.change_by(Cause::Woken, ChangeKind::TicketChanged, Some(*id), None);
    tx.append_changes(&ids.iter().map(woken).collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(due.len())
}
