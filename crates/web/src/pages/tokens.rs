//! API tokens: made, shown once, withdrawn.

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
    tokens: Vec<Line>,
    secret: Option<String>,
}

struct Line {
    id: TokenId,
    owner: String,
    created_iso: String,
    used_iso: Option<String>,
}

async fn show(web: &Web, caller: &Caller, secret: Option<String>) -> Answer<Html<String>> {
    let agents = app::agent::list(&web.app, &caller.ctx).await?;
    let tokens = app::token::list(&web.app, &caller.ctx).await?;
    let owner =
        |id| agents.iter().find(|agent| agent.id == id).map_or_else(String::new, |agent| agent.name.clone());
    let tokens = tokens.into_iter().map(|token| Line {
        id: token.id,
        owner: owner(token.agent_id),
        created_iso: time::iso(token.created_at_ms),
        used_iso: token.last_used_at_ms.map(time::iso),
    });
    let p = Shell::with(web, caller, "/tokens", &agents).await?;
    page(&Tokens { p, tokens: tokens.collect(), secret })
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
    Ok(Redirect::to("/tokens"))
}
