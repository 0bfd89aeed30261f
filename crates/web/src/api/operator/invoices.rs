//! All invoices: what companies were charged, and what was paid.

use crate::Web;
use crate::api::billing::Invoice;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input;
use crate::pages::billing::pdf;
use crate::problem::Answer;
use app::billing;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// Lists all invoices, the newest first; 404 where nothing is paid for.
#[utoipa::path(get, path = "/api/v1/operator/invoices", tag = "invoices",
    responses((status = 200, body = Items<Invoice>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Invoice>>> {
    Ok(Body(Items::whole(billing::list(&web.app, &caller.ctx).await?)))
}

/// One of them as it was sent.
#[utoipa::path(get, path = "/api/v1/operator/invoices/{invoice}/file", tag = "invoices",
    params(("invoice" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), ReadErrors))]
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(pdf(billing::file(&web.app, &caller.ctx, input::id(&id)?).await?))
}

/// Notes that one was paid.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{invoice}/payment", tag = "invoices",
    params(("invoice" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is noted"), ReadErrors, WriteErrors))]
pub async fn pay(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    billing::pay(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Credits one by a document of its own, whole; done twice, there is still one.
#[utoipa::path(post, path = "/api/v1/operator/invoices/{invoice}/credit-note", tag = "invoices",
    params(("invoice" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is credited"), ReadErrors, WriteErrors))]
pub async fn credit(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    billing::credit(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
