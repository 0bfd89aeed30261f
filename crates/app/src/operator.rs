//! The operator's own accounts: agents of the system's tenant, whose audit log tells what operators did. They
//! see no mail: the policy gives their role none.

use crate::tenant::TenantInfo;
use crate::{App, Result};
use domain::{TenantScope, Timestamp};

/// The system's own tenant.
pub const SCOPE: TenantScope = crypto::Vault::SYSTEM;

/// Its short name; no company can take it.
pub const SLUG: &str = "operator";

/// Name for lists and logs.
const NAME: &str = "Operator";

/// The system's tenant, as commands name it.
#[must_use]
pub fn info() -> TenantInfo {
    TenantInfo { scope: SCOPE, slug: SLUG.to_owned(), name: NAME.to_owned(), served: true }
}

/// Whether anybody has an operator's account.
///
/// # Errors
/// The store's failure.
pub async fn exists(app: &App) -> Result<bool> {
    Ok(!app.store().tenant(SCOPE).list_agents().await?.is_empty())
}

/// Makes the row that holds the operators' audit log, at the first start.
///
/// # Errors
/// The store's failure.
pub(crate) async fn ensure(app: &App, now: Timestamp) -> Result<()> {
    let system = app.store().system();
    if system.find_tenant(SCOPE.tenant()).await?.is_some() {
        return Ok(());
    }
    let row = store::Tenant {
        id: SCOPE.tenant(),
        slug: SLUG.to_owned(),
        name: NAME.to_owned(),
        state: store::TenantState::Active,
        created_at: now,
    };
    match system.insert_tenant(&row, &[]).await {
        // Another node was faster.
        Err(store::StoreError::Taken(_)) => Ok(()),
        other => Ok(other?),
    }
}
