//! The demo's assessments: the operator assessed it and reviewed who has access some weeks ago; the company's own review is open.

use anyhow::Result;
use app::access_review;
use app::assessment::{self, Reply};
use app::{App, Ctx};
use domain::record::{AssessmentItem, ExternalTest};
use domain::{AgentId, Day, ItemResult, ReviewDecision, Role, TenantScope, Timestamp};

const DAY_MS: i64 = 24 * 3_600_000;
/// So long ago the operator's account was made: before everything else that its log tells of it.
pub const BEGUN_DAYS: i64 = 70;
/// So long ago everything was assessed.
const ASSESSED_DAYS: i64 = 40;

fn days_ago(app: &App, days: i64) -> Timestamp {
    app.now().plus_millis(-days * DAY_MS)
}

/// When the operator's account was made.
pub fn begun_at(app: &App) -> Timestamp {
    days_ago(app, BEGUN_DAYS)
}

/// What the operator says of an item: what was not in order then, and what was answered.
fn reply(item: &AssessmentItem, until: Day) -> Reply {
    let (result, note) = match item.word.as_str() {
        "virus-scan" => (None, "A scanner is set up on the new server; mail is taken in there from then on."),
        "backups" => (None, "The first backup had not been made yet. One is made every day since."),
        "tls-tested" => (Some(ItemResult::NotApplicable), "Pages are reached on this machine alone."),
        "admin-access" => (
            Some(ItemResult::No),
            "One of two still signs in with a key alone: a second factor is on its way.",
        ),
        _ if item.result.is_some() => (None, ""),
        _ => (Some(ItemResult::Yes), ""),
    };
    let is_bad = result.or(item.result).is_some_and(ItemResult::is_bad);
    let note = match (is_bad, note) {
        (true, "") => "It is looked into.",
        (_, note) => note,
    };
    Reply { item: item.word.clone(), result, note: note.to_owned(), until: is_bad.then_some(until) }
}

/// Lays down what the operator did: an assessment, a test by somebody else, and a review of the operators.
pub async fn by_operator(app: &App, operator: AgentId) -> Result<()> {
    let at = |hours: i64| {
        let then = days_ago(app, ASSESSED_DAYS).plus_millis(hours * 3_600_000);
        Ctx::agent(app::operator::SCOPE, operator, Role::Operator, then)
    };
    app::trust::check(app).await?;
    let test = ExternalTest {
        on: Day::at(at(0).now).plus(-2),
        by: "Fjordsec AS".to_owned(),
        summary: "Pages and API, two testers, five days. One finding of medium and two of low severity."
            .to_owned(),
        open: "The two of low severity: wording of two error pages.".to_owned(),
    };
    assessment::external(app, &at(0), test).await?;
    let id = Box::pin(assessment::run(app, &at(1), web::evidence::findings())).await?;
    let until = Day::at(at(0).now).plus(60);
    let view = assessment::read(app, &at(2), id).await?;
    let replies = view.content.items.iter().map(|item| reply(item, until)).collect();
    assessment::answer(app, &at(2), id, replies).await?;
    assessment::finish(app, &at(3), id).await?;
    let review = access_review::begin(app, &at(4)).await?;
    confirm_all(app, &at(5), review, usize::MAX).await?;
    access_review::finish(app, &at(6), review).await?;
    Ok(())
}

async fn confirm_all(app: &App, ctx: &Ctx, id: domain::AccessReviewId, most: usize) -> Result<()> {
    let lines = access_review::read(app, ctx, id).await?.content.lines;
    for line in lines.iter().take(most) {
        access_review::decide(app, ctx, id, line.id(), ReviewDecision::Kept).await?;
    }
    Ok(())
}

/// The company's admin has begun to go through who has access.
pub async fn by_company(app: &App, scope: TenantScope, admin: AgentId) -> Result<()> {
    let ctx = Ctx::agent(scope, admin, Role::Admin, app.now());
    let id = access_review::begin(app, &ctx).await?;
    confirm_all(app, &ctx, id, 1).await
}
