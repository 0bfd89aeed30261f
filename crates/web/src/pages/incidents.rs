//! What a company was told of incidents, for its admins; and the routes of the operator's register.

use super::operator::incidents as of_operator;
use super::shell::Shell;
use super::{GET, POST, page, time};
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use crate::route::Access::{Operator, Public, SessionAdmin};
use crate::route::{Route, get, post};
use app::incident::{self, ToldIncident};
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use std::sync::Arc;

/// Where a company's are.
pub const PLACE: &str = "/incidents";

/// The routes: a company's, and the operator's.
pub(super) fn routes() -> Vec<Route> {
    let one = "/operator/incidents/{incident}";
    vec![
        Route::new(GET, PLACE, SessionAdmin, get(list)),
        Route::new(GET, of_operator::PLACE, Operator, get(of_operator::list)),
        Route::new(POST, of_operator::PLACE, Operator, post(of_operator::open)),
        Route::new(GET, one, Operator, get(of_operator::show)),
        Route::new(POST, "/operator/incidents/{incident}/entries", Operator, post(of_operator::add)),
        Route::new(GET, "/operator/incidents/{incident}/bundle", Operator, get(of_operator::bundle)),
        Route::new(GET, incident::SCHEMA_PATH, Public, get(of_operator::schema)),
    ]
}

/// What the company was told, ready to be shown.
struct Line {
    id: String,
    number: i64,
    title: String,
    what: String,
    categories: String,
    people: Option<u64>,
    measures: String,
    advice: String,
    aware_iso: String,
    told_iso: String,
}

#[derive(Template)]
#[template(path = "settings/incidents.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
}

fn line(p: &Shell, told: ToldIncident) -> Line {
    let class = |word: &String| p.t(&format!("data-class-{word}"));
    Line {
        id: told.id.to_string(),
        number: told.number,
        title: told.facts.title,
        what: told.facts.what,
        categories: told.facts.categories.iter().map(class).collect::<Vec<_>>().join(", "),
        people: told.facts.people,
        measures: told.facts.measures,
        advice: told.advice,
        aware_iso: time::iso(told.aware_at_ms),
        told_iso: time::iso(told.told_at_ms),
    }
}

/// The page.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let all = incident::told(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, PLACE).await?;
    page(&ListPage { lines: all.into_iter().map(|one| line(&p, one)).collect(), p })
}
