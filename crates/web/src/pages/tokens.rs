//! API tokens, an agent's and an operator's: made, shown once, withdrawn.

use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::{Answer, Problem};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::TokenId;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/tokens.html")]
struct Tokens {
    p: Shell,
    list: List,
}

#[derive(Template)]
#[template(path = "operator/tokens.html")]
struct OperatorTokens {
    p: Shell,
    list: List,
}

/// What both pages show.
struct List {
    /// Where it is.
    at: &'static str,
    intro: &'static str,
    empty: &'static str,
    /// The description of the API that the tokens open.
    described: &'static str,
    tokens: Vec<Line>,
    secret: Option<String>,
}

struct Line {
    id: TokenId,
    owner: String,
    created_iso: String,
    used_iso: Option<String>,
}

/// Where the page is at which the caller is.
fn place(caller: &Caller) -> &'static str {
    if caller.ctx.is_operator() { "/operator/tokens" } else { "/tokens" }
}

async fn show(web: &Web, caller: &Caller, secret: Option<String>) -> Answer<Html<String>> {
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let tokens = app::token::list(&web.app, &caller.ctx).await?;
    let owner =
        |id| agents.iter().find(|agent| agent.id == id).map_or_else(String::new, |agent| agent.name.clone());
    let line = |token: app::view::TokenView| Line {
        id: token.id,
        owner: owner(token.agent_id),
        created_iso: time::iso(token.created_at_ms),
        used_iso: token.last_used_at_ms.map(time::iso),
    };
    let (tokens, at) = (tokens.into_iter().map(line).collect(), place(caller));
    if caller.ctx.is_operator() {
        let (intro, empty) = ("tokens-operator-intro", "tokens-operator-empty");
        let list = List { at, intro, empty, described: "/api/v1/operator/openapi.json", tokens, secret };
        return page(&OperatorTokens { p: Shell::operator(web, caller, at).await?, list });
    }
    let (intro, empty) = ("tokens-intro", "tokens-empty");
    let list = List { at, intro, empty, described: "/api/v1/openapi.json", tokens, secret };
    page(&Tokens { p: Shell::with(web, caller, at, &agents).await?, list })
}

/// The tokens.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    show(&web, &caller, None).await
}

/// Makes one for whoever asks; the answer is the only place where its secret stands.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let me = caller.ctx.agent_id().ok_or_else(Problem::unauthenticated)?;
    let (_, secret) = app::token::create(&web.app, &caller.ctx, me).await?;
    show(&web, &caller, Some(secret.into_inner())).await
}

/// Withdraws one.
pub async fn withdraw(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(token): Path<String>,
) -> Answer<Redirect> {
    let id: TokenId = input::id(&token)?;
    app::token::withdraw(&web.app, &caller.ctx, id).await?;
    Ok(Redirect::to(place(&caller)))
}
