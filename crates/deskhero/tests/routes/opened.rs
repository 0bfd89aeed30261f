//! When a page was last opened in a session: past what its owner has to take note of, and by nothing that runs in the background.

use crate::walk::{Person, person};
use crate::world::World;
use app::{Ctx, document};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::{DocumentKind, Role, Timestamp};
use tower::ServiceExt as _;
use web::{Tenants, WebSettings};

crate::on_both_engines! { a_page_is_noted_past_what_has_to_be_read }

async fn get(router: &Router, who: &Person, live: bool) -> StatusCode {
    let mut request = Request::builder()
        .uri("/tickets")
        .header(header::HOST, &who.host)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, &who.cookie);
    if live {
        request = request.header("x-deskhero-live", "1");
    }
    router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
}

/// C103.
async fn a_page_is_noted_past_what_has_to_be_read(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let ada = person(&world, &acme, acme.admin, "ada").await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let opened = async || -> Option<Timestamp> {
        let store = app.store().tenant(acme.info.scope);
        store.list_sessions_of_agent(acme.admin, app.now()).await.unwrap()[0].page_at
    };
    assert_eq!(get(&router, &ada, true).await, StatusCode::OK);
    assert_eq!(opened().await, None, "a script asked");
    let first = app.now();
    assert_eq!(get(&router, &ada, false).await, StatusCode::OK);
    assert_eq!(opened().await, Some(first));
    let operator = Ctx::operator(app::operator::SCOPE, app.now());
    document::release_missing(app, &operator, &[DocumentKind::Terms]).await.unwrap();
    world.clock.advance_ms(3_600_000);
    assert_eq!(get(&router, &ada, false).await, StatusCode::SEE_OTHER);
    assert_eq!(opened().await, Some(first), "it is read first");
    world.agree(acme.info.scope, acme.admin, Role::Admin).await;
    assert_eq!(get(&router, &ada, false).await, StatusCode::OK);
    assert_eq!(opened().await, Some(app.now()));
}
