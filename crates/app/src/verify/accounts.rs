//! C4, C6, C8, C14, C35, C36, C59, C88, C92, C112: accounts, what they accepted, and the log of what they do.

use super::looking::{Found, Looking};
use super::register::each_event;
use crate::audit::{Depth, verify_with};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result};
use domain::audit::Outcome;
use domain::record::text_hash;
use domain::{AgentId, DocumentKind, Role, TenantId, TenantScope, Timestamp};
use privacy::Act;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

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
            found.fault("log", where_in(&info, fault));
        }
    }
    Ok(found)
}

fn where_in(info: &TenantInfo, fault: impl std::fmt::Display) -> String {
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

/// What somebody accepted can be read word for word; each acceptance that a log knows of is there; and who has not accepted
/// what holds is asked before their next page.
pub(super) async fn accepted(app: &App, l: &mut Looking) -> Result<Found> {
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
    let (mut objects, mut versions) = (HashSet::new(), HashMap::new());
    let columns = ["tenant_id", "agent_id", "content_object", "kind", "version"];
    for row in l.rows("acceptance", &columns).await? {
        let [_, agent, object, kind, version] = row.as_slice() else { continue };
        objects.extend(object.id());
        let latest: &mut i64 =
            versions.entry((agent.id().unwrap_or_default(), kind.text().to_owned())).or_default();
        *latest = version.int().unwrap_or_default().max(*latest);
    }
    let releases = crate::document::releases(app).await?;
    if let Some(since) = releases.iter().map(|one| one.released_at).min() {
        let mut logs = crate::tenant::list_logs(app).await?;
        logs.retain(|info| l.wants_tenant(info.scope.tenant().uuid()));
        Box::pin(recorded(app, &logs, &mut found, &objects, since)).await?;
    }
    let now = l.now;
    // Of each document that everybody agrees to, the version that holds: a first one counts as a change.
    let needed = |kind: DocumentKind| {
        let of = releases.iter().filter(|one| one.kind == kind && (one.material || one.version == 1));
        of.map(|one| one.version).max().map(|version| (kind, version))
    };
    let needed: Vec<_> =
        [DocumentKind::Terms, DocumentKind::PrivacyPolicy].into_iter().filter_map(needed).collect();
    for row in l.rows("agent", &["tenant_id", "id", "role", "state"]).await? {
        let [tenant, id, role, state] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Ok(role)) = (tenant.id(), id.id(), role.text().parse()) else {
            continue;
        };
        if state.text() != "active" || role == Role::Operator {
            continue;
        }
        let has = |(kind, version): &(DocumentKind, i64)| {
            versions.get(&(id, kind.to_string())).is_some_and(|accepted| accepted >= version)
        };
        let scope = TenantScope::of(TenantId::from_uuid(tenant));
        let asked = async || {
            let ctx = Ctx::agent(scope, AgentId::from_uuid(id), role, now);
            crate::document::pending(app, &ctx).await.map(|pending| !pending.is_empty())
        };
        let holds = needed.iter().all(has) || asked().await?;
        found.holds(holds, "not-asked", id);
    }
    Ok(found)
}

/// Whatever a log says was accepted, since anything could be, is there.
async fn recorded(
    app: &App,
    logs: &[TenantInfo],
    found: &mut Found,
    objects: &HashSet<Uuid>,
    since: Timestamp,
) -> Result<()> {
    let acts = [Act::DOCUMENT_ACCEPT.word, Act::DOCUMENT_ACKNOWLEDGE.word];
    for info in logs {
        // Of a company that is being erased nothing opens any more.
        if crate::tenant::is_erased(app, info.scope).await? {
            continue;
        }
        each_event(app, info.scope, since, |event| {
            if event.outcome == Outcome::Done && acts.contains(&event.act.as_str()) {
                let gone = event.made.iter().filter(|made| !objects.contains(&made.uuid())).count();
                found.looked_at += event.made.len() as u64;
                if gone > 0 {
                    found.fault("acceptance-gone", where_in(info, event.request));
                }
            }
        })
        .await?;
    }
    Ok(())
}
