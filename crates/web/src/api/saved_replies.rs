//! Saved replies: list, keep, read, change, remove, and fill one in for a ticket.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::placeholder::Placeholder;
use app::saved_reply::{Ready, SavedReplyChange, SavedReplyDraft, SavedReplyView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{SavedReplyId, TicketId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A text kept for answers and notes.
///
/// In its text `{requester.first_name}` stands for a value, `{requester.first_name|there}` also says what to write when
/// there is none, and `{{` is a brace. The placeholders are requester.name, requester.first_name, requester.email,
/// ticket.number, ticket.subject, agent.name, agent.first_name, mailbox.name and mailbox.address.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedReply {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Text, placeholders as they were written.
    pub text: String,
    /// The text with its formatting (HTML); null when it has none.
    pub html: Option<String>,
    /// Whether everyone has it.
    pub shared: bool,
    /// Who made it.
    #[schema(format = "uuid")]
    pub owner_id: String,
    /// Whether the token's owner may change it.
    pub may_change: bool,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it was last changed.
    pub updated_at_ms: i64,
}

impl From<SavedReplyView> for SavedReply {
    fn from(reply: SavedReplyView) -> Self {
        Self {
            id: reply.id.to_string(),
            name: reply.name,
            text: reply.text,
            html: reply.html,
            shared: reply.shared,
            owner_id: reply.owner.to_string(),
            may_change: reply.may_change,
            created_at_ms: reply.created_at_ms.as_millis(),
            updated_at_ms: reply.updated_at_ms.as_millis(),
        }
    }
}

/// Lists one's own saved replies and the shared ones, by name.
#[utoipa::path(get, path = "/api/v1/saved-replies", tag = "saved replies",
    responses((status = 200, body = Items<SavedReply>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<SavedReply>>> {
    Ok(Body(Items::whole(app::saved_reply::list(&web.app, &caller.ctx).await?)))
}

/// Reads a saved reply.
#[utoipa::path(get, path = "/api/v1/saved-replies/{saved_reply}", tag = "saved replies",
    params(("saved_reply" = String, Path, format = "uuid")),
    responses((status = 200, body = SavedReply), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
) -> Answer<Body<SavedReply>> {
    let id: SavedReplyId = input::id(&saved_reply)?;
    Ok(Body(app::saved_reply::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A saved reply to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSavedReply {
    /// Name.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// Text with placeholders; made of `html` when it is absent.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// The text with its formatting (HTML), with the same placeholders. Pictures and what could run are left out.
    #[schema(max_length = 40000)]
    html: Option<String>,
    /// Whether everyone gets it.
    #[serde(default)]
    shared: bool,
}

/// Keeps a saved reply. A placeholder that does not exist is refused, with its place and those that do.
#[utoipa::path(post, path = "/api/v1/saved-replies", tag = "saved replies", request_body = NewSavedReply,
    responses((status = 201, body = SavedReply), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewSavedReply>,
) -> Answer<(StatusCode, Body<SavedReply>)> {
    let draft = SavedReplyDraft { name: new.name, text: new.text, html: new.html, shared: new.shared };
    let made = app::saved_reply::create(&web.app, &caller.ctx, draft).await?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// A change of a saved reply; absent members stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedReplyPatch {
    /// Name.
    #[schema(min_length = 1, max_length = 80)]
    name: Option<String>,
    /// Text with placeholders; without `html`, formatting goes.
    #[schema(min_length = 1, max_length = 10000)]
    text: Option<String>,
    /// The text with its formatting (HTML), with the same placeholders.
    #[schema(max_length = 40000)]
    html: Option<String>,
    /// Whether everyone gets it; only its owner takes it back.
    shared: Option<bool>,
}

/// Changes a saved reply: its owner, or an admin where it is shared.
#[utoipa::path(patch, path = "/api/v1/saved-replies/{saved_reply}", tag = "saved replies",
    params(("saved_reply" = String, Path, format = "uuid")), request_body = SavedReplyPatch,
    responses((status = 200, body = SavedReply), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
    Json(patch): Json<SavedReplyPatch>,
) -> Answer<Body<SavedReply>> {
    let id: SavedReplyId = input::id(&saved_reply)?;
    let change = SavedReplyChange {
        name: patch.name,
        text: patch.text,
        html: patch.html,
        shared: patch.shared,
        seen: None,
    };
    Ok(Body(app::saved_reply::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// Removes a saved reply: its owner, or an admin where it is shared.
#[utoipa::path(delete, path = "/api/v1/saved-replies/{saved_reply}", tag = "saved replies",
    params(("saved_reply" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
) -> Answer<StatusCode> {
    let id: SavedReplyId = input::id(&saved_reply)?;
    app::saved_reply::delete(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A saved reply filled in for a ticket.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilledReply {
    /// The text; where a value is missing, its placeholder is still there.
    pub text: String,
    /// The text with its formatting (HTML); null when it has none.
    pub html: Option<String>,
    /// The placeholders without a value (`requester.first_name`). Fill these places in before you send the text.
    pub empty: Vec<String>,
}

impl From<Ready> for FilledReply {
    fn from(Ready { text: filled, html }: Ready) -> Self {
        let word = |placeholder: Placeholder| placeholder.word().to_owned();
        Self { text: filled.text(), html, empty: filled.empty().into_iter().map(word).collect() }
    }
}

/// Fills a saved reply in for a ticket, in the name of the token's owner. Nothing is sent.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/saved-replies/{saved_reply}", tag = "saved replies",
    params(("ticket" = String, Path, format = "uuid"), ("saved_reply" = String, Path, format = "uuid")),
    responses((status = 200, body = FilledReply), ReadErrors))]
pub async fn fill(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((ticket, saved_reply)): Path<(String, String)>,
) -> Answer<Body<FilledReply>> {
    let (ticket, id): (TicketId, SavedReplyId) = (input::id(&ticket)?, input::id(&saved_reply)?);
    Ok(Body(app::saved_reply::fill(&web.app, &caller.ctx, id, ticket).await?.into()))
}
