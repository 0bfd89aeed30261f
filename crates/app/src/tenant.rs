//! Tenants: made with their keys, found by host name or short name.

use crate::{App, Ctx, Error, Result};
use domain::{TenantId, TenantScope, Timestamp};
use privacy::Act;

/// Characters of a short name.
const SLUG_CHARS_MAX: usize = 40;

/// A tenant, as far as anyone may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantInfo {
    /// Its scope.
    pub scope: TenantScope,
    /// Short name.
    pub slug: String,
    /// The company's name.
    pub name: String,
}

/// Creates a tenant and its keys.
///
/// # Errors
/// [`Error::Exists`], bad input, or a store's failure.
pub async fn create(
    app: &App,
    slug: &str,
    name: &str,
    hosts: &[String],
    now: Timestamp,
) -> Result<TenantInfo> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() || slug.len() > SLUG_CHARS_MAX || !slug.chars().all(allowed) || slug.starts_with('-') {
        return Err(Error::Input { field: "slug", rule: "rule-slug" });
    }
    if find_by_slug(app, slug).await?.is_some() {
        return Err(Error::Exists("tenant"));
    }
    let scope = TenantScope::of(TenantId::generate(now));
    let ctx = Ctx::operator(scope, now);
    let permit = privacy::decide(&ctx.access(Act::TENANT_CREATE))?;
    let mut keys = app.vault().draft(scope);
    keys.create_tenant(now)?;
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    let hosts: Vec<String> = hosts.iter().map(|host| host.trim().to_ascii_lowercase()).collect();
    let row = store::Tenant {
        id: scope.tenant(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        state: store::TenantState::Active,
        created_at: now,
    };
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    app.store().system().insert_tenant(&row, &hosts).await?;
    app.append_audit(scope, &permit.into_events(Vec::new())).await?;
    Ok(TenantInfo { scope, slug: slug.to_owned(), name: name.to_owned() })
}

/// The tenant whose pages answer under this host name (without port).
///
/// # Errors
/// The store's failure.
pub async fn find_by_host(app: &App, host: &str) -> Result<Option<TenantInfo>> {
    Ok(app.store().system().find_tenant_by_host(&host.to_ascii_lowercase()).await?.map(info))
}

/// The tenant with this short name.
///
/// # Errors
/// The store's failure.
pub async fn find_by_slug(app: &App, slug: &str) -> Result<Option<TenantInfo>> {
    Ok(app.store().system().find_tenant_by_slug(slug).await?.map(info))
}

/// Every tenant.
///
/// # Errors
/// The store's failure.
pub async fn list(app: &App) -> Result<Vec<TenantInfo>> {
    Ok(app.store().system().list_tenants().await?.into_iter().map(info).collect())
}

fn info(row: store::Tenant) -> TenantInfo {
    TenantInfo { scope: TenantScope::of(row.id), slug: row.slug, name: row.name }
}
