//! Teams: list, make, read, change, remove.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::team::{TeamChange, TeamDraft};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{AgentId, AssignWay, TeamId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Agents whom tickets are given to together.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// What stands below answers on its tickets, placeholders as written; empty for none. It comes before the author's own
    /// signature and the mailbox's.
    pub signature: String,
    /// Who belongs to it.
    pub member_ids: Vec<String>,
    /// To whom among them a ticket goes that comes in for the team: nobody, round_robin or least_loaded.
    pub assign_to: String,
    /// When it was made.
    pub created_at_ms: i64,
}

impl From<app::team::TeamView> for Team {
    fn from(team: app::team::TeamView) -> Self {
        Self {
            id: team.id.to_string(),
            name: team.name,
            signature: team.signature,
            member_ids: team.members.iter().map(ToString::to_string).collect(),
            assign_to: team.assign.to_string(),
            created_at_ms: team.created_at_ms.as_millis(),
        }
    }
}

/// Lists the teams, by name.
#[utoipa::path(get, path = "/api/v1/teams", tag = "teams",
    responses((status = 200, body = Items<Team>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Team>>> {
    Ok(Body(Items::whole(app::team::list(&web.app, &caller.ctx).await?)))
}

/// Reads a team.
#[utoipa::path(get, path = "/api/v1/teams/{team}", tag = "teams",
    params(("team" = String, Path, format = "uuid")),
    responses((status = 200, body = Team), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
) -> Answer<Body<Team>> {
    let id: TeamId = input::id(&team)?;
    Ok(Body(app::team::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A new team.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// Name; names that differ in case alone are the same.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Signature, with placeholders; none when absent.
    #[serde(default)]
    #[schema(max_length = 2000)]
    signature: String,
    /// Who belongs to it.
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 500)]
    member_ids: Vec<AgentId>,
    /// To whom among them a ticket goes that comes in for the team; nobody when absent.
    #[schema(value_type = Option<String>, pattern = "^(nobody|round_robin|least_loaded)$")]
    assign_to: Option<AssignWay>,
}

/// Makes a team. Admins only.
#[utoipa::path(post, path = "/api/v1/teams", tag = "teams", request_body = NewTeam,
    responses((status = 201, body = Team), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewTeam>,
) -> Answer<(StatusCode, Body<Team>)> {
    let draft = TeamDraft {
        name: new.name,
        signature: new.signature,
        members: new.member_ids,
        assign: new.assign_to,
    };
    Ok((StatusCode::CREATED, Body(app::team::create(&web.app, &caller.ctx, draft).await?.into())))
}

/// A change of a team; absent members stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamPatch {
    /// New name.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// New signature; an empty text for none.
    #[schema(max_length = 2000)]
    signature: Option<String>,
    /// Who belongs to it, whole.
    #[schema(value_type = Option<Vec<String>>, max_items = 500)]
    member_ids: Option<Vec<AgentId>>,
    /// To whom among them a ticket goes that comes in for the team.
    #[schema(value_type = Option<String>, pattern = "^(nobody|round_robin|least_loaded)$")]
    assign_to: Option<AssignWay>,
}

/// Changes a team. Admins only.
#[utoipa::path(patch, path = "/api/v1/teams/{team}", tag = "teams",
    params(("team" = String, Path, format = "uuid")), request_body = TeamPatch,
    responses((status = 200, body = Team), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
    Json(patch): Json<TeamPatch>,
) -> Answer<Body<Team>> {
    let id: TeamId = input::id(&team)?;
    let change = TeamChange {
        name: patch.name,
        signature: patch.signature,
        members: patch.member_ids,
        assign: patch.assign_to,
    };
    Ok(Body(app::team::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// Removes a team, from every ticket too; the tickets stay with whoever has them. Admins only.
#[utoipa::path(delete, path = "/api/v1/teams/{team}", tag = "teams",
    params(("team" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(team): Path<String>,
) -> Answer<StatusCode> {
    let id: TeamId = input::id(&team)?;
    app::team::delete(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
