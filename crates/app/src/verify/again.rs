//! C116: what was erased is known when it is offered again, and none of it is there.

use super::erasures::purged;
use super::looking::{Found, Looking, id_of};
use crate::Result;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// Every mail that was erased is known by its bytes; what is known so is nowhere with its bytes.
pub(super) async fn not_again(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let with_bytes = with_bytes(l).await?;
    let intakes = l.rows("intake", &["tenant_id", "id", "state", "message_id", "digest_tag"]).await?;
    // Looked at after the rows: a digest is known before its row says that its mail is gone.
    let suppressed = suppressed(l).await?;
    let any: HashSet<Uuid> = suppressed.iter().map(|(tenant, _)| *tenant).collect();
    let closed: HashSet<Uuid> = purged(l, true).await?.into_iter().map(|one| one.tenant).collect();
    for one in l.erasures().await? {
        let is_suppressed = matches!(one.scope.as_str(), "contact" | "conversation" | "message")
            && one.is_purged()
            // Connected anew, a mailbox takes in what is at the source.
            && !goes_with_its_end(&one.scope, &one.reason)
            // Of notes there is nothing that could be offered again; of a mail there were bytes.
            && one.bytes > 0
            && !closed.contains(&one.tenant);
        if is_suppressed {
            found.holds(any.contains(&one.tenant), "not-suppressed", one.id);
        }
    }
    let mailboxes = mailboxes(l).await?;
    for row in intakes {
        let [tenant, id, state, message, digest] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(digest)) = (tenant.id(), id.id(), digest.bytes()) else { continue };
        let is_known = suppressed.contains(&(tenant, digest.to_vec()));
        match message.id() {
            Some(message) if is_known && with_bytes.contains(&message) => found.fault("came-back", id),
            Some(_) => {}
            // It became a message, which is gone.
            None if matches!(state.text(), "done" | "too_large") => {
                let went_with_mailbox = mailboxes.get(&tenant).is_some_and(|last| made_at(id) <= *last);
                if !closed.contains(&tenant) && !went_with_mailbox {
                    found.holds(is_known, "not-suppressed", id);
                }
            }
            None => {}
        }
    }
    Ok(found)
}

/// Messages whose own bytes are there. Of whoever was taken out of a conversation the bytes are gone, and known by them.
async fn with_bytes(l: &mut Looking) -> Result<HashSet<Uuid>> {
    let rows = l.rows("message", &["tenant_id", "id", "raw_object"]).await?;
    let has_bytes = |row: &&Vec<Cell>| id_of(row, 2).is_some();
    Ok(rows.iter().filter(has_bytes).filter_map(|row| id_of(row, 1)).collect())
}

async fn suppressed(l: &mut Looking) -> Result<HashSet<(Uuid, Vec<u8>)>> {
    let rows = l.key_rows("suppressed", &["tenant_id", "tag"]).await?;
    Ok(rows.iter().filter_map(|row| Some((id_of(row, 0)?, row.get(1)?.bytes()?.to_vec()))).collect())
}

/// Whether it is a mailbox that went, or what no hold covered of one that ends.
fn goes_with_its_end(scope: &str, reason: &str) -> bool {
    scope == "mailbox" || matches!(reason, "disconnect" | "closure")
}

/// When a tenant's last mailbox, or a part of one that ends, was erased. Its mail may come again, by another mailbox say: it is known by nothing, and with
/// it went what another mailbox had in the same conversations.
async fn mailboxes(l: &mut Looking) -> Result<HashMap<Uuid, i64>> {
    let mut out: HashMap<Uuid, i64> = HashMap::new();
    for row in l.rows("erasure", &["tenant_id", "scope", "reason", "keys_gone_at_ms", "purged_at_ms"]).await?
    {
        let [tenant, scope, reason, gone, purged] = row.as_slice() else { continue };
        let Some(tenant) = tenant.id().filter(|_| goes_with_its_end(scope.text(), reason.text())) else {
            continue;
        };
        // While it is under way, rows say it before it is noted.
        let Some(at) = purged.int().or(gone.int().map(|_| i64::MAX)) else { continue };
        let last = out.entry(tenant).or_insert(at);
        *last = at.max(*last);
    }
    Ok(out)
}

/// When a row was made: its id begins with the milliseconds (RFC 9562 5.7).
fn made_at(id: Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX)
}
