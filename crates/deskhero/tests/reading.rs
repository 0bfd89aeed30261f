//! What a browser is told when it shows a mail: nothing loads from elsewhere, nothing of a sender's runs, and a file is
//! what it begins as.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../../app/tests/world/mod.rs"]
mod world;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::Private;
use tower::ServiceExt as _;
use web::WebSettings;
use world::{Company, Engine, PASSWORD, World};

struct Browser {
    router: Router,
    cookie: String,
    csrf: String,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn policy(&self) -> &str {
        self.header("content-security-policy")
    }
}

impl Browser {
    async fn open(world: &World, company: &Company) -> Self {
        let router = web::router(world.app.clone(), WebSettings { https: true, ..WebSettings::default() });
        let (app, now) = (&world.app, world.app.now());
        let password = Private::new(PASSWORD.to_owned());
        let scope = company.info.scope;
        let signed = app::sign_in::with_password(app, scope, "egon@acme.test", &password, "192.0.2.1", now)
            .await
            .unwrap();
        let cookie = format!("{}={}", web::gate::COOKIE, signed.session_token.reveal());
        Self { router, cookie, csrf: signed.csrf_token }
    }

    async fn ask(&self, method: &str, path: &str, dest: &str) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "acme.test")
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-dest", dest)
            .header(web::gate::CSRF_HEADER, &self.csrf)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::empty());
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        Page { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, path: &str) -> Page {
        self.ask("GET", path, "document").await
    }

    /// Follows the way to a signed address.
    async fn follow(&self, path: &str, dest: &str) -> Page {
        let to = self.get(path).await;
        assert_eq!(to.status, StatusCode::SEE_OTHER, "{path}: {}", to.body);
        self.ask("GET", to.header("location"), dest).await
    }
}

/// 1: HTML; 2: inside the text; 3: a picture; 4: a page that says that it is a picture; 5: a PDF.
const MAIL: &str = "From: \"Eva boss@acme.test\" <eva@home.test>\r\nTo: support@acme.test\r\nSubject: <b>Bells</b>\r\n\
    Message-ID: <1@home.test>\r\nDate: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bells</p><img src=\"https://cdn.shop.test/bell.png\">\
    <img src=\"https://count.shop.test/p.gif\" width=\"1\" height=\"1\">\r\n\
    --b\r\nContent-Type: image/png; name=bell.png\r\nContent-Disposition: attachment; filename=bell.png\r\n\
    Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n\
    --b\r\nContent-Type: image/png; name=page.png\r\nContent-Disposition: attachment; filename=page.png\r\n\r\n\
    <html><script>alert(1)</script>\r\n\
    --b\r\nContent-Type: application/pdf; name=bill.pdf\r\nContent-Disposition: attachment; filename=bill.pdf\r\n\r\n\
    %PDF-1.4\r\n\
    --b--\r\n";

async fn desk() -> (World, Browser, String, String) {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", MAIL.to_owned())]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let message = world.read(&acme, ticket).await.messages[0].id;
    let browser = Browser::open(&world, &acme).await;
    (world, browser, format!("/tickets/{ticket}"), format!("/messages/{message}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remote_images_stay_blocked_until_asked_for_and_trackers_always() {
    let (_world, browser, ticket, message) = desk().await;
    let page = browser.get(&ticket).await;
    assert!(page.body.contains("2 images of this mail lie elsewhere"), "{}", page.body);
    assert!(page.body.contains("One looks like a tracker"), "{}", page.body);
    assert!(page.body.contains("Show the image"), "{}", page.body);
    let frame = browser.ask("GET", &format!("{message}/frame"), "iframe").await;
    assert!(frame.policy().contains("img-src data:;"), "{}", frame.policy());
    assert!(!frame.body.contains(" src="), "{}", frame.body);
    let shown = browser.ask("POST", &format!("{message}/images"), "iframe").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.policy().contains("img-src 'self' data:;"), "{}", shown.policy());
    assert_eq!(shown.body.matches("<img src=\"/downloads/").count(), 1, "{}", shown.body);
    for policy in [frame.policy(), shown.policy()] {
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("http"), "{policy}");
        assert!(
            policy.contains("sandbox allow-scripts allow-popups") && !policy.contains("same-origin"),
            "{policy}"
        );
    }
    // Nothing changed for the next look.
    let again = browser.ask("GET", &format!("{message}/frame"), "iframe").await;
    assert!(again.policy().contains("img-src data:;") && !again.body.contains(" src="));
}

/// A company whose data stays in the European Economic Area reads why the images of its mails are not shown.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remote_images_that_are_withheld_say_why() {
    let (world, browser, ticket, message) = desk().await;
    let acme = app::tenant::find_by_slug(&world.app, "acme").await.unwrap().unwrap();
    let agents = world.app.store().tenant(acme.scope).list_agents().await.unwrap();
    let admin = agents.iter().find(|one| one.role == domain::Role::Admin).unwrap().id;
    let ctx = app::Ctx::agent(acme.scope, admin, domain::Role::Admin, world.app.now());
    app::register::change_residency(&world.app, &ctx, true).await.unwrap();
    let page = browser.get(&ticket).await;
    let why = "They cannot be shown: your company keeps its data in the European Economic Area";
    assert!(
        page.body.contains("2 images of this mail lie elsewhere") && page.body.contains(why),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Show the image"), "{}", page.body);
    // On a page that was open before, too.
    let asked = browser.ask("POST", &format!("{message}/images"), "iframe").await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.body.contains("nobody knows where the images of this mail lie"), "{}", asked.body);
    assert!(!asked.body.contains("/downloads/"), "{}", asked.body);
    app::register::change_residency(&world.app, &ctx, false).await.unwrap();
    assert!(browser.get(&ticket).await.body.contains("Show the image"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_shown_as_what_they_begin_as_and_without_rights() {
    let (_world, browser, ticket, message) = desk().await;
    let page = browser.get(&ticket).await;
    assert_eq!(page.body.matches("class=\"thumb\"").count(), 2, "{}", page.body);
    let part = |name: &str| {
        let (before, _) = page.body.split_once(&format!(">{name}<")).unwrap();
        let (_, part) = before.rsplit_once("/attachments/").unwrap();
        part.split('"').next().unwrap().to_owned()
    };
    for (name, kind, dest) in [
        ("bell.png", "image/png", "image"),
        ("bell.png", "image/png", "document"),
        ("bill.pdf", "application/pdf", "document"),
    ] {
        let file = browser.follow(&format!("{message}/attachments/{}/preview", part(name)), dest).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!((file.header("content-type"), file.header("x-content-type-options")), (kind, "nosniff"));
        assert!(file.header("content-disposition").starts_with("inline;"), "{name}");
        assert!(file.policy().starts_with("default-src 'none';"), "{}", file.policy());
        assert!(!file.policy().contains("script") && !file.policy().contains("allow-"), "{}", file.policy());
        assert!(file.policy().ends_with("; sandbox"), "{}", file.policy());
        assert_eq!(file.header("cache-control"), "no-store");
    }
    let page =
        browser.follow(&format!("{message}/attachments/{}/preview", part("page.png")), "document").await;
    assert_eq!(page.header("content-type"), "application/octet-stream");
    assert!(page.header("content-disposition").starts_with("attachment;"));
    let saved = browser.follow(&format!("{message}/attachments/{}", part("bell.png")), "document").await;
    assert!(saved.header("content-disposition").starts_with("attachment;"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_source_is_text_and_the_sender_is_told() {
    let (_world, browser, ticket, message) = desk().await;
    let page = browser.get(&format!("{message}/source")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("&#60;script&#62;alert(1)") && !page.body.contains("<script>alert"),
        "{}",
        page.body
    );
    assert!(page.body.contains("<dt>Message-ID</dt>"), "{}", page.body);
    let saved = browser.follow(&format!("{message}/raw"), "document").await;
    assert_eq!(saved.body, MAIL);
    let page = browser.get(&ticket).await;
    assert!(
        page.body.contains("shows the address boss@acme.test, but the mail comes from eva@home.test"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Nothing that can be believed"), "{}", page.body);
}
