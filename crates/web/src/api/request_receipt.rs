//! The signed receipt of a subject request.

use super::erasures::ErasureReceipt;
use super::error::ReadErrors;
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::SubjectRequestId;
use std::sync::Arc;

/// Hands out the signed receipt of a case that is closed: what was asked and when, what came of it, and how whoever asked was
/// told. It holds no personal data; `deskhero receipt check` proves it.
#[utoipa::path(get, path = "/api/v1/subject-requests/{request}/receipt", tag = "subject requests",
    params(("request" = String, Path, format = "uuid")),
    responses((status = 200, body = ErasureReceipt, content_type = "application/json"), ReadErrors))]
pub async fn request_receipt(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Response> {
    let id: SubjectRequestId = input::id(&request)?;
    Ok(handed_out(id, app::subject_request::receipt(&web.app, &caller.ctx, id).await?))
}

/// A receipt as a file.
pub(super) fn handed_out(id: SubjectRequestId, receipt: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"request-{id}.json\"");
    let head = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    (head, receipt).into_response()
}
