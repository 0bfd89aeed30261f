//! Keeping what was counted, by person and sealed under their key, and forgetting it.

use super::count::Whose;
use crate::tenant::Apart;
use crate::{App, Ctx, Result};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::UsageContent;
use domain::{AgentId, AgentState, ConsentDecision, ConsentPurpose, ObjectId, TenantScope, UsagePartId};
use privacy::{Act, Permit};
use std::collections::BTreeMap;
use store::UsagePart;

/// Writes what was counted since the last time. Whoever withdrew meanwhile is left out.
///
/// # Errors
/// A store's failure: what was counted of that company is lost.
pub async fn keep(app: &App) -> Result<()> {
    let mut by_tenant: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (whose, content) in app.usage().take() {
        by_tenant.entry(whose.0.tenant()).or_default().push((whose, content));
    }
    let mut apart = Apart::default();
    for (tenant, counted) in by_tenant {
        let scope = TenantScope::of(tenant);
        apart.of(scope, keep_of(app, scope, counted).await);
    }
    apart.end()
}

async fn keep_of(app: &App, scope: TenantScope, counted: Vec<(Whose, UsageContent)>) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Usage, app.now());
    let permit = app.permit(&ctx, Act::USAGE_KEEP).await?;
    let leaves: Vec<_> = counted.iter().map(|((_, agent, _), _)| LeafRef::agent(*agent)).collect();
    app.load_tenant(scope).await?;
    app.admit(scope, &leaves).await?;
    let mut keys = app.vault().draft(scope);
    let mut parts = Vec::new();
    for ((_, agent, day), content) in counted {
        let id = UsagePartId::generate(ctx.now);
        let content = keys.seal(ctx.now, id.uuid(), &[LeafRef::agent(agent)], &content)?;
        parts.push(UsagePart { id, agent, day, content });
    }
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    let mut kept = Vec::new();
    let mut left: Vec<ObjectId> = Vec::new();
    for part in parts {
        let last = tx.find_last_consent(part.agent, ConsentPurpose::Usage).await?;
        let consents = last.is_some_and(|last| last.decision == ConsentDecision::Given);
        let is_here = tx.find_agent(part.agent).await?.is_some_and(|row| row.state == AgentState::Active);
        match consents && is_here {
            true => kept.push(part),
            false => left.push(part.content.object()),
        }
    }
    if !kept.is_empty() {
        tx.insert_usage(&kept).await?;
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.keyring().delete_object_keys(scope, &left).await?;
    Ok(())
}

/// Forgets what was counted of somebody, as far as it is not part of a sum.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub(crate) async fn forget(app: &App, scope: TenantScope, agent: AgentId) -> Result<()> {
    app.usage().forget(scope, agent);
    let store = app.store().tenant(scope);
    let parts = store.list_usage_of_agent(agent).await?;
    if parts.is_empty() {
        return Ok(());
    }
    let permit = app.permit(&Ctx::job(scope, Job::Usage, app.now()), Act::USAGE_FORGET).await?;
    let objects: Vec<ObjectId> = parts.iter().map(|part| part.content.object()).collect();
    app.keyring().delete_object_keys(scope, &objects).await?;
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.delete_usage_of_agent(agent).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Forgets what was counted of anybody in a company, as far as it is not part of a sum.
///
/// # Errors
/// As [`forget`].
pub(crate) async fn forget_all(app: &App, scope: TenantScope) -> Result<()> {
    for agent in app.store().tenant(scope).list_agents().await? {
        forget(app, scope, agent.id).await?;
    }
    Ok(())
}

/// What was counted of somebody and is not part of a sum yet: the day, and what.
///
/// # Errors
/// A refusal, or a store's failure.
pub(crate) async fn of_agent(app: &App, permit: &Permit, agent: AgentId) -> Result<Vec<(i64, UsageContent)>> {
    let parts = app.store().tenant(permit.scope()).list_usage_of_agent(agent).await?;
    let contents = app.open_left(permit, parts.iter().map(|part| (part.id.uuid(), &part.content))).await?;
    let days = parts.iter().map(|part| part.day);
    Ok(days.zip(contents).filter_map(|(day, content)| Some((day, content?))).collect())
}
