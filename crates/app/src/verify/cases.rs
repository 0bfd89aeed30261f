//! C68, C73, C74, C107: what people asked for was done as their case says, by whom it concerns, and ends as it has to.

use super::inside::Inside;
use super::looking::{Erased, Found, Looking, id_of};
use crate::subject_request::entry_of;
use crate::{App, Result, operator};
use domain::keyring::{LeafKind, LeafRef};
use domain::limits::SUBJECT_EVENTS_MAX;
use domain::record::SubjectRequestContent;
use domain::{ObjectionPurpose, SubjectRequestId, SubjectStep};
use std::collections::{HashMap, HashSet};
use store::{Cell, Page};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Where a person is named, as long as they are here.
const WHO: &[(&str, &str)] = &[
    ("contact", "id"),
    ("message", "contact_id"),
    ("ticket", "requester_contact_id"),
    ("ticket_participant", "contact_id"),
];

/// Whoever's restriction was lifted had been told before, and their case says so.
pub(super) async fn lifted(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut lifted = l.ledger().await?;
    lifted.retain(|entry| entry.what == "contact_lifted");
    if lifted.is_empty() {
        return Ok(found);
    }
    let people: HashSet<Uuid> = lifted.iter().map(|entry| entry.subject).collect();
    let mut cases: HashMap<Uuid, Vec<Vec<Cell>>> = HashMap::new();
    let columns = ["tenant_id", "id", "content_object", "content_sealed", "contact_id", "asks_for"];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("subject_request", &columns, after.as_ref()).await?;
        for row in rows {
            let is_restriction = row.get(5).is_some_and(|right| right.text() == "restriction");
            if let Some(contact) = id_of(&row, 4).filter(|id| is_restriction && people.contains(id)) {
                cases.entry(contact).or_default().push(row);
            }
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    for entry in lifted {
        let of = cases.get(&entry.subject).map(Vec::as_slice).unwrap_or_default();
        let (mut was_told, mut is_forgotten) = (false, false);
        for row in of {
            let [tenant, id, object, sealed, ..] = row.as_slice() else { continue };
            match Inside::of(tenant, id, object, sealed) {
                Some(inside) => {
                    was_told |= inside.says(app, told_before, &entry.at_ms).await? == Some(true);
                }
                // The words of a case go a year after it was closed.
                None => is_forgotten = true,
            }
        }
        if was_told || !is_forgotten {
            found.holds(was_told, "lifted-untold", entry.subject);
        }
    }
    Ok(found)
}

/// Whether the case was lifted at this moment, after a notice.
fn told_before(case: &SubjectRequestContent, lifted_at_ms: &i64) -> bool {
    let is_lifted = |step: &SubjectStep, at: i64| *step == SubjectStep::Lifted && at == *lifted_at_ms;
    let events = &case.events;
    let Some(at) = events.iter().position(|event| is_lifted(&event.step, event.at.as_millis())) else {
        return false;
    };
    // Of a case with more notes than are kept the oldest have gone.
    events.len() >= SUBJECT_EVENTS_MAX
        || events.iter().take(at).any(|event| event.step == SubjectStep::Notice)
}

/// What came to the operator is a case of the company that it concerns, and lies with the operator no more.
pub(super) async fn routed(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let at_operator = operator::SCOPE.tenant().uuid();
    let columns = ["tenant_id", "id", "number", "state", "source", "proof_tag", "updated_at_ms"];
    let rows = l.rows("subject_request", &columns).await?;
    let latest = l.now.as_millis() - DAY_MS;
    let mut there: HashSet<Uuid> = HashSet::new();
    for row in rows.iter().filter(|row| id_of(row, 0) == Some(at_operator)) {
        let [_, id, _, state, source, proof, updated] = row.as_slice() else { continue };
        let Some(id) = id.id() else { continue };
        // About an account: the operator's own to answer.
        if source.text() == "account" {
            continue;
        }
        let waits = state.text() == "identity" && proof.bytes().is_some();
        let is_late = !waits && updated.int().is_none_or(|updated| updated < latest);
        found.holds(!is_late, "not-passed-on", id);
        if is_late {
            there.insert(id);
        }
    }
    for row in rows.iter().filter(|row| id_of(row, 0) != Some(at_operator)) {
        let [_, id, number, state, source, ..] = row.as_slice() else { continue };
        let Some(id) = id.id() else { continue };
        found.holds(!there.contains(&id), "left-behind", id);
        let is_case = number.int().is_some() && state.text() != "identity";
        if source.text() == "operator" && !is_case {
            found.fault("no-case", id);
        }
    }
    Ok(found)
}

/// What was asked by mail lies in a conversation while the case is open, and a question that is closed as done was answered,
/// in words that whoever asked was told.
pub(super) async fn questions(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let tickets = l.ids("ticket", "id").await?;
    let columns =
        ["tenant_id", "id", "content_object", "content_sealed", "asks_for", "state", "source", "ticket_id"];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("subject_request", &columns, after.as_ref()).await?;
        for row in &rows {
            let [tenant, id, object, sealed, right, state, source, ticket] = row.as_slice() else { continue };
            let Some(case) = id.id() else { continue };
            if source.text() == "intake" && matches!(state.text(), "identity" | "open" | "extended") {
                found.holds(ticket.id().is_none_or(|id| tickets.contains_key(&id)), "no-conversation", case);
            }
            if right.text() == "question" && state.text() == "done" {
                let Some(inside) = Inside::of(tenant, id, object, sealed) else { continue };
                found.holds(inside.says(app, was_answered, &()).await? != Some(false), "no-answer", case);
            }
        }
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn was_answered(case: &SubjectRequestContent, (): &()) -> bool {
    !case.grounds.is_empty() && case.letter.is_some()
}

/// What cases say was done, as it was done.
struct Done {
    /// What the ledger says, by entry.
    ledger: HashMap<Uuid, (String, Uuid)>,
    /// Of whom and in which way an erasure is; of those that ended only where they have a receipt.
    erasures: HashMap<Uuid, (Uuid, String)>,
    /// Who is still named somewhere, or has a key, though an erasure says that they are gone.
    left: HashSet<Uuid>,
    /// Whom a copy is of.
    exports: HashMap<Uuid, Uuid>,
}

/// A case that was carried out.
struct Case<'a> {
    id: Uuid,
    contact: Uuid,
    /// How an erasure was to be done, as the erasure itself calls it.
    scope: &'static str,
    inside: Option<Inside<'a>>,
}

/// Every case that says that it was carried out has its outcome: a copy of this person's data, an erasure, a restriction,
/// an objection. None is closed as done that was not.
pub(super) async fn outcomes(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let done = done(l).await?;
    let columns = [
        "tenant_id",
        "id",
        "content_object",
        "content_sealed",
        "asks_for",
        "state",
        "decision",
        "contact_id",
        "carried_out_at_ms",
        "erasure_mode",
    ];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("subject_request", &columns, after.as_ref()).await?;
        for row in &rows {
            let [tenant, id, object, sealed, right, state, decision, contact, carried, mode] = row.as_slice()
            else {
                continue;
            };
            let Some(case) = id.id() else { continue };
            let was_done = decision.text() == "granted" && carried.int().is_some();
            if state.text() == "done" || carried.int().is_some() {
                found.holds(was_done, "not-carried-out", case);
            }
            // About whom nobody here knows anything there is nothing to show.
            if let Some(contact) = contact.id().filter(|_| was_done) {
                let inside = Inside::of(tenant, id, object, sealed);
                let scope = if mode.text() == "pseudonymise" { "pseudonym" } else { "contact" };
                let case = Case { id: case, contact, scope, inside };
                if right.text() == "erasure" && done.left.contains(&contact) {
                    found.fault("row-left", case.id);
                }
                if !has_outcome(app, &done, right.text(), &case).await? {
                    found.fault("no-outcome", case.id);
                }
            }
        }
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

async fn done(l: &mut Looking) -> Result<Done> {
    let ledger = l.ledger().await?.into_iter().map(|one| (one.entry, (one.what, one.subject))).collect();
    let mut erased = l.erasures().await?;
    erased.retain(|one| matches!(one.scope.as_str(), "contact" | "pseudonym"));
    let left = left(l, &erased).await?;
    let is_shown = |one: &Erased| one.state != "done" || one.receipt.is_some();
    let erasures =
        erased.into_iter().filter(is_shown).map(|one| (one.id, (one.subject, one.scope))).collect();
    let rows = l.rows("access_export", &["tenant_id", "id", "contact_id"]).await?;
    let exports = rows.iter().filter_map(|row| Some((id_of(row, 1)?, id_of(row, 2)?))).collect();
    Ok(Done { ledger, erasures, left, exports })
}

/// Those of whom an erasure says that they are gone, and who are not: a row names them, or what is theirs can be opened.
async fn left(l: &mut Looking, erased: &[Erased]) -> Result<HashSet<Uuid>> {
    let mut gone: HashMap<Uuid, Uuid> = HashMap::new();
    gone.extend(erased.iter().filter(|one| one.is_purged()).map(|one| (one.subject, one.tenant)));
    let mut left = HashSet::new();
    if gone.is_empty() {
        return Ok(left);
    }
    for (table, column) in WHO {
        left.extend(l.ids(table, column).await?.into_keys().filter(|id| gone.contains_key(id)));
    }
    let leaves = l.leaves().await?;
    for (id, tenant) in gone {
        let leaf = LeafRef { kind: LeafKind::Contact, id }.to_bytes().to_vec();
        if leaves.contains(&(tenant, leaf)) {
            left.insert(id);
        }
    }
    Ok(left)
}

async fn has_outcome(app: &App, done: &Done, right: &str, case: &Case<'_>) -> Result<bool> {
    let says = |entry: Uuid, word: &str| {
        done.ledger.get(&entry).is_some_and(|(what, subject)| what == word && *subject == case.contact)
    };
    let ended = |word| {
        let id = SubjectRequestId::from_uuid(case.id);
        ObjectionPurpose::ALL.iter().any(|purpose| says(entry_of(id, *purpose), word))
    };
    let question = match right {
        "restriction" => return Ok(says(case.id, "contact_restricted")),
        "objection" => return Ok(ended("objection")),
        "withdrawal" => return Ok(ended("consent_withdrawn")),
        "erasure" => was_begun,
        "access" | "portability" => was_put_together,
        _ => return Ok(true),
    };
    let question: fn(&SubjectRequestContent, &(Uuid, &str, &Done)) -> bool = question;
    let Some(inside) = case.inside else { return Ok(true) };
    Ok(inside.says(app, question, &(case.contact, case.scope, done)).await? != Some(false))
}

/// The erasure that it names is this person's, in the way that was decided, and has its receipt once it is done.
fn was_begun(case: &SubjectRequestContent, (contact, scope, done): &(Uuid, &str, &Done)) -> bool {
    let of = case.erasure.and_then(|id| done.erasures.get(&id.uuid()));
    of.is_some_and(|(subject, way)| subject == contact && way == scope)
}

/// The copy that it names is this person's, or has ended.
fn was_put_together(case: &SubjectRequestContent, (contact, _, done): &(Uuid, &str, &Done)) -> bool {
    case.export.is_some_and(|id| done.exports.get(&id.uuid()).is_none_or(|of| of == contact))
}
