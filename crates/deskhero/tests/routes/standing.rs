//! Whoever runs Deskhero has no access to what companies write and receive (C35, C88): every route is tried with what an
//! operator has. And none of theirs hands out more than one conversation (C56).

use crate::walk::{Ids, Key, Person, attachment_mail, call, ids, nothing, operator};
use crate::world::{Engine, World};
use axum::http::{Method, StatusCode};
use web::route::{Access, Route};
use web::{Tenants, WebSettings};

/// What stands in the mail, and nowhere else.
const IN_THE_MAIL: [&str; 4] = ["carla@example.org", "Carla", "See <b>file", "eva@x.test"];

fn routes() -> Vec<Route> {
    web::pages::routes().into_iter().chain(web::api::routes()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_opens_nothing_of_a_company() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    // Their ids are made before there is an operator: no access is open.
    let mine = ids(&world, &acme).await;
    let operator = operator(&world).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    // Their session, dressed as an agent's.
    let dressed = Person {
        host: operator.host.clone(),
        cookie: operator.cookie.replace(web::gate::OPERATOR_COOKIE, web::gate::COOKIE),
        csrf: operator.csrf.clone(),
        token: operator.token.clone(),
    };
    let mut tried = 0;
    for route in routes() {
        let at = (&route.method, route.path);
        match route.access {
            Access::Session | Access::SessionAdmin | Access::Token | Access::TokenAdmin => {
                for (person, key) in
                    [(&operator, Key::Session), (&dressed, Key::Session), (&operator, Key::Token)]
                {
                    let status = call(&router, at, &mine, person, key).await.0;
                    let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
                    assert!(refused.contains(&status), "{at:?}: {status}");
                    tried += 1;
                }
            }
            // What changes something is the business of other tests: here it is read.
            Access::Operator | Access::OperatorToken if route.method == Method::GET => {
                let key = if route.access == Access::Operator { Key::Session } else { Key::Token };
                let text = call(&router, at, &mine, &operator, key).await.1;
                assert!(IN_THE_MAIL.iter().all(|word| !text.contains(word)), "{at:?}: {text}");
                tried += 1;
            }
            _ => {}
        }
    }
    assert!(tried > 500, "{tried} requests");
}

/// Whether an answer says something of the mail.
async fn says(router: &axum::Router, route: &Route, ids: &Ids, operator: &Person) -> bool {
    let key = if route.access == Access::Operator { Key::Session } else { Key::Token };
    let text = call(router, (&route.method, route.path), ids, operator, key).await.1;
    IN_THE_MAIL.iter().any(|word| text.contains(word))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_route_of_the_operators_hands_mail_out_in_bulk() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", attachment_mail())]).await;
    let operator = operator(&world).await;
    let mine = ids(&world, &acme).await;
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let mut telling = Vec::new();
    for route in routes() {
        let theirs = matches!(route.access, Access::Operator | Access::OperatorToken);
        if theirs && route.method == Method::GET && says(&router, &route, &mine, &operator).await {
            telling.push(route.path);
        }
    }
    telling.sort_unstable();
    // One conversation, by its id, while an access is open.
    assert_eq!(
        telling,
        [
            "/api/v1/operator/tenants/{tenant}/accesses/{access}/tickets/{ticket}",
            "/operator/tenants/{tenant}/accesses/{access}/tickets/{ticket}",
        ]
    );
    let absent = nothing();
    for route in routes().iter().filter(|route| telling.contains(&route.path)) {
        assert!(!says(&router, route, &absent, &operator).await, "{}", route.path);
    }
}
