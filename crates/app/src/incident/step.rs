//! Writing an incident down, and each step after: one line of its timeline, in the transaction of the change.

use super::{Line, Sealed, check, facts_of, seal};
use crate::{App, Ctx, Error, Result, operator, tenant};
use domain::limits::{INCIDENT_TENANTS_MAX, INCIDENT_TEXT_CHARS_MAX, INCIDENT_TITLE_CHARS_MAX};
use domain::record::{IncidentContent, IncidentFacts};
use domain::{
    IncidentEntryId, IncidentEntryKind, IncidentId, IncidentSeverity, IncidentState, TenantId, TenantScope,
    Timestamp, incident_report_due,
};
use privacy::Act;
use privacy::policy::DataClass;
use store::{Incident, IncidentTold, StoreError};

/// What is known of an incident, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct NewFacts {
    /// Its title.
    pub title: String,
    /// How bad it is.
    pub severity: Option<IncidentSeverity>,
    /// What happened.
    pub what: String,
    /// The companies that it is about.
    pub tenants: Vec<TenantId>,
    /// Which classes of data, by their words.
    pub categories: Vec<String>,
    /// How many people, roughly.
    pub people: Option<u64>,
    /// What was done about it, and what will be.
    pub measures: String,
}

/// An incident to be written down.
#[derive(Debug, Clone)]
pub struct NewIncident {
    /// What is known.
    pub facts: NewFacts,
    /// When it was noticed.
    pub aware_at: Timestamp,
}

/// What happens to an incident.
#[derive(Debug, Clone)]
pub enum Step {
    /// What is known is written anew.
    Change(NewFacts),
    /// Something happened, or was done.
    Note {
        /// When.
        at: Timestamp,
        /// What.
        text: String,
    },
    /// It was stopped.
    Contain,
    /// Everything is done.
    Close {
        /// What came of it.
        text: String,
    },
    /// It is opened again.
    Reopen {
        /// Why.
        text: String,
    },
    /// An authority was told.
    Report {
        /// When.
        at: Timestamp,
        /// Which one.
        authority: String,
        /// Its reference.
        reference: String,
        /// Why it was late, where it was.
        why_late: String,
    },
    /// No authority has to be told.
    NotNeeded {
        /// Why.
        text: String,
    },
    /// The companies are told what is known now.
    Notice {
        /// What they are to do.
        text: String,
    },
    /// Companies that were told nothing are told nothing.
    NotTold {
        /// Why.
        text: String,
    },
    /// What may prove something is kept.
    Freeze {
        /// From when on.
        from: Timestamp,
        /// Until when it is about.
        until: Timestamp,
    },
    /// It is kept no longer than other things are.
    Release,
}

fn text(field: &'static str, text: &str, max: usize) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::Input { field, rule: "rule-required" }),
        n if n > max => Err(Error::Input { field, rule: "rule-too-long" }),
        _ => Ok(text.to_owned()),
    }
}

fn long(field: &'static str, words: &str) -> Result<String> {
    text(field, words, INCIDENT_TEXT_CHARS_MAX)
}

fn short(field: &'static str, words: &str) -> Result<String> {
    text(field, words, INCIDENT_TITLE_CHARS_MAX)
}

async fn checked(app: &App, new: &NewFacts) -> Result<IncidentFacts> {
    let mut tenants = new.tenants.clone();
    tenants.sort_unstable();
    tenants.dedup();
    if tenants.len() > INCIDENT_TENANTS_MAX {
        return Err(Error::Input { field: "tenants", rule: "rule-too-many" });
    }
    for id in &tenants {
        let scope = TenantScope::of(*id);
        let found = tenant::find(app, scope).await?.filter(|_| scope != operator::SCOPE);
        found.ok_or(Error::NotFound("tenant"))?;
    }
    let is_known = |word: &String| DataClass::ALL.iter().any(|class| class.as_str() == word);
    if !new.categories.iter().all(is_known) {
        return Err(Error::Input { field: "categories", rule: "rule-choice" });
    }
    let mut categories = new.categories.clone();
    categories.sort_unstable();
    categories.dedup();
    let measures = new.measures.trim();
    if measures.chars().count() > INCIDENT_TEXT_CHARS_MAX {
        return Err(Error::Input { field: "measures", rule: "rule-too-long" });
    }
    Ok(IncidentFacts {
        title: short("title", &new.title)?,
        what: long("what", &new.what)?,
        tenants,
        categories,
        people: new.people,
        measures: measures.to_owned(),
    })
}

pub(super) fn fresh(id: IncidentId, at: (Timestamp, Timestamp), severity: IncidentSeverity) -> Incident {
    Incident {
        id,
        number: 0,
        facts: IncidentEntryId::generate(at.1),
        severity,
        state: IncidentState::Open,
        aware_at: at.0,
        opened_at: at.1,
        opened_by: None,
        rule: None,
        contained_at: None,
        closed_at: None,
        reported_at: None,
        late_explained: false,
        not_needed_at: None,
        frozen: None,
        alarms: [None, None],
        version: 1,
    }
}

/// Writes an incident down.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; bad input, a refusal, or a store's failure.
pub async fn open(app: &App, ctx: &Ctx, new: NewIncident) -> Result<IncidentId> {
    let by = check(ctx)?;
    let permit = app.permit(ctx, Act::INCIDENT_OPEN).await?;
    let facts = checked(app, &new.facts).await?;
    let severity = new.facts.severity.ok_or(Error::Input { field: "severity", rule: "rule-required" })?;
    if new.aware_at > ctx.now {
        return Err(Error::Input { field: "aware_at", rule: "rule-incident-past" });
    }
    let id = IncidentId::generate(ctx.now);
    let tenants = facts.tenants.clone();
    let content = IncidentContent { facts: Some(facts), ..IncidentContent::default() };
    let line = Line { kind: IncidentEntryKind::Opened, at: new.aware_at, content };
    let Sealed { entry, keys, audit } = seal(app, ctx, permit, id, line).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let number = tx.next_incident_number().await?;
    let row = fresh(id, (new.aware_at, ctx.now), severity);
    tx.insert_incident(&Incident { number, facts: entry.id, opened_by: Some(by), ..row }).await?;
    tx.put_incident_tenants(id, &tenants, &[]).await?;
    tx.insert_incident_entry(&entry).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(id)
}

/// What a step changes.
struct Changed {
    row: Incident,
    line: Line,
    tenants: Option<(Vec<TenantId>, Vec<TenantId>)>,
    tells: Vec<TenantId>,
    excused: Vec<TenantId>,
}

/// The companies that an incident names, that no notice was made for, and of which nobody said why: those that are there.
///
/// # Errors
/// The store's failure.
pub(super) async fn untold(app: &App, id: IncidentId) -> Result<Vec<TenantId>> {
    let store = app.store().tenant(operator::SCOPE);
    let told = store.list_incidents_told().await?;
    let has_notice = |of: TenantId| told.iter().any(|one| one.incident == id && one.of == of);
    let mut untold = Vec::new();
    for (of, excused) in store.list_incident_tenants(id).await? {
        if excused.is_none() && !has_notice(of) && !tenant::is_erased(app, TenantScope::of(of)).await? {
            untold.push(of);
        }
    }
    Ok(untold)
}

const fn act(step: &Step) -> Act {
    match step {
        Step::Change(_) | Step::Note { .. } | Step::Contain | Step::Close { .. } | Step::Reopen { .. } => {
            Act::INCIDENT_CHANGE
        }
        Step::Report { .. } | Step::NotNeeded { .. } => Act::INCIDENT_REPORT,
        Step::Notice { .. } | Step::NotTold { .. } => Act::INCIDENT_TELL,
        Step::Freeze { .. } | Step::Release => Act::INCIDENT_FREEZE,
    }
}

/// Takes a step: a line of the timeline, and what it changes.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::State`] where the step does not fit, or somebody was faster; bad
/// input, a refusal, or a store's failure.
pub async fn take(app: &App, ctx: &Ctx, id: IncidentId, step: Step) -> Result<IncidentEntryId> {
    check(ctx)?;
    let permit = app.permit(ctx, act(&step)).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_incident(id).await?.ok_or(Error::NotFound("incident"))?;
    let facts = facts_of(app, &permit, &row).await?;
    if row.state == IncidentState::Closed && !matches!(step, Step::Note { .. } | Step::Reopen { .. }) {
        return Err(Error::State { noun: "incident", state: "closed" });
    }
    let is_new_version = matches!(step, Step::Change(_));
    let mut changed = match step {
        Step::Change(new) => change(app, ctx, row, &facts, &new).await?,
        other @ (Step::Close { .. } | Step::NotTold { .. }) => {
            of_telling(ctx, row, facts, other, untold(app, id).await?)?
        }
        other => other_step(ctx, row, facts, other)?,
    };
    let Sealed { entry, keys, audit } = seal(app, ctx, permit, id, changed.line).await?;
    if is_new_version {
        changed.row.facts = entry.id;
    }
    let told =
        |of: TenantId| IncidentTold { of, entry: entry.id, incident: id, made_at: ctx.now, told_at: None };
    let told: Vec<IncidentTold> = changed.tells.into_iter().map(told).collect();
    let mut tx = store.begin().await?;
    match tx.update_incident(&changed.row).await {
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "incident", state: "changed" }),
        other => other?,
    }
    if let Some((add, remove)) = &changed.tenants {
        tx.put_incident_tenants(id, add, remove).await?;
    }
    tx.excuse_incident_tenants(id, &changed.excused, ctx.now).await?;
    if !told.is_empty() {
        tx.insert_incident_told(&told).await?;
    }
    tx.insert_incident_entry(&entry).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    // What waited for its release goes on.
    app.erasures_changed().notify_one();
    Ok(entry.id)
}

async fn change(
    app: &App,
    ctx: &Ctx,
    row: Incident,
    before: &IncidentFacts,
    new: &NewFacts,
) -> Result<Changed> {
    let facts = checked(app, new).await?;
    let add = facts.tenants.iter().filter(|id| !before.tenants.contains(id)).copied().collect();
    let remove = before.tenants.iter().filter(|id| !facts.tenants.contains(id)).copied().collect();
    let content = IncidentContent { facts: Some(facts), ..IncidentContent::default() };
    Ok(Changed {
        row: Incident { severity: new.severity.unwrap_or(row.severity), ..row },
        line: Line { kind: IncidentEntryKind::Changed, at: ctx.now, content },
        tenants: Some((add, remove)),
        tells: Vec::new(),
        excused: Vec::new(),
    })
}

fn words(text: String) -> IncidentContent {
    IncidentContent { text, ..IncidentContent::default() }
}

/// Steps that ask which companies were told nothing.
fn of_telling(
    ctx: &Ctx,
    row: Incident,
    facts: IncidentFacts,
    step: Step,
    untold: Vec<TenantId>,
) -> Result<Changed> {
    let wrong = |state| Err(Error::State { noun: "incident", state });
    let is_decided = row.reported_at.is_some() || row.not_needed_at.is_some();
    match step {
        Step::NotTold { .. } if untold.is_empty() => wrong("told"),
        Step::NotTold { text } => {
            let line =
                Line { kind: IncidentEntryKind::NotTold, at: ctx.now, content: words(long("text", &text)?) };
            Ok(Changed { row, line, tenants: None, tells: Vec::new(), excused: untold })
        }
        // Whoever closes it knows whether its companies were to be told.
        Step::Close { .. } if is_decided && !untold.is_empty() => wrong("untold"),
        other => other_step(ctx, row, facts, other),
    }
}

fn other_step(ctx: &Ctx, row: Incident, facts: IncidentFacts, step: Step) -> Result<Changed> {
    use IncidentEntryKind as K;
    let now = ctx.now;
    let wrong = |state| Err(Error::State { noun: "incident", state });
    let mut tells = Vec::new();
    let (row, kind, at, content) = match step {
        Step::Note { at, text } if at <= now => (row, K::Note, at, words(long("text", &text)?)),
        Step::Note { .. } => return Err(Error::Input { field: "at", rule: "rule-incident-past" }),
        Step::Contain if row.state == IncidentState::Open => {
            let row = Incident { state: IncidentState::Contained, contained_at: Some(now), ..row };
            (row, K::Contained, now, IncidentContent::default())
        }
        Step::Contain => return wrong(row.state.as_str()),
        // Whoever closes it knows whether an authority was to be told.
        Step::Close { .. } if row.reported_at.is_none() && row.not_needed_at.is_none() => {
            return wrong("undecided");
        }
        Step::Close { text } => {
            let row = Incident { state: IncidentState::Closed, closed_at: Some(now), ..row };
            (row, K::Closed, now, words(long("text", &text)?))
        }
        Step::Reopen { text } if row.state == IncidentState::Closed => {
            let row = Incident { state: IncidentState::Open, closed_at: None, contained_at: None, ..row };
            (row, K::Reopened, now, words(long("text", &text)?))
        }
        Step::Reopen { .. } => return wrong(row.state.as_str()),
        Step::Report { at, authority, reference, why_late } => {
            return reported(now, row, at, [authority, reference, why_late]);
        }
        Step::NotNeeded { text } => {
            let row = Incident { not_needed_at: Some(now), ..row };
            (row, K::NotNeeded, now, words(long("text", &text)?))
        }
        Step::Notice { text } => {
            if facts.tenants.is_empty() {
                return Err(Error::Input { field: "tenants", rule: "rule-required" });
            }
            tells.clone_from(&facts.tenants);
            (row, K::Notice, now, IncidentContent { facts: Some(facts), ..words(long("text", &text)?) })
        }
        Step::Freeze { from, until } if from < until => {
            let row = Incident { frozen: Some((now, from, until)), ..row };
            (row, K::Frozen, from, IncidentContent::default())
        }
        Step::Freeze { .. } => return Err(Error::Input { field: "until", rule: "rule-disclosure-order" }),
        Step::Release if row.frozen.is_some() => {
            (Incident { frozen: None, ..row }, K::Released, now, IncidentContent::default())
        }
        Step::Release | Step::Change(_) | Step::NotTold { .. } => return wrong("changed"),
    };
    Ok(Changed { row, line: Line { kind, at, content }, tenants: None, tells, excused: Vec::new() })
}

fn reported(now: Timestamp, row: Incident, at: Timestamp, words: [String; 3]) -> Result<Changed> {
    let [authority, reference, why_late] = words;
    if row.reported_at.is_some() {
        return Err(Error::State { noun: "incident", state: "reported" });
    }
    if at > now || at < row.aware_at {
        return Err(Error::Input { field: "at", rule: "rule-incident-report" });
    }
    let is_late = at > incident_report_due(row.aware_at);
    let why_late = match is_late {
        true => long("why_late", &why_late)?,
        false => String::new(),
    };
    let content = IncidentContent {
        authority: short("authority", &authority)?,
        reference: short("reference", &reference)?,
        why_late,
        ..IncidentContent::default()
    };
    Ok(Changed {
        row: Incident { reported_at: Some(at), late_explained: is_late, ..row },
        line: Line { kind: IncidentEntryKind::Reported, at, content },
        tenants: None,
        tells: Vec::new(),
        excused: Vec::new(),
    })
}
