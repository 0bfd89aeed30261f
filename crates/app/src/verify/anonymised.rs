//! C94: at the end of a contract everything is erased in its days, and what stays of it are sums of many; and whoever was taken out
//! of what stays is told from it no more, by no key and by no row.

use super::erasures::purged;
use super::inside::{Inside, say};
use super::looking::{Found, Looking, id_of};
use crate::agent::pseudonym;
use crate::{App, Result};
use domain::keyring::{LeafKind, LeafRef};
use domain::limits::{CLOSED_SUM_PEOPLE_MIN, CLOSING_DAYS_MAX};
use domain::record::ContactProfile;
use domain::{ClosedSumKind, ContactId};
use std::collections::{HashMap, HashSet};
use store::{Cell, Page};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Where somebody would still be named who was taken out of their conversations.
const NAMED: &[(&str, &str)] = &[
    ("contact", "id"),
    ("message", "contact_id"),
    ("ticket", "requester_contact_id"),
    ("ticket_participant", "contact_id"),
    ("ticket_event", "id_before"),
    ("ticket_event", "id_after"),
    ("field_values", "holder_id"),
    ("restriction", "contact_id"),
    ("objection", "contact_id"),
    ("access_export", "contact_id"),
];

/// Nothing names whoever was taken out, nothing leads from them to their pseudonym, a pseudonym is nobody's name but its own;
/// and a company that closed its account ends in its days, of which nothing but sums can stay.
pub(super) async fn anonymised(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    taken_out(l, &mut found).await?;
    stand_ins(app, l, &mut found).await?;
    endings(l, &mut found).await?;
    sums(l, &mut found).await?;
    Ok(found)
}

/// Whoever was taken out has no key, no address that leads to them, and no row.
async fn taken_out(l: &mut Looking, found: &mut Found) -> Result<()> {
    let mut entries = purged(l, false).await?;
    entries
        .retain(|entry| matches!(entry.what.as_str(), "contact_pseudonymised" | "conversation_anonymised"));
    found.looked_at += entries.len() as u64;
    if entries.is_empty() {
        return Ok(());
    }
    // Where everybody went out of one conversation, they are who they are in others, and are kept.
    let persons = entries.iter().filter(|entry| entry.what == "contact_pseudonymised");
    let gone: HashMap<Uuid, Uuid> = persons.map(|entry| (entry.subject, entry.tenant)).collect();
    for (table, column) in NAMED {
        for id in l.ids(table, column).await?.into_keys().filter(|id| gone.contains_key(id)) {
            found.fault("row-left", format!("{table}.{column} {id}"));
        }
    }
    let leaves = l.leaves().await?;
    for (id, tenant) in &gone {
        let leaf = LeafRef { kind: LeafKind::Contact, id: *id }.to_bytes().to_vec();
        if leaves.contains(&(*tenant, leaf)) {
            found.fault("key-left", *id);
        }
    }
    for table in ["contact_lookup", "rectified"] {
        for row in l.key_rows(table, &["tenant_id", "contact_id"]).await? {
            if let Some(id) = id_of(&row, 1).filter(|id| gone.contains_key(id)) {
                found.fault("key-left", format!("{table} {id}"));
            }
        }
    }
    // A case names whom it is about: from its ticket it could be told who stands there in their place.
    for row in l.rows("subject_request", &["tenant_id", "id", "contact_id", "ticket_id"]).await? {
        if id_of(&row, 2).is_some_and(|id| gone.contains_key(&id)) && id_of(&row, 3).is_some() {
            found.fault("link-left", format!("subject_request {}", id_of(&row, 1).unwrap_or_default()));
        }
    }
    // While it is done, it is noted who stands in whose place, and what has to be found; not a moment longer.
    let over: HashSet<Uuid> = entries.iter().map(|entry| entry.entry).collect();
    for table in ["erasure_work", "erasure_old"] {
        for row in l.rows(table, &["tenant_id", "erasure_id"]).await? {
            if let Some(id) = id_of(&row, 1).filter(|id| over.contains(id)) {
                found.fault("link-left", format!("{table} {id}"));
            }
        }
    }
    Ok(())
}

/// Each who stands in for somebody has a name of their own that is nobody's, and nothing else; no address leads to them.
async fn stand_ins(app: &App, l: &mut Looking, found: &mut Found) -> Result<()> {
    let (mut all, mut codes) = (HashSet::new(), HashSet::new());
    let columns = ["tenant_id", "id", "profile_object", "profile_sealed", "stands_in"];
    let mut after: Option<Page> = None;
    loop {
        let (mut rows, next) = l.page("contact", &columns, after.as_ref()).await?;
        rows.retain(|row| row.get(4).and_then(Cell::int) == Some(1));
        for row in &rows {
            let [tenant, id, object, sealed, _] = row.as_slice() else { continue };
            let (Some(tenant_id), Some(contact)) = (tenant.id(), id.id()) else { continue };
            found.looked_at += 1;
            all.insert(contact);
            let stand_in = ContactId::from_uuid(contact);
            if !codes.insert((tenant_id, pseudonym::code_of_person(stand_in))) {
                found.fault("pseudonym-twice", contact);
            }
            let own: Vec<Inside<'_>> = Inside::of(tenant, id, object, sealed).into_iter().collect();
            // Without its key it is being erased.
            if say(app, &own, is_nobody, &stand_in).await?.contains(&Some(false)) {
                found.fault("pseudonym-known", contact);
            }
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    for row in l.key_rows("contact_lookup", &["tenant_id", "contact_id"]).await? {
        if let Some(id) = id_of(&row, 1).filter(|id| all.contains(id)) {
            found.fault("pseudonym-known", id);
        }
    }
    Ok(())
}

fn is_nobody(profile: &ContactProfile, own: &ContactId) -> bool {
    let ContactProfile { name, emails, phone, remark, is_rectified } = profile;
    name.contains(&pseudonym::code_of_person(*own))
        && emails.is_empty()
        && phone.is_empty()
        && remark.is_empty()
        && !is_rectified
}

/// A company that closed its account has its day, thirty days after at most, which has not passed; and no mailbox takes in.
async fn endings(l: &mut Looking, found: &mut Found) -> Result<()> {
    let going: HashSet<Uuid> =
        l.erasures().await?.into_iter().filter(|one| one.scope == "tenant").map(|one| one.tenant).collect();
    let (mut ends, now) = (HashSet::new(), l.now.as_millis());
    for row in l.rows("tenant_end", &["tenant_id", "ended_at_ms", "erase_at_ms"]).await? {
        let [tenant, ended, erase] = row.as_slice() else { continue };
        let (Some(tenant), Some(ended), Some(erase)) = (tenant.id(), ended.int(), erase.int()) else {
            continue;
        };
        ends.insert(tenant);
        found.looked_at += 1;
        if erase > ended + i64::from(CLOSING_DAYS_MAX) * DAY_MS || ended > now {
            found.fault("closing-late", tenant);
        }
        // A hold may keep an erasure that was begun.
        if erase + DAY_MS < now && !going.contains(&tenant) {
            found.fault("closing-past", tenant);
        }
    }
    for row in l.rows("mailbox", &["tenant_id", "id", "state"]).await? {
        let [tenant, id, state] = row.as_slice() else { continue };
        if tenant.id().is_some_and(|tenant| ends.contains(&tenant)) && state.text() != "disconnected" {
            found.fault("closing-open", id.id().unwrap_or_default());
        }
    }
    Ok(())
}

/// What stayed of companies that left has a month, a kind and a count, which is of enough people, and no room for anything else.
async fn sums(l: &mut Looking, found: &mut Found) -> Result<()> {
    if !l.is_everything() {
        return Ok(());
    }
    let known = ["month", "kind", "count"];
    for (_, column) in l.data.columns().await?.iter().filter(|(table, _)| table == "closed_sum") {
        found.unless(known.contains(&column.as_str()), "sum-named", column);
    }
    for row in l.data_rows("closed_sum", &known).await? {
        let [month, kind, count] = row.as_slice() else { continue };
        let (month, kind) = (month.int().unwrap_or_default(), kind.text());
        let is_month = matches!(month / 100, 1970..=9999) && matches!(month % 100, 1..=12);
        found.unless(
            is_month && kind.parse::<ClosedSumKind>().is_ok(),
            "sum-named",
            format!("{month} {kind}"),
        );
        let is_many = count.int().is_some_and(|count| count >= i64::from(CLOSED_SUM_PEOPLE_MIN));
        found.holds(is_many, "sum-small", format!("{month} {kind}"));
    }
    Ok(())
}
