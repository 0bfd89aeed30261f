//! Custom fields: what an admin defines, and what tickets and contacts hold.

use crate::{ChoiceId, FieldId, ObjectKind, SealedRecord};
use minicbor::{Decode, Encode};

/// One of the choices of a field.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize)]
pub struct FieldChoice {
    /// Stays when it is renamed; marks the tickets that have it.
    #[n(0)]
    pub id: ChoiceId,
    /// As it is shown. Yes and no have none: they are said in the reader's language.
    #[n(1)]
    pub name: String,
}

/// What a field is called, and what can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct FieldDefinition {
    /// As it is shown.
    #[n(0)]
    pub name: String,
    /// What programs call it.
    #[n(1)]
    pub key: String,
    /// The choices of a list, in their order; of yes and no, these two.
    #[n(2)]
    pub choices: Vec<FieldChoice>,
}

impl SealedRecord for FieldDefinition {
    const KIND: ObjectKind = ObjectKind::FieldDefinition;
}

/// What one field holds.
#[derive(Debug, Clone, PartialEq, Encode, Decode, serde::Serialize)]
pub enum FieldValue {
    /// A line of text.
    #[n(0)]
    Text(#[n(0)] String),
    /// A number.
    #[n(1)]
    Number(#[n(0)] f64),
    /// Yes or no.
    #[n(2)]
    Flag(#[n(0)] bool),
    /// A day, as `2026-11-26` (ISO 8601).
    #[n(3)]
    Date(#[n(0)] String),
    /// One of the choices.
    #[n(4)]
    Choice(#[n(0)] ChoiceId),
    /// A web address.
    #[n(5)]
    Url(#[n(0)] String),
}

/// A field and what it holds.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
pub struct FieldEntry {
    /// The field.
    #[n(0)]
    pub field: FieldId,
    /// Its value.
    #[n(1)]
    pub value: FieldValue,
}

/// Everything that the custom fields of one ticket or contact hold: one object, so that it costs one opening.
#[derive(Debug, Clone, PartialEq, Default, Encode, Decode)]
pub struct FieldValues {
    /// A field without a value has no entry.
    #[n(0)]
    pub entries: Vec<FieldEntry>,
}

impl SealedRecord for FieldValues {
    const KIND: ObjectKind = ObjectKind::FieldValues;
}
