//! Ends an account for the person whose it is: what they are called and how they prove who they are is sealed anew, empty, and
//! the keys of what was there are destroyed. What they did stays readable under a pseudonym (C92).

use crate::agent::{self, EMAIL};
use crate::{App, Ctx, Error, Result, draft, keys, sign_in, usage};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{AgentCredential, AgentProfile};
use domain::{AgentId, AgentState, LedgerWord, Role, SubjectRequestId, TenantScope, Timestamp};
use privacy::{Act, Permit};
use std::collections::HashSet;
use store::{ChangeKind, NewLedgerEntry, TenantStore};

/// Erases an account for a case; whoever takes the tickets that are open is chosen anew. Done already, it changes nothing.
///
/// # Errors
/// [`Error::State`] for the only admin of a company; a failure of keyring or store: done again, it goes on.
pub(super) async fn erase(
    app: &App,
    ctx: &Ctx,
    scope: TenantScope,
    id: AgentId,
    case: SubjectRequestId,
) -> Result<()> {
    let ctx = Ctx { request: ctx.request, ..Ctx::job(scope, Job::AccountRights, ctx.now) };
    let store = app.store().tenant(scope);
    let Some(row) = store.find_agent(id).await? else { return Ok(()) };
    if row.erased_at.is_some() {
        return agent::release_tickets(app, &ctx, Act::ACCOUNT_ERASE, id).await;
    }
    check_others(&store, &row).await?;
    let permit = app.permit(&ctx, Act::ACCOUNT_ERASE).await?;
    let email = agent::profile_of(app, &permit, &row).await?.email;
    // Before the data: a backup that is restored hears of it from the ledger.
    let what = LedgerWord::AccountErased;
    let entry = NewLedgerEntry { entry: case.uuid(), what, subject: id.uuid(), detail: None, at: ctx.now };
    app.keyring().append_ledger(scope, &[entry]).await?;
    if !email.is_empty() {
        sign_in::forget_failures(app, scope, &email).await?;
    }
    empty(app, &ctx, permit, id, ctx.now).await
}

/// The same once more, after a backup was restored that has the account still. What it holds opens no more.
///
/// # Errors
/// A failure of keyring or store.
pub(crate) async fn erase_again(app: &App, scope: TenantScope, id: AgentId, at: Timestamp) -> Result<bool> {
    let Some(found) = app.store().tenant(scope).find_agent(id).await? else { return Ok(false) };
    let ctx = Ctx::job(scope, Job::AccountRights, app.now());
    if found.erased_at.is_some() {
        agent::release_tickets(app, &ctx, Act::ACCOUNT_ERASE, id).await?;
        return Ok(false);
    }
    let permit = app.permit(&ctx, Act::ACCOUNT_ERASE).await?;
    empty(app, &ctx, permit, id, at).await?;
    Ok(true)
}

/// A company keeps somebody who can run its account: without one it would have to be closed.
async fn check_others(store: &TenantStore, row: &store::Agent) -> Result<()> {
    let runs = |agent: &store::Agent| agent.state == AgentState::Active && agent.role == Role::Admin;
    if runs(row) && !store.list_agents().await?.iter().any(|other| other.id != row.id && runs(other)) {
        return Err(Error::State { noun: "agent", state: "last-admin" });
    }
    Ok(())
}

async fn empty(app: &App, ctx: &Ctx, permit: Permit, id: AgentId, at: Timestamp) -> Result<()> {
    let (scope, leaf) = (ctx.scope, LeafRef::agent(id));
    app.load_tenant(scope).await?;
    app.admit(scope, &[leaf, LeafRef::lookup(scope.tenant())]).await?;
    let mut keys = app.vault().draft(scope);
    let profile = keys.seal(ctx.now, id.uuid(), &[leaf], &AgentProfile::default())?;
    let credential = keys.seal(ctx.now, id.uuid(), &[leaf], &AgentCredential::default())?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    let mut row = tx.find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let mut gone = vec![row.profile.object(), row.credential.object()];
    (row.profile, row.credential) = (profile, credential);
    // No address is spelt like this: nobody signs in by it, and the person's own is free.
    row.email_tag = app.vault().tag(scope, EMAIL, id.to_string().as_bytes())?;
    (row.state, row.away, row.erased_at) = (AgentState::Deactivated, false, Some(at));
    tx.update_agent(&row).await?;
    gone.extend(agent::end_access(&mut tx, id, ctx.now).await?);
    tx.delete_consents_of_agent(id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::AgentChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    draft::forget(app, ctx, &gone).await;
    app.keyring().delete_rectified_account(scope, id).await?;
    usage::forget(app, scope, id).await?;
    // What their profile said before goes with it, whatever backup could still have it.
    keys::end_replaced(app, scope, &HashSet::from([leaf])).await?;
    agent::release_tickets(app, ctx, Act::ACCOUNT_ERASE, id).await
}
