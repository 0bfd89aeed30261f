//! Custom fields beside a conversation: each is a form of its own, saved as it is left.

use super::conversation::Other;
use super::list::{Choice, Option_, Words};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::Answer;
use app::field::Given;
use app::view::{FieldShown, TicketRow, TicketView};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::record::FieldValue;
use domain::{ContactId, FieldKind, TicketId, TicketStatus};
use std::sync::Arc;

/// A field with what it holds, ready to be filled in.
pub struct Filled {
    /// Id of its control.
    pub id: String,
    /// Where it is saved.
    pub action: String,
    /// What it is called in the form.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its kind's word.
    pub kind: &'static str,
    /// The value as it is typed.
    pub value: String,
    /// What can be chosen.
    pub choices: Vec<Option_>,
    /// It is missing, and the ticket cannot be closed without it.
    pub needed: bool,
    /// Where a web address leads.
    pub href: Option<String>,
}

/// What a company adds beside a conversation.
pub struct Beside {
    /// The ticket's fields.
    pub fields: Vec<Filled>,
    /// The requester's.
    pub person_fields: Vec<Filled>,
    /// Where the requester belongs.
    pub belonging: Option<Belonging>,
}

/// The organisation of who wrote, and what else is open there.
pub struct Belonging {
    /// Its page.
    pub href: String,
    /// Name.
    pub name: String,
    /// Tickets.
    pub tickets: Vec<Other>,
}

impl Words<'_> {
    /// Takes what stands beside a conversation out of its ticket.
    pub fn beside(&self, ticket: &mut TicketView, other: impl Fn(TicketRow) -> Other) -> Beside {
        let closed = ticket.row.status == TicketStatus::Closed;
        let person = &mut ticket.requester_contact;
        let of_person = format!("/contacts/{}/fields", person.id);
        let of_ticket = format!("/tickets/{}/fields", ticket.row.id);
        let belonging = |belonging: app::view::Belonging| Belonging {
            href: format!("/organisations/{}", belonging.organisation.id),
            name: belonging.organisation.name,
            tickets: belonging.tickets.into_iter().map(&other).collect(),
        };
        Beside {
            person_fields: self.filled(std::mem::take(&mut person.fields), &of_person, closed),
            fields: self.filled(std::mem::take(&mut ticket.fields), &of_ticket, closed),
            belonging: ticket.belonging.take().map(belonging),
        }
    }

    /// Custom fields for the forms at `action`; what is needed is said while the ticket is not `closed`.
    fn filled(&self, all: Vec<FieldShown>, action: &str, closed: bool) -> Vec<Filled> {
        let one = |FieldShown { field, value }: FieldShown| Filled {
            id: format!("field-{}", field.id),
            action: action.to_owned(),
            kind: field.kind.as_str(),
            value: value.as_ref().map(typed).unwrap_or_default(),
            choices: self.field_choices(&field, value.as_ref()),
            needed: field.required && value.is_none() && !closed,
            href: match value {
                Some(FieldValue::Url(address)) => Some(address),
                _ => None,
            },
            key: field.key,
            name: field.name,
        };
        all.into_iter().map(one).collect()
    }

    fn field_choices(&self, field: &app::view::FieldView, value: Option<&FieldValue>) -> Vec<Option_> {
        let chosen = value.and_then(|value| app::field::mark_of(field, value));
        let label = |at: usize, name: &str| match (field.kind, at) {
            (FieldKind::YesNo, 0) => self.texts.t("custom-yes"),
            (FieldKind::YesNo, _) => self.texts.t("custom-no"),
            _ => name.to_owned(),
        };
        let all = field.choices.iter().enumerate();
        all.map(|(at, choice)| Option_ {
            value: choice.id.to_string(),
            label: label(at, &choice.name),
            chosen: chosen == Some(choice.id),
        })
        .collect()
    }

    /// What the list can be narrowed by: the fields of tickets of which one can be chosen, with their choices.
    pub fn narrowing_fields(&self) -> impl Iterator<Item = (String, String, Vec<Option_>)> + '_ {
        let chosen = self.fields.iter().filter(|field| !field.choices.is_empty());
        chosen.map(|field| {
            (format!("field.{}", field.key), field.name.clone(), self.field_choices(field, None))
        })
    }
}

/// A value as somebody would type it. What is chosen stands among the choices.
fn typed(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) | FieldValue::Date(text) | FieldValue::Url(text) => text.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Flag(_) | FieldValue::Choice(_) => String::new(),
    }
}

fn given(fields: &Fields) -> [(String, Given); 1] {
    [(fields.get("key").to_owned(), Given::Typed(fields.get("value").to_owned()))]
}

/// Fills in a ticket's field.
pub async fn ticket(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    app::field::fill_ticket(&web.app, &caller.ctx, id, &given(&fields), None).await?;
    Ok(Redirect::to(&format!("/tickets/{id}{}", choice.query())))
}

/// Fills in a contact's field; leads back to the ticket beside which it stood.
pub async fn contact(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: ContactId = input::id(&contact)?;
    app::field::fill_contact(&web.app, &caller.ctx, id, &given(&fields)).await?;
    let ticket: TicketId = fields.parse("ticket")?;
    Ok(Redirect::to(&format!("/tickets/{ticket}{}", choice.query())))
}
