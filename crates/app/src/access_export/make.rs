//! Puts an export together, from the first byte to the last: what a crash leaves of an earlier attempt is destroyed, and
//! the whole is begun anew. Nothing of it is ever on the disk in clear.

use super::about;
use super::data::{FORMAT, Moment, VERSION};
use super::gather::{Gathered, gather};
use super::packing::Packing;
use super::pieces::{LEASE_MS, Of, Sink, destroy};
use super::write::Writer;
use crate::{App, Ctx, Error, Result, subject_request, tenant};
use domain::audit::Job;
use domain::limits::{ACCESS_EXPORT_ATTEMPTS_MAX, ACCESS_EXPORT_DAYS};
use domain::{ExportState, RequestId, TenantId, TenantScope};
use i18n::I18n;
use privacy::{Act, Permit};
use serde_json::json;

/// The schema that describes `data.json`; published by every Deskhero at [`SCHEMA_PATH`].
pub const SCHEMA: &str = include_str!("access-export-1.json");
/// Where it is published.
pub const SCHEMA_PATH: &str = "/schemas/access-export-1.json";

const DAY_MS: i64 = 24 * 3600 * 1000;

/// The context of everything that is done for one export: its events stand under one request.
pub(super) fn ctx_of(app: &App, scope: TenantScope, id: domain::AccessExportId) -> Ctx {
    let ctx = Ctx::job(scope, Job::AccessExport, app.now());
    Ctx { request: RequestId::from_uuid(id.uuid()), ..ctx }
}

/// Makes the export that waits longest; whether there was one.
///
/// # Errors
/// A store's failure outside of the making; a making that fails is begun again, a few times.
pub async fn round(app: &App) -> Result<bool> {
    let now = app.now();
    let until = now.plus_millis(LEASE_MS);
    let claimed = app.store().system().claim_access_export(app.node(), now, until).await?;
    let Some((tenant, id)) = claimed else { return Ok(false) };
    let scope = TenantScope::of(tenant);
    let ctx = ctx_of(app, scope, id);
    let Some(row) = app.store().tenant(scope).find_access_export(id).await? else { return Ok(true) };
    let made = make(app, &ctx, &row).await;
    let Err(error) = made else { return Ok(true) };
    tracing::warn!(export = %id, %error, attempt = row.attempts, "an access export was not made");
    let store = app.store().tenant(scope);
    if store.find_access_export(id).await?.is_none() {
        // Taken back, or its person was erased: what this attempt had sealed since is open to nobody.
        return Ok(true);
    }
    destroy(app, &ctx, of(&row)).await?;
    let mut tx = store.begin().await?;
    let given_up = row.attempts >= ACCESS_EXPORT_ATTEMPTS_MAX || matches!(error, Error::TooLarge { .. });
    let done = match given_up {
        true => {
            let failed = store::AccessExport { state: ExportState::Failed, size_bytes: 0, ..row };
            tx.finish_access_export(&failed, app.node()).await
        }
        false => tx.retry_access_export(id, app.node()).await,
    };
    match done {
        Ok(()) => tx.commit().await?,
        // Another node has it by now.
        Err(store::StoreError::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    // A failure that lasts is not tried again at once.
    if given_up { Ok(true) } else { Err(error) }
}

const fn of(row: &store::AccessExport) -> Of {
    Of::Person(row.id, row.contact)
}

async fn make(app: &App, ctx: &Ctx, row: &store::AccessExport) -> Result<()> {
    destroy(app, ctx, of(row)).await?;
    let permit = app.permit(ctx, Act::ACCESS_EXPORT_MAKE).await?;
    let written = write(app, ctx, &permit, row).await;
    let size_bytes = match written {
        Ok(size) => size,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    let now = app.now();
    let done = store::AccessExport {
        state: ExportState::Ready,
        ready_at: Some(now),
        expires_at: now.plus_millis(ACCESS_EXPORT_DAYS * DAY_MS),
        size_bytes,
        ..row.clone()
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.finish_access_export(&done, app.node()).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Writes all of it; returns its size.
async fn write(app: &App, ctx: &Ctx, permit: &Permit, row: &store::AccessExport) -> Result<i64> {
    let gathered = gather(app, ctx, permit, row.contact).await?;
    let words = I18n::new(&row.language).or_else(|_| I18n::new(i18n::FALLBACK));
    let words = words.map_err(|_| Error::Interrupted)?;
    let mut head = head(app, permit, row, &gathered).await?;
    head.dpo = app.settings().policy.dpo_line(&words);
    // Each mail is packed twice: as it is, and into the mbox.
    let total = i64::try_from(gathered.total).unwrap_or(i64::MAX).saturating_mul(2).saturating_add(1);
    let packing = Packing::begin(Sink::new(app, *ctx, of(row), total), ctx.now).await?;
    let mut writer = Writer { app, permit, gathered: &gathered, packing };
    writer.page(&words, &head).await?;
    writer.data(&head.members()?).await?;
    writer.packing.file("access-export-1.json", SCHEMA.as_bytes()).await?;
    writer.tables().await?;
    writer.mails().await?;
    writer.mbox().await?;
    writer.packing.finish().await
}

/// What stands before tickets and messages.
pub(super) struct Head {
    /// Whom they ask besides, on the page.
    pub dpo: Option<String>,
    pub controller: String,
    pub language: String,
    pub made_at: Moment,
    pub person: super::data::Person,
    pub about: super::data::About,
    pub access: Vec<super::data::Opened>,
    pub exports: Vec<super::data::Earlier>,
    pub requests: Vec<super::data::Request>,
    pub left_out: super::data::LeftOut,
}

impl Head {
    fn members(&self) -> Result<Vec<(&'static str, serde_json::Value)>> {
        Ok(vec![
            ("format", json!(FORMAT)),
            ("version", json!(VERSION)),
            ("made_at", value(&self.made_at)?),
            ("language", json!(self.language)),
            ("controller", json!(self.controller)),
            ("person", value(&self.person)?),
            ("about", value(&self.about)?),
            ("access", value(&self.access)?),
            ("exports", value(&self.exports)?),
            ("requests", value(&self.requests)?),
            ("left_out", value(&self.left_out)?),
        ])
    }
}

fn value(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    Ok(serde_json::to_value(value).map_err(std::io::Error::other)?)
}

async fn head(app: &App, permit: &Permit, row: &store::AccessExport, gathered: &Gathered) -> Result<Head> {
    let scope = permit.scope();
    let info = tenant::find(app, scope).await?.ok_or(Error::NotFound("tenant"))?;
    let mut exports = app.store().tenant(scope).list_access_exports(row.contact).await?;
    exports.retain(|other| other.id != row.id);
    let earlier = |row: store::AccessExport| super::data::Earlier {
        asked_at: Moment(row.asked_at),
        ready_at: row.ready_at.map(Moment),
        expires_at: Moment(row.expires_at),
        state: row.state.as_str().to_owned(),
        language: row.language,
    };
    let requests = subject_request::of_person(app, permit, row.contact).await?;
    Ok(Head {
        dpo: None,
        controller: info.name,
        language: row.language.clone(),
        made_at: Moment(permit.access().at),
        person: gathered.person.clone(),
        about: about::about(app, permit, gathered).await?,
        access: about::access(app, permit, gathered).await?,
        exports: exports.into_iter().map(earlier).collect(),
        requests: requests.into_iter().map(request).collect(),
        left_out: gathered.left_out,
    })
}

fn request(one: subject_request::Handed) -> super::data::Request {
    let subject_request::Handed { row, content, recipients } = one;
    super::data::Request {
        number: row.number,
        right: row.right.to_string(),
        state: row.state.to_string(),
        source: row.source.to_string(),
        words: content.words,
        received_at: Moment(row.received_at),
        due_at: Moment(row.due_at),
        decision: row.decision.map(|decision| decision.to_string()),
        decided_at: row.decided_at.map(Moment),
        carried_out_at: row.carried_out_at.map(Moment),
        held_at: row.held_at.map(Moment),
        closed_at: row.closed_at.map(Moment),
        outcome: content.letter,
        recipients: recipients.into_iter().map(told).collect(),
    }
}

fn told(one: subject_request::Recipient) -> super::data::Told {
    let passed = |passed: &domain::record::PassedOn| super::data::PassedOn {
        ticket: passed.ticket,
        at: Moment(passed.at),
    };
    super::data::Told {
        passed_on: one.passed.iter().map(passed).collect(),
        name: one.name,
        email: one.email,
        state: one.state.map(|state| state.to_string()).unwrap_or_default(),
        reason: one.reason,
        at: one.ended_at_ms.map(Moment),
    }
}

/// Destroys what has expired in a tenant.
///
/// # Errors
/// A refusal, or a failure of keyring or store.
pub(crate) async fn expire(app: &App, tenant: TenantId, limit: u32) -> Result<()> {
    let scope = TenantScope::of(tenant);
    let expired = app.store().tenant(scope).list_expired_access_exports(app.now(), limit).await?;
    for row in expired {
        let ctx = ctx_of(app, scope, row.id);
        let permit = app.permit(&ctx, Act::ACCESS_EXPORT_EXPIRE).await?;
        super::remove(app, &ctx, permit, &row).await?;
    }
    Ok(())
}
