//! `deskhero serve`: pages, API, take-in and delivery in one process, until it is told to stop.

use crate::args::Data;
use crate::open;
use anyhow::{Context, Result};
use app::App;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What it says when it is ready.
#[derive(serde::Serialize)]
struct Said {
    url: String,
    listen: SocketAddr,
    /// The one-time link, while nothing is set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_up: Option<String>,
}

/// Runs it.
pub async fn run(data: &Data, listen: Option<SocketAddr>) -> Result<()> {
    let config = open::config(data)?;
    crate::logging::start(config.log.level.as_str(), config.log.json);
    open::check_contact(&config)?;
    let listen = listen.unwrap_or(config.server.listen);
    let app = open::server(&config).await?;
    for (provider, _) in app::trust::vetted(&app, app.now()).iter().filter(|(_, is_vetted)| !is_vetted) {
        tracing::warn!(%provider, "the provider has not vetted this installation, or no longer (google.assessed_until, microsoft.publisher)");
    }
    let listener = bind(listen).await?;
    // Port 0 asks for any free one: the line says which it became.
    let listen = listener.local_addr()?;
    let url = match &config.server.public_url {
        Some(url) => url.as_str().to_owned(),
        None => format!("http://{}", address_for_people(listen)),
    };
    let trusted = config.server.trusted_proxies.clone();
    let settings = web::WebSettings {
        https: url.starts_with("https:"),
        is_proxy: Arc::new(move |peer| trusted.iter().any(|block| block.contains(peer))),
        tenants: web::Tenants::ByHost,
        public_url: config.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
    };
    let set_up = app::set_up::offer(&app, app.now()).await?;
    let set_up = set_up.map(|secret| format!("{url}/set-up/{}", secret.reveal()));
    let said = Said { url, listen, set_up };
    crate::answer::print(data.json, &said, |said| {
        let link = said.set_up.as_ref().map(|link| {
            format!("\n\nNothing is set up yet. Open this link in a browser (it works once, for 24 hours):\n\n  {link}\n")
        });
        format!("Deskhero serves {} on {}{}", said.url, said.listen, link.unwrap_or_default())
    })?;
    until_stopped(app, listener, settings).await
}

/// `0.0.0.0` is nothing that a browser opens, and cookies want `localhost` without TLS.
pub fn address_for_people(listen: SocketAddr) -> String {
    if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        format!("localhost:{}", listen.port())
    } else {
        listen.to_string()
    }
}

/// Opens the listening socket.
pub async fn bind(listen: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(listen).await.with_context(|| format!("{listen} cannot be listened on"))
}

/// Serves and works until SIGTERM or Ctrl-C, then ends what was begun.
pub async fn until_stopped(app: Arc<App>, listener: TcpListener, settings: web::WebSettings) -> Result<()> {
    let jobs = app::jobs::start(&app);
    web::serve(listener, Arc::clone(&app), settings, stopped()).await?;
    drop(jobs);
    app.store().close().await;
    app.keyring().close().await;
    Ok(())
}

async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
