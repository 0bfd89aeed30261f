//! Which requests are counted as use of Deskhero, and what of them (C14, C62): the pattern of the address, which has no id, the
//! families of browser and system, and the network. What a script does by itself is not counted, nor what a program asks.

use crate::gate::Caller;
use crate::route::Access;
use crate::{Web, host};
use app::Ctx;
use app::usage::{Used, network};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use std::sync::Arc;

/// Headers of what a page's script asks for by itself.
const BY_ITSELF: [&str; 2] = ["x-deskhero-live", "x-deskhero-ahead"];

/// What is counted of a request, if it succeeds and whoever sent it consents.
pub fn of(web: &Arc<Web>, access: Access, path: &'static str, request: &Request) -> Option<(Ctx, Used)> {
    web.app.settings().usage_days?;
    let caller = request.extensions().get::<Caller>()?;
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let deed = !request.method().is_safe();
    let is_page = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"))
        && (!headers.contains_key("hx-request") || headers.contains_key("hx-boosted"));
    let by_itself = BY_ITSELF.iter().any(|name| headers.contains_key(*name));
    let is_persons = matches!(access, Access::Session | Access::SessionAdmin);
    if caller.refuses || by_itself || !is_persons || !(deed || is_page) {
        return None;
    }
    let (browser, system) = domain::families(text(header::USER_AGENT).unwrap_or_default());
    let network = network(&host::client_of(web, request.extensions(), headers));
    Some((caller.ctx, Used { deed, feature: path, browser, system, network }))
}

/// Counts it, if it was done.
pub async fn count(web: &Arc<Web>, used: Option<(Ctx, Used)>, status: StatusCode) {
    let done = status.is_success() || status.is_redirection();
    if let Some((ctx, used)) = used.filter(|_| done) {
        web.app.count_use(&ctx, used).await;
    }
}
