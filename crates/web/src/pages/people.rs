//! Whom a mail may go to, while a name or an address is typed.

use super::page;
use crate::Web;
use crate::gate::Caller;
use crate::input::Query;
use crate::problem::Answer;
use app::recipients;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use domain::record::Address;
use serde::Deserialize;
use std::sync::Arc;

/// What was typed so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    q: String,
}

struct Person {
    name: String,
    email: String,
    written: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct Suggested {
    people: Vec<Person>,
}

/// The people, as options.
pub async fn suggest(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(typed): Query<Typed>,
) -> Answer<Html<String>> {
    let found = app::ticket::suggest_people(&web.app, &caller.ctx, &typed.q).await?;
    let person = |one: Address| Person {
        written: recipients::written(std::slice::from_ref(&one)),
        name: if one.name == one.email { String::new() } else { one.name },
        email: one.email,
    };
    page(&Suggested { people: found.into_iter().map(person).collect() })
}
