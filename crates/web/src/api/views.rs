//! Saved views: list, save, read, change, remove.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::{Answer, Problem};
use app::saved_view::{ViewChange, ViewDraft, ViewView};
use app::view::{TicketOrder, ViewConditions, WhichTeam, Whom, Whose};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{ChoiceId, ContactId, MailboxId, OrganisationId, Priority, TagId, TicketStatus, ViewId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What a view asks for. An empty list means all.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Conditions {
    /// Statuses; all but spam and trash when empty.
    #[schema(value_type = Vec<String>, max_items = 6)]
    pub status: Vec<TicketStatus>,
    /// Mailboxes.
    #[schema(value_type = Vec<String>, max_items = 100)]
    pub mailbox_ids: Vec<MailboxId>,
    /// An agent's id, `me` (who looks), or `none`; anyone when null.
    #[schema(pattern = "^(me|none|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    pub assignee: Option<String>,
    /// A contact.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub requester_id: Option<ContactId>,
    /// Priorities.
    #[schema(value_type = Vec<String>, max_items = 4)]
    pub priority: Vec<Priority>,
    /// Tags that the ticket must all have.
    #[schema(value_type = Vec<String>, max_items = 20)]
    pub tag_ids: Vec<TagId>,
    /// Only what this agent follows: an id, or `me`.
    #[schema(pattern = "^(me|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    pub follower: Option<String>,
    /// Choices of custom fields, by their ids: the ticket must have them all.
    #[schema(value_type = Vec<String>, max_items = 20)]
    pub choice_ids: Vec<ChoiceId>,
    /// Only what the one who looks has not seen. Such a view has no count.
    pub unread: bool,
    /// A team's id, `mine` (teams that the one who looks belongs to), or `none`; any when null.
    #[schema(pattern = "^(mine|none|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    pub team: Option<String>,
    /// Only those with people of this organisation.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub organisation_id: Option<OrganisationId>,
}

impl Conditions {
    fn read(self) -> Answer<ViewConditions> {
        let whom = |field: &str, text: &str| {
            text.parse::<Whom>().map_err(|_| Problem::invalid(field, "not one of the accepted values"))
        };
        Ok(ViewConditions {
            statuses: self.status,
            mailboxes: self.mailbox_ids,
            assignee: match self.assignee.as_deref() {
                None => Whose::Anyones,
                Some("none") => Whose::Nobodys,
                Some(text) => Whose::Of(whom("conditions.assignee", text)?),
            },
            requester: self.requester_id,
            priorities: self.priority,
            tags: self.tag_ids,
            follower: self.follower.as_deref().map(|text| whom("conditions.follower", text)).transpose()?,
            choices: self.choice_ids,
            unread: self.unread,
            organisation: self.organisation_id,
            team: match self.team.as_deref() {
                None => WhichTeam::Any,
                Some(text) => text
                    .parse()
                    .map_err(|_| Problem::invalid("conditions.team", "not one of the accepted values"))?,
            },
        })
    }
}

impl From<ViewConditions> for Conditions {
    fn from(conditions: ViewConditions) -> Self {
        Self {
            status: conditions.statuses,
            mailbox_ids: conditions.mailboxes,
            assignee: match conditions.assignee {
                Whose::Anyones => None,
                Whose::Nobodys => Some("none".to_owned()),
                Whose::Of(whom) => Some(whom.to_string()),
            },
            requester_id: conditions.requester,
            priority: conditions.priorities,
            tag_ids: conditions.tags,
            follower: conditions.follower.map(|whom| whom.to_string()),
            choice_ids: conditions.choices,
            unread: conditions.unread,
            organisation_id: conditions.organisation,
            team: Some(conditions.team.to_string()).filter(|team| !team.is_empty()),
        }
    }
}

/// A saved view.
#[derive(Debug, Serialize, ToSchema)]
pub struct View {
    /// Id; pass it as `view` to list its tickets.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether everyone has it.
    pub shared: bool,
    /// Who made it.
    #[schema(format = "uuid")]
    pub owner_id: String,
    /// What it asks for.
    pub conditions: Conditions,
    /// newest, oldest, created or priority.
    pub order: String,
    /// Its tickets now; null where they are not counted.
    pub count: Option<i64>,
    /// When it was made.
    pub created_at_ms: i64,
}

impl From<ViewView> for View {
    fn from(view: ViewView) -> Self {
        Self {
            id: view.id.to_string(),
            name: view.name,
            shared: view.shared,
            owner_id: view.owner.to_string(),
            conditions: view.conditions.into(),
            order: view.order.as_str().to_owned(),
            count: view.count,
            created_at_ms: view.created_at_ms.as_millis(),
        }
    }
}

/// Lists one's own views and the shared ones, with their counts.
#[utoipa::path(get, path = "/api/v1/views", tag = "views",
    responses((status = 200, body = Items<View>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<View>>> {
    Ok(Body(Items::whole(app::saved_view::list(&web.app, &caller.ctx).await?)))
}

/// Reads a view.
#[utoipa::path(get, path = "/api/v1/views/{view}", tag = "views",
    params(("view" = String, Path, format = "uuid")),
    responses((status = 200, body = View), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(view): Path<String>,
) -> Answer<Body<View>> {
    let id: ViewId = input::id(&view)?;
    Ok(Body(app::saved_view::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A view to save.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// Name.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Whether everyone gets it.
    #[serde(default)]
    shared: bool,
    /// What it asks for.
    #[serde(default)]
    conditions: Conditions,
    /// Order; newest when absent.
    #[schema(pattern = "^(newest|oldest|created|priority)$")]
    order: Option<String>,
}

fn order(text: Option<&str>) -> Answer<Option<TicketOrder>> {
    text.map(|text| text.parse().map_err(|_| Problem::invalid("order", "not one of the accepted values")))
        .transpose()
}

/// Saves a view.
#[utoipa::path(post, path = "/api/v1/views", tag = "views", request_body = NewView,
    responses((status = 201, body = View), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewView>,
) -> Answer<(StatusCode, Body<View>)> {
    let order = order(new.order.as_deref())?.unwrap_or_default();
    let draft = ViewDraft { name: new.name, shared: new.shared, conditions: new.conditions.read()?, order };
    Ok((StatusCode::CREATED, Body(app::saved_view::create(&web.app, &caller.ctx, draft).await?.into())))
}

/// A change of a view; absent members stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewPatch {
    /// Name.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// Whether everyone gets it.
    shared: Option<bool>,
    /// What it asks for, whole.
    conditions: Option<Conditions>,
    /// Order.
    #[schema(pattern = "^(newest|oldest|created|priority)$")]
    order: Option<String>,
}

/// Changes a view: its owner, or an admin where it is shared.
#[utoipa::path(patch, path = "/api/v1/views/{view}", tag = "views",
    params(("view" = String, Path, format = "uuid")), request_body = ViewPatch,
    responses((status = 200, body = View), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(view): Path<String>,
    Json(patch): Json<ViewPatch>,
) -> Answer<Body<View>> {
    let id: ViewId = input::id(&view)?;
    let change = ViewChange {
        name: patch.name,
        shared: patch.shared,
        conditions: patch.conditions.map(Conditions::read).transpose()?,
        order: order(patch.order.as_deref())?,
    };
    Ok(Body(app::saved_view::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// Removes a view: its owner, or an admin where it is shared.
#[utoipa::path(delete, path = "/api/v1/views/{view}", tag = "views",
    params(("view" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(view): Path<String>,
) -> Answer<StatusCode> {
    let id: ViewId = input::id(&view)?;
    app::saved_view::delete(&web.app, &caller.ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
