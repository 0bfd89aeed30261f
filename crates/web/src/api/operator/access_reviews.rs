//! Reviews of the operators and their tokens.

use crate::Web;
use crate::api::access_reviews::{AccessDecision, AccessReview};
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::access_review;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use std::sync::Arc;

/// Lists reviews of who has access, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/access-reviews", tag = "access reviews",
    responses((status = 200, body = Items<AccessReview>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<AccessReview>>> {
    Ok(Body(Items::whole(access_review::list(&web.app, &caller.ctx).await?)))
}

/// Begins a review: everybody who gets in and every token that works, as they are now.
#[utoipa::path(post, path = "/api/v1/operator/access-reviews", tag = "access reviews",
    responses((status = 201, body = AccessReview), ReadErrors, WriteErrors))]
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller) -> Answer<(StatusCode, Body<AccessReview>)> {
    let id = access_review::begin(&web.app, &caller.ctx).await?;
    Ok((StatusCode::CREATED, Body(access_review::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads a review, with its signed report when it is finished.
#[utoipa::path(get, path = "/api/v1/operator/access-reviews/{review}", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")),
    responses((status = 200, body = AccessReview), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<AccessReview>> {
    Ok(Body(access_review::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// Decides about a line.
#[utoipa::path(post, path = "/api/v1/operator/access-reviews/{review}/decisions", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")), request_body = AccessDecision,
    responses((status = 204, description = "it is decided"), ReadErrors, WriteErrors))]
pub async fn decide(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<AccessDecision>,
) -> Answer<StatusCode> {
    let (id, line, decision) = (input::id(&id)?, new.line()?, new.decision()?);
    access_review::decide(&web.app, &caller.ctx, id, line, decision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finishes a review: its report is signed and stays as it is.
#[utoipa::path(post, path = "/api/v1/operator/access-reviews/{review}/closure", tag = "access reviews",
    params(("review" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is finished"), ReadErrors, WriteErrors))]
pub async fn finish(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    access_review::finish(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
