//! `deskhero serve`: pages, API, take-in and delivery in one process, until it is told to stop.

use crate::args::Data;
use crate::open;
use anyhow::{Context, Result};
use app::App;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Runs it.
pub async fn run(data: &Data, listen: Option<SocketAddr>) -> Result<()> {
    let config = open::config(data)?;
    crate::logging::start(config.log.level.as_str(), config.log.json);
    let listen = listen.unwrap_or(config.server.listen);
    let app = open::server(&config).await?;
    let listener = bind(listen).await?;
    // Port 0 asks for any free one: the line says which it became.
    let listen = listener.local_addr()?;
    let url = config.public_url();
    let trusted = config.server.trusted_proxies.clone();
    let settings = web::WebSettings {
        https: url.starts_with("https:"),
        is_proxy: Arc::new(move |peer| trusted.iter().any(|block| block.contains(peer))),
        tenants: web::Tenants::ByHost,
    };
    crate::answer::print(data.json, &serde_json::json!({ "url": url, "listen": listen }), |_| {
        format!("Deskhero serves {url} on {listen}")
    })?;
    until_stopped(app, listener, settings).await
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
