//! The tenant's tags.

use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::Answer;
use app::view::TagView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::{TagColour, TagId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/tags.html")]
struct Page {
    p: Shell,
    /// Each with the question that removing it asks.
    tags: Vec<(TagView, String)>,
    colours: Vec<(&'static str, String)>,
}

/// Lists the tags.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let tags = app::tag::list(&web.app, &caller.ctx).await?;
    let on = app::tag::ticket_counts(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, "/tags").await?;
    let colour = |colour: &TagColour| (colour.as_str(), p.t(&format!("tag-colour-{colour}")));
    let colours = TagColour::ALL.iter().map(colour).collect();
    let asking = |tag: TagView| {
        let what = p.tn("tag-remove-on", on.get(&tag.id).copied().unwrap_or_default());
        let ask = format!("{} {what}", p.tv("tag-remove-what", "name", &tag.name));
        (tag, ask)
    };
    let tags = tags.into_iter().map(asking).collect();
    page(&Page { p, tags, colours })
}

/// Adds one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let colour = fields.parse("colour")?;
    app::tag::create(&web.app, &caller.ctx, fields.get("name"), colour).await?;
    Ok(Redirect::to("/tags"))
}

/// Renames or colours one.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(tag): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TagId = input::id(&tag)?;
    let colour = fields.some("colour").map(|_| fields.parse("colour")).transpose()?;
    app::tag::change(&web.app, &caller.ctx, id, fields.some("name"), colour).await?;
    Ok(Redirect::to("/tags"))
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
