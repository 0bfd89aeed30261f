//! Puts an export together, from the first byte to the last: what a crash leaves of an earlier attempt is destroyed, and
//! the whole is begun anew. Nothing of it is ever on the disk in clear.

use super::book::Book;
use super::write::Writer;
use super::{DAY_MS, ctx_of};
use crate::access_export::packing::Packing;
use crate::access_export::pieces::{LEASE_MS, Of, Sink, destroy};
use crate::{App, Ctx, Error, Result};
use domain::limits::{ACCESS_EXPORT_ATTEMPTS_MAX, COMPANY_EXPORT_DAYS};
use domain::{ExportState, TenantScope};
use i18n::I18n;
use privacy::Act;
use std::sync::Arc;
use store::CompanyExport;

/// The schema that describes the JSON files; published by every Deskhero at [`SCHEMA_PATH`].
pub const SCHEMA: &str = include_str!("company-export-1.json");
/// Where it is published.
pub const SCHEMA_PATH: &str = "/schemas/company-export-1.json";

/// Makes the export that waits longest; whether there was one.
///
/// # Errors
/// A store's failure outside of the making; a making that fails is begun again, a few times.
pub async fn round(app: &Arc<App>) -> Result<bool> {
    let now = app.now();
    let claimed =
        app.store().system().claim_company_export(app.node(), now, now.plus_millis(LEASE_MS)).await?;
    let Some((tenant, id)) = claimed else { return Ok(false) };
    let scope = TenantScope::of(tenant);
    let ctx = ctx_of(app, scope, id);
    let Some(row) = app.store().tenant(scope).find_company_export(id).await? else { return Ok(true) };
    let Err(error) = make(app, &ctx, &row).await else { return Ok(true) };
    tracing::warn!(export = %id, %error, attempt = row.attempts, "a company export was not made");
    give_back(app, &ctx, &row, error).await
}

/// Ends an attempt that failed, or gives it up after a few.
async fn give_back(app: &App, ctx: &Ctx, row: &CompanyExport, error: Error) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    if store.find_company_export(row.id).await?.is_none() {
        // Taken back, or the company was erased: what this attempt had sealed since is open to nobody.
        return Ok(true);
    }
    let given_up = row.attempts >= ACCESS_EXPORT_ATTEMPTS_MAX || matches!(error, Error::TooLarge { .. });
    let mut tx = store.begin().await?;
    let done = match given_up {
        true => {
            let failed = CompanyExport { state: ExportState::Failed, size_bytes: 0, ..row.clone() };
            tx.finish_company_export(&failed, app.node()).await
        }
        false => tx.retry_company_export(row.id, app.node()).await,
    };
    match done {
        Ok(()) => tx.commit().await?,
        // Another node has it by now, or something was erased meanwhile and it is to be begun anew.
        Err(store::StoreError::NotFound(_)) => return Ok(true),
        Err(error) => return Err(error.into()),
    }
    destroy(app, ctx, Of::Company(row.id)).await?;
    // A failure that lasts is not tried again at once.
    if given_up { Ok(true) } else { Err(error) }
}

async fn make(app: &Arc<App>, ctx: &Ctx, row: &CompanyExport) -> Result<()> {
    destroy(app, ctx, Of::Company(row.id)).await?;
    let size_bytes = write(app, ctx, row).await?;
    let now = app.now();
    let done = CompanyExport {
        state: ExportState::Ready,
        ready_at: Some(now),
        expires_at: now.plus_millis(COMPANY_EXPORT_DAYS * DAY_MS),
        size_bytes,
        ..row.clone()
    };
    let permit = app.permit(&Ctx { now, ..*ctx }, Act::COMPANY_EXPORT_MAKE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.finish_company_export(&done, app.node()).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Writes all of it; returns its size.
async fn write(app: &Arc<App>, ctx: &Ctx, row: &CompanyExport) -> Result<i64> {
    let words = I18n::new(&row.language).or_else(|_| I18n::new(i18n::FALLBACK));
    let words = words.map_err(|_| Error::Interrupted)?;
    // Each mail is packed twice: as it is, and into the mbox.
    let total = app.store().tenant(ctx.scope).count_messages().await?.saturating_mul(2).saturating_add(1);
    let packing = Packing::begin(Sink::new(app, *ctx, Of::Company(row.id), total), ctx.now).await?;
    let permit = app.permit(ctx, Act::COMPANY_EXPORT_MAKE).await?;
    let book = match Book::open(app, &permit).await {
        Ok(book) => book,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let mut writer = Writer::new(app, *ctx, permit, (packing, book, words));
    let written = writer.all(row).await;
    let Writer { permit, packing, .. } = writer;
    // What was opened is told, whatever came of it.
    app.settle(permit).await?;
    written?;
    packing.finish().await
}
