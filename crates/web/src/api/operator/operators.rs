//! Operators: who runs this Deskhero.

use crate::Web;
use crate::api::error::ReadErrors;
use crate::api::paging::Items;
use crate::api::view::Agent;
use crate::gate::Caller;
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::State;
use std::sync::Arc;

/// Lists the operators.
#[utoipa::path(get, path = "/api/v1/operator/operators", tag = "operators",
    responses((status = 200, body = Items<Agent>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Agent>>> {
    Ok(Body(Items::whole(app::agent::list(&web.app, &caller.ctx).await?)))
}
