//! When an assessment, or a review of the operators, is due, and reminding of it: fourteen days before and when it is overdue, each
//! once. A reminder is a row of its term and its operator, and its Message-ID follows from both: done again, it is the same.

use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Result, jobs, operator};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, text_hash};
use domain::{
    ASSESSMENT_AHEAD_DAYS, AgentState, AssessmentKind, LetterState, ReminderKind, TenantScope, Timestamp,
    assessment_due,
};
use i18n::I18n;
use privacy::Act;
use store::AssessmentLetter;

const DAY_MS: i64 = 24 * 3_600_000;
/// Time between two attempts.
const AGAIN_MS: i64 = 5 * 60 * 1000;
/// Letters in one go.
const LETTERS_MAX: u32 = 50;

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// When it was finished last.
    pub last: Option<Timestamp>,
    /// By when it is to be finished again.
    pub at: Timestamp,
    /// Whether that is near.
    pub is_near: bool,
    /// Whether it is over.
    pub is_over: bool,
}

fn of(last: Option<Timestamp>, begun: Timestamp, now: Timestamp) -> Due {
    let at = assessment_due(last.unwrap_or(begun).max(begun));
    let is_near = now.plus_millis(ASSESSMENT_AHEAD_DAYS * DAY_MS) >= at;
    Due { last, at, is_near, is_over: now > at }
}

/// Since when there is anything here to assess: the first operator, or the first company.
///
/// # Errors
/// The store's failure.
pub(crate) async fn begun_at(app: &App) -> Result<Option<Timestamp>> {
    let operators = app.store().tenant(operator::SCOPE).list_agents().await?;
    let first = operators.iter().map(|one| one.created_at).min();
    let tenants = app.store().system().list_tenants().await?;
    let company =
        tenants.iter().filter(|one| one.id != operator::SCOPE.tenant()).map(|one| one.created_at).min();
    Ok(first.into_iter().chain(company).min())
}

/// When the last self-assessment was finished.
///
/// # Errors
/// The store's failure.
pub(crate) async fn last_assessed(app: &App) -> Result<Option<Timestamp>> {
    let all = app.store().tenant(operator::SCOPE).list_assessments().await?;
    Ok(all.iter().filter(|row| row.kind == AssessmentKind::Own).filter_map(|row| row.finished_at).max())
}

/// When the next self-assessment is due; nothing where there is nothing to assess.
///
/// # Errors
/// The store's failure.
pub async fn due(app: &App, now: Timestamp) -> Result<Option<Due>> {
    let last = last_assessed(app).await?;
    Ok(begun_at(app).await?.map(|begun| of(last, begun, now)))
}

/// When the next review of the operators is due; nothing where there are none.
///
/// # Errors
/// The store's failure.
pub async fn due_reviews(app: &App, now: Timestamp) -> Result<Option<Due>> {
    let store = app.store().tenant(operator::SCOPE);
    let operators = store.list_agents().await?;
    let there = operators.iter().filter(|one| one.state != AgentState::Deactivated);
    let Some(begun) = there.map(|one| one.created_at).min() else { return Ok(None) };
    let last = store.list_access_reviews().await?.iter().filter_map(|row| row.finished_at).max();
    Ok(Some(of(last, begun, now)))
}

/// Reminds of what is due, and hands reminders over.
///
/// # Errors
/// The first failure; done again, it goes on.
pub async fn round(app: &App) -> Result<()> {
    let now = app.now();
    if let Some(due) = due(app, now).await? {
        remind(app, due, (ReminderKind::AssessmentDue, ReminderKind::AssessmentOverdue)).await?;
    }
    if let Some(due) = due_reviews(app, now).await? {
        remind(app, due, (ReminderKind::ReviewDue, ReminderKind::ReviewOverdue)).await?;
    }
    send(app).await
}

async fn remind(app: &App, due: Due, (near, over): (ReminderKind, ReminderKind)) -> Result<()> {
    let kind = match (due.is_near, due.is_over) {
        (_, true) => over,
        (true, false) => near,
        (false, false) => return Ok(()),
    };
    let (store, now) = (app.store().tenant(operator::SCOPE), app.now());
    if !store.list_assessment_letters(kind, due.at).await?.is_empty() {
        return Ok(());
    }
    let letter = |agent| AssessmentLetter {
        kind,
        term: due.at,
        agent,
        state: LetterState::Waiting,
        due_at: now,
        made_at: now,
        ended_at: None,
    };
    let to = jobs::admins(app, operator::SCOPE).await?;
    let letters: Vec<AssessmentLetter> = to.into_iter().map(|(agent, _)| letter(agent)).collect();
    if letters.is_empty() {
        return Ok(());
    }
    let ctx = Ctx::job(operator::SCOPE, Job::Assessments, now);
    let permit = app.permit(&ctx, Act::ASSESSMENT_REMIND).await?;
    let audit = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.insert_assessment_letters(&letters).await?;
    tx.append_audit(&audit).await?;
    Ok(tx.commit().await?)
}

async fn send(app: &App) -> Result<()> {
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let scope: TenantScope = operator::SCOPE;
    let store = app.store().tenant(scope);
    let due = store.list_assessment_letters_due(app.now(), LETTERS_MAX).await?;
    if due.is_empty() {
        return Ok(());
    }
    let to = jobs::admins(app, scope).await?;
    let base = app.settings().public_url.clone().unwrap_or_default();
    for letter in due {
        let mut after = AssessmentLetter { ended_at: Some(app.now()), ..letter };
        after.state = match to.iter().find(|(agent, _)| *agent == letter.agent) {
            None => LetterState::Dropped,
            Some((_, profile)) => {
                match operator_mail::hand_over(app, scope, written(&letter, profile, &base), app.now())
                    .await?
                {
                    Handed::Over => LetterState::Sent,
                    Handed::Refused => LetterState::Refused,
                    Handed::NotYet => {
                        (after.ended_at, after.due_at) = (None, app.now().plus_millis(AGAIN_MS));
                        LetterState::Waiting
                    }
                }
            }
        };
        let mut tx = store.begin().await?;
        tx.update_assessment_letter(&after).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn written(letter: &AssessmentLetter, profile: &AgentProfile, base: &str) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let day = crate::zone::written(letter.term, profile.time_zone.as_deref(), words);
    let link = match letter.kind {
        ReminderKind::AssessmentDue | ReminderKind::AssessmentOverdue => {
            format!("{base}/operator/assessments")
        }
        ReminderKind::ReviewDue | ReminderKind::ReviewOverdue => format!("{base}/operator/access-reviews"),
    };
    let args = [("name", profile.name.as_str()), ("day", day.as_str()), ("link", &link)];
    let word = letter.kind.as_str().replace('_', "-");
    // The same reminder is the same mail, whoever sends it.
    let hash = text_hash(&format!("{}/{}/{}", letter.kind, letter.term.as_millis(), letter.agent));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args(&format!("mail-{word}-subject"), &args),
        text: words.t_args(&format!("mail-{word}-text"), &args),
        id: hash.first_chunk().copied(),
    }
}
