//! C47: what is under a legal hold is kept, somebody looks after it, and what it keeps from being erased is used for nothing.

use super::inside::Inside;
use super::looking::{Found, Looking, id_of};
use super::register::each_event;
use super::statutory::still_held;
use super::uncovered::uncovered;
use crate::{App, Result};
use domain::audit::Outcome;
use domain::keyring::{LeafKind, LeafRef};
use domain::limits::HOLD_WORDS_KEPT_DAYS;
use domain::record::SubjectRequestContent;
use domain::{TenantId, TenantScope, Timestamp};
use privacy::{Processing, SubjectState, Verdict};
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How long after their end words may lie there until they are swept.
const SWEPT_MS: i64 = DAY_MS;
/// What was being read when it was held may stand in the log as of a moment later.
const SETTLED_MS: i64 = 60_000;
/// The same, where the hold came to an erasure that was under way: until the next step is noted.
const NOTED_MS: i64 = 3_600_000;

/// Every hold that is in force has an owner who is there, a day of review that has not passed, and its subject's key; nothing
/// under it was erased since; and what waits for it to be erased was used for nothing since. Of one that was released nothing
/// waits any more, and its words end in time.
pub(super) async fn holds(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = in_force(l).await?;
    over(app, l, &mut found).await?;
    used(app, l, &mut found).await?;
    cases(app, l, &mut found).await?;
    uncovered(app, l, &["mailbox", "tenant"], &mut found).await?;
    Ok(found)
}

async fn over(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let latest = l.now.as_millis() - HOLD_WORDS_KEPT_DAYS * DAY_MS - SWEPT_MS;
    let mut over = HashMap::new();
    for row in l.rows("legal_hold", &["tenant_id", "id", "released_at_ms", "forgotten_at_ms"]).await? {
        let [tenant, id, released, forgotten] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(released)) = (tenant.id(), id.id(), released.int()) else {
            continue;
        };
        found.looked_at += 1;
        over.insert((tenant, id), released);
        if released < latest && forgotten.int().is_none() {
            found.fault("hold-words", id);
        }
    }
    still_held(app, l, &over, found).await
}

async fn in_force(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let leaves = l.leaves().await?;
    let mut there: HashSet<Uuid> = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "id", "state"]).await? {
        if row.get(2).is_some_and(|state| state.text() != "deactivated") {
            there.extend(id_of(&row, 1));
        }
    }
    let erasures = l.erasures().await?;
    let columns = [
        "tenant_id",
        "id",
        "scope",
        "subject_id",
        "owner_id",
        "review_at_ms",
        "made_at_ms",
        "released_at_ms",
    ];
    for row in l.rows("legal_hold", &columns).await? {
        let [tenant, id, scope, subject, owner, review, made, released] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(subject)) = (tenant.id(), id.id(), subject.id()) else { continue };
        if released.int().is_some() {
            continue;
        }
        found.looked_at += 1;
        if !owner.id().is_some_and(|owner| there.contains(&owner)) {
            found.fault("hold-owner", id);
        }
        if review.int().is_none_or(|review| review < l.now.as_millis()) {
            found.fault("hold-review", id);
        }
        let kind = match scope.text() {
            "contact" => Some(LeafKind::Contact),
            "conversation" => Some(LeafKind::Ticket),
            "mailbox" => Some(LeafKind::Mailbox),
            _ => None,
        };
        let leaf = kind.map(|kind| LeafRef { kind, id: subject }.to_bytes().to_vec());
        if leaf.is_some_and(|leaf| !leaves.contains(&(tenant, leaf))) {
            found.fault("hold-key", id);
        }
        let made = made.int().unwrap_or_default();
        let gone = |one: &super::looking::Erased| {
            one.subject == subject && one.state != "held" && one.begun_at_ms >= made
        };
        if erasures.iter().any(gone) {
            found.fault("hold-erased", id);
        }
    }
    Ok(found)
}

/// What waits in one tenant: since when, by what was sealed of it.
#[derive(Default)]
struct Waiting {
    tickets: HashMap<Uuid, i64>,
    objects: HashMap<Uuid, (i64, Uuid)>,
}

/// What is held, by the id of a contact, ticket or mailbox, and from when on it is used for nothing.
async fn held(l: &mut Looking) -> Result<HashMap<(Uuid, Uuid), i64>> {
    let mut made: HashMap<Uuid, i64> = HashMap::new();
    for row in l.rows("legal_hold", &["tenant_id", "id", "made_at_ms"]).await? {
        if let (Some(id), Some(at)) = (id_of(&row, 1), row.get(2).and_then(Cell::int)) {
            made.insert(id, at);
        }
    }
    let columns = ["tenant_id", "scope", "subject_id", "state", "begun_at_ms", "hold_id"];
    let mut out = HashMap::new();
    for row in l.rows("erasure", &columns).await? {
        let [tenant, scope, subject, state, begun, hold] = row.as_slice() else { continue };
        let is_whole = ["contact", "pseudonym", "conversation", "people", "mailbox"].contains(&scope.text());
        let (Some(tenant), Some(subject), Some(begun)) = (tenant.id(), subject.id(), begun.int()) else {
            continue;
        };
        if state.text() != "held" || !is_whole {
            continue;
        }
        let later = hold.id().and_then(|hold| made.get(&hold).copied()).filter(|made| *made > begun);
        out.insert((tenant, subject), later.map_or(begun + SETTLED_MS, |made| made + NOTED_MS));
    }
    Ok(out)
}

/// Nothing that is done with what is held is done by an act that the table of states refuses, by the log.
async fn used(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let held = held(l).await?;
    if held.is_empty() {
        return Ok(());
    }
    let mut waiting: HashMap<Uuid, Waiting> = HashMap::new();
    let columns = ["tenant_id", "id", "requester_contact_id", "mailbox_id", "summary_object"];
    for row in l.rows("ticket", &columns).await? {
        let [tenant, id, requester, mailbox, summary] = row.as_slice() else { continue };
        let (Some(tenant), Some(ticket)) = (tenant.id(), id.id()) else { continue };
        let by = [requester.id(), Some(ticket), mailbox.id()];
        let Some(since) = by.into_iter().flatten().filter_map(|id| held.get(&(tenant, id))).min() else {
            continue;
        };
        let of = waiting.entry(tenant).or_default();
        of.tickets.insert(ticket, *since);
        of.objects.extend(summary.id().map(|object| (object, (*since, ticket))));
    }
    for row in l.rows("contact", &["tenant_id", "id", "profile_object"]).await? {
        let [tenant, id, profile] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        if let Some(since) = held.get(&(tenant, id)) {
            let of = waiting.entry(tenant).or_default();
            of.objects.extend(profile.id().map(|object| (object, (*since, id))));
        }
    }
    for (tenant, of) in waiting {
        let scope = TenantScope::of(TenantId::from_uuid(tenant));
        for what in used_in(app, scope, &of).await? {
            found.fault("hold-used", what);
        }
    }
    Ok(())
}

/// What of it was used, by one tenant's log.
async fn used_in(app: &App, scope: TenantScope, of: &Waiting) -> Result<HashSet<Uuid>> {
    let refused = |processing: &Processing| processing.verdict(SubjectState::Held) != Verdict::Allowed;
    let acts: HashSet<&str> = Processing::ALL
        .into_iter()
        .filter(refused)
        .flat_map(|processing| processing.acts())
        .map(|act| act.word)
        .collect();
    let times = of.tickets.values().chain(of.objects.values().map(|(since, _)| since));
    let first = times.min().copied().unwrap_or_default();
    let mut used = HashSet::new();
    each_event(app, scope, Timestamp::from_millis(first), |event| {
        if event.outcome != Outcome::Done || !acts.contains(event.act.as_str()) {
            return;
        }
        let at = event.at.as_millis();
        let tickets = event.tickets.iter().map(|ticket| ticket.uuid());
        used.extend(tickets.filter(|id| of.tickets.get(id).is_some_and(|since| at > *since)));
        let opened = event.opened.iter().filter_map(|object| of.objects.get(&object.uuid()));
        used.extend(opened.filter(|(since, _)| at > *since).map(|(_, what)| *what));
    })
    .await?;
    Ok(used)
}

/// Every case that says that its erasure waits has one that does, or that just goes on.
async fn cases(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let erasures = l.erasures().await?;
    let open: HashSet<Uuid> = erasures.iter().filter(|one| one.state != "done").map(|one| one.id).collect();
    let columns = ["tenant_id", "id", "state", "content_object", "content_sealed"];
    for row in l.rows("subject_request", &columns).await? {
        let [tenant, id, state, object, sealed] = row.as_slice() else { continue };
        if state.text() != "held" {
            continue;
        }
        let Some(inside) = Inside::of(tenant, id, object, sealed) else { continue };
        if inside.says::<SubjectRequestContent, _>(app, waits, &open).await? == Some(false) {
            found.fault("hold-case", inside.row);
        }
    }
    Ok(())
}

fn waits(case: &SubjectRequestContent, open: &HashSet<Uuid>) -> bool {
    case.erasure.is_none_or(|id| open.contains(&id.uuid()))
}
