//! Making, changing and removing a rule: each makes a new version of the policy.

use super::check;
use crate::{App, Ctx, Error, Result, keys};
use domain::keyring::LeafRef;
use domain::limits::{RETENTION_NAME_CHARS_MAX, RETENTION_RULES_MAX};
use domain::record::RetentionName;
use domain::{RetentionRuleId, RetentionStep, RetentionTerms, Sealed};
use privacy::Act;
use store::{RetentionRule, RetentionVersion, TenantTx};

/// A rule to make, or what one is to be.
#[derive(Debug, Clone)]
pub struct NewRule {
    /// What it is called. One that everybody has is called in the reader's language while this is empty.
    pub name: String,
    /// What it says.
    pub terms: RetentionTerms,
}

/// A name as it is kept: one space between words.
fn checked_name(name: &str, may_be_empty: bool) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() && !may_be_empty {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > RETENTION_NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

/// Makes a rule; it acts when its notice has passed.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, new: NewRule) -> Result<RetentionRuleId> {
    let permit = app.permit(ctx, Act::RETENTION_CHANGE).await?;
    let name = checked_name(&new.name, false)?;
    check(app, ctx, &new.terms).await?;
    let id = RetentionRuleId::generate(ctx.now);
    let (keys, name) = seal(app, ctx, id, name).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.list_retention_rules().await?.len() >= RETENTION_RULES_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    let version = note(&mut tx, ctx, (id, &new.terms), RetentionStep::Made).await?;
    let acts_from = new.terms.acts_from(None, ctx.now);
    tx.insert_retention_rule(&RetentionRule {
        id,
        standing: false,
        terms: new.terms,
        name,
        version,
        told_version: 0,
        acts_from,
        made_at: ctx.now,
        changed_at: ctx.now,
        looked: None,
        alerted_version: 0,
    })
    .await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(id)
}

/// Changes a rule. Sharpened, it waits for its notice again; one that keeps things longer acts as it did.
///
/// # Errors
/// [`Error::NotFound`], bad input, [`Error::State`] where somebody else changed it meanwhile, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: RetentionRuleId, new: NewRule) -> Result<()> {
    let permit = app.permit(ctx, Act::RETENTION_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    let before = store.find_retention_rule(id).await?.ok_or(Error::NotFound("retention rule"))?;
    let name = checked_name(&new.name, before.standing)?;
    check(app, ctx, &new.terms).await?;
    if before.standing {
        check_standing(&before.terms, &new.terms)?;
    }
    let (keys, name) = seal(app, ctx, id, name).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    let current = tx.find_retention_rule(id).await?.filter(|current| current.version == before.version);
    let Some(current) = current else {
        return Err(Error::State { noun: "retention rule", state: "changed" });
    };
    let version = note(&mut tx, ctx, (id, &new.terms), RetentionStep::Changed).await?;
    let acts_from = new.terms.acts_from(Some((&current.terms, current.acts_from)), ctx.now);
    // Where it takes nothing more than was said, and no sooner, nobody is told again.
    let was_told = current.told_version == current.version
        && acts_from == current.acts_from
        && !new.terms.is_sharper_than(&current.terms);
    let told_version = if was_told { version } else { 0 };
    let (terms, changed_at) = (new.terms, ctx.now);
    let row = RetentionRule { terms, name, version, told_version, acts_from, changed_at, ..current };
    tx.update_retention_rule(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[before.name.object()]).await?;
    Ok(())
}

/// Of what everybody has, the times can be changed alone: it covers what no other rule names.
fn check_standing(before: &RetentionTerms, after: &RetentionTerms) -> Result<()> {
    match after.is_like(before) {
        true => Ok(()),
        false => Err(Error::Input { field: "subject", rule: "rule-retention-standing" }),
    }
}

/// Removes a rule: what it would have taken stays until another one takes it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for one that everybody has, a refusal, or a store's failure.
pub async fn delete(app: &App, ctx: &Ctx, id: RetentionRuleId) -> Result<()> {
    let permit = app.permit(ctx, Act::RETENTION_CHANGE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let before = tx.find_retention_rule(id).await?.ok_or(Error::NotFound("retention rule"))?;
    if before.standing {
        return Err(Error::State { noun: "retention rule", state: "standing" });
    }
    note(&mut tx, ctx, (id, &before.terms), RetentionStep::Removed).await?;
    tx.delete_retention_rule(id).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    keys::replaced(app, ctx.scope, &[before.name.object()]).await?;
    Ok(())
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    id: RetentionRuleId,
    name: String,
) -> Result<(crypto::Draft, Sealed<RetentionName>)> {
    let leaf = LeafRef::settings(ctx.scope.tenant());
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let name = keys.seal(ctx.now, id.uuid(), &[leaf], &RetentionName { name })?;
    app.keyring().commit(keys.batch()).await?;
    Ok((keys, name))
}

/// A new version of the policy. The tenant's head is held: no two have the same number.
async fn note(
    tx: &mut TenantTx,
    ctx: &Ctx,
    (rule, terms): (RetentionRuleId, &RetentionTerms),
    step: RetentionStep,
) -> Result<i64> {
    let version = tx.get_retention_version().await? + 1;
    let (terms, by, made_at) = (terms.clone(), ctx.agent_id(), ctx.now);
    tx.insert_retention_version(&RetentionVersion { version, rule, step, terms, by, made_at }).await?;
    Ok(version)
}
