//! API tokens: shown once, stored as a tag.

use crate::view::TokenView;
use crate::{App, Ctx, Error, Result, tenant};
use domain::keyring::LeafRef;
use domain::limits::TOKEN_NAME_CHARS_MAX;
use domain::record::TokenName;
use domain::{AgentId, Private, Role, TenantScope, Timestamp, TokenId};
use privacy::Act;

/// Column name that goes into the tag.
const COLUMN: &str = "api_token.tag";
/// How often the time of last use is written, at most.
const USED_EVERY_MS: i64 = 60_000;

/// Makes a token for an agent, under a name that may be empty; the secret is shown this once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn create(
    app: &App,
    ctx: &Ctx,
    agent: AgentId,
    name: &str,
) -> Result<(TokenView, Private<String>)> {
    let name = name.trim();
    if name.chars().count() > TOKEN_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    let permit = app.permit(ctx, Act::TOKEN_CREATE).await?;
    let only_own = matches!(ctx.role, Some(Role::Agent | Role::Operator));
    if only_own && ctx.agent_id() != Some(agent) {
        return Err(Error::NotFound("agent"));
    }
    app.store().tenant(ctx.scope).find_agent(agent).await?.ok_or(Error::NotFound("agent"))?;
    let secret = Private::new(format!("dh_{}", crypto::random::token()?.reveal()));
    let id = TokenId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let mut sealed = None;
    if !name.is_empty() {
        let leaves = [LeafRef::agent(agent)];
        app.admit(ctx.scope, &leaves).await?;
        sealed = Some(keys.seal(ctx.now, id.uuid(), &leaves, &TokenName { name: name.to_owned() })?);
    }
    let token = store::ApiToken {
        id,
        tenant: ctx.scope.tenant(),
        agent,
        tag: app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?,
        name: sealed,
        created_at: ctx.now,
        last_used_at: None,
        revoked_at: None,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_api_token(&token).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok((view(&token, name.to_owned()), secret))
}

fn view(row: &store::ApiToken, name: String) -> TokenView {
    TokenView {
        id: row.id,
        agent_id: row.agent,
        name,
        created_at_ms: row.created_at,
        last_used_at_ms: row.last_used_at,
    }
}

/// The tokens that work and that whoever asks may see.
async fn seen(app: &App, ctx: &Ctx) -> Result<Vec<store::ApiToken>> {
    let own = if ctx.role == Some(Role::Agent) { ctx.agent_id() } else { None };
    let mut rows = app.store().tenant(ctx.scope).list_api_tokens().await?;
    rows.retain(|row| row.revoked_at.is_none() && own.is_none_or(|own| own == row.agent));
    Ok(rows)
}

/// Lists the agent's own tokens; an admin's list has everybody's, an operator's those of all operators.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<TokenView>> {
    let permit = app.permit(ctx, ctx.for_operator(Act::AGENT_FIND).unwrap_or(Act::AGENT_READ)).await?;
    let rows = seen(app, ctx).await?;
    let named = rows.iter().filter_map(|row| Some((row.id.uuid(), row.name.as_ref()?)));
    let mut names = app.open_all(&permit, named).await?.into_iter();
    let mut name_of = |row: &store::ApiToken| row.name.as_ref().and_then(|_| names.next());
    let tokens = rows.iter().map(|row| view(row, name_of(row).unwrap_or_default().name)).collect();
    app.settle(permit).await?;
    Ok(tokens)
}

/// Withdraws a token at once.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or the store's failure.
pub async fn withdraw(app: &App, ctx: &Ctx, id: TokenId) -> Result<()> {
    let permit = app.permit(ctx, Act::TOKEN_WITHDRAW).await?;
    let known = seen(app, ctx).await?.into_iter().find(|token| token.id == id);
    let known = known.ok_or(Error::NotFound("token"))?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_api_token_revoked(id, ctx.now).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    if let Some(name) = known.name {
        app.keyring().delete_object_keys(ctx.scope, &[name.object()]).await?;
    }
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
