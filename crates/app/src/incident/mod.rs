//! Incidents (C38; GDPR Art. 33 and 34): the operator's register. What is known stands in a timeline that is added to and never
//! changed; the clock of the report runs from when something was noticed; companies are told by letter and on their page; what may
//! prove something is kept while it is frozen; and everything goes into one signed bundle. Rules on the audit log open one by
//! themselves ([`watch`]).

mod bundle;
mod step;
mod tell;
mod view;
mod watch;

pub use bundle::{Bundle, SCHEMA, SCHEMA_PATH, bundle};
pub use step::{NewFacts, NewIncident, Step, open, take};
pub use tell::{ToldIncident, told};
pub use view::{EntryView, IncidentView, NoticeView, Plan, list, plan, read};
pub use watch::round;

use crate::{App, Ctx, Error, Result, operator};
use domain::keyring::LeafRef;
use domain::record::IncidentContent;
use domain::{AgentId, IncidentEntryId, IncidentEntryKind, IncidentId, IncidentState, TenantId, Timestamp};
use privacy::Permit;
use privacy::policy::DataClass;
use store::{Incident, IncidentEntry};

/// The classes of data that an incident may be about, as the data map has them, by their words.
pub fn categories() -> impl Iterator<Item = &'static str> {
    DataClass::ALL.iter().map(|class| class.as_str())
}

/// Operators with an account, in the system's own tenant.
fn check(ctx: &Ctx) -> Result<AgentId> {
    let id = ctx.agent_id().filter(|_| ctx.is_operator() && ctx.scope == operator::SCOPE);
    id.ok_or(Error::NotFound("incident"))
}

/// From when on what may prove something about a company is kept; nothing where nothing is. Of the system's own log it is asked
/// with the system's tenant: every incident is about that.
///
/// # Errors
/// The store's failure.
pub(crate) async fn frozen_since(app: &App, of: TenantId) -> Result<Option<Timestamp>> {
    let store = app.store().tenant(operator::SCOPE);
    let named = match of == operator::SCOPE.tenant() {
        true => None,
        false => Some(store.list_incidents_of(of).await?),
    };
    if named.as_ref().is_some_and(Vec::is_empty) {
        return Ok(None);
    }
    let is_it = |one: &Incident| {
        one.state != IncidentState::Closed && named.as_ref().is_none_or(|named| named.contains(&one.id))
    };
    let all = store.list_incidents().await?;
    Ok(all.iter().filter(|one| is_it(one)).filter_map(|one| one.frozen.map(|frozen| frozen.1)).min())
}

/// Something to be added to a timeline.
struct Line {
    kind: IncidentEntryKind,
    at: Timestamp,
    content: IncidentContent,
}

/// A line that is sealed, with what the log is told of it.
struct Sealed {
    entry: IncidentEntry,
    keys: crypto::Draft,
    audit: Vec<(Vec<u8>, domain::merkle::Hash)>,
}

/// Seals a line; its keys are durable when this returns.
async fn seal(app: &App, ctx: &Ctx, permit: Permit, incident: IncidentId, line: Line) -> Result<Sealed> {
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let id = IncidentEntryId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let content = keys.seal(ctx.now, id.uuid(), &leaves, &line.content)?;
    app.keyring().commit(keys.batch()).await?;
    let audit = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let entry = IncidentEntry {
        incident,
        id,
        kind: line.kind,
        by: ctx.agent_id(),
        at: line.at,
        written_at: ctx.now,
        content,
    };
    Ok(Sealed { entry, keys, audit })
}

/// What is known now.
async fn facts_of(app: &App, permit: &Permit, row: &Incident) -> Result<domain::record::IncidentFacts> {
    let store = app.store().tenant(operator::SCOPE);
    let entry = store.find_incident_entry(row.id, row.facts).await?.ok_or(Error::NotFound("incident"))?;
    let content: IncidentContent = app.open(permit, entry.id.uuid(), &entry.content).await?;
    Ok(content.facts.unwrap_or_default())
}
