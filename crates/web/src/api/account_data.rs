//! What is held about the account of the token's agent (GDPR Art. 15 and 20): as JSON, and as a ZIP.

use super::error::ReadErrors;
use crate::Web;
use crate::gate::Caller;
use crate::pages::account_data::zipped;
use crate::problem::Answer;
use app::account;
use axum::Json as Body;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

/// Reads what is held about the account of the token's agent: profile, sign-ins, tokens, what was accepted, what the log says
/// of the account, why it is held and for how long. Described by `/schemas/account-export-1.json`.
#[utoipa::path(get, path = "/api/v1/profile/data", tag = "account",
    responses((status = 200, body = serde_json::Value), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<account::data::Data>> {
    Ok(Body(account::read(&web.app, &caller.ctx).await?))
}

/// Fetches the same as a ZIP, with a page for people, tables and SHA-256 sums.
#[utoipa::path(get, path = "/api/v1/profile/data/file", tag = "account",
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), ReadErrors))]
pub async fn file(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Response> {
    Ok(zipped(account::export(&web.app, &caller.ctx).await?))
}
