//! Custom fields: list, define, change, remove; and how what they hold is read and written.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::{Answer, Problem};
use app::field::{ChoiceDraft, FieldChange, FieldDraft, Given};
use app::view::{FieldShown, FieldView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::record::FieldValue;
use domain::{ChoiceId, FieldHolder, FieldId, FieldKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// What fields hold, by their keys. Text, days (`2026-11-26`), web addresses and the names of choices are strings.
pub type Values = BTreeMap<String, Value>;

/// What a ticket or a contact holds; every field is there, null without a value.
#[must_use]
pub fn values(all: Vec<FieldShown>) -> Values {
    let one = |shown: FieldShown| {
        let value = match shown.value {
            None => Value::Null,
            Some(FieldValue::Text(text) | FieldValue::Date(text) | FieldValue::Url(text)) => text.into(),
            // A whole number is written as one.
            Some(FieldValue::Number(number)) => number.to_string().parse().map_or(Value::Null, Value::Number),
            Some(FieldValue::Flag(flag)) => flag.into(),
            Some(FieldValue::Choice(id)) => {
                let choice = shown.field.choices.iter().find(|choice| choice.id == id);
                choice.map_or(Value::Null, |choice| choice.name.clone().into())
            }
        };
        (shown.field.key, value)
    };
    all.into_iter().map(one).collect()
}

/// Reads what a program gives for fields.
///
/// # Errors
/// 422 that names the key of what no field can hold.
pub fn given(values: Values) -> Answer<Vec<(String, Given)>> {
    let one = |(key, value): (String, Value)| {
        let given = match value {
            Value::Null => Given::Nothing,
            Value::String(text) => Given::Text(text),
            Value::Bool(flag) => Given::Flag(flag),
            Value::Number(number) => Given::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::Array(_) | Value::Object(_) => {
                let detail = "must be text, a number, true, false or null";
                return Err(Problem::invalid(format!("fields.{key}"), detail));
            }
        };
        Ok((key, given))
    };
    values.into_iter().map(one).collect()
}

/// A choice of a field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldChoice {
    /// Id; stays when it is renamed.
    #[schema(format = "uuid")]
    pub id: String,
    /// Name.
    pub name: String,
}

/// A custom field of tickets or of contacts.
#[derive(Debug, Serialize, ToSchema)]
pub struct Field {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// ticket or contact.
    pub holder: String,
    /// Its name in `fields` of tickets or contacts.
    pub key: String,
    /// As people see it.
    pub name: String,
    /// text, number, yes_no, date, choice or url.
    pub r#type: String,
    /// The choices of a list.
    pub choices: Vec<FieldChoice>,
    /// Whether it holds data about a person.
    pub personal: bool,
    /// Whether a ticket needs it before it is closed.
    pub required: bool,
    /// When it was made.
    pub created_at_ms: i64,
}

impl From<FieldView> for Field {
    fn from(field: FieldView) -> Self {
        let listed = field.choices.into_iter().filter(|_| field.kind == FieldKind::Choice);
        Self {
            id: field.id.to_string(),
            holder: field.holder.to_string(),
            key: field.key,
            name: field.name,
            r#type: field.kind.to_string(),
            choices: listed.map(|c| FieldChoice { id: c.id.to_string(), name: c.name }).collect(),
            personal: field.personal,
            required: field.required,
            created_at_ms: field.created_at_ms.as_millis(),
        }
    }
}

/// Lists the custom fields: those of contacts, then those of tickets, each in their order.
#[utoipa::path(get, path = "/api/v1/fields", tag = "fields",
    responses((status = 200, body = Items<Field>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Field>>> {
    Ok(Body(Items::whole(app::field::list(&web.app, &caller.ctx).await?)))
}

/// A field to define.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewField {
    /// ticket or contact.
    #[schema(value_type = String, pattern = "^(ticket|contact)$")]
    holder: FieldHolder,
    /// As people see it.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Its name in `fields`; made from the name when absent. It cannot be changed.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,39}$")]
    key: Option<String>,
    /// text, number, yes_no, date, choice or url. It cannot be changed.
    #[schema(value_type = String, pattern = "^(text|number|yes_no|date|choice|url)$")]
    r#type: FieldKind,
    /// The choices of a list.
    #[serde(default)]
    #[schema(max_items = 50)]
    choices: Vec<String>,
    /// Whether it holds data about a person.
    #[serde(default)]
    personal: bool,
    /// Whether a ticket needs it before it is closed.
    #[serde(default)]
    required: bool,
}

/// Defines a field. Admins only.
#[utoipa::path(post, path = "/api/v1/fields", tag = "fields", request_body = NewField,
    responses((status = 201, body = Field), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewField>,
) -> Answer<(StatusCode, Body<Field>)> {
    let draft = FieldDraft {
        holder: new.holder,
        kind: new.r#type,
        name: new.name,
        key: new.key.unwrap_or_default(),
        choices: new.choices,
        personal: new.personal,
        required: new.required,
    };
    let made = app::field::create(&web.app, &caller.ctx, draft).await?;
    Ok((StatusCode::CREATED, Body(made.into())))
}

/// A choice as it shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFieldChoice {
    /// The choice that is renamed or kept; a new one when absent.
    #[schema(value_type = Option<String>, format = "uuid")]
    id: Option<ChoiceId>,
    /// Name.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
}

/// A change of a field; absent members stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPatch {
    /// New name.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// All choices of a list, in their order. One that is left out is shown nowhere any more.
    #[schema(min_items = 1, max_items = 50)]
    choices: Option<Vec<NewFieldChoice>>,
    /// Whether it holds data about a person.
    personal: Option<bool>,
    /// Whether a ticket needs it before it is closed.
    required: Option<bool>,
    /// Its place among those of the same holder, from 0.
    #[schema(maximum = 30)]
    place: Option<usize>,
}

/// Changes a field; what was filled in stays. Admins only.
#[utoipa::path(patch, path = "/api/v1/fields/{field}", tag = "fields",
    params(("field" = String, Path, format = "uuid")), request_body = FieldPatch,
    responses((status = 200, body = Field), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
    Json(patch): Json<FieldPatch>,
) -> Answer<Body<Field>> {
    let id: FieldId = input::id(&field)?;
    let choice = |choice: NewFieldChoice| ChoiceDraft { id: choice.id, name: choice.name };
    let change = FieldChange {
        name: patch.name,
        choices: patch.choices.map(|all| all.into_iter().map(choice).collect()),
        personal: patch.personal,
        required: patch.required,
        place: patch.place,
    };
    Ok(Body(app::field::change(&web.app, &caller.ctx, id, change).await?.into()))
}

/// Removes a field. What was filled in is shown nowhere any more; it stays sealed with its ticket or contact until a
/// field there is filled in again, or the ticket or contact ends. Admins only.
#[utoipa::path(delete, path = "/api/v1/fields/{field}", tag = "fields",
    params(("field" = String, Path, format = "uuid")), responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
) -> Answer<StatusCode> {
    app::field::delete(&web.app, &caller.ctx, input::id(&field)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
