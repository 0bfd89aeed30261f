//! Mails that were held back because the virus scanner did not answer: asked again until it does.

use super::runner;
use crate::inbound::{Incoming, Target, server_hosts};
use crate::scanner::Scanned;
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, keys, mailbox, tenant};
use domain::audit::Job;
use domain::{MailboxId, ObjectKind, TenantScope, Timestamp};
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;

/// How often held mail is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Mails released at once.
const RELEASE_MAX: u32 = 16;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "held mail cannot be worked on");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Releases what the scanner has an answer for.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &Arc<App>) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        if apart.of(info.scope, round_of(app, info.scope).await) == Some(false) {
            break;
        }
    }
    apart.end()
}

/// `false` when the scanner still does not answer.
async fn round_of(app: &Arc<App>, scope: TenantScope) -> Result<bool> {
    for row in app.store().tenant(scope).list_held_intakes(app.now(), RELEASE_MAX).await? {
        if !release(app, scope, &row).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes one held mail through the other steps; `false` when the scanner still does not answer.
async fn release(app: &Arc<App>, scope: TenantScope, row: &store::Intake) -> Result<bool> {
    let ctx = Ctx::job(scope, Job::Intake, app.now());
    let permit = app.permit(&ctx, Act::INTAKE_RESCAN).await?;
    let object = row.raw_object.ok_or(Error::NotFound("intake"))?;
    let raw = app.open_blob(&permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
    let (target, connected_at, moved) = target(app, &permit, row.mailbox).await?;
    app.settle(permit).await?;
    let scanned = app.scanner().scan(scope, &raw).await;
    if scanned == Scanned::Hold {
        return Ok(false);
    }
    let incoming = Incoming {
        source_key: Vec::new(),
        check_digest: false,
        moved,
        raw: raw.into(),
        internal_date: Some(row.received_at),
        history: runner::was_before(row.received_at, connected_at),
        too_large_bytes: None,
        thread: None,
    };
    app.release(&target, row, incoming, scanned, app.now()).await?;
    keys::replaced(app, scope, &[object]).await?;
    Ok(true)
}

/// The mailbox, when it was connected, and whether it lay elsewhere before.
async fn target(app: &App, permit: &privacy::Permit, id: MailboxId) -> Result<(Target, Timestamp, bool)> {
    let row = app.store().tenant(permit.scope()).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    let settings = mailbox::open_settings(app, permit, &row).await?;
    let own = settings.own_addresses();
    let own_addresses = own.filter_map(|address| mime::normalise_address(&address)).collect();
    let server_hosts = server_hosts(&settings);
    let intake = settings.intake.clone();
    let target = Target { scope: permit.scope(), mailbox: id, own_addresses, intake, server_hosts };
    Ok((target, row.created_at, settings.source > 0))
}
