//! API tokens, an agent's and an operator's: made, shown once, withdrawn.

use super::shell::{self, Shell};
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
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
    problem: Option<String>,
    /// The name that was typed.
    typed: String,
    secret: Option<String>,
}

struct Line {
    id: TokenId,
    name: String,
    owner: String,
    /// Its name, or whose it is.
    called: String,
    /// What is asked before it is withdrawn.
    ask: String,
    created_iso: String,
    used_iso: Option<String>,
}

/// Where the page is at which the caller is.
fn place(caller: &Caller) -> &'static str {
    if caller.ctx.is_operator() { "/operator/tokens" } else { "/tokens" }
}

/// What was made just now, or what was typed and is not right.
#[derive(Default)]
struct Made<'a> {
    secret: Option<String>,
    refused: Option<(&'a str, &'a Problem)>,
}

async fn show(web: &Web, caller: &Caller, made: Made<'_>) -> Answer<Html<String>> {
    let agents = shell::agents(web, caller).await?;
    let tokens = app::token::list(&web.app, &caller.ctx).await?;
    let owner =
        |id| agents.iter().find(|agent| agent.id == id).map_or_else(String::new, |agent| agent.name.clone());
    let p = match caller.ctx.is_operator() {
        true => Shell::operator(web, caller, place(caller)).await?,
        false => Shell::with(web, caller, place(caller), &agents).await?,
    };
    let texts = p.texts;
    let line = |token: app::view::TokenView| Line {
        id: token.id,
        ask: match token.name.as_str() {
            "" => texts.t_args("token-revoke-what", &[("name", owner(token.agent_id))]),
            name => texts.t_args("token-revoke-named", &[("token", name), ("name", &owner(token.agent_id))]),
        },
        called: if token.name.is_empty() { owner(token.agent_id) } else { token.name.clone() },
        name: token.name,
        owner: owner(token.agent_id),
        created_iso: time::iso(token.created_at_ms),
        used_iso: token.last_used_at_ms.map(time::iso),
    };
    let (tokens, at) = (tokens.into_iter().map(line).collect(), place(caller));
    let operator = caller.ctx.is_operator();
    let list = List {
        at,
        intro: if operator { "tokens-operator-intro" } else { "tokens-intro" },
        empty: if operator { "tokens-operator-empty" } else { "tokens-empty" },
        described: if operator { "/api/v1/operator/openapi.json" } else { "/api/v1/openapi.json" },
        tokens,
        problem: made.refused.map(|(_, problem)| problem.words(texts)),
        typed: made.refused.map_or_else(String::new, |(typed, _)| typed.to_owned()),
        secret: made.secret,
    };
    match p {
        p if operator => page(&OperatorTokens { p, list }),
        p => page(&Tokens { p, list }),
    }
}

/// The tokens.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    show(&web, &caller, Made::default()).await
}

/// Makes one for whoever asks; the answer is the only place where its secret stands.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let me = caller.ctx.agent_id().ok_or_else(Problem::unauthenticated)?;
    let name = fields.get("name");
    match app::token::create(&web.app, &caller.ctx, me, name).await {
        Ok((_, secret)) => {
            let made = Made { secret: Some(secret.into_inner()), refused: None };
            Ok(show(&web, &caller, made).await?.into_response())
        }
        Err(error @ app::Error::Input { .. }) => {
            let problem = Problem::from(error);
            let made = Made { secret: None, refused: Some((name, &problem)) };
            Ok((problem.status, show(&web, &caller, made).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
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
