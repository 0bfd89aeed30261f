//! Agents: a tenant's people.

use crate::view::AgentView;
use crate::{App, Ctx, Error, Result};
use domain::keyring::LeafRef;
use domain::limits::{NAME_CHARS_MAX, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use domain::record::{AgentCredential, AgentProfile};
use domain::{AgentId, AgentState, Private, Role};
use privacy::{Act, Permit};

/// Column name that goes into the tag of a sign-in address.
pub const EMAIL: &str = "agent.email_tag";

/// An agent to create.
#[derive(Debug, Clone)]
pub struct NewAgent {
    /// Name.
    pub name: String,
    /// Address for sign-in.
    pub email: String,
    /// Role.
    pub role: Role,
    /// First password.
    pub password: Private<String>,
}

/// Lists agents, by age.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<AgentView>> {
    let permit = app.permit(ctx, ctx.for_operator(Act::AGENT_FIND).unwrap_or(Act::AGENT_READ)).await?;
    let rows = app.store().tenant(ctx.scope).list_agents().await?;
    let profiles = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
    let items = rows.into_iter().zip(profiles).map(|(row, profile)| view(&row, profile)).collect();
    app.settle(permit).await?;
    Ok(items)
}

/// Reads an agent.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: AgentId) -> Result<AgentView> {
    let permit = app.permit(ctx, Act::AGENT_READ).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = app.open(&permit, id.uuid(), &row.profile).await?;
    app.settle(permit).await?;
    Ok(view(&row, profile))
}

/// Creates an agent.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, new: NewAgent) -> Result<AgentView> {
    let email = check(&new)?;
    let permit = app.permit(ctx, Act::AGENT_MANAGE).await?;
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::audit(tenant)]).await?;
    let tag = app.vault().tag(ctx.scope, EMAIL, email.as_bytes())?;
    let store = app.store().tenant(ctx.scope);
    if store.find_agent_by_email_tag(tag).await?.is_some() {
        return Err(Error::Exists("agent"));
    }
    let password = new.password.clone();
    let phc = tokio::task::spawn_blocking(move || crypto::password::hash(&password))
        .await
        .map_err(|_| Error::Interrupted)??;
    let id = AgentId::generate(ctx.now);
    let leaf = LeafRef::agent(id);
    let mut keys = app.vault().draft(ctx.scope);
    app.load_tenant(ctx.scope).await?;
    keys.create_leaf(ctx.now, leaf)?;
    let profile = AgentProfile { name: new.name.trim().to_owned(), email };
    let row = store::Agent {
        id,
        role: new.role,
        state: AgentState::Active,
        email_tag: tag,
        profile: keys.seal(ctx.now, id.uuid(), &[leaf], &profile)?,
        credential: keys.seal(ctx.now, id.uuid(), &[leaf], &AgentCredential { password_phc: phc })?,
        created_at: ctx.now,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    tx.insert_agent(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(AgentView { id, name: profile.name, email: profile.email, role: new.role, state: AgentState::Active })
}

/// Checks the input; returns the normalised address.
fn check(new: &NewAgent) -> Result<String> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    let length = new.password.reveal().chars().count();
    if !(PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&length) {
        return Err(Error::Input { field: "password", rule: "rule-password-length" });
    }
    mime::normalise_address(&new.email).ok_or(Error::Input { field: "email", rule: "rule-address" })
}

/// Opens an agent's profile under a permit that the caller settles.
///
/// # Errors
/// [`Error::NotFound`] or a store's failure.
pub async fn open(app: &App, permit: &Permit, id: AgentId) -> Result<AgentProfile> {
    let row = app.store().tenant(permit.scope()).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    app.open(permit, id.uuid(), &row.profile).await
}

fn view(row: &store::Agent, profile: AgentProfile) -> AgentView {
    AgentView { id: row.id, name: profile.name, email: profile.email, role: row.role, state: row.state }
}
