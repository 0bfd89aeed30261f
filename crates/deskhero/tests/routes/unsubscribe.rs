//! The end of news as a mail program asks for it (RFC 8058): no cookie, nothing of a page of ours, no redirect.

use crate::world::{Engine, World};
use app::consent::{self, Standing};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::NewsId;
use tower::ServiceExt as _;
use web::{Tenants, WebSettings};

const CLICK: &str = "List-Unsubscribe=One-Click";

async fn send(router: &Router, method: &str, token: &str, body: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::builder()
        .method(method)
        .uri(format!("/news/unsubscribe/{token}"))
        .header(header::HOST, "acme.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, headers, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_click_from_a_mail_program_ends_news() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let (app, scope) = (&world.app, acme.info.scope);
    consent::decide_news(app, &world.agent_ctx(&acme), true, "It is sent.").await.unwrap();
    let standing = async || consent::news(app, scope, acme.agent).await.unwrap();
    let address = app::news::address(app, "", (scope, acme.agent), NewsId::generate(app.now())).unwrap();
    let token = address.rsplit_once('/').unwrap().1.to_owned();
    let forged = format!("B{}", token.split_at(1).1);
    // What is only looked at changes nothing, and looks alike whatever the address is.
    let (status, headers, page) = send(&router, "GET", &token, "").await;
    assert_eq!((status, standing().await), (StatusCode::OK, Standing::Given));
    assert!(!headers.contains_key(header::SET_COOKIE));
    let other = send(&router, "GET", &forged, "").await.2;
    assert_eq!(page.replace(&token, ""), other.replace(&forged, ""));
    // Neither does what is no click, nor one at an address that is not ours, which is answered as one that is.
    assert_eq!(send(&router, "POST", &token, "").await.0, StatusCode::BAD_REQUEST);
    let wrong = send(&router, "POST", &forged, CLICK).await;
    assert_eq!((wrong.0, standing().await), (StatusCode::OK, Standing::Given));
    for _ in 0..2 {
        let (status, headers, page) = send(&router, "POST", &token, CLICK).await;
        assert_eq!((status, standing().await), (StatusCode::OK, Standing::Refused));
        assert!(!headers.contains_key(header::SET_COOKIE) && !headers.contains_key(header::LOCATION));
        assert_eq!(page, wrong.2);
    }
}
