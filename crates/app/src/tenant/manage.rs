//! What the operator does with a tenant: what it is called, where its pages answer, whether it is served, who its
//! first admin is. Each stands in the tenant's own log and in the operators'. No mail, no contact.

use super::{NewTenant, TenantInfo, check_host, check_name, create_new, find, find_by_host, info};
use crate::agent::{self, Handed, Invitation};
use crate::document::{self, AcceptanceView};
use crate::view::Page;
use crate::{App, Ctx, Error, Result, operator};
use domain::keyring::LeafRef;
use domain::limits::HOST_NAMES_MAX;
use domain::{AgentState, Role, TenantId, TenantScope, Timestamp};
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

/// What to change of a tenant; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantChange {
    /// The company's name.
    pub name: Option<String>,
    /// Served, or suspended: see [`suspend`] and [`resume`].
    pub served: Option<bool>,
}

/// A tenant that was made, and its first admin's invitation.
#[derive(Debug, Clone)]
pub struct MadeTenant {
    /// The tenant.
    pub info: TenantInfo,
    /// Its first admin, with the link where nobody mailed it.
    pub admin: Handed,
}

/// Every tenant with its host names and numbers, oldest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; the store's failure.
pub async fn manage(app: &App, ctx: &Ctx) -> Result<Vec<TenantView>> {
    let mut all = Vec::new();
    for row in rows(app, ctx).await? {
        all.push(view(app, row).await?);
    }
    Ok(all)
}

/// As [`manage`], a page of at most `limit`; `after` is the id of the last tenant of the page before.
///
/// # Errors
/// [`Error::Input`] for an `after` that is no id; as [`manage`].
pub async fn manage_page(app: &App, ctx: &Ctx, after: Option<&str>, limit: u32) -> Result<Page<TenantView>> {
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let after: Option<TenantId> = after.map(str::parse).transpose().map_err(bad)?;
    let mut rows = rows(app, ctx).await?;
    rows.retain(|row| after.is_none_or(|after| row.id > after));
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(view(app, row).await?);
    }
    Ok(Page { items, next })
}

/// One tenant.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; the store's failure.
pub async fn manage_one(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<TenantView> {
    known(app, ctx, tenant).await?;
    note(app, ctx, Act::TENANT_READ).await?;
    let row = app.store().system().find_tenant(tenant.tenant()).await?;
    view(app, row.ok_or(Error::NotFound("tenant"))?).await
}

async fn rows(app: &App, ctx: &Ctx) -> Result<Vec<store::Tenant>> {
    over(ctx, operator::SCOPE)?;
    note(app, ctx, Act::TENANT_READ).await?;
    let mut rows = app.store().system().list_tenants().await?;
    rows.retain(|row| row.id != operator::SCOPE.tenant());
    Ok(rows)
}

async fn view(app: &App, row: store::Tenant) -> Result<TenantView> {
    let store = app.store().tenant(TenantScope::of(row.id));
    let agents = store.list_agents().await?;
    let mailboxes = store.list_mailboxes().await?;
    let people = |state| agents.iter().filter(|agent| agent.state == state).count();
    Ok(TenantView {
        hosts: app.store().system().list_host_names(row.id).await?,
        agents: people(AgentState::Active),
        invited: people(AgentState::Invited),
        mailboxes: mailboxes.iter().filter(|one| one.state != domain::MailboxState::Disconnected).count(),
        created_at_ms: row.created_at,
        info: info(row),
    })
}

/// Makes a tenant and invites its first admin. `base` makes the address of pages at a host, without a slash at its end.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn create_with_admin(
    app: &App,
    ctx: &Ctx,
    mut new: NewTenant,
    name: &str,
    email: &str,
    base: impl Fn(String) -> String,
) -> Result<MadeTenant> {
    over(ctx, operator::SCOPE)?;
    // Whoever cannot be invited must not leave a company behind that nobody can get into.
    agent::check_invited(name, email)?;
    let host = new.hosts.first_mut().ok_or(Error::Input { field: "host", rule: "rule-host" })?;
    *host = check_host(host)?;
    let base = base(host.clone());
    let info = create_new(app, ctx, new).await?;
    let admin = invite_first_admin(app, ctx, info.scope, name, email, &base).await?;
    Ok(MadeTenant { info, admin })
}

/// Gives a tenant another name.
///
/// # Errors
/// As [`change`].
pub async fn rename(app: &App, ctx: &Ctx, tenant: TenantScope, name: &str) -> Result<()> {
    change(app, ctx, tenant, TenantChange { name: Some(name.to_owned()), served: None }).await
}

/// Changes a tenant, all of it or nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when it is served or suspended already, bad input, a refusal, or a store's
/// failure.
pub async fn change(app: &App, ctx: &Ctx, tenant: TenantScope, change: TenantChange) -> Result<()> {
    let name = change.name.as_deref().map(check_name).transpose()?;
    let (theirs, known) = known(app, ctx, tenant).await?;
    let acts = [(name.is_some(), Act::TENANT_CHANGE), (change.served.is_some(), Act::TENANT_SUSPEND)];
    let mut permits = Vec::new();
    for (_, act) in acts.into_iter().filter(|(asked, _)| *asked) {
        permits.push(app.permit(&theirs, act).await?);
    }
    if change.served == Some(known.served) {
        return Err(Error::State { noun: "tenant", state: state(known.served).as_str() });
    }
    for (_, act) in acts.into_iter().filter(|(asked, _)| *asked) {
        note(app, ctx, act).await?;
    }
    let served = change.served.unwrap_or(known.served);
    let mut tx = app.store().tenant(tenant).begin().await?;
    tx.update_tenant(&name.unwrap_or(known.name), state(served)).await?;
    if change.served == Some(false) {
        tx.delete_sessions().await?;
    }
    finish(app, &theirs, permits, tx).await?;
    if change.served.is_some() {
        app.mailboxes_changed().notify_waiters();
        app.outbox_changed().notify_waiters();
    }
    Ok(())
}

/// Lets a tenant's pages answer at one more host name.
///
/// # Errors
/// [`Error::Exists`] when a tenant answers there; [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn add_host(app: &App, ctx: &Ctx, tenant: TenantScope, host: &str) -> Result<()> {
    let host = check_host(host)?;
    let (theirs, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&theirs, Act::TENANT_CHANGE).await?;
    if find_by_host(app, &host).await?.is_some() {
        return Err(Error::Exists("host name"));
    }
    if app.store().system().list_host_names(tenant.tenant()).await?.len() >= HOST_NAMES_MAX {
        return Err(Error::Input { field: "host", rule: "rule-too-many" });
    }
    note(app, ctx, Act::TENANT_CHANGE).await?;
    let mut tx = app.store().tenant(tenant).begin().await?;
    match tx.insert_host_name(&host).await {
        Err(store::StoreError::Taken(_)) => Err(Error::Exists("host name")),
        other => {
            other?;
            finish(app, &theirs, vec![permit], tx).await
        }
    }
}

/// Takes a host name from a tenant: from now on its pages answer at the others alone.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn remove_host(app: &App, ctx: &Ctx, tenant: TenantScope, host: &str) -> Result<()> {
    let host = check_host(host)?;
    let (theirs, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&theirs, Act::TENANT_CHANGE).await?;
    if !app.store().system().list_host_names(tenant.tenant()).await?.contains(&host) {
        return Err(Error::NotFound("host name"));
    }
    note(app, ctx, Act::TENANT_CHANGE).await?;
    let mut tx = app.store().tenant(tenant).begin().await?;
    if !tx.delete_host_name(&host).await? {
        return Err(Error::NotFound("host name"));
    }
    finish(app, &theirs, vec![permit], tx).await
}

/// Suspends a tenant: everyone is signed out and nobody gets in, by page or by token; no mail is taken in, and answers
/// that wait are kept. Nothing is deleted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when it is suspended, a refusal, or a store's failure.
pub async fn suspend(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<()> {
    change(app, ctx, tenant, TenantChange { name: None, served: Some(false) }).await
}

/// Serves a tenant again: what came to its mailboxes meanwhile is taken in, and what waited is sent.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when it is served, a refusal, or a store's failure.
pub async fn resume(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<()> {
    change(app, ctx, tenant, TenantChange { name: None, served: Some(true) }).await
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
    let (theirs, _) = known(app, ctx, tenant).await?;
    let permit = app.permit(&theirs, Act::TENANT_INVITE).await?;
    app.load_tenant(tenant).await?;
    let people = app.store().tenant(tenant).list_agents().await?;
    if people.iter().any(|agent| agent.state == AgentState::Active) {
        return Err(Error::State { noun: "tenant", state: "has-people" });
    }
    agent::check_invited(name, email)?;
    note(app, ctx, Act::TENANT_INVITE).await?;
    if let Some(invited) = invited_first(app, tenant, email).await? {
        return agent::again_under(app, &theirs, permit, invited, base).await;
    }
    let new = Invitation { name: name.to_owned(), email: email.to_owned(), role: Role::Admin };
    agent::invite_under(app, &theirs, permit, new, base).await
}

/// What a tenant's people accepted, oldest first: the record of it is the operator's proof too (C4).
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn acceptances(app: &App, ctx: &Ctx, tenant: TenantScope) -> Result<Vec<AcceptanceView>> {
    let (theirs, _) = known(app, ctx, tenant).await?;
    note(app, ctx, Act::ACCEPTANCE_READ).await?;
    document::acceptances(app, &theirs).await
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
    if ctx.is_operator() {
        return Ok(Ctx { scope: tenant, ..*ctx });
    }
    Err(Error::NotFound("tenant"))
}

/// Tells the operators' own log what is about to be done; the tenant's tells it too, under the same request.
pub(super) async fn note(app: &App, ctx: &Ctx, act: Act) -> Result<()> {
    let own = app.permit(&Ctx { scope: operator::SCOPE, ..*ctx }, act).await?;
    app.settle(own).await
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

async fn finish(app: &App, ctx: &Ctx, permits: Vec<Permit>, mut tx: TenantTx) -> Result<()> {
    let events: Vec<_> = permits.into_iter().flat_map(|permit| permit.into_events(Vec::new())).collect();
    let entries = app.seal_events(ctx.scope, &events).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
    Ok(tx.commit().await?)
}
