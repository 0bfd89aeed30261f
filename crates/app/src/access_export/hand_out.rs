//! Hands an export out: to an admin, or to whoever has the link that was made for the person.

use super::find;
use super::make::ctx_of;
use super::pieces::{HandOut, Of};
use crate::{App, Ctx, Error, Result};
use domain::limits::ACCESS_EXPORT_DAYS;
use domain::{AccessExportId, ExportState, Private, TenantScope, Timestamp};
use privacy::Act;
use std::sync::Arc;

/// Column name that goes into the tag of a link.
const COLUMN: &str = "access_export.link_tag";
/// Characters of a link that are looked at.
const LINK_CHARS_MAX: usize = 200;

/// Hands an export to an admin.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] while it is not ready, a refusal, or a store's failure.
pub async fn hand_out(app: &Arc<App>, ctx: &Ctx, id: AccessExportId) -> Result<HandOut> {
    begin(app, ctx, id, Act::ACCESS_EXPORT_HAND_OUT).await
}

async fn begin(app: &Arc<App>, ctx: &Ctx, id: AccessExportId, act: Act) -> Result<HandOut> {
    let permit = app.permit(ctx, act).await?;
    let row = find(app, ctx, id).await?;
    if row.state != ExportState::Ready {
        return Err(Error::State { noun: "access export", state: row.state.as_str() });
    }
    let day = crate::zone::day(row.ready_at.unwrap_or(row.asked_at), None);
    let named = (row.size_bytes, format!("personal-data-{day}.zip"));
    HandOut::begin(app, permit, Of::Person(id, row.contact), named).await
}

/// Makes the link by which the person gets an export, in the place of an earlier one: its secret, and until when it works.
/// Whoever has it gets the export, so it goes to the person's own address and nowhere else.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] while it is not ready, a refusal, or a store's failure.
pub async fn link(app: &App, ctx: &Ctx, id: AccessExportId) -> Result<(Private<String>, Timestamp)> {
    let permit = app.permit(ctx, Act::ACCESS_EXPORT_LINK).await?;
    let row = find(app, ctx, id).await?;
    if row.state != ExportState::Ready {
        return Err(Error::State { noun: "access export", state: row.state.as_str() });
    }
    let secret = crypto::random::token()?;
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let until = row.expires_at.min(ctx.now.plus_millis(ACCESS_EXPORT_DAYS * 24 * 3_600_000));
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_access_export_link(id, tag, until).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok((secret, until))
}

async fn find_linked(app: &App, scope: TenantScope, secret: &str, now: Timestamp) -> Result<AccessExportId> {
    let gone = Error::NotFound("link");
    if secret.len() > LINK_CHARS_MAX {
        return Err(gone);
    }
    let tag = app.vault().system_tag(COLUMN, secret.as_bytes())?;
    let found = app.store().system().find_access_export_by_link(tag, now).await?;
    // At another tenant's address it is no link either.
    found.filter(|(tenant, _)| *tenant == scope.tenant()).map(|(_, id)| id).ok_or(gone)
}

/// Until when a link works, and how large what it leads to is.
///
/// # Errors
/// [`Error::NotFound`] whatever is wrong with it: unknown, replaced, expired, taken back, erased, another tenant's.
pub async fn linked(app: &App, scope: TenantScope, secret: &str, now: Timestamp) -> Result<(Timestamp, u64)> {
    let id = find_linked(app, scope, secret, now).await?;
    let row = app.store().tenant(scope).find_access_export(id).await?.ok_or(Error::NotFound("link"))?;
    Ok((row.expires_at, row.size_bytes.unsigned_abs()))
}

/// Hands an export to whoever has the link.
///
/// # Errors
/// As [`linked`]; a store's failure.
pub async fn by_link(app: &Arc<App>, scope: TenantScope, secret: &str, now: Timestamp) -> Result<HandOut> {
    let id = find_linked(app, scope, secret, now).await?;
    begin(app, &ctx_of(app, scope, id), id, Act::ACCESS_EXPORT_HAND_OVER).await
}
