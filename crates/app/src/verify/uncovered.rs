//! C41, C42, C43, C47: a hold keeps what it covers, and nothing else. What ends meanwhile, a mailbox or a company, is there no
//! longer than its day but for that.

use super::looking::{Found, Looking};
use crate::erasure::{Scope, parts};
use crate::{App, Result};
use domain::{ErasureScope, TenantId, TenantScope};

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Of mailboxes or companies, by their words, whose end waits for a hold for a day and more.
pub(super) async fn uncovered(app: &App, l: &mut Looking, of: &[&str], found: &mut Found) -> Result<()> {
    let now = l.now;
    for one in l.erasures().await? {
        let is_old = one.begun_at_ms + DAY_MS < now.as_millis();
        if one.state != "held" || !is_old || !of.contains(&one.scope.as_str()) {
            continue;
        }
        let Ok(kind) = one.scope.parse::<ErasureScope>() else { continue };
        found.looked_at += 1;
        let scope = TenantScope::of(TenantId::from_uuid(one.tenant));
        if let Some(left) = parts::left(app, scope, Scope::of(kind, one.subject), now).await? {
            found.fault("uncovered", format!("{left} of {} {}", one.scope, one.subject));
        }
    }
    Ok(())
}
