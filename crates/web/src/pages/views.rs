//! Saving views of the list, and changing or removing those that were saved.

use super::list::{Choice, Shown};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::Answer;
use app::saved_view::{ViewChange, ViewDraft};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::ViewId;
use std::sync::Arc;

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
