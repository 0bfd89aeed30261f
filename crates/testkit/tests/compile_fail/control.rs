//! The right way does compile, so a refusal of the others is not the test's own mistake.
use domain::keyring::WrappedObjectKey;
use domain::record::TicketSummary;
use domain::{Sealed, TenantScope, TicketId};

fn open(
    vault: &crypto::Vault,
    permit: &privacy::Permit,
    key: &WrappedObjectKey,
    sealed: &Sealed<TicketSummary>,
) -> bool {
    vault.open(permit, key, Default::default(), sealed).is_ok()
}

async fn read(store: &store::Store, scope: TenantScope, id: TicketId) -> bool {
    store.tenant(scope).find_ticket(id).await.is_ok()
}

fn main() {
    let _ = (open, read);
}
