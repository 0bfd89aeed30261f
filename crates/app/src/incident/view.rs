//! The register, as operators see it.

use super::check;
use crate::{App, Ctx, Error, Result, operator};
use domain::record::{IncidentContent, IncidentFacts};
use domain::{
    AgentId, DocumentKind, INCIDENT_PLAN_AHEAD_DAYS, INCIDENT_PLAN_DAYS, IncidentEntryId, IncidentEntryKind,
    IncidentId, LetterState, TenantId, TenantScope, Timestamp, incident_report_due,
};
use privacy::Act;
use store::{Incident, IncidentEntry};

const DAY_MS: i64 = 24 * 3_600_000;

/// A line of a timeline.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// Id.
    pub id: IncidentEntryId,
    /// What it says.
    pub kind: IncidentEntryKind,
    /// Who wrote it; nobody where it came by itself.
    pub by: Option<AgentId>,
    /// When that was which it tells of.
    pub at: Timestamp,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its words.
    pub content: IncidentContent,
}

impl EntryView {
    /// Where it stands in the timeline: what is kept from a moment on was decided when it was written.
    #[must_use]
    pub const fn moment(&self) -> Timestamp {
        match self.kind {
            IncidentEntryKind::Frozen => self.written_at,
            _ => self.at,
        }
    }
}

/// Who of a company was told.
#[derive(Debug, Clone, Copy)]
pub struct NoticeView {
    /// By which entry.
    pub entry: IncidentEntryId,
    /// The company.
    pub of: TenantId,
    /// When it was told: letters were made, and its log says so.
    pub told_at: Option<Timestamp>,
    /// To whom there is a letter, and where it stands.
    pub letter: Option<(AgentId, LetterState, Option<Timestamp>)>,
}

/// An incident.
#[derive(Debug, Clone)]
pub struct IncidentView {
    /// Its row.
    pub row: Incident,
    /// What is known now.
    pub facts: IncidentFacts,
    /// Until when an authority is told.
    pub report_due: Timestamp,
    /// Its timeline, in the order of their moments; nothing in a list.
    pub entries: Vec<EntryView>,
    /// Who was told; nothing in a list.
    pub notices: Vec<NoticeView>,
    /// The companies that were told nothing, and of which nobody said why; nothing in a list.
    pub untold: Vec<TenantId>,
}

/// The plan for incidents, as it was released last.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Its version.
    pub version: i64,
    /// When it was released.
    pub released_at: Timestamp,
    /// Until when it has to be gone through and released again.
    pub due_at: Timestamp,
    /// Whether that is near, or over.
    pub is_due: bool,
}

/// The newest released plan.
///
/// # Errors
/// The store's failure.
pub async fn plan(app: &App, now: Timestamp) -> Result<Option<Plan>> {
    let all = crate::document::releases(app).await?;
    let newest =
        all.iter().filter(|one| one.kind == DocumentKind::IncidentPlan).max_by_key(|one| one.version);
    Ok(newest.map(|one| {
        let due_at = one.released_at.plus_millis(INCIDENT_PLAN_DAYS * DAY_MS);
        let is_due = now.plus_millis(INCIDENT_PLAN_AHEAD_DAYS * DAY_MS) >= due_at;
        Plan { version: one.version, released_at: one.released_at, due_at, is_due }
    }))
}

/// All of them, the newest first, without their timelines.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<IncidentView>> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::INCIDENT_LIST).await?;
    let mut all = Vec::new();
    for row in app.store().tenant(ctx.scope).list_incidents().await? {
        let facts = super::facts_of(app, &permit, &row).await?;
        all.push(view(row, facts));
    }
    app.settle(permit).await?;
    Ok(all)
}

const fn view(row: Incident, facts: IncidentFacts) -> IncidentView {
    let report_due = incident_report_due(row.aware_at);
    IncidentView { row, facts, report_due, entries: Vec::new(), notices: Vec::new(), untold: Vec::new() }
}

/// One of them, with everything.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: IncidentId) -> Result<IncidentView> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::INCIDENT_LIST).await?;
    let store = app.store().tenant(operator::SCOPE);
    let row = store.find_incident(id).await?.ok_or(Error::NotFound("incident"))?;
    let rows = store.list_incident_entries(id).await?;
    let opened = app.open_each(&permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    app.settle(permit).await?;
    let line = |(row, content): (IncidentEntry, IncidentContent)| EntryView {
        id: row.id,
        kind: row.kind,
        by: row.by,
        at: row.at,
        written_at: row.written_at,
        content,
    };
    let mut entries: Vec<EntryView> = opened.into_iter().map(line).collect();
    let facts = entries.iter().find(|one| one.id == row.facts).and_then(|one| one.content.facts.clone());
    entries.sort_by_key(|one| (one.moment(), one.id));
    let (notices, untold) = (notices(app, id).await?, super::step::untold(app, id).await?);
    Ok(IncidentView { entries, notices, untold, ..view(row, facts.unwrap_or_default()) })
}

async fn notices(app: &App, id: IncidentId) -> Result<Vec<NoticeView>> {
    let mut all = Vec::new();
    let told = app.store().tenant(operator::SCOPE).list_incidents_told().await?;
    for one in told.into_iter().filter(|one| one.incident == id) {
        let store = app.store().tenant(TenantScope::of(one.of));
        let letters = store.list_incident_letters(one.entry).await?;
        let line = |letter| NoticeView { entry: one.entry, of: one.of, told_at: one.told_at, letter };
        if letters.is_empty() {
            all.push(line(None));
        }
        all.extend(letters.iter().map(|to| line(Some((to.agent, to.state, to.ended_at)))));
    }
    Ok(all)
}
