//! Deciding about an access, and ending it: after that the operator's next request is refused.

use super::{facts, find, note, over};
use crate::{App, Ctx, Error, Result, operator};
use domain::{AccessStanding, OperatorAccessId, TenantScope};
use privacy::Act;

const MINUTE_MS: i64 = 60_000;

/// Lets the operator in: by an admin of the company.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] when it does not wait any more; a refusal, or a store's failure.
pub async fn approve(app: &App, ctx: &Ctx, id: OperatorAccessId) -> Result<()> {
    let permit = app.permit(&company(ctx)?, Act::OPERATOR_ACCESS_OPEN).await?;
    let row = find(app, ctx.scope, id).await?;
    check(facts(ctx.scope, &row).standing(ctx.now), &[AccessStanding::Asked])?;
    let until = ctx.now.plus_millis(i64::from(row.minutes) * MINUTE_MS);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if !tx.open_operator_access(id, ctx.agent_id(), ctx.now, until).await? {
        return Err(Error::State { noun: "access", state: "decided" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Says no: by an admin of the company.
///
/// # Errors
/// As [`approve`].
pub async fn refuse(app: &App, ctx: &Ctx, id: OperatorAccessId) -> Result<()> {
    let permit = app.permit(&company(ctx)?, Act::OPERATOR_ACCESS_REFUSE).await?;
    let row = find(app, ctx.scope, id).await?;
    check(facts(ctx.scope, &row).standing(ctx.now), &[AccessStanding::Asked])?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if !tx.refuse_operator_access(id, ctx.agent_id(), ctx.now).await? {
        return Err(Error::State { noun: "access", state: "decided" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Ends it at once: by an admin of the company, or by any operator. What was asked for and not decided is taken back so too.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] when it is over; a refusal, or a store's failure.
pub async fn end(app: &App, ctx: &Ctx, scope: TenantScope, id: OperatorAccessId) -> Result<()> {
    let theirs = match ctx.is_operator() {
        true => over(app, ctx, scope).await?.0,
        false if scope == ctx.scope => company(ctx)?,
        false => return Err(Error::NotFound("access")),
    };
    let permit = app.permit(&theirs, Act::OPERATOR_ACCESS_END).await?;
    let row = find(app, scope, id).await?;
    check(facts(scope, &row).standing(ctx.now), &[AccessStanding::Asked, AccessStanding::Open])?;
    if ctx.is_operator() {
        note(app, ctx, Act::OPERATOR_ACCESS_END).await?;
    }
    let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    if !tx.end_operator_access(id, ctx.agent_id(), ctx.now).await? {
        return Err(Error::State { noun: "access", state: "ended" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Whoever decides is of the company: the operator never lets itself in.
fn company(ctx: &Ctx) -> Result<Ctx> {
    match ctx.is_operator() || ctx.scope == operator::SCOPE {
        true => Err(Error::NotFound("access")),
        false => Ok(*ctx),
    }
}

fn check(is: AccessStanding, wanted: &[AccessStanding]) -> Result<()> {
    match wanted.contains(&is) {
        true => Ok(()),
        false => Err(Error::State { noun: "access", state: is.as_str() }),
    }
}
