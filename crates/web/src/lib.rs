//! The edge that speaks HTTP: pages for people, a JSON API for programs, and live events for both.
//!
//! Every route stands in a table with what it takes to pass ([`route::Access`]), and the gates read that table: no
//! handler can forget to ask who is there. [`problem`] alone turns failures into statuses.

pub mod api;
mod asked;
pub mod assets;
pub mod cookies;
pub mod evidence;
pub mod gate;
pub mod headers;
pub mod host;
pub mod input;
pub mod language;
mod markdown;
pub mod pages;
#[doc(hidden)]
pub mod parts;
pub mod problem;
mod push;
pub mod route;
pub mod usage;

use app::App;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use std::sync::Arc;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// Tells trusted proxies from everybody else.
pub type IsProxy = Arc<dyn Fn(std::net::IpAddr) -> bool + Send + Sync>;

/// What the operator chose for the edge.
#[derive(Clone)]
pub struct WebSettings {
    /// Browsers reach Deskhero by https (its own TLS, or a proxy's in front).
    pub https: bool,
    /// Whether a peer is a trusted proxy: the last entry of its X-Forwarded-For is the client.
    pub is_proxy: IsProxy,
    /// How a request finds its tenant.
    pub tenants: Tenants,
    /// The address that people type, without a slash at its end: links carry its scheme and port, and the operator's
    /// pages answer at its host name alone. When absent: what the browser says, and any.
    pub public_url: Option<String>,
}

/// How a request finds its tenant.
#[derive(Debug, Clone)]
pub enum Tenants {
    /// By the Host header.
    ByHost,
    /// Always this one, by its slug: the demo, and an installation for one company.
    Only(String),
}

impl Default for WebSettings {
    fn default() -> Self {
        Self { https: false, is_proxy: Arc::new(|_| false), tenants: Tenants::ByHost, public_url: None }
    }
}

/// What every handler works with.
pub struct Web {
    /// Use cases.
    pub app: Arc<App>,
    /// Settings.
    pub settings: WebSettings,
    /// Documents as files.
    pub(crate) made: pages::document_pdf::Made,
}

/// Answers requests until `stopped` is ready; those under way are ended first.
///
/// # Errors
/// The listening socket's failure.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: Arc<App>,
    settings: WebSettings,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(app, settings).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped).await
}

/// The whole of it.
pub fn router(app: Arc<App>, settings: WebSettings) -> Router {
    let web = Arc::new(Web { app, settings, made: pages::document_pdf::Made::default() });
    let pages = route::build(&web, pages::routes())
        .layer(from_fn_with_state(Arc::clone(&web), pages::error::as_page));
    let api = route::build(&web, api::routes());
    Router::new()
        .merge(pages)
        .merge(api)
        .fallback(pages::error::absent)
        .layer(from_fn(route::say_why))
        .layer(from_fn_with_state(Arc::clone(&web), headers::add))
        // Pages hold a CSRF token and echo a search, which invites BREACH; but no other site's page can make a
        // browser send the session along (SameSite), so nobody can ask the questions that the attack needs.
        .layer(CompressionLayer::new().gzip(true).br(false).quality(CompressionLevel::Fastest))
        .with_state(web)
}
