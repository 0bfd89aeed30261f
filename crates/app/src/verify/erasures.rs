//! C42, C46, C66, C115: what was erased is gone, with its keys; the receipt proves it.

use super::looking::{Entry, Erased, Found, Looking};
use super::uncovered::uncovered;
use crate::erasure::receipt::Receipt;
use crate::{App, Result};
use domain::keyring::{LeafKind, LeafRef};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// What an entry of the ledger says was erased, the kind of its leaf key, and where it would still be named.
type Trace = (&'static str, Option<LeafKind>, &'static [(&'static str, &'static str)]);

/// Where somebody would still be named who is gone, with their conversations or out of them.
const OF_CONTACT: &[(&str, &str)] = &[
    ("contact", "id"),
    ("message", "contact_id"),
    ("ticket", "requester_contact_id"),
    ("ticket_participant", "contact_id"),
    ("field_values", "holder_id"),
    ("restriction", "contact_id"),
    ("objection", "contact_id"),
    ("access_export", "contact_id"),
];

const TRACES: &[Trace] = &[
    ("contact_erased", Some(LeafKind::Contact), OF_CONTACT),
    ("contact_pseudonymised", Some(LeafKind::Contact), OF_CONTACT),
    (
        "conversation_erased",
        Some(LeafKind::Ticket),
        &[
            ("ticket", "id"),
            ("message", "ticket_id"),
            ("message_reference", "ticket_id"),
            ("ticket_event", "ticket_id"),
            ("draft", "ticket_id"),
            ("field_values", "holder_id"),
            ("notice", "ticket_id"),
        ],
    ),
    (
        "message_erased",
        None,
        &[("message", "id"), ("message_reference", "message_id"), ("outbox", "message_id")],
    ),
    (
        "mailbox_erased",
        Some(LeafKind::Mailbox),
        &[
            ("mailbox", "id"),
            ("mailbox_sync", "mailbox_id"),
            ("mailbox_grant", "mailbox_id"),
            ("message", "mailbox_id"),
            ("intake", "mailbox_id"),
            ("ticket", "mailbox_id"),
        ],
    ),
    // Its row stays, empty, for what was done under it.
    (
        "account_erased",
        None,
        &[("session", "agent_id"), ("one_time_link", "agent_id"), ("draft", "agent_id")],
    ),
];

/// Tables of a closed tenant whose rows stay: they prove what was done.
const STAY: &[&str] = &["tenant_head", "erasure"];

/// The entries of the ledger whose erasure says that rows and bytes are gone.
pub(super) async fn purged(l: &mut Looking, is_tenant: bool) -> Result<Vec<Entry>> {
    let states: HashMap<Uuid, Erased> = l.erasures().await?.into_iter().map(|one| (one.id, one)).collect();
    let gone = |entry: &Entry| {
        let gone = entry.what.ends_with("_erased")
            || matches!(entry.what.as_str(), "contact_pseudonymised" | "conversation_anonymised");
        let word = gone && (entry.what == "tenant_erased") == is_tenant;
        // An entry without a row of its erasure is one that a restore has to bring about: nothing may be there either.
        word && states.get(&entry.entry).is_none_or(Erased::is_purged)
    };
    Ok(l.ledger().await?.into_iter().filter(gone).collect())
}

/// Whatever the ledger says was erased has no row and no key.
pub(super) async fn erased(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let entries = purged(l, false).await?;
    if entries.is_empty() {
        return Ok(found);
    }
    let leaves = l.leaves().await?;
    let lookups = l.key_rows("contact_lookup", &["tenant_id", "contact_id"]).await?;
    let rectified = l.key_rows("rectified", &["tenant_id", "contact_id"]).await?;
    let known = lookups.iter().chain(&rectified);
    let looked_up: HashSet<Uuid> = known.filter_map(|row| row.get(1)?.id()).collect();
    for (word, kind, traces) in TRACES {
        let subjects: HashMap<Uuid, Uuid> =
            entries.iter().filter(|one| one.what == *word).map(|one| (one.subject, one.tenant)).collect();
        found.looked_at += subjects.len() as u64;
        for (table, column) in *traces {
            for id in l.ids(table, column).await?.into_keys().filter(|id| subjects.contains_key(id)) {
                found.fault("row-left", format!("{table}.{column} {id}"));
            }
        }
        for (subject, tenant) in &subjects {
            let leaf = kind.map(|kind| LeafRef { kind, id: *subject }.to_bytes().to_vec());
            if leaf.is_some_and(|leaf| leaves.contains(&(*tenant, leaf))) || looked_up.contains(subject) {
                found.fault("key-left", format!("{word} {subject}"));
            }
        }
    }
    Ok(found)
}

/// Of a tenant that was closed there is nothing but the proof; of one whose end is held, nothing but what the hold covers.
pub(super) async fn closed(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    uncovered(app, l, &["tenant"], &mut found).await?;
    let closed: HashSet<Uuid> = purged(l, true).await?.into_iter().map(|one| one.tenant).collect();
    found.looked_at += closed.len() as u64;
    if closed.is_empty() {
        return Ok(found);
    }
    for table in l.data.tables_with("tenant_id") {
        if STAY.contains(&table.as_str()) {
            continue;
        }
        for tenant in l.ids(&table, "tenant_id").await?.into_keys().filter(|id| closed.contains(id)) {
            found.fault("row-left", format!("{table} of {tenant}"));
        }
    }
    for table in [
        "tenant_key",
        "bucket_key",
        "leaf_key",
        "object_key",
        "contact_lookup",
        "rectified",
        "rectified_account",
    ] {
        for row in l.key_rows(table, &["tenant_id"]).await? {
            if let Some(tenant) = row.first().and_then(Cell::id).filter(|id| closed.contains(id)) {
                found.fault("key-left", format!("{table} of {tenant}"));
            }
        }
    }
    found.faults.sort();
    found.faults.dedup();
    Ok(found)
}

/// Every key that lay above what was erased was replaced, so that no older copy of the keyring opens it.
pub(super) async fn epoch(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let done: Vec<Erased> = l.erasures().await?.into_iter().filter(|one| one.state == "done").collect();
    let newest = done.iter().filter_map(|one| one.root_epoch).max();
    found.looked_at = done.len() as u64;
    let Some(newest) = newest else { return Ok(found) };
    for row in l.key_rows("tenant_key", &["tenant_id", "epoch"]).await? {
        let [tenant, epoch] = row.as_slice() else { continue };
        if epoch.int().is_none_or(|epoch| epoch < newest) {
            found.fault("old-epoch", tenant.id().unwrap_or_default());
        }
    }
    let in_force = app.roots().load().ok().flatten().map(|roots| roots.current.epoch());
    if in_force.is_none_or(|epoch| epoch < newest) {
        found.fault("old-root", format!("{newest}"));
    }
    // What was begun goes on: it is never left for a day.
    for one in l.erasures().await? {
        let is_late = matches!(one.state.as_str(), "begun" | "keys_gone" | "purged")
            && one.begun_at_ms + 24 * 3_600_000 < l.now.as_millis();
        if is_late {
            found.fault("stuck", one.id);
        }
    }
    Ok(found)
}

/// Every erasure that ended has its receipt: signed by this installation, about this erasure, of an entry that stands in
/// the ledger as it does now.
pub(super) async fn receipts(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let key = app.vault().checkpoint_public_key();
    let mut ledgers: BTreeMap<Uuid, Vec<domain::merkle::Hash>> = BTreeMap::new();
    for entry in l.ledger().await? {
        let scope = domain::TenantScope::of(domain::TenantId::from_uuid(entry.tenant));
        let row = app.keyring().find_ledger_entry(scope, entry.entry).await?;
        ledgers.entry(entry.tenant).or_default().extend(row.map(|row| row.hash(scope.tenant())));
    }
    let mut known = HashSet::new();
    for one in l.erasures().await?.into_iter().filter(|one| one.state == "done") {
        known.insert(one.id);
        let entries = ledgers.get(&one.tenant).map(Vec::as_slice).unwrap_or_default();
        found.holds(is_proved(&one, &key, entries), "receipt", one.id);
    }
    Ok(found)
}

fn is_proved(one: &Erased, key: &[u8; 32], entries: &[domain::merkle::Hash]) -> bool {
    let receipt = one.receipt.as_deref().and_then(|bytes| Receipt::from_bytes(bytes).ok());
    let Some(said) = receipt.and_then(|receipt| receipt.check(key).ok()) else { return false };
    let at = usize::try_from(said.ledger.index).unwrap_or(usize::MAX);
    let size = usize::try_from(said.ledger.size).unwrap_or(usize::MAX);
    let mut head = domain::merkle::Head::empty();
    let Some(then) = entries.get(..size) else { return false };
    then.iter().for_each(|leaf| head.append(*leaf));
    said.erasure_id.uuid() == one.id
        && said.subject_id == one.subject
        && said.scope.as_str() == one.scope
        && said.keys_destroyed == one.keys_destroyed
        && entries.get(at).is_some_and(|leaf| crate::audit::hex(leaf) == said.ledger.leaf_hash)
        && crate::audit::hex(&head.root()) == said.ledger.root
}
