//! What the command palette suggests while somebody types: tickets and people.

use super::page;
use crate::Web;
use crate::gate::Caller;
use crate::input::Query;
use crate::problem::Answer;
use app::view::TicketRow;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use i18n::I18n;
use serde::Deserialize;
use std::sync::Arc;

/// What was typed so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
}

/// A person, and the search for what they wrote.
struct Person {
    name: String,
    email: String,
    query: String,
}

#[derive(Template)]
#[template(path = "palette.html")]
struct Suggested {
    texts: &'static I18n,
    tickets: Vec<TicketRow>,
    contacts: Vec<Person>,
}

/// The suggestions, as groups of options.
pub async fn suggest(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(typed): Query<Typed>,
) -> Answer<Html<String>> {
    let found = app::ticket::suggest(&web.app, &caller.ctx, &typed.q).await?;
    let texts = caller.texts;
    let mut tickets = found.tickets;
    for row in tickets.iter_mut().filter(|row| row.subject.trim().is_empty()) {
        row.subject = texts.t("ticket-no-subject");
    }
    let person = |contact: domain::record::Address| {
        let asked = [("view", "all"), ("q", &format!("from:{}", contact.email))];
        let query = serde_urlencoded::to_string(asked).unwrap_or_default();
        Person { name: contact.name, email: contact.email, query }
    };
    page(&Suggested { texts, tickets, contacts: found.contacts.into_iter().map(person).collect() })
}
