//! C43, C91: what a law asks to be kept is kept until a day that is named, and not longer.

use super::inside::Inside;
use super::looking::{Found, Looking};
use super::uncovered::uncovered;
use crate::erasure::{Scope, holds};
use crate::{App, Result, incident};
use domain::limits::STATUTORY_DAYS_MAX;
use domain::record::LegalHold;
use domain::{ErasureScope, TenantId, TenantScope};
use std::collections::HashMap;
use store::Cell;
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Every statutory retention names its law and a day, ten years ahead at most; those whose day came are over, and what
/// waited for them went on.
pub(super) async fn statutory(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let now = l.now.as_millis();
    let mut over: HashMap<(Uuid, Uuid), i64> = HashMap::new();
    let columns = [
        "tenant_id",
        "id",
        "made_at_ms",
        "released_at_ms",
        "ends_at_ms",
        "forgotten_at_ms",
        "content_object",
        "content_sealed",
    ];
    for row in l.rows("legal_hold", &columns).await? {
        let [tenant, id, made, released, ends, forgotten, object, sealed] = row.as_slice() else { continue };
        let (Some(tenant_id), Some(hold)) = (tenant.id(), id.id()) else { continue };
        let Cell::Int(ends) = ends else { continue };
        found.looked_at += 1;
        if *ends > made.int().unwrap_or_default().saturating_add(STATUTORY_DAYS_MAX * DAY_MS) {
            found.fault("statutory-long", hold);
        }
        match released.int() {
            Some(released) => drop(over.insert((tenant_id, hold), released)),
            None if *ends + DAY_MS < now => found.fault("statutory-past", hold),
            None => {}
        }
        // Its words end some time after it.
        if forgotten.int().is_some() {
            continue;
        }
        let law = match Inside::of(tenant, id, object, sealed) {
            Some(inside) => inside.says(app, names_a_law, &()).await?,
            None => Some(false),
        };
        if law == Some(false) {
            found.fault("no-law", hold);
        }
    }
    still_held(app, l, &over, &mut found).await?;
    uncovered(app, l, &["mailbox", "tenant"], &mut found).await?;
    Ok(found)
}

fn names_a_law(hold: &LegalHold, _: &()) -> bool {
    !hold.law.trim().is_empty()
}

/// What waited for one that is over, by tenant and id with when that was, and waits for nothing else.
pub(super) async fn still_held(
    app: &App,
    l: &mut Looking,
    over: &HashMap<(Uuid, Uuid), i64>,
    found: &mut Found,
) -> Result<()> {
    let columns = ["tenant_id", "id", "scope", "subject_id", "state", "hold_id"];
    for row in l.rows("erasure", &columns).await? {
        let [tenant, id, scope, subject, state, hold] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(subject), Some(hold)) =
            (tenant.id(), id.id(), subject.id(), hold.id())
        else {
            continue;
        };
        let ended = over.get(&(tenant, hold)).filter(|ended| **ended + DAY_MS < l.now.as_millis());
        let Ok(kind) = scope.text().parse::<ErasureScope>() else { continue };
        if state.text() != "held" || ended.is_none() {
            continue;
        }
        let tenant = TenantScope::of(TenantId::from_uuid(tenant));
        // The log of a company that goes may be kept for an incident.
        if kind == ErasureScope::Tenant && incident::frozen_since(app, tenant.tenant()).await?.is_some() {
            continue;
        }
        if holds::find(app, tenant, Scope::of(kind, subject)).await?.is_none() {
            found.fault("still-held", id);
        }
    }
    Ok(())
}
