//! One's own profile: what others see, how pages look, and the password.

use super::invitation::new_password;
use super::page;
use super::shell::Shell;
use super::sign_in::enter;
use crate::gate::{COOKIE, Caller};
use crate::input::{Fields, Query};
use crate::problem::{Answer, Problem};
use crate::{Web, language};
use app::agent::{ProfileChange, ProfileView};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::SEND_UNDO_SECONDS;
use domain::{Density, Private, Theme};
use i18n::I18n;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/profile.html")]
struct ProfilePage {
    p: Shell,
    profile: ProfileView,
    themes: Vec<(&'static str, String, bool)>,
    densities: Vec<(&'static str, String, bool)>,
    languages: Vec<(&'static str, String, bool)>,
    undos: Vec<(u32, String, bool)>,
    /// The key of what to say: it was saved.
    saved: Option<&'static str>,
    zones: Vec<String>,
    problem: Option<String>,
    password_problem: Option<String>,
}

async fn assemble(web: &Web, caller: &Caller) -> Answer<ProfilePage> {
    let profile = app::agent::profile(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, "/profile").await?;
    let texts = p.texts;
    let theme =
        |theme: &Theme| (theme.as_str(), texts.t(&format!("profile-theme-{theme}")), *theme == profile.theme);
    let density =
        |one: &Density| (one.as_str(), texts.t(&format!("profile-density-{one}")), *one == profile.density);
    // Each in its own words: whoever looks for theirs may read no other.
    let language = |own: &'static I18n| {
        (own.locale(), own.t("language-name"), profile.language.as_deref() == Some(own.locale()))
    };
    let undo = |seconds: &u32| {
        let text = match seconds {
            0 => texts.t("profile-undo-none"),
            _ => texts.t_args("profile-undo-seconds", &[("count", *seconds)]),
        };
        (*seconds, text, *seconds == profile.send_undo_seconds)
    };
    Ok(ProfilePage {
        zones: app::zone::all(),
        undos: SEND_UNDO_SECONDS.iter().map(undo).collect(),
        p,
        themes: Theme::ALL.iter().map(theme).collect(),
        densities: Density::ALL.iter().map(density).collect(),
        languages: language::all().iter().map(language).collect(),
        profile,
        saved: None,
        problem: None,
        password_problem: None,
    })
}

/// What the address says about the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What was saved just now.
    saved: String,
}

/// The profile.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Html<String>> {
    let mut shown = assemble(&web, &caller).await?;
    shown.saved = match asked.saved.as_str() {
        "profile" => Some("profile-saved"),
        "password" => Some("profile-password-saved"),
        _ => None,
    };
    page(&shown)
}

/// Changes it, or says that who is signed in is back.
pub async fn change(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    if fields.some("back").is_some() {
        let back = ProfileChange { away: Some(false), ..ProfileChange::default() };
        app::agent::change_profile(&web.app, &caller.ctx, back).await?;
        return Ok(Redirect::to("/tickets").into_response());
    }
    let change = ProfileChange {
        name: Some(fields.get("name").to_owned()),
        signature: Some(fields.get("signature").replace("\r\n", "\n")),
        language: Some(fields.get("language").to_owned()),
        time_zone: Some(fields.get("time-zone").to_owned()),
        theme: Some(fields.parse("theme")?),
        density: Some(fields.parse("density")?),
        send_undo_seconds: Some(fields.parse("undo")?),
        away: Some(fields.some("away").is_some()),
    };
    match app::agent::change_profile(&web.app, &caller.ctx, change.clone()).await {
        Ok(_) => Ok(Redirect::to("/profile?saved=profile").into_response()),
        Err(error @ (app::Error::Input { .. } | app::Error::Placeholder(_))) => {
            let problem = match &error {
                app::Error::Placeholder(_) => Problem::from(error).of_field("signature"),
                _ => Problem::from(error),
            };
            let mut shown = assemble(&web, &caller).await?;
            shown.problem = Some(problem.words(shown.p.texts));
            shown.profile.name = change.name.unwrap_or_default();
            shown.profile.signature = change.signature.unwrap_or_default();
            shown.profile.time_zone = change.time_zone;
            Ok((problem.status, page(&shown)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes the password; this browser stays signed in, every other is signed out.
pub async fn password(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let present = Private::new(fields.all("present").next().unwrap_or_default().to_owned());
    let done = match new_password(&fields) {
        Ok(new) => app::agent::change_password(&web.app, &caller.ctx, &present, new).await,
        Err(error) => Err(error),
    };
    let refused = match done {
        Ok(signed) => return Ok(enter(COOKIE, &signed, caller.ctx.now, "/profile?saved=password")),
        Err(app::Error::SignInRefused) => None,
        Err(error) => Some(Problem::from(error)),
    };
    let correctable = |problem: &Problem| {
        matches!(problem.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS)
    };
    if let Some(problem) = refused.as_ref().filter(|problem| !correctable(problem)) {
        return Err(problem.clone());
    }
    let mut shown = assemble(&web, &caller).await?;
    let texts = shown.p.texts;
    let wrong = || texts.t("profile-password-wrong");
    shown.password_problem = Some(refused.as_ref().map_or_else(wrong, |problem| problem.words(texts)));
    let status = refused.map_or(StatusCode::UNPROCESSABLE_ENTITY, |problem| problem.status);
    Ok((status, page(&shown)?).into_response())
}
