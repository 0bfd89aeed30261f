//! A release that leaves translations behind: the languages are named, it is confirmed, and their pages say so.

use crate::walk::{Key, call, nothing, operator};
use crate::world::World;
use app::{Ctx, document};
use axum::http::{Method, StatusCode};
use domain::DocumentKind;
use serde_json::{Value, json};
use web::{Tenants, WebSettings};

crate::on_both_engines! { translations_that_are_left_behind_are_named }

const TERMS: DocumentKind = DocumentKind::Terms;

async fn translations_that_are_left_behind_are_named(world: World) {
    let (app, olga) = (&world.app, operator(&world).await);
    let shell = Ctx::operator(app::operator::SCOPE, app.now());
    let new = document::NewRelease {
        kind: TERMS,
        material: true,
        effective_at: None,
        translations_unchanged: false,
    };
    for (language, text) in [("en", "# Terms\n\nOne.\n"), ("da", "# Vilkår\n\nEt.\n")] {
        document::write(app, &shell, TERMS, language, text).await.unwrap();
    }
    document::release(app, &shell, new).await.unwrap();
    document::write(app, &shell, TERMS, "en", "# Terms\n\nOne.\n\nTwo.\n").await.unwrap();
    let settings = WebSettings { https: true, tenants: Tenants::ByHost, ..WebSettings::default() };
    let router = web::router(world.app.clone(), settings);
    let (get, post) = (&Method::GET, &Method::POST);

    let path = "/api/v1/operator/documents/terms/releases";
    let (status, problem) = call(&router, (post, path), &nothing(), &olga, Key::Token).await;
    let problem: Value = serde_json::from_str(&problem).unwrap();
    assert_eq!((status, &problem["languages"]), (StatusCode::CONFLICT, &json!(["da"])), "{problem}");
    assert!(problem["type"].as_str().unwrap().ends_with("untranslated"), "{problem}");
    let page = async |method: &Method, path: &str| {
        call(&router, (method, path), &nothing(), &olga, Key::Session).await
    };
    let (status, text) = page(post, "/operator/documents/terms/releases").await;
    assert_eq!(status, StatusCode::CONFLICT, "{text}");
    for said in
        ["these translations did not:", "translations_unchanged", "These translations stay as they are:"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }

    let confirmed = document::NewRelease { translations_unchanged: true, ..new };
    document::release(app, &shell, confirmed).await.unwrap();
    let (_, text) = page(get, "/operator/documents/terms").await;
    assert!(!text.contains("translations_unchanged"), "there is nothing to confirm: {text}");
    let said = "er ændret, siden dette blev oversat";
    let (_, text) = page(get, "/documents/terms?lang=da&version=2").await;
    assert!(text.contains(said), "{text}");
    let (_, text) = page(get, "/documents/terms?lang=da&version=1").await;
    assert!(!text.contains(said), "{text}");
    let (_, text) = page(get, "/documents/terms/comparison?lang=da").await;
    assert!(text.contains("id=\"other\""), "{text}");
    let (_, text) = page(get, "/documents/terms/comparison?lang=en").await;
    assert!(text.contains("Two.") && !text.contains("id=\"other\""), "{text}");
}
