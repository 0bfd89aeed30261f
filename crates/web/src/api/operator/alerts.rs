//! What the rules found in the system's own log, and about the logs of companies.

use crate::Web;
use crate::api::alerts::{self, Acknowledgement, Alert, AlertDetail, AlertQuery};
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{Json, Query};
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::{Path, State};
use std::sync::Arc;

/// Lists the system's alerts, the newest first. What companies' own people do there is told to their admins.
#[utoipa::path(get, path = "/api/v1/operator/alerts", tag = "alerts", params(AlertQuery),
    responses((status = 200, body = Items<Alert>), ReadErrors))]
pub async fn list(
    state: State<Arc<Web>>,
    caller: Caller,
    query: Query<AlertQuery>,
) -> Answer<Body<Items<Alert>>> {
    alerts::list(state, caller, query).await
}

/// Reads one of the system's alerts.
#[utoipa::path(get, path = "/api/v1/operator/alerts/{alert}", tag = "alerts",
    params(("alert" = String, Path, format = "uuid")),
    responses((status = 200, body = AlertDetail), ReadErrors))]
pub async fn read(state: State<Arc<Web>>, caller: Caller, id: Path<String>) -> Answer<Body<AlertDetail>> {
    alerts::read(state, caller, id).await
}

/// Says that an alert was looked at; 409 when somebody was faster.
#[utoipa::path(post, path = "/api/v1/operator/alerts/{alert}/acknowledgement", tag = "alerts",
    params(("alert" = String, Path, format = "uuid")), request_body = Acknowledgement,
    responses((status = 200, body = AlertDetail), ReadErrors, WriteErrors))]
pub async fn acknowledge(
    state: State<Arc<Web>>,
    caller: Caller,
    id: Path<String>,
    said: Json<Acknowledgement>,
) -> Answer<Body<AlertDetail>> {
    alerts::acknowledge(state, caller, id, said).await
}
