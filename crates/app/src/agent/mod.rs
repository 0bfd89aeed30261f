//! Agents: a tenant's people.

mod change;
mod invite;
mod profile;
pub mod pseudonym;
mod reset;

pub use change::{AgentChange, change};
pub(crate) use change::{change_under, end_access, release_tickets};
pub use invite::{Handed, Invitation, accept, check_invited, invite, invite_again, invited};
pub(crate) use invite::{again_under, invite_under};
pub(crate) use profile::reseal_profile;
pub use profile::{ProfileChange, ProfileView, change_profile, profile};
pub(crate) use reset::prove_password;
pub use reset::{change_password, check_reset, request, reset, reset_of};

use crate::view::{AgentView, Look};
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

/// Lists agents, by age. Who is deactivated has a pseudonym, and their profile stays closed.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<AgentView>> {
    list_those(app, ctx, |_| true).await
}

/// As [`list`], but only these agents: nobody else's profile is opened.
///
/// # Errors
/// As [`list`].
pub async fn list_named(app: &App, ctx: &Ctx, ids: &[AgentId]) -> Result<Vec<AgentView>> {
    list_those(app, ctx, |id| ids.contains(&id)).await
}

async fn list_those(app: &App, ctx: &Ctx, wanted: impl Fn(AgentId) -> bool) -> Result<Vec<AgentView>> {
    let permit = app.permit(ctx, ctx.for_operator(Act::AGENT_FIND).unwrap_or(Act::AGENT_READ)).await?;
    let mut rows = app.store().tenant(ctx.scope).list_agents().await?;
    rows.retain(|row| wanted(row.id));
    let shown = rows.iter().filter(|row| row.state != AgentState::Deactivated);
    let mut profiles =
        app.open_all(&permit, shown.map(|row| (row.id.uuid(), &row.profile))).await?.into_iter();
    let profile_of = |row: &store::Agent| match row.state {
        AgentState::Deactivated => None,
        AgentState::Active | AgentState::Invited => profiles.next(),
    };
    let mut profile_of = profile_of;
    let items = rows.iter().map(|row| view(row, profile_of(row).unwrap_or_default())).collect();
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
    let profile = profile_of(app, &permit, &row).await?;
    app.settle(permit).await?;
    Ok(view(&row, profile))
}

/// Opens a profile, unless its owner is deactivated: then it is empty.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub(crate) async fn profile_of(app: &App, permit: &Permit, row: &store::Agent) -> Result<AgentProfile> {
    match row.state {
        AgentState::Deactivated => Ok(AgentProfile::default()),
        AgentState::Active | AgentState::Invited => app.open(permit, row.id.uuid(), &row.profile).await,
    }
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

/// Seals a new agent with a password.
///
/// # Errors
/// [`Error::Exists`] when the address is known in the tenant, bad input, or the keyring's failure.
pub(crate) async fn draft(app: &App, ctx: &Ctx, new: NewAgent) -> Result<Drafted> {
    check(&new)?;
    let phc = hash(app, new.password).await?;
    seal(app, ctx, &new.name, &new.email, new.role, Some(phc)).await
}

/// Seals an agent who has no password yet.
///
/// # Errors
/// As [`draft`].
pub(crate) async fn draft_unopened(
    app: &App,
    ctx: &Ctx,
    name: &str,
    email: &str,
    role: Role,
) -> Result<Drafted> {
    check_name(name)?;
    seal(app, ctx, name, email, role, None).await
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    name: &str,
    email: &str,
    role: Role,
    phc: Option<String>,
) -> Result<Drafted> {
    let email = check_email(email)?;
    // Operators are agents of the system's tenant and of no other; nobody else is there.
    if (role == Role::Operator) != (ctx.scope == operator::SCOPE) {
        return Err(Error::Input { field: "role", rule: "rule-role" });
    }
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::audit(tenant)]).await?;
    let tag = app.vault().tag(ctx.scope, EMAIL, email.as_bytes())?;
    if app.store().tenant(ctx.scope).find_agent_by_email_tag(tag).await?.is_some() {
        return Err(Error::Exists("agent"));
    }
    let id = AgentId::generate(ctx.now);
    let leaf = LeafRef::agent(id);
    app.load_tenant(ctx.scope).await?;
    let mut keys = app.vault().draft(ctx.scope);
    keys.create_leaf(ctx.now, leaf)?;
    let profile = AgentProfile { name: name.trim().to_owned(), email, ..AgentProfile::default() };
    let state = if phc.is_some() { AgentState::Active } else { AgentState::Invited };
    let credential = AgentCredential { password_phc: phc.unwrap_or_default() };
    let row = store::Agent {
        id,
        role,
        state,
        email_tag: tag,
        profile: keys.seal(ctx.now, id.uuid(), &[leaf], &profile)?,
        credential: keys.seal(ctx.now, id.uuid(), &[leaf], &credential)?,
        created_at: ctx.now,
        away: false,
        erased_at: None,
    };
    let view = view(&row, profile);
    Ok(Drafted { row, keys, view })
}

/// The hash of a password, on a thread for heavy work.
pub(crate) async fn hash(app: &App, password: Private<String>) -> Result<String> {
    let cost = app.settings().password_cost;
    let hashed = tokio::task::spawn_blocking(move || crypto::password::hash(&password, cost));
    Ok(hashed.await.map_err(|_| Error::Interrupted)??)
}

/// Checks the input; returns the normalised address.
///
/// # Errors
/// [`Error::Input`] with the first field that is not acceptable.
pub(crate) fn check(new: &NewAgent) -> Result<String> {
    check_name(&new.name)?;
    check_password(&new.password)?;
    check_email(&new.email)
}

/// A sign-in address in its normal form.
fn check_email(email: &str) -> Result<String> {
    mime::normalise_address(email).ok_or(Error::Input { field: "email", rule: "rule-address" })
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

pub(crate) fn view(row: &store::Agent, profile: AgentProfile) -> AgentView {
    let gone = row.state == AgentState::Deactivated;
    AgentView {
        id: row.id,
        name: if gone { pseudonym::name(row.id) } else { profile.name },
        email: if gone { String::new() } else { profile.email },
        role: row.role,
        state: row.state,
        away: row.away && !gone,
        look: Look {
            theme: profile.theme,
            density: profile.density,
            language: profile.language,
            time_zone: profile.time_zone,
        },
        signature: profile.signature.unwrap_or_default(),
    }
}
