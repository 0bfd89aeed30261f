//! Puts an account right, as the operator confirms it: name, and the address for sign-in.

use crate::agent::{self, EMAIL, check_name};
use crate::{App, Ctx, Error, Result, keys};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::AgentProfile;
use domain::{AgentId, TenantScope, Timestamp};
use privacy::Act;
use store::{ChangeKind, RectifiedAccount, StoreError};

/// What is right; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Right {
    /// Name.
    pub name: Option<String>,
    /// Address for sign-in.
    pub email: Option<String>,
}

/// Puts it right; says what is another now, as words.
///
/// # Errors
/// [`Error::NotFound`] when the account is gone, [`Error::Exists`] for a colleague's address, bad input, or a store's failure.
pub(super) async fn rectify(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    id: AgentId,
    right: Right,
) -> Result<Vec<&'static str>> {
    let ctx = Ctx { request: ctx.request, ..Ctx::job(scope, Job::AccountRights, ctx.now) };
    let email = match &right.email {
        Some(email) => Some(
            mime::normalise_address(email).ok_or(Error::Input { field: "email", rule: "rule-address" })?,
        ),
        None => None,
    };
    if let Some(name) = &right.name {
        check_name(name)?;
    }
    let store = app.store().tenant(scope);
    let found = store.find_agent(id).await?.filter(|row| row.erased_at.is_none());
    let mut row = found.ok_or(Error::NotFound("agent"))?;
    app.admit(scope, &[LeafRef::agent(id), LeafRef::lookup(scope.tenant())]).await?;
    let permit = app.permit(&ctx, Act::ACCOUNT_RECTIFY).await?;
    let mut profile = agent::profile_of(app, &permit, &row).await?;
    let mut changed = Vec::new();
    if let Some(name) = right.name.map(|name| name.trim().to_owned()).filter(|name| *name != profile.name) {
        profile.name = name;
        changed.push("name");
    }
    if let Some(email) = email.filter(|email| *email != profile.email) {
        row.email_tag = app.vault().tag(scope, EMAIL, email.as_bytes())?;
        profile.email = email;
        changed.push("email");
    }
    if changed.is_empty() {
        app.settle(permit).await?;
        return Ok(changed);
    }
    remember(app, &ctx, id, &profile).await?;
    let old = row.profile.object();
    let mut keys = app.vault().draft(scope);
    row.profile = keys.seal(ctx.now, id.uuid(), &[LeafRef::agent(id)], &profile)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    match tx.update_agent(&row).await {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => return Err(Error::Exists("agent")),
        Err(error) => return Err(error.into()),
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::AgentChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, scope, &[old]).await?;
    Ok(changed)
}

/// Keeps what is right beside the keyring, where no older backup brings back what was wrong. Its key lives as long as one
/// from before may.
async fn remember(app: &App, ctx: &Ctx, id: AgentId, profile: &AgentProfile) -> Result<()> {
    let mut keys = app.vault().draft(ctx.scope);
    let profile = keys.seal(ctx.now, id.uuid(), &[LeafRef::agent(id)], profile)?;
    let object = profile.object();
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    // First: the sweep knows no row that names it.
    keys::replaced(app, ctx.scope, &[object]).await?;
    let right = RectifiedAccount { agent: id, profile, at: ctx.now };
    let before = app.keyring().put_rectified_account(ctx.scope, &right).await?;
    app.keyring().delete_object_keys(ctx.scope, before.as_slice()).await?;
    Ok(())
}

/// Puts right again what restored data has as it was before; returns how many accounts it was done for.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(crate) async fn rectify_again(app: &App, scope: TenantScope, now: Timestamp) -> Result<usize> {
    let (ctx, mut done) = (Ctx::job(scope, Job::AccountRights, now), 0);
    for right in app.keyring().list_rectified_accounts(scope).await? {
        let found = app.store().tenant(scope).find_agent(right.agent).await?;
        // A profile that was written since was written by somebody who saw what is right.
        let is_older = |row: &store::Agent| row.profile.object().generated_at() < right.at;
        let Some(row) = found.filter(|row| row.erased_at.is_none() && is_older(row)) else { continue };
        app.load_tenant(scope).await?;
        app.admit(scope, &[LeafRef::agent(row.id)]).await?;
        let permit = app.permit(&ctx, Act::ACCOUNT_RECTIFY).await?;
        let profile = app.open_left(&permit, [(row.id.uuid(), &right.profile)]).await?.pop().flatten();
        app.settle(permit).await?;
        let Some(profile) = profile else { continue };
        let right = Right { name: Some(profile.name), email: Some(profile.email) };
        match rectify(app, &ctx, scope, row.id, right).await {
            Ok(changed) => done += usize::from(!changed.is_empty()),
            Err(Error::Exists(_)) => {
                tracing::warn!(agent = %row.id, "an account has the old address: another one has the right one");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
