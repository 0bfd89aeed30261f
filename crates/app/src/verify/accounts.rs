//! C4, C6, C8, C14, C35, C36, C59, C88, C92, C112: accounts, what they accepted, and the log of what they do.

use super::looking::{Found, Looking};
use crate::audit::{Depth, verify_with};
use crate::tenant::TenantInfo;
use crate::{App, Result};
use domain::record::text_hash;
use std::collections::{HashMap, HashSet};
use store::Cell;

/// How long after its end a row may lie there until it is swept.
const SWEPT_MS: i64 = 2 * 24 * 3600 * 1000;

/// Every log of what was opened is whole, to its last entry, and each says what was done, why, and on what legal basis.
pub(super) async fn audit(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let second_place = app.settings().checkpoint_folder.clone();
    for info in crate::tenant::list_logs(app).await? {
        if !l.wants_tenant(info.scope.tenant().uuid()) {
            continue;
        }
        let depth = Depth { open_all: true, second_place: second_place.as_deref() };
        let verified = verify_with(app, &info, depth).await?;
        found.looked_at += verified.entries;
        if let Some(entry) = verified.unfounded {
            found.fault("deed", format!("{}: entry {entry}", info.slug));
        }
        if let Some(fault) = verified.fault {
            found.fault("log", where_in(&info, &fault));
        }
    }
    Ok(found)
}

fn where_in(info: &TenantInfo, fault: &str) -> String {
    format!("{}: {fault}", info.slug)
}

/// Whoever runs Deskhero has no account in a tenant, and nobody of a tenant is an operator.
pub(super) async fn operators(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let system = crate::operator::SCOPE.tenant().uuid();
    for row in l.rows("agent", &["tenant_id", "id", "role"]).await? {
        let [tenant, id, role] = row.as_slice() else { continue };
        let is_operator = role.text() == "operator";
        let is_at_home = tenant.id() == Some(system);
        found.holds(is_operator == is_at_home, "operator", id.id().unwrap_or_default());
    }
    Ok(found)
}

/// Nobody who is gone can get in, and nothing of theirs is left that only they had.
pub(super) async fn former(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut gone = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "id", "state"]).await? {
        let [_, id, state] = row.as_slice() else { continue };
        if let (Some(id), "deactivated") = (id.id(), state.text()) {
            found.looked_at += 1;
            gone.insert(id);
        }
    }
    for table in ["session", "draft", "notice"] {
        for row in l.rows(table, &["tenant_id", "agent_id"]).await? {
            if let Some(id) = row.get(1).and_then(Cell::id).filter(|id| gone.contains(id)) {
                found.fault("former", format!("{table} of {id}"));
            }
        }
    }
    for row in l.rows("api_token", &["tenant_id", "agent_id", "revoked_at_ms"]).await? {
        let [_, id, revoked] = row.as_slice() else { continue };
        if let Some(id) = id.id().filter(|id| gone.contains(id) && revoked.int().is_none()) {
            found.fault("former", format!("api_token of {id}"));
        }
    }
    Ok(found)
}

/// Whatever says when it ends is gone then.
pub(super) async fn sessions(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let latest = l.now.as_millis() - SWEPT_MS;
    for table in ["session", "one_time_link", "sign_up", "oauth_attempt", "upload"] {
        for row in l.rows(table, &["tenant_id", "expires_at_ms"]).await? {
            let ends = row.get(1).and_then(Cell::int);
            found.holds(ends.is_some_and(|ends| ends > latest), "outlived", table);
        }
    }
    Ok(found)
}

/// What somebody accepted can be read word for word.
pub(super) async fn accepted(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut documents = HashMap::new();
    l.data
        .each("document", &["sha256", "body"], |row| {
            if let [hash, body] = row {
                documents.insert(hash.bytes().unwrap_or_default().to_vec(), body.text().to_owned());
            }
        })
        .await?;
    for (hash, body) in &documents {
        let is_same = text_hash(body).as_slice() == hash.as_slice();
        found.holds(is_same, "document", crate::audit::hex(hash));
    }
    Ok(found)
}
