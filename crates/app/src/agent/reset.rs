//! A new password by a link: from an admin's hand, or by mail to whoever says that they forgot theirs. The second way
//! gives one answer, at once, whoever asks for whom.

use super::invite::{Handed, hand_over, holder};
use super::{EMAIL, check_password, hash, profile_of, view};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, keys, link, sign_in};
use domain::keyring::LeafRef;
use domain::record::AgentCredential;
use domain::{AgentId, AgentState, LinkPurpose, Private, TenantScope, Timestamp};
use privacy::{Act, Permit};
use std::sync::Arc;

const HOUR_MS: i64 = 3_600_000;
/// Requests from one network address; many people may share one.
const BY_CLIENT: Limit = Limit { column: "reset.client", max: 20, pause_ms: HOUR_MS };
/// Mails to one account.
const BY_ACCOUNT: Limit = Limit { column: "reset.account", max: 3, pause_ms: HOUR_MS };

/// Makes a reset link for an agent, as an admin. `base` is the tenant's own address.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for whoever may not sign in, a refusal, or a store's failure.
pub async fn reset_of(app: &App, ctx: &Ctx, id: AgentId, base: &str) -> Result<Handed> {
    let permit = app.permit(ctx, Act::AGENT_MANAGE).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    if row.state != AgentState::Active {
        return Err(Error::State { noun: "agent", state: row.state.as_str() });
    }
    make(app, ctx, permit, row, base).await
}

async fn make(app: &App, ctx: &Ctx, permit: Permit, row: store::Agent, base: &str) -> Result<Handed> {
    let view = view(&row, profile_of(app, &permit, &row).await?);
    let (secret, link) = link::draft(app, ctx.scope, LinkPurpose::Reset, Some(row.id), ctx.now)?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.delete_links_of_agent(row.id).await?;
    tx.insert_link(&link).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    hand_over(app, ctx, view, &format!("{base}/resets/{}", secret.reveal()), "reset").await
}

/// Somebody says that they forgot their password. Everything that depends on whether the address is known happens
/// after the answer.
///
/// # Errors
/// [`Error::TooMany`] for one network address; the store's failure.
pub async fn request(
    app: &Arc<App>,
    scope: TenantScope,
    email: &str,
    client: &str,
    base: String,
    now: Timestamp,
) -> Result<()> {
    throttle::count(app, BY_CLIENT, client.as_bytes(), now).await?;
    let (app, email) = (Arc::clone(app), email.to_owned());
    tokio::spawn(async move {
        if let Err(error) = by_mail(&app, scope, &email, &base, now).await {
            tracing::warn!(%error, "a reset link was not sent");
        }
    });
    Ok(())
}

async fn by_mail(app: &App, scope: TenantScope, email: &str, base: &str, now: Timestamp) -> Result<()> {
    // Without the operator's mail nobody would get the link.
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let Some(email) = mime::normalise_address(email) else { return Ok(()) };
    let key = [scope.tenant().as_bytes().as_slice(), email.as_bytes()].concat();
    throttle::count(app, BY_ACCOUNT, &key, now).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tag = app.vault().tag(scope, EMAIL, email.as_bytes())?;
    let found = app.store().tenant(scope).find_agent_by_email_tag(tag).await?;
    let Some(row) = found.filter(|row| row.state == AgentState::Active) else { return Ok(()) };
    let ctx = Ctx::nobody(scope, now);
    let permit = app.permit(&ctx, Act::RESET_REQUEST).await?;
    make(app, &ctx, permit, row, base).await.map(drop)
}

/// Whose password a reset link sets in this tenant: their address.
///
/// # Errors
/// [`Error::NotFound`]; the store's failure.
pub async fn check_reset(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<String> {
    let (row, ctx) = holder(app, scope, secret, LinkPurpose::Reset, now).await?;
    let permit = app.permit(&ctx, Act::SESSION_READ).await?;
    let email = profile_of(app, &permit, &row).await?.email;
    app.settle(permit).await?;
    Ok(email)
}

/// Sets the password under a reset link. Every session of the agent ends, and the account waits no longer for
/// wrong tries.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work, bad input, or a store's failure.
pub async fn reset(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    password: Private<String>,
    now: Timestamp,
) -> Result<()> {
    check_password(&password)?;
    let (row, ctx) = holder(app, scope, secret, LinkPurpose::Reset, now).await?;
    let permit = app.permit(&ctx, Act::PASSWORD_CHANGE).await?;
    let email = profile_of(app, &permit, &row).await?.email;
    set_password(app, &ctx, permit, row, password, Some(secret)).await?;
    sign_in::forget_failures(app, scope, &email).await
}

/// Changes one's own password; every other session ends.
///
/// # Errors
/// [`Error::SignInRefused`] when the present password is wrong, [`Error::TooMany`], bad input, or a store's failure.
pub async fn change_password(
    app: &App,
    ctx: &Ctx,
    present: &Private<String>,
    new: Private<String>,
) -> Result<sign_in::SignedIn> {
    check_password(&new)?;
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    throttle::count(app, BY_ACCOUNT_TRIES, id.as_bytes(), ctx.now).await?;
    let permit = app.permit(ctx, Act::PASSWORD_CHANGE).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    if !is_right(app, &permit, &row, present).await? {
        app.settle(permit).await?;
        return Err(Error::SignInRefused);
    }
    set_password(app, ctx, permit, row, new, None).await?;
    sign_in::by_link(app, ctx.scope, id, ctx.now).await
}

/// Proves by their password that it is the agent themselves who decides something that cannot be undone.
///
/// # Errors
/// [`Error::SignInRefused`] when it is wrong, [`Error::TooMany`], or a store's failure.
pub(crate) async fn prove_password(app: &App, ctx: &Ctx, present: &Private<String>) -> Result<()> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    throttle::count(app, BY_ACCOUNT_TRIES, id.as_bytes(), ctx.now).await?;
    let permit = app.permit(ctx, Act::PASSWORD_PROVE).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let right = is_right(app, &permit, &row, present).await?;
    app.settle(permit).await?;
    if right { Ok(()) } else { Err(Error::SignInRefused) }
}

async fn is_right(app: &App, permit: &Permit, row: &store::Agent, present: &Private<String>) -> Result<bool> {
    let phc = app.open(permit, row.id.uuid(), &row.credential).await?.password_phc;
    let present = present.clone();
    let right = tokio::task::spawn_blocking(move || crypto::password::verify(&present, &phc));
    right.await.map_err(|_| Error::Interrupted)
}

/// Tries of one's own password in a row.
const BY_ACCOUNT_TRIES: Limit = Limit { column: "password.change", max: 10, pause_ms: HOUR_MS / 4 };

async fn set_password(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    mut row: store::Agent,
    password: Private<String>,
    by: Option<&Private<String>>,
) -> Result<()> {
    let old = row.credential.object();
    let credential = AgentCredential { password_phc: hash(app, password).await? };
    let mut keys = app.vault().draft(ctx.scope);
    row.credential = keys.seal(ctx.now, row.id.uuid(), &[LeafRef::agent(row.id)], &credential)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if let Some(secret) = by
        && !tx.delete_link(link::tag(app, secret)?, ctx.now).await?
    {
        return Err(Error::NotFound("link"));
    }
    tx.update_agent(&row).await?;
    tx.delete_links_of_agent(row.id).await?;
    tx.delete_sessions_of_agent(row.id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(())
}
