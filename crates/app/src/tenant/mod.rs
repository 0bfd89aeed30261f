//! Tenants: made with their keys, found by host name or short name.

mod apart;
mod manage;

pub(crate) use apart::Apart;

pub use manage::{
    MadeTenant, TenantChange, TenantView, acceptances, add_host, change, create_with_admin,
    invite_first_admin, manage, manage_one, manage_page, remove_host, rename, resume, suspend,
};

use crate::{App, Ctx, Error, Result, operator};
use domain::limits::NAME_CHARS_MAX;
use domain::{TenantId, TenantScope, Timestamp};
use privacy::Act;
use std::collections::HashSet;

/// Characters of a short name.
const SLUG_CHARS_MAX: usize = 40;
/// Characters of a host name (RFC 1123 2.1).
const HOST_CHARS_MAX: usize = 253;

/// A tenant, as far as anyone may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantInfo {
    /// Its scope.
    pub scope: TenantScope,
    /// Short name.
    pub slug: String,
    /// The company's name.
    pub name: String,
    /// Whether it is served: taken in for, sent for, open to its people.
    pub served: bool,
}

/// A tenant to create.
#[derive(Debug, Clone, Default)]
pub struct NewTenant {
    /// Short name; made from the name when empty.
    pub slug: String,
    /// The company's name.
    pub name: String,
    /// Host names under which its pages answer.
    pub hosts: Vec<String>,
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
    if slug.is_empty() {
        return Err(Error::Input { field: "slug", rule: "rule-slug" });
    }
    let new = NewTenant { slug: slug.to_owned(), name: name.to_owned(), hosts: hosts.to_vec() };
    create_new(app, &Ctx::operator(operator::SCOPE, now), new).await
}

/// Creates a tenant and its keys, as who asks in `ctx`; the tenant's own log begins with that, and the operators' tells it.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn create_new(app: &App, ctx: &Ctx, new: NewTenant) -> Result<TenantInfo> {
    let NewTenant { slug, name, hosts } = check(app, &new).await?;
    let scope = TenantScope::of(TenantId::generate(ctx.now));
    let ctx = Ctx { scope, ..*ctx };
    let permit = privacy::decide(&ctx.access(Act::TENANT_CREATE))?;
    manage::note(app, &ctx, Act::TENANT_CREATE).await?;
    let mut keys = app.vault().draft(scope);
    keys.create_tenant(ctx.now)?;
    app.keyring().commit(keys.batch()).await?;
    app.vault().publish(keys);
    let row = store::Tenant {
        id: scope.tenant(),
        slug: slug.clone(),
        name: name.clone(),
        state: store::TenantState::Active,
        created_at: ctx.now,
    };
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    app.store().system().insert_tenant(&row, &hosts).await?;
    app.append_audit(scope, &permit.into_events(Vec::new())).await?;
    Ok(TenantInfo { scope, slug, name, served: true })
}

/// Checks and normalises what a new tenant is called.
///
/// # Errors
/// [`Error::Exists`], bad input, or the store's failure.
pub(crate) async fn check(app: &App, new: &NewTenant) -> Result<NewTenant> {
    let name = check_name(&new.name)?;
    let slug = if new.slug.is_empty() { slug_of(&name) } else { new.slug.clone() };
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() || slug.len() > SLUG_CHARS_MAX || !slug.chars().all(allowed) || slug.starts_with('-') {
        return Err(Error::Input { field: "slug", rule: "rule-slug" });
    }
    if slug == operator::SLUG || find_by_slug(app, &slug).await?.is_some() {
        return Err(Error::Exists("tenant"));
    }
    let mut hosts = Vec::with_capacity(new.hosts.len());
    for host in &new.hosts {
        let host = check_host(host)?;
        if app.store().system().find_tenant_by_host(&host).await?.is_some() {
            return Err(Error::Exists("host name"));
        }
        hosts.push(host);
    }
    Ok(NewTenant { slug, name, hosts })
}

/// A company's name.
fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX;
    if !fits || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "company", rule: "rule-name" });
    }
    Ok(name.to_owned())
}

/// A host name in lower case, without scheme, port and path (RFC 1123 2.1).
///
/// # Errors
/// [`Error::Input`].
pub(crate) fn check_host(host: &str) -> Result<String> {
    let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    let is_label = |label: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&label.len()) && label.chars().all(inner) && !label.starts_with('-')
    };
    let is_address = host.parse::<std::net::IpAddr>().is_ok();
    if is_address || (host.len() <= HOST_CHARS_MAX && host.split('.').all(is_label)) {
        return Ok(host);
    }
    Err(Error::Input { field: "host", rule: "rule-host" })
}

/// A short name made of a company's name: its letters and digits, hyphens between words.
fn slug_of(name: &str) -> String {
    let plain: String =
        name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(SLUG_CHARS_MAX).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "company".to_owned() } else { slug.to_owned() }
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

/// A tenant.
///
/// # Errors
/// The store's failure.
pub async fn find(app: &App, scope: TenantScope) -> Result<Option<TenantInfo>> {
    Ok(app.store().system().find_tenant(scope.tenant()).await?.map(info))
}

/// Every tenant; the system's own is none.
///
/// # Errors
/// The store's failure.
pub async fn list(app: &App) -> Result<Vec<TenantInfo>> {
    let rows = app.store().system().list_tenants().await?;
    Ok(rows.into_iter().filter(|row| row.id != operator::SCOPE.tenant()).map(info).collect())
}

/// The tenants that are served: those for which jobs work.
///
/// # Errors
/// The store's failure.
pub async fn list_served(app: &App) -> Result<Vec<TenantInfo>> {
    Ok(list(app).await?.into_iter().filter(|info| info.served).collect())
}

/// Whether the tenant has no key any more: its account was closed, and nothing of it opens ever again.
///
/// # Errors
/// The keyring's failure.
pub(crate) async fn is_erased(app: &App, scope: TenantScope) -> Result<bool> {
    Ok(app.keyring().list_tenant_keys(scope).await?.is_empty())
}

/// Lets nobody in whose tenant is suspended.
///
/// # Errors
/// [`Error::Suspended`], or the store's failure.
pub async fn check_served(app: &App, scope: TenantScope) -> Result<()> {
    match find(app, scope).await? {
        Some(info) if info.served => Ok(()),
        Some(_) => Err(Error::Suspended),
        None => Err(Error::NotFound("tenant")),
    }
}

/// Every tenant that is not closed, and the system's own.
///
/// # Errors
/// The store's failure.
pub async fn list_open(app: &App) -> Result<Vec<TenantInfo>> {
    let rows = app.store().system().list_tenants().await?.into_iter();
    let is_open =
        |row: &store::Tenant| row.id != operator::SCOPE.tenant() && row.state != store::TenantState::Closed;
    let mut all: Vec<TenantInfo> = rows.filter(is_open).map(info).collect();
    all.push(operator::info());
    Ok(all)
}

/// Those of them that have an audit log that opens: of one that is being erased the keys go first.
///
/// # Errors
/// A store's failure.
pub async fn list_logs(app: &App) -> Result<Vec<TenantInfo>> {
    let keys = app.keyring().list_all_tenant_keys().await?;
    let keyed: HashSet<TenantId> = keys.into_iter().map(|key| key.tenant).collect();
    let has_keys = |info: &TenantInfo| info.scope == operator::SCOPE || keyed.contains(&info.scope.tenant());
    Ok(list_open(app).await?.into_iter().filter(has_keys).collect())
}

/// Every company that has keys: of one that was closed nothing opens.
///
/// # Errors
/// A store's failure.
pub async fn list_keyed(app: &App) -> Result<Vec<TenantInfo>> {
    Ok(list_logs(app).await?.into_iter().filter(|info| info.scope != operator::SCOPE).collect())
}

fn info(row: store::Tenant) -> TenantInfo {
    let served = row.state == store::TenantState::Active;
    TenantInfo { scope: TenantScope::of(row.id), slug: row.slug, name: row.name, served }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_made_of_any_name() {
        assert_eq!(slug_of("Nordlys Cykler A/S"), "nordlys-cykler-a-s");
        assert_eq!(slug_of("  Bør & Sønner  "), "b-r-s-nner");
        assert_eq!(slug_of("日本"), "company");
        assert!(slug_of(&"long ".repeat(40)).len() <= SLUG_CHARS_MAX);
    }

    #[test]
    fn host_names_are_normalised_or_refused() {
        assert_eq!(check_host(" Desk.Example.COM. ").unwrap(), "desk.example.com");
        assert_eq!(check_host("localhost").unwrap(), "localhost");
        assert_eq!(check_host("192.0.2.7").unwrap(), "192.0.2.7");
        for bad in ["", "a b", "https://x", "x:80", "-x.example", "a..b", "x/y"] {
            assert!(check_host(bad).is_err(), "{bad}");
        }
    }
}
