//! Suggestions while somebody types.

use super::error::ReadErrors;
use super::view::{Address, Ticket};
use crate::Web;
use crate::gate::Caller;
use crate::input::Query;
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What was typed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Typed {
    /// A ticket's number, or words as in a search; the last may be unfinished.
    #[param(max_length = 400)]
    q: String,
}

/// What is suggested.
#[derive(Debug, Serialize, ToSchema)]
pub struct Suggestions {
    /// The ticket of the number first, then those found.
    tickets: Vec<Ticket>,
    /// People who wrote.
    contacts: Vec<Address>,
}

/// Suggests tickets and people for what was typed so far.
#[utoipa::path(get, path = "/api/v1/suggestions", operation_id = "suggest", tag = "tickets", params(Typed),
    responses((status = 200, body = Suggestions), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(typed): Query<Typed>,
) -> Answer<Body<Suggestions>> {
    let found = app::ticket::suggest(&web.app, &caller.ctx, &typed.q).await?;
    Ok(Body(Suggestions {
        tickets: found.tickets.into_iter().map(Ticket::from).collect(),
        contacts: found.contacts.into_iter().map(Address::from).collect(),
    }))
}
