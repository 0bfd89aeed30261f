//! Those who got a person's data, at a request of theirs: who is going to be told, and what became of it. For admins.

use super::error::ReadErrors;
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use app::subject_request as requests;
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What is said on those who got the person's data: whoever is not named here is told (GDPR Art. 19).
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TellingRecipients {
    /// Words of the company in the mail to each of them.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// Who is not told, since that is impossible or a disproportionate effort.
    #[serde(default)]
    #[schema(max_items = 1000)]
    not_told: Vec<RecipientNotTold>,
}

/// One who is not told.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecipientNotTold {
    /// Their address.
    #[schema(max_length = 320)]
    email: String,
    /// Why not.
    #[schema(min_length = 1, max_length = 10000)]
    reason: String,
}

impl From<TellingRecipients> for domain::record::RecipientPlan {
    fn from(said: TellingRecipients) -> Self {
        let one = |one: RecipientNotTold| domain::record::NotTold { email: one.email, reason: one.reason };
        Self { words: said.text, not_told: said.not_told.into_iter().map(one).collect() }
    }
}

/// One who got the person's data.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestRecipient {
    /// Their address.
    pub email: String,
    /// Their name, as the mail had it.
    pub name: String,
    /// What they got, oldest first.
    pub passed_on: Vec<PassedOn>,
    /// queued, sending, sent, failed, in_doubt or not_told; absent before the request is carried out.
    pub state: Option<String>,
    /// Why they are not told.
    pub reason: String,
    /// What their server said.
    pub detail: String,
    /// When the mail was sent or given up.
    pub ended_at_ms: Option<i64>,
    /// The salt in hex with which the receipt of an erasure names them; it goes with the case.
    pub receipt_salt: Option<String>,
    /// What the receipt says of them, in hex: SHA-256 of `deskhero recipient v1`, a line feed, the salt and the address.
    pub receipt_hash: Option<String>,
}

/// A mail that was passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassedOn {
    /// Number of its ticket.
    pub ticket_number: i64,
    /// When.
    pub at_ms: i64,
}

impl From<requests::Recipient> for RequestRecipient {
    fn from(one: requests::Recipient) -> Self {
        let passed = |passed: &domain::record::PassedOn| PassedOn {
            ticket_number: passed.ticket,
            at_ms: passed.at.as_millis(),
        };
        let (salt, hash) = one.committed.unzip();
        Self {
            receipt_salt: salt.map(|salt| app::audit::hex(&salt)),
            receipt_hash: hash.map(|hash| app::audit::hex(&hash)),
            passed_on: one.passed.iter().map(passed).collect(),
            email: one.email,
            name: one.name,
            state: one.state.map(|state| state.to_string()),
            reason: one.reason,
            detail: one.detail,
            ended_at_ms: one.ended_at_ms.map(Timestamp::as_millis),
        }
    }
}

/// Everybody who got the person's data.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestRecipients {
    /// By address.
    pub items: Vec<RequestRecipient>,
}

/// Lists whom the person's mails were passed on to: who is going to be told of a rectification, an erasure or a
/// restriction, or was. Nobody, for other requests.
#[utoipa::path(get, path = "/api/v1/subject-requests/{request}/recipients", tag = "subject requests",
    operation_id = "list_recipients", params(("request" = String, Path, format = "uuid")),
    responses((status = 200, body = RequestRecipients), ReadErrors))]
pub async fn list_recipients(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Body<RequestRecipients>> {
    let found = requests::recipients(&web.app, &caller.ctx, input::id(&request)?).await?;
    Ok(Body(RequestRecipients { items: found.into_iter().map(Into::into).collect() }))
}
