//! A decision on a request is made on what was looked at, by page and by API.

use crate::walk::{Ids, Key, call, nothing, person};
use crate::world::World;
use app::subject_request::{Asking, NewRequest};
use axum::http::{Method, StatusCode};
use domain::SubjectRight;
use serde_json::Value;
use web::{Tenants, WebSettings};

crate::on_both_engines! { a_stale_decision_is_told_so }

async fn a_stale_decision_is_told_so(world: World) {
    let acme = world.company("acme").await;
    let asking = Asking {
        right: SubjectRight::Access,
        email: "carla@example.org".to_owned(),
        name: "Carla".to_owned(),
        words: String::new(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new = NewRequest { asking, ticket: None, received_at: None, vouched: "At the counter.".to_owned() };
    let id = app::subject_request::create(&world.app, &world.admin_ctx(&acme), new).await.unwrap();
    let (ids, ada) =
        (Ids { request: id.to_string(), ..nothing() }, person(&world, &acme, acme.admin, "ada").await);
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let (get, post) = (&Method::GET, &Method::POST);
    let version = |n: i64| format!("name=\"version\" value=\"{n}\"");

    // The forms of these tests name the first version.
    let (_, seen) = call(&router, (get, "/requests/{request}"), &ids, &ada, Key::Session).await;
    assert!(seen.contains(&version(1)), "{seen}");
    let page = "/requests/{request}/decision";
    let (status, text) = call(&router, (post, page), &ids, &ada, Key::Session).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{text}");
    let (status, text) = call(&router, (post, page), &ids, &ada, Key::Session).await;
    assert_eq!(status, StatusCode::CONFLICT, "{text}");
    assert!(text.contains("role=\"alert\"") && text.contains(&version(2)), "{text}");
    let api = "/api/v1/subject-requests/{request}/decision";
    let (status, problem) = call(&router, (post, api), &ids, &ada, Key::Token).await;
    let problem: Value = serde_json::from_str(&problem).unwrap();
    assert_eq!((status, &problem["state"]), (StatusCode::CONFLICT, &"changed".into()), "{problem}");
}
