//! C49, C51, C52, C54, C113: what was learned of a company is that company's, from conversations that are there and may be learned
//! from, since the last of them went; and it says nothing of a person.

use super::inside::Inside;
use super::looking::{Entry, Found, Looking, id_of};
use super::register::each_event;
use crate::{App, Result};
use domain::audit::{Actor, Job};
use domain::record::LearnedModel;
use domain::{Feature, ObjectionPurpose, TenantId, TenantScope, Timestamp};
use privacy::{Act, DataClass};
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// Words of a ledger after which nothing is left of what was learned before.
const ENDS: [&str; 12] = [
    "contact_erased",
    "conversation_erased",
    "message_erased",
    "mailbox_erased",
    "attachment_erased",
    "attachments_erased",
    "contact_pseudonymised",
    "conversation_redacted",
    "conversation_anonymised",
    "contact_restricted",
    "objection",
    "consent_withdrawn",
];
/// Where something is said of a person.
const OF_PEOPLE: [(&str, &str); 4] = [
    ("contact", "profile_object"),
    ("field_values", "content_object"),
    ("organisation", "content_object"),
    ("ticket", "summary_object"),
];

/// What a model is asked.
struct Theirs {
    tags: HashSet<Uuid>,
    tickets: HashSet<Uuid>,
}

fn is_theirs(model: &LearnedModel, theirs: &Theirs) -> bool {
    model.tags.iter().all(|tag| theirs.tags.contains(&tag.id.uuid()))
        && model.tickets.iter().all(|ticket| theirs.tickets.contains(&ticket.uuid()))
}

fn leaves_out(model: &LearnedModel, closed: &HashSet<Uuid>) -> bool {
    model.tickets.iter().all(|ticket| !closed.contains(&ticket.uuid()))
}

const COLUMNS: [&str; 6] =
    ["tenant_id", "model_id", "ledger_size", "conversations", "content_object", "content_sealed"];

/// Each model opens under its own company's key, knows that company's tags, was learned from that company's conversations, and
/// is there because the company wants it.
pub(super) async fn learned(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (tags, tickets) = (by_tenant(l, "tag").await?, by_tenant(l, "ticket").await?);
    let asked = asked(l).await?;
    for row in l.rows("learned_model", &COLUMNS).await? {
        let [tenant, model, _, _, object, sealed] = row.as_slice() else { continue };
        let (Some(tenant_id), Some(id)) = (tenant.id(), model.id()) else { continue };
        let theirs = Theirs {
            tags: tags.get(&tenant_id).cloned().unwrap_or_default(),
            tickets: tickets.get(&tenant_id).cloned().unwrap_or_default(),
        };
        let is_kept = match Inside::of(tenant, model, object, sealed) {
            Some(inside) => inside.says::<LearnedModel, _>(app, is_theirs, &theirs).await? == Some(true),
            None => false,
        };
        found.holds(is_kept, "model-foreign", id);
        found.holds(asked.contains_key(&tenant_id), "model-unasked", id);
    }
    Ok(found)
}

/// No model is older than the last erasure of its company, and none was learned from somebody of whom it may not be.
pub(super) async fn forgotten(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut ledgers: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for entry in l.ledger().await? {
        ledgers.entry(entry.tenant).or_default().push(entry);
    }
    let closed = closed(l).await?;
    for row in l.rows("learned_model", &COLUMNS).await? {
        let [tenant, model, size, _, object, sealed] = row.as_slice() else { continue };
        let (Some(tenant_id), Some(id)) = (tenant.id(), model.id()) else { continue };
        let known = usize::try_from(size.int().unwrap_or_default()).unwrap_or_default();
        let since = ledgers.get(&tenant_id).map(Vec::as_slice).unwrap_or_default().iter().skip(known);
        let is_new = since.into_iter().all(|entry| !ENDS.contains(&entry.what.as_str()));
        found.holds(is_new, "model-old", id);
        if let Some(inside) = Inside::of(tenant, model, object, sealed) {
            let of = closed.get(&tenant_id).cloned().unwrap_or_default();
            let said = inside.says::<LearnedModel, _>(app, leaves_out, &of).await?;
            found.holds(said != Some(false), "model-closed", id);
        }
    }
    Ok(found)
}

/// Whatever learning did, by the logs, is learning and forgetting, and it made nothing that says something of a person.
pub(super) async fn inferred(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let asked = asked(l).await?;
    let mut people: HashSet<Uuid> = HashSet::new();
    for (table, column) in OF_PEOPLE {
        people.extend(l.ids(table, column).await?.into_keys());
    }
    for info in crate::tenant::list_logs(app).await? {
        let tenant = info.scope.tenant();
        let Some(since) = asked.get(&tenant.uuid()).filter(|_| l.wants_tenant(tenant.uuid())) else {
            continue;
        };
        let mut broken = false;
        each_event(app, TenantScope::of(TenantId::from_uuid(tenant.uuid())), *since, |event| {
            if event.actor != Actor::System(Job::Learning) {
                return;
            }
            let is_learning = Act::find(&event.act).is_some_and(|act| act.class == DataClass::Ordering);
            broken |= !is_learning || event.made.iter().any(|object| people.contains(&object.uuid()));
        })
        .await?;
        found.holds(!broken, "learning-person", tenant);
    }
    Ok(found)
}

/// The ids of a table's rows, by tenant.
async fn by_tenant(l: &mut Looking, table: &str) -> Result<HashMap<Uuid, HashSet<Uuid>>> {
    let mut out: HashMap<Uuid, HashSet<Uuid>> = HashMap::new();
    for row in l.rows(table, &["tenant_id", "id"]).await? {
        if let (Some(tenant), Some(id)) = (id_of(&row, 0), id_of(&row, 1)) {
            out.entry(tenant).or_default().insert(id);
        }
    }
    Ok(out)
}

/// The companies whose newest instruction wants it, and when one did first.
async fn asked(l: &mut Looking) -> Result<HashMap<Uuid, Timestamp>> {
    let mut first: HashMap<Uuid, i64> = HashMap::new();
    let mut newest: HashMap<Uuid, (i64, bool)> = HashMap::new();
    for row in l.rows("instruction", &["tenant_id", "version", "features_off", "made_at_ms"]).await? {
        let [tenant, version, off, made] = row.as_slice() else { continue };
        let (Some(tenant), Some(version), Some(made)) = (tenant.id(), version.int(), made.int()) else {
            continue;
        };
        let wants = Feature::read_off(off.text()).is_ok_and(|off| !off.contains(&Feature::Learning));
        if wants {
            let at = first.entry(tenant).or_insert(made);
            *at = made.min(*at);
        }
        let last = newest.entry(tenant).or_insert((version, wants));
        if last.0 <= version {
            *last = (version, wants);
        }
    }
    first.retain(|tenant, _| newest.get(tenant).is_some_and(|(_, wants)| *wants));
    Ok(first.into_iter().map(|(tenant, at)| (tenant, Timestamp::from_millis(at))).collect())
}

/// Conversations of people whose data is stored only, or who object to learning, and what waits for a legal hold.
async fn closed(l: &mut Looking) -> Result<HashMap<Uuid, HashSet<Uuid>>> {
    let mut people: HashSet<(Uuid, Uuid)> = HashSet::new();
    for row in l.rows("contact", &["tenant_id", "id", "state"]).await? {
        if row.get(2).is_some_and(|state| state.text() == "restricted") {
            people.extend(id_of(&row, 0).zip(id_of(&row, 1)));
        }
    }
    for row in l.rows("objection", &["tenant_id", "contact_id", "purpose"]).await? {
        if row.get(2).is_some_and(|purpose| purpose.text() == ObjectionPurpose::Learning.as_str()) {
            people.extend(id_of(&row, 0).zip(id_of(&row, 1)));
        }
    }
    // A held one is the same of a person, a conversation or a mailbox.
    let mut closed: HashSet<(Uuid, Uuid)> = people;
    let parts = ["attachment", "attachments", "redaction"];
    let held = l.erasures().await?.into_iter();
    let held = held.filter(|one| one.state == "held" && !parts.contains(&one.scope.as_str()));
    closed.extend(held.map(|one| (one.tenant, one.subject)));
    let mut out: HashMap<Uuid, HashSet<Uuid>> = HashMap::new();
    for row in l.rows("ticket", &["tenant_id", "id", "requester_contact_id", "mailbox_id"]).await? {
        let (Some(tenant), Some(id)) = (id_of(&row, 0), id_of(&row, 1)) else { continue };
        let of = [Some(id), row.get(2).and_then(Cell::id), row.get(3).and_then(Cell::id)];
        if of.into_iter().flatten().any(|id| closed.contains(&(tenant, id))) {
            out.entry(tenant).or_default().insert(id);
        }
    }
    Ok(out)
}
