//! The tenant that a piece of work is for. There is no ambient current tenant: the scope is a parameter.

use crate::TenantId;

/// Proof that the tenant was established (by host name, token, session or job) before any query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TenantScope(TenantId);

impl TenantScope {
    /// The scope of a tenant. Call it where the tenant is established, nowhere else.
    #[must_use]
    pub const fn of(tenant: TenantId) -> Self {
        Self(tenant)
    }

    /// The tenant.
    #[must_use]
    pub const fn tenant(self) -> TenantId {
        self.0
    }
}
