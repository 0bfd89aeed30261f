//! What stands in a log, opened.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::World;
use app::Ctx;
use domain::TenantScope;
use domain::audit::AuditEvent;

/// Every event of a company's log, or of the system's.
pub async fn log(world: &World, scope: TenantScope) -> Vec<AuditEvent> {
    let app = &world.app;
    let permit = app.permit(&Ctx::operator(scope, app.now()), privacy::Act::AUDIT_VERIFY).await.unwrap();
    let entries = app.store().tenant(scope).list_audit_entries(0, 10_000).await.unwrap();
    let open =
        |entry: &store::AuditEntry| app.vault().open_event(&permit, scope.tenant(), &entry.bytes).unwrap();
    entries.iter().map(open).collect()
}
