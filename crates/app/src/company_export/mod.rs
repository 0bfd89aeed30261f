//! Everything of a company in one file, for that company (GDPR Art. 28(3)(g); C42, C94): asked for by an admin, made by a job
//! as one ZIP that is sealed while it is made, gone after a week, or with the company where that is being closed. What is in
//! it is said in docs/company-export.md.

mod book;
mod company;
mod conversations;
mod make;
mod page;
mod people;
mod requests;
mod settings;
mod write;

pub use make::{SCHEMA, SCHEMA_PATH, round};

use crate::access_export::HandOut;
use crate::access_export::pieces::{self, Of};
use crate::{App, Ctx, Error, Result, zone};
use domain::audit::Job;
use domain::limits::{COMPANY_EXPORT_DAYS, COMPANY_EXPORTS_MAX};
use domain::{AgentId, CompanyExportId, ExportState, RequestId, TenantId, TenantScope, Timestamp};
use i18n::I18n;
use privacy::{Act, Permit};
use std::sync::Arc;
use store::{CompanyExport, TenantEnd};

const DAY_MS: i64 = 24 * 3_600_000;

/// A file with everything of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyExportView {
    /// Id.
    pub id: CompanyExportId,
    /// Who asked for it.
    pub asked_by: Option<AgentId>,
    /// Where it stands.
    pub state: ExportState,
    /// Language of its pages.
    pub language: String,
    /// How far it is, in percent.
    pub percent: u32,
    /// Size, once it is ready.
    pub size_bytes: u64,
    /// When it was asked for.
    pub asked_at_ms: Timestamp,
    /// Since when it can be fetched.
    pub ready_at_ms: Option<Timestamp>,
    /// When it goes.
    pub expires_at_ms: Timestamp,
}

fn view(row: CompanyExport, end: Option<&TenantEnd>) -> CompanyExportView {
    let share = row.done.saturating_mul(100).checked_div(row.total).unwrap_or(0);
    let percent = match row.state {
        ExportState::Ready => 100,
        _ => u32::try_from(share.clamp(0, 99)).unwrap_or(0),
    };
    CompanyExportView {
        id: row.id,
        asked_by: row.agent,
        state: row.state,
        percent,
        size_bytes: row.size_bytes.unsigned_abs(),
        asked_at_ms: row.asked_at,
        ready_at_ms: row.ready_at,
        expires_at_ms: end.map_or(row.expires_at, |end| row.expires_at.max(end.erase_at)),
        language: row.language,
    }
}

/// Whether it is there no more: its time has passed, and no closing of the account keeps it until the end.
fn is_over(row: &CompanyExport, end: Option<&TenantEnd>, now: Timestamp) -> bool {
    row.expires_at <= now && (end.is_none() || row.state == ExportState::Failed)
}

/// The context of everything that is done for one export: its events stand under one request.
fn ctx_of(app: &App, scope: TenantScope, id: CompanyExportId) -> Ctx {
    let ctx = Ctx::job(scope, Job::CompanyExport, app.now());
    Ctx { request: RequestId::from_uuid(id.uuid()), ..ctx }
}

/// Asks for everything of the company, with pages in a language; while one is being made, that one is answered.
///
/// # Errors
/// [`Error::Input`] for a language that there is not, [`Error::State`] when the company is being erased, a refusal, or a
/// store's failure.
pub async fn ask(app: &App, ctx: &Ctx, language: &str) -> Result<CompanyExportView> {
    if !I18n::locales().contains(&language) {
        return Err(Error::Input { field: "language", rule: "rule-language" });
    }
    let id = CompanyExportId::generate(ctx.now);
    // One request for all of it: the asking, the making, the fetching.
    let ctx = Ctx { request: RequestId::from_uuid(id.uuid()), ..*ctx };
    let permit = app.permit(&ctx, Act::COMPANY_EXPORT_ASK).await?;
    let store = app.store().tenant(ctx.scope);
    let end = store.find_tenant_end().await?;
    if !store.list_erasures_of(ctx.scope.tenant().uuid()).await?.is_empty() {
        return Err(Error::State { noun: "tenant", state: "erasing" });
    }
    let row = CompanyExport {
        id,
        agent: ctx.agent_id(),
        state: ExportState::Waiting,
        language: language.to_owned(),
        done: 0,
        total: 0,
        size_bytes: 0,
        attempts: 0,
        asked_at: ctx.now,
        ready_at: None,
        // One that nobody can make goes as well.
        expires_at: ctx.now.plus_millis(2 * COMPANY_EXPORT_DAYS * DAY_MS),
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let known = tx.list_company_exports().await?;
    let is_underway = |row: &&CompanyExport| matches!(row.state, ExportState::Waiting | ExportState::Making);
    if let Some(underway) = known.iter().find(is_underway) {
        return Ok(view(underway.clone(), end.as_ref()));
    }
    tx.insert_company_export(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    for old in known.into_iter().skip(COMPANY_EXPORTS_MAX - 1) {
        let permit = app.permit(&ctx, Act::COMPANY_EXPORT_ASK).await?;
        remove(app, &ctx, permit, old.id).await?;
    }
    app.company_exports_asked().notify_one();
    Ok(view(row, end.as_ref()))
}

/// The exports of the company, newest first.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<CompanyExportView>> {
    let permit = app.permit(ctx, Act::COMPANY_EXPORT_LIST).await?;
    let store = app.store().tenant(ctx.scope);
    let (rows, end) = (store.list_company_exports().await?, store.find_tenant_end().await?);
    app.settle(permit).await?;
    let there = rows.into_iter().filter(|row| !is_over(row, end.as_ref(), ctx.now));
    Ok(there.map(|row| view(row, end.as_ref())).collect())
}

/// An export.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: CompanyExportId) -> Result<CompanyExportView> {
    let permit = app.permit(ctx, Act::COMPANY_EXPORT_LIST).await?;
    let (row, end) = find(app, ctx, id).await?;
    app.settle(permit).await?;
    Ok(view(row, end.as_ref()))
}

/// Takes an export back: it ends at once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a failure of keyring or store.
pub async fn withdraw(app: &App, ctx: &Ctx, id: CompanyExportId) -> Result<()> {
    let permit = app.permit(ctx, Act::COMPANY_EXPORT_ASK).await?;
    find(app, ctx, id).await?;
    remove(app, ctx, permit, id).await
}

/// Hands an export to an admin.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] while it is not ready, a refusal, or a store's failure.
pub async fn hand_out(app: &Arc<App>, ctx: &Ctx, id: CompanyExportId) -> Result<HandOut> {
    let permit = app.permit(ctx, Act::COMPANY_EXPORT_HAND_OUT).await?;
    let (row, _) = find(app, ctx, id).await?;
    if row.state != ExportState::Ready {
        return Err(Error::State { noun: "company export", state: row.state.as_str() });
    }
    let day = zone::day(row.ready_at.unwrap_or(row.asked_at), None);
    let named = (row.size_bytes, format!("company-{day}.zip"));
    HandOut::begin(app, permit, Of::Company(id), named).await
}

async fn find(app: &App, ctx: &Ctx, id: CompanyExportId) -> Result<(CompanyExport, Option<TenantEnd>)> {
    let store = app.store().tenant(ctx.scope);
    let end = store.find_tenant_end().await?;
    let row = store.find_company_export(id).await?.filter(|row| !is_over(row, end.as_ref(), ctx.now));
    Ok((row.ok_or(Error::NotFound("company export"))?, end))
}

/// Removes an export: the keys of its pieces first, then rows and blobs.
async fn remove(app: &App, ctx: &Ctx, permit: Permit, id: CompanyExportId) -> Result<()> {
    pieces::destroy(app, ctx, Of::Company(id)).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let left = tx.list_company_export_pieces(id).await?;
    tx.delete_company_export_pieces(id).await?;
    tx.delete_company_export(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    // A piece that its maker had added meanwhile.
    if !left.is_empty() {
        app.keyring().delete_object_keys(ctx.scope, &left).await?;
    }
    Ok(())
}

/// Destroys what has expired in a tenant.
///
/// # Errors
/// A refusal, or a failure of keyring or store.
pub(crate) async fn expire(app: &App, tenant: TenantId) -> Result<()> {
    let scope = TenantScope::of(tenant);
    let (store, now) = (app.store().tenant(scope), app.now());
    let rows = store.list_company_exports().await?;
    if rows.is_empty() {
        return Ok(());
    }
    let end = store.find_tenant_end().await?;
    for row in rows.into_iter().filter(|row| is_over(row, end.as_ref(), now)) {
        let ctx = ctx_of(app, scope, row.id);
        let permit = app.permit(&ctx, Act::COMPANY_EXPORT_EXPIRE).await?;
        remove(app, &ctx, permit, row.id).await?;
    }
    Ok(())
}
