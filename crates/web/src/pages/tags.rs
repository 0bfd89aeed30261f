//! The tenant's tags.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::view::TagView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{TagColour, TagId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/tags.html")]
struct Page {
    p: Shell,
    tags: Vec<Line>,
    colours: Vec<(&'static str, String)>,
    new: Form,
}

/// A tag and what stands in its form.
struct Line {
    tag: TagView,
    form: Form,
    /// The question that removing it asks.
    ask: String,
}

/// What stands in a form, and what is wrong with it.
struct Form {
    name: String,
    colour: TagColour,
    problem: Option<String>,
}

/// What was typed into the form of this tag, or of a new one, and what is wrong with it.
struct Refused {
    id: Option<TagId>,
    name: String,
    colour: Option<TagColour>,
    problem: Problem,
}

async fn show(web: &Web, caller: &Caller, refused: Option<Refused>) -> Answer<Html<String>> {
    let mut tags = app::tag::list(&web.app, &caller.ctx).await?;
    let on = app::tag::ticket_counts(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, "/tags").await?;
    tags.sort_by(|one, other| p.texts.compare(&one.name, &other.name));
    let form = |id: Option<TagId>, name: String, colour: TagColour| match &refused {
        Some(typed) if typed.id == id => Form {
            name: typed.name.clone(),
            colour: typed.colour.unwrap_or(colour),
            problem: Some(typed.problem.words(p.texts)),
        },
        _ => Form { name, colour, problem: None },
    };
    let line = |tag: TagView| {
        let what = p.tn("tag-remove-on", on.get(&tag.id).copied().unwrap_or_default());
        let ask = format!("{} {what}", p.tv("tag-remove-what", "name", &tag.name));
        Line { form: form(Some(tag.id), tag.name.clone(), tag.colour), tag, ask }
    };
    let tags = tags.into_iter().map(line).collect();
    let first = TagColour::ALL.first().copied().unwrap_or(TagColour::Grey);
    let new = form(None, String::new(), first);
    let colour = |colour: &TagColour| (colour.as_str(), p.t(&format!("tag-colour-{colour}")));
    let colours = TagColour::ALL.iter().map(colour).collect();
    page(&Page { p, tags, colours, new })
}

/// Lists the tags.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    show(&web, &caller, None).await
}

/// Back to the list; with the form as it was typed, when it can be mended there.
async fn done(
    web: &Web,
    caller: &Caller,
    (id, fields, colour): (Option<TagId>, &Fields, Option<TagColour>),
    made: app::Result<TagView>,
) -> Answer<Response> {
    let problem = match made {
        Ok(_) => return Ok(Redirect::to("/tags").into_response()),
        Err(app::Error::Exists(_)) => app::Error::Input { field: "name", rule: "rule-tag-taken" }.into(),
        Err(error @ app::Error::Input { .. }) => Problem::from(error),
        Err(error) => return Err(error.into()),
    };
    let status = problem.status;
    let refused = Refused { id, name: fields.get("name").to_owned(), colour, problem };
    Ok((status, show(web, caller, Some(refused)).await?).into_response())
}

/// Adds one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let colour = fields.parse("colour")?;
    let made = app::tag::create(&web.app, &caller.ctx, fields.get("name"), colour).await;
    done(&web, &caller, (None, &fields, Some(colour)), made).await
}

/// Renames or colours one.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tag): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: TagId = input::id(&tag)?;
    let colour = fields.some("colour").map(|_| fields.parse("colour")).transpose()?;
    let made = app::tag::change(&web.app, &caller.ctx, id, fields.some("name"), colour).await;
    done(&web, &caller, (Some(id), &fields, colour), made).await
}

/// Removes one, from every ticket too.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tag): Path<String>,
) -> Answer<Redirect> {
    let id: TagId = input::id(&tag)?;
    app::tag::delete(&web.app, &caller.ctx, id).await?;
    Ok(Redirect::to("/tags"))
}
