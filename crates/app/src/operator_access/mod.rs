//! What the operator may read of a company (C35, C55, C56, C88): nothing by itself. It asks for access to one company, for one
//! of three reasons, for an hour at most; what it opens stands in the company's own log, and the company ends it when it likes.

mod ask;
mod decide;
mod read;

pub use ask::{Ask, ask};
pub use decide::{approve, end, refuse};
pub use read::{AccessTicket, Looked, find_tickets, read_ticket};

use crate::tenant::{self, TenantInfo};
use crate::view::Page;
use crate::{App, Ctx, Error, Result, operator};
use domain::limits::OPERATOR_ACCESSES_PER_PAGE;
use domain::{AccessReason, AccessStanding, AgentId, OperatorAccessId, TenantScope, Timestamp};
use privacy::{AccessFacts, Act};
use store::OperatorAccess;

/// An access, as both sides see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    /// Id.
    pub id: OperatorAccessId,
    /// The company.
    pub tenant: TenantInfo,
    /// Which operator.
    pub operator_id: AgentId,
    /// Their name when they asked.
    pub operator: String,
    /// Their address then.
    pub operator_email: String,
    /// Why.
    pub reason: AccessReason,
    /// What for, in their words.
    pub words: String,
    /// How long.
    pub minutes: u32,
    /// Where it stands.
    pub standing: AccessStanding,
    /// When it was asked for.
    pub asked_at_ms: Timestamp,
    /// The company's admin who decided.
    pub decided_by: Option<AgentId>,
    /// When it was opened.
    pub opened_at_ms: Option<Timestamp>,
    /// Until when it is, or was to be, open.
    pub until_ms: Option<Timestamp>,
    /// When it was ended before its time.
    pub ended_at_ms: Option<Timestamp>,
}

/// What a row says.
fn facts(scope: TenantScope, row: &OperatorAccess) -> AccessFacts {
    AccessFacts {
        id: row.id,
        scope,
        operator: row.operator,
        reason: row.reason,
        minutes: row.minutes,
        asked_at: row.asked_at,
        decided_by: row.decided_by,
        refused: row.refused,
        opened_at: row.opened_at,
        until: row.until,
        ended_at: row.ended_at,
    }
}

/// The operator's context over a company: accounts alone, for at the command line nobody proves who they are.
async fn over(app: &App, ctx: &Ctx, scope: TenantScope) -> Result<(Ctx, TenantInfo)> {
    let is_operator = ctx.is_operator() && ctx.agent_id().is_some() && scope != operator::SCOPE;
    let info = tenant::find(app, scope).await?.filter(|_| is_operator).ok_or(Error::NotFound("tenant"))?;
    // Of one that was closed there is nothing to open.
    if tenant::is_erased(app, scope).await? {
        return Err(Error::NotFound("tenant"));
    }
    Ok((Ctx { scope, ..*ctx }, info))
}

/// Tells the operators' own log what is done with a company; the company's tells it too, under the same request.
async fn note(app: &App, ctx: &Ctx, act: Act) -> Result<()> {
    let own = app.permit(&Ctx { scope: operator::SCOPE, ..*ctx }, act).await?;
    app.settle(own).await
}

async fn views(
    app: &App,
    ctx: &Ctx,
    info: &TenantInfo,
    rows: Vec<OperatorAccess>,
) -> Result<Vec<AccessView>> {
    let permit = app.permit(ctx, Act::OPERATOR_ACCESS_LIST).await?;
    let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
    let contents = app.open_all(&permit, contents).await?;
    app.settle(permit).await?;
    let view = |(row, content): (OperatorAccess, domain::record::OperatorAccessContent)| AccessView {
        id: row.id,
        tenant: info.clone(),
        operator_id: row.operator,
        operator: content.name,
        operator_email: content.email,
        reason: row.reason,
        words: content.words,
        minutes: row.minutes,
        standing: facts(ctx.scope, &row).standing(ctx.now),
        asked_at_ms: row.asked_at,
        decided_by: row.decided_by,
        opened_at_ms: row.opened_at,
        until_ms: row.until,
        ended_at_ms: row.ended_at,
    };
    Ok(rows.into_iter().zip(contents).map(view).collect())
}

/// The accesses to a company, for its admins, the newest first; `after` is the id of the last of the page before.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx, after: Option<&str>, limit: u32) -> Result<Page<AccessView>> {
    if ctx.scope == operator::SCOPE {
        return Err(Error::NotFound("access"));
    }
    let info = tenant::find(app, ctx.scope).await?.ok_or(Error::NotFound("tenant"))?;
    let bad = |_| Error::Input { field: "after", rule: "rule-cursor" };
    let before: Option<OperatorAccessId> = after.map(|text| text.parse().map_err(bad)).transpose()?;
    let limit = limit.clamp(1, OPERATOR_ACCESSES_PER_PAGE);
    let mut rows = app.store().tenant(ctx.scope).list_operator_accesses(before, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(Page { items: views(app, ctx, &info, rows).await?, next })
}

async fn newest(app: &App, ctx: &Ctx, scope: TenantScope) -> Result<Vec<AccessView>> {
    let (theirs, info) = over(app, ctx, scope).await?;
    let rows = app.store().tenant(scope).list_operator_accesses(None, OPERATOR_ACCESSES_PER_PAGE).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    views(app, &theirs, &info, rows).await
}

/// The accesses to every company, for operators: the newest fifty of each, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or a store's failure.
pub async fn list_all(app: &App, ctx: &Ctx) -> Result<Vec<AccessView>> {
    let is_operator = ctx.is_operator() && ctx.agent_id().is_some();
    if !is_operator {
        return Err(Error::NotFound("access"));
    }
    note(app, ctx, Act::OPERATOR_ACCESS_LIST).await?;
    let mut all = Vec::new();
    for info in tenant::list_keyed(app).await? {
        all.extend(newest(app, ctx, info.scope).await?);
    }
    all.sort_by_key(|view| std::cmp::Reverse(view.id));
    Ok(all)
}

/// One of them, for operators.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; a refusal, or a store's failure.
pub async fn read_one(app: &App, ctx: &Ctx, scope: TenantScope, id: OperatorAccessId) -> Result<AccessView> {
    let (theirs, info) = over(app, ctx, scope).await?;
    let row = find(app, scope, id).await?;
    note(app, ctx, Act::OPERATOR_ACCESS_LIST).await?;
    views(app, &theirs, &info, vec![row]).await?.pop().ok_or(Error::NotFound("access"))
}

async fn find(app: &App, scope: TenantScope, id: OperatorAccessId) -> Result<OperatorAccess> {
    let found = app.store().tenant(scope).find_operator_access(id).await?;
    found.ok_or(Error::NotFound("access"))
}
