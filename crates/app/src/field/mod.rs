//! Custom fields: what an admin adds to tickets and contacts. Names, keys and choices are sealed, and so is all that is
//! filled in; in clear stand ids, as of tags.

pub(crate) mod closing;
mod define;
mod fill;
pub(crate) mod merging;
pub(crate) mod value;

pub use define::{ChoiceDraft, FieldChange, FieldDraft, change, create, delete};
pub use fill::{fill_contact, fill_ticket};
pub(crate) use fill::{held, note, shown};
pub use value::{Given, mark as mark_of};

use crate::{App, Ctx, Error, Result};
use domain::record::{FieldChoice, FieldDefinition, FieldValue};
use domain::{ChoiceId, FieldHolder, FieldId, FieldKind, Private, Timestamp};
use privacy::{Act, Permit};

/// A custom field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldView {
    /// Id.
    pub id: FieldId,
    /// What has it.
    pub holder: FieldHolder,
    /// What it holds.
    pub kind: FieldKind,
    /// As it is shown.
    pub name: String,
    /// What programs call it.
    pub key: String,
    /// The choices of a list, in their order; of yes and no, these two, without names.
    pub choices: Vec<FieldChoice>,
    /// Whether it holds data about a person.
    pub personal: bool,
    /// Whether a ticket needs it before it is closed.
    pub required: bool,
    /// When it was made.
    pub created_at_ms: Timestamp,
}

/// A field, and what a ticket or a contact holds in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FieldShown {
    /// The field.
    pub field: FieldView,
    /// The value, if there is one.
    pub value: Option<FieldValue>,
}

/// Every custom field, those of contacts first, each in their order.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<FieldView>> {
    let permit = app.permit(ctx, Act::FIELD_READ).await?;
    let rows = app.store().tenant(ctx.scope).list_fields().await?;
    if rows.is_empty() {
        // Nothing was opened, so nothing is owed to the log.
        drop(permit);
        return Ok(Vec::new());
    }
    let rows = app.open_each_last(permit, rows, |row| (row.id.uuid(), &row.definition)).await?;
    Ok(rows.into_iter().map(|(row, definition)| view(&row, definition)).collect())
}

/// Reads a custom field.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: FieldId) -> Result<FieldView> {
    let permit = app.permit(ctx, Act::FIELD_READ).await?;
    let rows = app.store().tenant(ctx.scope).list_fields().await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("field"))?;
    let definition = app.open(&permit, id.uuid(), &row.definition).await?;
    app.settle(permit).await?;
    Ok(view(&row, definition))
}

/// The mark of a ticket whose field `key` holds `value`: a choice's name or id, or yes or no.
///
/// # Errors
/// [`Error::Field`] for a field that there is not, or that lists are not narrowed by; a refusal; a store's failure.
pub async fn mark(app: &App, ctx: &Ctx, key: &str, value: &str) -> Result<ChoiceId> {
    let all = list(app, ctx).await?;
    let field = find(&all, FieldHolder::Ticket, key)?;
    match value::read(field, &Given::Typed(value.to_owned()))?.and_then(|value| value::mark(field, &value)) {
        Some(choice) => Ok(choice),
        None => Err(refused(field, "rule-field-choice")),
    }
}

/// The field with this key.
fn find<'a>(all: &'a [FieldView], holder: FieldHolder, key: &str) -> Result<&'a FieldView> {
    let found = all.iter().find(|field| field.holder == holder && field.key == key);
    let (key, name) = (Private::new(key.to_owned()), Private::new(key.to_owned()));
    found.ok_or(Error::Field { key, name, rule: "rule-field-unknown" })
}

/// What is wrong with a field's value.
fn refused(field: &FieldView, rule: &'static str) -> Error {
    Error::Field { key: Private::new(field.key.clone()), name: Private::new(field.name.clone()), rule }
}

/// Opens definitions under a permit that the caller settles.
pub(crate) async fn open(app: &App, permit: &Permit, rows: &[store::Field]) -> Result<Vec<FieldView>> {
    let names = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.definition))).await?;
    Ok(rows.iter().zip(names).map(|(row, definition)| view(row, definition)).collect())
}

fn view(row: &store::Field, definition: FieldDefinition) -> FieldView {
    FieldView {
        id: row.id,
        holder: row.holder,
        kind: row.kind,
        name: definition.name,
        key: definition.key,
        choices: definition.choices,
        personal: row.personal,
        required: row.required,
        created_at_ms: row.created_at,
    }
}
