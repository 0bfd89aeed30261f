//! `deskhero token …`

use super::tenant_named;
use crate::args::Token;
use crate::{answer, open};
use anyhow::{Context, Result};
use app::Ctx;
use serde::Serialize;

#[derive(Serialize)]
struct Made {
    id: domain::TokenId,
    token: String,
}

/// Runs it.
pub async fn run(command: Token) -> Result<()> {
    let Token::Create { tenant, agent, data } = command;
    let app = open::app(&open::config(&data)?).await?;
    let info = tenant_named(&app, &tenant).await?;
    let ctx = Ctx::operator(info.scope, app.now());
    let all = app::agent::list(&app, &ctx).await?;
    let wanted = mime::normalise_address(&agent);
    let found = all.iter().find(|a| Some(&a.email) == wanted.as_ref());
    let found =
        found.with_context(|| format!("there is no agent with this address in tenant \"{tenant}\""))?;
    let (view, secret) = app::token::create(&app, &ctx, found.id).await?;
    let made = Made { id: view.id, token: secret.into_inner() };
    answer::print(data.json, &made, |made| format!("Token (shown once): {}", made.token))
}
