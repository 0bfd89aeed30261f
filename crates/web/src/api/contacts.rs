//! Contacts: list, read, change.

use super::error::{ReadErrors, WriteErrors};
use super::fields::{Values, given};
use super::paging::{Items, Paging, limit};
use super::view::Contact;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::Answer;
use app::view::ContactChange;
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::{ContactId, OrganisationId};
use serde::{Deserialize, Deserializer};
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists contacts.
#[utoipa::path(get, path = "/api/v1/contacts", tag = "contacts", params(Paging),
    responses((status = 200, body = Items<Contact>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<Contact>>> {
    let limit = limit(paging.limit)?;
    Ok(Body(Items::of(app::contact::list(&web.app, &caller.ctx, paging.after.as_deref(), limit).await?)))
}

/// Reads a contact.
#[utoipa::path(get, path = "/api/v1/contacts/{contact}", tag = "contacts",
    params(("contact" = String, Path, format = "uuid")),
    responses((status = 200, body = Contact), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
) -> Answer<Body<Contact>> {
    let id: ContactId = input::id(&contact)?;
    Ok(Body(app::contact::read(&web.app, &caller.ctx, id).await?.into()))
}

/// A change of a contact; absent members stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactPatch {
    /// Name.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// Phone.
    #[schema(max_length = 200)]
    phone: Option<String>,
    /// Remark.
    #[schema(max_length = 10000)]
    remark: Option<String>,
    /// Custom fields by their keys; null empties one. They are saved first.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Values,
    /// The organisation that they belong to, whatever their address says; null for none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "uuid")]
    organisation_id: Option<Option<OrganisationId>>,
}

/// Tells null from absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<OrganisationId>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Changes a contact.
#[utoipa::path(patch, path = "/api/v1/contacts/{contact}", tag = "contacts",
    params(("contact" = String, Path, format = "uuid")), request_body = ContactPatch,
    responses((status = 200, body = Contact), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    Json(patch): Json<ContactPatch>,
) -> Answer<Body<Contact>> {
    let id: ContactId = input::id(&contact)?;
    let change = ContactChange { name: patch.name, phone: patch.phone, remark: patch.remark };
    if let Some(organisation) = patch.organisation_id {
        change.check()?;
        app::organisation::place_contact(&web.app, &caller.ctx, id, organisation).await?;
    }
    if !patch.fields.is_empty() {
        change.check()?;
        app::field::fill_contact(&web.app, &caller.ctx, id, &given(patch.fields)?).await?;
    }
    Ok(Body(app::contact::change(&web.app, &caller.ctx, id, change).await?.into()))
}
