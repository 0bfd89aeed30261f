//! API tokens: shown once, stored as a tag.

use crate::view::TokenView;
use crate::{App, Ctx, Error, Result, tenant};
use domain::{AgentId, Private, Role, TenantScope, Timestamp, TokenId};
use privacy::Act;

/// Column name that goes into the tag.
const COLUMN: &str = "api_token.tag";
/// How often the time of last use is written, at most.
const USED_EVERY_MS: i64 = 60_000;

/// Makes a token for an agent; the secret is shown this once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, agent: AgentId) -> Result<(TokenView, Private<String>)> {
    let permit = app.permit(ctx, Act::TOKEN_CREATE).await?;
    let only_own = matches!(ctx.role, Some(Role::Agent | Role::Operator));
    if only_own && ctx.agent_id() != Some(agent) {
        return Err(Error::NotFound("agent"));
    }
    app.store().tenant(ctx.scope).find_agent(agent).await?.ok_or(Error::NotFound("agent"))?;
    let secret = Private::new(format!("dh_{}", crypto::random::token()?.reveal()));
    let token = store::ApiToken {
        id: TokenId::generate(ctx.now),
        tenant: ctx.scope.tenant(),
        agent,
        tag: app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?,
        created_at: ctx.now,
        last_used_at: None,
        revoked_at: None,
    };
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_api_token(&token).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok((TokenView { id: token.id, agent_id: agent, created_at_ms: ctx.now, last_used_at_ms: None }, secret))
}

/// Lists the agent's own tokens; an admin's list has everybody's, an operator's those of all operators.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<TokenView>> {
    drop(app.permit(ctx, ctx.for_operator(Act::AGENT_FIND).unwrap_or(Act::AGENT_READ)).await?);
    let own = if ctx.role == Some(Role::Agent) { ctx.agent_id() } else { None };
    let rows = app.store().tenant(ctx.scope).list_api_tokens().await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.revoked_at.is_none() && own.is_none_or(|own| own == row.agent))
        .map(|row| TokenView {
            id: row.id,
            agent_id: row.agent,
            created_at_ms: row.created_at,
            last_used_at_ms: row.last_used_at,
        })
        .collect())
}

/// Withdraws a token at once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or the store's failure.
pub async fn withdraw(app: &App, ctx: &Ctx, id: TokenId) -> Result<()> {
    let permit = app.permit(ctx, Act::TOKEN_WITHDRAW).await?;
    if !list(app, ctx).await?.iter().any(|token| token.id == id) {
        return Err(Error::NotFound("token"));
    }
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_api_token_revoked(id, ctx.now).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(())
}

/// Recognises a bearer token.
///
/// # Errors
/// [`Error::Unauthenticated`], or the store's failure.
pub async fn authenticate(app: &App, secret: &Private<String>, now: Timestamp) -> Result<Ctx> {
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let found = app.store().system().find_api_token(tag).await?.ok_or(Error::Unauthenticated)?;
    if found.last_used_at.is_none_or(|at| now.millis_since(at) > USED_EVERY_MS) {
        app.store().system().update_api_token_used(found.id, now).await?;
    }
    let scope = TenantScope::of(found.tenant);
    tenant::check_served(app, scope).await?;
    let role = crate::sign_in::active_role(app, scope, found.agent).await?;
    Ok(Ctx::agent(scope, found.agent, role, now))
}
