//! Files for answers.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::pages::upload;
use crate::problem::Answer;
use app::view::UploadView;
use axum::Json as Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A file uploaded for an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Upload {
    /// Pass it in `uploads` of an answer.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Size.
    pub size_bytes: u64,
}

impl From<UploadView> for Upload {
    fn from(file: UploadView) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name,
            content_type: file.content_type,
            size_bytes: file.size_bytes,
        }
    }
}

/// A file to upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the multipart body")]
pub struct NewUpload {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Keeps a file until an answer takes it along.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "messages",
    request_body(content = NewUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = Upload), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    request: Request,
) -> Answer<(StatusCode, Body<Upload>)> {
    Ok((StatusCode::CREATED, Body(upload::take(&web, &caller, request).await?.into())))
}
