//! What a company instructs its processor (C7): what is off, since when, and who said so.

use super::shell::{self, Shell};
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::problem::{Answer, Problem};
use app::instruction::{self, Instruction};
use app::learning;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::Feature;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/instructions";

/// A feature, and whether it is on.
struct Choice {
    word: &'static str,
    on: bool,
}

/// A version, for the list.
struct Version {
    number: String,
    at: String,
    by: String,
    off: String,
}

#[derive(Template)]
#[template(path = "settings/instructions.html")]
struct Page {
    p: Shell,
    version: i64,
    choices: Vec<Choice>,
    versions: Vec<Version>,
    learned: Learned,
    problem: Option<String>,
}

/// What was learned, if anything was.
struct Learned {
    on: bool,
    built: Option<String>,
    conversations: i64,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<Page> {
    let found = instruction::list(&web.app, &caller.ctx).await?;
    let agents = shell::agents(web, caller).await?;
    let p = Shell::with(web, caller, PLACE, &agents).await?;
    let name = |one: &Instruction| {
        let by = agents.iter().find(|agent| Some(agent.id) == one.by);
        by.map_or_else(|| p.t("instructions-by-nobody"), |agent| agent.name.clone())
    };
    let word = |feature: &Feature| p.t(&format!("instructions-feature-{feature}"));
    let newest = found.first();
    let off = newest.map_or_else(Feature::off_at_first, |newest| newest.off.clone());
    let choice = |feature: &Feature| Choice { word: feature.as_str(), on: !off.contains(feature) };
    let learned = learning::status(&web.app, &caller.ctx).await?;
    let (built, conversations) = (learned.built_at.map(time::iso), learned.conversations);
    let version = |one: &Instruction| Version {
        number: one.version.to_string(),
        at: time::iso(one.made_at),
        by: name(one),
        off: one.off.iter().map(word).collect::<Vec<_>>().join(", "),
    };
    Ok(Page {
        version: newest.map_or(0, |newest| newest.version),
        choices: Feature::ALL.iter().map(choice).collect(),
        versions: found.iter().map(version).collect(),
        learned: Learned { on: learned.is_on, built, conversations },
        problem: None,
        p,
    })
}

/// The page.
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller).await?)
}

/// Forgets what was learned.
pub async fn forget(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Redirect> {
    learning::forget(&web.app, &caller.ctx).await?;
    Ok(Redirect::to("/instructions#learned"))
}

/// Instructs.
pub async fn change(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let version: i64 =
        fields.get("version").parse().map_err(|_| Problem::malformed("version is no number"))?;
    let is_off = |feature: &&Feature| fields.some(feature.as_str()).is_none();
    let off = Feature::ALL.iter().filter(is_off).copied().collect();
    match instruction::change(&web.app, &caller.ctx, version, off).await {
        Ok(()) => Ok(Redirect::to(PLACE).into_response()),
        Err(app::Error::State { .. }) => {
            let mut shown = assemble(&web, &caller).await?;
            shown.problem = Some(shown.p.t("instructions-changed-meanwhile"));
            Ok((StatusCode::CONFLICT, page(&shown)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
