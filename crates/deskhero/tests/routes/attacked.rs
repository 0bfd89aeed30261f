//! Every route is attacked: as nobody, as another tenant, as a weaker role, without the proof that a page of ours
//! sent the request, and with the wrong kind of key. The answers stand in a snapshot: a change of who may do what is
//! a readable diff.

use crate::walk::{Ids, Key, Person, attachment_mail, call, ids, nothing, operator, person};
use crate::world::{Company, Engine, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use std::collections::BTreeSet;
use tower::ServiceExt as _;
use web::route::{Access, Route};
use web::{Tenants, WebSettings};

/// Routes whose answer does not depend on who asks, with the reason.
const PUBLIC: [(&str, &str); 44] = [
    ("/news/unsubscribe/{token}", "the link in a mail is the key; the same for one that is not ours"),
    ("/schemas/incident-1.json", "what the bundle of an incident means is public"),
    ("/transparency", "numbers about what authorities asked are public"),
    ("/transparency.json", "numbers about what authorities asked are public"),
    ("/assets/{file}", "style and script of every page"),
    ("/sign-in", "the way in"),
    ("/operator/sign-in", "the operators' way in"),
    ("/set-up/{link}", "a one-time link is the key"),
    ("/invitations/{link}", "a one-time link is the key"),
    ("/sign-up", "whoever makes a place for a company, where the operator lets them"),
    ("/sign-ups", "whoever makes a place for a company; limited by address and place"),
    ("/sign-ups/{link}", "a one-time link is the key"),
    ("/cookies", "what is kept in a browser"),
    ("/set-up/{link}/documents/{document}", "a one-time link is the key"),
    ("/trust", "whom to ask, and what is promised, is public"),
    ("/trust.json", "whom to ask, and what is promised, is public"),
    ("/trust/promises", "what the last check came to is public; none is made for it"),
    ("/trust/measures", "what the last check came to is public; none is made for it"),
    ("/.well-known/security.txt", "where holes are reported is public"),
    ("/documents", "what the operator released is public"),
    ("/documents/{document}/pdf", "what the operator released is public"),
    ("/documents/{document}", "what the operator released is public"),
    ("/documents/{document}/comparison", "what the operator released is public"),
    ("/api/v1/documents", "what the operator released is public"),
    ("/api/v1/documents/{document}", "what the operator released is public"),
    ("/privacy-request", "whoever asks about their own data; the same for who is known and who is not"),
    ("/privacy-requests", "whoever asks about their own data; limited by address and place"),
    ("/privacy-requests/{link}", "a one-time link is the key"),
    ("/oauth/callback", "leads browsers from a provider on; a state that is not ours leads nowhere"),
    ("/push/google", "a token that Google signed is the key; a mailbox is looked into, and nothing more"),
    (
        "/push/microsoft",
        "the secret that Microsoft was given is the key; a mailbox is looked into, and nothing more",
    ),
    ("/resets", "whoever forgot their password; one answer for all"),
    ("/resets/{link}", "a one-time link is the key"),
    ("/downloads/{token}", "a signed address is the key"),
    ("/personal-data/{link}", "the link that a person was sent is the key"),
    ("/personal-data/{link}/file", "the link that a person was sent is the key"),
    ("/schemas/access-export-1.json", "what exports of personal data mean is public"),
    ("/schemas/company-export-1.json", "what the file of a company means is public"),
    ("/schemas/account-export-1.json", "what exports of personal data mean is public"),
    ("/subprocessors", "who gets data is public"),
    ("/subprocessors.atom", "who gets data is public"),
    ("/subprocessors.json", "who gets data is public"),
    ("/api/v1/openapi.json", "the description of the API"),
    ("/api/v1/operator/openapi.json", "the description of the operator's API"),
];

/// What says that somebody may not.
const REFUSED: [StatusCode; 3] =
    [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED];

/// What comes last: removing takes away what the others need, and signing out ends their session.
const LATE: [&str; 14] = [
    "/operator/disclosures/{disclosure}/refusal",
    "/api/v1/operator/disclosures/{disclosure}/refusal",
    "/api/v1/access-exports/{export}",
    "/access-exports/{export}/removal",
    "/saved-replies/{saved_reply}/removal",
    "/teams/{team}/removal",
    "/fields/{field}/removal",
    "/organisations/{organisation}/removal",
    "/operator-accesses/{access}/closure",
    "/api/v1/operator-accesses/{access}/closure",
    "/operator/tenants/{tenant}/accesses/{access}/closure",
    "/api/v1/operator/tenants/{tenant}/accesses/{access}/closure",
    "/sign-out",
    "/operator/sign-out",
];

/// Tries a route of the operator's; returns its line of the table.
async fn attack_operators(
    router: &Router,
    route: &Route,
    ids: (&Ids, &Ids),
    people: (&Person, &Person, &Person),
) -> String {
    let at = (&route.method, route.path);
    match route.access {
        Access::Operator => attack_operator_route(router, at, ids, (people.0, people.1)).await,
        _ => attack_operator_api(router, at, ids, people).await,
    }
}

/// Tries a route of the operator's API; returns its line of the table.
async fn attack_operator_api(
    router: &Router,
    at: (&Method, &str),
    (mine, absent): (&Ids, &Ids),
    (operator, admin, agent): (&Person, &Person, &Person),
) -> String {
    let line = format!("{} {}", at.0, at.1);
    let as_nobody = call(router, at, mine, operator, Key::None).await.0;
    assert_eq!(as_nobody, StatusCode::UNAUTHORIZED, "{line} as nobody");
    for (person, key) in [(operator, Key::Session), (admin, Key::Session)] {
        let status = call(router, at, mine, person, key).await.0;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with a session");
    }
    for person in [admin, agent] {
        let (status, text) = call(router, at, mine, person, Key::Token).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{line} with a tenant's token: {text}");
        assert!(text.contains("problem:tenant-token") && text.contains("/operator/tokens"), "{text}");
    }
    let nothing = match at.1.contains('{') {
        true => call(router, at, absent, operator, Key::Token).await.0.as_str().to_owned(),
        false => "-".to_owned(),
    };
    let (status, text) = call(router, at, mine, operator, Key::Token).await;
    assert!(!status.is_server_error() && !REFUSED.contains(&status), "{line}: {status} {text}");
    format!("{line:<52} 401 {nothing:<3} 403 {}", status.as_str())
}

/// Tries an operator's token where it opens nothing: at a tenant's API, and at any page.
async fn attack_with_operator_token(
    router: &Router,
    at: (&Method, &str),
    ids: &Ids,
    operator: &Person,
    api: bool,
) {
    let (status, text) = call(router, at, ids, operator, Key::Token).await;
    if api {
        assert_eq!(status, StatusCode::FORBIDDEN, "{at:?} with an operator's token: {text}");
        assert!(text.contains("problem:operator-token") && text.contains("/api/v1/operator"), "{text}");
    } else {
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{at:?} with an operator's token");
    }
}

/// Tries an operator's route; returns its line of the table.
async fn attack_operator_route(
    router: &Router,
    at: (&Method, &str),
    (mine, absent): (&Ids, &Ids),
    (operator, admin): (&Person, &Person),
) -> String {
    let line = format!("{} {}", at.0, at.1);
    assert_eq!(
        call(router, at, mine, operator, Key::None).await.0,
        StatusCode::UNAUTHORIZED,
        "{line} as nobody"
    );
    for (key, what) in [(Key::Session, "session"), (Key::Token, "token")] {
        let status = call(router, at, mine, admin, key).await.0;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with the {what} of a tenant's admin");
    }
    attack_with_operator_token(router, at, mine, operator, false).await;
    // An agent's session in the operator's cookie is no operator's.
    let dressed = Person {
        cookie: admin.cookie.replace(web::gate::COOKIE, web::gate::OPERATOR_COOKIE),
        host: admin.host.clone(),
        csrf: admin.csrf.clone(),
        token: String::new(),
    };
    let status = call(router, at, mine, &dressed, Key::Session).await.0;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{line} with an agent's session in the operator's cookie");
    if !at.0.is_safe() {
        let forged = call(router, at, mine, operator, Key::SessionOnly).await.0;
        assert_eq!(forged, StatusCode::FORBIDDEN, "{line} without the token of a form");
    }
    let nothing = match at.1.contains('{') {
        true => call(router, at, absent, operator, Key::Session).await.0.as_str().to_owned(),
        false => "-".to_owned(),
    };
    let (status, text) = call(router, at, mine, operator, Key::Session).await;
    assert!(!status.is_server_error() && status != StatusCode::UNAUTHORIZED, "{line}: {status} {text}");
    format!("{line:<52} 401 {nothing:<3} 401 {}", status.as_str())
}

/// A company with a mail. What is off unless it wants it would be refused to everybody, which would show nothing.
async fn lay(world: &World, acme: &Company) {
    world.take_in(acme, &[("1", attachment_mail())]).await;
    app::instruction::change(&world.app, &world.admin_ctx(acme), 0, BTreeSet::new()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_is_attacked() {
    let world = World::with(Engine::Sqlite, crate::walk::sells).await.unwrap();
    let (acme, beta) = (world.company("acme").await, world.company("beta").await);
    lay(&world, &acme).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let agent = person(&world, &acme, acme.agent, "egon").await;
    let admin = person(&world, &acme, acme.admin, "ada").await;
    let other = person(&world, &beta, beta.admin, "ada").await;
    let operator = operator(&world).await;
    let (mine, nothing) = (ids(&world, &acme).await, nothing());
    let mut table = Vec::new();
    let mut routes: Vec<_> = web::pages::routes().into_iter().chain(web::api::routes()).collect();
    routes.sort_by_key(|route| LATE.iter().position(|path| *path == route.path).map_or(0, |at| at + 1));
    for route in &routes {
        let at = (&route.method, route.path);
        let (own, foreign, admin_only) = match route.access {
            Access::Public | Access::Signed | Access::Provider => {
                assert!(PUBLIC.iter().any(|(path, _)| *path == route.path), "{} is open to all", route.path);
                continue;
            }
            Access::Operator | Access::OperatorToken => {
                let people = (&operator, &admin, &agent);
                table.push(attack_operators(&router, route, (&mine, &nothing), people).await);
                continue;
            }
            Access::Session => (Key::Session, Key::Token, false),
            Access::SessionAdmin => (Key::Session, Key::Token, true),
            Access::Token => (Key::Token, Key::Session, false),
            Access::TokenAdmin => (Key::Token, Key::Session, true),
        };
        let line = format!("{} {}", route.method, route.path);
        let nobody = call(&router, at, &mine, &agent, Key::None).await.0;
        assert_eq!(nobody, StatusCode::UNAUTHORIZED, "{line} as nobody");
        let wrong_key = call(&router, at, &mine, &agent, foreign).await.0;
        assert_eq!(wrong_key, StatusCode::UNAUTHORIZED, "{line} with the other kind of key");
        attack_with_operator_token(&router, at, &mine, &operator, own == Key::Token).await;
        if own == Key::Session && !route.method.is_safe() {
            let forged = call(&router, at, &mine, &admin, Key::SessionOnly).await.0;
            assert_eq!(forged, StatusCode::FORBIDDEN, "{line} without the token of a form");
        }
        let stranger = if route.path.contains('{') {
            let (status, text) = call(&router, at, &mine, &other, own).await;
            let absent = call(&router, at, &nothing, &other, own).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{line} as another tenant: {text}");
            assert_eq!(
                (status, text),
                absent,
                "{line}: another tenant's object and an absent one look the same"
            );
            status.as_str().to_owned()
        } else {
            "-".to_owned()
        };
        let weaker = call(&router, at, &mine, &agent, own).await.0;
        assert_eq!(weaker == StatusCode::FORBIDDEN, admin_only, "{line} as an agent: {weaker}");
        // Another process may have had this one drop its keys at any time.
        world.app.vault().forget_all();
        let (stronger, text) = call(&router, at, &mine, &admin, own).await;
        assert!(!REFUSED.contains(&stronger), "{line} as an admin: {stronger}");
        assert!(!stronger.is_server_error(), "{line} as an admin: {stronger} {text}");
        table.push(format!(
            "{line:<52} {} {stranger:<3} {} {}",
            nobody.as_str(),
            weaker.as_str(),
            stronger.as_str()
        ));
    }
    insta::assert_snapshot!(table.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_requests_are_told_what_is_wrong() {
    let world = World::with(Engine::Sqlite, crate::walk::sells).await.unwrap();
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    let router = web::router(world.app.clone(), WebSettings { https: true, ..WebSettings::default() });
    let agent = person(&world, &acme, acme.agent, "egon").await;
    let ticket = ids(&world, &acme).await.ticket;
    let send = async |method: &str, path: &str, content_type: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "acme.test")
            .header(header::AUTHORIZATION, format!("Bearer {}", agent.token))
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (status, kind) = (response.status().as_u16(), response.headers()[header::CONTENT_TYPE].clone());
        let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
        assert_eq!(kind, "application/problem+json", "{method} {path}");
        (status, serde_json::from_slice::<serde_json::Value>(&bytes).unwrap())
    };
    let json = "application/json";
    let path = format!("/api/v1/tickets/{ticket}");
    let notes = format!("{path}/notes");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\n  oops}".to_vec()).await;
    assert_eq!((status, &problem["line"]), (400, &serde_json::json!(2)), "{problem}");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\"x\",\"more\":1}".to_vec()).await;
    assert_eq!(status, 422, "{problem}");
    let (status, problem) = send("POST", &notes, json, b"{\"text\":\"a\\u0000b\"}".to_vec()).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &serde_json::json!("text")));
    let (status, _) = send("POST", &notes, "text/plain", b"{}".to_vec()).await;
    assert_eq!(status, 415);
    let (status, problem) =
        send("POST", &notes, json, vec![b' '; domain::limits::REQUEST_BYTES_MAX + 1]).await;
    assert_eq!((status, &problem["max_bytes"]), (413, &serde_json::json!(domain::limits::REQUEST_BYTES_MAX)));
    let (status, problem) =
        send("PATCH", &path, json, b"{\"status\":\"closed\",\"version\":999}".to_vec()).await;
    assert_eq!((status, &problem["state"]), (409, &serde_json::json!("open")), "{problem}");
    let (status, _) = send("DELETE", &path, json, Vec::new()).await;
    assert_eq!(status, 405);
    let (status, _) = send("GET", "/api/v1/tickets?limit=0", json, Vec::new()).await;
    assert_eq!(status, 400);
    let (status, _) = send("GET", "/api/v1/tickets?nonsense=1", json, Vec::new()).await;
    assert_eq!(status, 400);
    let (status, _) = send("GET", "/api/v1/nothing", json, Vec::new()).await;
    assert_eq!(status, 404);
}
