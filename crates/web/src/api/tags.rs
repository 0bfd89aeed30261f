//! Tags: list, add, change, remove.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{TagColour, TagId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A word that the company puts on tickets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tag {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// grey, blue, green, amber, red or violet.
    pub colour: String,
    /// When it was added.
    pub created_at_ms: i64,
}

impl From<app::tag::TagView> for Tag {
    fn from(tag: app::tag::TagView) -> Self {
        Self {
            id: tag.id.to_string(),
            name: tag.name,
            colour: tag.colour.to_string(),
            created_at_ms: tag.created_at_ms.as_millis(),
        }
    }
}

/// Lists the tags, by name.
#[utoipa::path(get, path = "/api/v1/tags", tag = "tags",
    responses((status = 200, body = Items<Tag>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Tag>>> {
    Ok(Body(Items::whole(app::tag::list(&web.app, &caller.ctx).await?)))
}

/// A tag that fits a ticket.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedTag {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    id: TagId,
    /// Name.
    name: String,
    /// grey, blue, green, amber, red or violet.
    colour: String,
}

/// Lists the tags that fit a ticket and that it does not have, best first, three at most: by the words of the company's own tagged
/// tickets. Refused where the company did not instruct Deskhero to learn.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}/tag-suggestions", operation_id = "suggest_tags", tag = "tags",
    params(("ticket" = String, Path, format = "uuid")),
    responses((status = 200, body = Items<SuggestedTag>), ReadErrors))]
pub async fn suggest(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
) -> Answer<Body<Items<SuggestedTag>>> {
    let found = app::learning::suggest(&web.app, &caller.ctx, input::id(&ticket)?).await?;
    let tag = |tag: app::learning::Suggested| SuggestedTag {
        id: tag.id,
        name: tag.name,
        colour: tag.colour.to_string(),
    };
    Ok(Body(Items { items: found.into_iter().map(tag).collect(), next: None }))
}

/// A new tag.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTag {
    /// Name; names that differ in case alone are the same.
    #[schema(min_length = 1, max_length = 40)]
    name: String,
    /// Colour; grey when absent.
    #[schema(value_type = Option<String>, pattern = "^(grey|blue|green|amber|red|violet)$")]
    colour: Option<TagColour>,
}

/// Adds a tag.
#[utoipa::path(post, path = "/api/v1/tags", tag = "tags", request_body = NewTag,
    responses((status = 201, body = Tag), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewTag>,
) -> Answer<(StatusCode, Body<Tag>)> {
    let colour = new.colour.unwrap_or(TagColour::Grey);
    let made = app::tag::create(&web.app, &caller.ctx, &new.name, colour).await?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// A change of a tag; absent members stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagPatch {
    /// New name.
    #[schema(min_length = 1, max_length = 40)]
    name: Option<String>,
    /// New colour.
    #[schema(value_type = Option<String>, pattern = "^(grey|blue|green|amber|red|violet)$")]
    colour: Option<TagColour>,
}

/// Renames or colours a tag. Admins only.
#[utoipa::path(patch, path = "/api/v1/tags/{tag}", tag = "tags", params(("tag" = String, Path, format = "uuid")),
    request_body = TagPatch, responses((status = 200, body = Tag), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tag): Path<String>,
    Json(patch): Json<TagPatch>,
) -> Answer<Body<Tag>> {
    let id: TagId = input::id(&tag)?;
    Ok(Body(app::tag::change(&web.app, &caller.ctx, id, patch.name.as_deref(), patch.colour).await?.into()))
}

/// Removes a tag, from every ticket too. Admins only.
#[utoipa::path(delete, path = "/api/v1/tags/{tag}", tag = "tags", params(("tag" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tag): Path<String>,
) -> Answer<StatusCode> {
    let id: TagId = input::id(&tag)?;
    app::tag::delete(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
