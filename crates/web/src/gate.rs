//! Who passes: sessions for pages, tokens for the API, and for every request of a page that changes something the
//! proof that a page of ours sent it.
//!
//! A session opens no API route and a token opens no page: a stolen cookie is no programme's key, and no foreign
//! page can make a browser use a token. The one live-event stream of pages has its own page route.

use crate::asked::{Named, is_in_vain};
use crate::input::{Fields, media_type};
use crate::language::{self, Texts};
use crate::pages::agreement;
use crate::problem::{Answer, Problem};
use crate::route::Access;
use crate::{Web, host, usage};
use app::Ctx;
use app::alert::Asking;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Private, Role, SessionId, Timestamp};
use std::sync::Arc;

pub use app::cookies::{OPERATOR_SESSION as OPERATOR_COOKIE, SESSION as COOKIE};

/// A header of the API's answers: what the token's owner is still to read and agree to, where there is something.
pub const PENDING_HEADER: &str = "deskhero-agreement-pending";

/// A header with the CSRF token, where the body is no form.
pub const CSRF_HEADER: &str = "x-deskhero-csrf";

/// Who passed the gate; handlers take it as a parameter.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Context of use cases.
    pub ctx: Ctx,
    /// Goes into forms; empty for tokens.
    pub csrf: String,
    /// In the language that the request asks for; a whole page is in the one that its reader chose.
    pub texts: Texts,
    /// How far the tenant's changes had come before anything was read for a whole page: it listens from there.
    pub position: i64,
    /// Whether their browser refuses to have them followed (Global Privacy Control).
    pub refuses: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Answer<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthenticated)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Fields {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Answer<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::malformed("not a form"))
    }
}

/// The gate in front of each route.
pub async fn pass(
    State((web, access, path)): State<(Arc<Web>, Access, &'static str)>,
    request: Request,
    next: Next,
) -> Response {
    match admit(&web, access, request).await {
        Ok(request) if request.extensions().get::<ToRead>().is_some() => to_agreement(&request),
        Ok(request) => {
            let used = usage::of(&web, access, path, &request);
            let response = answer(&web, access, request, next).await;
            usage::count(&web, used, response.status()).await;
            response
        }
        Err(problem) if wants_sign_in(&problem) => {
            let way_in = if access == Access::Operator { "/operator/sign-in" } else { "/sign-in" };
            Redirect::to(way_in).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// Marks a page that is not shown before something was read and agreed to (C103).
#[derive(Debug, Clone, Copy)]
struct ToRead;

/// A script that loads a page in the place of another has to be told otherwise than a browser.
fn to_agreement(request: &Request) -> Response {
    if request.headers().contains_key("hx-request") {
        return ([("hx-redirect", agreement::PLACE)], StatusCode::OK).into_response();
    }
    Redirect::to(agreement::PLACE).into_response()
}

/// Whether somebody opens a page, as a whole or in the place of another, which they may only after they have read what they
/// have to. What they send is taken: nothing that was typed is lost.
fn opens_page(request: &Request) -> bool {
    let boosted = request.method() == Method::GET && request.headers().contains_key("hx-boosted");
    (boosted || is_navigation(request)) && !agreement::is_open(request.uri().path())
}

/// Tells a program that its owner has something to read; its requests are answered as ever.
async fn tell_pending(web: &Web, ctx: &Ctx, response: &mut Response) {
    let Ok(pending) = app::document::pending_lately(&web.app, ctx).await else { return };
    let words: Vec<String> =
        pending.iter().map(|one| format!("{};version={}", one.kind, one.version)).collect();
    if let Ok(value) = HeaderValue::from_str(&words.join(", "))
        && !words.is_empty()
    {
        response.headers_mut().insert(PENDING_HEADER, value);
    }
}

/// Runs the handler. Of who is signed in and is told that there is no such thing, it is kept what they named.
async fn answer(web: &Arc<Web>, access: Access, mut request: Request, next: Next) -> Response {
    let Some(ctx) = request.extensions().get::<Caller>().map(|caller| caller.ctx) else {
        return next.run(request).await;
    };
    let named = Named::default();
    named.address(request.uri());
    for (name, value) in request.extensions().get::<Fields>().into_iter().flat_map(|fields| &fields.0) {
        named.field(name, value);
    }
    request.extensions_mut().insert(named.clone());
    let how = asking(access, request.method());
    let mut response = next.run(request).await;
    if matches!(access, Access::Token | Access::TokenAdmin) {
        tell_pending(web, &ctx, &mut response).await;
    }
    if is_in_vain(response.status()) {
        web.app.asked_in_vain(&ctx, named.take(), how);
    }
    response
}

/// Whoever follows a link opens a page; what else asks is a programme, or does something.
fn asking(access: Access, method: &Method) -> Asking {
    let is_page = matches!(access, Access::Session | Access::SessionAdmin | Access::Operator);
    if is_page && method.is_safe() { Asking::Page } else { Asking::Deed }
}

/// A person without a session who opens a page is shown the way in. Scripts' requests get the plain 401.
fn wants_sign_in(problem: &Problem) -> bool {
    problem.status == StatusCode::UNAUTHORIZED && problem.members.contains_key("navigation")
}

async fn admit(web: &Arc<Web>, access: Access, mut request: Request) -> Answer<Request> {
    match access {
        Access::Public | Access::Signed => {
            // What programs read without a token has no form: any other method is told that it is none.
            if !request.method().is_safe() && !request.uri().path().starts_with("/api/") {
                same_site(request.headers())?;
                let fields = take_form(&mut request).await?;
                request.extensions_mut().insert(fields);
            }
        }
        Access::Provider => {}
        Access::Session | Access::SessionAdmin | Access::Operator => {
            let texts = language::asked(request.headers(), request.uri());
            let found = match access {
                Access::Operator => {
                    operator(web, request.headers(), texts).await.map(|caller| (caller, None))
                }
                _ => session(web, request.headers(), texts).await.map(|(caller, of)| (caller, Some(of))),
            };
            let (mut caller, of) = found.map_err(|problem| mark_navigation(&request, problem))?;
            if access != Access::Operator {
                allow(&caller.ctx, access == Access::SessionAdmin)?;
                let opens = opens_page(&request);
                if opens && !app::document::pending_lately(&web.app, &caller.ctx).await?.is_empty() {
                    request.extensions_mut().insert(ToRead);
                } else if is_navigation(&request) {
                    caller.position = app::live::position(&web.app, &caller.ctx).await?;
                }
                if let Some(of) = of.filter(|_| opens && request.extensions().get::<ToRead>().is_none()) {
                    app::sign_in::opens_page(&web.app, of, caller.ctx.now).await?;
                }
            }
            if !request.method().is_safe() {
                check_token(&mut request, &caller.csrf).await?;
            }
            request.extensions_mut().insert(caller);
        }
        Access::Token | Access::TokenAdmin => {
            let ctx = bearer(web, request.headers()).await?;
            if ctx.is_operator() {
                return Err(Problem::operator_token());
            }
            allow(&ctx, access == Access::TokenAdmin)?;
            request.extensions_mut().insert(by_token(ctx));
        }
        Access::OperatorToken => {
            host::operator(web, request.headers())?;
            let ctx = bearer(web, request.headers()).await?;
            if !is_operators(&ctx) {
                return Err(Problem::tenant_token());
            }
            request.extensions_mut().insert(by_token(ctx));
        }
    }
    Ok(request)
}

fn mark_navigation(request: &Request, problem: Problem) -> Problem {
    if is_navigation(request) { problem.with("navigation", true.into()) } else { problem }
}

/// Whether a person opens a page, and no script asks for a part of one.
fn is_navigation(request: &Request) -> bool {
    let live = ["hx-request", "x-deskhero-live", "x-deskhero-ahead"]
        .iter()
        .any(|name| request.headers().contains_key(*name));
    let page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.contains("text/html"));
    request.method() == Method::GET && page && !live
}

fn allow(ctx: &Ctx, admin: bool) -> Answer<()> {
    match ctx.role {
        Some(Role::Admin) => Ok(()),
        Some(Role::Agent) if !admin => Ok(()),
        _ => Err(Problem::forbidden()),
    }
}

/// A session, and when a page was last opened in it.
type Opened = (SessionId, Option<Timestamp>);

async fn session(web: &Arc<Web>, headers: &HeaderMap, texts: Texts) -> Answer<(Caller, Opened)> {
    let token = cookie(headers, COOKIE).ok_or_else(Problem::unauthenticated)?;
    let signed = app::sign_in::resume(&web.app, &Private::new(token), web.app.now()).await?;
    // A session is good at its own tenant's address only.
    match host::tenant(web, headers).await? {
        Some(tenant) if tenant.scope == signed.ctx.scope => {
            let (ctx, csrf, refuses) = (signed.ctx, signed.csrf_token, refuses(headers));
            let caller = Caller { ctx, csrf, texts, position: 0, refuses };
            Ok((caller, (signed.session, signed.page_at)))
        }
        _ => Err(Problem::unauthenticated()),
    }
}

async fn operator(web: &Arc<Web>, headers: &HeaderMap, texts: Texts) -> Answer<Caller> {
    host::operator(web, headers)?;
    let token = cookie(headers, OPERATOR_COOKIE).ok_or_else(Problem::unauthenticated)?;
    let signed = app::sign_in::resume(&web.app, &Private::new(token), web.app.now()).await?;
    match is_operators(&signed.ctx) {
        true => Ok(Caller {
            ctx: signed.ctx,
            csrf: signed.csrf_token,
            texts,
            position: 0,
            refuses: refuses(headers),
        }),
        false => Err(Problem::unauthenticated()),
    }
}

/// Whether a request comes with a session that is good here: an operator's, or one of the company's.
///
/// # Errors
/// The store's failure.
pub async fn is_signed_in(web: &Arc<Web>, headers: &HeaderMap, is_operator: bool) -> Answer<bool> {
    let texts = language::english();
    let found = match is_operator {
        true => operator(web, headers, texts).await.map(drop),
        false => session(web, headers, texts).await.map(drop),
    };
    match found {
        Ok(()) => Ok(true),
        Err(problem) if problem.status == StatusCode::UNAUTHORIZED => Ok(false),
        Err(problem) => Err(problem),
    }
}

/// Whether the browser says that its user refuses to be followed: <https://www.w3.org/TR/gpc/>.
#[must_use]
pub fn refuses(headers: &HeaderMap) -> bool {
    headers.get("sec-gpc").is_some_and(|value| value == "1")
}

/// Whether an operator asks, as one of the system's own tenant.
fn is_operators(ctx: &Ctx) -> bool {
    ctx.scope == app::operator::SCOPE && ctx.role == Some(Role::Operator)
}

fn by_token(ctx: Ctx) -> Caller {
    Caller { ctx, csrf: String::new(), texts: language::english(), position: 0, refuses: false }
}

/// The session token of a request, in the cookie `name`.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|value| {
        value.split(';').find_map(|pair| Some(pair.trim().strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    })
}

async fn bearer(web: &Arc<Web>, headers: &HeaderMap) -> Answer<Ctx> {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, token) = value.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Problem::unauthenticated());
    }
    let secret = Private::new(token.trim().to_owned());
    Ok(app::token::authenticate(&web.app, &secret, web.app.now()).await?)
}

/// Refuses what another site's page sent: browsers say so in Sec-Fetch-Site, older ones in Origin.
///
/// # Errors
/// The refusal.
pub fn same_site(headers: &HeaderMap) -> Answer<()> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(_, host)| Some(host) == text("host")),
        (None, None) => false,
    };
    if ours { Ok(()) } else { Err(Problem::foreign_request()) }
}

async fn check_token(request: &mut Request, expected: &str) -> Answer<()> {
    same_site(request.headers())?;
    let header = request.headers().get(CSRF_HEADER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let form = media_type(request.headers()) == "application/x-www-form-urlencoded";
    let fields = if form { take_form(request).await? } else { Fields::default() };
    let given = header.unwrap_or_else(|| fields.get("csrf").to_owned());
    request.extensions_mut().insert(fields);
    if !expected.is_empty() && same_bytes(given.as_bytes(), expected.as_bytes()) {
        Ok(())
    } else {
        Err(Problem::foreign_request())
    }
}

async fn take_form(request: &mut Request) -> Answer<Fields> {
    let mut head = Request::new(std::mem::take(request.body_mut()));
    *head.headers_mut() = request.headers().clone();
    Fields::read(head).await
}

/// Compares without telling by its time where the difference is.
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}
