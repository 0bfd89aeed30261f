//! Views in the side bar with their counts; saving a view of the list, changing or removing it.

use super::list::{Choice, Shown};
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::Answer;
use app::saved_view::{ViewChange, ViewDraft};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::ViewId;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "views.html")]
struct Views {
    p: Shell,
}

/// The side bar's views and the bell alone, for pages of which nothing else changes by itself.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let bar = app::saved_view::side_bar(&web.app, &caller.ctx).await?;
    page(&Views { p: Shell::around(&caller, "", &[], bar) })
}

fn shown(id: ViewId) -> Redirect {
    Redirect::to(&format!("/tickets?view={id}"))
}

/// Saves the list as it is shown under a name.
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let (conditions, order) = choice.conditions(&web, &caller).await?;
    let (name, shared) = (fields.get("name").to_owned(), fields.some("shared").is_some());
    let draft = ViewDraft { name, shared, conditions, order };
    Ok(shown(app::saved_view::create(&web.app, &caller.ctx, draft).await?.id))
}

/// Renames a view, and takes over what narrows it on the page.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(view): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: ViewId = input::id(&view)?;
    let mut change = ViewChange {
        name: fields.some("name").map(str::to_owned),
        shared: Some(fields.some("shared").is_some()),
        ..ViewChange::default()
    };
    if choice.view() == Shown::Saved(id) {
        let (conditions, order) = choice.conditions(&web, &caller).await?;
        (change.conditions, change.order) = (Some(conditions), Some(order));
    }
    app::saved_view::change(&web.app, &caller.ctx, id, change).await?;
    Ok(shown(id))
}

/// Removes a view; its tickets stay where they are.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(view): Path<String>,
) -> Answer<Redirect> {
    app::saved_view::delete(&web.app, &caller.ctx, input::id(&view)?).await?;
    Ok(Redirect::to("/tickets"))
}
