//! The register of incidents.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::operator::incidents::zip;
use crate::problem::Answer;
use app::incident::{self, IncidentView, NewFacts, NewIncident, Step};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A line of a timeline.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentEntry {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// opened, changed, note, contained, closed, reopened, reported, not_needed, notice, not_told, frozen, released, alarm, alert or bundle.
    kind: &'static str,
    /// Who wrote it; nobody where it came by itself.
    #[schema(format = "uuid")]
    by_id: Option<String>,
    /// When that was which it tells of.
    at_ms: i64,
    /// When it was written.
    written_at_ms: i64,
    /// Its words.
    text: String,
    /// The authority that was told.
    authority: String,
    /// Its reference.
    reference: String,
    /// Why it was told late.
    why_late: String,
}

/// Who of a company was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentNotice {
    /// By which entry.
    #[schema(format = "uuid")]
    entry_id: String,
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// When it was told.
    told_at_ms: Option<i64>,
    /// To whom there is a letter.
    #[schema(format = "uuid")]
    agent_id: Option<String>,
    /// Where the letter stands.
    letter: Option<&'static str>,
}

/// An incident.
#[derive(Debug, Serialize, ToSchema)]
pub struct Incident {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Counts up from 1.
    number: i64,
    /// Its title.
    title: String,
    /// low, medium, high or critical.
    severity: &'static str,
    /// open, contained or closed.
    state: &'static str,
    /// What happened.
    what: String,
    /// The companies that it is about.
    tenant_ids: Vec<String>,
    /// Which classes of data.
    categories: Vec<String>,
    /// How many people, roughly.
    people: Option<u64>,
    /// What was done, and what will be.
    measures: String,
    /// When it was noticed.
    aware_at_ms: i64,
    /// Until when an authority is told.
    report_due_ms: i64,
    /// When one was told.
    reported_at_ms: Option<i64>,
    /// When it was said that none has to be.
    not_needed_at_ms: Option<i64>,
    /// Whether what may prove something is kept.
    frozen: bool,
    /// Its timeline; empty in a list.
    entries: Vec<IncidentEntry>,
    /// Who was told; empty in a list.
    notices: Vec<IncidentNotice>,
    /// The companies that were told nothing, and of which nobody said why; empty in a list.
    untold_tenant_ids: Vec<String>,
}

impl From<IncidentView> for Incident {
    fn from(view: IncidentView) -> Self {
        let entry = |one: incident::EntryView| IncidentEntry {
            id: one.id.to_string(),
            kind: one.kind.as_str(),
            by_id: one.by.map(|id| id.to_string()),
            at_ms: one.at.as_millis(),
            written_at_ms: one.written_at.as_millis(),
            text: one.content.text,
            authority: one.content.authority,
            reference: one.content.reference,
            why_late: one.content.why_late,
        };
        let notice = |one: incident::NoticeView| IncidentNotice {
            entry_id: one.entry.to_string(),
            tenant_id: one.of.to_string(),
            told_at_ms: one.told_at.map(Timestamp::as_millis),
            agent_id: one.letter.map(|letter| letter.0.to_string()),
            letter: one.letter.map(|letter| letter.1.as_str()),
        };
        Self {
            id: view.row.id.to_string(),
            number: view.row.number,
            title: view.facts.title,
            severity: view.row.severity.as_str(),
            state: view.row.state.as_str(),
            what: view.facts.what,
            tenant_ids: view.facts.tenants.iter().map(ToString::to_string).collect(),
            categories: view.facts.categories,
            people: view.facts.people,
            measures: view.facts.measures,
            aware_at_ms: view.row.aware_at.as_millis(),
            report_due_ms: view.report_due.as_millis(),
            reported_at_ms: view.row.reported_at.map(Timestamp::as_millis),
            not_needed_at_ms: view.row.not_needed_at.map(Timestamp::as_millis),
            frozen: view.row.frozen.is_some(),
            entries: view.entries.into_iter().map(entry).collect(),
            notices: view.notices.into_iter().map(notice).collect(),
            untold_tenant_ids: view.untold.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What is known of an incident.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentFacts {
    /// Its title.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// low, medium, high or critical.
    severity: String,
    /// What happened.
    #[schema(min_length = 1, max_length = 5000)]
    what: String,
    /// The companies that it is about.
    #[serde(default)]
    tenant_ids: Vec<String>,
    /// Which classes of data: mail, contact, account, credential and so on, as in the data map.
    #[serde(default)]
    categories: Vec<String>,
    /// How many people, roughly.
    people: Option<u64>,
    /// What was done, and what will be.
    #[serde(default)]
    measures: String,
}

impl IncidentFacts {
    fn read(self) -> Answer<NewFacts> {
        let tenants: Answer<Vec<TenantId>> = self.tenant_ids.iter().map(|id| input::id(id)).collect();
        let bad = |_| app::Error::Input { field: "severity", rule: "rule-choice" };
        Ok(NewFacts {
            title: self.title,
            severity: Some(self.severity.parse().map_err(bad)?),
            what: self.what,
            tenants: tenants?,
            categories: self.categories,
            people: self.people,
            measures: self.measures,
        })
    }
}

/// An incident to be written down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIncidentCase {
    /// When it was noticed: the clock runs from then.
    aware_at_ms: i64,
    /// What is known.
    facts: IncidentFacts,
}

/// What happens to an incident.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewIncidentEntry {
    /// What is known is written anew.
    Changed {
        /// What is known now.
        facts: IncidentFacts,
    },
    /// Something happened, or was done.
    Note {
        /// When.
        at_ms: i64,
        /// What.
        text: String,
    },
    /// It was stopped.
    Contained,
    /// Everything is done: each company was told, or it was said why not.
    Closed {
        /// What came of it.
        text: String,
    },
    /// It is opened again.
    Reopened {
        /// Why.
        text: String,
    },
    /// An authority was told.
    Reported {
        /// When.
        at_ms: i64,
        /// Which one.
        authority: String,
        /// Its reference.
        reference: String,
        /// Why it was late, where it was.
        #[serde(default)]
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
    Frozen {
        /// From when on.
        from_ms: i64,
        /// Until when it is about.
        until_ms: i64,
    },
    /// It is kept no longer than other things are.
    Released,
}

impl NewIncidentEntry {
    fn step(self) -> Answer<Step> {
        let at = Timestamp::from_millis;
        Ok(match self {
            Self::Changed { facts } => Step::Change(facts.read()?),
            Self::Note { at_ms, text } => Step::Note { at: at(at_ms), text },
            Self::Contained => Step::Contain,
            Self::Closed { text } => Step::Close { text },
            Self::Reopened { text } => Step::Reopen { text },
            Self::Reported { at_ms, authority, reference, why_late } => {
                Step::Report { at: at(at_ms), authority, reference, why_late }
            }
            Self::NotNeeded { text } => Step::NotNeeded { text },
            Self::Notice { text } => Step::Notice { text },
            Self::NotTold { text } => Step::NotTold { text },
            Self::Frozen { from_ms, until_ms } => Step::Freeze { from: at(from_ms), until: at(until_ms) },
            Self::Released => Step::Release,
        })
    }
}

/// Lists incidents, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/incidents", tag = "incidents",
    responses((status = 200, body = Items<Incident>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Incident>>> {
    Ok(Body(Items::whole(incident::list(&web.app, &caller.ctx).await?)))
}

/// Writes an incident down.
#[utoipa::path(post, path = "/api/v1/operator/incidents", tag = "incidents", request_body = NewIncidentCase,
    responses((status = 201, body = Incident), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewIncidentCase>,
) -> Answer<(StatusCode, Body<Incident>)> {
    let new = NewIncident { facts: new.facts.read()?, aware_at: Timestamp::from_millis(new.aware_at_ms) };
    let id = incident::open(&web.app, &caller.ctx, new).await?;
    Ok((StatusCode::CREATED, Body(incident::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads an incident with its timeline.
#[utoipa::path(get, path = "/api/v1/operator/incidents/{incident}", tag = "incidents",
    params(("incident" = String, Path, format = "uuid")),
    responses((status = 200, body = Incident), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<Incident>> {
    Ok(Body(incident::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// Adds to the timeline: each step is an entry, and none is changed afterwards.
#[utoipa::path(post, path = "/api/v1/operator/incidents/{incident}/entries", tag = "incidents",
    params(("incident" = String, Path, format = "uuid")), request_body = NewIncidentEntry,
    responses((status = 204, description = "it was added"), ReadErrors, WriteErrors))]
pub async fn add(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewIncidentEntry>,
) -> Answer<StatusCode> {
    incident::take(&web.app, &caller.ctx, input::id(&id)?, new.step()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands everything about an incident out: a ZIP with a signature, described by `/schemas/incident-1.json`.
#[utoipa::path(get, path = "/api/v1/operator/incidents/{incident}/bundle", tag = "incidents",
    params(("incident" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"), ReadErrors))]
pub async fn bundle(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(zip(incident::bundle(&web.app, &caller.ctx, input::id(&id)?).await?))
}
