//! Consenting to have one's use counted, or not: on the banner, and where one's own data is (C63, C71, C98, C99).

pub mod unsubscribe;

use super::account_data;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::language::named;
use crate::problem::{Answer, Problem};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Decides. What was shown is kept in the page's language.
pub async fn decide(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    let gives = match fields.get("gives") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::malformed("gives is neither yes nor no")),
    };
    if gives && caller.refuses {
        return Err(refused());
    }
    // The words are those of the page, whatever the browser asks for.
    let texts = named(fields.get("lang")).unwrap_or(caller.texts);
    app::consent::decide(&web.app, &caller.ctx, gives, &texts.t("consent-usage-text")).await?;
    let is_part = headers.contains_key("hx-request") && !headers.contains_key("hx-boosted");
    match is_part {
        true => {
            let done = texts.t(if gives { "consent-done-given" } else { "consent-done-refused" });
            let said =
                format!("<aside class=\"consent\" id=\"consent\" role=\"status\"><p>{done}</p></aside>");
            Ok(Html(said).into_response())
        }
        false => Ok(Redirect::to(&format!("{}#usage", account_data::PLACE)).into_response()),
    }
}

/// Decides about news by mail. Global Privacy Control has no say in it: nobody is followed by a mail.
pub async fn decide_news(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let gives = match fields.get("gives") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::malformed("gives is neither yes nor no")),
    };
    let texts = named(fields.get("lang")).unwrap_or(caller.texts);
    app::consent::decide_news(&web.app, &caller.ctx, gives, &texts.t("consent-news-text")).await?;
    Ok(Redirect::to(&format!("{}#news", account_data::PLACE)))
}

/// A browser that refuses for its user is not asked a second time.
pub fn refused() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "browser-refuses",
        "error-browser-refuses",
        "the browser says by Global Privacy Control that its user refuses",
    )
}
