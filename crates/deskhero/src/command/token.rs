//! `deskhero token …`

use super::tenant_named;
use crate::args::{Data, Token};
use crate::{answer, open};
use anyhow::{Context, Result};
use app::tenant::TenantInfo;
use app::view::AgentView;
use app::{App, Ctx, operator};
use domain::limits::TOKEN_NAME_CHARS_MAX;
use domain::{Timestamp, TokenId};
use serde::Serialize;

#[derive(Serialize)]
struct Made {
    id: TokenId,
    token: String,
}

#[derive(Serialize)]
struct Line {
    id: TokenId,
    agent: String,
    name: String,
    created_at_ms: Timestamp,
    last_used_at_ms: Option<Timestamp>,
}

/// Runs it.
pub async fn run(command: Token) -> Result<()> {
    match command {
        Token::Create { tenant, agent, operator, name, data } => {
            let address = operator.or(agent).context(
                "whose token is it to be? Name --operator ADDRESS, or --tenant T and --agent ADDRESS",
            )?;
            create(tenant.as_deref(), &address, &name, &data).await
        }
        Token::List { tenant, data } => list(tenant.as_deref(), &data).await,
        Token::Withdraw { token, tenant, data } => withdraw(token, tenant.as_deref(), &data).await,
    }
}

/// The tenant that was named; the system's own, where the operators are, when none was.
async fn place(app: &App, tenant: Option<&str>) -> Result<TenantInfo> {
    match tenant {
        Some(slug) => tenant_named(app, slug).await,
        None => Ok(operator::info()),
    }
}

async fn create(tenant: Option<&str>, address: &str, name: &str, data: &Data) -> Result<()> {
    let app = open::app(&open::config(data)?).await?;
    let ctx = Ctx::operator(place(&app, tenant).await?.scope, app.now());
    let all = app::agent::list(&app, &ctx).await?;
    let wanted = mime::normalise_address(address);
    let found = all.iter().find(|a| Some(&a.email) == wanted.as_ref());
    let found = found.with_context(|| match tenant {
        Some(tenant) => format!("there is no agent with this address in tenant \"{tenant}\""),
        None => {
            "there is no operator with this address: make one with `deskhero agent create --tenant operator \
                 --role operator --email ADDRESS --name NAME`"
                .to_owned()
        }
    })?;
    let (view, secret) = match app::token::create(&app, &ctx, found.id, name).await {
        Err(app::Error::Input { .. }) => {
            anyhow::bail!("a token's name is one line of at most {TOKEN_NAME_CHARS_MAX} characters")
        }
        other => other?,
    };
    let made = Made { id: view.id, token: secret.into_inner() };
    answer::print(data.json, &made, |made| format!("Token {} (shown once): {}", made.id, made.token))
}

async fn list(tenant: Option<&str>, data: &Data) -> Result<()> {
    let app = open::app(&open::config(data)?).await?;
    let ctx = Ctx::operator(place(&app, tenant).await?.scope, app.now());
    let agents = app::agent::list(&app, &ctx).await?;
    let named =
        |agent: &AgentView| if agent.email.is_empty() { agent.name.clone() } else { agent.email.clone() };
    let owner = |id| agents.iter().find(|agent| agent.id == id).map(named).unwrap_or_default();
    let items: Vec<Line> = app::token::list(&app, &ctx)
        .await?
        .into_iter()
        .map(|token| Line {
            id: token.id,
            agent: owner(token.agent_id),
            name: token.name,
            created_at_ms: token.created_at_ms,
            last_used_at_ms: token.last_used_at_ms,
        })
        .collect();
    answer::print(data.json, &serde_json::json!({ "items": items }), |_| {
        let line = |line: &Line| format!("{}  {}  {}", line.id, line.agent, line.name).trim_end().to_owned();
        items.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

async fn withdraw(token: TokenId, tenant: Option<&str>, data: &Data) -> Result<()> {
    let app = open::app(&open::config(data)?).await?;
    let ctx = Ctx::operator(place(&app, tenant).await?.scope, app.now());
    match app::token::withdraw(&app, &ctx, token).await {
        Err(app::Error::NotFound(_)) => {
            anyhow::bail!("there is no such token here: `deskhero token list` names those that work")
        }
        other => other?,
    }
    answer::print(data.json, &serde_json::json!({ "withdrawn": token }), |_| {
        "The token is withdrawn.".to_owned()
    })
}
