//! Signing in with a browser that keeps no cookie: it is said why nobody is signed in, and what to do, at both doors (C100).

use crate::world::{Engine, PASSWORD, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt as _;
use web::{Tenants, WebSettings};

const OWN: &str = "desk.test";

struct Browser<'a> {
    router: &'a Router,
    host: &'a str,
    cookie: Option<String>,
}

impl Browser<'_> {
    async fn send(&self, method: &str, path: &str, body: &str) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.host)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, headers, String::from_utf8(bytes.to_vec()).unwrap())
    }

    fn location(headers: &HeaderMap) -> String {
        headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// Signs in, keeps the cookie or not, and says what stands where that leads: a place, or a page.
    async fn sign_in(&mut self, door: &str, email: &str, keeps: bool) -> Result<String, String> {
        let form = format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let (status, headers, page) = self.send("POST", door, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let cookie = headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        self.cookie = keeps.then_some(cookie);
        let (status, headers, page) = self.send("GET", &Self::location(&headers), "").await;
        if status == StatusCode::OK { Err(page) } else { Ok(Self::location(&headers)) }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_keeps_no_cookie_is_told_so() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    world.company("acme").await;
    crate::walk::operator(&world).await;
    let public_url = Some(format!("https://{OWN}"));
    let settings =
        WebSettings { https: true, tenants: Tenants::ByHost, public_url, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let says = "your browser kept no cookie of this site";
    for (host, door, email, to) in [
        ("acme.test", "/sign-in", "ada@acme.test", "/tickets"),
        (OWN, "/operator/sign-in", "olga@desk.test", "/operator"),
    ] {
        let mut browser = Browser { router: &router, host, cookie: None };
        let before = browser.send("GET", door, "").await.2;
        assert!(!before.contains(says), "nobody is told before they tried");
        let page = browser.sign_in(door, email, false).await.unwrap_err();
        assert!(page.contains(says) && page.contains("type=\"password\""), "{page}");
        assert_eq!(browser.sign_in(door, email, true).await.unwrap(), to);
        let (status, ..) = browser.send("GET", to, "").await;
        assert_eq!(status, StatusCode::OK, "{to}");
    }
}
