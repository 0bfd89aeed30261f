//! The table of routes: method, path, who may pass. The router is built from it and tests walk it.

use crate::pages::error;
use crate::problem::Problem;
use crate::{Web, gate, language};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::MethodFilter as M;
use axum::routing::{MethodRouter, on};
use futures::future::BoxFuture;
use std::sync::Arc;

/// Reading.
pub const GET: Method = Method::GET;
/// Changing something.
pub const POST: Method = Method::POST;

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// For providers of mailboxes, whose calls prove themselves by what they say.
    Provider,
    /// Who holds a signed address; the handler checks it.
    Signed,
    /// An agent or admin with a session.
    Session,
    /// An admin with a session.
    SessionAdmin,
    /// An operator with a session at the operator's own address.
    Operator,
    /// An agent or admin with a token.
    Token,
    /// An admin with a token.
    TokenAdmin,
    /// An operator with a token, at the operator's own address.
    OperatorToken,
}

/// One route.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path, with `{name}` for its parameters.
    pub path: &'static str,
    /// Who may pass.
    pub access: Access,
    /// What answers.
    pub handler: MethodRouter<Arc<Web>>,
}

impl Route {
    /// A line of the table.
    #[must_use]
    pub const fn new(
        method: Method,
        path: &'static str,
        access: Access,
        handler: MethodRouter<Arc<Web>>,
    ) -> Self {
        Self { method, path, access, handler }
    }
}

/// A handler whose type the router does not know. For each type that it knows, the compiler goes through the whole of the
/// router, and through everything that the handler may wait for, once more.
#[derive(Clone)]
struct Unnamed(Arc<dyn Fn(Request, Arc<Web>) -> Answer + Send + Sync>);

type Answer = BoxFuture<'static, Response>;

impl Handler<(), Arc<Web>> for Unnamed {
    type Future = Answer;

    fn call(self, request: Request, web: Arc<Web>) -> Answer {
        (self.0)(request, web)
    }
}

/// What answers a method.
fn answers<H, T>(method: M, handler: H) -> MethodRouter<Arc<Web>>
where
    H: Handler<T, Arc<Web>, Future = Answer>,
{
    on(method, Unnamed(Arc::new(move |request, web| handler.clone().call(request, web))))
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident = $method:expr;)+) => { $(
        $(#[$doc])*
        pub fn $name<H, T>(handler: H) -> MethodRouter<Arc<Web>>
        where
            H: Handler<T, Arc<Web>, Future = Answer>,
        {
            answers($method, handler)
        }
    )+ };
}

methods! {
    /// What answers GET and HEAD.
    get = M::GET;
    /// What answers POST.
    post = M::POST;
    /// What answers PUT.
    put = M::PUT;
    /// What answers PATCH.
    patch = M::PATCH;
    /// What answers DELETE.
    delete = M::DELETE;
}

/// The router of a table: each handler behind the gate that its line names.
pub fn build(web: &Arc<Web>, routes: Vec<Route>) -> Router<Arc<Web>> {
    routes.into_iter().fold(Router::new(), |router, route| {
        let state = (Arc::clone(web), route.access, route.path);
        router.route(route.path, route.handler.layer(from_fn_with_state(state, gate::pass)))
    })
}

/// Gives the framework's own refusals (no such path, no such method) a body: for who asks for the address of a form
/// again, a page.
pub async fn say_why(request: Request, next: Next) -> Response {
    let texts = language::asked(request.headers(), request.uri());
    let as_page = error::wants_page(request.headers()) && !request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if response.extensions().get::<Problem>().is_some() || response.status() != StatusCode::METHOD_NOT_ALLOWED
    {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "error-method",
        "this address does not take this method",
    );
    let mut response = error::answer(texts, &problem, as_page);
    if let Some(allow) = allow {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}
