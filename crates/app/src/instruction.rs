//! What a company instructs its processor (C7): versions, which hold at once on every node, for pages, API and jobs alike.

use crate::{App, Ctx, Error, Result, learning, usage};
use domain::{Feature, TenantScope};
use privacy::{Act, Instructions};
use std::collections::BTreeSet;
pub use store::Instruction;

/// Versions that are shown.
const SHOWN_MAX: u32 = 100;

/// What holds.
///
/// # Errors
/// The store's failure.
pub async fn current(app: &App, scope: TenantScope) -> Result<Instructions> {
    let last = app.store().tenant(scope).find_instruction().await?;
    Ok(last.map_or_else(Instructions::default, |last| Instructions { version: last.version, off: last.off }))
}

fn check_company(ctx: &Ctx) -> Result<()> {
    if ctx.scope == crate::operator::SCOPE { Err(Error::NotFound("instruction")) } else { Ok(()) }
}

/// The versions, newest first.
///
/// # Errors
/// [`Error::NotFound`] for operators, a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<Instruction>> {
    check_company(ctx)?;
    let permit = app.permit(ctx, Act::INSTRUCTION_READ).await?;
    app.settle(permit).await?;
    Ok(app.store().tenant(ctx.scope).list_instructions(SHOWN_MAX).await?)
}

/// Instructs: these features are off, all others on. `version` is the one that was seen. What was counted of people's use goes
/// with the permission to count, and what was learned with the permission to learn.
///
/// # Errors
/// [`Error::State`] when somebody else instructed meanwhile, otherwise as [`list`].
pub async fn change(app: &App, ctx: &Ctx, version: i64, off: BTreeSet<Feature>) -> Result<()> {
    check_company(ctx)?;
    let mut permit = app.permit(ctx, Act::INSTRUCTION_CHANGE).await?;
    let before = current(app, ctx.scope).await?;
    let changed = || Error::State { noun: "instruction", state: "changed" };
    if before.version != version {
        app.settle(permit).await?;
        return Err(changed());
    }
    let ends_counting = before.allow(Feature::Usage) && off.contains(&Feature::Usage);
    let ends_learning = before.allow(Feature::Learning) && off.contains(&Feature::Learning);
    if before.off == off {
        return app.settle(permit).await;
    }
    let next = Instruction { version: version + 1, off, by: ctx.agent_id(), made_at: ctx.now };
    permit.record_version(next.version);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_instruction(&next).await.map_err(|error| match error {
        store::StoreError::Conflict(_) => changed(),
        other => other.into(),
    })?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    if ends_counting {
        usage::forget_all(app, ctx.scope).await?;
    }
    if ends_learning {
        learning::end_instructed(app, ctx.scope).await?;
    }
    Ok(())
}
