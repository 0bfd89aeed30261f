//! Self-assessments (C89): items that the program looks at and items that a person answers; the report is signed, kept and never
//! changed. What somebody else tested is written down beside them.

mod due;
mod look;
mod report;
mod step;

pub use due::{Due, due, due_reviews, round};
pub(crate) use due::{begun_at, last_assessed};
pub use look::Finding;
pub(crate) use report::{Facts, is_kept};
pub use step::{Reply, answer, external, finish, run};

use crate::{App, Ctx, Error, Result, operator};
use domain::keyring::LeafRef;
use domain::record::AssessmentContent;
use domain::{AgentId, AssessmentId, AssessmentKind, AssessmentState};
use privacy::{Act, Permit};
use store::Assessment;

/// An assessment with what it says.
#[derive(Debug, Clone)]
pub struct AssessmentView {
    /// Its row.
    pub row: Assessment,
    /// What it says.
    pub content: AssessmentContent,
}

impl AssessmentView {
    /// How many items wait for an answer, or for words about what is done.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.content.items.iter().filter(|item| report::waits(item)).count()
    }
}

/// Operators: with an account, or at the command line.
fn check(ctx: &Ctx) -> Result<Option<AgentId>> {
    match ctx.is_operator() && ctx.scope == operator::SCOPE {
        true => Ok(ctx.agent_id()),
        false => Err(Error::NotFound("assessment")),
    }
}

/// All of them, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<AssessmentView>> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::ASSESSMENT_LIST).await?;
    let rows = app.store().tenant(ctx.scope).list_assessments().await?;
    let opened = app.open_each(&permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    app.settle(permit).await?;
    Ok(opened.into_iter().map(|(row, content)| AssessmentView { row, content }).collect())
}

/// One of them.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`].
pub async fn read(app: &App, ctx: &Ctx, id: AssessmentId) -> Result<AssessmentView> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::ASSESSMENT_LIST).await?;
    let view = open(app, &permit, ctx, id).await?;
    app.settle(permit).await?;
    Ok(view)
}

async fn open(app: &App, permit: &Permit, ctx: &Ctx, id: AssessmentId) -> Result<AssessmentView> {
    let row =
        app.store().tenant(ctx.scope).find_assessment(id).await?.ok_or(Error::NotFound("assessment"))?;
    let content = app.open(permit, id.uuid(), &row.content).await?;
    Ok(AssessmentView { row, content })
}

/// The one that waits for answers.
async fn open_one(app: &App, ctx: &Ctx) -> Result<Option<AssessmentId>> {
    let all = app.store().tenant(ctx.scope).list_assessments().await?;
    let is_it = |row: &&Assessment| row.kind == AssessmentKind::Own && row.state == AssessmentState::Open;
    Ok(all.iter().find(is_it).map(|row| row.id))
}

/// The keys under which assessments and reviews of a tenant lie.
pub(crate) fn leaves(ctx: &Ctx) -> [LeafRef; 1] {
    [LeafRef::settings(ctx.scope.tenant())]
}
