//! What a company was told of incidents, for its admins; and the routes of the operator's register.

use super::operator::{access_reviews as reviews, assessments, incidents as of_operator};
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
    .into_iter()
    .chain(of_assessments())
    .collect()
}

/// Those of assessments, and of reviews of who has access.
fn of_assessments() -> Vec<Route> {
    vec![
        Route::new(GET, assessments::PLACE, Operator, get(assessments::list)),
        Route::new(POST, assessments::PLACE, Operator, post(assessments::run)),
        Route::new(POST, "/operator/external-tests", Operator, post(assessments::external)),
        Route::new(GET, "/operator/assessments/{assessment}", Operator, get(assessments::show)),
        Route::new(POST, "/operator/assessments/{assessment}/answers", Operator, post(assessments::answer)),
        Route::new(GET, "/operator/assessments/{assessment}/report", Operator, get(assessments::report)),
        Route::new(GET, reviews::OPERATOR_PLACE, Operator, get(reviews::list)),
        Route::new(POST, reviews::OPERATOR_PLACE, Operator, post(reviews::begin)),
        Route::new(GET, "/operator/access-reviews/{review}", Operator, get(reviews::show)),
        Route::new(
            POST,
            "/operator/access-reviews/{review}/lines/{line}/confirmation",
            Operator,
            post(reviews::confirm),
        ),
        Route::new(
            POST,
            "/operator/access-reviews/{review}/lines/{line}/removal",
            Operator,
            post(reviews::remove),
        ),
        Route::new(POST, "/operator/access-reviews/{review}/closure", Operator, post(reviews::finish)),
        Route::new(GET, "/operator/access-reviews/{review}/report", Operator, get(reviews::report)),
        Route::new(GET, reviews::PLACE, SessionAdmin, get(reviews::list)),
        Route::new(POST, reviews::PLACE, SessionAdmin, post(reviews::begin)),
        Route::new(GET, "/access-reviews/{review}", SessionAdmin, get(reviews::show)),
        Route::new(
            POST,
            "/access-reviews/{review}/lines/{line}/confirmation",
            SessionAdmin,
            post(reviews::confirm),
        ),
        Route::new(
            POST,
            "/access-reviews/{review}/lines/{line}/removal",
            SessionAdmin,
            post(reviews::remove),
        ),
        Route::new(POST, "/access-reviews/{review}/closure", SessionAdmin, post(reviews::finish)),
        Route::new(GET, "/access-reviews/{review}/report", SessionAdmin, get(reviews::report)),
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
