//! Letters that go out once each, about documents and with news: what became of them, and settling what nobody knows or did not arrive.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use app::letter::{self, LetterView, Settling};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A letter to somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Letter {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// The company's name; empty for operators.
    company: String,
    /// To whom.
    #[schema(format = "uuid")]
    agent_id: String,
    /// Their address, of those that the letter did not reach; empty otherwise.
    email: String,
    /// Where it stands: waiting, sending, ending, sent, refused, in-doubt, bounced, dropped, told.
    state: String,
    /// What the server answered, as an SMTP code.
    code: Option<i64>,
}

impl From<LetterView> for Letter {
    fn from(one: LetterView) -> Self {
        Self {
            id: one.id.to_string(),
            company: one.company,
            agent_id: one.agent.to_string(),
            email: one.email,
            state: one.state.to_string(),
            code: one.code,
        }
    }
}

async fn settle(web: &Web, caller: &Caller, id: &str, how: Settling) -> Answer<StatusCode> {
    letter::settle(&web.app, &caller.ctx, input::id(id)?, how).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a letter once more of which nobody knows whether it arrived, under the same Message-ID; 409 when it is not in doubt.
#[utoipa::path(post, path = "/api/v1/operator/letters/{letter}/sending", tag = "letters",
    params(("letter" = String, Path, format = "uuid")),
    responses((status = 204, description = "it waits to be sent"), ReadErrors, WriteErrors))]
pub async fn send_again(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    settle(&web, &caller, &id, Settling::Again).await
}

/// Says that a letter arrived of which nobody knew; 409 when it is not in doubt.
#[utoipa::path(post, path = "/api/v1/operator/letters/{letter}/arrival", tag = "letters",
    params(("letter" = String, Path, format = "uuid")),
    responses((status = 204, description = "it counts as sent"), ReadErrors, WriteErrors))]
pub async fn arrived(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    settle(&web, &caller, &id, Settling::Arrived).await
}

/// Sends a letter anew that was refused or came back, under another Message-ID and id, to the address that its agent has then; 409
/// when it did neither.
#[utoipa::path(post, path = "/api/v1/operator/letters/{letter}/renewal", tag = "letters",
    params(("letter" = String, Path, format = "uuid")),
    responses((status = 204, description = "it waits to be sent"), ReadErrors, WriteErrors))]
pub async fn send_anew(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    settle(&web, &caller, &id, Settling::Anew).await
}

/// Says that whoever a letter was for that was refused or came back was told in another way; 409 when it did neither.
#[utoipa::path(post, path = "/api/v1/operator/letters/{letter}/telling", tag = "letters",
    params(("letter" = String, Path, format = "uuid")),
    responses((status = 204, description = "nobody need look after it any more"), ReadErrors, WriteErrors))]
pub async fn told(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    settle(&web, &caller, &id, Settling::Told).await
}
