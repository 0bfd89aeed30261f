//! Agents: list, read, create.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use super::view::Agent;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::agent::NewAgent as Draft;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{AgentId, Private, Role};
use serde::Deserialize;
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
