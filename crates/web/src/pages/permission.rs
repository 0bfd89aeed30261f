//! Connecting a mailbox by a provider's permission: what is asked for and why, the way to the provider, and what came of
//! it.

use super::connect::{self, FaultLine};
use super::page;
use super::shell::Shell;
use crate::gate::Caller;
use crate::input::{Fields, Query};
use crate::problem::{Answer, Problem};
use crate::{Web, host};
use app::oauth::{Back, Wanted};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{MailboxId, Private, Provider};
use form_urlencoded::Serializer;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/permission.html")]
struct Asked {
    p: Shell,
    /// The end of set-up.
    first: bool,
    provider: String,
    address: String,
    /// What is asked for, and what for.
    scopes: Vec<(String, String)>,
    /// What the provider wants its people to know.
    statement: Option<String>,
    url: String,
}

#[derive(Template)]
#[template(path = "settings/permission_failed.html")]
struct Failed {
    p: Shell,
    words: Option<String>,
    faults: Vec<FaultLine>,
}

/// What the browser comes back with (RFC 6749 4.1.2, RFC 9207).
#[derive(Debug, Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    iss: Option<String>,
}

/// Says what will be asked for, and leads to the provider.
pub async fn ask(
    State(web): State<Arc<Web>>,
    caller: Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Answer<Response> {
    // The script takes the answer for what it is.
    let bad =
        if headers.contains_key("hx-request") { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let provider: Provider = fields.parse("provider")?;
    let wanted = match fields.some("mailbox") {
        Some(text) => again(&web, &caller, text.parse().map_err(|_| Problem::not_found())?).await?,
        None => Wanted {
            // From the page that asks for servers, it is reached by these; from the one before, by the provider itself.
            settings: match fields.some("kind") {
                Some(_) => connect::read(&fields),
                None => connect::read_direct(&fields, provider),
            }
            .map_err(Problem::from)?,
            look_back_from: connect::look_back(fields.get("look-back"), caller.ctx.now)
                .map_err(Problem::from)?,
            again: None,
            is_first: fields.some("first").is_some(),
        },
    };
    let (first, address) = (wanted.is_first, wanted.settings.address.clone());
    let configured = web.app.settings().providers.iter().find(|one| one.provider == provider);
    let scopes = configured.map(|one| one.scopes_for(&wanted.settings)).unwrap_or_default();
    let url = match app::oauth::begin(&web.app, &caller.ctx, provider, wanted).await {
        Ok(url) => url,
        Err(error) => return failed(&web, &caller, bad, error).await,
    };
    let configured = configured.ok_or_else(Problem::not_found)?;
    let p = Shell::of(&web, &caller, "/mailboxes").await?;
    let scopes = scopes.iter().map(|scope| (p.t(scope.key), scope.name.clone())).collect();
    let statement = (provider == Provider::Google).then(|| p.t("oauth-limited-use"));
    let shown = Asked { first, provider: configured.name.clone(), address, scopes, statement, url, p };
    Ok(page(&shown)?.into_response())
}

/// A mailbox whose permission has ended, as it is to be connected again.
async fn again(web: &Web, caller: &Caller, id: MailboxId) -> Answer<Wanted> {
    let settings = app::mailbox::settings_to_reconnect(&web.app, &caller.ctx, id).await?;
    Ok(Wanted { settings, look_back_from: None, again: Some(id), is_first: false })
}

/// Where every provider sends browsers back to: the pages of the company for which they went there.
pub async fn callback(
    State(web): State<Arc<Web>>,
    headers: HeaderMap,
    Query(back): Query<Returned>,
) -> Answer<Redirect> {
    let found = app::oauth::hosts_of(&web.app, &back.state).await?;
    let hosts = found.ok_or_else(|| Problem::from(app::Error::Oauth("oauth-attempt-unknown")))?;
    let mut query = Serializer::new(String::new());
    query.append_pair("state", &back.state);
    let rest = [("code", &back.code), ("error", &back.error), ("iss", &back.iss)];
    query.extend_pairs(rest.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))));
    let base = host::base_of(&web, &headers, &hosts);
    Ok(Redirect::to(&format!("{base}/mailboxes/permission/return?{}", query.finish())))
}

/// Connects the mailbox with what the browser brings.
pub async fn finish(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(back): Query<Returned>,
) -> Answer<Response> {
    let back =
        Back { state: back.state, code: back.code.map(Private::new), error: back.error, iss: back.iss };
    match app::oauth::finish(&web.app, &caller.ctx, back).await {
        Ok(done) => Ok(Redirect::to(if done.is_first { "/tickets" } else { "/mailboxes" }).into_response()),
        Err(error) => failed(&web, &caller, StatusCode::UNPROCESSABLE_ENTITY, error).await,
    }
}

/// Says what is wrong, where a person can do something about it.
async fn failed(web: &Web, caller: &Caller, status: StatusCode, error: app::Error) -> Answer<Response> {
    let p = Shell::of(web, caller, "/mailboxes").await?;
    let texts = p.texts;
    let (words, faults) = match error {
        app::Error::Oauth(key) => (Some(texts.t(key)), Vec::new()),
        app::Error::Connect(error) => (Some(texts.t(error.code.key())), Vec::new()),
        app::Error::MailboxFaults(faults) => {
            (None, faults.into_iter().map(|fault| connect::fault_line(texts, fault)).collect())
        }
        other => (Some(connect::refused(other)?.words(texts)), Vec::new()),
    };
    Ok((status, page(&Failed { p, words, faults })?).into_response())
}
