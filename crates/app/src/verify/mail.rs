//! C22 to C26, C58: mail came in once, lies in its conversation, went out by its mailbox, and is found.

use super::looking::{Found, Looking};
use crate::{App, Result};
use domain::limits::AUTO_REPLIES_PER_DAY_MAX;
use domain::{ConnectorKind, DeliveryState, TenantId, TenantScope};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How long what happened may lie there until it can be found.
const FOUND_WITHIN_MS: i64 = 10 * 60_000;
/// How long a mail may wait for the scanner.
const HELD_MS: i64 = 2 * 24 * 3_600_000;

/// A message, as its row says.
struct Message {
    tenant: Uuid,
    id: Uuid,
    ticket: Uuid,
    mailbox: Uuid,
    kind: String,
    delivery: String,
}

async fn messages(l: &mut Looking) -> Result<Vec<Message>> {
    let columns = ["tenant_id", "id", "ticket_id", "mailbox_id", "kind", "delivery_state"];
    let mut all = Vec::new();
    for row in l.rows("message", &columns).await? {
        let [tenant, id, ticket, mailbox, kind, delivery] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        let (ticket, mailbox) = (ticket.id().unwrap_or_default(), mailbox.id().unwrap_or_default());
        let (kind, delivery) = (kind.text().to_owned(), delivery.text().to_owned());
        all.push(Message { tenant, id, ticket, mailbox, kind, delivery });
    }
    Ok(all)
}

/// Each mail that was taken in is a message, no two of a mailbox are the same one, and each message lies in a ticket.
pub(super) async fn taken_in(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let under_way = l.under_way().await?;
    // What was taken in is looked at first: a message that is younger than it is no fault.
    let columns = ["tenant_id", "id", "mailbox_id", "digest_tag", "state", "message_id", "received_at_ms"];
    let intake = l.rows("intake", &columns).await?;
    let messages = messages(l).await?;
    let tickets = l.ids("ticket", "id").await?;
    let there: HashSet<Uuid> = messages.iter().map(|one| one.id).collect();
    let mut same = HashSet::new();
    for row in &intake {
        let [tenant, id, mailbox, digest, state, message, received] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        if state.text() == "held" {
            let is_new = received.int().is_some_and(|at| at > l.now.as_millis() - HELD_MS);
            found.holds(is_new, "held-long", id);
        }
        // What was erased says no more what it became.
        let Some(message) = message.id().filter(|_| !under_way.contains(&tenant)) else { continue };
        found.holds(there.contains(&message), "no-message", id);
        let once = (mailbox.id().unwrap_or_default(), digest.bytes().unwrap_or_default().to_vec());
        let is_first = state.text() != "done" || same.insert(once);
        found.holds(is_first, "twice", id);
    }
    for one in messages.iter().filter(|one| !under_way.contains(&one.tenant)) {
        found.holds(tickets.contains_key(&one.ticket), "no-ticket", one.id);
    }
    Ok(found)
}

/// What an agent wrote goes out by a mailbox of their company, and by no other than its message says; what waits is in the
/// queue, and what is in the queue waits.
pub(super) async fn sent(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut queue = HashMap::new();
    for row in l.rows("outbox", &["tenant_id", "message_id", "mailbox_id"]).await? {
        if let [tenant, message, mailbox] = row.as_slice()
            && let (Some(tenant), Some(message)) = (tenant.id(), message.id())
        {
            queue.insert(message, (tenant, mailbox.id()));
        }
    }
    let mut mailboxes = HashSet::new();
    for row in l.rows("mailbox", &["tenant_id", "id"]).await? {
        if let [tenant, id] = row.as_slice() {
            mailboxes.extend(tenant.id().zip(id.id()));
        }
    }
    for one in messages(l).await?.iter().filter(|one| one.kind == "outbound") {
        found.holds(mailboxes.contains(&(one.tenant, one.mailbox)), "foreign-mailbox", one.id);
        let queued = queue.remove(&one.id);
        match one.delivery.parse::<DeliveryState>() {
            Ok(DeliveryState::Queued | DeliveryState::Sending) => {
                found.holds(queued == Some((one.tenant, Some(one.mailbox))), "not-queued", one.id);
            }
            Ok(_) => {}
            Err(_) => found.fault("not-queued", one.id),
        }
    }
    Ok(found)
}

/// Nobody got more than one automatic answer a day.
pub(super) async fn unprompted(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    // What is too many is neither counted nor sent.
    let most = i64::from(AUTO_REPLIES_PER_DAY_MAX);
    for row in l.rows("auto_reply", &["tenant_id", "window_start_ms", "n"]).await? {
        let [_, start, n] = row.as_slice() else { continue };
        let is_real =
            start.int().is_some_and(|at| at <= l.now.as_millis()) && n.int().is_some_and(|n| n <= most);
        found.holds(is_real, "auto-replies", start.int().unwrap_or_default());
    }
    let mut of_contacts = HashMap::new();
    for row in l.rows("subject_request", &["tenant_id", "id", "acknowledge", "number"]).await? {
        if let [_, id, acknowledge, number] = row.as_slice()
            && let Some(id) = id.id()
        {
            of_contacts.insert(id, (acknowledge.int(), number.int()));
        }
    }
    for (id, (acknowledge, _)) in of_contacts {
        found.holds(acknowledge.is_none_or(|n| (0..=1).contains(&n)), "auto-replies", id);
    }
    Ok(found)
}

/// Each conversation has as many messages as it says, and each of those lies in its company's.
pub(super) async fn history(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let under_way = l.under_way().await?;
    let mut counted: HashMap<Uuid, i64> = HashMap::new();
    let mut of: HashMap<Uuid, Uuid> = HashMap::new();
    for one in messages(l).await? {
        *counted.entry(one.ticket).or_default() += 1;
        of.insert(one.ticket, one.tenant);
    }
    for row in l.rows("ticket", &["tenant_id", "id", "status", "message_count"]).await? {
        let [tenant, id, status, count] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        if under_way.contains(&tenant) || status.text() == "merged" {
            continue;
        }
        let is_same = count.int() == Some(counted.get(&id).copied().unwrap_or_default());
        found.holds(is_same, "miscounted", id);
        found.holds(of.get(&id).is_none_or(|owner| *owner == tenant), "no-ticket", id);
    }
    Ok(found)
}

/// Until when processes of the folder that is looked at ran; until now, while one does. None where none ever has.
async fn alive_until(app: &App, l: &mut Looking) -> Result<Option<i64>> {
    let (here, now) = (app.settings().node_here.or(app.settings().node), l.now.as_millis());
    let mut alive: Option<i64> = None;
    l.keys
        .each("node", &["node_id", "until_ms"], |row| {
            if let [node, until] = row
                && here.is_none_or(|here| node.id() == Some(here.uuid()))
            {
                alive = alive.max(until.int().map(|until| until.min(now)));
            }
        })
        .await?;
    Ok(alive)
}

/// What happened is in the full-text index of its company within minutes, as it lies on disk: of what happened while nobody ran,
/// nothing is looked for before somebody does.
pub(super) async fn findable(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let Some(alive) = alive_until(app, l).await? else { return Ok(found) };
    let mut wanted: HashMap<Uuid, i64> = HashMap::new();
    let until = alive - FOUND_WITHIN_MS;
    for row in l.rows("change", &["tenant_id", "seq", "at_ms"]).await? {
        if let [tenant, seq, at] = row.as_slice()
            && let (Some(tenant), Some(seq)) = (tenant.id(), seq.int())
            && at.int().is_some_and(|at| at <= until)
        {
            let newest = wanted.entry(tenant).or_default();
            *newest = seq.max(*newest);
        }
    }
    let mut open = HashSet::new();
    for row in l.data_rows("tenant", &["id", "state"]).await? {
        if let [id, state] = row.as_slice() {
            open.extend(id.id().filter(|_| state.text() == "active"));
        }
    }
    // What is in the index of one whose keys are gone opens nothing.
    let keys = l.key_rows("tenant_key", &["tenant_id"]).await?;
    let keyed: HashSet<Uuid> = keys.iter().filter_map(|row| row.first()?.id()).collect();
    open.retain(|tenant| keyed.contains(tenant));
    for (tenant, seq) in wanted.into_iter().filter(|(tenant, _)| open.contains(tenant)) {
        let known = app.index_on_disk(TenantScope::of(TenantId::from_uuid(tenant))).await;
        found.holds(matches!(known, Ok(Some(known)) if known >= seq), "index-behind", tenant);
    }
    Ok(found)
}

/// Each mailbox, whoever runs its servers, is one of the kinds that pass the same tests, and has a key of its own.
pub(super) async fn alike(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    // Of one that is being erased the key goes first.
    let erased: HashSet<Uuid> = l.erasures().await?.into_iter().map(|one| one.subject).collect();
    let leaves = l.leaves().await?;
    for row in l.rows("mailbox", &["tenant_id", "id", "kind"]).await? {
        let [tenant, id, kind] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        let leaf = domain::keyring::LeafRef::mailbox(domain::MailboxId::from_uuid(id));
        let has_key = leaves.contains(&(tenant, leaf.to_bytes().to_vec())) || erased.contains(&id);
        found.holds(has_key && kind.text().parse::<ConnectorKind>().is_ok(), "connector", id);
    }
    Ok(found)
}
