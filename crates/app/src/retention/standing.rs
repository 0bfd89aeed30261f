//! The rules that everybody has: nothing is kept without an end because nobody said anything.

use crate::{App, Ctx, Result};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::RetentionName;
use domain::{RetentionRuleId, RetentionStep, RetentionTerms, TenantScope};
use privacy::Act;
use privacy::data_map::standing_rules;
use store::{RetentionRule, RetentionVersion};

/// Makes those that are missing.
///
/// # Errors
/// A store's failure.
pub(crate) async fn make_sure(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let known = store.list_retention_rules().await?;
    for terms in standing_rules() {
        if !is_there(&known, &terms) {
            make(app, scope, terms).await?;
        }
    }
    Ok(())
}

fn is_there(known: &[RetentionRule], terms: &RetentionTerms) -> bool {
    known.iter().any(|rule| rule.standing && rule.terms.is_like(terms))
}

async fn make(app: &App, scope: TenantScope, terms: RetentionTerms) -> Result<()> {
    let (now, leaf) = (app.now(), LeafRef::settings(scope.tenant()));
    let permit = app.permit(&Ctx::job(scope, Job::Retention, now), Act::RETENTION_CHANGE).await?;
    app.load_tenant(scope).await?;
    app.admit(scope, &[leaf]).await?;
    let id = RetentionRuleId::generate(now);
    let mut keys = app.vault().draft(scope);
    let name = keys.seal(now, id.uuid(), &[leaf], &RetentionName::default())?;
    let object = name.object();
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    // Another node may have been here meanwhile.
    if is_there(&tx.list_retention_rules().await?, &terms) {
        drop(tx);
        return Ok(app.keyring().delete_object_keys(scope, &[object]).await.map(drop)?);
    }
    let version = tx.get_retention_version().await? + 1;
    let acts_from = terms.acts_from(None, now);
    let (step, by) = (RetentionStep::Made, None);
    tx.insert_retention_version(&RetentionVersion {
        version,
        rule: id,
        step,
        terms: terms.clone(),
        by,
        made_at: now,
    })
    .await?;
    tx.insert_retention_rule(&RetentionRule {
        id,
        standing: true,
        terms,
        name,
        version,
        told_version: 0,
        acts_from,
        made_at: now,
        changed_at: now,
        looked: None,
        alerted_version: 0,
    })
    .await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(())
}
