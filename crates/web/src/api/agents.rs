//! Agents: list, read, create.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use super::view::Agent;
use crate::Web;
use crate::gate::Caller;
use crate::host;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::agent::{AgentChange, Handed, Invitation, NewAgent as Draft, ProfileChange};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use domain::{AgentId, AgentState, Density, Private, Role, Theme};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists the agents.
#[utoipa::path(get, path = "/api/v1/agents", tag = "agents",
    responses((status = 200, body = Items<Agent>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Agent>>> {
    Ok(Body(Items::whole(app::agent::list(&web.app, &caller.ctx).await?)))
}

/// Reads an agent.
#[utoipa::path(get, path = "/api/v1/agents/{agent}", tag = "agents",
    params(("agent" = String, Path, format = "uuid")),
    responses((status = 200, body = Agent), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
) -> Answer<Body<Agent>> {
    let id: AgentId = input::id(&agent)?;
    Ok(Body(app::agent::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A new agent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAgent {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Address for sign-in.
    #[schema(format = "email", max_length = 320)]
    email: String,
    /// agent or admin.
    #[schema(value_type = String, pattern = "^(agent|admin)$")]
    role: Role,
    /// First password.
    #[schema(min_length = 12, max_length = 256)]
    password: String,
}

/// Adds an agent. Admins only.
#[utoipa::path(post, path = "/api/v1/agents", tag = "agents", request_body = NewAgent,
    responses((status = 201, body = Agent), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewAgent>,
) -> Answer<(StatusCode, Body<Agent>)> {
    let draft =
        Draft { name: new.name, email: new.email, role: new.role, password: Private::new(new.password) };
    Ok((StatusCode::CREATED, Body(app::agent::create(&web.app, &caller.ctx, draft).await?.into())))
}

/// Somebody to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Address for sign-in, to which the invitation goes.
    #[schema(format = "email", max_length = 320)]
    email: String,
    /// agent or admin.
    #[schema(value_type = String, pattern = "^(agent|admin)$")]
    role: Role,
}

/// A one-time link for an agent.
#[derive(Serialize, ToSchema)]
pub struct HandedLink {
    /// Whom it is for.
    agent: Agent,
    /// The link to hand over; null when it went out by Deskhero's own mail.
    link: Option<String>,
}

impl From<Handed> for HandedLink {
    fn from(handed: Handed) -> Self {
        Self { agent: handed.agent.into(), link: handed.link.map(Private::into_inner) }
    }
}

/// Invites somebody, who sets a password under a link that works once, for seven days. Admins only.
#[utoipa::path(post, path = "/api/v1/agents/invitations", tag = "agents", request_body = NewInvitation,
    responses((status = 201, body = HandedLink), ReadErrors, WriteErrors))]
pub async fn invite(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    Json(new): Json<NewInvitation>,
) -> Answer<(StatusCode, Body<HandedLink>)> {
    let new = Invitation { name: new.name, email: new.email, role: new.role };
    let handed = app::agent::invite(&web.app, &caller.ctx, new, &host::base(&web, &headers)).await?;
    Ok((StatusCode::CREATED, Body(handed.into())))
}

/// Makes a link for a new password, which works once, for one hour. Admins only.
#[utoipa::path(post, path = "/api/v1/agents/{agent}/resets", tag = "agents",
    params(("agent" = String, Path, format = "uuid")),
    responses((status = 201, body = HandedLink), ReadErrors, WriteErrors))]
pub async fn reset(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
    headers: HeaderMap,
) -> Answer<(StatusCode, Body<HandedLink>)> {
    let id: AgentId = input::id(&agent)?;
    let handed = app::agent::reset_of(&web.app, &caller.ctx, id, &host::base(&web, &headers)).await?;
    Ok((StatusCode::CREATED, Body(handed.into())))
}

/// A change of an agent; absent members stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentPatch {
    /// agent or admin.
    #[schema(value_type = Option<String>, pattern = "^(agent|admin)$")]
    role: Option<Role>,
    /// active or deactivated.
    #[schema(value_type = Option<String>, pattern = "^(active|deactivated)$")]
    state: Option<AgentState>,
}

/// Changes role or state of an agent. Who is deactivated is signed out, and has a pseudonym from then on. Admins only.
#[utoipa::path(patch, path = "/api/v1/agents/{agent}", tag = "agents",
    params(("agent" = String, Path, format = "uuid")), request_body = AgentPatch,
    responses((status = 200, body = Agent), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(agent): Path<String>,
    Json(patch): Json<AgentPatch>,
) -> Answer<Body<Agent>> {
    let id: AgentId = input::id(&agent)?;
    let change = AgentChange { role: patch.role, state: patch.state };
    Ok(Body(app::agent::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// The profile of the token's agent.
#[derive(Serialize, ToSchema)]
pub struct Profile {
    /// Name.
    name: String,
    /// Address for sign-in.
    email: String,
    /// Stands below answers.
    signature: String,
    /// Language (BCP 47); null for the installation's.
    language: Option<String>,
    /// Time zone (IANA); null for the browser's.
    time_zone: Option<String>,
    /// system, light or dark.
    theme: String,
    /// How much of each ticket the list shows: comfortable or compact.
    density: String,
    /// How many seconds an answer from a page waits, so that its sending can be undone.
    send_undo_seconds: u32,
    /// Away: no new ticket is given to them by a rule.
    away: bool,
}

impl From<app::agent::ProfileView> for Profile {
    fn from(profile: app::agent::ProfileView) -> Self {
        Self {
            name: profile.name,
            email: profile.email,
            signature: profile.signature,
            language: profile.language,
            time_zone: profile.time_zone,
            theme: profile.theme.to_string(),
            density: profile.density.to_string(),
            send_undo_seconds: profile.send_undo_seconds,
            away: profile.away,
        }
    }
}

/// Reads the profile of the token's agent.
#[utoipa::path(get, path = "/api/v1/profile", tag = "agents",
    responses((status = 200, body = Profile), ReadErrors))]
pub async fn profile(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Profile>> {
    Ok(Body(app::agent::profile(&web.app, &caller.ctx).await?.into()))
}

/// A change of one's own profile; absent members stay as they are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfilePatch {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Signature, with placeholders; what may be missing needs something to stand in for it. An empty text for none.
    #[schema(max_length = 2000)]
    signature: Option<String>,
    /// Language (BCP 47); an empty text for the installation's.
    language: Option<String>,
    /// Time zone (IANA); an empty text for the browser's.
    #[schema(max_length = 64)]
    time_zone: Option<String>,
    /// system, light or dark.
    #[schema(value_type = Option<String>, pattern = "^(system|light|dark)$")]
    theme: Option<Theme>,
    /// comfortable or compact.
    #[schema(value_type = Option<String>, pattern = "^(comfortable|compact)$")]
    density: Option<Density>,
    /// How many seconds an answer from a page waits: 0, 10 or 30.
    #[schema(maximum = 30)]
    send_undo_seconds: Option<u32>,
    /// Away, or back.
    away: Option<bool>,
}

/// Changes the profile of the token's agent.
#[utoipa::path(patch, path = "/api/v1/profile", tag = "agents", request_body = ProfilePatch,
    responses((status = 200, body = Profile), ReadErrors, WriteErrors))]
pub async fn change_profile(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(patch): Json<ProfilePatch>,
) -> Answer<Body<Profile>> {
    let change = ProfileChange {
        name: patch.name,
        signature: patch.signature,
        language: patch.language,
        time_zone: patch.time_zone,
        theme: patch.theme,
        density: patch.density,
        send_undo_seconds: patch.send_undo_seconds,
        away: patch.away,
    };
    Ok(Body(app::agent::change_profile(&web.app, &caller.ctx, change).await?.into()))
}
