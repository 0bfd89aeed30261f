//! What the operator does with a tenant: what it is called, where its pages answer, whether it is served, who its
//! first admin is. Each stands in the tenant's own log. No mail, no contact.

use super::{TenantInfo, check_host, check_name, find, find_by_host, info};
use crate::agent::{self, Handed, Invitation};
use crate::{App, Ctx, Error, Result, operator};
use domain::audit::Actor;
use domain::keyring::LeafRef;
use domain::limits::HOST_NAMES_MAX;
use domain::{AgentState, Role, TenantScope, Timestamp};
use privacy::{Act, Permit};
use store::{ChangeKind, TenantState, TenantTx};

/// A tenant, as far as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantView {
    /// Short name, name, whether it is served.
    pub info: TenantInfo,
    /// Where its pages answer.
    pub hosts: Vec<String>,
    /// People who can sign in.
    pub agents: usize,
    /// People who were invited and have not come yet.
    pub invited: usize,
    /// Mailboxes, disconnected ones not counted.
    pub mailboxes: usize,
    /// When it was made.
    pub created_at_ms: Timestamp,
}

/// Every tenant with its host names and numbers, oldest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; the store's failure.
pub async fn manage(app: &App, ctx: &Ctx) -> Result<Vec<TenantView>> {
    over(ctx, operator::SCOPE)?;
    let system = app.store().system();
    let mut all = Vec::new();
    for row in system.list_tenants().await? {
        if row.id == operator::SCOPE.tenant() {
            continue;
        }
        let store = app.store().tenant(TenantScope::of(row.id));
        let agents = store.list_agents().await?;
        let mailboxes = store.list_mailboxes().await?;
        let people = |state| agents.iter().filter(|agent| agent.state == state).count();
        all.push(TenantView {
            hosts: system.list_host_names(row.id).await?,
            agents: people(AgentState::Active),
            invited: people(AgentState::Invited),
            mailboxes: mailboxes.iter().filter(|one| one.state != domain::MailboxState::Disconnected).count(),
            created_at_ms: row.created_at,
            info: info(row),
        });
    }
    Ok(all)
}

/// Gives a tenant another name.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn rename(app: &App, ctx: &Ctx, tenant: TenantScope, name: &str) -> Result<()> {
    let name = check_name(name)?;
    let (ctx, known) = known(app, ctx, tenant).await?;
    let permit = app.permit(&ctx, Act::TENANT_CHANGE).await?;
    let mut tx = app.store().tenant(tenant).begin().await?;
    tx.update_tenant(&name, state(known.served)).await?;
    finish(app, &ctx, permit, tx).await
}

/// Lets a tenant's pages answer at one more host name.
///
/// # Errors
/// [`Error::Exists`] when a tenant answers there; [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn add_host(app: &App, ctx: &Ctx, tenant: TenantScope, host: &str) -> Result<()> {
    let host = check_host(host)?;
    let (ctx, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&ctx, Act::TENANT_CHANGE).await?;
    if find_by_host(app, &host).await?.is_some() {
        return Err(Error::Exists("host name"));
    }
    if app.store().system().list_host_names(tenant.tenant()).await?.len() >= HOST_NAMES_MAX {
        return Err(Error::Input { field: "host", rule: "rule-too-many" });
    }
    let mut tx = app.store().tenant(tenant).begin().await?;
    match tx.insert_host_name(&host).await {
        Err(store::StoreError::Taken(_)) => Err(Error::Exists("host name")),
        other => {
            other?;
            finish(app, &ctx, permit, tx).await
        }
    }
}

/// Takes a host name from a tenant: from now on its pages answer at the others alone.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn remove_host(app: &App, ctx: &Ctx, tenant: TenantScope, host: &str) -> Result<()> {
    let host = check_host(host)?;
    let (ctx, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&ctx, Act::TENANT_CHANGE).await?;
    let mut tx = app.store().tenant(tenant).begin().await?;
    if !tx.delete_host_name(&host).await? {
        return Err(Error::NotFound("host name"));
    }
    finish(app, &ctx, permit, tx).await
}

/// Suspends a tenant: everyone is signed out and nobody gets in, by page or by token; no mail is taken in, and answers
/// that wait are kept. Nothing is deleted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when it is suspended, a refusal, or a store's failure.
pub async fn suspend(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<()> {
    set_served(app, ctx, tenant, false).await
}

/// Serves a tenant again: what came to its mailboxes meanwhile is taken in, and what waited is sent.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when it is served, a refusal, or a store's failure.
pub async fn resume(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<()> {
    set_served(app, ctx, tenant, true).await
}

async fn set_served(app: &App, ctx: &Ctx, tenant: TenantScope, served: bool) -> Result<()> {
    let (ctx, known) = known(app, ctx, tenant).await?;
    let permit = app.permit(&ctx, Act::TENANT_SUSPEND).await?;
    if known.served == served {
        return Err(Error::State { noun: "tenant", state: state(served).as_str() });
    }
    let mut tx = app.store().tenant(tenant).begin().await?;
    tx.update_tenant(&known.name, state(served)).await?;
    if !served {
        tx.delete_sessions().await?;
    }
    finish(app, &ctx, permit, tx).await?;
    app.mailboxes_changed().notify_waiters();
    app.outbox_changed().notify_waiters();
    Ok(())
}

/// Invites a tenant's first admin, or sends the invitation once more. Only while nobody can sign in there: after that,
/// its people are its own affair.
///
/// # Errors
/// [`Error::State`] when somebody can sign in; [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn invite_first_admin(
    app: &App,
    ctx: &Ctx,
    tenant: TenantScope,
    name: &str,
    email: &str,
    base: &str,
) -> Result<Handed> {
    let (ctx, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&ctx, Act::TENANT_INVITE).await?;
    app.load_tenant(tenant).await?;
    let people = app.store().tenant(tenant).list_agents().await?;
    if people.iter().any(|agent| agent.state == AgentState::Active) {
        return Err(Error::State { noun: "tenant", state: "has-people" });
    }
    if let Some(invited) = invited_first(app, tenant, email).await? {
        return agent::again_under(app, &ctx, permit, invited, base).await;
    }
    let new = Invitation { name: name.to_owned(), email: email.to_owned(), role: Role::Admin };
    agent::invite_under(app, &ctx, permit, new, base).await
}

/// Who was invited under this address and has not come yet.
async fn invited_first(app: &App, tenant: TenantScope, email: &str) -> Result<Option<domain::AgentId>> {
    let Some(email) = mime::normalise_address(email) else { return Ok(None) };
    app.admit(tenant, &[LeafRef::lookup(tenant.tenant())]).await?;
    let tag = app.vault().tag(tenant, agent::EMAIL, email.as_bytes())?;
    let found = app.store().tenant(tenant).find_agent_by_email_tag(tag).await?;
    Ok(found.filter(|row| row.state == AgentState::Invited).map(|row| row.id))
}

/// The operator's context over a tenant.
fn over(ctx: &Ctx, tenant: TenantScope) -> Result<Ctx> {
    if ctx.role == Some(Role::Operator) || ctx.actor == Actor::Operator {
        return Ok(Ctx { scope: tenant, ..*ctx });
    }
    Err(Error::NotFound("tenant"))
}

/// The operator's context over a tenant that there is; the system's own is none.
async fn known(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<(Ctx, TenantInfo)> {
    let ctx = over(ctx, tenant)?;
    let found = find(app, tenant).await?.filter(|_| tenant != operator::SCOPE);
    Ok((ctx, found.ok_or(Error::NotFound("tenant"))?))
}

const fn state(served: bool) -> TenantState {
    if served { TenantState::Active } else { TenantState::Suspended }
}

async fn finish(app: &App, ctx: &Ctx, permit: Permit, mut tx: TenantTx) -> Result<()> {
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    Ok(tx.commit().await?)
}
