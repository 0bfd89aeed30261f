//! Agents: a tenant's people.

use crate::view::AgentView;
use crate::{App, Ctx, Error, Result, operator};
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

/// Reads the agent who asks.
///
/// # Errors
/// As [`read`].
pub async fn read_self(app: &App, ctx: &Ctx, id: AgentId) -> Result<AgentView> {
    let permit = app.permit(ctx, Act::SESSION_READ).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = app.open(&permit, id.uuid(), &row.profile).await?;
    app.settle(permit).await?;
    Ok(view(&row, profile))
}

/// An agent who is sealed and not stored yet.
pub(crate) struct Drafted {
    /// The row.
    pub row: store::Agent,
    /// The keys: they become durable first.
    pub keys: crypto::Draft,
    /// What callers are told.
    pub view: AgentView,
}

/// Creates an agent.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, new: NewAgent) -> Result<AgentView> {
    check(&new)?;
    let permit = app.permit(ctx, Act::AGENT_MANAGE).await?;
    let drafted = draft(app, ctx, new).await?;
    app.keyring().commit(drafted.keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(drafted.keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_agent(&drafted.row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(drafted.keys);
    Ok(drafted.view)
}

/// Seals a new agent.
///
/// # Errors
/// [`Error::Exists`] when the address is known in the tenant, bad input, or the keyring's failure.
pub(crate) async fn draft(app: &App, ctx: &Ctx, new: NewAgent) -> Result<Drafted> {
    let email = check(&new)?;
    // Operators are agents of the system's tenant and of no other; nobody else is there.
    if (new.role == Role::Operator) != (ctx.scope == operator::SCOPE) {
        return Err(Error::Input { field: "role", rule: "rule-role" });
    }
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::audit(tenant)]).await?;
    let tag = app.vault().tag(ctx.scope, EMAIL, email.as_bytes())?;
    if app.store().tenant(ctx.scope).find_agent_by_email_tag(tag).await?.is_some() {
        return Err(Error::Exists("agent"));
    }
    let phc = hash(new.password).await?;
    let id = AgentId::generate(ctx.now);
    let leaf = LeafRef::agent(id);
    app.load_tenant(ctx.scope).await?;
    let mut keys = app.vault().draft(ctx.scope);
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
    let view = view(&row, profile);
    Ok(Drafted { row, keys, view })
}

/// The hash of a password, on a thread for heavy work.
pub(crate) async fn hash(password: Private<String>) -> Result<String> {
    let hashed = tokio::task::spawn_blocking(move || crypto::password::hash(&password));
    Ok(hashed.await.map_err(|_| Error::Interrupted)??)
}

/// Checks the input; returns the normalised address.
///
/// # Errors
/// [`Error::Input`] with the first field that is not acceptable.
pub(crate) fn check(new: &NewAgent) -> Result<String> {
    check_name(&new.name)?;
    check_password(&new.password)?;
    mime::normalise_address(&new.email).ok_or(Error::Input { field: "email", rule: "rule-address" })
}

/// Checks a person's name.
///
/// # Errors
/// [`Error::Input`].
pub(crate) fn check_name(name: &str) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(())
}

/// Checks a new password.
///
/// # Errors
/// [`Error::Input`].
pub(crate) fn check_password(password: &Private<String>) -> Result<()> {
    let length = password.reveal().chars().count();
    if (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&length) {
        return Ok(());
    }
    Err(Error::Input { field: "password", rule: "rule-password-length" })
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
