//! What the company was told of incidents.

use super::error::ReadErrors;
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::incident;
use axum::Json as Body;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// An incident that the company was told of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldIncident {
    /// The notice.
    #[schema(format = "uuid")]
    id: String,
    /// The incident's number.
    number: i64,
    /// Its title.
    title: String,
    /// What happened.
    what: String,
    /// Which classes of data.
    categories: Vec<String>,
    /// How many people, roughly.
    people: Option<u64>,
    /// What was done, and what will be.
    measures: String,
    /// What the company is to do.
    advice: String,
    /// When it was noticed.
    aware_at_ms: i64,
    /// When the company was told.
    told_at_ms: i64,
}

impl From<incident::ToldIncident> for ToldIncident {
    fn from(told: incident::ToldIncident) -> Self {
        Self {
            id: told.id.to_string(),
            number: told.number,
            title: told.facts.title,
            what: told.facts.what,
            categories: told.facts.categories,
            people: told.facts.people,
            measures: told.facts.measures,
            advice: told.advice,
            aware_at_ms: told.aware_at_ms.as_millis(),
            told_at_ms: told.told_at_ms.as_millis(),
        }
    }
}

/// Lists what the company was told of incidents, the newest first. Admins only.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents",
    responses((status = 200, body = Items<ToldIncident>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<ToldIncident>>> {
    Ok(Body(Items::whole(incident::told(&web.app, &caller.ctx).await?)))
}
