//! C78: what a business is handed over with works: it was tried within the year, and every company's key lies under the ROOT
//! in force, so that nobody who had an earlier one opens it.

use super::looking::{Found, Looking};
use crate::{App, Error, Result, hand_over as drills};

/// A drill is as good as new for so long.
const DRILL_MS: i64 = 366 * 24 * 3_600_000;

/// Each report is as it was signed, the newest is of this year; no key of a company lies under an earlier ROOT.
pub(super) async fn hand_over(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut newest = None;
    for (path, said) in drills::reports(app)? {
        // A report names the company that was handed over.
        let of = said.as_ref().map(|said| said.tenant.uuid());
        if !of.map_or(l.is_everything(), |of| l.wants_tenant(of)) {
            continue;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        found.holds(said.is_some(), "drill-altered", name);
        newest = newest.or(said);
    }
    let Some(newest) = newest else { return Ok(found) };
    if l.now.as_millis() - newest.at_ms > DRILL_MS {
        found.fault("drill-old", newest.tenant.to_string());
    }
    let epoch = app.roots().load()?.ok_or(Error::NotFound("root"))?.current.epoch();
    for key in app.keyring().list_all_tenant_keys().await? {
        if l.wants_tenant(key.tenant.uuid()) && key.epoch < epoch {
            found.fault("root-old", key.tenant.to_string());
        }
    }
    Ok(found)
}
