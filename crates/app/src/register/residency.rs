//! Whether a company's data stays in the European Economic Area (C83).

use super::{Register, Stop, check_company, load, published};
use crate::{App, Ctx, Error, Result};
use connect::egress::OPERATOR_MAIL;
use domain::{TenantId, Timestamp, WayAsked};
use privacy::{Act, adequacy};

/// Whether it stays, and what that means.
#[derive(Debug, Clone)]
pub struct ResidencyView {
    /// Whether it stays.
    pub only_eea: bool,
    /// Counts up with every change.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: Option<Timestamp>,
    /// Sub-processors outside, which get nothing of this company then.
    pub outside: Vec<String>,
    /// Where the installation itself is, where the operator says so.
    pub own_country: Option<String>,
    /// Whether operator mail goes out outside, so that none of it reaches this company then.
    pub mail_outside: bool,
}

/// Whether nothing that the operator's mail writes reaches a company, because its data stays in the area and the server is
/// outside.
#[must_use]
pub fn is_without_mail(app: &App, tenant: TenantId, now: Timestamp) -> bool {
    app.watch().register().is_some_and(|register| keeps_mail(app, &register, tenant, now))
}

fn keeps_mail(app: &App, register: &Register, tenant: TenantId, now: Timestamp) -> bool {
    let Some(mail) = &app.settings().operator_mail else { return false };
    let host = mail.server.host.to_ascii_lowercase();
    let asked = WayAsked { adapter: OPERATOR_MAIL.id, host: &host, tenant: Some(tenant), of_everyone: false };
    register.decide(OPERATOR_MAIL.who, &asked, now) == Err(Stop::Residency)
}

/// As [`is_without_mail`], should it say that its data stays.
fn would_be_without_mail(app: &App, tenant: TenantId, now: Timestamp) -> bool {
    let Some(register) = app.watch().register() else { return false };
    let mut register = Register::clone(&register);
    register.keep_in_eea([(tenant, 0)]);
    keeps_mail(app, &register, tenant, now)
}

async fn view(app: &App, ctx: &Ctx) -> Result<ResidencyView> {
    let row = app.store().tenant(ctx.scope).find_residency().await?;
    let listed = published::listed(app, ctx.now).unwrap_or_default().into_iter();
    let is_outside =
        |one: &published::Listed| one.ended_at.is_none() && !adequacy::is_eea(&one.entry.country);
    Ok(ResidencyView {
        only_eea: row.is_some_and(|row| row.only_eea),
        version: row.map_or(0, |row| row.version),
        changed_at: row.map(|row| row.changed_at),
        outside: listed.filter(is_outside).map(|one| one.entry.name).collect(),
        own_country: app.settings().country.clone(),
        mail_outside: would_be_without_mail(app, ctx.scope.tenant(), ctx.now),
    })
}

/// Whether the company's data stays in the European Economic Area.
///
/// # Errors
/// [`Error::NotFound`] for operators, a refusal, or a store's failure.
pub async fn residency(app: &App, ctx: &Ctx) -> Result<ResidencyView> {
    check_company(ctx)?;
    let permit = app.permit(ctx, Act::RESIDENCY_READ).await?;
    app.settle(permit).await?;
    view(app, ctx).await
}

/// Whether the installation is where data that stays in the area may lie; also where the operator says nothing of it.
pub(crate) fn may_stay_here(app: &App) -> bool {
    app.settings().country.as_deref().is_none_or(adequacy::is_eea)
}

/// Says whether it does. It holds from the next connection on, on every node.
///
/// # Errors
/// As [`residency`]; [`Error::Input`] where the installation itself is outside; a conflict when somebody else said so meanwhile.
pub async fn change_residency(app: &App, ctx: &Ctx, only_eea: bool) -> Result<ResidencyView> {
    check_company(ctx)?;
    if only_eea && !may_stay_here(app) {
        return Err(Error::Input { field: "only_eea", rule: "rule-installation-outside" });
    }
    let mut permit = app.permit(ctx, Act::RESIDENCY_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    let before = store.find_residency().await?.unwrap_or_default();
    // Odd versions stay, even ones need not: what was changed from outside is seen (`verify`).
    if before.only_eea != only_eea {
        let version = before.version + 1;
        permit.record_version(version);
        let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
        let mut tx = store.begin().await?;
        let row = store::Residency { only_eea, version, by: ctx.agent_id(), changed_at: ctx.now };
        tx.put_residency(&row).await.map_err(|error| match error {
            store::StoreError::Conflict(_) => Error::State { noun: "residency", state: "changed" },
            other => other.into(),
        })?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
        load(app).await?;
    } else {
        app.settle(permit).await?;
    }
    view(app, ctx).await
}
