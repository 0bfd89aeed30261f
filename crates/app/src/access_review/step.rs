//! Beginning a review, deciding about a line, finishing it.

use super::{ReviewView, check, open, report};
use crate::assessment::leaves;
use crate::{App, Ctx, Error, Result, agent, keys, operator, token};
use domain::limits::REVIEW_LINES_MAX;
use domain::record::{AccessReviewContent, ReviewLine};
use domain::{AccessReviewId, AgentState, AssessmentState, ObjectId, ReviewDecision, Sealed};
use privacy::{Act, Permit};
use store::{AccessReview, StoreError};
use uuid::Uuid;

/// Begins a review: everybody who gets in, and every token that works, as they are now.
///
/// # Errors
/// [`Error::NotFound`] for agents; [`Error::State`] while another is open; a refusal, or a store's failure.
pub async fn begin(app: &App, ctx: &Ctx) -> Result<AccessReviewId> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::REVIEW_CHANGE).await?;
    let store = app.store().tenant(ctx.scope);
    let all = store.list_access_reviews().await?;
    if all.iter().any(|row| row.state == AssessmentState::Open) {
        return Err(Error::State { noun: "review", state: "open" });
    }
    let content = AccessReviewContent { lines: lines(app, ctx).await?, ..AccessReviewContent::default() };
    let id = AccessReviewId::generate(ctx.now);
    let mut row = AccessReview {
        id,
        number: 0,
        state: AssessmentState::Open,
        begun_at: ctx.now,
        begun_by: Some(by),
        finished_at: None,
        finished_by: None,
        removed: 0,
        version: 1,
        content: Sealed::from_parts(ObjectId::generate(ctx.now), Vec::new()),
    };
    let (sealed, keys) = seal(app, ctx, &row, &content).await?;
    row.content = sealed;
    let audit = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    row.number = tx.next_access_review_number().await?;
    tx.insert_access_review(&row).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(id)
}

async fn lines(app: &App, ctx: &Ctx) -> Result<Vec<ReviewLine>> {
    let store = app.store().tenant(ctx.scope);
    let (agents, tokens, teams) =
        (store.list_agents().await?, store.list_api_tokens().await?, store.list_teams().await?);
    let seen = store.list_agents_seen().await?;
    let mut all = Vec::new();
    for one in agents.iter().filter(|one| one.state != AgentState::Deactivated) {
        let sessions = store.list_sessions_of_agent(one.id, ctx.now).await?;
        let theirs = teams.iter().filter(|team| team.members.contains(&one.id));
        let person = ReviewLine {
            agent: one.id,
            token: None,
            role: one.role,
            state: one.state,
            teams: theirs.map(|team| team.id).collect(),
            created_at: one.created_at,
            last_used_at: seen.get(&one.id).copied(),
            sessions: u32::try_from(sessions.len()).unwrap_or(u32::MAX),
            decision: None,
            decided_by: None,
            decided_at: None,
        };
        let of = |row: &store::ApiToken| ReviewLine {
            token: Some(row.id),
            teams: Vec::new(),
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            sessions: 0,
            ..person.clone()
        };
        let working = tokens.iter().filter(|row| row.agent == one.id && row.revoked_at.is_none());
        let working: Vec<ReviewLine> = working.map(of).collect();
        all.push(person);
        all.extend(working);
    }
    match all.len() > REVIEW_LINES_MAX {
        true => Err(Error::Input { field: "lines", rule: "rule-too-many" }),
        false => Ok(all),
    }
}

/// Decides about a line: it stays, or whoever it is about is deactivated, or the token withdrawn, at once.
///
/// # Errors
/// [`Error::NotFound`] also for agents; [`Error::State`] when it is decided, the review is finished or the last admin would go; bad
/// input, a refusal, or a store's failure.
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    id: AccessReviewId,
    line: Uuid,
    decision: ReviewDecision,
) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::REVIEW_CHANGE).await?;
    let mut view = open(app, &permit, ctx, id).await?;
    check_open(&view.row)?;
    let found = view.content.lines.iter_mut().find(|one| one.id() == line).ok_or(Error::NotFound("line"))?;
    if found.decision.is_some() {
        return Err(Error::State { noun: "line", state: "decided" });
    }
    if decision == ReviewDecision::Removed {
        // Nobody locks themselves out half-way: a colleague does that.
        if found.token.is_none() && found.agent == by {
            return Err(Error::Input { field: "decision", rule: "rule-review-own" });
        }
        remove(app, ctx, found).await?;
    }
    (found.decision, found.decided_by, found.decided_at) = (Some(decision), Some(by), Some(ctx.now));
    save(app, ctx, permit, view).await
}

/// Ends it by the way that it is ended elsewhere; what is ended already stays so.
async fn remove(app: &App, ctx: &Ctx, line: &ReviewLine) -> Result<()> {
    let Some(id) = line.token else {
        let act = match ctx.scope == operator::SCOPE {
            true => Act::OPERATOR_REMOVE,
            false => Act::AGENT_MANAGE,
        };
        let change = agent::AgentChange { state: Some(AgentState::Deactivated), ..Default::default() };
        return match agent::change_under(app, ctx, act, line.agent, change).await {
            // Their account was erased meanwhile.
            Err(Error::State { state: "erased", .. }) | Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
    };
    match token::withdraw(app, ctx, id).await {
        Err(Error::NotFound(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

fn check_open(row: &AccessReview) -> Result<()> {
    match row.state {
        AssessmentState::Open => Ok(()),
        AssessmentState::Finished => Err(Error::State { noun: "review", state: "finished" }),
    }
}

/// Finishes it: the report is signed, and nothing changes any more.
///
/// # Errors
/// As [`decide`]; [`Error::State`] while a line waits.
pub async fn finish(app: &App, ctx: &Ctx, id: AccessReviewId) -> Result<()> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::REVIEW_CHANGE).await?;
    let mut view = open(app, &permit, ctx, id).await?;
    check_open(&view.row)?;
    if view.waiting() > 0 {
        return Err(Error::State { noun: "review", state: "waiting" });
    }
    (view.row.state, view.row.finished_at, view.row.finished_by) =
        (AssessmentState::Finished, Some(ctx.now), Some(by));
    view.row.removed = report::removed(&view.content);
    report::sign(app, &view.row, &mut view.content)?;
    save(app, ctx, permit, view).await
}

async fn seal(
    app: &App,
    ctx: &Ctx,
    row: &AccessReview,
    content: &AccessReviewContent,
) -> Result<(Sealed<AccessReviewContent>, crypto::Draft)> {
    let leaves = leaves(ctx);
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = keys.seal(ctx.now, row.id.uuid(), &leaves, content)?;
    app.keyring().commit(keys.batch()).await?;
    Ok((sealed, keys))
}

async fn save(app: &App, ctx: &Ctx, permit: Permit, view: ReviewView) -> Result<()> {
    let ReviewView { mut row, content } = view;
    let before = row.content.object();
    row.removed = report::removed(&content);
    let (sealed, keys) = seal(app, ctx, &row, &content).await?;
    row.content = sealed;
    let audit = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    match tx.update_access_review(&row).await {
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "review", state: "changed" }),
        other => other?,
    }
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[before]).await
}
