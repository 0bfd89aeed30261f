//! Tenants and their host names.

use crate::db::{Row, args, queries};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::{TenantId, Timestamp};
use std::str::FromStr;

queries! {
    INSERT = "INSERT INTO tenant (id, slug, name, state, created_at_ms) VALUES ($1, $2, $3, $4, $5)";
    INSERT_HEAD = "INSERT INTO tenant_head (tenant_id, audit_size, audit_peaks, change_seq, ticket_number_last) \
        VALUES ($1, 0, $2, 0, 0)";
    INSERT_HOST = "INSERT INTO host_name (host, tenant_id) VALUES ($1, $2)";
    FIND = "SELECT id, slug, name, state, created_at_ms FROM tenant WHERE id = $1";
    FIND_BY_SLUG = "SELECT id, slug, name, state, created_at_ms FROM tenant WHERE slug = $1";
    FIND_BY_HOST = "SELECT t.id, t.slug, t.name, t.state, t.created_at_ms FROM host_name h \
        JOIN tenant t ON t.id = h.tenant_id WHERE h.host = $1";
    LIST_HOSTS = "SELECT host FROM host_name WHERE tenant_id = $1 ORDER BY host";
    DELETE_HOST = "DELETE FROM host_name WHERE host = $1 AND tenant_id = $2";
    LIST = "SELECT id, slug, name, state, created_at_ms FROM tenant ORDER BY id";
    UPDATE = "UPDATE tenant SET name = $2, state = $3 WHERE id = $1";
}

/// Whether a tenant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TenantState {
    /// Served.
    Active,
    /// Not served: no take-in, no sending, no sign-in.
    Suspended,
    /// Its account was closed and everything erased.
    Closed,
}

impl TenantState {
    /// Its word in SQL.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

impl FromStr for TenantState {
    type Err = StoreError;
    fn from_str(s: &str) -> Result<Self> {
        match s {
            "active" => Ok(Self::Active),
            "suspended" => Ok(Self::Suspended),
            "closed" => Ok(Self::Closed),
            _ => Err(StoreError::Corrupt("tenant state")),
        }
    }
}

/// A company whose mail is handled here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Id.
    pub id: TenantId,
    /// Short name in paths and at the command line.
    pub slug: String,
    /// The company's name.
    pub name: String,
    /// Whether it is served.
    pub state: TenantState,
    /// When it was made.
    pub created_at: Timestamp,
}

fn read(row: &Row) -> Result<Tenant> {
    let mut f = row.fields();
    Ok(Tenant {
        id: f.id()?,
        slug: f.text()?.to_owned(),
        name: f.text()?.to_owned(),
        state: f.state()?,
        created_at: f.time()?,
    })
}

impl SystemStore {
    /// Makes a tenant; [`StoreError::Taken`] when the slug or a host name is in use.
    pub async fn insert_tenant(&self, t: &Tenant, hosts: &[&str]) -> Result<()> {
        let mut tx = self.begin().await?;
        let (slug, name) = (t.slug.clone(), t.name.clone());
        tx.execute(INSERT, args![t.id, slug, name, t.state.as_str(), t.created_at]).await?;
        tx.execute(INSERT_HEAD, args![t.id, Vec::<u8>::new()]).await?;
        for host in hosts {
            tx.execute(INSERT_HOST, args![*host, t.id]).await?;
        }
        tx.commit().await
    }

    /// The host names of a tenant, in order.
    pub async fn list_host_names(&self, tenant: TenantId) -> Result<Vec<String>> {
        let rows = self.read().await?.list(LIST_HOSTS, args![tenant]).await?;
        rows.iter().map(|row| Ok(row.fields().text()?.to_owned())).collect()
    }

    /// A tenant.
    pub async fn find_tenant(&self, id: TenantId) -> Result<Option<Tenant>> {
        self.read().await?.find(FIND, args![id]).await?.as_ref().map(read).transpose()
    }

    /// The tenant with this slug.
    pub async fn find_tenant_by_slug(&self, slug: &str) -> Result<Option<Tenant>> {
        self.read().await?.find(FIND_BY_SLUG, args![slug]).await?.as_ref().map(read).transpose()
    }

    /// The tenant that is served under this host name.
    pub async fn find_tenant_by_host(&self, host: &str) -> Result<Option<Tenant>> {
        self.read().await?.find(FIND_BY_HOST, args![host]).await?.as_ref().map(read).transpose()
    }

    /// Every tenant, oldest first.
    pub async fn list_tenants(&self) -> Result<Vec<Tenant>> {
        self.read().await?.list(LIST, args![]).await?.iter().map(read).collect()
    }
}

impl TenantTx {
    /// Changes what the tenant is called and whether it is served.
    pub async fn update_tenant(&mut self, name: &str, state: TenantState) -> Result<()> {
        let args = args![self.tenant(), name, state.as_str()];
        self.conn().execute(UPDATE, args).await.map(|_| ())
    }

    /// Gives it a host name; [`StoreError::Taken`] when a tenant has that already.
    pub async fn insert_host_name(&mut self, host: &str) -> Result<()> {
        let args = args![host, self.tenant()];
        self.conn().execute(INSERT_HOST, args).await.map(|_| ())
    }

    /// Takes a host name from it; false when it has none of that name.
    pub async fn delete_host_name(&mut self, host: &str) -> Result<bool> {
        let args = args![host, self.tenant()];
        Ok(self.conn().execute(DELETE_HOST, args).await? > 0)
    }
}
