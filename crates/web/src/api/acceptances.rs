//! Documents that a company's people accepted.

use super::error::ReadErrors;
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::pages::sign_up::hex;
use crate::problem::Answer;
use app::document::AcceptanceView;
use axum::Json as Body;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// That somebody accepted a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Acceptance {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Which document: its word in addresses.
    document: String,
    /// Its version, as it is called.
    version: String,
    /// SHA-256 of its text in UTF-8, in hexadecimal digits; the text is at `/documents/` and this.
    sha256: String,
    /// The language of the text that was read; empty in older records.
    language: String,
    /// How: sign-up, set-up, page, signed (on paper); absent in older records.
    way: Option<String>,
    /// Who accepted.
    #[schema(format = "uuid")]
    agent_id: String,
    /// Their name then.
    name: String,
    /// Their address then.
    email: String,
    /// When.
    accepted_at_ms: i64,
}

impl From<AcceptanceView> for Acceptance {
    fn from(one: AcceptanceView) -> Self {
        Self {
            id: one.id.to_string(),
            document: one.document.kind.to_string(),
            version: one.document.version,
            sha256: hex(&one.document.sha256),
            language: one.document.language,
            way: one.way.map(|way| way.to_string()),
            agent_id: one.agent.to_string(),
            name: one.name,
            email: one.email,
            accepted_at_ms: one.accepted_at_ms.as_millis(),
        }
    }
}

/// Lists what the company's people accepted, oldest first. For admins.
#[utoipa::path(get, path = "/api/v1/acceptances", tag = "acceptances",
    responses((status = 200, body = Items<Acceptance>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Acceptance>>> {
    Ok(Body(Items::whole(app::document::acceptances(&web.app, &caller.ctx).await?)))
}
