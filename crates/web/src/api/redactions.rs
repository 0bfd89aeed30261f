//! Texts in a conversation that are to be replaced: where they stand.

use super::error::{ReadErrors, WriteErrors};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Texts that are looked for in a conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedactionDraft {
    /// The conversation.
    #[schema(format = "uuid")]
    ticket_id: String,
    /// The texts, up to 20 of 3 to 200 characters.
    #[schema(min_items = 1, max_items = 20)]
    texts: Vec<String>,
}

/// What a redaction would replace.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedactionPreview {
    /// In how many places.
    places: u64,
    /// In which messages.
    messages: Vec<RedactedMessage>,
    /// What people are writing in the conversation: it would go unread.
    drafts: u64,
    /// Mails whose originals would be destroyed.
    mails: u64,
    /// Files that lie in them, and would go too.
    files: u64,
}

/// A message in which something would be replaced.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedactedMessage {
    /// Which one.
    #[schema(format = "uuid")]
    message_id: String,
    /// In how many places; 0 where only its original has it.
    places: u64,
}

/// Looks where texts stand in a conversation. It is opened for that.
#[utoipa::path(post, path = "/api/v1/redaction-preview", tag = "erasures", request_body = RedactionDraft,
    responses((status = 200, body = RedactionPreview), ReadErrors, WriteErrors))]
pub async fn look(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(draft): Json<RedactionDraft>,
) -> Answer<Body<RedactionPreview>> {
    let texts = app::erasure::texts_of(&draft.texts)?;
    let found = app::erasure::look(&web.app, &caller.ctx, input::id(&draft.ticket_id)?, &texts).await?;
    let message = |(id, places): (domain::MessageId, usize)| RedactedMessage {
        message_id: id.to_string(),
        places: places as u64,
    };
    Ok(Body(RedactionPreview {
        places: found.places as u64,
        messages: found.messages.into_iter().map(message).collect(),
        drafts: found.drafts as u64,
        mails: found.mails as u64,
        files: found.files as u64,
    }))
}
