//! The rules of a tenant, and the versions of its policy.

use super::{Ways, is_late, make_sure};
use crate::{App, Ctx, Result};
use domain::{RetentionRuleId, RetentionTerms, Timestamp};
use privacy::Act;
use store::RetentionVersion;

/// A rule, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleView {
    /// Id.
    pub id: RetentionRuleId,
    /// What it is called; empty for one that everybody has and nobody named.
    pub name: String,
    /// Whether everybody has it: it can be changed, not removed.
    pub standing: bool,
    /// What it says.
    pub terms: RetentionTerms,
    /// The version of the policy with which it became what it is.
    pub version: i64,
    /// From when on it acts.
    pub acts_from_ms: Timestamp,
    /// It would act, and waits: its notice reached nobody.
    pub waits_for_notice: bool,
    /// When it was made.
    pub made_at_ms: Timestamp,
    /// When it was last changed.
    pub changed_at_ms: Timestamp,
}

/// A version of the policy.
pub type PolicyVersion = RetentionVersion;

/// Every rule, those that everybody has first.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<RuleView>> {
    let permit = app.permit(ctx, Act::RETENTION_READ).await?;
    make_sure(app, ctx.scope).await?;
    let rows = app.store().tenant(ctx.scope).list_retention_rules().await?;
    let names = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.name))).await?;
    app.settle(permit).await?;
    let ways = Ways::of(app, ctx.scope).await?;
    let mut all: Vec<_> = rows
        .into_iter()
        .zip(names)
        .map(|(row, name)| RuleView {
            waits_for_notice: is_late(&row, ctx.now) && !ways.have_reached(&row),
            id: row.id,
            name: name.name,
            standing: row.standing,
            terms: row.terms,
            version: row.version,
            acts_from_ms: row.acts_from,
            made_at_ms: row.made_at,
            changed_at_ms: row.changed_at,
        })
        .collect();
    all.sort_by_key(|rule| (!rule.standing, rule.id));
    Ok(all)
}

/// Versions of the policy, the newest first, older than `before`.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn versions(app: &App, ctx: &Ctx, before: Option<i64>, limit: u32) -> Result<Vec<PolicyVersion>> {
    let permit = app.permit(ctx, Act::RETENTION_READ).await?;
    app.settle(permit).await?;
    Ok(app.store().tenant(ctx.scope).list_retention_versions(before, limit).await?)
}
