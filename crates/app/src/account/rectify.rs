//! Puts an account right, as the operator confirms it: name, and the address for sign-in.

use crate::agent::{self, EMAIL, check_name};
use crate::{App, Ctx, Error, Result, keys};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::{AgentId, TenantScope};
use privacy::Act;
use store::{ChangeKind, StoreError};

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
