//! What the token's agent consents to about their account (C63, C71).

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::gate::{self, Caller};
use crate::input::Json;
use crate::problem::Answer;
use crate::{Web, pages};
use app::consent;
use axum::Json as Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A decision about a consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consent {
    /// Id; later ones are greater.
    #[schema(format = "uuid")]
    id: String,
    /// About what: `usage`, counting how Deskhero is used; `news`, news about it by mail.
    purpose: String,
    /// `given`, `refused`, `withdrawn`, `objected` or `restricted`.
    decision: String,
    /// What was shown; empty where nobody was asked.
    words: String,
    /// SHA-256 of that, hex.
    sha256: String,
    /// When, in milliseconds since 1970-01-01T00:00:00Z.
    decided_at_ms: i64,
    /// By which way: `page` (also by a program), `mail-link`, `request`, `ledger`; absent of older decisions.
    way: Option<String>,
}

impl From<consent::Consent> for Consent {
    fn from(one: consent::Consent) -> Self {
        Self {
            id: one.id.to_string(),
            purpose: one.purpose.to_string(),
            decision: one.decision.to_string(),
            words: one.words,
            sha256: one.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            decided_at_ms: one.decided_at.as_millis(),
            way: one.way.map(|way| way.to_string()),
        }
    }
}

/// A new decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConsentDecision {
    /// Whether they consent.
    gives: bool,
}

/// Lists the decisions of the token's agent, in order. The last one about a purpose holds.
#[utoipa::path(get, path = "/api/v1/profile/consents", tag = "consents",
    responses((status = 200, body = Items<Consent>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Consent>>> {
    let own = consent::own(&web.app, &caller.ctx).await?;
    Ok(Body(Items { items: own.into_iter().map(Consent::from).collect(), next: None }))
}

/// Decides about counting the use of the account of the token's agent. A consent that ends takes along what was counted; 404
/// where nothing is counted; 409 where the request says by Global Privacy Control (`Sec-GPC: 1`) that its user refuses.
#[utoipa::path(put, path = "/api/v1/profile/consents/usage", tag = "consents", request_body = NewConsentDecision,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn decide(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    Json(decision): Json<NewConsentDecision>,
) -> Answer<StatusCode> {
    if decision.gives && gate::refuses(&headers) {
        return Err(pages::consent::refused());
    }
    let words = caller.texts.t("consent-usage-text");
    consent::decide(&web.app, &caller.ctx, decision.gives, &words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Decides about news by mail for the token's agent.
#[utoipa::path(put, path = "/api/v1/profile/consents/news", tag = "consents", request_body = NewConsentDecision,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn decide_news(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(decision): Json<NewConsentDecision>,
) -> Answer<StatusCode> {
    let words = caller.texts.t("consent-news-text");
    consent::decide_news(&web.app, &caller.ctx, decision.gives, &words).await?;
    Ok(StatusCode::NO_CONTENT)
}
