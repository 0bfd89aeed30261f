//! What is held about a person, put together for that person (GDPR Art. 15 and 20; C13, C64, C69): asked for by an admin,
//! made by a job as one ZIP that is sealed under the person's key while it is made, handed over by the admin or by a link,
//! gone after a week. What is theirs to have is said in docs/access-export.md.

pub(crate) mod about;
pub mod data;
pub(crate) mod gather;
mod hand_out;
pub mod import;
mod make;
pub(crate) mod packing;
pub(crate) mod page;
pub(crate) mod parcel;
pub(crate) mod pieces;
pub mod rule;
pub mod schema;
pub(crate) mod write;

pub use hand_out::{by_link, hand_out, link, linked};
pub(crate) use make::expire;
pub use make::{SCHEMA, SCHEMA_PATH, round};
pub use pieces::HandOut;

use crate::{App, Ctx, Error, Result};
use domain::limits::{ACCESS_EXPORT_DAYS, ACCESS_EXPORTS_MAX};
use domain::{AccessExportId, AgentId, ContactId, ExportState, RequestId, Timestamp};
use i18n::I18n;
use pieces::Of;
use privacy::{Act, Permit};

/// An export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportView {
    /// Id.
    pub id: AccessExportId,
    /// Whose data it is.
    pub contact_id: ContactId,
    /// Who asked for it, when an agent did.
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
    /// Since when it can be handed over.
    pub ready_at_ms: Option<Timestamp>,
    /// When it goes.
    pub expires_at_ms: Timestamp,
}

fn view(row: store::AccessExport) -> ExportView {
    let share = |row: &store::AccessExport| row.done.saturating_mul(100).checked_div(row.total).unwrap_or(0);
    let percent = match row.state {
        ExportState::Ready => 100,
        _ => u32::try_from(share(&row).clamp(0, 99)).unwrap_or(0),
    };
    ExportView {
        id: row.id,
        contact_id: row.contact,
        asked_by: row.agent,
        state: row.state,
        percent,
        size_bytes: row.size_bytes.unsigned_abs(),
        asked_at_ms: row.asked_at,
        ready_at_ms: row.ready_at,
        expires_at_ms: row.expires_at,
        language: row.language,
    }
}

/// Asks for what is held about a contact, in a language; while one is being made, that one is answered.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Input`] for a language that there is not, a refusal, or a store's failure.
pub async fn ask(app: &App, ctx: &Ctx, contact: ContactId, language: &str) -> Result<ExportView> {
    if !I18n::locales().contains(&language) {
        return Err(Error::Input { field: "language", rule: "rule-language" });
    }
    let id = AccessExportId::generate(ctx.now);
    // One request for all of it: the asking, the making, the handing out.
    let ctx = Ctx { request: RequestId::from_uuid(id.uuid()), ..*ctx };
    let permit = app.permit(&ctx, Act::ACCESS_EXPORT_ASK).await?;
    let store = app.store().tenant(ctx.scope);
    store.find_contact(contact).await?.ok_or(Error::NotFound("contact"))?;
    let row = store::AccessExport {
        id,
        contact,
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
        expires_at: ctx.now.plus_millis(2 * ACCESS_EXPORT_DAYS * 24 * 3_600_000),
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let known = tx.list_access_exports(contact).await?;
    if let Some(underway) =
        known.iter().find(|row| matches!(row.state, ExportState::Waiting | ExportState::Making))
    {
        return Ok(view(underway.clone()));
    }
    tx.insert_access_export(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    for old in known.into_iter().skip(ACCESS_EXPORTS_MAX - 1) {
        withdraw(app, &ctx, old.id).await?;
    }
    app.access_exports_asked().notify_one();
    Ok(view(row))
}

/// The exports of a contact, newest first.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx, contact: ContactId) -> Result<Vec<ExportView>> {
    let permit = app.permit(ctx, Act::ACCESS_EXPORT_LIST).await?;
    let store = app.store().tenant(ctx.scope);
    store.find_contact(contact).await?.ok_or(Error::NotFound("contact"))?;
    let rows = store.list_access_exports(contact).await?;
    app.settle(permit).await?;
    Ok(rows.into_iter().filter(|row| row.expires_at > ctx.now).map(view).collect())
}

/// An export.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: AccessExportId) -> Result<ExportView> {
    let permit = app.permit(ctx, Act::ACCESS_EXPORT_LIST).await?;
    let row = find(app, ctx, id).await?;
    app.settle(permit).await?;
    Ok(view(row))
}

/// Takes an export back: it ends at once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a failure of keyring or store.
pub async fn withdraw(app: &App, ctx: &Ctx, id: AccessExportId) -> Result<()> {
    let permit = app.permit(ctx, Act::ACCESS_EXPORT_ASK).await?;
    let row = find(app, ctx, id).await?;
    remove(app, ctx, permit, &row).await
}

async fn find(app: &App, ctx: &Ctx, id: AccessExportId) -> Result<store::AccessExport> {
    let row = app.store().tenant(ctx.scope).find_access_export(id).await?;
    row.filter(|row| row.expires_at > ctx.now).ok_or(Error::NotFound("access export"))
}

/// Removes an export: the keys of its pieces first, then rows and blobs.
async fn remove(app: &App, ctx: &Ctx, permit: Permit, row: &store::AccessExport) -> Result<()> {
    let id = row.id;
    pieces::destroy(app, ctx, Of::Person(id, row.contact)).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let left = tx.list_access_export_pieces(id).await?;
    tx.delete_access_export_pieces(id).await?;
    tx.delete_access_export(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    // A piece that its maker had added meanwhile.
    if !left.is_empty() {
        app.keyring().delete_object_keys(ctx.scope, &left).await?;
    }
    Ok(())
}
