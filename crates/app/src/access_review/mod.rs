//! Reviews of who has access (C89): each person and each token of a company, or of the operators, is confirmed or removed; the
//! report is signed, kept and never changed. It holds ids and times: names come from where they are when it is read, so that whoever
//! left reads as everywhere.

mod report;
mod step;

pub(crate) use report::{Alive, is_kept, is_removed};
pub use step::{begin, decide, finish};

use crate::{App, Ctx, Error, Result};
use domain::record::{AccessReviewContent, ReviewLine};
use domain::{AccessReviewId, AgentId, REVIEW_DAYS, Role, TeamId, Timestamp};
use privacy::{Act, Permit};
use std::collections::HashMap;
use store::AccessReview;

const DAY_MS: i64 = 24 * 3_600_000;

/// A review with what it says.
#[derive(Debug, Clone)]
pub struct ReviewView {
    /// Its row.
    pub row: AccessReview,
    /// What it says.
    pub content: AccessReviewContent,
}

impl ReviewView {
    /// How many lines wait for a decision.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.content.lines.iter().filter(|line| line.decision.is_none()).count()
    }
}

/// What the ids of a review are called now.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// People: their names and addresses; who left has a pseudonym and no address.
    pub agents: HashMap<AgentId, (String, String)>,
    /// Tokens that work.
    pub tokens: HashMap<domain::TokenId, String>,
    /// Teams.
    pub teams: HashMap<TeamId, String>,
}

impl Names {
    /// The name of whom a line is about, and their address.
    #[must_use]
    pub fn of(&self, line: &ReviewLine) -> (String, String) {
        self.agents.get(&line.agent).cloned().unwrap_or_default()
    }
}

/// Admins, for their company; operators, for themselves.
fn check(ctx: &Ctx) -> Result<AgentId> {
    let may = matches!(ctx.role, Some(Role::Admin | Role::Operator));
    ctx.agent_id().filter(|_| may).ok_or(Error::NotFound("review"))
}

/// All of them, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for agents; a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<ReviewView>> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::REVIEW_LIST).await?;
    let rows = app.store().tenant(ctx.scope).list_access_reviews().await?;
    let opened = app.open_each(&permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    app.settle(permit).await?;
    Ok(opened.into_iter().map(|(row, content)| ReviewView { row, content }).collect())
}

/// One of them.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`].
pub async fn read(app: &App, ctx: &Ctx, id: AccessReviewId) -> Result<ReviewView> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::REVIEW_LIST).await?;
    let view = open(app, &permit, ctx, id).await?;
    app.settle(permit).await?;
    Ok(view)
}

async fn open(app: &App, permit: &Permit, ctx: &Ctx, id: AccessReviewId) -> Result<ReviewView> {
    let row = app.store().tenant(ctx.scope).find_access_review(id).await?.ok_or(Error::NotFound("review"))?;
    let content = app.open(permit, id.uuid(), &row.content).await?;
    Ok(ReviewView { row, content })
}

/// What its ids are called.
///
/// # Errors
/// As [`list`].
pub async fn names(app: &App, ctx: &Ctx) -> Result<Names> {
    check(ctx)?;
    let agents = crate::agent::list(app, ctx).await?;
    let tokens = crate::token::list(app, ctx).await?;
    // Operators have no teams.
    let teams = match ctx.is_operator() {
        true => Vec::new(),
        false => crate::team::list(app, ctx).await?,
    };
    Ok(Names {
        agents: agents.into_iter().map(|one| (one.id, (one.name, one.email))).collect(),
        tokens: tokens.into_iter().map(|one| (one.id, one.name)).collect(),
        teams: teams.into_iter().map(|one| (one.id, one.name)).collect(),
    })
}

/// Whether the last review of a company is older than it should be: since its end, or, where there is none, since the company is
/// there.
///
/// # Errors
/// The store's failure.
pub async fn is_old(app: &App, ctx: &Ctx) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    let last = store.list_access_reviews().await?.iter().filter_map(|row| row.finished_at).max();
    let since = match last {
        Some(at) => Some(at),
        None => store.list_agents().await?.iter().map(|one| one.created_at).min(),
    };
    Ok(since.is_some_and(|at: Timestamp| ctx.now.millis_since(at) > REVIEW_DAYS * DAY_MS))
}
