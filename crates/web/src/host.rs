//! Where a request comes in: its host, its tenant, whether cookies can work there, and from which address.

use crate::problem::{Answer, Problem};
use crate::{Tenants, Web};
use app::tenant::{self, TenantInfo};
use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, header, request::Parts};
use std::net::SocketAddr;

/// The host name of a request, lower case, without port.
#[must_use]
pub fn name(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    without_port(host)
}

fn without_port(host: &str) -> String {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    bare.trim_end_matches('.').to_ascii_lowercase()
}

/// The tenant that answers at this host.
///
/// # Errors
/// 403 where it is suspended; the store's failure.
pub async fn tenant(web: &Web, headers: &HeaderMap) -> Answer<Option<TenantInfo>> {
    let found = match &web.settings.tenants {
        Tenants::Only(slug) => tenant::find_by_slug(&web.app, slug).await?,
        Tenants::ByHost => tenant::find_by_host(&web.app, &name(headers)).await?,
    };
    match found {
        Some(info) if !info.served => Err(app::Error::Suspended.into()),
        other => Ok(other),
    }
}

/// Whether the operator's pages answer at this host.
///
/// # Errors
/// 404 at every other one than that of the public address.
pub fn operator(web: &Web, headers: &HeaderMap) -> Answer<()> {
    let public = web.settings.public_url.as_deref().and_then(|url| url.split_once("://"));
    match public {
        Some((_, authority)) if without_port(authority) != name(headers) => Err(Problem::not_found()),
        _ => Ok(()),
    }
}

/// The address of the tenant that answers here, for links: its own host name, with scheme and port of the public
/// address.
#[must_use]
pub fn base(web: &Web, headers: &HeaderMap) -> String {
    base_at(web, headers, name(headers))
}

/// The address of pages at another host of this Deskhero.
#[must_use]
pub fn base_at(web: &Web, headers: &HeaderMap, host: String) -> String {
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let said = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, authority) =
        web.settings.public_url.as_deref().and_then(|url| url.split_once("://")).unwrap_or(("http", said));
    let port = authority.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    port.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}"))
}

/// The address of a tenant's pages: its first host name, or this one's where it has none.
#[must_use]
pub fn base_of(web: &Web, headers: &HeaderMap, hosts: &[String]) -> String {
    base_at(web, headers, hosts.first().cloned().unwrap_or_else(|| name(headers)))
}

/// Whether a browser keeps a `__Host-` cookie here: https, or this very machine.
#[must_use]
pub fn keeps_cookies(web: &Web, headers: &HeaderMap) -> bool {
    let host = name(headers);
    web.settings.https
        || host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The client's network address, for lockout: the peer's, or what a trusted proxy says it is.
#[must_use]
pub fn client(web: &Web, parts: &Parts) -> String {
    client_of(web, &parts.extensions, &parts.headers)
}

/// The same, by what belongs to a request.
#[must_use]
pub fn client_of(web: &Web, extensions: &Extensions, headers: &HeaderMap) -> String {
    let Some(peer) = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()) else {
        return String::new();
    };
    let forwarded = || {
        let value = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(|address| address.trim().to_owned())
    };
    let trusted = (web.settings.is_proxy)(peer);
    trusted.then(forwarded).flatten().unwrap_or_else(|| peer.to_string())
}
