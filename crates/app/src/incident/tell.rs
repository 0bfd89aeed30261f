//! Telling companies (GDPR Art. 33(2)): one letter to each admin, an event of the company's log, its page. Each can be done again
//! and stays one: a letter is a row of its agent and the notice, and its Message-ID follows from both.

use crate::jobs::notice_mail::base;
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, jobs, operator, tenant};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, IncidentContent, IncidentFacts, text_hash};
use domain::{IncidentEntryId, IncidentEntryKind, IncidentId, LetterState, TenantScope, Timestamp};
use i18n::I18n;
use privacy::Act;
use store::{IncidentLetter, IncidentTold};

/// Time between two attempts.
const AGAIN_MS: i64 = 5 * 60 * 1000;
/// Letters of a company in one go.
const LETTERS_MAX: u32 = 50;

/// What a company was told.
#[derive(Debug, Clone)]
pub struct ToldIncident {
    /// The notice.
    pub id: IncidentEntryId,
    /// The incident's number.
    pub number: i64,
    /// When it was noticed.
    pub aware_at_ms: Timestamp,
    /// When the company was told.
    pub told_at_ms: Timestamp,
    /// What was known then; no other company is named.
    pub facts: IncidentFacts,
    /// What the company is to do.
    pub advice: String,
}

/// What the company was told, for its admins; the newest first.
///
/// # Errors
/// [`Error::NotFound`] for operators; a refusal, or a store's failure.
pub async fn told(app: &App, ctx: &Ctx) -> Result<Vec<ToldIncident>> {
    if ctx.scope == operator::SCOPE || ctx.is_operator() {
        return Err(Error::NotFound("incident"));
    }
    let permit = app.permit(ctx, Act::INCIDENT_READ).await?;
    app.settle(permit).await?;
    let store = app.store().tenant(operator::SCOPE);
    let own = Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::Incidents, ctx.now) };
    let permit = app.permit(&own, Act::INCIDENT_SHOW).await?;
    let mut all = Vec::new();
    for one in store.list_incidents_told_of(ctx.scope.tenant()).await? {
        let Some(told_at_ms) = one.told_at else { continue };
        let Some(row) = store.find_incident(one.incident).await? else { continue };
        let Some(entry) = store.find_incident_entry(one.incident, one.entry).await? else { continue };
        let content: IncidentContent = app.open(&permit, entry.id.uuid(), &entry.content).await?;
        let facts = IncidentFacts { tenants: Vec::new(), ..content.facts.unwrap_or_default() };
        let number = row.number;
        let aware_at_ms = row.aware_at;
        all.push(ToldIncident {
            id: one.entry,
            number,
            aware_at_ms,
            told_at_ms,
            facts,
            advice: content.text,
        });
    }
    app.settle(permit).await?;
    Ok(all)
}

/// Makes letters to whoever may be told of an entry: a company's admins, or the operators.
pub(super) async fn letters(
    app: &App,
    scope: TenantScope,
    (incident, entry, kind): (IncidentId, IncidentEntryId, IncidentEntryKind),
) -> Result<Vec<IncidentLetter>> {
    let now = app.now();
    let letter = |agent| IncidentLetter {
        entry,
        agent,
        incident,
        kind,
        state: LetterState::Waiting,
        due_at: now,
        made_at: now,
        ended_at: None,
    };
    Ok(jobs::admins(app, scope).await?.into_iter().map(|(agent, _)| letter(agent)).collect())
}

/// Tells each company of what it was not told of.
pub(super) async fn notices(app: &App) -> Result<()> {
    let all = app.store().tenant(operator::SCOPE).list_incidents_told().await?;
    let mut apart = Apart::default();
    for one in all.iter().filter(|one| one.told_at.is_none()) {
        let done = notice(app, one).await;
        apart.of(TenantScope::of(one.of), done);
    }
    apart.end()
}

async fn notice(app: &App, one: &IncidentTold) -> Result<()> {
    let scope = TenantScope::of(one.of);
    if tenant::is_erased(app, scope).await? {
        return Ok(());
    }
    let (store, now) = (app.store().tenant(scope), app.now());
    // Done again after a crash, the letters and the event are there.
    if store.list_incident_letters(one.entry).await?.is_empty() {
        let letters = letters(app, scope, (one.incident, one.entry, IncidentEntryKind::Notice)).await?;
        let permit = app.permit(&Ctx::job(scope, Job::Incidents, now), Act::INCIDENT_NOTICE).await?;
        let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
        let mut tx = store.begin().await?;
        tx.insert_incident_letters(&letters).await?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
    }
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.update_incident_told(one.of, one.entry, now).await?;
    Ok(tx.commit().await?)
}

/// Hands letters over that are due.
pub(super) async fn send(app: &App) -> Result<()> {
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let mut apart = Apart::default();
    for info in tenant::list_logs(app).await? {
        let done = send_due(app, info.scope).await;
        apart.of(info.scope, done);
    }
    apart.end()
}

async fn send_due(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    let due = store.list_incident_letters_due(app.now(), LETTERS_MAX).await?;
    if due.is_empty() {
        return Ok(());
    }
    let to = jobs::admins(app, scope).await?;
    let base = match scope == operator::SCOPE {
        true => app.settings().public_url.clone(),
        false => base(app, scope).await?,
    };
    for letter in due {
        let row = app.store().tenant(operator::SCOPE).find_incident(letter.incident).await?;
        let found = to.iter().find(|(agent, _)| *agent == letter.agent).zip(row);
        let mut after = IncidentLetter { ended_at: Some(app.now()), ..letter };
        after.state = match found {
            None => LetterState::Dropped,
            Some(((_, profile), row)) => {
                let written = written(&letter, row.number, profile, base.as_deref().unwrap_or_default());
                match operator_mail::hand_over(app, scope, written, app.now()).await? {
                    Handed::Over => LetterState::Sent,
                    Handed::Refused => LetterState::Refused,
                    Handed::NotYet => {
                        after.ended_at = None;
                        after.due_at = app.now().plus_millis(AGAIN_MS);
                        LetterState::Waiting
                    }
                }
            }
        };
        let mut tx = store.begin().await?;
        tx.update_incident_letter(&after).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn written(letter: &IncidentLetter, number: i64, profile: &AgentProfile, base: &str) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let (word, link) = match letter.kind {
        IncidentEntryKind::Notice => ("notice", format!("{base}/incidents")),
        IncidentEntryKind::Alarm => ("alarm", format!("{base}/operator/incidents/{}", letter.incident)),
        _ => ("opened", format!("{base}/operator/incidents/{}", letter.incident)),
    };
    let number = number.to_string();
    let args = [("name", profile.name.as_str()), ("number", &number), ("link", &link)];
    // The same letter is the same mail, whoever sends it.
    let hash = text_hash(&format!("incident/{}/{}", letter.entry, letter.agent));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args(&format!("mail-incident-{word}-subject"), &args),
        text: words.t_args(&format!("mail-incident-{word}-text"), &args),
        id: hash.first_chunk().copied(),
    }
}
