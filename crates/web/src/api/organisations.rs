//! Organisations: list, make, read, change, remove; their people and tickets.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, Paging, limit};
use super::view::{Contact, Ticket};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::Answer;
use app::organisation::{OrganisationChange, OrganisationDraft, OrganisationView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::OrganisationId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A company, or whatever else several contacts belong to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organisation {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
    /// Contacts with an address under one of these belong to it, unless somebody said otherwise by hand.
    pub domains: Vec<String>,
    /// What agents want to know of it.
    pub notes: String,
    /// When it was made.
    pub created_at_ms: i64,
    /// When it was last changed.
    pub updated_at_ms: i64,
}

impl From<OrganisationView> for Organisation {
    fn from(organisation: OrganisationView) -> Self {
        Self {
            id: organisation.id.to_string(),
            name: organisation.name,
            domains: organisation.domains,
            notes: organisation.notes,
            created_at_ms: organisation.created_at_ms.as_millis(),
            updated_at_ms: organisation.updated_at_ms.as_millis(),
        }
    }
}

/// Lists organisations, newest first.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "organisations", params(Paging),
    responses((status = 200, body = Items<Organisation>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Organisation>>> {
    let limit = limit(paging.limit)?;
    Ok(Body(Items::of(app::organisation::list(&web.app, &caller.ctx, paging.after.as_deref(), limit).await?)))
}

/// An organisation to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    /// Name; names that differ in case alone are the same.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Domains of its people's addresses; none under which anyone gets an address.
    #[serde(default)]
    #[schema(max_items = 50)]
    domains: Vec<String>,
    /// Notes.
    #[serde(default)]
    #[schema(max_length = 10000)]
    notes: String,
}

/// Makes an organisation. Contacts with its domains come to belong to it within moments.
#[utoipa::path(post, path = "/api/v1/organisations", tag = "organisations", request_body = NewOrganisation,
    responses((status = 201, body = Organisation), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewOrganisation>,
) -> Answer<(StatusCode, Body<Organisation>)> {
    let draft = OrganisationDraft { name: new.name, domains: new.domains, notes: new.notes };
    let made = app::organisation::create(&web.app, &caller.ctx, draft).await?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// Reads an organisation.
#[utoipa::path(get, path = "/api/v1/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path, format = "uuid")),
    responses((status = 200, body = Organisation), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
) -> Answer<Body<Organisation>> {
    let id: OrganisationId = input::id(&organisation)?;
    Ok(Body(app::organisation::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A change of an organisation; absent members stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationPatch {
    /// New name.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// All its domains.
    #[schema(max_items = 50)]
    domains: Option<Vec<String>>,
    /// New notes.
    #[schema(max_length = 10000)]
    notes: Option<String>,
}

/// Changes an organisation. With other domains, contacts are sorted anew within moments.
#[utoipa::path(patch, path = "/api/v1/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path, format = "uuid")), request_body = OrganisationPatch,
    responses((status = 200, body = Organisation), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    Json(patch): Json<OrganisationPatch>,
) -> Answer<Body<Organisation>> {
    let id: OrganisationId = input::id(&organisation)?;
    let change = OrganisationChange { name: patch.name, domains: patch.domains, notes: patch.notes };
    Ok(Body(app::organisation::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// Removes an organisation; its people and their tickets stay. Admins only.
#[utoipa::path(delete, path = "/api/v1/organisations/{organisation}", tag = "organisations",
    params(("organisation" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
) -> Answer<StatusCode> {
    app::organisation::delete(&web.app, &caller.ctx, input::id(&organisation)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the people of an organisation, newest first.
#[utoipa::path(get, path = "/api/v1/organisations/{organisation}/contacts", tag = "organisations",
    params(("organisation" = String, Path, format = "uuid"), Paging), operation_id = "contacts",
    responses((status = 200, body = Items<Contact>), ReadErrors))]
pub async fn contacts(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Contact>>> {
    let (id, limit): (OrganisationId, _) = (input::id(&organisation)?, limit(paging.limit)?);
    let after = paging.after.as_deref();
    Ok(Body(Items::of(app::organisation::people(&web.app, &caller.ctx, id, after, limit).await?)))
}

/// Lists the tickets of an organisation's people, last changed first; neither spam nor trash.
#[utoipa::path(get, path = "/api/v1/organisations/{organisation}/tickets", tag = "organisations",
    params(("organisation" = String, Path, format = "uuid"), Paging), operation_id = "tickets",
    responses((status = 200, body = Items<Ticket>), ReadErrors))]
pub async fn tickets(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Ticket>>> {
    let (id, limit): (OrganisationId, _) = (input::id(&organisation)?, limit(paging.limit)?);
    let after = paging.after.as_deref();
    Ok(Body(Items::of(app::organisation::tickets(&web.app, &caller.ctx, id, after, limit).await?)))
}
