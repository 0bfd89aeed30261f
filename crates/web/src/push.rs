//! Where providers call when there are news in a mailbox. They sign in nowhere: each proves itself by what it says.

use crate::Web;
use crate::input::Query;
use crate::problem::{Answer, Problem};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Bytes of a call.
pub const CALL_BYTES_MAX: usize = 256 * 1024;
/// Characters of what Microsoft wants to hear again.
const ECHO_CHARS_MAX: usize = 4_096;

/// Google's, by a Pub/Sub subscription that signs its calls. Whatever it tells of, it need not tell again.
pub async fn google(State(web): State<Arc<Web>>, headers: HeaderMap, body: Bytes) -> Answer<StatusCode> {
    let word = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let token = word.strip_prefix("Bearer ").unwrap_or_default();
    app::push::google(&web.app, token, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What Microsoft says beside its call.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "validationToken")]
    validation_token: Option<String>,
}

/// Microsoft's. Before it calls for the first time, it wants to hear a word again.
pub async fn microsoft(
    State(web): State<Arc<Web>>,
    Query(asked): Query<Asked>,
    body: Bytes,
) -> Answer<Response> {
    if let Some(word) = asked.validation_token {
        if word.len() > ECHO_CHARS_MAX {
            return Err(Problem::too_large(ECHO_CHARS_MAX));
        }
        let mut response = (StatusCode::OK, word).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        return Ok(response);
    }
    app::push::microsoft(&web.app, &body)?;
    Ok(StatusCode::ACCEPTED.into_response())
}
